// The archive of a QGIS project inside a GeoPackage, which a user may have put there: its list, what is packed in it,
// and the hexadecimal text that it is kept as. An input that begins with '#' is that text, any other the archive
// itself.
#include <string>
#include <vector>

#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "trek/publish/detail/project_archive.hpp"

namespace trek::fuzz {
namespace {

using publish::detail::ArchivedFile;

constexpr std::size_t kMostUnpacked = std::size_t{1} << 20U;  // more only costs time: its limit has a test of its own
const std::string kTold = "project 'drawn'";

void check_contents(const std::vector<ArchivedFile>& files) {
  for (const ArchivedFile& file : files) {
    if (file.bytes > kMostUnpacked) continue;
    const auto content = outcome([&] { return publish::detail::unpacked(file, kTold); });
    if (!content) continue;
    require(content->size() == file.bytes, "as many bytes as its list says");
    const ArchivedFile packed = publish::detail::archived(file.name, *content);
    require(publish::detail::unpacked(packed, kTold) == *content, "what is packed is unpacked the same");
  }
}

void check_archive(std::string_view zip) {
  const auto files = outcome([&] { return publish::detail::archived_files(zip, kTold); });
  if (!files) return;
  check_contents(*files);
  const std::string written = publish::detail::zipped(*files);
  const auto again = outcome([&] { return publish::detail::archived_files(written, kTold); });
  require(again && again->size() == files->size(), "what is written has as many files");
  for (std::size_t i = 0; i < files->size(); ++i) {
    require((*again)[i].name == (*files)[i].name && (*again)[i].packed == (*files)[i].packed,
            "with the same names, packed as they were");
  }
}

void check_hex(std::string_view text) {
  const auto bytes = outcome([&] { return publish::detail::bytes_of_hex(text, kTold); });
  if (!bytes) return;
  require(bytes->size() * 2 == text.size(), "two digits a byte");
  require(publish::detail::bytes_of_hex(publish::detail::hex(*bytes), kTold) == *bytes, "and back");
}

}  // namespace

std::vector<std::string> seeds() {
  const auto project = publish::detail::archived("trek.qgs", std::string(2000, 'q') + "<qgis/>");
  const auto beside = publish::detail::archived("trek.qgd", "SQLite");
  const std::string zip = publish::detail::zipped({project, beside});
  return {zip, publish::detail::zipped({}), "#" + publish::detail::hex(zip), "#00Ff7a"};
}

std::vector<std::string> words() {
  using namespace std::string_literals;
  return {"PK\x01\x02"s, "PK\x03\x04"s, "PK\x05\x06"s, "trek.qgs"s,
          "../"s,        "\x08\x00"s,   "\x00\x00"s,   "\xFF\xFF\xFF\xFF"s};
}

void run(std::string_view input) {
  if (input.starts_with('#'))
    check_hex(input.substr(1));
  else
    check_archive(input);
}

}  // namespace trek::fuzz
