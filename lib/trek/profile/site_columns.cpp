#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "trek/profile/detail/site_columns.hpp"

namespace trek::profile::detail {
namespace {

using model::BuildingStatus;
using model::FactRanges;
using model::Sites;

/// "950 m2", "950 m2 (80 to 1200)", "950 m2 (80 or more)".
core::Phrase number_text(double number, const model::Range& between, std::string_view unit, int decimals) {
  const auto digits = [&](double x) { return fmt::format("{:.{}f}", x, decimals); };
  const auto in_words = [&](const char* open, const char* closed) {
    const std::string text = fmt::format("{} {}", digits(number), unit);
    if (between.low == between.high) return text;
    if (std::isinf(between.high)) return fmt::format("{} ({} {})", text, digits(between.low), open);
    return fmt::format("{} ({} {} {})", text, digits(between.low), closed, digits(between.high));
  };
  return {core::with_decimal_comma(in_words("of meer", "tot")), in_words("or more", "to")};
}

template <auto Column, auto Bounds, int Decimals>
std::optional<KnownFact> number(const Sites& sites, std::size_t row, std::string_view unit) {
  const auto& column = sites.*Column;
  if (row >= column.size() || !column[row]) return std::nullopt;
  const auto known = static_cast<double>(*column[row]);
  model::Range between{known, known};
  if (row < sites.ranges.size()) between = (sites.ranges[row].*Bounds).value_or(between);
  return KnownFact{between, number_text(known, between, unit, Decimals)};
}

std::optional<KnownFact> floor_area(const Sites& sites, std::size_t row, std::string_view unit) {
  auto fact = number<&Sites::floor_area_m2, &FactRanges::floor_area_m2, 0>(sites, row, unit);
  if (fact) fact->source = sites.floor_area_basis[row];
  return fact;
}

std::optional<KnownFact> in_townscape(const Sites& sites, std::size_t row, std::string_view /*unit*/) {
  if (row >= sites.in_townscape.size() || !sites.in_townscape[row]) return std::nullopt;
  if (*sites.in_townscape[row]) return KnownFact{{1.0, 1.0}, {"ja", "yes"}};
  return KnownFact{{0.0, 0.0}, {"nee", "no"}};
}

/// What is to be asked of a building in such a state.
struct StatusQuestion {
  BuildingStatus status;
  const char* nl;
  const char* en;
};
constexpr std::array kStatusQuestions{
    StatusQuestion{BuildingStatus::demolition_permit, "Blijft het gebouw staan?", "Does the building stay?"},
    StatusQuestion{BuildingStatus::planned, "Komt het gebouw er, en wanneer?", "Will the building be there, and when?"},
    StatusQuestion{BuildingStatus::under_construction, "Wanneer is het gebouw klaar, en waarvoor is het?",
                   "When will the building be ready, and what is it for?"},
    StatusQuestion{BuildingStatus::rebuilding, "Waarvoor wordt het gebouw verbouwd?",
                   "What is the building being rebuilt for?"},
    StatusQuestion{BuildingStatus::unknown, "Staat het gebouw er nog?", "Does the building still stand?"},
};

bool has_status(const Sites& sites, std::size_t row, BuildingStatus status) {
  if (row >= sites.building_status.size()) return false;
  const auto all = sites.building_status[row];
  return std::ranges::find(all, status) != all.end();
}

/// Open of a building that goes, or is not yet there.
std::optional<KnownFact> standing(const Sites& sites, std::size_t row, std::string_view /*unit*/) {
  if (row >= sites.standing.size() || !sites.standing[row]) return std::nullopt;
  if (!*sites.standing[row]) return KnownFact{{0.0, 0.0}, {"ja, of nooit gebouwd", "yes, or never built"}, "BAG"};
  for (const auto& [status, nl, en] : kStatusQuestions) {
    if (!has_status(sites, row, status)) continue;
    return KnownFact{{0.0, 1.0},
                     std::string{model::name_of(status)},
                     "BAG",
                     {fmt::format("{} (BAG: {})", nl, model::label_of(status, model::Language::nl)),
                      fmt::format("{} (BAG: {})", en, model::label_of(status, model::Language::en))}};
  }
  return KnownFact{{1.0, 1.0}, {"nee, het staat er", "no, it stands"}, "BAG"};
}

const std::vector<SiteColumn>& all_columns() {
  static const std::vector<SiteColumn> columns{
      {"floor_area_m2", true, floor_area},
      {"footprint_m2", true, number<&Sites::footprint_m2, &FactRanges::footprint_m2, 0>},
      {"storeys", true, number<&Sites::storeys, &FactRanges::storeys, 0>},
      {"height_m", true, number<&Sites::height_m, &FactRanges::height_m, 1>},
      {"volume_m3", true, number<&Sites::volume_m3, &FactRanges::volume_m3, 0>},
      {"in_townscape", false, in_townscape},
      {"standing", false, standing},
  };
  return columns;
}

}  // namespace

const SiteColumn* find_site_column(std::string_view name) {
  const auto found = std::ranges::find(all_columns(), name, &SiteColumn::name);
  return found == all_columns().end() ? nullptr : &*found;
}

std::span<const std::string> site_column_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list;
    for (const SiteColumn& column : all_columns()) list.push_back(column.name);
    return list;
  }();
  return names;
}

}  // namespace trek::profile::detail
