#include "trek/score/counterfactual.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>

#include "trek/core/error.hpp"
#include "trek/score/alternatives.hpp"
#include "trek/score/ranking.hpp"

namespace trek::score {
namespace {

constexpr double kEndless = std::numeric_limits<double>::infinity();
constexpr double kWithin = 1e-9;  // values that are equal but for rounding
constexpr double kBehind = 2e-9;  // of a score: less is rounding, and shares a rank

using Anchor = model::ValueFunction::Anchor;

double crossing(const Anchor& a, const Anchor& b, double least) {
  return std::lerp(a.raw, b.raw, (least - a.value) / (b.value - a.value));
}

std::vector<RawRange> ranges_above(std::span<const Anchor> anchors, double least) {
  std::vector<RawRange> ranges;
  const auto is_worth = [&](const Anchor& anchor) { return anchor.value >= least - kWithin; };
  if (is_worth(anchors.front())) ranges.push_back({-kEndless, anchors.front().raw});
  for (std::size_t i = 1; i < anchors.size(); ++i) {
    const Anchor& a = anchors[i - 1];
    const Anchor& b = anchors[i];
    if (is_worth(a) && is_worth(b))
      ranges.back().high = b.raw;
    else if (is_worth(b))
      ranges.push_back({std::min(crossing(a, b, least), b.raw), b.raw});
    else if (is_worth(a))
      ranges.back().high = std::max(crossing(a, b, least), a.raw);
  }
  if (is_worth(anchors.back())) ranges.back().high = kEndless;
  return ranges;
}

double distance_to(const RawRange& range, double raw) { return std::max({0.0, range.low - raw, raw - range.high}); }

RawRange nearest(std::span<const RawRange> ranges, double raw) {
  if (std::isnan(raw)) {
    return *std::ranges::max_element(
        ranges, [](const RawRange& a, const RawRange& b) { return a.high - a.low < b.high - b.low; });
  }
  return *std::ranges::min_element(
      ranges, [raw](const RawRange& a, const RawRange& b) { return distance_to(a, raw) < distance_to(b, raw); });
}

std::optional<Counterfactual> counterfactual_of(const CriteriaTable& table, std::size_t site, std::size_t criterion,
                                                double lacking) {
  const double share = table.weight_share(criterion);
  if (!(share > 0.0)) return std::nullopt;
  const model::ValueFunction& value = table.criteria()[criterion].value;
  Counterfactual change{.criterion = criterion, .from_raw = table.raw(site, criterion)};
  change.from_value = table.interval(site, criterion).low;
  change.to_value = change.from_value + lacking / share;
  const auto ranges = lacking > 0.0 ? worth_at_least(value, change.to_value) : worth_at_most(value, change.to_value);
  if (ranges.empty()) return std::nullopt;
  const RawRange range = nearest(ranges, change.from_raw);
  change.to_raw_low = range.low;
  change.to_raw_high = range.high;
  return change;
}

}  // namespace

std::vector<RawRange> worth_at_least(const model::ValueFunction& value, double least) {
  return ranges_above(value.anchors(), least);
}

std::vector<RawRange> worth_at_most(const model::ValueFunction& value, double most) {
  std::vector<Anchor> upside_down;
  for (const Anchor& anchor : value.anchors()) upside_down.push_back({anchor.raw, -anchor.value});
  return ranges_above(upside_down, -most);
}

Counterfactuals counterfactuals(const CriteriaTable& table, std::span<const std::uint8_t> excluded, std::size_t site,
                                std::size_t count) {
  if (count == 0) core::refuse_argument("counterfactual: the best 0 sites, expected 1 or more");
  const auto scores = weighted_sum(table, excluded);
  if (site >= scores.size() || !scores[site].rank)
    core::refuse_argument(fmt::format("counterfactual: the site at row {} has no rank", site));
  std::vector<double> others;
  for (std::size_t row = 0; row < scores.size(); ++row) {
    if (row != site && scores[row].rank) others.push_back(scores[row].low);
  }
  Counterfactuals result{*scores[site].rank <= count, {}};
  if (others.size() < count) return result;
  std::ranges::nth_element(others, others.begin() + static_cast<std::ptrdiff_t>(count - 1), std::greater<>{});
  const double mark = others[count - 1];  // among the best is who is not below it
  const double apart = result.is_among_best ? kBehind : 0.0;
  const double lacking = mark - apart - scores[site].low;
  for (std::size_t c = 0; c < table.criteria().size(); ++c) {
    if (auto change = counterfactual_of(table, site, c, lacking)) result.changes.push_back(*change);
  }
  std::ranges::stable_sort(result.changes, [](const Counterfactual& a, const Counterfactual& b) {
    return std::abs(a.to_value - a.from_value) < std::abs(b.to_value - b.from_value);
  });
  return result;
}

}  // namespace trek::score
