#include "trek/coverage/gaps.hpp"

#include <algorithm>
#include <set>

#include "support/catch.hpp"
#include "trek/core/error.hpp"
#include "trek/core/random.hpp"
#include "trek/geo/topology.hpp"

using trek::access::kUnreachable_ds;
using trek::core::Deciseconds;
using trek::core::Random;
using trek::coverage::Gap;
using trek::geo::Point;
using trek::model::MunicipalityIdx;
using trek::model::SiteIdx;

namespace {

/// People as the crow flies at 1 m a decisecond, so that the norm of 1000 ds is 1000 m.
struct GapCase {
  trek::model::Demand demand;
  trek::access::ModeAccess access{trek::model::Mode::bicycle, Deciseconds{1000}, {}, {}};
  std::vector<Point> site_places;
  std::vector<std::optional<std::uint32_t>> rank;

  void add(Point place, double people, std::optional<std::uint32_t> time_ds, std::size_t municipality = 0,
           std::uint32_t nearest = 0) {
    demand.key.push_back(std::to_string(demand.size()));
    demand.place.push_back(place);
    demand.inhabitants.push_back(people);
    demand.target.push_back(people / 4.0);
    demand.target_estimated.push_back(0);
    demand.municipality.push_back(municipality == 9 ? MunicipalityIdx{} : MunicipalityIdx{municipality});
    access.nearest.push_back({nearest, time_ds.value_or(kUnreachable_ds)});
    access.connected.push_back(time_ds ? 1 : 0);
  }
  void add_site(Point place, std::optional<std::uint32_t> its_rank) {
    site_places.push_back(place);
    rank.push_back(its_rank);
  }
  [[nodiscard]] std::vector<Gap> gaps(const trek::coverage::GapOptions& options = {}) const {
    const auto router =
        trek::access::Router::as_the_crow_flies({trek::model::Mode::bicycle, trek::core::MetersPerSecond{10.0}, 1.0});
    const auto sites = router.endpoints(site_places);
    const auto people = router.endpoints(demand.place);
    return trek::coverage::gaps(demand, access, rank, {router, sites, people}, options);
  }
};

}  // namespace

TEST_CASE("gaps: who lives near each other without a place is one gap", "[coverage][unit]") {
  GapCase input;
  input.demand.cell_size_m = 100.0;
  input.add({0, 0}, 60.0, 2000, 0, 3);
  input.add({500, 0}, 50.0, 4000, 1, 7);                 // at exactly the distance: the same gap, across the border
  input.add({500, 501}, 300.0, kUnreachable_ds - 1, 1);  // just beyond it
  input.access.nearest[2].time_ds = kUnreachable_ds;     // reaches no place at all
  input.add({100, 0}, 900.0, 1000);                      // at exactly the norm: served
  input.add({200, 0}, 900.0, std::nullopt);              // off the network: unknown
  input.add({300, 0}, 900.0, 5000, 9);                   // outside every municipality
  input.add({400, 0}, 0.0, 5000);                        // nobody lives there
  const auto gaps = input.gaps();
  REQUIRE(gaps.size() == 2);
  CHECK(gaps[0].people == 300.0);  // most people first
  CHECK(gaps[0].municipality == MunicipalityIdx{1U});
  CHECK_FALSE(gaps[0].mean_time_min.has_value());
  CHECK_FALSE(gaps[0].nearest_place.has_value());
  CHECK(gaps[1].people == 110.0);
  CHECK(gaps[1].target == 27.5);
  CHECK(gaps[1].rows == std::vector<std::uint32_t>{0, 1});
  CHECK(gaps[1].municipality == MunicipalityIdx{0U});
  CHECK(gaps[1].nearest_place == 3);
  CHECK(gaps[1].mean_time_min == Approx((60.0 * 2000 + 50.0 * 4000) / 110.0 / 600.0));
  CHECK_FALSE(gaps[1].site.has_value());
  // Two cells of a hectare, and a strip between them that is no wider.
  CHECK(gaps[1].area.size() == 1);
  CHECK(trek::geo::area_m2(gaps[1].area) > 2.1e4);
  CHECK(trek::geo::area_m2(gaps[1].area) < 6.1e4);
  CHECK(trek::geo::area_m2(gaps[0].area) == Approx(1.0e4).epsilon(0.01));
}

