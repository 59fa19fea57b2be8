#include "twente/inhabitants.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "twente/streams.hpp"

namespace trek::datasets {
namespace {

using core::Random;

constexpr double kPeoplePerHousehold = 2.2;
/// Shares of the Dutch population, rounded; the large town with its university has more of the second band.
constexpr std::array<double, kAgeBandCount> kAgeShare{0.155, 0.12, 0.25, 0.265, 0.21};

/// Units where people live, in groups that get a known number: row s for settlement s, then one a municipality.
std::vector<std::vector<std::uint32_t>> dwelling_groups(const Construction& site, const Facts& facts) {
  std::vector<std::vector<std::uint32_t>> groups(facts.settlements.size() + facts.municipalities.size());
  for (std::uint32_t i = 0; i < site.units().size(); ++i) {
    const auto& unit = site.units()[i];
    if (unit.use != model::Use::dwelling) continue;
    const auto& building = site.buildings()[unit.building];
    groups[building.in_town ? building.settlement : facts.settlements.size() + building.municipality].push_back(i);
  }
  return groups;
}

std::vector<std::int64_t> people_by_group(const Facts& facts) {
  std::vector<std::int64_t> people;
  std::vector<std::int64_t> rest;
  for (const auto& municipality : facts.municipalities) rest.push_back(municipality.inhabitants);
  for (const auto& settlement : facts.settlements) {
    people.push_back(settlement.inhabitants);
    rest[settlement.municipality] -= settlement.inhabitants;
  }
  people.insert(people.end(), rest.begin(), rest.end());
  return people;
}

/// Shares out `people` by weight; each running total is rounded, so that the sum is exact.
void share_out(const std::vector<std::uint32_t>& units, double people, Random& random,
               std::vector<std::int32_t>& residents) {
  std::vector<double> weight(units.size());
  double sum = 0.0;
  for (auto& w : weight) {
    const double share = random.uniform();
    sum += w = 0.35 + share + (random.uniform() < 0.3 ? 0.6 : 0.0);
  }
  double running = 0.0;
  std::int64_t given = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    running += weight[i];
    const auto upto = std::llround(people * running / sum);
    residents[units[i]] = static_cast<std::int32_t>(upto - given);
    given = upto;
  }
}

/// Shares out a cell's people over the age bands: running totals with a blurred profile.
void share_ages(PeopleCell& cell, double young_extra, Random& random) {
  std::array<double, kAgeBandCount> share = kAgeShare;
  share[1] += young_extra;
  double sum = 0.0;
  for (auto& s : share) sum += s *= 0.6 + 0.8 * random.uniform();
  double running = 0.0;
  std::int64_t given = 0;
  for (std::size_t band = 0; band < kAgeBandCount; ++band) {
    running += share[band];
    const auto upto = std::llround(static_cast<double>(cell.inhabitants) * running / sum);
    cell.by_age[band] = upto - given;
    given = upto;
  }
}

}  // namespace

std::vector<std::int32_t> residents(const Construction& site, const Facts& facts, double scale, std::uint64_t seed) {
  Random random{seed, stream(Stage::inhabitants)};
  std::vector<std::int32_t> result(site.units().size(), 0);
  const auto groups = dwelling_groups(site, facts);
  auto people = people_by_group(facts);
  // At a small scale a hamlet may have no dwelling: its people then live around it.
  for (std::size_t i = 0; i < facts.settlements.size(); ++i) {
    if (groups[i].empty())
      people[facts.settlements.size() + facts.settlements[i].municipality] += std::exchange(people[i], 0);
  }
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (!groups[g].empty()) share_out(groups[g], std::round(static_cast<double>(people[g]) * scale), random, result);
  }
  return result;
}

std::vector<PeopleCell> people_cells(const Construction& site, const std::vector<std::int32_t>& residents,
                                     std::uint64_t seed) {
  std::map<std::pair<std::int32_t, std::int32_t>, PeopleCell> cells;
  std::map<std::pair<std::int32_t, std::int32_t>, double> young;
  for (std::size_t i = 0; i < residents.size(); ++i) {
    if (residents[i] == 0) continue;
    const auto& unit = site.units()[i];
    const auto column = static_cast<std::int32_t>(std::floor(unit.place.x_m / 100.0));
    const auto row = static_cast<std::int32_t>(std::floor(unit.place.y_m / 100.0));
    auto& cell = cells[{row, column}];
    cell.column = column;
    cell.row = row;
    cell.inhabitants += residents[i];
    if (site.buildings()[unit.building].year < 1945) cell.built_before_1945 += residents[i];
    young[{row, column}] =
        site.buildings()[unit.building].settlement == 0 && site.buildings()[unit.building].in_town ? 0.09 : 0.0;
  }
  Random random{seed, stream(Stage::ages)};
  std::vector<PeopleCell> result;
  for (auto& [key, cell] : cells) {
    share_ages(cell, young[key], random);
    cell.women = std::llround(static_cast<double>(cell.inhabitants) * random.uniform(0.46, 0.54));
    cell.households =
        std::max<std::int64_t>(1, std::llround(static_cast<double>(cell.inhabitants) / kPeoplePerHousehold));
    cell.dwellings =
        std::max<std::int64_t>(1, std::llround(static_cast<double>(cell.households) * random.uniform(0.97, 1.05)));
    cell.built_before_1945 = std::llround(static_cast<double>(cell.dwellings * cell.built_before_1945) /
                                          static_cast<double>(cell.inhabitants));
    result.push_back(cell);
  }
  return result;
}

std::int64_t published_count(std::int64_t count) noexcept {
  if (count == 0) return 0;
  return count < 5 ? kSecret : (count + 2) / 5 * 5;
}

bool is_published(const PeopleCell& cell) noexcept { return cell.inhabitants >= 5 || cell.dwellings >= 5; }

std::string cell_code(const PeopleCell& cell) { return fmt::format("E{:04}N{:04}", cell.column, cell.row); }

}  // namespace trek::datasets
