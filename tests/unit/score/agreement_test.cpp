#include "trek/score/agreement.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"
#include "trek/core/error.hpp"
#include "trek/score/stakeholders.hpp"

using namespace trek::score;
using trek::test::plain_table;

namespace {
/// Ranks, of which 1 is best, as scores.
std::vector<double> as_scores(std::vector<double> ranks) {
  for (double& rank : ranks) rank = -rank;
  return ranks;
}
}  // namespace

TEST_CASE("kendall_w: three executives and six applicants (Siegel 1956, ch. 9)", "[score][unit]") {
  const std::vector<std::vector<double>> executives{as_scores({1, 6, 3, 2, 5, 4}), as_scores({1, 5, 6, 4, 2, 3}),
                                                    as_scores({6, 3, 2, 5, 4, 1})};
  CHECK(kendall_w(executives) == Approx(0.16).margin(0.005));
}

TEST_CASE("kendall_w: with ties, corrected (Siegel 1956, ch. 9: 0.828)", "[score][unit]") {
  const std::vector<std::vector<double>> judges{as_scores({1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10}),
                                                as_scores({2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5}),
                                                as_scores({2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10})};
  CHECK(kendall_w(judges) == Approx(591.0 / 714.0).margin(1e-9));
}

TEST_CASE("kendall_w: the same order, the reverse, and nothing to agree on", "[score][unit]") {
  const std::vector<double> up{1, 2, 3, 4};
  const std::vector<double> down{4, 3, 2, 1};
  CHECK(kendall_w(std::vector{up, up, up}) == Approx(1.0));
  CHECK(kendall_w(std::vector{up, down}) == Approx(0.0));
  CHECK(std::isnan(kendall_w(std::vector<std::vector<double>>{up})));
  CHECK(std::isnan(kendall_w(std::vector<std::vector<double>>{{1}, {2}})));
  CHECK(std::isnan(kendall_w(std::vector<std::vector<double>>{{1, 1}, {2, 2}})));
  CHECK_THROWS_AS(kendall_w(std::vector<std::vector<double>>{{1, 2}, {1, 2, 3}}), trek::core::Error);
}

TEST_CASE("kendall_tau: pairs that agree less those that do not", "[score][unit]") {
  const std::vector<double> a{1, 2, 3, 4};
  CHECK(kendall_tau(a, a) == 1.0);
  CHECK(kendall_tau(a, std::vector<double>{4, 3, 2, 1}) == -1.0);
  CHECK(kendall_tau(a, std::vector<double>{1, 3, 2, 4}) == Approx(4.0 / 6));
  CHECK(kendall_tau(a, std::vector<double>{1, 1, 2, 3}) == Approx(5 / std::sqrt(30.0)));  // one pair says nothing
  CHECK(std::isnan(kendall_tau(a, std::vector<double>{1, 1, 1, 1})));
  CHECK_THROWS_AS(kendall_tau(a, std::vector<double>{1}), trek::core::Error);
  CHECK(shared_top_count(a, std::vector<double>{9, 8, 7, 6}, 2) == 0);
  CHECK(shared_top_count(a, std::vector<double>{1, 9, 2, 7}, 2) == 1);
  CHECK(shared_top_count(a, a, 10) == 4);
}

TEST_CASE("stakeholder_views: regret, the site all could live with, and what divides them", "[score][unit]") {
  // One looks at the first criterion, one at the second; the third site is nobody's best. The last is excluded.
  const auto table = plain_table({1.0, 1.0, 1.0}, {{1.0, 0.0, 0.5}, {0.0, 0.9, 0.5}, {0.7, 0.7, 0.5}, {1.0, 1.0, 0.9}});
  const std::vector<std::uint8_t> excluded{0, 0, 0, 1};
  const std::vector<Stakeholder> stakeholders{{"developer", {4, 0, 1}}, {"residents", {0, 1, 1}}};
  const auto all = stakeholder_views(table, excluded, stakeholders);
  REQUIRE(all.views.size() == 2);
  CHECK(all.views[0].name == "developer");
  CHECK(all.views[0].scores[0].rank == 1U);
  CHECK(all.views[0].scores[2].low == Approx(0.66));
  CHECK(all.views[0].regret[0] == 0.0);
  CHECK(all.views[0].regret[1] == Approx(0.8));
  CHECK(all.views[0].regret[2] == Approx(0.24));
  CHECK(all.views[1].regret[0] == Approx(0.45));
  CHECK(all.views[1].regret[2] == Approx(0.1));
  CHECK(std::isnan(all.views[0].regret[3]));
  CHECK(all.largest_regret[0] == Approx(0.45));
  CHECK(all.largest_regret[1] == Approx(0.8));
  CHECK(all.largest_regret[2] == Approx(0.24));
  CHECK(std::isnan(all.largest_regret[3]));
  CHECK(all.compromise == 2U);
  // Orders 1 3 2 and 3 1 2: sums 4 4 4.
  CHECK(all.kendall_w == Approx(0.0).margin(1e-12));
  // Shares of the first criterion: 0.8 and 0; of the second 0 and 0.5; the third is the same for all sites.
  CHECK(all.dividing == 0U);
  CHECK(all.dividing_range == Approx(0.8));
}

TEST_CASE("stakeholder_views: nobody, and weights that do not fit", "[score][unit]") {
  const auto table = plain_table({1.0}, {{0.5}});
  const std::vector<std::uint8_t> none{0};
  CHECK_FALSE(stakeholder_views(table, none, {}).compromise);
  CHECK_FALSE(stakeholder_views(table, none, {}).dividing);
  CHECK(std::isnan(stakeholder_views(table, none, std::vector<Stakeholder>{{"one", {1}}}).kendall_w));
  CHECK_FALSE(stakeholder_views(table, std::vector<std::uint8_t>{1}, std::vector<Stakeholder>{{"a", {1}}}).compromise);
  CHECK_THROWS_AS(stakeholder_views(table, none, std::vector<Stakeholder>{{"a", {1, 2}}}), trek::core::Error);
  CHECK_THROWS_AS(stakeholder_views(table, none, std::vector<Stakeholder>{{"a", {0}}}), trek::core::Error);
}
