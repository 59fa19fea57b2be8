#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "support/balance.hpp"
#include "support/catch.hpp"
#include "trek/core/random.hpp"
#include "trek/demand/demand.hpp"
#include "unit/ingest/drawn.hpp"

namespace geo = trek::geo;
namespace demand = trek::demand;
namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;

namespace {

constexpr int kSecret = -99997;

/// Inhabitants and the five bands of the CBS grid, as they are or as they are published.
struct Cell {
  int inhabitants = 0;
  std::array<int, 5> bands{};
};

std::string csv_of(const std::vector<Cell>& cells) {
  std::string text =
      "crs28992res100m,aantal_inwoners,aantal_inwoners_0_tot_15_jaar,aantal_inwoners_15_tot_25_jaar,"
      "aantal_inwoners_25_tot_45_jaar,aantal_inwoners_45_tot_65_jaar,aantal_inwoners_65_jaar_en_ouder\n";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    text += "E" + std::to_string(2400 + i % 100) + "N" + std::to_string(4800 + i / 100) + "," +
            std::to_string(cells[i].inhabitants);
    for (const int band : cells[i].bands) text += "," + std::to_string(band);
    text += "\n";
  }
  return text;
}

model::PopulationAreas read(const std::string& text, const std::string& name = "cells.csv") {
  const test::TemporaryFolder folder;
  return ingest::read_population(test::source_of(folder.write(name, text), "population"), {}, test::kControl).table;
}

model::Municipalities around_the_cells() {
  model::Municipalities table;
  table.code = {"GM0001"};
  table.name = {"Drawn"};
  table.inhabitants.resize(1);
  table.area.append({geo::rectangle({200'000.0, 450'000.0, 280'000.0, 520'000.0})});
  return table;
}

demand::DemandResult demand_of(const model::PopulationAreas& areas, const demand::SpreadOptions& options = {}) {
  return demand::build_demand(areas, nullptr, around_the_cells(), options, test::kControl);
}

int published(int count) {
  if (count == 0) return 0;
  return count < 5 ? kSecret : (count + 2) / 5 * 5;
}

Cell published(const Cell& cell) {
  Cell result;
  result.inhabitants = published(cell.inhabitants);
  for (std::size_t band = 0; band < cell.bands.size(); ++band) result.bands.at(band) = published(cell.bands.at(band));
  return result;
}

Cell random_cell(trek::core::Random& random) {
  Cell cell;
  const double size = std::exp(random.uniform(0.0, 3.0));
  for (int& band : cell.bands) {
    band = static_cast<int>(random.uniform(0.0, 1.0) * size);
    cell.inhabitants += band;
  }
  return cell;
}

/// Where the target group of a published cell must lie: each band that is secret is 0 to 4, and all of them together no
/// more than the inhabitants less the published bands. By trying all numbers of the two that count.
struct Interval {
  double low = 0.0;
  double high = 0.0;
};

Interval possible(const Cell& cell) {
  Interval interval{1e9, 0.0};
  int all_published = 0;
  for (const int band : cell.bands) all_published += band == kSecret ? 0 : band;
  const int room = std::max(0, cell.inhabitants - all_published);
  for (int young = 0; young <= 4; ++young) {
    for (int adults = 0; adults <= 4; ++adults) {
      const int secret = (cell.bands[1] == kSecret ? young : 0) + (cell.bands[2] == kSecret ? adults : 0);
      if (secret > room) continue;
      const double target = 0.5 * (cell.bands[1] == kSecret ? young : cell.bands[1]) +
                            0.75 * (cell.bands[2] == kSecret ? adults : cell.bands[2]);
      interval.low = std::min(interval.low, target);
      interval.high = std::max(interval.high, target);
    }
  }
  return {std::min<double>(interval.low, cell.inhabitants), std::min<double>(interval.high, cell.inhabitants)};
}

}  // namespace

