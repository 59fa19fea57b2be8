#include "trek/demand/demand.hpp"

#include <cmath>
#include <set>

#include "support/catch.hpp"
#include "trek/core/random.hpp"
#include "trek/geo/polygon.hpp"
#include "unit/ingest/drawn.hpp"

namespace geo = trek::geo;
namespace demand = trek::demand;
namespace model = trek::model;
namespace test = trek::test;

namespace {

void add_area(model::PopulationAreas& table, std::string key, const geo::MultiPolygon& area,
              std::optional<double> inhabitants, std::optional<double> target) {
  table.key.push_back(std::move(key));
  table.area.append(area);
  table.inhabitants.push_back(inhabitants);
  table.target.push_back(target);
}

geo::MultiPolygon box(double x, double y, double width, double height) {
  return {geo::rectangle({x, y, x + width, y + height})};
}

model::Municipalities one_municipality(double x, double y, double width, double height) {
  model::Municipalities table;
  table.code = {"GM0001"};
  table.name = {"Drawn"};
  table.inhabitants.resize(1);
  table.area.append(box(x, y, width, height));
  return table;
}

model::NamedAreas built_up(const geo::MultiPolygon& area) {
  model::NamedAreas table;
  table.key = {"1"};
  table.name = {"Town"};
  table.kind = {"woonkern"};
  table.inhabitants.resize(1);
  table.area.append(area);
  return table;
}

struct Totals {
  double inhabitants = 0.0;
  double target = 0.0;
};

Totals totals_of(const demand::DemandResult& result) {
  Totals totals;
  for (std::size_t row = 0; row < result.demand.size(); ++row) {
    totals.inhabitants += result.demand.inhabitants[row];
    totals.target += result.demand.target[row].value_or(0.0);
  }
  for (const auto& rest : result.remainder) {
    totals.inhabitants += rest.inhabitants;
    totals.target += rest.target;
  }
  return totals;
}

/// A star of random radii around a centre: simple, often not convex.
geo::MultiPolygon star(trek::core::Random& random, double x, double y, double radius) {
  geo::Ring ring;
  const int corners = 5 + static_cast<int>(random.below(8));
  for (int i = 0; i < corners; ++i) {
    const double angle = 6.283185307179586 * i / corners;
    const double length = radius * random.uniform(0.2, 1.0);
    ring.push_back({x + length * std::cos(angle), y + length * std::sin(angle)});
  }
  ring.push_back(ring.front());
  return {geo::Polygon{ring, {}}};
}

}  // namespace

TEST_CASE("build_demand: people go to the built-up part of their area, in equal shares", "[demand][unit]") {
  model::PopulationAreas population;
  add_area(population, "7511", box(0, 0, 1000, 1000), 300.0, 60.0);
  const auto town = built_up(box(0, 0, 300, 100));  // three cell centres: 50, 150 and 250 east, 50 north
  const auto result = demand::build_demand(population, &town, one_municipality(0, 0, 1000, 1000), {}, test::kControl);
  REQUIRE(result.demand.size() == 3);
  CHECK(result.demand.place[0] == geo::Point{50, 50});
  CHECK(result.demand.place[2] == geo::Point{250, 50});
  CHECK(result.demand.inhabitants[1] == 100.0);
  CHECK(result.demand.target[1] == 20.0);
  CHECK(result.demand.key[1] == "7511/150_50");
  CHECK(result.demand.municipality[0].value() == 0);
  CHECK(result.demand.cell_size_m == 100.0);
  CHECK(result.remainder.empty());
}

TEST_CASE("build_demand: without built-up part the whole area, without cell centre one point inside",
          "[demand][unit]") {
  model::PopulationAreas population;
  add_area(population, "wide", box(1000, 0, 200, 200), 8.0, std::nullopt);
  add_area(population, "tiny", box(10, 10, 20, 20), 5.0, 1.0);
  add_area(population, "empty", {}, 7.0, 2.0);
  add_area(population, "secret", box(2000, 0, 200, 200), std::nullopt, std::nullopt);
  add_area(population, "nobody", box(3000, 0, 200, 200), 0.0, 0.0);
  const auto town = built_up(box(5000, 5000, 100, 100));
  const auto result = demand::build_demand(population, &town, one_municipality(0, 0, 9000, 9000), {}, test::kControl);
  REQUIRE(result.demand.size() == 5);  // four of the wide area, one of the tiny one
  CHECK(result.demand.inhabitants[0] == 2.0);
  CHECK(result.demand.key[4] == "tiny");
  CHECK(geo::Box{10, 10, 30, 30}.contains(result.demand.place[4]));
  REQUIRE(result.remainder.size() == 1);
  CHECK(result.remainder[0].reason == "no_area");
  CHECK(result.remainder[0].inhabitants == 7.0);
  CHECK(result.unknown_area_count == 1);
  CHECK(result.source_inhabitants == 20.0);
}

