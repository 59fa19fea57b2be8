#include "trek/score/criteria.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"
#include "trek/core/error.hpp"

using trek::core::Error;
using trek::score::CriteriaTable;
using trek::score::ValueFunction;
using trek::test::kUnknown;
using trek::test::plain_criterion;
using trek::test::plain_table;

TEST_CASE("ValueFunction: linear between its anchors, flat outside them", "[score][unit]") {
  const ValueFunction distance_to_rail{{{800.0, 1.0}, {1200.0, 0.5}, {2000.0, 0.0}}};
  CHECK(distance_to_rail(0.0) == 1.0);
  CHECK(distance_to_rail(800.0) == 1.0);
  CHECK(distance_to_rail(1000.0) == Approx(0.75));
  CHECK(distance_to_rail(1200.0) == 0.5);
  CHECK(distance_to_rail(1600.0) == Approx(0.25));
  CHECK(distance_to_rail(2000.0) == 0.0);
  CHECK(distance_to_rail(1e9) == 0.0);
  CHECK(std::isnan(distance_to_rail(kUnknown)));
}

TEST_CASE("ValueFunction: refuses anchors that say nothing", "[score][unit]") {
  const auto build = [](std::vector<ValueFunction::Anchor> anchors) { return ValueFunction{std::move(anchors)}; };
  CHECK_THROWS_AS(build({}), Error);
  CHECK_THROWS_AS(build({{1.0, 1.0}}), Error);
  CHECK_THROWS_AS(build({{2.0, 0.0}, {1.0, 1.0}}), Error);
  CHECK_THROWS_AS(build({{1.0, 0.0}, {1.0, 1.0}}), Error);
  CHECK_THROWS_AS(build({{1.0, 0.0}, {2.0, 1.1}}), Error);
  CHECK_THROWS_AS(build({{1.0, -0.1}, {2.0, 1.0}}), Error);
  CHECK_THROWS_AS(build({{kUnknown, 0.0}, {2.0, 1.0}}), Error);
  CHECK_THROWS_AS(build({{1.0, kUnknown}, {2.0, 1.0}}), Error);
  CHECK_NOTHROW(build({{1.0, 0.0}, {2.0, 1.0}}));
}

TEST_CASE("CriteriaTable: starts unknown, normalises its weights", "[score][unit]") {
  CriteriaTable table{{plain_criterion("reach", 3.0), plain_criterion("size", 1.0)}, 2};
  CHECK(table.weight_share(0) == 0.75);
  CHECK(table.weight_share(1) == 0.25);
  CHECK_FALSE(table.value(1, 1).has_value());
  table.set(1, 1, 0.25);
  CHECK(table.value(1, 1) == 0.25);
  CHECK_FALSE(table.value(1, 0).has_value());
}

TEST_CASE("CriteriaTable: refuses weights and ids that cannot be honoured", "[score][unit]") {
  const auto build = [](std::vector<trek::score::Criterion> criteria) { return CriteriaTable{std::move(criteria), 1}; };
  CHECK_THROWS_AS(build({}), Error);
  CHECK_THROWS_AS(build({plain_criterion("a", 0.0)}), Error);
  CHECK_THROWS_AS(build({plain_criterion("a", 1.0), plain_criterion("b", -1.0)}), Error);
  CHECK_THROWS_AS(build({plain_criterion("a", kUnknown)}), Error);
  CHECK_THROWS_AS(build({plain_criterion("a", 1.0), plain_criterion("a", 1.0)}), Error);
  CHECK_NOTHROW(build({plain_criterion("a", 1.0), plain_criterion("b", 0.0)}));
}
