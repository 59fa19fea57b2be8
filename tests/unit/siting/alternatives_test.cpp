// What else could be chosen: the next best choices, and the price of a site, against all choices there are.
#include "trek/siting/alternatives.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "case_count.hpp"
#include "ruled_case.hpp"
#include "support/catch.hpp"
#include "trek/siting/spread_peaks.hpp"

namespace {

using trek::siting::Addition;
using trek::siting::Alternative;
using trek::siting::Alternatives;
using trek::siting::NearOptimal;
using trek::siting::Problem;
using trek::siting::ProvenChoice;
using trek::siting::Question;
using trek::siting::Settled;
using trek::siting::Solver;
using trek::test::bits_of;
using trek::test::RuledCase;
using trek::test::SiteBits;

using SiteRows = std::vector<std::uint32_t>;

const trek::core::Control kQuiet;

/// A question of each kind over a drawn case.
Question question_of(const RuledCase& input, unsigned seed) {
  constexpr Problem kProblems[] = {Problem::set_covering, Problem::max_covering, Problem::p_median, Problem::p_center};
  Question question{kProblems[seed % 4], input.task()};
  question.standard = 4 + seed % 7;
  if (question.problem == Problem::set_covering) question.task.p = 0;
  if (seed % 8 == 2) question.penalty = input.largest + 3;
  return question;
}

/// What a choice is worth, by the words of the problem.
double worth_of(const Question& question, SiteBits choice) {
  switch (question.problem) {
    case Problem::set_covering:
      return std::popcount(choice);
    case Problem::max_covering:
      return trek::test::sum_of_covered(question.task, choice, question.standard);
    case Problem::p_median:
      return trek::test::sum_of_costs(question.task, choice, question.penalty.value_or(1000));
    case Problem::p_center:
      return trek::test::largest_cost(question.task, choice).value();
  }
  return 0.0;
}

/// The best of the choices that `accepts`; nothing where there are none.
template <class Accepts>
std::optional<double> best_worth(const Question& question, const std::vector<SiteBits>& choices,
                                 const Accepts& accepts) {
  std::optional<double> best;
  for (const SiteBits choice : choices) {
    if (!accepts(choice)) continue;
    const double worth = worth_of(question, choice);
    const bool better = !best || (wants_most(question.problem) ? worth > *best : worth < *best);
    if (better) best = worth;
  }
  return best;
}

double loss_of(const Question& question, double worth, double answer) {
  return wants_most(question.problem) ? answer - worth : worth - answer;
}

void check_alternative(const Question& question, const Alternative& found, std::optional<double> expected,
                       double answer) {
  if (!expected) {
    CHECK(found.choice.state == Settled::impossible);
    return;
  }
  REQUIRE(found.choice.state == Settled::found);
  CHECK(found.choice.optimal);
  CHECK(found.choice.objective == *expected);
  CHECK(found.loss_low == loss_of(question, *expected, answer));
  CHECK(found.loss_high == found.loss_low);
}

/// The sets that may follow those listed so far.
bool holds_none(SiteBits choice, const std::vector<SiteBits>& earlier) {
  return std::ranges::none_of(earlier, [&](SiteBits one) { return (one & ~choice) == 0; });
}

}  // namespace

//  towns of 40, 30, 20 and 10 people, a site in each
TEST_CASE("Alternatives: the next best choices, and the price of a site", "[siting][unit]") {
  const auto table = trek::test::cost_table({{0, {}, {}, {}}, {{}, 0, {}, {}}, {{}, {}, 0, {}}, {{}, {}, {}, 0}}, 4);
  const std::vector<double> towns{40.0, 30.0, 20.0, 10.0};
  const Question question{Problem::max_covering, {table, towns, 2}};
  const Solver solver = solver_of(question, kQuiet);
  const ProvenChoice answer = solver({});
  CHECK(answer.chosen == SiteRows{0, 1});
  const Alternatives alternatives{solver, answer, true};

  const Alternative without = alternatives.without_site(0);  // 30 + 20
  CHECK(without.loss_low == 20.0);
  CHECK(without.in == SiteRows{2});
  CHECK(without.out == SiteRows{0});
  CHECK(alternatives.with_site(3).loss_high == 20.0);  // 40 + 10
  CHECK(alternatives.with_site(0).loss_high == 0.0);
  CHECK(alternatives.with_count(3).loss_low == -20.0);
  CHECK(alternatives.with_count(3).in == SiteRows{2});
  CHECK(alternatives.with_count(1).loss_low == 30.0);

  const NearOptimal near = alternatives.near_optimal(0.30, 10);  // 70; 60, 50 and 50 lie within 30 % of it
  REQUIRE(near.list.size() == 3);
  CHECK(near.complete);
  CHECK(near.list[0].choice.chosen == SiteRows{0, 2});
  CHECK(near.list[0].loss_high == 10.0);
  CHECK(near.list[1].loss_high == 20.0);
  CHECK(near.list[2].loss_high == 20.0);
  const NearOptimal cut_short = alternatives.near_optimal(0.30, 2);
  CHECK(cut_short.list.size() == 2);
  CHECK_FALSE(cut_short.complete);
  CHECK(alternatives.near_optimal(0.14, 10).list.empty());
}

