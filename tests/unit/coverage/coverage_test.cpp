#include "trek/coverage/coverage.hpp"

#include <limits>

#include "support/catch.hpp"
#include "support/coverage_case.hpp"
#include "trek/core/error.hpp"

using trek::access::kUnreachable_ds;
using trek::model::MunicipalityIdx;
using trek::model::SiteIdx;
using trek::test::CoverageCase;

namespace {
const MunicipalityIdx kHere{0U};
const MunicipalityIdx kThere{1U};
const MunicipalityIdx kOutside{};
}  // namespace

TEST_CASE("coverage: shares and times of one municipality", "[coverage][unit]") {
  CoverageCase input{2};
  input.add_demand(kHere, 50.0, 10.0, 6000);                 // 10 min
  input.add_demand(kHere, 30.0, 5.0, 9000);                  // at the norm, exactly: served
  input.add_demand(kHere, 20.0, {}, 9001);                   // just beyond
  input.add_demand(kHere, 100.0, 25.0, std::nullopt, true);  // not on the network: unknown, not unserved
  const auto rows = input.coverage();
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].municipality == kHere);
  CHECK(rows[0].inhabitants == 200.0);
  CHECK(rows[0].target == 40.0);
  CHECK(rows[0].target_unknown_inhabitants == 20.0);
  CHECK(rows[0].target_estimated_share == 0.625);
  const auto& mode = rows[0].modes.at(0);
  CHECK(mode.served_share == Approx(0.8));
  CHECK(mode.target_served_share == 1.0);
  CHECK(mode.mean_time_min == Approx((50.0 * 10.0 + 30.0 * 15.0 + 20.0 * 9001.0 / 600.0) / 100.0));
  CHECK(mode.p90_time_min == Approx(9001.0 / 600.0));
  CHECK(mode.unknown_share == 0.5);

  CHECK(rows[1].inhabitants == 0.0);  // nobody lives there: no shares
  CHECK_FALSE(rows[1].modes.at(0).served_share.has_value());
  CHECK_FALSE(rows[1].modes.at(0).p90_time_min.has_value());
  CHECK(rows[1].modes.at(0).unknown_share == 0.0);
}

TEST_CASE("coverage: the supply that people of 20-40 have, as far as it is known", "[coverage][unit]") {
  CoverageCase input{2};
  input.add_demand(kHere, 50.0, 10.0, 6000);
  input.add_demand(kHere, 50.0, 30.0, 6000);
  input.add_demand(kHere, 50.0, 5.0, std::nullopt, true);
  input.add_demand(kHere, 20.0, {}, 6000);
  CHECK_FALSE(input.coverage()[0].modes.at(0).target_supply.has_value());  // not asked
  input.modes[0].supply = {2.0, 4.0, std::numeric_limits<double>::quiet_NaN(), 9.0};
  CHECK(input.coverage()[0].modes.at(0).target_supply == Approx((10.0 * 2.0 + 30.0 * 4.0) / 40.0));
  CHECK_FALSE(input.coverage()[1].modes.at(0).target_supply.has_value());
}

TEST_CASE("coverage: P90 is empty when a tenth reaches no place", "[coverage][unit]") {
  CoverageCase input{1};
  input.add_demand(kHere, 90.0, {}, 1200);
  input.add_demand(kHere, 10.0, {}, kUnreachable_ds);
  input.modes[0].connected[1] = 1;  // known: no place within reach
  CHECK(input.coverage()[0].modes[0].p90_time_min == 2.0);
  CHECK(input.coverage()[0].modes[0].served_share == 0.9);
  CHECK(input.coverage()[0].modes[0].mean_time_min == 2.0);
  CHECK_FALSE(input.coverage()[0].modes[0].target_served_share.has_value());
  input.demand.inhabitants[1] = 11.0;
  CHECK_FALSE(input.coverage()[0].modes[0].p90_time_min.has_value());
}

TEST_CASE("coverage: without existing places nobody is served, which is known", "[coverage][unit]") {
  CoverageCase input{1};
  input.add_demand(kHere, 90.0, 9.0, kUnreachable_ds);
  const auto mode = input.coverage()[0].modes[0];
  CHECK(mode.served_share == 0.0);
  CHECK(mode.target_served_share == 0.0);
  CHECK_FALSE(mode.mean_time_min.has_value());
}

TEST_CASE("coverage: counts places and sites, and finds the best site", "[coverage][unit]") {
  CoverageCase input{2};
  input.add_place(kHere);
  input.add_place(kHere, false);  // a cafe: does not count for the norm
  input.add_place(kOutside);
  input.add_site(kHere, 4);
  input.add_site(kHere, 2);
  input.add_site(kHere, 2);  // the same rank: the first row stands for both
  input.add_site(kHere, {});
  input.add_site(kThere, {});
  input.add_site(kOutside, 1);
  const auto rows = input.coverage();
  REQUIRE(rows.size() == 2);  // no demand outside: no row for it
  CHECK(rows[0].existing_place_count == 1);
  CHECK(rows[0].site_count == 4);
  CHECK(rows[0].best_site == SiteIdx{1U});
  CHECK(rows[1].site_count == 1);
  CHECK_FALSE(rows[1].best_site.has_value());
}

