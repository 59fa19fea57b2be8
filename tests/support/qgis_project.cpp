#include "support/qgis_project.hpp"

#include <zlib.h>

#include <stdexcept>
#include <vector>

#include "support/sqlite_rows.hpp"

namespace trek::test {
namespace {

std::vector<unsigned char> bytes_of_hex(const std::string& hex) {
  std::vector<unsigned char> bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<unsigned char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  return bytes;
}

}  // namespace

std::string qgis_project_of(const std::filesystem::path& geopackage) {
  auto archive = bytes_of_hex(sqlite_value(geopackage, "SELECT content FROM qgis_projects"));
  constexpr std::size_t kHeader = 30;  // of a file in a zip, before its name
  if (archive.size() < kHeader) throw std::runtime_error{"no project"};
  const auto u32 = [&](std::size_t at) {
    return archive[at] | static_cast<unsigned>(archive[at + 1]) << 8U | static_cast<unsigned>(archive[at + 2]) << 16U |
           static_cast<unsigned>(archive[at + 3]) << 24U;
  };
  const std::size_t start = kHeader + archive[26];
  std::vector<unsigned char> text(u32(22));
  z_stream stream{};
  constexpr int kRawDeflate = -15;
  if (inflateInit2(&stream, kRawDeflate) != Z_OK) throw std::runtime_error{"zlib"};
  stream.next_in = archive.data() + start;
  stream.avail_in = static_cast<uInt>(archive.size() - start);
  stream.next_out = text.data();
  stream.avail_out = static_cast<uInt>(text.size());
  const int code = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  if (code != Z_STREAM_END) throw std::runtime_error{"the project cannot be unpacked"};
  return {text.begin(), text.end()};
}

}  // namespace trek::test
