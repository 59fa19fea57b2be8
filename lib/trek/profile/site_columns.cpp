#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>
#include <utility>
#include <vector>

#include "trek/model/columns.hpp"
#include "trek/profile/detail/site_columns.hpp"

namespace trek::profile::detail {
namespace {

using model::BuildingStatus;
using model::Sites;

/// As exact as one speaks of it: a decimal of what is small and not whole.
std::string digits(double number) {
  const bool is_whole = std::abs(number) >= 100.0 || std::abs(number - std::round(number)) < 0.05;
  return fmt::format("{:.{}f}", number, is_whole ? 0 : 1);
}

/// "950 m2", "950 m2 (80 to 1200)", "950 m2 (80 or more)".
core::Phrase number_text(double number, const model::Range& between, std::string_view unit) {
  const auto in_words = [&](const char* open, const char* closed) {
    const std::string text = fmt::format("{} {}", digits(number), unit);
    if (between.low == between.high) return text;
    if (std::isinf(between.high)) return fmt::format("{} ({} {})", text, digits(between.low), open);
    return fmt::format("{} ({} {} {})", text, digits(between.low), closed, digits(between.high));
  };
  return {core::with_decimal_comma(in_words("of meer", "tot")), in_words("or more", "to")};
}

KnownFact yes_or_no(bool yes) {
  return yes ? KnownFact{{1.0, 1.0}, {"ja", "yes"}} : KnownFact{{0.0, 0.0}, {"nee", "no"}};
}

/// Of a fact that is a number or yes and no.
template <class Fact>
std::optional<KnownFact> known(const Fact& fact, const Sites& sites, std::size_t row, std::string_view unit) {
  const auto& column = sites.*fact.member;
  if (row >= column.size() || !column[row]) return std::nullopt;
  if constexpr (std::is_same_v<std::decay_t<decltype(*column[row])>, bool>) {
    return yes_or_no(*column[row]);
  } else {
    const auto number = static_cast<double>(*column[row]);
    model::Range between{number, number};
    if constexpr (!std::is_null_pointer_v<decltype(fact.bounds)>) {
      if (row < sites.ranges.size()) between = (sites.ranges[row].*fact.bounds).value_or(between);
    }
    KnownFact result{between, number_text(number, between, unit)};
    if constexpr (std::is_same_v<decltype(fact.member), decltype(&Sites::floor_area_m2)>) {
      if (fact.member == &Sites::floor_area_m2) result.source = sites.floor_area_basis[row];
    }
    return result;
  }
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

/// Of the facts of sites those that are a number or yes and no; and whether the building stands, in words of its own.
std::vector<SiteColumn> made_columns() {
  std::vector<SiteColumn> columns{{"standing", false, standing}};
  model::for_each_fact<Sites>([&](const auto& fact) {
    using Column = std::remove_cvref_t<decltype(std::declval<Sites>().*fact.member)>;
    if constexpr (requires(const Column& column) { column[0].has_value(); }) {
      columns.push_back({std::string{fact.text.column}, !std::is_same_v<Column, std::vector<std::optional<bool>>>,
                         [fact](const Sites& sites, std::size_t row, std::string_view unit) {
                           return known(fact, sites, row, unit);
                         }});
    }
  });
  return columns;
}

const std::vector<SiteColumn>& all_columns() {
  static const std::vector<SiteColumn> columns = made_columns();
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
