#include "trek/project/detail/site_facts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace trek::project::detail {
namespace {

using model::MonumentKind;
using score::Estimate;

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
Estimate monument_value(const Project& project, const model::Sites& sites, std::size_t site) {
  const auto value = [&](MonumentKind kind) { return find_value(project.monument_values, model::name_of(kind)); };
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

Estimate function_value(const Project& project, const model::Sites& sites, std::size_t site) {
  const model::FactRanges& ranges = sites.ranges[site];
  std::vector<std::optional<double>> values{find_value(project.function_values, model::name_of(sites.type[site]))};
  for (const model::SiteType type : ranges.other_types) {
    values.push_back(find_value(project.function_values, model::name_of(type)));
  }
  return one_of(values, ranges.link_confidence);
}

}  // namespace

Estimate site_fact(const Project& project, const model::Sites& sites, std::size_t site, std::string_view id) {
  const model::FactRanges& ranges = sites.ranges[site];
  const double link = ranges.link_confidence;
  if (id == "floor_area_m2") {
    return ranged(sites.floor_area_m2[site], ranges.floor_area_m2, std::min(link, ranges.floor_area_known_share));
  }
  if (id == "footprint_m2") return ranged(sites.footprint_m2[site], ranges.footprint_m2, link);
  if (id == "storeys") return ranged(number(sites.storeys[site]), ranges.storeys, link);
  if (id == "height_m") return ranged(sites.height_m[site], ranges.height_m, link);
  if (id == "volume_m3") return ranged(sites.volume_m3[site], ranges.volume_m3, link);
  if (id == "built_year") return ranged(number(sites.built_year[site]), ranges.built_year, link);
  if (id == "vacancy_share") {
    return ranged(sites.vacancy_share[site], ranges.vacancy_share, sites.vacancy_known_share[site]);
  }
  if (id == "in_townscape") return ranged(number(sites.in_townscape[site]), std::nullopt, 1.0);
  if (id == "monument_value") return monument_value(project, sites, site);
  return function_value(project, sites, site);
}

}  // namespace trek::project::detail
