#include "trek/demand/future_people.hpp"

#include <numeric>

#include "support/catch.hpp"
#include "trek/core/error.hpp"

namespace demand = trek::demand;
namespace geo = trek::geo;
namespace model = trek::model;

namespace {

model::Municipalities future_municipality() {
  model::Municipalities municipalities;
  municipalities.code = {"GM0001"};
  municipalities.name = {"Hier"};
  municipalities.area.append({geo::rectangle({0.0, 0.0, 1000.0, 1000.0})});
  municipalities.inhabitants = {std::nullopt};
  return municipalities;
}

void add_plan(model::PlannedDwellings& planned, const char* key, std::optional<double> dwellings, geo::Point place,
              const geo::MultiPolygon& area = {}) {
  planned.key.emplace_back(key);
  planned.name.emplace_back(key);
  planned.dwellings.push_back(dwellings);
  planned.place.push_back(place);
  planned.area.append(area);
}

double sum_of(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

}  // namespace

TEST_CASE("future_people: points and areas, by hand", "[demand][unit]") {
  model::PlannedDwellings planned;
  add_plan(planned, "point", 10.0, {150.0, 150.0});
  add_plan(planned, "unknown", std::nullopt, {250.0, 250.0});
  add_plan(planned, "none", 0.0, {350.0, 350.0});
  add_plan(planned, "outside", 5.0, {5000.0, 0.0});
  // Two squares of 100 m: half of the people on the middle of each.
  add_plan(planned, "area", 30.0, {500.0, 450.0}, {geo::rectangle({400.0, 400.0, 600.0, 500.0})});
  const auto future = demand::future_people(planned, {2.0, 0.4}, future_municipality(), {});
  const model::Demand& rows = future.demand;
  REQUIRE(rows.size() == 4);
  CHECK(rows.key[0] == "planned/point");
  CHECK(rows.inhabitants[0] == 20.0);
  CHECK(rows.target[0] == 8.0);
  CHECK(rows.target_estimated[0] == 1);
  CHECK(rows.municipality[0] == model::MunicipalityIdx{0U});
  CHECK_FALSE(rows.municipality[1].valid());
  CHECK(rows.inhabitants[2] == 30.0);
  CHECK(rows.place[2].x_m == 450.0);
  CHECK(rows.place[2].y_m == 450.0);
  CHECK(rows.place[3].x_m == 550.0);
  CHECK(rows.target_low[3] == rows.target[3]);
  CHECK(future.dwellings == 45.0);
  CHECK(sum_of(rows.inhabitants) == Approx(90.0));
  REQUIRE(future.report.findings().size() == 1);
  CHECK(future.report.findings()[0].rule == "planned_number_unknown");
  CHECK(future.report.findings()[0].record == "unknown");
}

TEST_CASE("future_people: an area without the middle of a square is one point in it", "[demand][unit]") {
  model::PlannedDwellings planned;
  add_plan(planned, "small", 4.0, {110.0, 110.0}, {geo::rectangle({105.0, 105.0, 115.0, 115.0})});
  const auto future = demand::future_people(planned, {2.5, 0.0}, future_municipality(), {});
  REQUIRE(future.demand.size() == 1);
  CHECK(future.demand.inhabitants[0] == 10.0);
  CHECK(future.demand.target[0] == 0.0);
  CHECK(future.report.findings().empty());
}

TEST_CASE("future_people: refuses what cannot be", "[demand][unit]") {
  CHECK(demand::future_people({}, {}, future_municipality(), {}).demand.size() == 0);
  CHECK_THROWS_AS(demand::future_people({}, {-1.0, 0.5}, future_municipality(), {}), trek::core::Error);
  CHECK_THROWS_AS(demand::future_people({}, {2.0, 1.01}, future_municipality(), {}), trek::core::Error);
}
