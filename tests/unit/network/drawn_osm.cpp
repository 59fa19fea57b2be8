#include "drawn_osm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <sstream>
#include <stdexcept>

#include "trek/geo/crs.hpp"
#include "trek/network/detail/osm_streets.hpp"

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

/// "from 1 via B to 2"
std::string members_xml(std::string_view text) {
  std::istringstream words{std::string{text}};
  std::string xml;
  std::string role;
  for (std::string word; words >> word;) {
    const bool is_way = std::isdigit(static_cast<unsigned char>(word.front())) != 0;
    const bool is_node = word.size() == 1 && std::isupper(static_cast<unsigned char>(word.front())) != 0;
    if (!is_way && !is_node) role = word;
    if (is_way) xml += fmt::format("<member type=\"way\" ref=\"{}\" role=\"{}\"/>", word, role);
    if (is_node) xml += fmt::format("<member type=\"node\" ref=\"{}\" role=\"{}\"/>", int{word.front()}, role);
  }
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
  for (std::size_t i = 0; i < drawn.relations.size(); ++i) {
    xml += fmt::format("<relation id=\"{}\" version=\"1\">{}{}</relation>\n", i + 1,
                       members_xml(drawn.relations[i].members), tags_xml(drawn.relations[i].tags));
  }
  return xml + "</osm>\n";
}

ReadStreets drawn_streets(const DrawnOsm& drawn, const network::ModeSpeeds& speeds) {
  const TemporaryFolder folder;
  auto tables =
      network::detail::read_tables(folder.write("drawn.osm", osm_xml(drawn)), {speeds}, std::string{geo::kRdNew}, {});
  ReadStreets result;
  result.streets = network::detail::streets(speeds, tables.ways, 0, tables.nodes, tables.counts.front(), {});
  result.counts = tables.counts.front();
  return result;
}

std::string ReadStreets::flags(std::uint64_t way) const {
  constexpr std::string_view kFlags = "-nlb";
  std::string result;
  for (std::size_t s = 0; s < streets.size(); ++s) {
    if (streets.way[s] == way) result += kFlags.at(streets.flags[s]);
  }
  return result;
}

std::vector<std::string> ReadStreets::turns() const {
  std::vector<std::string> result;
  for (const network::TurnRestriction& turn : streets.turns) {
    std::string text = turn.only ? "!" : "";
    const auto other_end = [&](std::uint32_t street, std::uint64_t junction) {
      return static_cast<char>(streets.from_key[street] == junction ? streets.to_key[street]
                                                                    : streets.from_key[street]);
    };
    text += other_end(turn.street.front(), turn.junction.front());
    for (const std::uint64_t junction : turn.junction) text += static_cast<char>(junction);
    text += other_end(turn.street.back(), turn.junction.back());
    result.push_back(text);
  }
  std::sort(result.begin(), result.end());
  return result;
}

std::vector<double> ReadStreets::direct_m(char from, char to) const {
  std::vector<double> result;
  for (std::size_t s = 0; s < streets.size(); ++s) {
    const std::pair ends{static_cast<char>(streets.from_key[s]), static_cast<char>(streets.to_key[s])};
    const auto shape = streets.shape(s);
    if (shape.size() != 2 || (ends != std::pair{from, to} && ends != std::pair{to, from})) continue;
    result.push_back(geo::distance_m(shape.front(), shape.back()));
  }
  return result;
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
