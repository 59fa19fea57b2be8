#include "trek/network/network_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>
#include <type_traits>
#include <utility>

#include "trek/config/mapping.hpp"
#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/sha256.hpp"
#include "trek/core/target_file.hpp"
#include "trek/core/text.hpp"
#include "trek/geo/crs.hpp"
#include "trek/network/backdrop.hpp"
#include "trek/network/detail/network_check.hpp"
#include "trek/network/detail/network_columns.hpp"
#include "trek/network/detail/network_description.hpp"
#include "trek/network/nwb.hpp"
#include "trek/network/osm.hpp"

// A file is: the header; one Section for each section; the sections, each from a multiple of 64 bytes on, with zeros
// between. Section 0 is the description, then come the columns of each mode and the backdrop. Mark, byte order and
// version stand where they do in every version to come.

namespace trek::network {
namespace {

using core::Error;
using core::ErrorKind;
using Bytes = std::span<const std::byte>;

static_assert(std::endian::native == std::endian::little, "columns are mapped as they lie in the file: little-endian");
static_assert(sizeof(geo::Point) == 16 && sizeof(NodeIdx) == 4 && sizeof(EdgeIdx) == 4 && sizeof(HierarchyArc) == 8);

constexpr std::size_t kAlignment = 64;
constexpr std::size_t kPartSize = std::size_t{1} << 20U;  // read at a time
// Like PNG's: no text, and different after a transfer that changes line ends or drops the eighth bit.
constexpr std::array<char, 8> kMark{'\x89', 't', 'r', 'e', 'k', '\r', '\n', '\x1A'};
constexpr std::uint32_t kByteOrder = 0x01020304;

struct Header {
  std::array<char, 8> mark = kMark;
  std::uint32_t byte_order = kByteOrder;
  std::uint32_t version = kNetworkFileVersion;
  std::array<char, 32> made_by{};  // version of trek, padded with zeros
  std::uint64_t byte_count = 0;    // of the file
  std::uint32_t section_count = 0;
  std::uint32_t checksum = 0;  // CRC-32 of header (with 0 here) and sections' table
};
static_assert(sizeof(Header) == kAlignment && std::is_trivially_copyable_v<Header>);

struct Section {
  std::uint64_t byte_count = 0;
  std::uint64_t checksum = 0;  // CRC-32, with the zeros that fill up to the next section
};
static_assert(sizeof(Section) == 16 && std::is_trivially_copyable_v<Section>);

constexpr std::uint64_t aligned(std::uint64_t byte_count) noexcept {
  return (byte_count + kAlignment - 1) / kAlignment * kAlignment;
}

std::uint64_t columns_offset(std::size_t section_count) noexcept {
  return aligned(sizeof(Header) + section_count * sizeof(Section));
}

std::size_t columns_a_mode() {
  std::size_t count = 0;
  const ModeNetwork none;
  detail::for_each_column(none, [&](const auto&) { ++count; });
  return count;
}

std::uint32_t checksum(std::uint32_t before, Bytes bytes) noexcept {
  return static_cast<std::uint32_t>(
      crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));  // NOLINT: zlib's bytes
}

template <class T>
Bytes bytes_of(const T& value) noexcept {
  return std::as_bytes(std::span{&value, 1});
}

std::uint32_t head_checksum(Header header, std::span<const Section> sections) noexcept {
  header.checksum = 0;
  return checksum(checksum(0, bytes_of(header)), std::as_bytes(sections));
}

// ---- Writing

class OutputFile {
 public:
  OutputFile(const std::filesystem::path& file, bool overwrite)
      : target_{file, overwrite}, descriptor_{::open(target_.temporary().c_str(), O_WRONLY | O_CLOEXEC)} {
    if (descriptor_ < 0) fail();
  }
  ~OutputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(Bytes bytes) {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail();
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }
  void finish() {
    if (::close(std::exchange(descriptor_, -1)) != 0) fail();
    target_.put_in_place();
  }