TEST_CASE("target group: a secret band does not take the published one with it", "[demand][unit]") {
  // 50 people; 25-44 is 5, 15-24 is secret: 3.75 and half of one to four.
  const auto areas =
      read(csv_of({{50, {5, kSecret, 5, 20, 15}}, {60, {10, 10, 20, 10, 10}}, {40, {0, 10, 15, 5, 10}}}));
  CHECK_FALSE(areas.target[0].has_value());
  const auto result = demand_of(areas);
  const auto& demand = result.demand;
  REQUIRE(demand.size() == 3);
  CHECK(demand.target[0].value() > 3.75);
  CHECK(demand.target[0].value() <= 5.75);
  CHECK(demand.target[1].value() == 0.5 * 10 + 0.75 * 20);
  CHECK(demand.target_estimated == std::vector<std::uint8_t>{1, 0, 0});
  // Bounds: one to four, since this source tells zeros; and shares that nobody measured.
  CHECK(demand.target_low[0] == Approx(0.88 * (3.75 + 0.5)).margin(0.011));
  CHECK(demand.target_high[0] == Approx(1.14 * (3.75 + 2.0)).margin(0.011));
  CHECK(demand.target_low[1] == Approx(0.88 * 20.0).margin(0.011));
  CHECK(test::count_of(result.report, "target_shares_assumed") == 1);
}

// Ages that are measured, so that only secrecy is in the bounds: 0.5 of 15-24 and 0.75 of 25-44.
TEST_CASE("target group: two secret bands share what the total leaves", "[demand][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("pc4.geojson",
                                 test::collection({test::feature(
                                     R"("postcode":"7511","inwoners":900,"inw_15_19":50,"inw_20_24":50,"inw_25_29":50,)"
                                     R"("inw_30_34":50,"inw_35_39":50,"inw_40_44":50)",
                                     test::square(240'000.0, 480'000.0, 5000))}));
  const auto ages = ingest::read_population(test::source_of(path, "population_ages"), {}, test::kControl).table;
  demand::SpreadOptions options;
  options.ages = &ages;
  // Five people, 15-24 and 25-44 secret and nobody else: of 2.5 to 7.5, each 1 to 4. At least 1.5 and 1, since the two
  // are 2.5; at most 4 of 25-44, which leave 3.5. Twenty people: room for all that is secret.
  const auto areas = read(csv_of({{5, {0, kSecret, kSecret, 0, 0}},
                                  {20, {5, kSecret, kSecret, 5, 5}},
                                  {60, {10, 10, 20, 10, 10}},
                                  {10, {5, kSecret, kSecret, kSecret, 0}}}));
  const auto result = demand_of(areas, options);
  const auto& demand = result.demand;  // bounds are rounded outwards to a hundredth
  CHECK(demand.target_low[0] == Approx(0.5 * 1.5 + 0.75).margin(0.0101));
  CHECK(demand.target_high[0] == Approx(0.5 * 3.5 + 0.75 * 4).margin(0.0101));
  CHECK(demand.target_low[1] == Approx(0.5 + 0.75).margin(0.0101));
  CHECK(demand.target_high[1] == Approx(0.5 * 4 + 0.75 * 4).margin(0.0101));
  CHECK(demand.target[1].value() <= 0.5 + 0.75 * 4);  // five are left as the numbers stand
  // 45-64 takes one of the 12.5 - 2.5 at least: no limit for the other two.
  CHECK(demand.target_high[3] == Approx(0.5 * 4 + 0.75 * 4).margin(0.0101));
}

TEST_CASE("target group: where zeros are not told, a secret band may be nobody", "[demand][unit]") {
  const auto areas = read(csv_of({{50, {5, kSecret, 5, 20, 15}}, {60, {10, 10, 20, 10, 10}}}));
  CHECK(areas.bands[0][0].low == 0.0);
  CHECK(areas.bands[0][0].high == 4.0);
}

