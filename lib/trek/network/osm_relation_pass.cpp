#include "trek/network/detail/osm_relation_pass.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "trek/network/detail/osm_access.hpp"
#include "trek/network/detail/osm_pass.hpp"

namespace trek::network::detail {
namespace {

bool has_role(const osmium::RelationMember& member, osmium::item_type type, std::string_view role) {
  return member.type() == type && role == member.role();
}

void add_restriction(const osmium::Relation& relation, std::span<const ModeSpeeds> speeds, const Tags& tags,
                     Relations& relations) {
  Restriction restriction;
  for (std::size_t m = 0; m < speeds.size(); ++m) {
    restriction.rules.push_back(turn_rule(speeds[m], tags, relations.conditions[m]));
  }
  for (const osmium::RelationMember& member : relation.members()) {
    if (has_role(member, osmium::item_type::way, "from")) restriction.from.push_back(member.ref());
    if (has_role(member, osmium::item_type::way, "to")) restriction.to.push_back(member.ref());
    if (has_role(member, osmium::item_type::way, "via")) restriction.via.push_back(member.ref());
    if (has_role(member, osmium::item_type::node, "via")) restriction.via_node = member.ref();
  }
  relations.restrictions.push_back(std::move(restriction));
}

void add_area(const osmium::Relation& relation, std::span<const ModeSpeeds> speeds, const Tags& tags,
              std::set<std::int64_t>& seen, Relations& relations) {
  AreaRelation area;
  std::vector<ConditionCounts> conditions(speeds.size());
  for (std::size_t m = 0; m < speeds.size(); ++m) {
    area.rules.push_back(has_conditions(tags) ? area_rule(speeds[m], judged_tags(speeds[m], tags, conditions[m]))
                                              : area_rule(speeds[m], tags));
  }
  if (std::none_of(area.rules.begin(), area.rules.end(), [](const WayRule& rule) { return rule.area; })) return;
  for (const osmium::RelationMember& member : relation.members()) {
    if (member.type() == osmium::item_type::way) area.outline.push_back(member.ref());
  }
  std::sort(area.outline.begin(), area.outline.end());
  area.outline.erase(std::unique(area.outline.begin(), area.outline.end()), area.outline.end());
  if (area.outline.empty() || !seen.insert(relation.id()).second) return;
  for (std::size_t m = 0; m < speeds.size(); ++m) add_counts(conditions[m], relations.conditions[m]);
  relations.areas.push_back(std::move(area));
}

}  // namespace

Relations read_relations(const std::filesystem::path& file, std::span<const ModeSpeeds> speeds,
                         const core::Control& control) {
  Relations relations;
  relations.conditions.resize(speeds.size());
  Tags tags;
  std::set<std::int64_t> seen;  // merged extracts repeat what they share
  read_pass<osmium::Relation>(file, control, "streets: relations", [&](const osmium::Relation& relation) {
    read_tags(relation.tags(), tags);
    const std::string_view type = tags["type"];
    if (type != "restriction" && type != "multipolygon") return;
    if (type == "restriction" && !seen.insert(relation.id()).second) return;
    type == "restriction" ? add_restriction(relation, speeds, tags, relations)
                          : add_area(relation, speeds, tags, seen, relations);
  });
  return relations;
}

std::vector<std::int64_t> outline_ways(const Relations& relations) {
  std::vector<std::int64_t> ways;
  for (const AreaRelation& area : relations.areas) ways.insert(ways.end(), area.outline.begin(), area.outline.end());
  std::sort(ways.begin(), ways.end());
  ways.erase(std::unique(ways.begin(), ways.end()), ways.end());
  return ways;
}

}  // namespace trek::network::detail