 private:
  [[noreturn]] void fail() const {
    throw Error{ErrorKind::output, fmt::format("{}: cannot be written ({}); check the space on the disk",
                                               target_.target().string(), std::generic_category().message(errno))};
  }
  core::TargetFile target_;
  int descriptor_;
};

std::vector<Bytes> sections_of(const Network& network, const std::string& description) {
  std::vector<Bytes> sections{std::as_bytes(std::span{description})};
  for (const ModeNetwork& mode : network.modes) {
    detail::for_each_column(mode, [&](const auto& column) { sections.push_back(std::as_bytes(column.span())); });
  }
  sections.push_back(std::as_bytes(network.backdrop.span()));
  return sections;
}

Bytes padding_after(Bytes section) noexcept {
  static constexpr std::array<std::byte, kAlignment> kZeros{};
  return Bytes{kZeros}.first(aligned(section.size()) - section.size());
}

Header header_of(const Network& network, std::span<const Section> table) {
  Header header;
  const std::size_t length = std::min(network.made_by.size(), header.made_by.size() - 1);
  std::copy_n(network.made_by.begin(), length, header.made_by.begin());
  header.section_count = static_cast<std::uint32_t>(table.size());
  header.byte_count = columns_offset(table.size());
  for (const Section& section : table) header.byte_count += aligned(section.byte_count);
  header.checksum = head_checksum(header, table);
  return header;
}

// ---- Reading

[[noreturn]] void refuse(const std::filesystem::path& file, std::string_view found) {
  throw Error{ErrorKind::data, fmt::format("{}: {}; make it again with 'trek network build'", file.string(), found)};
}

[[noreturn]] void refuse_damaged(const std::filesystem::path& file, std::string_view found) {
  refuse(file, fmt::format("is damaged ({})", found));
}

class InputFile {
 public:
  explicit InputFile(std::filesystem::path path) : path_{std::move(path)} {
    if (core::is_absent(path_)) refuse("there is no such file");
    core::check_input(path_);
    descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) refuse_errno();
    size_ = static_cast<std::uint64_t>(status.st_size);
  }
  ~InputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  [[noreturn]] void refuse(std::string_view found) const { network::refuse(path_, found); }
  [[noreturn]] void refuse_damaged(std::string_view found) const { network::refuse_damaged(path_, found); }

  void read(std::uint64_t offset, std::span<std::byte> target) const {
    while (!target.empty()) {
      const auto got = ::pread(descriptor_, target.data(), target.size(), static_cast<off_t>(offset));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) refuse_errno();
      if (got == 0) refuse("is cut short");
      target = target.subspan(static_cast<std::size_t>(got));
      offset += static_cast<std::uint64_t>(got);
    }
  }

 private:
  [[noreturn]] void refuse_errno() const {
    throw Error{ErrorKind::data, fmt::format("{}: cannot be read ({}); check its permissions", path_.string(),
                                             std::generic_category().message(errno))};
  }
  std::filesystem::path path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

/// A whole file in memory, read only.
class Mapping {
 public:
  explicit Mapping(const InputFile& file) : size_{file.size()} {
    address_ = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, file.descriptor(), 0);
    if (address_ == MAP_FAILED) {  // NOLINT(performance-no-int-to-ptr): as POSIX spells it
      throw Error{ErrorKind::limit, fmt::format("{}: its {} bytes cannot be mapped ({}); free memory or address space",
                                                file.path().string(), size_, std::generic_category().message(errno))};
    }
  }
  ~Mapping() { ::munmap(address_, size_); }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  [[nodiscard]] Bytes bytes() const noexcept { return {static_cast<const std::byte*>(address_), size_}; }
  /// Whole pages of a part leave this process's memory until they are used again.
  void give_up(Bytes part) const noexcept {
    static const auto page_size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = static_cast<std::size_t>(part.data() - bytes().data()) / page_size * page_size;
    const auto end = static_cast<std::size_t>(part.data() + part.size() - bytes().data()) / page_size * page_size;
    if (begin < end) ::madvise(static_cast<std::byte*>(address_) + begin, end - begin, MADV_DONTNEED);
  }

 private:
  void* address_ = nullptr;
  std::size_t size_;
};

/// A file whose header and table of sections are as they were written.
class OpenedFile {
 public:
  explicit OpenedFile(const std::filesystem::path& path) : file_{path} {
    read_header();
    read_table();
  }

  /// All but the columns.
  [[nodiscard]] Network description() const {
    check_section(0);
    std::string bytes(sections_[0].byte_count, '\0');
    file_.read(offset_[0], std::as_writable_bytes(std::span{bytes}));
    Network network;
    if (!detail::read_description(bytes, network)) file_.refuse_damaged("its description is incomplete");
    if (sections_.size() != 2 + network.modes.size() * columns_a_mode()) {
      file_.refuse_damaged("another number of columns than its modes have");
    }
    return network;
  }

  void map_columns(Network& network) const {
    for (std::size_t section = 1; section < sections_.size(); ++section) check_section(section);
    const auto mapping = std::make_shared<const Mapping>(file_);
    std::size_t section = 1;
    for (ModeNetwork& mode : network.modes) {
      detail::for_each_column(mode, [&](auto& column) { map(column, section++, mapping); });
      const detail::Seen seen = [&](Bytes part) { mapping->give_up(part); };
      const std::string_view broken = detail::broken_promise(mode, seen);
      if (!broken.empty()) file_.refuse_damaged(broken);
    }
    map(network.backdrop, section, mapping);
    if (!is_packed_backdrop(network.backdrop.span())) file_.refuse_damaged("its backdrop");
    mapping->give_up(mapping->bytes());
  }

