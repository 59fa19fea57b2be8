#include "trek/coverage/equity.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "trek/access/travel.hpp"
#include "trek/core/error.hpp"

namespace trek::coverage {
namespace {

struct Travellers {
  double time_ds = 0.0;
  double people = 0.0;
};

double people_of(std::span<const Travellers> rows) {
  double sum = 0.0;
  for (const Travellers& row : rows) sum += row.people;
  return sum;
}

double mean_time_ds(std::span<const Travellers> rows) {
  double sum = 0.0;
  for (const Travellers& row : rows) sum += row.people * row.time_ds;
  return sum / people_of(rows);
}

/// Of rows by ascending time. A pair of people differs by the steps between them: each step counts those on its two
/// sides.
std::optional<double> gini_of(std::span<const Travellers> rows) {
  if (rows.empty()) return std::nullopt;
  const double mean = mean_time_ds(rows);
  if (!(mean > 0.0)) return std::nullopt;
  const double all = people_of(rows);
  double before = 0.0;
  double differences = 0.0;  // of every pair, once
  for (std::size_t row = 0; row + 1 < rows.size(); ++row) {
    before += rows[row].people;
    differences += (rows[row + 1].time_ds - rows[row].time_ds) * before * (all - before);
  }
  return differences / (all * all * mean);
}

/// Mean over the first `share` of the people in the rows' order; a row on the edge counts in part.
template <class Rows>
double mean_of_first(const Rows& begin, const Rows& end, double all, double share) {
  double left = share * all;
  double sum = 0.0;
  for (auto row = begin; row != end && left > 0.0; ++row) {
    const double taken = std::min(left, row->people);
    sum += taken * row->time_ds;
    left -= taken;
  }
  return sum / (share * all);
}

std::optional<double> palma_of(const std::vector<Travellers>& rows) {
  if (rows.empty()) return std::nullopt;
  const double all = people_of(rows);
  const double nearest = mean_of_first(rows.begin(), rows.end(), all, 0.4);
  if (!(nearest > 0.0)) return std::nullopt;
  return mean_of_first(rows.rbegin(), rows.rend(), all, 0.1) / nearest;
}

double shortfall_of(std::uint32_t time_ds, core::Deciseconds norm) {
  if (time_ds == access::kUnreachable_ds) return 1.0;
  return time_ds <= norm.count() ? 0.0 : 1.0 - static_cast<double>(norm.count()) / time_ds;
}

}  // namespace

Equity equity(std::span<const std::uint32_t> time_ds, std::span<const double> people, core::Deciseconds norm) {
  if (time_ds.size() != people.size()) core::refuse_argument("coverage: not one time for each number of people");
  if (norm.count() == 0) core::refuse_argument("coverage: a norm of 0 minutes, expected more");
  std::vector<Travellers> reaching;
  double all = 0.0;
  double shortfall = 0.0;
  double squared = 0.0;
  bool everyone = true;
  for (std::size_t row = 0; row < people.size(); ++row) {
    if (!(people[row] >= 0.0) || std::isinf(people[row]))
      core::refuse_argument("coverage: people below 0, or no finite number of them");
    if (!(people[row] > 0.0)) continue;
    const bool reaches = time_ds[row] != access::kUnreachable_ds;
    const double part = shortfall_of(time_ds[row], norm);
    everyone = everyone && reaches;
    all += people[row];
    shortfall += people[row] * part;
    squared += people[row] * part * part;
    if (reaches) reaching.push_back({static_cast<double>(time_ds[row]), people[row]});
  }
  if (!(all > 0.0)) return {};
  std::ranges::sort(reaching, {}, [](const Travellers& row) { return std::pair{row.time_ds, row.people}; });
  Equity result;
  result.gini = gini_of(reaching);
  if (everyone) result.palma_ratio = palma_of(reaching);
  result.shortfall = shortfall / all;
  result.shortfall_squared = squared / all;
  return result;
}

}  // namespace trek::coverage
