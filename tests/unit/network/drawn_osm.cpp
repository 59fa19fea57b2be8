#include "drawn_osm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "trek/geo/crs.hpp"

namespace trek::test {
namespace {

constexpr double kWest_deg = 6.7;
constexpr double kNorth_deg = 52.3;
constexpr double kColumn_deg = 0.0003;
constexpr double kRow_deg = 0.00018;

std::vector<std::pair<char, geo::LonLat>> letters(std::string_view drawing) {
  std::vector<std::pair<char, geo::LonLat>> result;
  geo::LonLat place{kWest_deg, kNorth_deg};
  for (const char c : drawing) {
    if (c == '\n') place = {kWest_deg, place.lat_deg - kRow_deg};
    if (c != '\n') place.lon_deg += kColumn_deg;
    if (c >= 'A' && c <= 'Z') result.emplace_back(c, place);
  }
  return result;
}

std::string tags_xml(const TagList& tags) {
  std::string xml;
  for (const auto& [key, value] : tags) xml += fmt::format("<tag k=\"{}\" v=\"{}\"/>", key, value);
  return xml;
}

double km_h(float length_m, std::uint32_t time_ds) {
  return time_ds == network::kClosed_ds ? 0.0 : static_cast<double>(length_m) / time_ds * 36.0;
}

}  // namespace

std::string osm_xml(const DrawnOsm& drawn) {
  std::string xml = "<?xml version=\"1.0\"?><osm version=\"0.6\">\n";
  for (const auto& [letter, place] : letters(drawn.drawing)) {
    TagList tags;
    for (const auto& node : drawn.tagged) {
      if (node.letter == letter) tags = node.tags;
    }
    xml += fmt::format("<node id=\"{}\" version=\"1\" lon=\"{:.7f}\" lat=\"{:.7f}\">{}</node>\n", int{letter},
                       place.lon_deg, place.lat_deg, tags_xml(tags));
  }
  for (std::size_t i = 0; i < drawn.ways.size(); ++i) {
    xml += fmt::format("<way id=\"{}\" version=\"1\">", i + 1);
    for (const char letter : drawn.ways[i].letters) xml += fmt::format("<nd ref=\"{}\"/>", int{letter});
    xml += tags_xml(drawn.ways[i].tags) + "</way>\n";
  }
  return xml + "</osm>\n";
}

ReadOsm::ReadOsm(const DrawnOsm& drawn, const network::ModeSpeeds& speeds) {
  const geo::Transformation to_rd{geo::kWgs84, geo::kRdNew};
  for (const auto& [letter, place] : letters(drawn.drawing)) places_.emplace_back(letter, to_rd.to_point(place));
  network_ = network::read_osm(folder_.write("drawn.osm", osm_xml(drawn)), speeds, std::string{geo::kRdNew}, {});
}

geo::Point ReadOsm::place(char letter) const {
  for (const auto& [name, place] : places_) {
    if (name == letter) return place;
  }
  throw std::out_of_range{std::string{"no letter "} + letter};
}

std::string ReadOsm::reached(char from) const {
  const auto& nodes = graph().node_place;
  const auto is_at = [&](std::size_t node, char letter) { return geo::distance_m(nodes[node], place(letter)) < 0.1; };
  std::vector<bool> seen(nodes.size());
  std::vector<std::size_t> open;
  for (std::size_t n = 0; n < nodes.size(); ++n) {
    if (is_at(n, from)) open.push_back(n);
  }
  for (std::size_t i = 0; i < open.size(); ++i) {
    seen[open[i]] = true;
    for (auto arc = graph().first_arc[open[i]]; arc < graph().first_arc[open[i] + 1]; ++arc) {
      if (!seen[graph().arc_head[arc].value()]) open.push_back(graph().arc_head[arc].value());
    }
  }
  std::string result;
  for (const auto& [letter, ignored] : places_) {
    for (std::size_t n = 0; n < nodes.size(); ++n) {
      if (seen[n] && is_at(n, letter)) result.push_back(letter);
    }
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

std::size_t ReadOsm::edge_of(std::uint64_t way) const {
  const auto& ways = graph().edge_way;
  if (std::count(ways.begin(), ways.end(), way) != 1) throw std::logic_error{fmt::format("way {}: not one edge", way)};
  return static_cast<std::size_t>(std::find(ways.begin(), ways.end(), way) - ways.begin());
}

double ReadOsm::forward_km_h(std::uint64_t way) const {
  return km_h(graph().edge_length_m[edge_of(way)], graph().edge_forward_ds[edge_of(way)]);
}

double ReadOsm::backward_km_h(std::uint64_t way) const {
  return km_h(graph().edge_length_m[edge_of(way)], graph().edge_backward_ds[edge_of(way)]);
}

}  // namespace trek::test