TEST_CASE("Alternatives: what is not proven gives a price between bounds", "[siting][unit]") {
  const ProvenChoice answer{Settled::found, {0, 1}, 100.0, 103.0, false};
  const Solver rough = [](const Addition&) { return ProvenChoice{Settled::found, {0, 2}, 95.0, 99.0, false}; };
  const Alternative most = Alternatives{rough, answer, true}.without_site(1);
  CHECK(most.loss_low == 1.0);   // at least: 100 is had, and no such choice has over 99
  CHECK(most.loss_high == 8.0);  // at most: 103 would be the best, and 95 is had
  const Solver better = [](const Addition&) { return ProvenChoice{Settled::found, {0, 2}, 101.0, 102.0, false}; };
  CHECK(Alternatives{better, answer, true}.without_site(1).loss_low == 0.0);
  const Solver nothing = [](const Addition&) { return ProvenChoice{Settled::undecided}; };
  CHECK_FALSE(Alternatives{nothing, answer, true}.near_optimal(0.1, 3).complete);
}

TEST_CASE("Alternatives: prices of forcing, forbidding and counting equal all choices of small instances",
          "[property]") {
  const auto seed = GENERATE(range(0U, cases(800U)));
  CAPTURE(seed);
  const RuledCase input{seed};
  const Question question = question_of(input, seed);
  const auto choices = input.choices(demanded_sites(question));
  const Solver solver = solver_of(question, kQuiet);
  const ProvenChoice answer = solver({});
  if (choices.empty()) {
    CHECK(answer.state == Settled::impossible);
    return;
  }
  REQUIRE(answer.state == Settled::found);
  const double best = best_worth(question, choices, [](SiteBits) { return true; }).value();
  REQUIRE(answer.objective == best);
  const Alternatives alternatives{solver, answer, wants_most(question.problem)};
  for (std::uint32_t site = 0; site < input.table.site_count(); ++site) {
    CAPTURE(site);
    const auto has = [site](SiteBits choice) { return (choice >> site & 1U) != 0; };
    check_alternative(question, alternatives.with_site(site), best_worth(question, choices, has), best);
    check_alternative(question, alternatives.without_site(site),
                      best_worth(question, choices, [&](SiteBits choice) { return !has(choice); }), best);
  }
  if (question.problem == Problem::set_covering) return;
  RuledCase grown{seed};
  ++grown.p;
  const Question more = question_of(grown, seed);
  const auto more_choices = grown.choices(demanded_sites(more));
  check_alternative(question, alternatives.with_count(more.task.p),
                    best_worth(more, more_choices, [](SiteBits) { return true; }), best);
}

TEST_CASE("Alternatives: the near-optimal choices are the best of all, in order, and none is left out", "[property]") {
  const auto seed = GENERATE(range(0U, cases(800U)));
  CAPTURE(seed);
  const RuledCase input{seed};
  const Question question = question_of(input, seed);
  const auto choices = input.choices(demanded_sites(question));
  if (choices.empty()) return;
  const Solver solver = solver_of(question, kQuiet);
  const ProvenChoice answer = solver({});
  const double share = seed % 3 == 0 ? 0.0 : 0.2;
  const std::size_t most = 6;
  const NearOptimal near = Alternatives{solver, answer, wants_most(question.problem)}.near_optimal(share, most);
  std::vector<SiteBits> listed{bits_of(answer.chosen)};
  const auto may_follow = [&](SiteBits choice) { return holds_none(choice, listed); };
  const double room = share * std::abs(answer.objective);
  for (const Alternative& one : near.list) {
    const SiteBits choice = bits_of(one.choice.chosen);
    CHECK(std::ranges::count(choices, choice) == 1);
    CHECK(may_follow(choice));
    CHECK(worth_of(question, choice) == best_worth(question, choices, may_follow));
    CHECK(one.choice.objective == worth_of(question, choice));
    CHECK(one.loss_high <= room + 1e-9);
    CHECK(one.in.size() + one.out.size() > 0);
    listed.push_back(choice);
  }
  const auto next = best_worth(question, choices, may_follow);
  const bool none_left = answer.chosen.empty() || !next || loss_of(question, *next, answer.objective) > room;
  CHECK(near.complete == (none_left && near.list.size() < most));
}

TEST_CASE("Alternatives: of spread and peaks too, sites count whatever they are chosen as", "[property]") {
  const auto seed = GENERATE(range(0U, cases(200U)));
  CAPTURE(seed);
  const RuledCase input{seed};
  trek::siting::SpreadPeaksTask task{{input.table, input.weight, 4}, {input.table, input.weight, 9}};
  task.peak_count = 1;
  task.local_count = 1;
  task.rules.forbidden = input.forbidden;
  const Solver solver = solver_of(task, 0.5, {}, kQuiet);
  const ProvenChoice answer = solver({});
  if (answer.state != Settled::found) {
    CHECK(answer.state == Settled::impossible);
    CHECK_THROWS(spread_peaks(task, 0.5));
    return;
  }
  const Alternatives alternatives{solver, answer, true};
  CHECK(answer.objective == Approx(spread_peaks(task, 0.5).objective).margin(1e-12));
  for (const std::uint32_t site : answer.chosen) {
    CAPTURE(site);
    auto without = task;
    auto forbidden = input.forbidden;
    forbidden.push_back(site);
    without.rules.forbidden = forbidden;
    const Alternative found = alternatives.without_site(site);
    if (found.choice.state == Settled::impossible) {
      CHECK_THROWS(spread_peaks(without, 0.5));
      continue;
    }
    CHECK(found.loss_high == Approx(answer.objective - spread_peaks(without, 0.5).objective).margin(1e-7));
  }
}
