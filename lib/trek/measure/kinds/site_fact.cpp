#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "trek/measure/detail/kind.hpp"
#include "trek/model/columns.hpp"

/// What the sites have a column of: with its bounds where a link is in doubt, a number is a lower bound, or a list
/// leaves something open. METHODS "Measures".
namespace trek::measure::detail::kinds::site_fact {
namespace {

using model::Estimate;
using model::MonumentKind;

constexpr double kHalf =
    0.5;  // what a list of national monuments says of the grade, where the municipal one is lacking

/// Unknown where nobody knows the fact, whatever it may be.
Estimate ranged(std::optional<double> fact, const std::optional<model::Range>& range, double known_share) {
  if (!fact) return Estimate::unknown();
  if (!range || range->low == range->high) return Estimate::exact(*fact);
  return {*fact, std::min(range->low, *fact), std::max(range->high, *fact), known_share};
}

template <class T>
std::optional<double> number(const std::optional<T>& value) {
  return value ? std::optional{static_cast<double>(*value)} : std::nullopt;
}

std::optional<double> find_value(const std::map<std::string, double>& values, std::string_view name) {
  const auto found = values.find(std::string{name});
  return found == values.end() ? std::nullopt : std::optional{found->second};
}

/// The first value, and the least and the most of all of them; without bounds where one is unknown.
Estimate one_of(std::span<const std::optional<double>> values, double known_share) {
  Estimate estimate = values.front() ? Estimate::exact(*values.front()) : Estimate::unknown();
  for (const auto& value : values) {
    if (!value) return {estimate.best, Estimate{}.low, Estimate{}.high, 0.0};
    estimate.low = std::min(estimate.low, *value);
    estimate.high = std::max(estimate.high, *value);
  }
  if (values.size() > 1) estimate.known_share = known_share;
  return estimate;
}

/// Of the grades between what the site surely is and what it may turn out to be.
Estimate monument_value(const Settings& settings, const model::Sites& sites, std::size_t site) {
  const auto value = [&](MonumentKind kind) { return find_value(settings.monument_values, model::name_of(kind)); };
  const MonumentKind kind = sites.monument_kind[site];
  if (kind == MonumentKind::unknown) return Estimate::unknown();
  std::vector<std::optional<double>> values;
  for (const MonumentKind grade : model::grades_between(kind, sites.monument_at_most[site]))
    values.push_back(value(grade));
  return one_of(values, kHalf);
}

Estimate function_value(const Settings& settings, const model::Sites& sites, std::size_t site) {
  const model::FactRanges& ranges = sites.ranges[site];
  std::vector<std::optional<double>> values{find_value(settings.function_values, model::name_of(sites.type[site]))};
  for (const model::SiteType type : ranges.other_types) {
    values.push_back(find_value(settings.function_values, model::name_of(type)));
  }
  return one_of(values, ranges.link_confidence);
}

/// How much of what a fact rests on is known.
double known_share(const model::Sites& sites, std::size_t site, std::optional<model::Range> model::FactRanges::*fact) {
  const model::FactRanges& ranges = sites.ranges[site];
  if (fact == &model::FactRanges::vacancy_share) return sites.vacancy_known_share[site];
  if (fact == &model::FactRanges::floor_area_m2) return std::min(ranges.link_confidence, ranges.floor_area_known_share);
  return ranges.link_confidence;
}

using Take = std::function<Estimate(const Settings&, const model::Sites&, std::size_t)>;

SiteOffer offer_of(const model::FactText& fact, Take take) {
  Measure measure;
  measure.id = fact.column;
  measure.label = fact.label;
  measure.unit = std::string{fact.unit};
  measure.decimals = 3;
  measure.integer = false;
  const auto take_all = [take = std::move(take)](const SiteSurvey& survey) {
    Values values;
    for (std::size_t site = 0; site < survey.tables.sites->size(); ++site) {
      values.estimates.push_back(take(survey.settings, *survey.tables.sites, site));
      values.values.push_back(values.estimates.back().best);
    }
    return values;
  };
  return {std::move(measure), take_all, false};
}

/// A number between its bounds, or a yes or no; nothing of facts that are neither.
template <class Fact>
void add_offer(const Fact& fact, std::vector<SiteOffer>& offers) {
  const auto member = fact.member;
  if constexpr (!std::is_null_pointer_v<decltype(fact.bounds)>) {
    const auto bounds = fact.bounds;
    offers.push_back(
        offer_of(fact.text, [=](const Settings& /*settings*/, const model::Sites& sites, std::size_t site) {
          return ranged(number((sites.*member)[site]), sites.ranges[site].*bounds, known_share(sites, site, bounds));
        }));
  } else if constexpr (std::is_same_v<decltype(fact.member), std::vector<std::optional<bool>> model::Sites::*>) {
    model::FactText text = fact.text;
    text.unit = "0/1";
    offers.push_back(offer_of(text, [=](const Settings& /*settings*/, const model::Sites& sites, std::size_t site) {
      return ranged(number((sites.*member)[site]), std::nullopt, 1.0);
    }));
  }
}

std::vector<SiteOffer> offers(const Settings& /*settings*/) {
  std::vector<SiteOffer> result;
  model::for_each_fact<model::Sites>([&](const auto& fact) { add_offer(fact, result); });
  result.push_back(offer_of({.column = "monument_value", .label = {"Monumentwaarde", "Monument value"}, .unit = "0-1"},
                            monument_value));
  result.push_back(offer_of({.column = "function_value",
                             .label = {"Geschiktheid van de bouwvorm", "Fitness of the building type"},
                             .unit = "0-1"},
                            function_value));
  return result;
}

}  // namespace

Kind kind() { return {900, nullptr, offers}; }

}  // namespace trek::measure::detail::kinds::site_fact
