#include "trek/resolve/detail/building_facts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "trek/geo/topology.hpp"
#include "trek/model/columns.hpp"

namespace trek::resolve::detail {
namespace {

using model::Use;

/// Which use names a building when the areas do not decide; dwellings never do.
constexpr std::array kUseOrder{Use::industry, Use::shop,   Use::education, Use::assembly,  Use::office,
                               Use::lodging,  Use::health, Use::sport,     Use::detention, Use::other};
constexpr std::size_t kUseCount = 11;

std::vector<std::uint32_t> standing(const BuildingFinder& finder, std::span<const std::uint32_t> slots) {
  std::vector<std::uint32_t> result;
  std::copy_if(slots.begin(), slots.end(), std::back_inserter(result),
               [&](std::uint32_t slot) { return !finder.is_gone(slot); });
  return result;
}

/// Units of all the buildings, each once, by id.
std::vector<std::uint32_t> units_of_all(const Evidence& evidence, const BuildingFinder& finder,
                                        std::span<const std::uint32_t> slots) {
  std::vector<std::uint32_t> units;
  for (const std::uint32_t slot : slots) {
    const auto more = finder.units_of(slot);
    units.insert(units.end(), more.begin(), more.end());
  }
  std::sort(units.begin(), units.end());
  units.erase(std::unique(units.begin(), units.end()), units.end());
  std::sort(units.begin(), units.end(),
            [&](std::uint32_t a, std::uint32_t b) { return evidence.units->id[a] < evidence.units->id[b]; });
  return units;
}

void add_footprints(const model::Buildings& table, std::span<const std::uint32_t> slots, BuildingFacts& facts) {
  std::vector<geo::MultiPolygon> parts;
  double largest_m2 = -1.0;
  for (const std::uint32_t slot : slots) {
    facts.uses.add(table.uses[slot]);
    auto part = table.footprint.feature(slot);
    const double area = geo::area_m2(part);
    if (table.built_year[slot] && area > largest_m2) {
      largest_m2 = area;
      facts.built_year = table.built_year[slot];
    }
    if (!part.empty()) parts.push_back(std::move(part));
  }
  if (parts.empty()) return;
  facts.footprint = parts.size() == 1 ? std::move(parts.front()) : geo::union_of(parts);
  facts.footprint_m2 = geo::area_m2(facts.footprint);
}

void add_units(const model::Units& table, std::span<const std::uint32_t> units,
               std::array<double, kUseCount>& area_of_use, BuildingFacts& facts) {
  for (const std::uint32_t unit : units) {
    facts.uses.add(table.uses[unit]);
    if (facts.unit_address.empty()) facts.unit_address = table.address[unit];
    if (table.status[unit] == model::UnitStatus::formed) continue;  // permitted, not yet there
    facts.units.push_back(unit);
    const auto area = table.floor_area_m2[unit];
    if (!area) {
      ++facts.units_without_area;
      continue;
    }
    facts.floor_area_m2 = facts.floor_area_m2.value_or(0.0) + *area;
    for (std::size_t use = 0; use < kUseCount; ++use) {
      if (table.uses[unit].has(static_cast<Use>(use))) area_of_use[use] += *area;
    }
  }
}

template <class T>
std::optional<T> together(const std::vector<std::optional<T>>& values, model::Together how) {
  std::optional<T> sum{0};
  std::optional<T> highest;
  for (const auto& more : values) {
    sum = sum && more ? std::optional{*sum + *more} : std::nullopt;
    highest = std::max(highest, more);
  }
  return how == model::Together::sum ? sum : highest;
}

std::string together(const std::vector<std::string>& codes, model::Together /*how*/) {
  if (codes.empty() || std::ranges::find(codes, std::string{}) != codes.end()) return {};
  return std::ranges::count(codes, codes.front()) == std::ssize(codes) ? codes.front() : "various";
}

/// What 3DBAG knows, and the floor area by it.
void add_heights(const BuildingSources& sources, std::span<const std::uint32_t> slots, BuildingFacts& facts) {
  const auto* const heights = sources.evidence.heights;
  if (heights == nullptr) return;
  model::BuildingHeights found;  // a row a building, of nothing where it is not among them
  std::vector<std::optional<double>> areas_m2;
  for (const std::uint32_t slot : slots) {
    const auto row = sources.registered.find_height(sources.finder.id(slot));
    model::for_each_fact<model::BuildingHeights>([&](const auto& fact) {
      auto& column = found.*fact.member;
      row ? column.push_back((heights->*fact.member)[*row]) : void(column.emplace_back());
    });
    const auto storeys = found.storeys.back();
    const double footprint_m2 = sources.finder.footprint_m2(slot);
    areas_m2.push_back(storeys && footprint_m2 > 0.0 ? std::optional{footprint_m2 * *storeys} : std::nullopt);
  }
  model::for_each_fact<model::BuildingHeights>(
      [&](const auto& fact) { facts.*fact.of_site = together(found.*fact.member, fact.together); });
  facts.estimated_floor_area_m2 = together(areas_m2, model::Together::sum);
}

void add_labels(const BuildingSources& sources, std::span<const std::uint32_t> slots,
                std::span<const std::uint32_t> units, BuildingFacts& facts) {
  const auto* const labels = sources.evidence.labels;
  if (labels == nullptr) return;
  std::vector<std::string> building_ids;
  std::vector<std::string> unit_ids;
  for (const std::uint32_t slot : slots) building_ids.push_back(sources.finder.id(slot));
  for (const std::uint32_t unit : units) unit_ids.push_back(sources.evidence.units->id[unit]);
  std::map<int, std::string> classes;
  std::set<std::string> dates;
  for (const std::uint32_t row :
       sources.registered.labels_of(building_ids, unit_ids, sources.evidence.units == nullptr)) {
    classes.emplace(model::energy_class_rank(labels->energy_class[row]), labels->energy_class[row]);
    if (!labels->date[row].empty()) dates.insert(labels->date[row]);
  }
  for (const auto& [rank, name] : classes) facts.energy_class += (facts.energy_class.empty() ? "" : ", ") + name;
  if (dates.empty()) return;
  facts.energy_class_date = *dates.begin();
  if (dates.size() > 1) facts.energy_class_date += "/" + *dates.rbegin();
}

std::optional<Use> main_use(model::UseSet uses, const std::array<double, kUseCount>& area_of_use) {
  std::optional<Use> best;
  for (const Use use : kUseOrder) {
    if (!uses.has(use)) continue;
    if (!best || area_of_use[static_cast<std::size_t>(use)] > area_of_use[static_cast<std::size_t>(*best)]) best = use;
  }
  return best;
}

}  // namespace

BuildingFacts building_facts(const BuildingSources& sources, std::span<const std::uint32_t> slots) {
  const auto& [evidence, finder, registered] = sources;
  BuildingFacts facts;
  if (slots.empty()) return facts;
  std::vector<std::uint32_t> counted = standing(finder, slots);
  facts.gone = counted.empty();
  if (facts.gone) counted.assign(slots.begin(), slots.end());
  std::array<double, kUseCount> area_of_use{};
  if (evidence.buildings != nullptr) add_footprints(*evidence.buildings, counted, facts);
  const auto units = evidence.units != nullptr ? units_of_all(evidence, finder, counted) : std::vector<std::uint32_t>{};
  if (evidence.units != nullptr) add_units(*evidence.units, units, area_of_use, facts);
  add_heights(sources, counted, facts);
  add_labels(sources, counted, units, facts);
  facts.main_use = main_use(facts.uses, area_of_use);
  return facts;
}

core::Phrase use_words(model::UseSet uses) {
  std::string dutch;
  std::string english;
  for (std::size_t use = 0; use < kUseCount; ++use) {
    if (!uses.has(static_cast<Use>(use))) continue;
    const char* const between = english.empty() ? "" : ", ";
    dutch.append(between).append(model::label_of(static_cast<Use>(use), model::Language::nl));
    english.append(between).append(model::label_of(static_cast<Use>(use), model::Language::en));
  }
  return {std::move(dutch), std::move(english)};
}

}  // namespace trek::resolve::detail
