#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"
#include "trek/score/detail/weight_draws.hpp"
#include "trek/score/ranking.hpp"
#include "trek/score/weights.hpp"

using namespace trek::score;
using detail::ShareBounds;
using detail::WeightDraws;

namespace {

constexpr std::size_t kDraws = 20'000;

/// Mean of each weight, and of its square.
struct WeightMoments {
  std::vector<double> mean;
  std::vector<double> square;

  explicit WeightMoments(std::size_t n) : mean(n), square(n) {}
  void add(const std::vector<double>& weight) {
    for (std::size_t c = 0; c < weight.size(); ++c) {
      mean[c] += weight[c] / kDraws;
      square[c] += weight[c] * weight[c] / kDraws;
    }
  }
};

template <class Check>
WeightMoments moments(const std::vector<double>& stated, const AcceptabilityOptions& options, const Check& check) {
  const WeightDraws draws{stated, options};
  WeightMoments result{stated.size()};
  std::vector<double> weight;
  for (std::uint64_t number = 0; number < kDraws; ++number) {
    trek::core::Random random{3, number};
    draws.draw(random, weight);
    check(weight);
    result.add(weight);
  }
  return result;
}

/// By definition: any weighting, thrown away unless it is one of those that are asked for.
template <class Accept>
WeightMoments by_rejection(std::size_t n, const Accept& accept) {
  WeightMoments result{n};
  trek::core::Random random{4};
  std::vector<double> weight(n);
  for (std::size_t kept = 0; kept < kDraws;) {
    double sum = 0.0;
    for (double& w : weight) sum += w = random.exponential();
    for (double& w : weight) w /= sum;
    if (!accept(weight)) continue;
    result.add(weight);
    ++kept;
  }
  return result;
}

void check_equal(const WeightMoments& a, const WeightMoments& b) {
  for (std::size_t c = 0; c < a.mean.size(); ++c) {
    CAPTURE(c);
    CHECK(a.mean[c] == Approx(b.mean[c]).margin(0.006));  // four standard errors, of a weight that is spread most
    CHECK(a.square[c] == Approx(b.square[c]).margin(0.006));
  }
}

double total(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

}  // namespace

TEST_CASE("WeightDraws: ordinal ones keep the order, and their mean is the rank-order centroid", "[score][property]") {
  const std::vector<double> stated{0.2, 0.4, 0.1, 0.3};
  const auto drawn = moments(stated, {}, [](const std::vector<double>& w) {
    if (!(w[1] >= w[3] && w[3] >= w[0] && w[0] >= w[2])) FAIL("the order is not kept");
    if (std::abs(total(w) - 1.0) > 1e-12) FAIL("the weights do not add up");
  });
  const auto centroid = rank_order_weights(std::vector<std::uint32_t>{3, 1, 4, 2});
  for (std::size_t c = 0; c < 4; ++c) CHECK(drawn.mean[c] == Approx(centroid[c]).margin(0.004));
  check_equal(drawn, by_rejection(4, [](const auto& w) { return w[1] >= w[3] && w[3] >= w[0] && w[0] >= w[2]; }));
}

TEST_CASE("WeightDraws: between equal weights any order", "[score][property]") {
  const auto drawn = moments({0.2, 0.4, 0.2, 0.2}, {}, [](const auto& w) {
    if (w[1] < std::max({w[0], w[2], w[3]})) FAIL("the heaviest is not");
  });
  check_equal(drawn, by_rejection(4, [](const auto& w) { return w[1] >= std::max({w[0], w[2], w[3]}); }));
  // Of equal weights alone the ordinal draws are the free ones.
  std::vector<double> free_draw;
  std::vector<double> ordinal_draw;
  trek::core::Random a{5};
  trek::core::Random b{5};
  WeightDraws{{0.5, 0.5}, {.weightings = Weightings::free}}.draw(a, free_draw);
  WeightDraws{{0.5, 0.5}, {}}.draw(b, ordinal_draw);
  CHECK(free_draw == ordinal_draw);
}

TEST_CASE("WeightDraws: bounded ones lie within the margin, uniformly", "[score][property]") {
  const AcceptabilityOptions options{.weightings = Weightings::bounded, .weight_margin = 0.5};
  const auto within = [](const std::vector<double>& w) {
    constexpr std::array stated{0.5, 0.3, 0.2};
    for (std::size_t c = 0; c < 3; ++c) {
      if (w[c] < 0.5 * stated[c] - 1e-12 || w[c] > 1.5 * stated[c] + 1e-12) return false;
    }
    return true;
  };
  const auto drawn = moments({0.5, 0.3, 0.2}, options, [&](const auto& w) {
    if (!within(w)) FAIL("beyond the margin");
    if (std::abs(total(w) - 1.0) > 1e-9) FAIL("the weights do not add up");
  });
  check_equal(drawn, by_rejection(3, within));
}

TEST_CASE("walk_within: without bounds it forgets where it began", "[score][property]") {
  const std::vector<ShareBounds> any(4);
  WeightMoments walked{4};
  for (std::uint64_t number = 0; number < kDraws; ++number) {
    trek::core::Random random{6, number};
    std::vector<double> weight{1.0, 0.0, 0.0, 0.0};
    detail::walk_within(random, any, 320, weight);
    walked.add(weight);
  }
  check_equal(walked, by_rejection(4, [](const auto&) { return true; }));
}

TEST_CASE("rank_acceptability: shares close in on the truth as one over the root of the draws", "[score][property]") {
  // The first wins three quarters of all weightings. Root mean square error of a share p over n draws:
  // sqrt(p (1 - p) / n); over 200 seeds that is known within a tenth.
  const auto table = trek::test::plain_table({1.0, 1.0}, {{0.8, 0.3}, {0.2, 0.5}});
  const std::vector<std::uint8_t> none{0, 0};
  for (const std::uint32_t draws : {100U, 400U, 1600U}) {
    double squares = 0.0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      const auto drawn = rank_acceptability(table, none, {.seed = seed, .draws = draws}, {});
      squares += (drawn.first_share[0] - 0.75) * (drawn.first_share[0] - 0.75) / 200;
    }
    CAPTURE(draws);
    CHECK(std::sqrt(squares) == Approx(std::sqrt(0.75 * 0.25 / draws)).epsilon(0.15));
  }
}
