#include "trek/score/score_change.hpp"

#include <vector>

#include "support/catch.hpp"
#include "trek/core/error.hpp"

using trek::score::leading_criterion;
using Values = std::vector<double>;

TEST_CASE("leading_criterion: the one that moved the score most its own way", "[score][unit]") {
  // The score falls by 0.05: criterion 1 rose by more than any other fell, and is not why.
  const auto leading = leading_criterion(Values{0.30, 0.10, 0.20}, Values{0.18, 0.25, 0.12});
  REQUIRE(leading);
  CHECK(leading->criterion == 0);
  CHECK(leading->change == Approx(-0.12));
}

TEST_CASE("leading_criterion: where the score stays, what moved most either way; of equals the first",
          "[score][unit]") {
  CHECK(leading_criterion(Values{0.1, 0.2, 0.3}, Values{0.1, 0.3, 0.2})->criterion == 1);
  CHECK(leading_criterion(Values{0.1, 0.2, 0.3}, Values{0.1, 0.1, 0.4})->change == Approx(-0.1));
}

TEST_CASE("leading_criterion: none where nothing moved by more than the least", "[score][unit]") {
  CHECK_FALSE(leading_criterion(Values{0.1, 0.2}, Values{0.1, 0.2}));
  CHECK_FALSE(leading_criterion(Values{0.1, 0.2}, Values{0.1004, 0.2}, 5e-4));
  CHECK(leading_criterion(Values{0.1, 0.2}, Values{0.1006, 0.2}, 5e-4));
  CHECK_FALSE(leading_criterion(Values{}, Values{}));
  CHECK_THROWS_AS(leading_criterion(Values{0.1}, Values{}), trek::core::Error);
}

TEST_CASE("middle_change: what most sites did, whatever a few did", "[score][unit]") {
  CHECK(trek::score::middle_change({}) == 0.0);
  CHECK(trek::score::middle_change({0.5, -0.1, -0.1}) == -0.1);
  CHECK(trek::score::middle_change({4.0, 1.0, 2.0, 100.0}) == 3.0);
}
