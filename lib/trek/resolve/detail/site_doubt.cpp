#include "trek/resolve/detail/site_doubt.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "trek/model/columns.hpp"

namespace trek::resolve::detail {
namespace {

constexpr double kNoLimit = std::numeric_limits<double>::infinity();

/// Raises what `edge` leads to, from one end to the other.
bool raise_by(const Edge& edge, const Record& from, const Record& to, std::map<Record, double>& confidence) {
  const auto known = confidence.find(from);
  if (known == confidence.end()) return false;
  const double offered = std::min(known->second, edge.confidence);
  const auto [at, is_new] = confidence.try_emplace(to, offered);
  if (is_new) return true;
  if (at->second >= offered) return false;
  at->second = offered;
  return true;
}

void add_all(Table table, const std::vector<std::uint32_t>& rows, std::map<Record, double>& confidence) {
  for (const std::uint32_t row : rows) confidence.emplace(Record{table, row}, 1.0);
}

/// The slots with `out` taken away and, if given, `in` put there.
std::vector<std::uint32_t> exchanged(const std::vector<std::uint32_t>& slots, const std::set<std::uint32_t>& out,
                                     std::optional<std::uint32_t> in) {
  std::vector<std::uint32_t> result;
  std::copy_if(slots.begin(), slots.end(), std::back_inserter(result),
               [&](std::uint32_t slot) { return !out.contains(slot); });
  if (in && std::find(result.begin(), result.end(), *in) == result.end()) result.push_back(*in);
  return result;
}

/// Least and most of a fact over the buildings that may be meant.
class Spread {
 public:
  Spread(bool open, double least) : least_{least}, open_{open} {}
  template <class T>
  void take(const std::optional<T>& fact) {
    if (!fact) return void(open_ = true);
    low_ = std::min(low_, static_cast<double>(*fact));
    high_ = std::max(high_, static_cast<double>(*fact));
  }
  [[nodiscard]] model::Range range() const {
    return open_ ? model::Range{least_, kNoLimit} : model::Range{low_, high_};
  }

 private:
  double least_;  // that there can be
  bool open_;
  double low_ = kNoLimit;
  double high_ = -kNoLimit;
};

/// Facts of the buildings that are linked, and of the other sets that may be meant.
std::vector<BuildingFacts> possible_facts(const BuildingSources& sources, const BuildingDoubt& doubt,
                                          const BuildingFacts& facts) {
  std::vector<BuildingFacts> all{facts};
  for (const auto& slots : doubt.possible) all.push_back(building_facts(sources, slots));
  return all;
}

}  // namespace

std::map<Record, double> link_confidences(const std::vector<Edge>& edges, const Group& group) {
  std::map<Record, double> confidence;
  add_all(Table::candidate, group.candidates, confidence);
  if (confidence.empty()) add_all(Table::monument, group.monuments, confidence);
  if (confidence.empty()) add_all(Table::vacancy, group.vacancy, confidence);
  for (bool raised = true; raised;) {
    raised = false;
    for (const std::uint32_t number : group.edges) {
      const Edge& edge = edges[number];
      if (raise_by(edge, edge.from, edge.to, confidence)) raised = true;
      if (raise_by(edge, edge.to, edge.from, confidence)) raised = true;
    }
  }
  return confidence;
}

BuildingDoubt building_doubt(const std::vector<Edge>& edges, const Group& group,
                             const std::map<Record, double>& confidences) {
  BuildingDoubt doubt;
  for (const std::uint32_t slot : group.buildings) {
    const auto found = confidences.find({Table::building, slot});
    if (found == confidences.end() || found->second >= kDoubtfulBelow) continue;
    doubt.slots.insert(slot);
    doubt.confidence = std::min(doubt.confidence, found->second);
  }
  if (doubt.slots.empty()) return doubt;
  if (doubt.slots.size() < group.buildings.size()) {
    doubt.possible.push_back(exchanged(group.buildings, doubt.slots, std::nullopt));
  }
  for (const std::uint32_t slot : doubt.slots) {
    std::set<std::uint32_t> alternatives;
    for (const std::uint32_t number : group.edges) {
      const Edge& edge = edges[number];
      if (edge.to == Record{Table::building, slot}) {
        alternatives.insert(edge.alternatives.begin(), edge.alternatives.end());
      }
    }
    if (alternatives.empty()) doubt.open = true;
    for (const std::uint32_t other : alternatives) {
      doubt.possible.push_back(exchanged(group.buildings, {slot}, other));
    }
  }
  return doubt;
}

model::FactRanges doubtful_ranges(const BuildingSources& sources, const BuildingDoubt& doubt,
                                  const BuildingFacts& facts) {
  model::FactRanges ranges;
  if (doubt.slots.empty()) return ranges;
  std::vector<BuildingFacts> all = possible_facts(sources, doubt, facts);
  for (BuildingFacts& meant : all) {
    if (!meant.floor_area_m2) meant.floor_area_m2 = meant.estimated_floor_area_m2;
  }
  ranges.link_confidence = doubt.confidence;
  model::for_each_bounded_fact<model::Site>([&](const auto& fact) {
    Spread spread{doubt.open, fact.text.least};
    for (const BuildingFacts& meant : all) spread.take(meant.*fact.member);
    ranges.*fact.bounds = spread.range();
  });
  return ranges;
}

std::vector<model::SiteType> doubtful_types(const BuildingSources& sources, const Group& group,
                                            const BuildingDoubt& doubt, const BuildingFacts& facts,
                                            const std::vector<std::uint32_t>& parts) {
  if (doubt.slots.empty()) return {};
  const auto type_with = [&](const BuildingFacts& meant) {
    return site_type(sources.evidence, group, parts, meant).type;
  };
  const model::SiteType own = type_with(facts);
  std::set<model::SiteType> types;
  for (const BuildingFacts& meant : possible_facts(sources, doubt, facts)) types.insert(type_with(meant));
  if (doubt.open && type_with({}) != own) types.insert(model::SiteType::unknown);
  types.erase(own);
  return {types.begin(), types.end()};
}

}  // namespace trek::resolve::detail