TEST_CASE("build_demand: who lives outside every municipality is on the map, and of none", "[demand][unit]") {
  model::PopulationAreas population;
  add_area(population, "border", box(0, 0, 400, 100), 40.0, 20.0);
  const auto result = demand::build_demand(population, nullptr, one_municipality(0, 0, 100, 100), {}, test::kControl);
  REQUIRE(result.demand.size() == 4);
  for (std::size_t row = 0; row < 4; ++row) {
    CAPTURE(row);
    CHECK(result.demand.inhabitants[row] == 10.0);
    CHECK(result.demand.target[row] == 5.0);
    CHECK(result.demand.municipality[row].valid() == (row == 0));
  }
  CHECK(result.remainder.empty());
}

TEST_CASE("build_demand: people of a source of the surroundings are of no municipality, and lend none their share",
          "[demand][unit]") {
  model::PopulationAreas population;
  population.cell_size_m = 100.0;
  add_area(population, "E0000N0000", box(0, 0, 100, 100), 100.0, 30.0);
  add_area(population, "E0001N0000", box(100, 0, 100, 100), 100.0, std::nullopt);
  add_area(population, "german", box(210, 10, 100, 100), 100.0, 90.0);
  demand::SpreadOptions options;
  options.parts = {{"own", 2, false}, {"neighbours", 1, true}};
  const auto result =
      demand::build_demand(population, nullptr, one_municipality(0, 0, 1000, 1000), options, test::kControl);
  REQUIRE(result.demand.size() == 3);
  CHECK(result.demand.municipality[1].valid());
  CHECK_FALSE(result.demand.municipality[2].valid());
  CHECK(result.demand.target[1] == 30.0);  // 60.0 if the neighbours' ages were lent
  options.parts = {{"own", 2, false}};
  CHECK_THROWS(demand::build_demand(population, nullptr, one_municipality(0, 0, 10, 10), options, test::kControl));
}

TEST_CASE("counted_once: people of a later source whose place an earlier one counts are left out and told",
          "[demand][unit]") {
  model::PopulationAreas population;
  add_area(population, "E0000N0000", box(0, 0, 100, 100), 100.0, 30.0);
  add_area(population, "secret", box(100, 0, 100, 100), std::nullopt, std::nullopt);
  add_area(population, "postcode", box(0, 0, 90, 90), 80.0, 20.0);  // the first cell again
  add_area(population, "beside", box(120, 10, 60, 60), 7.0, 1.0);   // what is secret is counted too
  add_area(population, "beyond", box(200, 0, 100, 100), 9.0, 2.0);
  const auto once = demand::counted_once(population, {{"cells", 2, false}, {"postcodes", 3, true}});
  CHECK(once.population.key == std::vector<std::string>{"E0000N0000", "secret", "beyond"});
  REQUIRE(once.parts.size() == 2);
  CHECK(once.parts[1].row_count == 1);
  CHECK(once.parts[1].surroundings);
  CHECK(test::count_of(once.report, "counted_by_other_source") == 2);
  REQUIRE(test::count_of(once.report, "sources_overlap") == 1);
  for (const auto& finding : once.report.findings()) {
    if (finding.rule == "sources_overlap") CHECK(finding.value == "87 inhabitants");
  }
  CHECK_THROWS(demand::counted_once(population, {{"cells", 2, false}}));
}

