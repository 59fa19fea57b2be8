#include "trek/score/learning.hpp"

#include <algorithm>
#include <cmath>

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"
#include "trek/core/error.hpp"
#include "trek/score/feasible.hpp"

using namespace trek::score;
using trek::test::kUnknown;
using trek::test::plain_table;

namespace {

const Question& question_of(const Learning& all, std::size_t site) {
  return *std::ranges::find(all.questions, site, &Question::site);
}

}  // namespace

TEST_CASE("learning: an unknown that may bring a site onto the shortlist, by hand", "[score][unit]") {
  // A shortlist of one: 0.7. The second is worth 0.5 +- 0.5 on one criterion: above 0.7 with chance 0.3, then on
  // average by 0.15. The third cannot pass it. The fourth is excluded.
  auto table = plain_table({1.0}, {{0.7}, {kUnknown}, {0.1}, {kUnknown}});
  table.set(2, 0, Estimate{0.1, 0.1, 0.6, 0.5});
  const std::vector<std::uint8_t> excluded{0, 0, 0, 1};
  const auto all = learning(table, excluded, {}, {.shortlist_count = 1}, {});
  CHECK(all.shortlist == std::vector<std::size_t>{0});
  CHECK(all.expected[1] == 0.5);
  CHECK(all.expected[2] == Approx(0.35));
  CHECK(std::isnan(all.expected[3]));
  REQUIRE(all.questions.size() == 2);
  CHECK(all.questions[0].site == 1);
  CHECK(all.questions[0].criterion == 0U);
  CHECK(all.questions[0].value == Approx(0.3 * 0.15));
  CHECK(all.questions[0].change_chance == Approx(0.3));
  CHECK(all.questions[1].value == 0.0);
  CHECK(all.questions[1].change_chance == 0.0);
}

TEST_CASE("learning: an unknown of a site that is on the shortlist", "[score][unit]") {
  // 0.5 +- 0.5 is on it, 0.4 the next: below that with chance 0.4, then on average by 0.2.
  const auto table = plain_table({1.0}, {{kUnknown}, {0.4}});
  const auto all = learning(table, std::vector<std::uint8_t>{0, 0}, {}, {.shortlist_count = 1}, {});
  REQUIRE(all.questions.size() == 1);
  CHECK(all.questions[0].value == Approx(0.4 * 0.2));
  CHECK(all.questions[0].change_chance == Approx(0.4));
  // With room for both there is nothing to choose.
  CHECK(learning(table, std::vector<std::uint8_t>{0, 0}, {}, {.shortlist_count = 2}, {}).questions.empty());
}

TEST_CASE("learning: open vetoes, on the shortlist and beside it", "[score][unit]") {
  // 0.8 that passes with 0.75 is worth 0.6; 0.5 for sure; 0.9 that passes two questions with 0.5 each: 0.225.
  const auto table = plain_table({1.0}, {{0.8}, {0.5}, {0.9}});
  const std::vector<OpenVeto> vetoes{{0, 7, 0.75}, {2, 3, 0.5}, {2, 4, 0.5}};
  const auto all = learning(table, std::vector<std::uint8_t>(3, 0), vetoes, {.shortlist_count = 1}, {});
  CHECK(all.expected[0] == Approx(0.6));
  CHECK(all.expected[2] == Approx(0.225));
  CHECK(all.shortlist == std::vector<std::size_t>{0});
  const Question& first = question_of(all, 0);
  CHECK(first.veto == 7);
  CHECK_FALSE(first.criterion);
  CHECK(first.value == Approx(0.25 * 0.5));  // a fail brings the second site on
  CHECK(first.change_chance == 0.25);
  // One pass leaves the third at 0.45, below 0.6; both make it 0.9: by 0.3, in a quarter of the cases.
  const Question& third = question_of(all, 2);
  CHECK(third.value == 0.0);
  CHECK(third.with_others == Approx(0.25 * 0.3 / 2));
  CHECK(all.questions.front().site == 0);
}

TEST_CASE("learning: what cannot be honoured, and the rule of succession", "[score][unit]") {
  const auto table = plain_table({1.0}, {{0.8}, {0.5}});
  const std::vector<std::uint8_t> none(2, 0);
  CHECK_THROWS_AS(learning(table, {}, {}, {}, {}), trek::core::Error);
  CHECK_THROWS_AS(learning(table, none, {}, {.shortlist_count = 0}, {}), trek::core::Error);
  CHECK_THROWS_AS(learning(table, none, std::vector<OpenVeto>{{2, 0, 0.5}}, {}, {}), trek::core::Error);
  CHECK_THROWS_AS(learning(table, none, std::vector<OpenVeto>{{0, 0, 1.0}}, {}, {}), trek::core::Error);
  CHECK(pass_chance(0, 0) == 0.5);
  CHECK(pass_chance(8, 0) == Approx(0.9));
}

TEST_CASE("with_feasible_bounds: as the sites of its kind, else as all, else anything", "[score][unit]") {
  // Ten of kind 0 are known (0.1 to 0.4), one of kind 1 (0.9); one of each is not.
  std::vector<std::vector<double>> values;
  std::vector<std::uint32_t> kind;
  for (int i = 0; i < 10; ++i) {
    values.push_back({0.1 + 0.3 * i / 9.0, i < 9 ? 0.5 : kUnknown});
    kind.push_back(0);
  }
  values.insert(values.end(), {{0.9, kUnknown}, {kUnknown, kUnknown}, {kUnknown, kUnknown}});
  kind.insert(kind.end(), {1, 0, 1});
  const auto table = plain_table({1.0, 1.0}, values);
  const auto bounded = with_feasible_bounds(table, kind);
  CHECK(bounded.interval(11, 0).low == Approx(0.1));
  CHECK(bounded.interval(11, 0).high == Approx(0.4));
  CHECK(bounded.interval(12, 0).high == Approx(0.9));  // too few of its own kind
  CHECK(bounded.interval(12, 1).high == 1.0);          // nine are too few
  CHECK(bounded.interval(0, 0).low == table.interval(0, 0).low);
  CHECK_FALSE(bounded.value(11, 0));  // it stays unknown
  auto half = table;
  half.set(11, 0, Estimate{kUnknown, 0.2, 5.0, 0.0});  // what is said of it goes before what others are
  CHECK(with_feasible_bounds(half, kind).interval(11, 0).low == Approx(0.2));
  CHECK_THROWS_AS(with_feasible_bounds(table, {}), trek::core::Error);
}
