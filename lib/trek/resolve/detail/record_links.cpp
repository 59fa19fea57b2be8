#include "trek/resolve/detail/record_links.hpp"

#include <algorithm>
#include <tuple>

namespace trek::resolve::detail {
namespace {

std::string table_name(Table table) {
  switch (table) {
    case Table::candidate:
      return "candidate";
    case Table::monument:
      return "monument";
    case Table::vacancy:
      return "vacancy";
    case Table::building:
      break;
  }
  return "building";
}

std::optional<geo::Point> point_of(const Evidence& evidence, const BuildingFinder& finder, Record record) {
  if (record.table == Table::building) return finder.point_in(record.row);
  const auto location = location_of(evidence, record);
  if (!location) return std::nullopt;
  return geo::Point{location->x_m, location->y_m};
}

model::RecordLink record_link(const Evidence& evidence, const BuildingFinder& finder, const Edge& edge) {
  model::RecordLink link;
  link.table = table_name(edge.from.table);
  link.source = source_of(evidence, edge.from);
  link.record = key_of(evidence, edge.from);
  link.to_table = table_name(edge.to.table);
  link.to = edge.to.table == Table::building ? finder.id(edge.to.row) : key_of(evidence, edge.to);
  link.unit = edge.unit;
  link.method = edge.method;
  link.distance_m = edge.distance_m;
  link.confidence = edge.confidence;
  link.doubtful = edge.confidence < kDoubtfulBelow;
  for (const std::uint32_t slot : edge.alternatives) link.alternatives.push_back(finder.id(slot));
  link.place = point_of(evidence, finder, edge.from);
  if (link.doubtful) link.to_place = point_of(evidence, finder, edge.to);  // costs time, and only the review needs it
  return link;
}

auto order_of(const model::RecordLink& link) {
  return std::tie(link.table, link.source, link.record, link.to_table, link.to, link.unit, link.method, link.distance_m,
                  link.confidence, link.site);
}

}  // namespace

std::vector<model::RecordLink> record_links(const Evidence& evidence, const BuildingFinder& finder,
                                            const std::vector<Edge>& edges, const std::vector<Draft>& sites) {
  std::vector<model::RecordLink> links;
  links.reserve(edges.size());
  for (const Edge& edge : edges) links.push_back(record_link(evidence, finder, edge));
  for (const Draft& site : sites) {
    for (const std::uint32_t edge : site.edges) links[edge].site = site.key;
  }
  std::sort(links.begin(), links.end(),
            [](const model::RecordLink& a, const model::RecordLink& b) { return order_of(a) < order_of(b); });
  return links;
}

}  // namespace trek::resolve::detail
