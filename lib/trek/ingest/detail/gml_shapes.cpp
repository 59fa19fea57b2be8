#include "trek/ingest/detail/gml_shapes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace trek::ingest::detail {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kBeginning = std::size_t{1} << 20U;
constexpr std::size_t kDeepest = 64;  // elements around a geometry, and geometries a feature: more is no schema

std::string_view local_name(std::string_view name) noexcept { return name.substr(name.find(':') + 1); }

bool is_geometry(std::string_view name) noexcept {
  static constexpr std::array<std::string_view, 14> kNames{
      "Point",          "MultiPoint", "LineString",   "MultiLineString", "Curve",        "MultiCurve",
      "CompositeCurve", "Polygon",    "MultiPolygon", "Surface",         "MultiSurface", "CompositeSurface",
      "MultiGeometry",  "Solid"};
  return std::find(kNames.begin(), kNames.end(), local_name(name)) != kNames.end();
}

/// The elements around the features, below which they are.
bool is_collection(std::string_view name) noexcept {
  static constexpr std::array<std::string_view, 7> kNames{
      "FeatureCollection", "featureMember", "featureMembers", "member", "members", "SimpleFeatureCollection", "Tuple"};
  return std::find(kNames.begin(), kNames.end(), local_name(name)) != kNames.end();
}

void note(std::vector<GmlShapes>& all, const std::vector<std::string_view>& open) {
  const auto feature =
      static_cast<std::size_t>(std::find_if_not(open.begin(), open.end(), is_collection) - open.begin());
  if (feature + 1 >= open.size() || open.size() > kDeepest) return;
  std::string path;
  for (std::size_t i = feature + 1; i < open.size(); ++i)
    path += (path.empty() ? "" : "|") + std::string{local_name(open[i])};
  if (path.starts_with("boundedBy")) return;
  const std::string name{local_name(open[feature])};
  auto found = std::find_if(all.begin(), all.end(), [&](const GmlShapes& shapes) { return shapes.feature == name; });
  if (found == all.end() && all.size() >= kDeepest) return;
  if (found == all.end()) found = all.insert(all.end(), {name, {}});
  if (found->paths.size() >= kDeepest) return;
  if (std::find(found->paths.begin(), found->paths.end(), path) == found->paths.end()) found->paths.push_back(path);
}

std::string text_of(const fs::path& path, std::size_t most) {
  std::ifstream file{path, std::ios::binary};
  std::string text(most, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

void erase_element(std::string& text, std::string_view name) {
  const std::string begin = fmt::format("<{}>", name);
  const std::string end = fmt::format("</{}>", name);
  for (auto at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
    const auto close = text.find(end, at);
    if (close == std::string::npos) return;
    text.erase(at, close + end.size() - at);
  }
}

/// GDAL's schema with a column a geometry in place of its one, in the class of that name.
void put_columns(std::string& schema, const GmlShapes& shapes) {
  const auto name = schema.find(fmt::format("<Name>{}</Name>", shapes.feature));
  const auto begin = name == std::string::npos ? name : schema.rfind("<GMLFeatureClass>", name);
  const auto end = name == std::string::npos ? name : schema.find("</GMLFeatureClass>", name);
  if (begin == std::string::npos || end == std::string::npos) return;
  std::string one = schema.substr(begin, end - begin);
  for (const std::string_view old :
       {"GeometryName", "GeometryElementPath", "GeometryType", "GeomPropertyDefn", "DatasetSpecificInfo"})
    erase_element(one, old);
  std::string columns;
  for (const std::string& path : shapes.paths) {
    std::string column = path;
    std::replace(column.begin(), column.end(), '|', '_');
    columns +=
        fmt::format("<GeomPropertyDefn><Name>{}</Name><ElementPath>{}</ElementPath></GeomPropertyDefn>", column, path);
  }
  const auto first = std::min(one.find("<PropertyDefn>"), one.size());
  one.insert(first, columns);
  schema.replace(begin, end - begin, one);
}

}  // namespace

std::vector<GmlShapes> find_gml_shapes(std::string_view text) {
  std::vector<GmlShapes> all;
  std::vector<std::string_view> open;
  constexpr auto kNone = static_cast<std::size_t>(-1);
  std::size_t inside = kNone;  // the depth of a geometry: what is in it is part of it
  for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const auto end = text.find('>', at);
    if (end == std::string_view::npos) break;
    if (text.substr(at).starts_with("<!--")) {
      at = std::min(text.find("-->", at), text.size() - 1);
      continue;
    }
    if (text[at + 1] == '?' || text[at + 1] == '!') continue;
    if (text[at + 1] == '/') {
      if (!open.empty()) open.pop_back();
      if (inside != kNone && open.size() <= inside) inside = kNone;
      continue;
    }
    const auto tag = text.substr(at + 1, end - at - 1);
    const auto name = tag.substr(0, tag.find_first_of(" \t\r\n/"));
    if (inside == kNone && is_geometry(name)) {
      note(all, open);
      if (!tag.ends_with('/')) inside = open.size();
    }
    if (!tag.ends_with('/')) open.push_back(name);
  }
  std::erase_if(all, [](const GmlShapes& shapes) { return shapes.paths.size() < 2; });
  return all;
}

void describe_gml_shapes(const fs::path& link, PrivateFolder& folder) {
  const auto all = find_gml_shapes(text_of(link, kBeginning));
  if (all.empty()) return;
  const char* const options[] = {"WRITE_GFS=YES", "DOWNLOAD_SCHEMA=NO", nullptr};
  const char* const drivers[] = {"GML", nullptr};
  Dataset{GDALOpenEx(link.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, nullptr)}.reset();
  const fs::path file = fs::path{link}.replace_extension(".gfs");
  std::string schema = text_of(file, kBeginning);
  if (schema.empty()) return;  // a schema of the file's own says what it has
  for (const auto& shapes : all) put_columns(schema, shapes);
  folder.write(file.filename(), schema);
}

}  // namespace trek::ingest::detail
