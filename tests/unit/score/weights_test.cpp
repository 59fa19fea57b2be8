#include "trek/score/weights.hpp"

#include "support/catch.hpp"
#include "support/says.hpp"
#include "trek/core/error.hpp"

using namespace trek::score;

namespace {

/// The half above the diagonal, by rows; the other half are reciprocals.
std::vector<double> comparisons(std::size_t n, const std::vector<double>& upper) {
  std::vector<double> times(n * n, 1.0);
  auto next = upper.begin();
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a + 1; b < n; ++b) {
      times[a * n + b] = *next;
      times[b * n + a] = 1.0 / *next++;
    }
  }
  return times;
}

std::string refusal(const std::vector<std::string>& names, const std::vector<double>& times) {
  try {
    static_cast<void>(ahp_weights(names, times));
    return {};
  } catch (const trek::core::Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("ahp_weights: the wealth of nations of Saaty 1977", "[score][unit]") {
  // US, USSR, China, France, UK, Japan, West Germany: published eigenvector and eigenvalue.
  const auto times = comparisons(7, {4,       9,       6,       6,       5, 5,       7,       5,       5,       3, 4,
                                     1.0 / 5, 1.0 / 5, 1.0 / 7, 1.0 / 5, 1, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 2});
  const std::vector<double> published{0.427, 0.230, 0.021, 0.052, 0.052, 0.123, 0.094};
  const auto found = compared_weights(times, 7);
  for (std::size_t i = 0; i < 7; ++i) CHECK(found.weight_share[i] == Approx(published[i]).margin(0.001));
  CHECK(found.eigenvalue == Approx(7.61).margin(0.005));
  CHECK(found.consistency_ratio == Approx(0.077).margin(0.001));
  CHECK(ahp_weights({{"US", "USSR", "China", "France", "UK", "Japan", "Germany"}}, times) == found.weight_share);
}

TEST_CASE("ahp_weights: the house of Saaty 1990 contradicts itself, and is told where", "[score][unit]") {
  const auto times = comparisons(
      8, {5, 3, 7, 6,       6,       1.0 / 3, 1.0 / 4, 1.0 / 3, 5,       3,       3,       1.0 / 5, 1.0 / 7, 6,
          3, 4, 6, 1.0 / 5, 1.0 / 3, 1.0 / 4, 1.0 / 7, 1.0 / 8, 1.0 / 2, 1.0 / 5, 1.0 / 6, 1.0 / 5, 1.0 / 6, 1.0 / 2});
  const std::vector<double> published{0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333};
  const auto found = compared_weights(times, 8);
  for (std::size_t i = 0; i < 8; ++i) CHECK(found.weight_share[i] == Approx(published[i]).margin(0.001));
  CHECK(found.eigenvalue == Approx(9.669).margin(0.001));
  CHECK(found.consistency_ratio == Approx(0.169).margin(0.001));
  // Surroundings (0.188) are said to be 6 times as important as condition (0.167).
  const auto why = refusal({"size", "transport", "surroundings", "age", "yard", "modern", "condition", "money"}, times);
  CHECK(trek::test::says(why, "consistency ratio 0.17, at most 0.10"));
  CHECK(trek::test::says(why, "'surroundings' against 'condition'"));
  CHECK(trek::test::says(why, "6 times"));
}

TEST_CASE("ahp_weights: consistent comparisons are the ratios of the weights; what cannot be honoured",
          "[score][unit]") {
  const auto found = compared_weights(comparisons(3, {2, 6, 3}), 3);
  CHECK(found.weight_share[0] == Approx(0.6));
  CHECK(found.weight_share[1] == Approx(0.3));
  CHECK(found.weight_share[2] == Approx(0.1));
  CHECK(found.consistency_ratio == Approx(0.0).margin(1e-9));
  CHECK(compared_weights(comparisons(2, {9}), 2).weight_share[0] == Approx(0.9));
  CHECK(compared_weights(std::vector<double>{1.0}, 1).weight_share == std::vector<double>{1.0});
  CHECK_NOTHROW(compared_weights(std::vector<double>{1, 3, 0.333, 1}, 2));
  for (const std::vector<double>& wrong : std::vector<std::vector<double>>{
           {}, {1, 2, 3}, {1, 2, 2, 1}, {1, -2, -0.5, 1}, {2, 2, 0.5, 0.5}, {1, 0, 0, 1}}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(compared_weights(wrong, wrong.empty() ? 0 : 2), trek::core::Error);
  }
  CHECK_THROWS_AS(compared_weights(std::vector<double>(121, 1.0), 11), trek::core::Error);
}

TEST_CASE("rank_order_weights: the centroids of Barron and Barrett 1996", "[score][unit]") {
  const auto four = rank_order_weights(std::vector<std::uint32_t>{2, 1, 4, 3});
  CHECK(four[1] == Approx(0.5208).margin(0.0001));
  CHECK(four[0] == Approx(0.2708).margin(0.0001));
  CHECK(four[3] == Approx(0.1458).margin(0.0001));
  CHECK(four[2] == Approx(0.0625).margin(0.0001));
  // Two that are equal share the second and third place; ranks may have holes.
  const auto tied = rank_order_weights(std::vector<std::uint32_t>{1, 2, 2, 9});
  CHECK(tied[0] == Approx(25.0 / 48));
  CHECK(tied[1] == Approx((13.0 / 48 + 7.0 / 48) / 2));
  CHECK(tied[2] == tied[1]);
  CHECK(rank_order_weights(std::vector<std::uint32_t>{7}) == std::vector<double>{1.0});
  CHECK_THROWS_AS(rank_order_weights({}), trek::core::Error);
  CHECK_THROWS_AS(rank_order_weights(std::vector<std::uint32_t>{0, 1}), trek::core::Error);
}
