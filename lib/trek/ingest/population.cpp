#include "trek/ingest/population.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/parallel.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/geo/topology.hpp"
#include "trek/ingest/detail/population_repair.hpp"

namespace trek::ingest {

namespace {

using model::MunicipalityIdx;

MunicipalityIdx municipality_at(const geo::PolygonLocator& locator, geo::Point place) {
  const auto row = locator.find(place);
  return row ? MunicipalityIdx{*row} : MunicipalityIdx{};
}

bool has_area(const geo::PolygonColumn& areas, std::size_t row) {
  return !areas.box(row).empty() && geo::area_m2(areas.feature(row)) > 0.0;
}

// A point that stands for the whole area: decides which municipality's share it borrows.
std::vector<std::optional<geo::Point>> anchors_of(const model::PopulationAreas& population) {
  std::vector<std::optional<geo::Point>> anchors(population.size());
  for (std::size_t row = 0; row < population.size(); ++row) {
    if (!has_area(population.area, row)) continue;
    anchors[row] = population.cell_size_m > 0.0 ? population.area.box(row).centre()
                                                : geo::interior_point(population.area.feature(row));
  }
  return anchors;
}

// ---- The target group of areas that keep theirs secret

struct Share {
  double target = 0.0;
  double inhabitants = 0.0;
  [[nodiscard]] std::optional<double> value() const {
    return inhabitants > 0.0 ? std::optional{target / inhabitants} : std::nullopt;
  }
};

struct Targets {
  std::vector<std::optional<double>> people;
  std::vector<std::uint8_t> estimated;
};

/// `estimated`: what is so already.
Targets targets_of(const model::PopulationAreas& population, const std::vector<MunicipalityIdx>& municipality,
                   std::vector<std::uint8_t> estimated) {
  std::map<MunicipalityIdx, Share> by_municipality;
  Share overall;
  for (std::size_t row = 0; row < population.size(); ++row) {
    if (!population.inhabitants[row] || !population.target[row]) continue;
    for (Share* share : {&by_municipality[municipality[row]], &overall}) {
      share->target += *population.target[row];
      share->inhabitants += *population.inhabitants[row];
    }
  }
  Targets targets{population.target, std::move(estimated)};
  for (std::size_t row = 0; row < population.size(); ++row) {
    if (!population.inhabitants[row] || population.target[row]) continue;
    auto share = by_municipality[municipality[row]].value();
    if (!share) share = overall.value();
    if (!share) continue;  // nobody knows: stays unknown
    targets.people[row] = *share * *population.inhabitants[row];
    targets.estimated[row] = 1;
  }
  return targets;
}

// ---- Where the people of an area are put

struct GridRange {
  std::int64_t first = 0;
  std::int64_t last = -1;
};

// Cells whose centre may lie in [low, high]; cell k covers [k, k + 1) * size.
GridRange cells_between(double low, double high, double size) {
  return {static_cast<std::int64_t>(std::ceil(low / size - 0.5)),
          static_cast<std::int64_t>(std::floor(high / size - 0.5))};
}

std::vector<geo::Point> centres_inside(const geo::PolygonColumn& areas, std::size_t row, double size) {
  geo::PolygonColumn one;
  one.append(areas.feature(row));
  const geo::PolygonLocator locator{one};
  const auto& box = areas.box(row);
  const auto columns = cells_between(box.min_x_m, box.max_x_m, size);
  const auto lines = cells_between(box.min_y_m, box.max_y_m, size);
  std::vector<geo::Point> centres;
  for (std::int64_t line = lines.first; line <= lines.last; ++line) {
    for (std::int64_t column = columns.first; column <= columns.last; ++column) {
      const geo::Point centre{(static_cast<double>(column) + 0.5) * size, (static_cast<double>(line) + 0.5) * size};
      if (locator.find(centre)) centres.push_back(centre);
    }
  }
  return centres;
}

std::vector<geo::Point> places_of(const geo::PolygonColumn& areas, std::size_t row, const geo::PolygonLocator* built_up,
                                  double size) {
  const auto centres = centres_inside(areas, row, size);
  if (centres.empty()) return {geo::interior_point(areas.feature(row))};
  if (built_up == nullptr) return centres;
  std::vector<geo::Point> built;
  for (const auto centre : centres) {
    if (built_up->find(centre)) built.push_back(centre);
  }
  return built.empty() ? centres : built;
}

std::vector<std::vector<geo::Point>> all_places(const model::PopulationAreas& population,
                                                const model::NamedAreas* built_up, double size,
                                                const std::vector<std::optional<geo::Point>>& anchors,
                                                const core::Control& control) {
  std::optional<geo::PolygonLocator> built;
  if (built_up != nullptr && built_up->size() > 0) built.emplace(built_up->area);
  std::vector<std::vector<geo::Point>> places(population.size());
  core::for_each_chunk(population.size(), 8, control, "spread population", [&](std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) {
      const bool peopled = population.inhabitants[row].value_or(0.0) > 0.0;
      if (!anchors[row]) continue;
      if (population.cell_size_m > 0.0) {
        places[row] = {*anchors[row]};
      } else if (peopled) {
        places[row] = places_of(population.area, row, built ? &*built : nullptr, size);
      }
    }
  });
  return places;
}

/// 1 where the people of a row are not of the region, whatever its place.
std::vector<std::uint8_t> surroundings_rows(const model::PopulationAreas& population,
                                            const std::vector<PopulationPart>& parts) {
  if (parts.empty()) return std::vector<std::uint8_t>(population.size(), 0);
  std::vector<std::uint8_t> rows;
  for (const PopulationPart& part : parts) rows.insert(rows.end(), part.row_count, part.surroundings ? 1 : 0);
  if (rows.size() != population.size())
    core::refuse_argument(fmt::format("build_demand: parts of {} rows, expected {}", rows.size(), population.size()));
  return rows;
}

// ---- Rows of the result

std::string point_key(const std::string& area, geo::Point place, std::size_t count) {
  if (count == 1) return area;
  return fmt::format("{}/{:.0f}_{:.0f}", area, place.x_m, place.y_m);
}

class DemandRows {
 public:
  /// `surroundings`: one a row, 1 where its people are not of the region.
  DemandRows(const model::PopulationAreas& population, const Targets& targets,
             const std::vector<std::uint8_t>& surroundings, DemandResult& result)
      : population_{population}, targets_{targets}, surroundings_{surroundings}, result_{result} {}

