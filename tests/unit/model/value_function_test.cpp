#include "trek/model/value_function.hpp"

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "trek/core/error.hpp"

using trek::core::Error;
using trek::model::ValueFunction;

namespace {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("ValueFunction: linear between its anchors, flat outside them", "[model][unit]") {
  const ValueFunction distance_to_rail{{{800.0, 1.0}, {1200.0, 0.5}, {2000.0, 0.0}}};
  CHECK(distance_to_rail(0.0) == 1.0);
  CHECK(distance_to_rail(800.0) == 1.0);
  CHECK(distance_to_rail(900.0) == Approx(0.875));
  CHECK(distance_to_rail(1000.0) == Approx(0.75));
  CHECK(distance_to_rail(1200.0) == 0.5);
  CHECK(distance_to_rail(1600.0) == Approx(0.25));
  CHECK(distance_to_rail(2000.0) == 0.0);
  CHECK(distance_to_rail(1e9) == 0.0);
  CHECK(std::isnan(distance_to_rail(kNoNumber)));
}

TEST_CASE("ValueFunction: what a range of measures may be worth, its peak included", "[model][unit]") {
  const ValueFunction size{{{150.0, 0.3}, {600.0, 1.0}, {6000.0, 0.2}}};
  CHECK(size.range(150.0, 6000.0) == std::pair{0.2, 1.0});
  CHECK(size.range(-std::numeric_limits<double>::infinity(), 600.0) == std::pair{0.3, 1.0});
  CHECK(size.range(600.0, std::numeric_limits<double>::infinity()) == std::pair{0.2, 1.0});
  CHECK(size.range(375.0, 375.0).first == Approx(0.65));
  CHECK(size.range(375.0, 375.0).second == Approx(0.65));
}

TEST_CASE("ValueFunction: refuses anchors that say nothing", "[model][unit]") {
  const auto build = [](std::vector<ValueFunction::Anchor> anchors) { return ValueFunction{std::move(anchors)}; };
  CHECK_THROWS_AS(build({}), Error);
  CHECK_THROWS_AS(build({{1.0, 1.0}}), Error);
  CHECK_THROWS_AS(build({{2.0, 0.0}, {1.0, 1.0}}), Error);
  CHECK_THROWS_AS(build({{1.0, 0.0}, {1.0, 1.0}}), Error);
  CHECK_THROWS_AS(build({{1.0, 0.0}, {2.0, 1.1}}), Error);
  CHECK_THROWS_AS(build({{1.0, -0.1}, {2.0, 1.0}}), Error);
  CHECK_THROWS_AS(build({{kNoNumber, 0.0}, {2.0, 1.0}}), Error);
  CHECK_THROWS_AS(build({{1.0, kNoNumber}, {2.0, 1.0}}), Error);
  CHECK_NOTHROW(build({{1.0, 0.0}, {2.0, 1.0}}));
}
