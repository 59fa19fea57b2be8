#include "trek/siting/detail/relaxation.hpp"

#include <bit>
#include <limits>
#include <vector>

#include "case_count.hpp"
#include "support/catch.hpp"
#include "trek/core/random.hpp"

using trek::siting::detail::LocationProblem;

namespace {

constexpr std::uint32_t kSites = 7;
constexpr std::size_t kRows = 9;
constexpr std::uint32_t kCap = 12;

/// Of a budget that bites, and of a group that must have one of its sites.
LocationProblem drawn_problem(trek::core::Random& random) {
  LocationProblem problem;
  problem.pick_count = 3;
  for (std::uint32_t site = 0; site < kSites; ++site) problem.site_row.push_back(site);
  for (std::size_t row = 0; row < kRows; ++row) {
    std::uint32_t cost = 0;
    for (std::uint32_t site = 0; site < kSites; ++site) {
      cost += static_cast<std::uint32_t>(random.below(4));
      if (cost < kCap && random.below(4) != 0)
        problem.costs.push({(site + static_cast<std::uint32_t>(row)) % kSites, cost});
    }
    problem.costs.close_row();
    problem.weight.push_back(1.0 + static_cast<double>(random.below(5)));
    problem.cap.push_back(kCap);
  }
  for (std::uint32_t site = 0; site < kSites; ++site)
    problem.side.rows.push({site, 1.0 + static_cast<double>(random.below(6))});
  problem.side.close_row(10.0);
  for (std::uint32_t site = 0; site < 3; ++site) problem.side.rows.push({site, -1.0});
  problem.side.close_row(-1.0);
  return problem;
}

/// The least objective of all choices that keep to the rules.
double least_of_all(const LocationProblem& problem) {
  double least = std::numeric_limits<double>::infinity();
  for (std::uint32_t bits = 0; bits < 1U << kSites; ++bits) {
    if (std::popcount(bits) != static_cast<int>(problem.pick_count)) continue;
    std::vector<std::uint8_t> is_chosen;
    for (std::uint32_t site = 0; site < kSites; ++site) is_chosen.push_back(bits >> site & 1U);
    if (problem.side.is_met(is_chosen)) least = std::min(least, objective_of(problem, is_chosen));
  }
  return least;
}

}  // namespace

TEST_CASE("Relaxation: whatever the prices and tolls, no choice within the rules costs less than the bound",
          "[property]") {
  const auto seed = GENERATE(range(0U, cases(200U)));
  CAPTURE(seed);
  trek::core::Random random{seed, 11};
  const LocationProblem problem = drawn_problem(random);
  const double least = least_of_all(problem);
  trek::siting::detail::Relaxation relaxation{problem};
  for (int draw = 0; draw < 20; ++draw) {
    std::vector<double> price;
    for (std::size_t row = 0; row < kRows; ++row) price.push_back(static_cast<double>(random.below(kCap + 1)));
    const std::vector<double> toll{static_cast<double>(random.below(4)), static_cast<double>(random.below(9))};
    relaxation.evaluate(price, toll);
    CHECK(relaxation.bound() <= least + 1e-9);
  }
}