 private:
  void read_header() {
    std::array<char, kMark.size()> mark{};
    if (file_.size() >= mark.size()) file_.read(0, std::as_writable_bytes(std::span{mark}));
    if (mark != kMark) file_.refuse("is not a trek network");
    if (file_.size() < sizeof(Header)) file_.refuse("is cut short");
    file_.read(0, std::as_writable_bytes(std::span{&header_, 1}));
    if (header_.byte_order != kByteOrder) file_.refuse("was written by a computer with another order of bytes");
    if (header_.version != kNetworkFileVersion) {
      const std::string made_by{header_.made_by.data(), ::strnlen(header_.made_by.data(), header_.made_by.size())};
      file_.refuse(fmt::format("is a network file of version {} (trek {}), this trek reads version {}", header_.version,
                               core::cleaned(made_by), kNetworkFileVersion));
    }
    if (file_.size() < header_.byte_count) {
      file_.refuse(fmt::format("is cut short: {} of {} bytes", file_.size(), header_.byte_count));
    }
    if (file_.size() > header_.byte_count) file_.refuse_damaged("longer than it was written");
  }

  void read_table() {
    const std::uint64_t room = file_.size() - sizeof(Header);
    if (header_.section_count == 0 || header_.section_count > room / sizeof(Section)) {
      file_.refuse_damaged("its table of sections");
    }
    sections_.resize(header_.section_count);
    file_.read(sizeof(Header), std::as_writable_bytes(std::span{sections_}));
    if (head_checksum(header_, sections_) != header_.checksum) file_.refuse_damaged("its header or table of sections");
    std::uint64_t offset = columns_offset(sections_.size());
    for (const Section& section : sections_) {
      if (offset > file_.size() || section.byte_count > file_.size() - offset) {
        file_.refuse_damaged("a section beyond its end");
      }
      offset_.push_back(offset);
      offset += aligned(section.byte_count);
    }
    if (offset != file_.size()) file_.refuse_damaged("sections of another size than the file");
    check_padding();
  }

  /// Between the table and the first section.
  void check_padding() const {
    std::array<std::byte, kAlignment> padding{};
    const std::uint64_t begin = sizeof(Header) + sections_.size() * sizeof(Section);
    file_.read(begin, std::span{padding}.first(offset_[0] - begin));
    if (padding != std::array<std::byte, kAlignment>{}) file_.refuse_damaged("its table of sections");
  }

  /// Reads the section in parts, so that it needs little memory.
  void check_section(std::size_t section) const {
    std::vector<std::byte> part(std::min<std::uint64_t>(kPartSize, aligned(sections_[section].byte_count)));
    std::uint32_t sum = 0;
    const std::uint64_t end = offset_[section] + aligned(sections_[section].byte_count);
    for (std::uint64_t at = offset_[section]; at < end; at += part.size()) {
      const auto piece = std::span{part}.first(std::min<std::uint64_t>(part.size(), end - at));
      file_.read(at, piece);
      sum = checksum(sum, piece);
    }
    if (sum != sections_[section].checksum) file_.refuse_damaged("a checksum that does not fit");
  }

  template <class T>
  void map(core::Column<T>& column, std::size_t section, const std::shared_ptr<const Mapping>& mapping) const {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= kAlignment);
    const std::uint64_t byte_count = sections_[section].byte_count;
    if (byte_count % sizeof(T) != 0) file_.refuse_damaged("a column that ends within a number");
    const std::byte* const begin = mapping->bytes().data() + offset_[section];
    column = core::Column<T>{{reinterpret_cast<const T*>(begin), byte_count / sizeof(T)}, mapping};
  }

  InputFile file_;
  Header header_;
  std::vector<Section> sections_;
  std::vector<std::uint64_t> offset_;  // of each section
};

std::string speeds_text(const ModeSpeeds& speeds) {
  std::string text = fmt::format("mode {}\n", model::name_of(speeds.mode));
  text += fmt::format("base {} cycleway {} dismounted {} ferry {} wait {} signals {} peak {}\n", speeds.base.value(),
                      speeds.cycleway_bonus.value(), speeds.dismounted.value(), speeds.ferry_speed.value(),
                      speeds.ferry_wait.count(), speeds.signal_delay.count(), speeds.peak_factor);
  for (const auto& [highway, speed] : speeds.by_class) text += fmt::format("class {} {}\n", highway, speed.value());
  text += fmt::format("moment {}\n", text_of(speeds.moment));
  return text;
}

