#include "trek/publish/style.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>
#include <string_view>
#include <tuple>

#include "trek/model/written.hpp"
#include "trek/publish/natural_breaks.hpp"

namespace trek::publish {
namespace {

constexpr std::array kMinutes{5.0, 10.0, 15.0, 20.0, 30.0};
constexpr double kPerCent = 100.0;

bool is_share(std::string_view unit) { return unit == "share"; }

/// 0.5 as "50" for shares. As many digits as a bound has, less the noise of its last ones.
std::string bare(double value, std::string_view unit) {
  return fmt::format("{:.9g}", is_share(unit) ? kPerCent * value : value);
}
std::string shown(double value, std::string_view unit) {
  if (is_share(unit)) return bare(value, unit) + " %";
  return bare(value, unit) + (unit == "min" ? " min" : "");
}

std::string bounds_label(const ColumnClasses& classes, std::size_t which) {
  const auto& [breaks, unit] = std::tie(classes.breaks, classes.unit);
  if (breaks.empty())
    return (classes.least < classes.most ? bare(classes.least, unit) + " – " : "") + shown(classes.most, unit);
  if (which == 0) return "< " + shown(breaks.front(), unit);
  if (which == breaks.size()) {
    const bool is_all = is_share(unit) && breaks.back() >= 1.0;  // no share is more
    return (is_all ? "" : "≥ ") + shown(breaks.back(), unit);
  }
  return bare(breaks[which - 1], unit) + " – " + shown(breaks[which], unit);
}

std::string class_filter(const ColumnClasses& classes, std::size_t which) {
  const auto& breaks = classes.breaks;
  if (breaks.empty()) return fmt::format("\"{}\" IS NOT NULL", classes.column);
  std::string filter;
  if (which > 0) filter = fmt::format("\"{}\" >= {}", classes.column, breaks[which - 1]);
  if (which > 0 && which < breaks.size()) filter += " AND ";
  if (which < breaks.size()) filter += fmt::format("\"{}\" < {}", classes.column, breaks[which]);
  return filter;
}

}  // namespace

std::span<const double> minute_breaks() noexcept { return kMinutes; }

std::vector<MinuteClass> minute_classes(std::span<const double> breaks_min) {
  const auto colors = ramp(Ramp::viridis, breaks_min.size() + 1);
  std::vector<MinuteClass> classes;
  double from_min = 0.0;
  for (std::size_t i = 0; i < breaks_min.size(); ++i) {
    classes.push_back({from_min, breaks_min[i], colors[colors.size() - 1 - i]});
    from_min = breaks_min[i];
  }
  classes.push_back({from_min, std::numeric_limits<double>::infinity(), colors.front()});
  return classes;
}

std::string_view name_of(ClassMethod method) noexcept { return method == ClassMethod::natural ? "natural" : "project"; }

std::vector<double> size_examples(double greatest) {
  constexpr std::size_t kExamples = 3;
  constexpr double kWidely = 0.6;  // a round number in the upper part of what is left
  std::vector<double> numbers;
  for (double most = greatest; numbers.size() < kExamples && most >= 1.0; most = numbers.back() / 4.0)
    numbers.push_back(roundest_between(kWidely * most, most));
  return numbers;
}

std::string class_label(const ColumnClasses& classes, std::size_t which, model::Language language) {
  return model::written(bounds_label(classes, which), language);
}

std::vector<StyleRule> class_rules(const ColumnClasses& classes, Symbol (*symbol_of)(Color),
                                   const model::Words& words) {
  std::vector<StyleRule> rules;
  for (std::size_t i = 0; i < classes.counts.size() && i < classes.colors.size(); ++i)
    rules.push_back(
        {class_label(classes, i, words.language()), class_filter(classes, i), symbol_of(classes.colors[i])});
  rules.push_back({words("onbekend", "unknown"), std::string{kElse}, symbol_of(kNoData)});
  return rules;
}

}  // namespace trek::publish