TEST_CASE("coverage: without a source of places nothing is known of their number", "[coverage][unit]") {
  CoverageCase input{1};
  input.add_demand(kHere, 90.0, 9.0, kUnreachable_ds);
  CHECK_FALSE(input.coverage()[0].existing_place_count.has_value());
  CHECK_FALSE(input.coverage()[0].modes[0].served_by_own_share.has_value());
  input.add_place(kOutside);
  CHECK(input.coverage()[0].existing_place_count == 0);
  CHECK(input.coverage()[0].modes[0].served_by_own_share == 0.0);
}

TEST_CASE("coverage: whose place serves whom, and which site would serve the rest", "[coverage][unit]") {
  CoverageCase input{2};
  input.add_place(kHere);
  input.add_place(kThere);
  input.add_place(kOutside);
  input.add_demand(kHere, 50.0, 10.0, 6000);
  input.add_demand(kHere, 30.0, 5.0, 6000);
  input.add_demand(kHere, 10.0, 1.0, 6000);
  input.add_demand(kHere, 10.0, 4.0, 9001);          // served by nobody
  input.add_demand(kHere, 70.0, 7.0, std::nullopt);  // off the network: nobody knows
  input.modes[0].nearest[1].site = 1;                // across the border
  input.modes[0].nearest[2].site = 2;                // outside the region
  for (const std::optional<std::uint32_t> rank : {std::optional{3U}, std::optional{2U}, std::optional{1U}, {}})
    input.add_site(kHere, rank);
  input.modes[0].own_gap = {10.0, 10.0, 4.0, 10.0};  // the last is ruled out
  input.modes[0].own_gap_target = {0.0, 0.0, 0.0, 4.0};
  const auto mode = input.coverage()[0].modes[0];
  CHECK(mode.served_share == Approx(0.9));
  CHECK(mode.served_by_own_share == Approx(0.5));
  CHECK(mode.served_by_others_share == Approx(0.4));
  CHECK(mode.target_served_share == Approx(16.0 / 20.0));
  CHECK(mode.gap == Approx(10.0));
  CHECK(mode.gap_target == 4.0);
  REQUIRE(mode.gap_site.has_value());
  CHECK(mode.gap_site->site == SiteIdx{1U});  // as many as the first, and better ranked
  CHECK(mode.gap_site->people == 10.0);
  CHECK_FALSE(mode.gap_target_site.has_value());
  input.modes[0].nearest[1].site = 3;
  CHECK_THROWS_AS(input.coverage(), trek::core::Error);
}

TEST_CASE("coverage: whom a place beyond the data may serve, and how many may be of the target group",
          "[coverage][unit]") {
  CoverageCase input{1};
  input.add_demand(kHere, 60.0, 12.0, 6000);
  input.add_demand(kHere, 30.0, 6.0, 9001);
  input.add_demand(kHere, 10.0, 2.0, 9001);
  input.modes[0].may_be_served = {1, 1, 0};  // the first is served already, and counts once
  input.demand.target_low = {10.0, 6.0, 2.0};
  input.demand.target_high = {12.0, 9.0, 5.0};
  const auto row = input.coverage()[0];
  CHECK(row.modes[0].served_share == Approx(0.6));
  CHECK(row.modes[0].served_share_high == Approx(0.9));
  CHECK(row.modes[0].target_served_share == Approx(0.6));
  CHECK(row.modes[0].target_served_share_high == Approx(0.9));
  CHECK(row.target_low == 18.0);
  CHECK(row.target == 20.0);
  CHECK(row.target_high == 26.0);
}

TEST_CASE("coverage: demand outside every municipality has a row of its own", "[coverage][unit]") {
  CoverageCase input{1};
  input.add_demand(kOutside, 7.0, {}, 600);
  input.add_place(kOutside);
  const auto rows = input.coverage();
  REQUIRE(rows.size() == 2);
  CHECK_FALSE(rows[1].municipality.valid());
  CHECK(rows[1].inhabitants == 7.0);
  CHECK(rows[1].existing_place_count == 1);
  CHECK(CoverageCase{0}.coverage().empty());
}

TEST_CASE("coverage: refuses columns that do not fit", "[coverage][unit]") {
  CoverageCase input{1};
  input.add_demand(kHere, 7.0, {}, 600);
  CHECK_NOTHROW(input.coverage());
  auto short_access = input;
  short_access.modes[0].nearest.clear();
  CHECK_THROWS_AS(short_access.coverage(), trek::core::Error);
  auto unknown_municipality = input;
  unknown_municipality.demand.municipality[0] = kThere;
  CHECK_THROWS_AS(unknown_municipality.coverage(), trek::core::Error);
  auto short_rank = input;
  short_rank.add_site(kHere, 1);
  short_rank.site_rank.clear();
  CHECK_THROWS_AS(short_rank.coverage(), trek::core::Error);
}
