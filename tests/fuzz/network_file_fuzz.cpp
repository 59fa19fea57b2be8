// A network file whose checksums are as they should be: what a forger would write. A file that opens holds what its
// columns promise, so that nothing that travels over it leaves them.
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "fuzz/support/drawn_streets.hpp"
#include "fuzz/support/memory_folder.hpp"
#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "fuzz/support/travel.hpp"
#include "trek/network/backdrop.hpp"
#include "trek/network/detail/network_description.hpp"
#include "trek/network/network_file.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t size, std::size_t most);

namespace trek::fuzz {
namespace {

// The layout of network/network_file.cpp.
constexpr std::size_t kHeaderBytes = 64;
constexpr std::size_t kSizeAt = 48;
constexpr std::size_t kCountAt = 56;
constexpr std::size_t kChecksumAt = 60;
constexpr std::size_t kEntryBytes = 16;
constexpr std::size_t kMostSections = 1000;

std::size_t aligned(std::size_t bytes) { return (bytes + 63) / 64 * 64; }

template <class Number>
Number number_at(std::string_view bytes, std::size_t at) {
  Number number{};
  if (at + sizeof number <= bytes.size()) std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

template <class Number>
void set_number(std::string& bytes, std::size_t at, Number number) {
  std::memcpy(bytes.data() + at, &number, sizeof number);
}

std::uint32_t checksum(std::string_view bytes) {
  return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

/// The sections of a file, as far as they are there.
std::vector<std::string> sections_of(std::string_view file) {
  std::vector<std::string> sections;
  const std::size_t count = std::min<std::size_t>(number_at<std::uint32_t>(file, kCountAt), kMostSections);
  std::size_t at = aligned(kHeaderBytes + count * kEntryBytes);
  for (std::size_t i = 0; i < count && at <= file.size(); ++i) {
    const auto wanted = number_at<std::uint64_t>(file, kHeaderBytes + i * kEntryBytes);
    const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, file.size() - at));
    sections.emplace_back(file.substr(at, bytes));
    at += aligned(bytes);
  }
  return sections;
}

/// A file of these sections with the header of another one, its sizes and checksums as they should be.
std::string file_of(std::string_view header, const std::vector<std::string>& sections) {
  std::string file{header.substr(0, kHeaderBytes)};
  file.resize(aligned(kHeaderBytes + sections.size() * kEntryBytes));
  const std::size_t head = kHeaderBytes + sections.size() * kEntryBytes;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    std::string padded = sections[i];
    padded.resize(aligned(padded.size()));
    set_number<std::uint64_t>(file, kHeaderBytes + i * kEntryBytes, sections[i].size());
    set_number<std::uint64_t>(file, kHeaderBytes + i * kEntryBytes + 8, checksum(padded));
    file += padded;
  }
  set_number<std::uint64_t>(file, kSizeAt, file.size());
  set_number<std::uint32_t>(file, kCountAt, static_cast<std::uint32_t>(sections.size()));
  set_number<std::uint32_t>(file, kChecksumAt, 0);
  set_number<std::uint32_t>(file, kChecksumAt, checksum(std::string_view{file}.substr(0, head)));
  return file;
}

/// One number of a column becomes its neighbour, another one of the column, or nothing that fits.
void change_number(std::string& section, std::minstd_rand& random) {
  const std::size_t count = section.size() / 4;
  if (count == 0) return;
  const std::size_t at = random() % count * 4;
  const auto old = number_at<std::uint32_t>(section, at);
  const std::uint32_t choices[] = {old + 1,
                                   old - 1,
                                   number_at<std::uint32_t>(section, random() % count * 4),
                                   0,
                                   static_cast<std::uint32_t>(count),
                                   0xFFFFFFFFU,
                                   static_cast<std::uint32_t>(random() % 64)};
  set_number(section, at, choices[random() % std::size(choices)]);
}

/// What is unpacked can be drawn.
void check_backdrop(const network::Network& network) {
  constexpr double kFar_m = 1e9;
  const auto backdrop = network::unpacked(network.backdrop.span(), {-kFar_m, -kFar_m, kFar_m, kFar_m},
                                          {.places = {{250'000.0, 480'000.0}}, .radius_m = kFar_m});
  for (const auto& line : backdrop.lines) require(!line.shape.empty(), "a line has points");
  for (const auto& line : backdrop.local) require(!line.shape.empty(), "a stream has points");
  for (const auto& lake : backdrop.lakes) {
    require(!lake.shape.empty(), "a lake has parts");
    for (const auto& part : lake.shape) require(!part.shell.empty(), "a part has a shell");
  }
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> list;
  for (const std::string& xml : drawn_osm_files()) {
    const auto extract = memory_folder().write("seed.osm", xml);
    std::vector<network::ModeSpeeds> speeds{network::default_speeds(model::Mode::foot)};
    if (list.empty()) speeds.push_back(network::default_speeds(model::Mode::car));
    const auto network = outcome([&] { return network::build_network(extract, speeds, "EPSG:28992", "1", {}); });
    if (!network) continue;
    const auto file = memory_folder() / "seed.trek";
    network::write_network_file(file, *network, true);
    list.push_back(bytes_of(file));
  }
  return list;
}

std::vector<std::string> words() { return {"EPSG:28992", "osm", std::string(4, '\0'), std::string(4, '\xFF')}; }

void run(std::string_view input) {
  const auto file = memory_folder().write("drawn.trek", input);
  const auto network = outcome([&] { return network::open_network_file(file); });
  if (!network) return;
  const std::string description = network::detail::description(*network);
  network::Network again;
  require(network::detail::read_description(description, again), "a description is read as it is written");
  require(network::detail::description(again) == description, "a description is read as it is written");
  for (const auto& mode : network->modes) check_travel(mode, Streets::forged);
  check_backdrop(*network);
}

}  // namespace trek::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size, std::size_t most, unsigned seed) {
  using namespace trek::fuzz;
  const std::string_view old{reinterpret_cast<const char*>(bytes), size};
  auto sections = sections_of(old);
  if (size < kHeaderBytes || sections.empty()) return LLVMFuzzerMutate(bytes, size, most);
  std::minstd_rand random{seed};
  std::string& section = sections[random() % sections.size()];
  if (random() % 4 != 0) {
    change_number(section, random);
  } else {
    const std::size_t before = section.size();
    section.resize(before + 64);
    section.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(section.data()), before, section.size()));
  }
  const std::string file = file_of(old, sections);
  if (file.size() > most) return LLVMFuzzerMutate(bytes, size, most);
  std::memcpy(bytes, file.data(), file.size());
  return file.size();
}
