#include "trek/demand/future_people.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>

#include "trek/core/error.hpp"
#include "trek/demand/demand.hpp"
#include "trek/geo/spatial_index.hpp"

namespace trek::demand {
namespace {

constexpr const char* kPlannedPrefix = "planned/";
constexpr const char* kPlannedTable = "planned_dwellings";

void check_households(const FutureHouseholds& households) {
  const bool possible = std::isfinite(households.persons_per_dwelling) && households.persons_per_dwelling >= 0.0 &&
                        households.target_share >= 0.0 && households.target_share <= 1.0;
  if (!possible)
    core::refuse_argument(
        fmt::format("future_people: {} persons a dwelling and a share of {}; expected a number of 0 "
                    "or more, and a share from 0 to 1",
                    households.persons_per_dwelling, households.target_share));
}

core::Finding without_number(const model::PlannedDwellings& planned, std::size_t row) {
  return {core::Severity::warning,
          kPlannedTable,
          planned.key[row],
          "planned_number_unknown",
          planned.name[row],
          "nobody is counted there; give its number of dwellings, or leave the plan out",
          core::Location{planned.place[row].x_m, planned.place[row].y_m}};
}

/// The rows of a demand take the stated share of the target.
class FutureRows {
 public:
  FutureRows(const FutureHouseholds& households, model::Demand& demand) : households_{households}, demand_{demand} {}

  void add(std::string key, geo::Point place, model::MunicipalityIdx municipality, double people) {
    const double target = people * households_.target_share;
    demand_.key.push_back(kPlannedPrefix + std::move(key));
    demand_.place.push_back(place);
    demand_.inhabitants.push_back(people);
    demand_.target.emplace_back(target);
    demand_.target_estimated.push_back(1);
    demand_.target_low.push_back(target);
    demand_.target_high.push_back(target);
    demand_.municipality.push_back(municipality);
    demand_.abroad.push_back(0);
  }

 private:
  const FutureHouseholds& households_;
  model::Demand& demand_;
};

}  // namespace

FuturePeople future_people(const model::PlannedDwellings& planned, const FutureHouseholds& households,
                           const model::Municipalities& municipalities, const core::Control& control) {
  check_households(households);
  FuturePeople future;
  FutureRows rows{households, future.demand};
  const geo::PolygonLocator locator{municipalities.area};
  model::PopulationAreas areas;
  for (std::size_t row = 0; row < planned.size(); ++row) {
    if (!planned.dwellings[row]) {
      future.report.add(without_number(planned, row));
      continue;
    }
    const double people = *planned.dwellings[row] * households.persons_per_dwelling;
    future.dwellings += *planned.dwellings[row];
    if (!(people > 0.0)) continue;
    if (planned.area.ring_count(row) == 0) {
      const auto found = locator.find(planned.place[row]);
      rows.add(planned.key[row], planned.place[row], found ? model::MunicipalityIdx{*found} : model::MunicipalityIdx{},
               people);
      continue;
    }
    areas.key.push_back(planned.key[row]);
    areas.area.append(planned.area.feature(row));
    areas.inhabitants.emplace_back(people);
    areas.target.emplace_back(people * households.target_share);
  }
  // What is odd about the spread of a plan (an area without the middle of a square) is no fault of it.
  const model::Demand spread = build_demand(areas, nullptr, municipalities, {}, control).demand;
  for (std::size_t row = 0; row < spread.size(); ++row)
    rows.add(spread.key[row], spread.place[row], spread.municipality[row], spread.inhabitants[row]);
  return future;
}

}  // namespace trek::demand
