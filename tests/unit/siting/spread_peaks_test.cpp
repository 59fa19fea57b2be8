#include "trek/siting/spread_peaks.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <vector>

#include "case_count.hpp"
#include "location_case.hpp"
#include "ruled_case.hpp"
#include "support/catch.hpp"
#include "trek/core/error.hpp"

namespace {

using trek::siting::SpreadPeaks;
using trek::siting::SpreadPeaksTask;
using trek::test::bits_of;
using trek::test::RuledCase;
using trek::test::SiteBits;

/// Both services of a case: near within 4, far within 9.
SpreadPeaksTask task_of(const RuledCase& input, const std::vector<double>& far_weight, std::uint64_t seed) {
  SpreadPeaksTask task{{input.table, input.weight, 4}, {input.table, far_weight, 9}};
  const std::size_t site_count = input.table.site_count();
  task.peak_count = std::min<std::size_t>(1 + seed % 2, site_count);
  task.local_count = std::min<std::size_t>(seed % 3, site_count - task.peak_count);
  if (seed % 2 == 0) task.rules = input.task().rules;
  if (seed % 5 == 0) {
    task.rules.x = input.x;
    task.rules.y = input.y;
    task.peak_spacing = 4.0;
  }
  if (seed % 4 == 0) task.forced = input.forced;
  if (seed % 3 == 1) {  // any sites will do: these lists are drawn
    task.not_local = input.forbidden;
    task.not_peak = input.forced;
  }
  return task;
}

double share_of(const trek::siting::Service& service, SiteBits choice) {
  double served = 0.0;
  double all = 0.0;
  for (std::size_t row = 0; row < service.weight.size(); ++row) {
    if (!(service.weight[row] > 0.0)) continue;
    all += service.weight[row];
    bool any = false;
    service.costs.for_each(row, [&](const auto& entry) {
      any = any || ((choice >> entry.site & 1U) != 0 && entry.cost <= service.standard);
    });
    served += any ? service.weight[row] : 0.0;
  }
  return all > 0.0 ? served / all : 0.0;
}

struct Shares {
  double spread = 0.0;
  double peak = 0.0;
};

bool are_apart(const RuledCase& input, SiteBits choice, double spacing) {
  for (const std::uint32_t a : trek::test::sites_of(choice)) {
    for (const std::uint32_t b : trek::test::sites_of(choice)) {
      if (a < b && std::hypot(input.x[a] - input.x[b], input.y[a] - input.y[b]) < spacing) return false;
    }
  }
  return true;
}

SiteBits bits_in(std::span<const std::uint32_t> sites) { return bits_of({sites.begin(), sites.end()}); }

/// What every pair of sets that keeps to the rules gives.
std::vector<Shares> all_shares(const RuledCase& input, const SpreadPeaksTask& task) {
  trek::siting::LocationTask rules{input.table, input.weight, task.local_count + task.peak_count, task.forced};
  rules.rules = task.rules;
  const trek::siting::DemandedSites question{rules, trek::siting::CountRule::any};  // counted here
  const auto demands = trek::siting::demands_of(question);
  std::vector<Shares> result;
  for (SiteBits all = 0; all < 1U << input.table.site_count(); ++all) {
    const auto met = [&](const auto& demand) { return input.meets(all, demand, question.count, 0); };
    if (static_cast<std::size_t>(std::popcount(all)) != rules.p || !std::ranges::all_of(demands, met)) continue;
    for (SiteBits peaks = 0; peaks <= all; ++peaks) {
      if ((peaks & ~all) != 0 || static_cast<std::size_t>(std::popcount(peaks)) != task.peak_count) continue;
      if ((all & ~peaks & bits_in(task.not_local)) != 0 || (peaks & bits_in(task.not_peak)) != 0) continue;
      if (are_apart(input, peaks, task.peak_spacing))
        result.push_back({share_of(task.near, all), share_of(task.far, peaks)});
    }
  }
  return result;
}

double best_at(const std::vector<Shares>& shares, double balance) {
  double best = 0.0;
  for (const Shares& one : shares) best = std::max(best, balance * one.spread + (1.0 - balance) * one.peak);
  return best;
}

}  // namespace

