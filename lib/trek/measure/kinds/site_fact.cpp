#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "trek/measure/detail/kind.hpp"

/// What the sites have a column of: with its bounds where a link is in doubt, a number is a lower bound, or a list
/// leaves something open. METHODS "Measures".
namespace trek::measure::detail::kinds {
namespace {

using model::Estimate;
using model::MonumentKind;

constexpr double kHalf =
    0.5;  // what a list of national monuments says of the grade, where the municipal one is lacking

/// From the least protected; "unknown" has no place among them.
constexpr std::array kGrades{MonumentKind::none, MonumentKind::townscape, MonumentKind::municipal,
                             MonumentKind::national};

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
  std::vector<std::optional<double>> values{value(kind)};
  const auto least = std::find(kGrades.begin(), kGrades.end(), kind);
  const auto most = std::find(kGrades.begin(), kGrades.end(), sites.monument_at_most[site]);
  if (most != kGrades.end() && least < most) {
    std::for_each(least + 1, most + 1, [&](MonumentKind grade) { values.push_back(value(grade)); });
  }
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

/// A fact by the name of its column.
struct Fact {
  const char* id;
  core::Phrase label;
  const char* unit;
  Estimate (*of)(const Settings&, const model::Sites&, std::size_t);
};

/// The estimate of a column that has bounds beside it, as sure as the link to the building.
template <auto Column, auto Bounds>
Estimate linked(const Settings& /*settings*/, const model::Sites& sites, std::size_t site) {
  const model::FactRanges& ranges = sites.ranges[site];
  return ranged(number((sites.*Column)[site]), ranges.*Bounds, ranges.link_confidence);
}

Estimate floor_area(const Settings& /*settings*/, const model::Sites& sites, std::size_t site) {
  const model::FactRanges& ranges = sites.ranges[site];
  return ranged(sites.floor_area_m2[site], ranges.floor_area_m2,
                std::min(ranges.link_confidence, ranges.floor_area_known_share));
}

Estimate vacancy(const Settings& /*settings*/, const model::Sites& sites, std::size_t site) {
  return ranged(sites.vacancy_share[site], sites.ranges[site].vacancy_share, sites.vacancy_known_share[site]);
}

Estimate in_townscape(const Settings& /*settings*/, const model::Sites& sites, std::size_t site) {
  return ranged(number(sites.in_townscape[site]), std::nullopt, 1.0);
}

std::vector<Fact> facts() {
  using model::FactRanges;
  using model::Sites;
  return {
      {"built_year", {"Bouwjaar", "Year built"}, "", linked<&Sites::built_year, &FactRanges::built_year>},
      {"floor_area_m2", {"Vloeroppervlak", "Floor area"}, "m2", floor_area},
      {"storeys", {"Bouwlagen", "Storeys"}, "", linked<&Sites::storeys, &FactRanges::storeys>},
      {"height_m", {"Hoogte", "Height"}, "m", linked<&Sites::height_m, &FactRanges::height_m>},
      {"volume_m3", {"Inhoud", "Volume"}, "m3", linked<&Sites::volume_m3, &FactRanges::volume_m3>},
      {"footprint_m2", {"Grondvlak", "Footprint"}, "m2", linked<&Sites::footprint_m2, &FactRanges::footprint_m2>},
      {"vacancy_share", {"Kans op leegstand", "Probability of vacancy"}, "0-1", vacancy},
      {"in_townscape", {"In beschermd gezicht", "In a protected townscape"}, "0/1", in_townscape},
      {"monument_value", {"Monumentwaarde", "Monument value"}, "0-1", monument_value},
      {"function_value", {"Geschiktheid van de bouwvorm", "Fitness of the building type"}, "0-1", function_value},
  };
}

std::vector<SiteOffer> offers(const Settings& /*settings*/) {
  std::vector<SiteOffer> result;
  for (Fact& fact : facts()) {
    Measure measure;
    measure.id = fact.id;
    measure.label = std::move(fact.label);
    measure.unit = fact.unit;
    measure.decimals = 3;
    measure.integer = false;
    const auto take = [of = fact.of](const SiteSurvey& survey) {
      Values values;
      for (std::size_t site = 0; site < survey.tables.sites->size(); ++site) {
        values.estimates.push_back(of(survey.settings, *survey.tables.sites, site));
        values.values.push_back(values.estimates.back().best);
      }
      return values;
    };
    result.push_back({std::move(measure), take, false});
  }
  return result;
}

}  // namespace

Kind site_fact() { return {900, nullptr, offers}; }

}  // namespace trek::measure::detail::kinds