TEST_CASE("build_demand: a cell with a secret target borrows the share of its municipality", "[demand][unit]") {
  model::PopulationAreas population;
  population.cell_size_m = 100.0;
  add_area(population, "E0000N0000", box(0, 0, 100, 100), 100.0, 30.0);
  add_area(population, "E0001N0000", box(100, 0, 100, 100), 100.0, 10.0);
  add_area(population, "E0002N0000", box(200, 0, 100, 100), 50.0, std::nullopt);
  add_area(population, "E0003N0000", box(300, 0, 100, 100), std::nullopt, std::nullopt);
  const auto result = demand::build_demand(population, nullptr, one_municipality(0, 0, 1000, 1000), {}, test::kControl);
  REQUIRE(result.demand.size() == 3);
  CHECK(result.demand.place[0] == geo::Point{50, 50});
  CHECK(result.demand.target[2] == 10.0);
  CHECK(result.demand.target_estimated == std::vector<std::uint8_t>{0, 0, 1});
  CHECK(result.target_estimated == 10.0);
  CHECK(result.source_target == 50.0);
  CHECK(result.source_inhabitants == 250.0);
  CHECK(result.unknown_area_count == 1);
}

TEST_CASE("build_demand: where nobody's target is known it stays unknown", "[demand][unit]") {
  model::PopulationAreas population;
  population.cell_size_m = 100.0;
  add_area(population, "E0000N0000", box(0, 0, 100, 100), 100.0, std::nullopt);
  const auto result = demand::build_demand(population, nullptr, one_municipality(0, 0, 1000, 1000), {}, test::kControl);
  REQUIRE(result.demand.size() == 1);
  CHECK_FALSE(result.demand.target[0].has_value());
  CHECK(result.demand.target_estimated[0] == 0);
}

TEST_CASE("build_demand: keeps every person of random areas, and puts them inside", "[demand][property]") {
  const auto seed = GENERATE(range(0U, 60U));
  CAPTURE(seed);
  trek::core::Random random{seed};
  model::PopulationAreas population;
  double known = 0.0;
  for (int i = 0; i < 12; ++i) {
    std::optional<double> inhabitants = std::floor(random.uniform(0.0, 5000.0));
    if (random.uniform() < 0.1) inhabitants.reset();
    std::optional<double> target;
    if (inhabitants && random.uniform() < 0.7) target = std::floor(*inhabitants * 0.3);
    known += inhabitants.value_or(0.0);
    add_area(population, std::to_string(i),
             star(random, random.uniform(0, 5000), random.uniform(0, 5000), random.uniform(10, 1500)), inhabitants,
             target);
  }
  const auto town = built_up(star(random, 2500, 2500, 2500));
  const bool with_town = random.uniform() < 0.5;
  const auto municipality = one_municipality(0, 0, random.uniform(1000, 6000), 6000);
  const auto result = demand::build_demand(population, with_town ? &town : nullptr, municipality,
                                           {random.uniform(40, 200)}, test::kControl);
  const auto totals = totals_of(result);
  CHECK(result.source_inhabitants == known);
  CHECK(totals.inhabitants == Approx(known).margin(1e-6));
  CHECK(totals.target == Approx(result.source_target).margin(1e-6));
  std::set<std::string> keys(result.demand.key.begin(), result.demand.key.end());
  CHECK(keys.size() == result.demand.size());
  for (std::size_t row = 0; row < result.demand.size(); ++row) {
    const auto area = static_cast<std::size_t>(std::stoi(result.demand.key[row]));  // up to the slash
    CHECK(population.area.box(area).contains(result.demand.place[row]));
    CHECK(result.demand.inhabitants[row] >= 0.0);
  }
}

TEST_CASE("build_demand: the same rows on any number of threads", "[demand][parallel]") {
  trek::core::Random random{7};
  model::PopulationAreas population;
  for (int i = 0; i < 100; ++i) {
    add_area(population, std::to_string(i), star(random, random.uniform(0, 5000), random.uniform(0, 5000), 600), 100.0,
             std::nullopt);
  }
  const auto town = built_up(star(random, 2500, 2500, 2500));
  const auto municipality = one_municipality(0, 0, 5000, 5000);
  trek::core::Control one;
  one.thread_count = 1;
  trek::core::Control four;
  four.thread_count = 4;
  const auto a = demand::build_demand(population, &town, municipality, {}, one);
  const auto b = demand::build_demand(population, &town, municipality, {}, four);
  CHECK(a.demand.key == b.demand.key);
  CHECK(a.demand.place == b.demand.place);
  CHECK(a.demand.inhabitants == b.demand.inhabitants);
}