//  four towns on a line, a site each: 0 and 1 are near 30 and 20 people, 2 and 3 near 10 each; only 2 is in reach of
//  all
TEST_CASE("spread_peaks: the peak stands where most can come, the others where most live", "[siting][unit]") {
  const auto near = trek::test::cost_table({{5, {}, {}, {}}, {{}, 5, {}, {}}, {{}, {}, 5, {}}, {{}, {}, {}, 5}}, 4);
  const auto far = trek::test::cost_table({{5, 20, 30, {}}, {20, 5, 20, {}}, {{}, 20, 5, 20}, {{}, {}, 20, 5}}, 4);
  const std::vector<double> people{30.0, 20.0, 10.0, 10.0};
  SpreadPeaksTask task{{near, people, 5}, {far, people, 30}};
  task.local_count = 1;
  task.peak_count = 1;
  const SpreadPeaks even = spread_peaks(task, 0.5);
  CHECK(even.peaks == std::vector<std::uint32_t>{2});
  CHECK(even.locals == std::vector<std::uint32_t>{0});
  CHECK(even.peak_share == 1.0);
  CHECK(even.spread_share == Approx(40.0 / 70.0));
  CHECK(even.objective == Approx(0.5 * (1.0 + 40.0 / 70.0)));
  CHECK(even.optimal);
  const auto front = spread_peaks_front(task);
  REQUIRE(front.size() == 2);
  CHECK(front[0].spread_share == Approx(50.0 / 70.0));  // 0 and 1, of which 1 is in reach of 60
  CHECK(front[0].peaks == std::vector<std::uint32_t>{1});
  CHECK(front[0].peak_share == Approx(60.0 / 70.0));
  CHECK(front[1].peaks == even.peaks);
  CHECK_THROWS_AS(spread_peaks(task, 1.5), trek::core::Error);
}

TEST_CASE("spread_peaks: the front has each choice that is best at some balance, however near each other these lie",
          "[siting][unit]") {
  // Eight towns out of each other's reach, one site to be chosen: more near it costs ever more of who can come.
  const std::vector<double> near_people{0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0};
  const std::vector<double> far_people{100.0, 98.0, 95.0, 91.0, 86.0, 80.0, 73.0, 65.0};
  std::vector<std::vector<std::optional<std::uint32_t>>> own(8, std::vector<std::optional<std::uint32_t>>(8));
  for (std::size_t town = 0; town < own.size(); ++town) own[town][town] = 5;
  const auto table = trek::test::cost_table(own, 8);
  SpreadPeaksTask task{{table, near_people, 5}, {table, far_people, 5}};
  task.local_count = 0;
  task.peak_count = 1;
  const auto front = spread_peaks_front(task);
  REQUIRE(front.size() == 8);
  for (std::uint32_t i = 0; i < 8; ++i) CHECK(front[i].peaks == std::vector<std::uint32_t>{7 - i});
}

TEST_CASE("spread_peaks: equals all pairs of sets of small instances, and so does the front", "[property]") {
  const auto seed = GENERATE(range(0U, cases(250U)));
  CAPTURE(seed);
  const RuledCase input{seed};
  trek::core::Random random{seed, 5};
  std::vector<double> far_weight;
  for (std::size_t row = 0; row < input.weight.size(); ++row)
    far_weight.push_back(static_cast<double>(random.below(9)));
  const SpreadPeaksTask task = task_of(input, far_weight, seed);
  const auto shares = all_shares(input, task);
  if (shares.empty()) {
    CHECK_THROWS_AS(spread_peaks(task, 0.5), trek::core::Error);
    return;
  }
  for (const double balance : {0.0, 0.3, 0.5, 1.0}) {
    const SpreadPeaks found = spread_peaks(task, balance);
    CHECK(found.optimal);
    CHECK(found.objective == Approx(best_at(shares, balance)).margin(1e-9));
    CHECK(found.peaks.size() == task.peak_count);
    CHECK(found.locals.size() == task.local_count);
    CHECK((bits_of(found.peaks) & bits_of(found.locals)) == 0);
    CHECK(found.peak_share == Approx(share_of(task.far, bits_of(found.peaks))));
    CHECK(found.spread_share == Approx(share_of(task.near, bits_of(found.peaks) | bits_of(found.locals))));
  }
  const auto front = spread_peaks_front(task, 60);
  std::vector<Shares> of_front;
  for (const SpreadPeaks& one : front) of_front.push_back({one.spread_share, one.peak_share});
  for (int i = 1; i < 20; ++i) CHECK(best_at(of_front, i / 20.0) == Approx(best_at(shares, i / 20.0)).margin(1e-8));
  for (std::size_t i = 1; i < of_front.size(); ++i) {
    const double lost = of_front[i - 1].spread - of_front[i].spread;
    const double won = of_front[i].peak - of_front[i - 1].peak;
    CHECK(lost > 0.0);
    CHECK(won > 0.0);
    const double balance = won / (lost + won);  // both are worth the same there, and nothing between them is worth more
    CHECK(best_at(of_front, balance) == Approx(best_at(shares, balance)).margin(1e-8));
  }
}
