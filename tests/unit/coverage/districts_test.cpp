#include "trek/coverage/districts.hpp"

#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/coverage_case.hpp"
#include "trek/core/error.hpp"
#include "trek/core/random.hpp"
#include "trek/coverage/norms.hpp"

using namespace trek;
using coverage::DistrictRows;
using model::DistrictIdx;
using model::MunicipalityIdx;
using test::CoverageCase;

namespace {

constexpr std::uint32_t kDistrictMinute_ds = 600;
const MunicipalityIdx kTown{0U};

struct DistrictCase {
  CoverageCase input{1};
  DistrictRows rows;

  void add(DistrictIdx district, MunicipalityIdx municipality, double people, std::optional<double> target,
           std::optional<std::uint32_t> minutes, std::uint32_t place) {
    input.add_demand(municipality, people, target,
                     minutes ? std::optional<std::uint32_t>{*minutes * kDistrictMinute_ds} : std::nullopt);
    input.modes[0].nearest.back().site = place;
    rows.demand.push_back(district);
  }
  [[nodiscard]] std::vector<coverage::DistrictCoverage> coverage() const {
    return coverage::by_district(2, rows, input.demand, &input.places, input.sites, input.site_rank, input.modes);
  }
};

//  A (160 people)               B (60)                         in no district: 10      another region: 999
//  100 at 8 min of place 0      40 at 25 min of place 1        5 min of place 0
//  60 at 12 min of place 1      20 off the streets
DistrictCase two_districts() {
  DistrictCase made;
  made.input.add_place(kTown);
  made.input.add_place(kTown);
  made.rows.places = {DistrictIdx{0U}, DistrictIdx{1U}};
  made.input.add_site(kTown, 2);
  made.input.add_site(kTown, 1);
  made.input.add_site(kTown, std::nullopt);
  made.rows.sites = {DistrictIdx{0U}, DistrictIdx{1U}, DistrictIdx{}};
  made.add(DistrictIdx{0U}, kTown, 100, 30.0, 8, 0);
  made.add(DistrictIdx{0U}, kTown, 60, std::nullopt, 12, 1);
  made.add(DistrictIdx{1U}, kTown, 40, 10.0, 25, 1);
  made.add(DistrictIdx{1U}, kTown, 20, 5.0, std::nullopt, 0);
  made.add(DistrictIdx{}, kTown, 10, 2.0, 5, 0);
  made.add(DistrictIdx{0U}, MunicipalityIdx{}, 999, 99.0, 1, 0);
  return made;
}

geo::MultiPolygon square(double x_m, double y_m, double side_m) {
  return {geo::rectangle({x_m, y_m, x_m + side_m, y_m + side_m})};
}

}  // namespace

TEST_CASE("by_district: two districts, people in none of them and people of elsewhere, by hand", "[coverage][unit]") {
  const auto found = two_districts().coverage();
  REQUIRE(found.size() == 3);
  const auto& a = found[0];
  CHECK(a.district == DistrictIdx{0U});
  CHECK(a.inhabitants == 160.0);  // without the 999 of another region
  CHECK(a.target == 30.0);
  CHECK(a.target_unknown_inhabitants == 60.0);
  CHECK(a.existing_place_count == 1U);
  CHECK(a.best_site == model::SiteIdx{0U});
  CHECK(a.modes[0].served_share == 1.0);
  CHECK(a.modes[0].served_by_own_share == Approx(100.0 / 160.0));    // 60 go to the place next door
  CHECK(a.modes[0].served_by_others_share == Approx(60.0 / 160.0));  // of the same town
  CHECK(a.modes[0].mean_time_min == Approx((100.0 * 8 + 60.0 * 12) / 160.0));
  const auto& b = found[1];
  CHECK(b.inhabitants == 60.0);
  CHECK(b.modes[0].served_share == 0.0);
  CHECK(b.modes[0].gap == 40.0);
  CHECK(b.modes[0].unknown_share == Approx(20.0 / 60.0));
  CHECK(b.best_site == model::SiteIdx{1U});
  CHECK_FALSE(b.modes[0].gap_site);
  const auto& none = found[2];
  CHECK_FALSE(none.district.valid());
  CHECK(none.inhabitants == 10.0);
  CHECK(none.modes[0].served_share == 1.0);
  CHECK(none.modes[0].served_by_own_share == 0.0);
  CHECK_FALSE(none.existing_place_count);
}

