#include "trek/score/sub_score.hpp"

#include <array>
#include <vector>

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"
#include "trek/core/error.hpp"
#include "trek/score/ranking.hpp"

using trek::score::CriteriaTable;
using trek::score::sub_score;
using trek::test::plain_criterion;

using Flags = std::array<std::uint8_t, 3>;

TEST_CASE("sub_score: the weighted mean of what is counted, with what is unknown", "[score][unit]") {
  CriteriaTable table{{plain_criterion("reach", 3.0), plain_criterion("gap", 1.0), plain_criterion("size", 0.0)}, 1};
  table.set(0, 0, 0.5);
  const auto both = sub_score(table, 0, Flags{1, 1, 0});  // the gap is unknown: from 0 to 1
  REQUIRE(both);
  CHECK(both->low == Approx((3.0 * 0.5 + 0.0) / 4.0));
  CHECK(both->best == Approx((3.0 * 0.5 + 0.5) / 4.0));
  CHECK(both->high == Approx((3.0 * 0.5 + 1.0) / 4.0));
  const auto reach = sub_score(table, 0, Flags{1, 0, 1});  // what has no weight does not count
  REQUIRE(reach);
  CHECK((reach->low == 0.5 && reach->high == 0.5));
  CHECK_FALSE(sub_score(table, 0, Flags{0, 0, 1}));
  const auto whole = trek::score::weighted_sum(table, std::vector<std::uint8_t>{0});
  const auto all = sub_score(table, 0, Flags{1, 1, 1});
  REQUIRE(all);
  CHECK((all->low == Approx(whole[0].low) && all->high == Approx(whole[0].high)));
  CHECK_THROWS_AS(sub_score(table, 0, std::array<std::uint8_t, 2>{1, 1}), trek::core::Error);
}
