#include "trek/score/learning.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>
#include <utility>

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"

using namespace trek::score;
using trek::test::kUnknown;
using trek::test::plain_table;

namespace {

/// What is true of each site, and what is known of it: half of the values.
struct HalfKnown {
  std::vector<double> weights{4.0, 3.0, 2.0, 1.0};
  std::vector<std::vector<double>> truth;
  std::vector<std::vector<double>> known;

  HalfKnown(std::uint64_t seed, std::size_t site_count) {
    trek::core::Random random{seed};
    for (std::size_t site = 0; site < site_count; ++site) {
      auto& row = truth.emplace_back();
      auto& seen = known.emplace_back();
      for (std::size_t c = 0; c < weights.size(); ++c) {
        row.push_back(random.uniform());
        seen.push_back(random.below(2) == 0 ? kUnknown : row.back());
      }
    }
  }
  [[nodiscard]] std::vector<std::uint8_t> none() const { return std::vector<std::uint8_t>(truth.size(), 0); }
  [[nodiscard]] Learning learnt(const std::vector<std::vector<double>>& values) const {
    return learning(plain_table(weights, values), none(), {}, {.shortlist_count = 10, .draws = 200}, {});
  }
  [[nodiscard]] std::vector<std::size_t> shortlist(const std::vector<std::vector<double>>& values) const {
    auto rows = learnt(values).shortlist;
    std::ranges::sort(rows);
    return rows;
  }
};

/// Answers until the shortlist is the true one and stays so.
template <class Next>
std::size_t answers_needed(const HalfKnown& region, const Next& next) {
  auto values = region.known;
  const auto wanted = region.shortlist(region.truth);
  std::size_t needed = 0;
  for (std::size_t asked = 0;; ++asked) {
    if (region.shortlist(values) != wanted) needed = asked + 1;
    const auto question = next(values);
    if (!question) return needed;
    values[question->first][question->second] = region.truth[question->first][question->second];
  }
}

using Asked = std::optional<std::pair<std::size_t, std::size_t>>;

}  // namespace

TEST_CASE("learning: asked in its order, the true ten are found with fewer answers than at random",
          "[score][property]") {
  double in_order = 0.0;
  double at_random = 0.0;
  double unknown = 0.0;
  constexpr int kRegions = 8;
  for (std::uint64_t seed = 0; seed < kRegions; ++seed) {
    const HalfKnown region{seed, 40};
    std::vector<std::pair<std::size_t, std::size_t>> all;
    for (std::size_t site = 0; site < region.known.size(); ++site) {
      for (std::size_t c = 0; c < region.weights.size(); ++c) {
        if (std::isnan(region.known[site][c])) all.emplace_back(site, c);
      }
    }
    unknown += static_cast<double>(all.size()) / kRegions;
    in_order += static_cast<double>(
                    answers_needed(region,
                                   [&](const auto& values) -> Asked {
                                     const auto plan = region.learnt(values);
                                     if (plan.questions.empty()) return {};
                                     return std::pair{plan.questions.front().site, *plan.questions.front().criterion};
                                   })) /
                kRegions;
    trek::core::Random random{seed, 7};
    random.shuffle(all);
    at_random += static_cast<double>(answers_needed(region,
                                                    [&](const auto&) -> Asked {
                                                      if (all.empty()) return {};
                                                      const auto last = all.back();
                                                      all.pop_back();
                                                      return last;
                                                    })) /
                 kRegions;
  }
  CAPTURE(unknown, in_order, at_random);
  CHECK(in_order < 0.6 * at_random);
}

TEST_CASE("learning: what is asked about one of several unknowns of a site, by simulation", "[score][property]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  trek::core::Random random{seed};
  std::vector<std::vector<double>> values(6, std::vector<double>(3));
  for (auto& row : values) {
    for (double& value : row) value = random.below(3) == 0 ? kUnknown : random.uniform();
  }
  const auto table = plain_table({3.0, 2.0, 1.0}, values);
  const std::vector<std::uint8_t> none(6, 0);
  const std::vector<OpenVeto> vetoes{{1, 0, 0.6}, {4, 0, 0.3}};
  const auto all = learning(table, none, vetoes, {.shortlist_count = 2}, {});
  const auto sum_of_best = [&](std::size_t site, double worth) {
    std::vector<double> worths = all.expected;
    worths[site] = worth;
    std::ranges::sort(worths, std::greater<>{});
    return worths[0] + worths[1];
  };
  for (const Question& question : all.questions) {
    CAPTURE(question.site);
    const double before = sum_of_best(question.site, all.expected[question.site]);
    constexpr int kSteps = 20'000;
    double after = 0.0;
    for (int step = 0; step < kSteps; ++step) {
      const double learnt = (step + 0.5) / kSteps;  // the answer, over all that it may be
      double worth = 0.0;
      if (question.criterion) {
        double pass = 1.0;
        for (const OpenVeto& veto : vetoes) pass *= veto.site == question.site ? veto.pass_chance : 1.0;
        const double share = table.weight_share(*question.criterion);
        worth = all.expected[question.site] + pass * share * (learnt - 0.5);
      } else {
        const double chance = question.site == 1 ? 0.6 : 0.3;
        worth = learnt < chance ? all.expected[question.site] / chance : 0.0;
      }
      after += sum_of_best(question.site, worth) / kSteps;
    }
    CHECK(question.value == Approx(after - before).margin(1e-4));
  }
}