  void add(std::size_t row, const std::vector<geo::Point>& places, const geo::PolygonLocator& municipalities) {
    const double inhabitants = *population_.inhabitants[row];
    result_.source_inhabitants += inhabitants;
    result_.source_target += targets_.people[row].value_or(0.0);
    if (targets_.estimated[row] != 0) result_.target_estimated += *targets_.people[row];
    if (places.empty()) {
      if (inhabitants > 0.0) add_remainder(row, "no_area");
      return;
    }
    for (const auto place : places) {
      add_point(row, place, surroundings_[row] != 0 ? MunicipalityIdx{} : municipality_at(municipalities, place),
                places.size());
    }
  }

 private:
  void add_point(std::size_t row, geo::Point place, MunicipalityIdx municipality, std::size_t count) {
    const auto parts = static_cast<double>(count);
    const auto& target = targets_.people[row];
    auto& demand = result_.demand;
    demand.key.push_back(point_key(population_.key[row], place, count));
    demand.place.push_back(place);
    demand.inhabitants.push_back(*population_.inhabitants[row] / parts);
    demand.target.push_back(target ? std::optional{*target / parts} : std::nullopt);
    demand.target_estimated.push_back(targets_.estimated[row]);
    demand.municipality.push_back(municipality);
  }

  void add_remainder(std::size_t row, const std::string& reason) {
    const double inhabitants = *population_.inhabitants[row];
    result_.remainder.push_back({population_.key[row], inhabitants, targets_.people[row].value_or(0.0), reason, {}});
    core::Finding finding;
    finding.severity = core::Severity::note;
    finding.source = "population";
    finding.record = population_.key[row];
    finding.rule = reason;
    finding.value = fmt::format("{:.1f} inhabitants", inhabitants);
    finding.remedy = "kept in the remainder: part of the total, in no measure";
    result_.report.add(std::move(finding));
  }

  const model::PopulationAreas& population_;
  const Targets& targets_;
  const std::vector<std::uint8_t>& surroundings_;
  DemandResult& result_;
};

}  // namespace

DemandResult build_demand(const model::PopulationAreas& population, const model::NamedAreas* built_up,
                          const model::Municipalities& municipalities, const SpreadOptions& options,
                          const core::Control& control) {
  const geo::PolygonLocator locator{municipalities.area};
  const auto anchors = anchors_of(population);
  std::vector<MunicipalityIdx> municipality(population.size());
  const auto surroundings = surroundings_rows(population, options.parts);
  for (std::size_t row = 0; row < population.size(); ++row) {
    if (anchors[row] && surroundings[row] == 0) municipality[row] = municipality_at(locator, *anchors[row]);
  }
  std::vector<std::uint8_t> estimated(population.size(), 0);
  detail::RepairedPopulation repaired;
  if (options.totals != nullptr) {
    repaired = detail::repaired(population, anchors, municipality, *options.totals, municipalities.size());
    estimated = std::move(repaired.target_estimated);
  }
  const model::PopulationAreas& people = options.totals != nullptr ? repaired.population : population;
  const Targets targets = targets_of(people, municipality, std::move(estimated));
  const auto places = all_places(people, built_up, options.cell_m, anchors, control);

  DemandResult result;
  result.repair = std::move(repaired.repair);
  result.report.append(repaired.report);
  result.demand.cell_size_m = people.cell_size_m > 0.0 ? people.cell_size_m : options.cell_m;
  DemandRows rows{people, targets, surroundings, result};
  for (std::size_t row = 0; row < people.size(); ++row) {
    if (people.inhabitants[row]) {
      rows.add(row, places[row], locator);
    } else {
      ++result.unknown_area_count;
    }
  }
  return result;
}

}  // namespace trek::ingest
