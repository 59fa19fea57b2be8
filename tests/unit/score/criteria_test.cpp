#include "trek/score/criteria.hpp"

#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"
#include "trek/core/error.hpp"

using trek::core::Error;
using trek::score::CriteriaTable;
using trek::test::kUnknown;
using trek::test::plain_criterion;
using trek::test::plain_table;

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
