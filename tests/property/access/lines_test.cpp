#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include "support/catch.hpp"
#include "support/threads.hpp"
#include "tables.hpp"
#include "trek/access/detail/line_sweep.hpp"
#include "trek/access/detail/straight_line.hpp"
#include "trek/access/detail/table_fold.hpp"
#include "trek/access/router.hpp"
#include "trek/core/random.hpp"

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name
namespace core = trek::core;
namespace detail = trek::access::detail;
namespace geo = trek::geo;
namespace test = trek::test;

using Rows = std::vector<std::vector<access::Reach>>;

/// On a lattice of a quarter of a decisecond, so that many times lie in the middle between two; some far, some nowhere.
std::vector<geo::Point> drawn_places(core::Random& random, std::size_t count, double step_m) {
  std::vector<geo::Point> places;
  for (std::size_t i = 0; i < count; ++i) {
    const auto along = [&](std::uint64_t steps) { return static_cast<double>(random.below(steps)) * step_m; };
    geo::Point place{along(400), random.below(3) == 0 ? 0.0 : along(400)};
    if (random.below(20) == 0) place.x_m = 1e5 + along(400);
    if (random.below(40) == 0) place.y_m = std::numeric_limits<double>::quiet_NaN();
    if (random.below(60) == 0) place.x_m = std::numeric_limits<double>::infinity();
    places.push_back(place);
  }
  return places;
}

Rows one_by_one(const access::StraightLine& line, const std::vector<geo::Point>& sites,
                const std::vector<geo::Point>& others, std::uint32_t limit_ds) {
  Rows rows(sites.size());
  for (std::size_t site = 0; site < sites.size(); ++site) {
    for (std::uint32_t other = 0; other < others.size(); ++other) {
      const std::uint32_t time_ds = detail::straight_line_ds(line, sites[site], others[other]);
      if (time_ds <= limit_ds) rows[site].push_back({other, time_ds});
    }
  }
  return rows;
}

template <class Time>
Rows swept_lines(const access::StraightLine& line, const std::vector<geo::Point>& sites,
                 const std::vector<geo::Point>& others, std::uint32_t limit_ds, const detail::SweepKernels& kernels) {
  const detail::RowBoxes boxes{others};
  detail::LineSweep<Time> sweep{line, sites, boxes, limit_ds, kernels};
  Rows rows(sites.size());
  detail::TableFold fold{rows, limit_ds};
  std::vector<std::uint32_t> all(sites.size());
  std::iota(all.begin(), all.end(), 0U);
  for (std::size_t begin = 0; begin < all.size(); begin += detail::kLaneCount)
    sweep.run(std::span{all}.subspan(begin, std::min<std::size_t>(detail::kLaneCount, all.size() - begin)), fold);
  return rows;
}

}  // namespace

TEST_CASE("straight lines, 32 at a time: every time is that of the one formula, at every limit", "[access][property]") {
  const auto seed = GENERATE(range(0U, 150U));
  CAPTURE(seed);
  core::Random random{seed, 41};
  // 5 m/s: a decisecond is half a metre, 0.25 m of it the middle between two.
  const access::StraightLine line{trek::model::Mode::bicycle, core::MetersPerSecond{5.0}, seed % 2 == 0 ? 1.0 : 1.3};
  const auto sites = drawn_places(random, 1 + random.below(70), 0.25);
  const auto others = drawn_places(random, random.below(400), random.below(2) == 0 ? 0.25 : 1.0);
  for (const std::uint32_t limit_ds : {0U, 1U, 37U, 200U, 65'533U, 65'534U, 65'535U, 400'000U, 0xFFFF'FFFEU}) {
    const Rows expected = one_by_one(line, sites, others, limit_ds);
    for (const detail::SweepKernels* level : detail::runnable_sweep_kernels()) {
      CAPTURE(limit_ds, level->level);
      CHECK(swept_lines<std::uint32_t>(line, sites, others, limit_ds, *level) == expected);
      if (limit_ds < 0xFFFF) CHECK(swept_lines<std::uint16_t>(line, sites, others, limit_ds, *level) == expected);
    }
  }
}

TEST_CASE("straight lines: the same table on any thread count, sites in any order", "[access][property][parallel]") {
  core::Random random{7, 42};
  const auto router = access::Router::as_the_crow_flies({trek::model::Mode::car, core::kilometers_per_hour(45.0), 1.3});
  const access::StraightLine line{trek::model::Mode::car, core::kilometers_per_hour(45.0), 1.3};
  const auto sites = drawn_places(random, 300, 61.0);
  const auto others = drawn_places(random, 3000, 17.0);
  const Rows expected = one_by_one(line, sites, others, 9'000);
  for (const unsigned count : {1U, 2U, 4U}) {
    const auto table = router.travel_table(router.endpoints(sites), router.endpoints(others), core::Deciseconds{9'000},
                                           access::Direction::to_sites, test::threads(count));
    for (std::size_t site = 0; site < sites.size(); ++site) {
      const auto row = table[site];
      CHECK(std::vector(row.begin(), row.end()) == expected[site]);
    }
  }
}
