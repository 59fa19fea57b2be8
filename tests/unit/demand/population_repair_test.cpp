#include <algorithm>
#include <cmath>

#include "support/catch.hpp"
#include "trek/core/random.hpp"
#include "trek/demand/demand.hpp"
#include "unit/ingest/drawn.hpp"

namespace geo = trek::geo;
namespace demand = trek::demand;
namespace model = trek::model;
namespace test = trek::test;

namespace {

using People = std::optional<double>;

void add_cell(model::PopulationAreas& cells, double x, double y, People inhabitants, People target) {
  cells.cell_size_m = 100.0;
  cells.key.push_back("c" + std::to_string(cells.key.size()));
  cells.area.append({geo::rectangle({x, y, x + 100.0, y + 100.0})});
  cells.inhabitants.push_back(inhabitants);
  cells.target.push_back(target);
}

void add_total(model::PopulationAreas& totals, geo::Box box, People inhabitants, People target) {
  totals.key.push_back("t" + std::to_string(totals.key.size()));
  totals.area.append({geo::rectangle(box)});
  totals.inhabitants.push_back(inhabitants);
  totals.target.push_back(target);
}

model::Municipalities one_municipality() {
  model::Municipalities table;
  table.code = {"GM0001"};
  table.name = {"Een"};
  table.area.append({geo::rectangle({0.0, 0.0, 10'000.0, 10'000.0})});
  table.inhabitants = {std::nullopt};
  return table;
}

demand::DemandResult repaired(const model::PopulationAreas& cells, const model::PopulationAreas& totals) {
  demand::SpreadOptions options;
  options.totals = &totals;
  return demand::build_demand(cells, nullptr, one_municipality(), options, test::kControl);
}

double sum(const std::vector<double>& values) {
  double total = 0.0;
  for (const double value : values) total += value;
  return total;
}

}  // namespace

TEST_CASE("repair: a secret target takes the share of its neighbourhood, and is marked", "[demand][unit]") {
  model::PopulationAreas cells;
  add_cell(cells, 0, 0, 60.0, 30.0);
  add_cell(cells, 100, 0, 40.0, std::nullopt);
  model::PopulationAreas totals;
  add_total(totals, {0.0, 0.0, 500.0, 500.0}, 100.0, 20.0);
  const auto result = repaired(cells, totals);
  REQUIRE(result.demand.size() == 2);
  CHECK(result.demand.inhabitants == std::vector<double>{60.0, 40.0});  // they add up to the total: nothing to rake
  CHECK(result.demand.target[0] == 30.0);
  CHECK(result.demand.target[1].value() == Approx(8.0));  // 20 % of 40; the known cells' share would give 20
  CHECK(result.demand.target_estimated == std::vector<std::uint8_t>{0, 1});
  REQUIRE(result.repair.size() == 1);
  CHECK(result.repair[0].target_shared == Approx(8.0));
  CHECK(result.repair[0].inhabitants_added == 0.0);
}

TEST_CASE("repair: secret cells share what is lacking, four each at most, and the rest is raked", "[demand][unit]") {
  model::PopulationAreas cells;
  add_cell(cells, 0, 0, 80.0, 20.0);
  add_cell(cells, 100, 0, std::nullopt, std::nullopt);
  add_cell(cells, 200, 0, std::nullopt, std::nullopt);
  model::PopulationAreas totals;
  add_total(totals, {0.0, 0.0, 500.0, 500.0}, 110.0, std::nullopt);
  const auto result = repaired(cells, totals);
  REQUIRE(result.demand.size() == 3);
  const double factor = 110.0 / 88.0;
  CHECK(result.demand.inhabitants[0] == Approx(80.0 * factor));
  CHECK(result.demand.inhabitants[1] == Approx(4.0 * factor));
  CHECK(result.demand.target[0].value() == Approx(20.0 * factor));
  CHECK(sum(result.demand.inhabitants) == Approx(110.0));
  CHECK(result.repair[0].inhabitants_added == Approx(30.0));
  CHECK(result.unknown_area_count == 0);
}

TEST_CASE("repair: totals that speak of other people change nothing and are reported", "[demand][unit]") {
  model::PopulationAreas cells;
  add_cell(cells, 0, 0, 100.0, 20.0);
  model::PopulationAreas totals;
  add_total(totals, {0.0, 0.0, 500.0, 500.0}, 210.0, std::nullopt);
  add_total(totals, {1000.0, 0.0, 1500.0, 500.0}, 40.0, std::nullopt);
  const auto result = repaired(cells, totals);
  CHECK(result.demand.inhabitants == std::vector<double>{100.0});
  CHECK(test::count_of(result.report, "population_totals_disagree") == 1);
  CHECK(test::count_of(result.report, "total_without_cells") == 1);
}

TEST_CASE("repair: a total that is unknown, and cells beside every total, change nothing", "[demand][unit]") {
  model::PopulationAreas cells;
  add_cell(cells, 0, 0, 100.0, 20.0);
  add_cell(cells, 5000, 0, 50.0, 10.0);
  model::PopulationAreas totals;
  add_total(totals, {0.0, 0.0, 500.0, 500.0}, std::nullopt, std::nullopt);
  const auto result = repaired(cells, totals);
  CHECK(result.demand.inhabitants == std::vector<double>{100.0, 50.0});
  CHECK(result.report.findings().empty());
}

TEST_CASE("repair of random cells: every raked area adds up, nobody is lost, and the target stays a part",
          "[demand][property]") {
  trek::core::Random random{20261126};
  for (int round = 0; round < 100; ++round) {
    model::PopulationAreas cells;
    model::PopulationAreas totals;
    double wanted = 0.0;
    for (int area = 0; area < 4; ++area) {
      const double x0 = area * 1000.0;
      double known = 0.0;
      for (int cell = 0; cell < 10; ++cell) {
        if (random.uniform(0.0, 1.0) < 0.3) {
          add_cell(cells, x0 + cell * 100.0, 0.0, std::nullopt, std::nullopt);
          continue;
        }
        const double people = std::floor(random.uniform(5.0, 80.0));
        known += people;
        const bool secret = random.uniform(0.0, 1.0) < 0.3;
        add_cell(cells, x0 + cell * 100.0, 0.0, people, secret ? People{} : People{people * random.uniform(0.1, 0.5)});
      }
      const double total = std::floor(known * random.uniform(0.7, 1.5)) + 1.0;
      add_total(totals, {x0, 0.0, x0 + 1000.0, 100.0}, total, total * random.uniform(0.1, 0.5));
      wanted += total;
    }
    const auto result = repaired(cells, totals);
    CHECK(test::count_of(result.report, "population_totals_disagree") == 0);
    CHECK(sum(result.demand.inhabitants) == Approx(wanted).margin(0.2));  // each cell is rounded to a hundredth
    CHECK(result.source_inhabitants == Approx(sum(result.demand.inhabitants)).margin(1e-6));
    for (std::size_t row = 0; row < result.demand.size(); ++row) {
      CHECK(result.demand.target[row].value() <= result.demand.inhabitants[row] * (1.0 + 1e-12));
    }
  }
}
