#include "trek/publish/detail/column_classes.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>
#include <utility>

#include "trek/publish/natural_breaks.hpp"

namespace trek::publish::detail {
namespace {

/// As many as can be told apart at a glance, in grey too: a choice.
constexpr std::size_t kMostFitted = 5;

/// Of numbers of people, which are few in most rows and very many in some: by what they are times as many as each
/// other.
std::vector<double> people_breaks(std::vector<double> people) {
  std::ranges::sort(people);
  std::vector<double> logarithms;
  for (const double count : people) logarithms.push_back(std::log1p(std::max(count, 0.0)));
  std::vector<double> breaks;
  for (const double bound : natural_breaks(logarithms, kMostFitted)) {
    const auto above = std::ranges::lower_bound(logarithms, bound) - logarithms.begin();
    const auto at = people.begin() + above;
    breaks.push_back(roundest_between(*std::prev(at), *at));
  }
  return breaks;
}

std::vector<double> fitted_breaks(const std::vector<double>& values, const ClassedColumn& wanted) {
  return wanted.unit == "people" ? people_breaks(values) : natural_breaks(values, kMostFitted, wanted.kept);
}

}  // namespace

ColumnClasses column_classes(const LayerTable& table, const ClassedColumn& wanted, const MapStyle& style) {
  const auto values = table.numbers(wanted.column);
  ColumnClasses classes{.column = wanted.column, .unit = wanted.unit, .breaks = {}, .counts = {}, .colors = {}};
  classes.unknown_count = table.row_count() - values.size();
  const FixedBreaks* const fixed = style.find_fixed(table.schema().name, wanted.column);
  if (fixed != nullptr) classes.method = ClassMethod::project;
  classes.breaks = fixed != nullptr ? fixed->breaks : fitted_breaks(values, wanted);
  if (values.empty()) return classes;
  std::tie(classes.least, classes.most) = std::pair{std::ranges::min(values), std::ranges::max(values)};
  classes.counts.resize(classes.breaks.size() + 1);
  for (const double value : values)
    ++classes
          .counts[static_cast<std::size_t>(std::ranges::upper_bound(classes.breaks, value) - classes.breaks.begin())];
  classes.colors = style.ramp_of(wanted.use, classes.counts.size());
  return classes;
}

}  // namespace trek::publish::detail