TEST_CASE("by_district: everybody in a district has no last row; tables that do not fit are refused",
          "[coverage][unit]") {
  DistrictCase made = two_districts();
  made.rows.demand[4] = DistrictIdx{1U};
  CHECK(made.coverage().size() == 2);
  made.rows.demand[0] = DistrictIdx{2U};
  CHECK_THROWS_AS(made.coverage(), core::Error);
  made = two_districts();
  made.rows.places.pop_back();
  CHECK_THROWS_AS(made.coverage(), core::Error);
  made = two_districts();
  made.rows.sites.pop_back();
  CHECK_THROWS_AS(made.coverage(), core::Error);
}

TEST_CASE("at_norms_by_district: by hand, by level and norm", "[coverage][unit]") {
  DistrictCase made = two_districts();
  auto& access = made.input.modes[0];
  access.norms = {core::Deciseconds{10 * kDistrictMinute_ds}, core::Deciseconds{15 * kDistrictMinute_ds}};
  access.by_level = {{model::Level::beacon, {6000, 20'000, 9000, 0, 6000, 0}}};
  const auto rows = coverage::at_norms_by_district(2, made.rows.demand, made.input.demand, made.input.modes);
  REQUIRE(rows.size() == 3 * 2 * 2);  // two districts and none, any level and beacons, two norms
  CHECK(rows[0].district == DistrictIdx{0U});
  CHECK(rows[0].within == 100.0);
  CHECK(rows[1].within == 160.0);
  CHECK(rows[2].level == model::Level::beacon);
  CHECK(rows[2].within == 100.0);  // 10 minutes is within 10
  CHECK(rows[3].within == 100.0);
  CHECK(rows[4].district == DistrictIdx{1U});
  CHECK(rows[5].within == 0.0);
  CHECK(rows[7].within == 40.0);
  CHECK(rows[7].served_share() == 1.0);  // 20 are unknown
  CHECK(rows[7].unknown_inhabitants == 20.0);
  CHECK_FALSE(rows[8].district.valid());
  CHECK(rows[8].within == 10.0);
  CHECK_FALSE(rows[0].municipality.valid());
  made.rows.demand.pop_back();
  CHECK_THROWS_AS(coverage::at_norms_by_district(2, made.rows.demand, made.input.demand, made.input.modes),
                  core::Error);
}

TEST_CASE("by_district: districts that are the municipalities say the same as these, and all add up to the region",
          "[coverage][property]") {
  const auto seed = GENERATE(range(0U, 100U));
  CAPTURE(seed);
  core::Random random{seed};
  constexpr std::size_t kCount = 4;
  CoverageCase input{kCount};
  DistrictRows rows;
  const auto draw = [&] {
    const auto drawn = random.below(kCount + 1);
    return drawn == kCount ? std::optional<std::size_t>{} : std::optional<std::size_t>{drawn};
  };
  const auto add = [](const std::optional<std::size_t>& row, std::vector<DistrictIdx>& column) {
    column.push_back(row ? DistrictIdx{*row} : DistrictIdx{});
    return row ? MunicipalityIdx{*row} : MunicipalityIdx{};
  };
  for (auto places = 1 + random.below(6); places > 0; --places) input.add_place(add(draw(), rows.places));
  for (auto sites = random.below(9); sites > 0; --sites)
    input.add_site(add(draw(), rows.sites), static_cast<std::uint32_t>(1 + random.below(30)));
  for (auto left = random.below(60); left > 0; --left) {
    std::optional<std::uint32_t> time_ds;
    if (random.below(6) != 0) time_ds = static_cast<std::uint32_t>(random.below(18'000));
    const auto target = static_cast<double>(random.below(20));
    const auto people = static_cast<double>(random.below(50));
    input.add_demand(add(draw(), rows.demand), people, target, time_ds);
    input.modes[0].nearest.back().site = static_cast<std::uint32_t>(random.below(input.places.serves.size()));
  }
  const auto districts =
      coverage::by_district(kCount, rows, input.demand, &input.places, input.sites, input.site_rank, input.modes);
  const auto municipalities = input.coverage();
  REQUIRE(districts.size() == kCount);  // who is in no municipality is in no row
  double inhabitants = 0.0;
  double gap = 0.0;
  for (std::size_t d = 0; d < kCount; ++d) {
    CHECK(districts[d].inhabitants == municipalities[d].inhabitants);
    CHECK(districts[d].existing_place_count == municipalities[d].existing_place_count);
    CHECK(districts[d].best_site == municipalities[d].best_site);
    CHECK(districts[d].modes[0].served_share == municipalities[d].modes[0].served_share);
    CHECK(districts[d].modes[0].served_by_own_share == municipalities[d].modes[0].served_by_own_share);
    CHECK(districts[d].modes[0].p90_time_min == municipalities[d].modes[0].p90_time_min);
    CHECK(districts[d].modes[0].equity.gini == municipalities[d].modes[0].equity.gini);
    inhabitants += districts[d].inhabitants;
    gap += districts[d].modes[0].gap;
  }
  const auto region =
      coverage::of_region(input.municipalities, input.demand, &input.places, input.sites, input.site_rank, input.modes);
  CHECK(inhabitants == Approx(region.inhabitants));
  CHECK(gap == Approx(region.modes[0].gap));
}

TEST_CASE("districts_of_region: by the code that a district names, else by where it lies", "[coverage][unit]") {
  model::Municipalities towns;
  towns.code = {"GM0001", "GM0002"};
  towns.name = {"A", "B"};
  towns.area.append(square(0, 0, 1000));
  towns.area.append(square(1000, 0, 1000));
  towns.inhabitants = {std::nullopt, std::nullopt};
  model::Districts all;
  const auto add = [&](const char* code, const char* of, const geo::MultiPolygon& area) {
    all.code.emplace_back(code);
    all.name.emplace_back(code);
    all.municipality_code.emplace_back(of);
    all.inhabitants.emplace_back(std::nullopt);
    all.area.append(area);
  };
  add("named", "GM0002", square(0, 0, 400));  // the source knows better than the outline
  add("elsewhere", "GM0099", square(500, 0, 400));
  add("placed", "", square(0, 500, 400));
  add("nowhere", "", square(5000, 0, 400));
  add("shapeless", "GM0001", {});
  const auto found = coverage::districts_of_region(all, towns);
  CHECK(found.table.code == std::vector<std::string>{"named", "placed"});
  CHECK(found.municipality == std::vector{MunicipalityIdx{1U}, MunicipalityIdx{0U}});

  const std::vector<geo::Point> places{{200, 200}, {200, 700}, {700, 200}, {900, 900}};
  CHECK(coverage::districts_at(found.table, places) ==
        std::vector{DistrictIdx{0U}, DistrictIdx{1U}, DistrictIdx{}, DistrictIdx{}});

  model::Demand demand;
  for (const geo::Point place : places) {
    demand.key.emplace_back("c");
    demand.place.push_back(place);
    demand.inhabitants.push_back(10.0 * static_cast<double>(demand.key.size()));
    demand.municipality.emplace_back(0U);
  }
  demand.municipality.back() = MunicipalityIdx{};  // 40 people of elsewhere
  auto doubts = coverage::district_doubts(found.table, demand);
  CHECK(doubts.inhabitants == 60.0);
  CHECK(doubts.in_no_district == 30.0);
  CHECK(doubts.in_two_districts == 0.0);
  add("again", "GM0001", square(100, 100, 300));
  doubts = coverage::district_doubts(coverage::districts_of_region(all, towns).table, demand);
  CHECK(doubts.in_two_districts == 10.0);
}