TEST_CASE("gaps: groups that are too small stand together, a municipality", "[coverage][unit]") {
  GapCase input;
  input.demand.cell_size_m = 100.0;
  input.add({0, 0}, 99.0, 2000, 1);
  input.add({5000, 0}, 10.0, 2000, 0);
  input.add({9000, 0}, 20.0, 2000, 0);
  input.add({20000, 0}, 100.0, 2000, 1);
  const auto gaps = input.gaps();
  REQUIRE(gaps.size() == 3);
  CHECK_FALSE(gaps[0].scattered);
  CHECK(gaps[0].people == 100.0);
  CHECK(gaps[1].scattered);
  CHECK(gaps[1].municipality == MunicipalityIdx{0U});
  CHECK(gaps[1].people == 30.0);
  CHECK(gaps[1].area.size() == 2);
  CHECK(gaps[2].people == 99.0);
}

TEST_CASE("gaps: the site that would close most of each", "[coverage][unit]") {
  GapCase input;
  input.add({0, 0}, 200.0, 5000);
  input.add({400, 0}, 100.0, 5000);
  input.add({9000, 0}, 150.0, 5000);
  input.add_site({-900, 0}, 1);     // serves the first row only
  input.add_site({600, 0}, 5);      // both
  input.add_site({-600, 0}, 4);     // both, and better ranked: at exactly the norm counts
  input.add_site({200, 0}, {});     // both, but ruled out
  input.add_site({9000, 1001}, 2);  // just too far
  const auto gaps = input.gaps();
  REQUIRE(gaps.size() == 2);
  REQUIRE(gaps[0].site.has_value());
  CHECK(gaps[0].site->site == SiteIdx{2U});
  CHECK(gaps[0].site->people == 300.0);
  CHECK_FALSE(gaps[1].site.has_value());
}

TEST_CASE("gaps: everybody without a place is in one of them, and in its area", "[coverage][property]") {
  Random random{GENERATE(range(std::uint64_t{1}, std::uint64_t{30}))};
  GapCase input;
  input.demand.cell_size_m = random.below(2) == 0 ? 100.0 : 0.0;
  for (auto rows = random.below(200); rows > 0; --rows) {
    const Point place{100.0 * static_cast<double>(random.below(80)), 100.0 * static_cast<double>(random.below(80))};
    input.add(place, static_cast<double>(1 + random.below(60)), static_cast<std::uint32_t>(500 + random.below(1000)),
              random.below(3));
  }
  for (std::uint32_t site = 0; site < 8; ++site)
    input.add_site({1000.0 * site, 800.0 * static_cast<double>(random.below(10))}, site + 1);
  const auto gaps = input.gaps();
  std::set<std::uint32_t> rows;
  for (const Gap& gap : gaps) {
    double best = 0.0;
    for (const Point site : input.site_places) {
      double people = 0.0;
      for (const auto row : gap.rows) {
        if (trek::geo::distance_m(site, input.demand.place[row]) <= 1000.0) people += input.demand.inhabitants[row];
      }
      best = std::max(best, people);
    }
    CHECK((gap.site ? gap.site->people : 0.0) == Approx(best));
    CHECK_FALSE(trek::geo::find_invalidity(gap.area).has_value());
    for (const auto row : gap.rows) {
      CHECK(rows.insert(row).second);
      CHECK(trek::geo::distance_m(gap.area, input.demand.place[row]) == 0.0);
    }
  }
  for (std::uint32_t row = 0; row < input.demand.size(); ++row)
    CHECK(rows.contains(row) == (input.access.nearest[row].time_ds > 1000));
}

TEST_CASE("gaps: refuses columns that do not fit", "[coverage][unit]") {
  GapCase input;
  input.add({0, 0}, 60.0, 2000);
  input.rank.emplace_back(1);
  CHECK_THROWS_AS(input.gaps(), trek::core::Error);
}
