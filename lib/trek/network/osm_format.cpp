#include "trek/network/osm_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <string_view>

#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/text.hpp"

namespace trek::network {
namespace {

/// The first 4096 bytes, or the last.
std::string part(const std::filesystem::path& file, bool last = false) {
  core::check_input(file);
  std::string text(4096, ' ');
  std::ifstream in{file, std::ios::binary};
  std::error_code ignored;
  const auto size = std::filesystem::file_size(file, ignored);
  if (last && !ignored && size > text.size()) in.seekg(static_cast<std::streamoff>(size - text.size()));
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace

void check_is_no_overpass_json(const std::filesystem::path& file) {
  const std::string text = part(file);
  const auto holds = [&](std::string_view word) { return text.find(word) != std::string::npos; };
  if (!core::trimmed(text).starts_with('{') || !(holds("\"osm3s\"") || (holds("\"version\"") && holds("\"elements\""))))
    return;
  throw core::Error{core::ErrorKind::data,
                    fmt::format("{}: is the JSON of Overpass, which is not read; ask for XML in its place, "
                                "[out:xml]; and give it a name that ends in .osm",
                                file.string())};
}

void check_is_whole(const std::filesystem::path& file) {
  const std::string text = part(file, true);
  const std::size_t begin = text.find("<remark>");
  const std::size_t end = text.find("</remark>");
  if (begin == std::string::npos || end == std::string::npos || text.find("error", begin) > end) return;
  const std::string remark{core::trimmed(std::string_view{text}.substr(begin + 8, end - begin - 8))};
  throw core::Error{
      core::ErrorKind::data,
      fmt::format("{}: is not the whole: Overpass stopped before its end ({}); ask for a smaller area, or "
                  "for more time with [timeout:900]",
                  file.string(), remark)};
}

std::string unreadable(const std::filesystem::path& file, const std::string& why) {
  if (why.find("inside <member>") != std::string::npos) {
    return fmt::format(
        "{}: holds relations with the places of their members (Overpass 'out geom'), which cannot be "
        "read; ask for '(._;>;); out body;', or for ways with 'out geom;' and relations with 'out body;'",
        file.string());
  }
  if (why.find("<way>: center") != std::string::npos) {
    return fmt::format(
        "{}: holds the middles of ways (Overpass 'out center'), and not where they run; ask for 'out "
        "geom;' or '(._;>;); out body;'",
        file.string());
  }
  std::string line = why;
  std::replace(line.begin(), line.end(), '\n', ' ');
  return fmt::format("{}: cannot be read as OSM ({}); it is truncated, damaged or another format: download it again",
                     file.string(), line);
}

std::string without_places(const std::filesystem::path& file) {
  return fmt::format(
      "{}: holds no nodes, and no places on its ways; expected an OSM extract with streets and where "
      "they lie: with all nodes of its ways (osmium extract; Overpass '(._;>;); out body;') or with "
      "places on the ways (osmium add-locations-to-ways; Overpass 'out geom;')",
      file.string());
}

}  // namespace trek::network
