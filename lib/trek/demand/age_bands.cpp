#include "trek/demand/age_bands.hpp"

#include <algorithm>
#include <limits>

namespace trek::demand {
namespace {

constexpr double kAnything = std::numeric_limits<double>::infinity();

struct Range {
  double low = 0.0;
  double high = kAnything;
};

/// Of a band by itself.
Range own_range(const ReadBand& read, const CountRules& rules) {
  if (read.band.people) {
    const double people = *read.band.people;
    if (people == 0.0 && rules.zeros_are_told) return {0.0, 0.0};
    return {std::max(0.0, people - read.rounding), people + read.rounding};
  }
  if (!read.secret || !(rules.secret_below > 0.0)) return {};
  return {rules.zeros_are_told ? 1.0 : 0.0, rules.secret_below - 1.0};
}

/// The same, limited by the inhabitants and the other bands.
Range limited(Range own, Range inhabitants, Range others, bool whole) {
  Range range = own;
  range.high = std::max(0.0, std::min(range.high, inhabitants.high - others.low));
  if (whole) range.low = std::max(range.low, inhabitants.low - others.high);
  if (range.low <= range.high) return range;
  return {0.0, inhabitants.high};
}

/// Limits all bands that are not published together, by what the inhabitants leave beside the published ones. Nothing
/// where their own bounds contradict that.
void limit_together(std::vector<ReadBand>& bands, const std::vector<Range>& own, Range inhabitants, bool whole) {
  Range published{0.0, 0.0};
  Range each{0.0, 0.0};
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const bool is_published = bands[i].band.people.has_value();
    (is_published ? published : each).low += is_published ? own[i].low : bands[i].band.low;
    (is_published ? published : each).high += is_published ? own[i].high : bands[i].band.high;
  }
  Range together{whole ? std::max(0.0, inhabitants.low - published.high) : 0.0,
                 std::max(0.0, inhabitants.high - published.low)};
  if (each.low > together.high || each.high < together.low) together = {};
  for (ReadBand& read : bands) {
    if (read.band.people) continue;
    read.band.together_low = together.low;
    read.band.together_high = together.high;
  }
}

}  // namespace

void set_bounds(std::vector<ReadBand>& bands, std::optional<double> inhabitants, bool whole, const CountRules& rules) {
  std::vector<Range> own;
  for (const ReadBand& read : bands) own.push_back(own_range(read, rules));
  const double half = rules.rounded_to / 2.0;
  const Range all = inhabitants ? Range{std::max(0.0, *inhabitants - half), *inhabitants + half} : Range{};
  for (std::size_t i = 0; i < bands.size(); ++i) {
    model::AgeBand& band = bands[i].band;
    Range others{0.0, 0.0};
    double published = 0.0;
    for (std::size_t other = 0; other < bands.size(); ++other) {
      if (other == i) continue;
      others.low += own[other].low;
      others.high += own[other].high;
      published += bands[other].band.people.value_or(0.0);
    }
    band.room = inhabitants ? std::max(0.0, *inhabitants - published) : kAnything;
    if (band.people) {
      const double rounding = rules.is_cell ? 0.0 : bands[i].rounding;
      band.low = std::max(0.0, *band.people - rounding);
      band.high = *band.people + rounding;
    } else {
      const Range range = limited(own[i], all, others, whole);
      band.low = range.low;
      band.high = range.high;
    }
  }
  limit_together(bands, own, all, whole);
}

std::optional<double> published_target(std::span<const model::AgeBand> bands, std::optional<double> inhabitants) {
  double sum = 0.0;
  bool any = false;
  for (const model::AgeBand& band : bands) {
    if (!(band.share > 0.0)) continue;
    if (!band.people) return std::nullopt;
    any = true;
    sum += band.share * *band.people;
  }
  if (!any) return std::nullopt;
  return inhabitants ? std::min(sum, *inhabitants) : sum;
}

}  // namespace trek::demand
