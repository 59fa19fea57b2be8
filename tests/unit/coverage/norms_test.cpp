#include "trek/coverage/norms.hpp"

#include <limits>
#include <string>

#include "support/catch.hpp"
#include "support/coverage_case.hpp"
#include "trek/core/error.hpp"
#include "trek/core/random.hpp"

using namespace trek;
using coverage::NormCoverage;
using model::Level;
using model::MunicipalityIdx;
using test::CoverageCase;

namespace {

constexpr std::uint32_t kMinute_ds = 600;

core::Deciseconds norm_of(std::uint32_t minutes) { return core::Deciseconds{minutes * kMinute_ds}; }

/// Two villages: in the first 100 people at 8 minutes of a place, 50 at 12; in the second 30 at 25, 20 off the streets.
CoverageCase two_villages() {
  CoverageCase input{2};
  input.add_demand(MunicipalityIdx{0U}, 100, 30.0, 8 * kMinute_ds);
  input.add_demand(MunicipalityIdx{0U}, 50, std::nullopt, 12 * kMinute_ds);
  input.add_demand(MunicipalityIdx{1U}, 30, 10.0, 25 * kMinute_ds);
  input.add_demand(MunicipalityIdx{1U}, 20, 5.0, std::nullopt);
  input.add_demand(MunicipalityIdx{}, 999, 99.0, 1 * kMinute_ds);  // outside
  auto& access = input.modes[0];
  access.norms = {norm_of(10), norm_of(15), norm_of(30)};
  const std::vector<std::uint32_t> local{12 * kMinute_ds, 12 * kMinute_ds, 25 * kMinute_ds, access::kUnreachable_ds,
                                         600};
  const std::vector<std::uint32_t> beacon{8 * kMinute_ds, 28 * kMinute_ds, access::kUnreachable_ds,
                                          access::kUnreachable_ds, 600};
  access.by_level = {{Level::local, local}, {Level::beacon, beacon}};
  return input;
}

const NormCoverage& row(const std::vector<NormCoverage>& rows, MunicipalityIdx municipality, std::optional<Level> level,
                        std::uint32_t minutes) {
  for (const NormCoverage& one : rows) {
    if (one.municipality == municipality && one.level == level && one.norm == norm_of(minutes)) return one;
  }
  FAIL("no such row");
  return rows.front();
}

}  // namespace

TEST_CASE("at_norms: two villages by hand", "[coverage][unit]") {
  const CoverageCase input = two_villages();
  const auto rows = coverage::at_norms(2, input.demand, input.modes);
  REQUIRE(rows.size() == 3 * 3 * 3);  // the region and two villages, any level and two, three norms
  const auto& region = row(rows, {}, {}, 15);
  CHECK(region.inhabitants == 200.0);
  CHECK(region.unknown_inhabitants == 20.0);
  CHECK(region.within == 150.0);
  CHECK(region.served_share().value() == Approx(150.0 / 180.0));
  CHECK(region.target == 45.0);
  CHECK(region.target_within == 30.0);
  CHECK(region.target_served_share().value() == Approx(30.0 / 40.0));
  CHECK(row(rows, MunicipalityIdx{0U}, {}, 10).within == 100.0);
  CHECK(row(rows, MunicipalityIdx{0U}, Level::local, 10).within == 0.0);
  CHECK(row(rows, MunicipalityIdx{0U}, Level::local, 15).within == 150.0);
  CHECK(row(rows, MunicipalityIdx{0U}, Level::beacon, 10).within == 100.0);
  CHECK(row(rows, MunicipalityIdx{0U}, Level::beacon, 30).within == 150.0);
  CHECK(row(rows, MunicipalityIdx{1U}, Level::beacon, 30).within == 0.0);  // known to reach none
  CHECK(row(rows, MunicipalityIdx{1U}, Level::beacon, 30).served_share() == 0.0);
  CHECK_FALSE(rows.front().municipality.valid());  // the region is in front
}

TEST_CASE("at_norms: exactly at the norm is within; without levels there are none; nobody known has no share",
          "[coverage][unit]") {
  CoverageCase input{1};
  input.add_demand(MunicipalityIdx{0U}, 10, 4.0, 9000);
  auto rows = coverage::at_norms(1, input.demand, input.modes);
  REQUIRE(rows.size() == 2);  // the mode's own norm alone
  CHECK(rows[1].within == 10.0);
  CHECK_FALSE(rows[1].level);
  input.modes[0].connected[0] = 0;
  rows = coverage::at_norms(1, input.demand, input.modes);
  CHECK_FALSE(rows[1].served_share());
  CHECK_FALSE(rows[1].target_served_share());
  CHECK(rows[1].within == 0.0);
  CHECK(coverage::at_norms(1, input.demand, {}).empty());
}

TEST_CASE("at_norms: tables that do not fit are refused", "[coverage][unit]") {
  CoverageCase input = two_villages();
  CHECK_THROWS_AS(coverage::at_norms(1, input.demand, input.modes), core::Error);
  input.modes[0].by_level[1].time_ds.pop_back();
  CHECK_THROWS_AS(coverage::at_norms(2, input.demand, input.modes), core::Error);
}

TEST_CASE("at_norms: at the mode's own norm the same as coverage, and plain loops at all", "[coverage][property]") {
  const auto seed = GENERATE(range(0U, 100U));
  CAPTURE(seed);
  core::Random random{seed};
  constexpr std::size_t kCount = 4;
  CoverageCase input{kCount};
  for (auto rows = random.below(80); rows > 0; --rows) {
    const auto drawn = random.below(kCount + 1);
    std::optional<double> target;
    std::optional<std::uint32_t> time_ds;
    if (random.below(4) != 0) target = static_cast<double>(random.below(20));
    if (random.below(6) != 0) time_ds = static_cast<std::uint32_t>(random.below(30) * kMinute_ds);
    input.add_demand(drawn == kCount ? MunicipalityIdx{} : MunicipalityIdx{drawn},
                     static_cast<double>(random.below(50)), target, time_ds);
  }
  auto& access = input.modes[0];
  access.norms = {norm_of(5), norm_of(15), norm_of(25)};
  access::LevelTimes beacons{Level::beacon, {}};
  for (std::size_t i = 0; i < input.demand.size(); ++i)
    beacons.time_ds.push_back(static_cast<std::uint32_t>(random.below(60) * kMinute_ds));
  access.by_level = {beacons};
  const auto rows = coverage::at_norms(kCount, input.demand, input.modes);
  const auto all = input.coverage();
  for (const NormCoverage& one : rows) {
    double within = 0.0;
    double target_within = 0.0;
    for (std::size_t i = 0; i < input.demand.size(); ++i) {
      const MunicipalityIdx own = input.demand.municipality[i];
      const bool here = one.municipality.valid() ? own == one.municipality : own.valid();
      const std::uint32_t time_ds = one.level ? beacons.time_ds[i] : access.nearest[i].time_ds;
      if (!here || access.connected[i] == 0 || time_ds > one.norm.count()) continue;
      within += input.demand.inhabitants[i];
      target_within += input.demand.target[i].value_or(0.0);
    }
    REQUIRE(one.within == Approx(within));
    REQUIRE(one.target_within == Approx(target_within));
    if (one.level || one.norm != access.norm || !one.municipality.valid()) continue;
    const auto& mode = all[one.municipality.value()].modes[0];
    CHECK(one.served_share() == mode.served_share);
    CHECK(one.target_served_share().has_value() == mode.target_served_share.has_value());
    if (mode.target_served_share) CHECK(*one.target_served_share() == Approx(*mode.target_served_share));
  }
}