TEST_CASE("target group: what is secret for another reason than being few is not held to be few", "[demand][unit]") {
  // A hundred people and every band secret: 5 x 4 at most cannot be a hundred.
  const auto areas = read(csv_of({{100, {kSecret, kSecret, kSecret, kSecret, kSecret}}, {60, {10, 10, 20, 10, 10}}}));
  const auto& demand = demand_of(areas).demand;
  CHECK(demand.target[0].value() == Approx(100.0 * 20.0 / 60.0).margin(0.01));
}

TEST_CASE("target group: unknown is not secret", "[demand][unit]") {
  const auto areas = read(csv_of({{50, {5, -99995, 5, 20, 15}}, {60, {10, 10, 20, 10, 10}}, {40, {0, 10, 15, 5, 10}}}));
  CHECK(areas.bands[0][0].high == 17.5);  // 52.5 - 2.5 - 2.5 - 17.5 - 12.5
  CHECK(areas.bands[0][0].room == 5.0);
}

TEST_CASE("target group: every estimate of random cells is possible, and the bounds hold the truth",
          "[demand][property]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  trek::core::Random random{seed};
  std::vector<Cell> truth;
  std::vector<Cell> told;
  while (truth.size() < 300) {
    const Cell cell = random_cell(random);
    if (cell.inhabitants < 5) continue;
    truth.push_back(cell);
    told.push_back(published(cell));
  }
  const auto areas = read(csv_of(told));
  const auto result = demand_of(areas);
  REQUIRE(result.demand.size() == truth.size());
  double sum = 0.0;
  double true_sum = 0.0;
  for (std::size_t row = 0; row < truth.size(); ++row) {
    CAPTURE(row, told[row].inhabitants, told[row].bands);
    const Interval interval = possible(told[row]);
    const double target = result.demand.target[row].value();
    CHECK(target >= interval.low - 0.006);
    CHECK(target <= interval.high + 0.006);
    // The truth by the same shares, to within the rounding of what is published, which stays out of the bounds.
    double real = 0.0;
    double rounding = 0.0;
    for (const auto& [band, share] : {std::pair{1U, 0.5}, std::pair{2U, 0.75}}) {
      real += share * truth[row].bands.at(band);
      if (told[row].bands.at(band) != kSecret) rounding += share * 2.0;
    }
    CHECK(real >= result.demand.target_low[row] - rounding);
    CHECK(real <= result.demand.target_high[row] + rounding + 1e-9);
    sum += target;
    true_sum += real;
  }
  CHECK(sum == Approx(true_sum).epsilon(0.1));
}