void prepare(std::vector<ModeNetwork>& modes, const core::Control& control) {
  std::vector<const StreetGraph*> graphs;
  for (const ModeNetwork& mode : modes) graphs.push_back(&mode.graph);
  std::vector<Hierarchy> hierarchies = build_hierarchies(graphs, control);
  for (std::size_t m = 0; m < modes.size(); ++m) modes[m].hierarchy = std::move(hierarchies[m]);
}

/// Prepares what was read, and says what it was made from.
Network prepared(Network network, const std::filesystem::path& extract, const std::vector<ModeSpeeds>& speeds,
                 const std::optional<SourceCredit>& credit, const core::Control& control) {
  prepare(network.modes, control);
  network.source = extract.filename().string();
  network.proj_version = geo::proj_version();
  network.credit = credit ? *credit : find_credit(extract);
  network.key = network_key(network.source_sha256, speeds, network.crs, credit);
  return network;
}

}  // namespace

bool is_nwb(const std::filesystem::path& extract) {
  const std::string name = core::folded(extract.filename().string());
  const auto ends = [&](std::string_view with) { return name.ends_with(core::folded(with)); };
  return !ends(".pbf") && !ends(".osm") && !ends(".osm.bz2") && !ends(".osm.gz") && !ends(".opl") && !ends(".o5m");
}

SourceCredit find_credit(const std::filesystem::path& extract) {
  if (is_nwb(extract)) {
    const config::Mapping* const nwb = config::find_mapping("nwb_roads");
    return nwb == nullptr ? SourceCredit{} : SourceCredit{nwb->title, nwb->attribution, nwb->licence};
  }
  const std::string generator = osm_generator(extract);
  if (generator.starts_with("trek ")) return {generator, "", ""};
  return {"OpenStreetMap", "OpenStreetMap contributors", "ODbL 1.0"};
}

std::string network_key(std::string_view source_sha256, std::span<const ModeSpeeds> speeds, std::string_view crs,
                        const std::optional<SourceCredit>& credit) {
  std::string text = fmt::format("network file {}\ninput {}\ncrs {}\nPROJ {}\n", kNetworkFileVersion, source_sha256,
                                 crs, geo::proj_version());
  for (const ModeSpeeds& mode : speeds) text += speeds_text(mode);
  if (credit)
    text += fmt::format("title {}\nattribution {}\nlicence {}\n", credit->title, credit->attribution, credit->licence);
  return core::sha256(text);
}

Network build_network(const std::filesystem::path& extract, const std::vector<ModeSpeeds>& speeds,
                      const std::string& crs, const std::string& made_by, const core::Control& control,
                      const std::optional<SourceCredit>& credit) {
  Network network;
  network.modes = read_osm(extract, speeds, crs, control);
  network.backdrop = packed(read_backdrop(extract, crs, control));
  network.source_sha256 = core::sha256_of_file(extract);
  network.crs = crs;
  network.made_by = made_by;
  return prepared(std::move(network), extract, speeds, credit, control);
}

Network build_network(model::Loaded<model::Roads> roads, const std::vector<ModeSpeeds>& speeds, const std::string& crs,
                      const std::string& made_by, const core::Control& control,
                      const std::optional<SourceCredit>& credit) {
  Network network;
  network.modes = road_networks(roads, speeds, control);
  roads.table = {};  // hierarchies need the memory
  network.source_sha256 = roads.record.sha256;
  network.crs = crs;
  network.made_by = made_by;
  return prepared(std::move(network), roads.record.source.path, speeds, credit, control);
}

void write_network_file(const std::filesystem::path& file, const Network& network, bool overwrite) {
  OutputFile output{file, overwrite};
  const std::string description = detail::description(network);
  const std::vector<Bytes> sections = sections_of(network, description);
  std::vector<Section> table;
  for (const Bytes section : sections) {
    table.push_back({section.size(), checksum(checksum(0, section), padding_after(section))});
  }
  output.write(bytes_of(header_of(network, table)));
  output.write(std::as_bytes(std::span{table}));
  output.write(padding_after(std::as_bytes(std::span{table})));
  for (const Bytes section : sections) {
    output.write(section);
    output.write(padding_after(section));
  }
  output.finish();
}

Network open_network_file(const std::filesystem::path& file) {
  const OpenedFile opened{file};
  Network network = opened.description();
  opened.map_columns(network);
  return network;
}

std::optional<Network> find_network_file(const std::filesystem::path& file, std::string_view key) {
  try {
    const OpenedFile opened{file};
    Network network = opened.description();
    if (network.key != key) return std::nullopt;
    opened.map_columns(network);
    return network;
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace trek::network
