#include "trek/resolve/detail/groups.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>

#include "trek/core/disjoint_sets.hpp"

namespace trek::resolve::detail {
namespace {

/// Every record of the run under one number: candidates, monuments, vacancy records, buildings.
struct Numbering {
  Numbering(const Evidence& evidence, const BuildingFinder& finder)
      : candidates{evidence.candidates != nullptr ? static_cast<std::uint32_t>(evidence.candidates->size()) : 0},
        monuments{evidence.monuments != nullptr ? static_cast<std::uint32_t>(evidence.monuments->size()) : 0},
        vacancy{evidence.vacancy != nullptr ? static_cast<std::uint32_t>(evidence.vacancy->size()) : 0},
        buildings{finder.slot_count()} {}
  [[nodiscard]] std::uint32_t count() const { return candidates + monuments + vacancy + buildings; }
  [[nodiscard]] std::uint32_t of(Record record) const {
    switch (record.table) {
      case Table::candidate:
        return record.row;
      case Table::monument:
        return candidates + record.row;
      case Table::vacancy:
        return candidates + monuments + record.row;
      case Table::building:
        break;
    }
    return candidates + monuments + vacancy + record.row;
  }
  std::uint32_t candidates;
  std::uint32_t monuments;
  std::uint32_t vacancy;
  std::uint32_t buildings;
};

bool unit_is_out_of_use(const Evidence& evidence, const BuildingFinder& finder, std::uint32_t slot) {
  const auto units = finder.units_of(slot);
  return std::any_of(units.begin(), units.end(),
                     [&](std::uint32_t unit) { return evidence.units->status[unit] == model::UnitStatus::out_of_use; });
}

bool building_is_out_of_use(const Evidence& evidence, std::uint32_t slot) {
  return evidence.buildings != nullptr && evidence.buildings->status[slot] == model::BuildingStatus::out_of_use;
}

/// A unit on several buildings of interest is one use of them all.
void join_over_units(const Evidence& evidence, const BuildingFinder& finder, const std::vector<bool>& seeds,
                     const Numbering& numbering, core::DisjointSets& sets) {
  if (evidence.units == nullptr) return;
  for (std::uint32_t slot = 0; slot < finder.slot_count(); ++slot) {
    if (!seeds[slot]) continue;
    for (const std::uint32_t unit : finder.units_of(slot)) {
      for (const std::uint32_t other : finder.buildings_of_unit(unit)) {
        if (seeds[other]) sets.join(numbering.of({Table::building, slot}), numbering.of({Table::building, other}));
      }
    }
  }
}

/// Buildings of one complex number that stand within a yard of each other are one site. A number alone is not enough: a
/// country estate or a garden suburb spreads over a village. Links for review join nothing here.
void join_complexes(const Evidence& evidence, const BuildingFinder& finder, const std::vector<Edge>& edges,
                    double gap_m, const Numbering& numbering, core::DisjointSets& sets) {
  std::map<std::string_view, std::set<std::uint32_t>> slots_of_complex;
  for (const Edge& edge : edges) {
    if (edge.from.table != Table::monument || edge.to.table != Table::building) continue;
    const std::string& complex = evidence.monuments->complex_number[edge.from.row];
    if (!complex.empty() && edge.confidence >= kDoubtfulBelow) slots_of_complex[complex].insert(edge.to.row);
  }
  for (const auto& [complex, slots] : slots_of_complex) {
    for (auto a = slots.begin(); a != slots.end(); ++a) {
      for (auto b = std::next(a); b != slots.end(); ++b) {
        if (!finder.touches(*a, *b, gap_m)) continue;
        sets.join(numbering.of({Table::building, *a}), numbering.of({Table::building, *b}));
      }
    }
  }
}

std::vector<std::uint32_t>& rows_of(Group& group, Table table) {
  switch (table) {
    case Table::candidate:
      return group.candidates;
    case Table::monument:
      return group.monuments;
    case Table::vacancy:
      return group.vacancy;
    case Table::building:
      break;
  }
  return group.buildings;
}

void order_by_key(const Evidence& evidence, const BuildingFinder& finder, Group& group) {
  const auto sort_by = [](std::vector<std::uint32_t>& rows, const auto& key) {
    std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  };
  sort_by(group.candidates, [&](std::uint32_t row) {
    const auto& table = *evidence.candidates;
    // Keys that are numbers (the lines of a list) in the order of numbers: 2 before 14.
    const std::string& key = table.key[row];
    const bool is_number = !key.empty() && key.find_first_not_of("0123456789") == std::string::npos;
    return std::tuple<std::size_t, const std::string&, std::optional<geo::Point>, const std::string&, std::uint32_t>{
        is_number ? key.size() : 0, key, table.place[row], table.name[row], row};
  });
  sort_by(group.monuments, [&](std::uint32_t row) {
    const auto& table = *evidence.monuments;
    return std::tuple<const std::string&, std::optional<geo::Point>, const std::string&, std::uint32_t>{
        table.number[row], table.place[row], table.name[row], row};
  });
  sort_by(group.vacancy, [&](std::uint32_t row) {
    const auto& table = *evidence.vacancy;
    return std::tuple<const std::string&, const std::string&, const std::string&, std::uint32_t>{
        table.source[row], table.record[row], table.date[row], row};
  });
  sort_by(group.buildings, [&](std::uint32_t slot) { return finder.id(slot); });
}

}  // namespace

std::vector<std::uint32_t> out_of_use_buildings(const Evidence& evidence, const BuildingFinder& finder) {
  std::vector<std::uint32_t> slots;
  for (std::uint32_t slot = 0; slot < finder.slot_count(); ++slot) {
    if (building_is_out_of_use(evidence, slot) || unit_is_out_of_use(evidence, finder, slot)) slots.push_back(slot);
  }
  return slots;
}

std::vector<Group> groups(const Evidence& evidence, const BuildingFinder& finder, const std::vector<Edge>& edges,
                          const CandidateRule& rule) {
  const Numbering numbering{evidence, finder};
  core::DisjointSets sets{numbering.count()};
  std::vector<bool> seeds(finder.slot_count());
  for (const std::uint32_t slot : out_of_use_buildings(evidence, finder)) seeds[slot] = true;
  for (const Edge& edge : edges) {
    if (edge.to.table == Table::building) seeds[edge.to.row] = true;
    sets.join(numbering.of(edge.from), numbering.of(edge.to));
  }
  join_over_units(evidence, finder, seeds, numbering, sets);
  join_complexes(evidence, finder, edges, rule.complex_gap.value(), numbering, sets);

  std::vector<Group> result;
  std::vector<std::int64_t> group_of_root(numbering.count(), -1);
  const auto group_of = [&](Record record) -> Group& {
    auto& number = group_of_root[sets.find(numbering.of(record))];
    if (number < 0) {
      number = static_cast<std::int64_t>(result.size());
      result.emplace_back();
    }
    return result[static_cast<std::size_t>(number)];
  };
  const auto add_all = [&](Table table, std::uint32_t count) {
    for (std::uint32_t row = 0; row < count; ++row) {
      if (table != Table::building || seeds[row]) rows_of(group_of({table, row}), table).push_back(row);
    }
  };
  add_all(Table::candidate, numbering.candidates);
  add_all(Table::monument, numbering.monuments);
  add_all(Table::vacancy, numbering.vacancy);
  add_all(Table::building, numbering.buildings);
  for (std::uint32_t edge = 0; edge < edges.size(); ++edge) group_of(edges[edge].from).edges.push_back(edge);
  for (Group& group : result) order_by_key(evidence, finder, group);
  return result;
}

}  // namespace trek::resolve::detail