TEST_CASE("target group: a band of five years that is secret leaves the other three", "[demand][unit]") {
  const test::TemporaryFolder folder;
  const auto pc4 = [](const char* code, double x, const char* second) {
    return test::feature(std::string{R"("postcode":")"} + code + R"(","inwoners":500,"inw_20_24":10,"inw_25_29":)" +
                             second + R"(,"inw_30_34":30,"inw_35_39":40)",
                         test::square(x, 480'000.0, 500));
  };
  const auto path =
      folder.write("pc4.geojson", test::collection({pc4("7511", 240'000.0, "20"), pc4("7512", 240'500.0, "-99997")}));
  const auto areas = ingest::read_population(test::source_of(path, "population"), {}, test::kControl).table;
  const auto result = demand_of(areas);
  double low = 0.0;
  double high = 0.0;
  double target = 0.0;
  for (std::size_t row = 0; row < result.demand.size(); ++row) {
    if (!result.demand.key[row].starts_with("7512")) continue;
    low += result.demand.target_low[row];
    high += result.demand.target_high[row];
    target += result.demand.target[row].value();
  }
  CHECK(low == Approx(80.0 - 3 * 2.5).margin(0.3));
  CHECK(high == Approx(80.0 + 3 * 2.5 + 4.0).margin(0.3));
  CHECK(target > 80.0);
  CHECK(target <= 84.0);
  CHECK(test::count_of(result.report, "target_shares_assumed") == 0);
  CHECK(test::count_of(result.report, "no_built_up") == 1);
}

TEST_CASE("target group: estimates move within their bounds until they meet the total of a neighbourhood",
          "[demand][unit]") {
  const auto areas =
      read(csv_of({{50, {5, kSecret, 5, 20, 15}}, {50, {5, kSecret, 5, 20, 15}}, {40, {0, 10, 15, 5, 10}}}));
  model::PopulationAreas totals;
  totals.key = {"BU1"};
  totals.area.append({geo::rectangle({240'000.0, 480'000.0, 241'000.0, 481'000.0})});
  totals.inhabitants = {140.0};
  for (const auto& [wanted, expected] : {std::pair{27.0, 5.375}, std::pair{25.25, 4.5}, std::pair{27.8, 5.75}}) {
    totals.target = {wanted};
    demand::SpreadOptions options;
    options.totals = &totals;
    const auto result = demand_of(areas, options);
    CAPTURE(wanted);
    CHECK(result.demand.target[2].value() == 16.25);
    CHECK(result.demand.target[0].value() == Approx(expected).margin(0.0051));
    CHECK(result.demand.target[1].value() == Approx(expected).margin(0.0051));
    CHECK(result.repair[0].target_shared == Approx(2 * expected).margin(0.02));
  }
  totals.target = {60.0};  // the bands say 27.75 at most
  demand::SpreadOptions options;
  options.totals = &totals;
  const auto result = demand_of(areas, options);
  CHECK(test::count_of(result.report, "target_totals_disagree") == 1);
  CHECK(result.demand.target[0].value() <= 5.75);
}

TEST_CASE("target group: shares of wide bands are measured where there are bands of five years", "[demand][unit]") {
  const test::TemporaryFolder folder;
  // 15-24: 60 of 100 are 20 or older; 25-44: 150 of 200 are 39 or younger.
  const auto path = folder.write("pc4.geojson",
                                 test::collection({test::feature(
                                     R"("postcode":"7511","inwoners":900,"inw_15_19":40,"inw_20_24":60,"inw_25_29":50,)"
                                     R"("inw_30_34":50,"inw_35_39":40,"inw_40_44":60)",
                                     test::square(240'000.0, 480'000.0, 5000))}));
  const auto ages = ingest::read_population(test::source_of(path, "population_ages"), {}, test::kControl).table;
  const auto areas = read(csv_of({{60, {10, 10, 20, 10, 10}}}));
  demand::SpreadOptions options;
  options.ages = &ages;
  const auto result = demand_of(areas, options);
  CHECK(result.demand.inhabitants[0] == 60.0);  // ages are no totals
  CHECK(result.demand.target[0].value() == 0.6 * 10 + 0.7 * 20);
  CHECK(result.demand.target_low[0] == 20.0);
  CHECK(result.demand.target_high[0] == 20.0);
  REQUIRE(result.shares.size() == 1);
  CHECK(result.shares[0]->of_15_25 == 0.6);
  CHECK(result.shares[0]->of_25_45 == Approx(0.7));
  CHECK(test::count_of(result.report, "target_shares_assumed") == 0);
}

TEST_CASE("population: an area that is drawn otherwise than stated is told, in any unit", "[demand][unit]") {
  const test::TemporaryFolder folder;
  struct Unit {
    const char* field;
    double right;
  };
  for (const auto& [field, right] : {Unit{"area_m2", 250'000.0}, Unit{"area_ha", 25.0}, Unit{"area_km2", 0.25}}) {
    const auto area = [name = field](const char* key, double x, double stated) {
      return test::feature(
          std::string{R"("key":")"} + key + R"(","inhabitants":900,")" + name + "\":" + std::to_string(stated),
          test::square(x, 480'000.0, 500));
    };
    const auto path = folder.write(
        "areas.geojson", test::collection({area("whole", 240'000.0, right), area("sliver", 241'000.0, 40.0 * right),
                                           area("unknown", 242'000.0, 0.0), area("grown", 243'000.0, 0.5 * right)}));
    CAPTURE(field);
    const auto loaded = ingest::read_population(test::source_of(path, "population"), {}, test::kControl);
    test::check_balance(loaded);
    REQUIRE(test::count_of(loaded.report, "area_differs") == 2);
    CHECK(loaded.report.findings()[0].record == "sliver");
    CHECK(loaded.report.findings()[0].location.has_value());
    CHECK(loaded.table.size() == 4);
  }
}

TEST_CASE("population: people on too little ground are told", "[demand][unit]") {
  model::PopulationAreas areas;
  const auto add = [&](const char* key, geo::Box box, double people) {
    areas.key.emplace_back(key);
    areas.area.append({geo::rectangle(box)});
    areas.inhabitants.emplace_back(people);
    areas.target.emplace_back(people / 4);
  };
  add("point", {240'010.0, 480'010.0, 240'030.0, 480'030.0}, 3520.0);    // holds no middle of a cell
  add("sliver", {241'000.0, 480'000.0, 241'100.0, 480'100.0}, 3520.0);   // holds one
  add("corner", {242'000.0, 480'000.0, 244'000.0, 482'000.0}, 3520.0);   // one of its cells is built up
  add("village", {244'000.0, 480'000.0, 246'000.0, 482'000.0}, 3520.0);  // twenty are
  add("farms", {248'000.0, 480'000.0, 250'000.0, 482'000.0}, 200.0);     // none is
  add("nobody", {252'010.0, 480'010.0, 252'030.0, 480'030.0}, 0.0);
  model::NamedAreas town;
  town.key = {"1"};
  town.name = {"Town"};
  town.kind = {"woonkern"};
  town.inhabitants.resize(1);
  town.area.append({geo::rectangle({243'900.0, 480'000.0, 246'000.0, 480'100.0})});
  town.key.emplace_back("2");
  town.name.emplace_back("Town");
  town.kind.emplace_back("woonkern");
  town.inhabitants.resize(2);
  town.area.append({geo::rectangle({241'000.0, 480'000.0, 241'100.0, 480'100.0})});
  const auto result = demand::build_demand(areas, &town, around_the_cells(), {}, test::kControl);
  std::vector<std::string> told;
  for (const auto& finding : result.report.findings()) {
    told.push_back(finding.record.en + ": " + finding.rule);
    CHECK(finding.location.has_value());
  }
  CHECK(told == std::vector<std::string>{"point: area_without_cell", "sliver: area_too_dense", "corner: area_too_dense",
                                         "farms: area_without_built_up"});
}

TEST_CASE("population: people are hundredths that add up to their area", "[demand][property]") {
  model::PopulationAreas areas;
  trek::core::Random random{7};
  for (int i = 0; i < 40; ++i) {
    const double x = 240'000.0 + 1000.0 * (i % 8);
    const double y = 480'000.0 + 1000.0 * (i / 8);
    areas.key.push_back(std::to_string(i));
    areas.area.append({geo::rectangle({x, y, x + random.uniform(150.0, 990.0), y + random.uniform(150.0, 990.0)})});
    areas.inhabitants.emplace_back(std::floor(random.uniform(1.0, 3000.0)));
    areas.target.emplace_back(std::floor(*areas.inhabitants.back() * random.uniform(0.0, 1.0)));
  }
  const auto result = demand_of(areas);
  std::vector<long long> people(40);
  std::vector<long long> target(40);
  for (std::size_t row = 0; row < result.demand.size(); ++row) {
    const auto area = static_cast<std::size_t>(std::stoi(result.demand.key[row]));
    const double hundredths = result.demand.inhabitants[row] * 100.0;
    CHECK(hundredths == Approx(std::round(hundredths)).margin(1e-6));
    people.at(area) += std::llround(hundredths);
    target.at(area) += std::llround(result.demand.target[row].value() * 100.0);
    CHECK(result.demand.target_low[row] <= result.demand.target[row].value());
    CHECK(result.demand.target_high[row] >= result.demand.target[row].value());
  }
  for (std::size_t area = 0; area < 40; ++area) {
    CHECK(people[area] == std::llround(*areas.inhabitants[area] * 100.0));
    CHECK(target[area] == std::llround(*areas.target[area] * 100.0));
  }
}
