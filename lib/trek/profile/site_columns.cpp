#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>
#include <utility>
#include <vector>

#include "trek/core/text.hpp"
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

/// "9.1 m"; of what has no unit the number alone.
std::string with_unit(double number, std::string_view unit) {
  return unit.empty() ? digits(number) : fmt::format("{} {}", digits(number), unit);
}

/// "at most 9.1 m", where no more is known.
core::Phrase bound_text(const model::Range& between, std::string_view unit) {
  const std::string text = with_unit(between.high, unit);
  return {"hoogstens " + core::with_decimal_comma(text), "at most " + text};
}

KnownFact yes_or_no(bool yes) {
  return yes ? KnownFact{{1.0, 1.0}, {"ja", "yes"}} : KnownFact{{0.0, 0.0}, {"nee", "no"}};
}

/// Between what a fact lies; empty where it has no bounds in this row.
template <class Fact>
std::optional<model::Range> bounds_of(const Fact& fact, const Sites& sites, std::size_t row) {
  if constexpr (std::is_null_pointer_v<decltype(fact.bounds)>)
    return std::nullopt;
  else
    return row < sites.ranges.size() ? sites.ranges[row].*fact.bounds : std::nullopt;
}

/// Of a fact that is a number or yes and no. Of one that is empty, what it is at most says something too.
template <class Fact>
std::optional<KnownFact> known(const Fact& fact, const Sites& sites, std::size_t row, std::string_view unit) {
  const auto& column = sites.*fact.member;
  if (row >= column.size()) return std::nullopt;
  if constexpr (std::is_same_v<std::decay_t<decltype(*column[row])>, bool>) {
    return column[row] ? std::optional{yes_or_no(*column[row])} : std::nullopt;
  } else {
    const auto bounds = bounds_of(fact, sites, row);
    if (!column[row]) {
      if (!bounds || std::isinf(bounds->high)) return std::nullopt;
      return KnownFact{*bounds, bound_text(*bounds, unit)};
    }
    const auto number = static_cast<double>(*column[row]);
    const model::Range between = bounds.value_or(model::Range{number, number});
    KnownFact result{between, number_text(number, between, unit)};
    if constexpr (std::is_same_v<decltype(fact.member), decltype(&Sites::floor_area_m2)>) {
      if (fact.member == &Sites::floor_area_m2) result.source = sites.floor_area_basis[row];
    }
    return result;
  }
}

/// Codes in words, "factory or farm"; the first by itself where only that is known.
template <class Word>
KnownFact one_of(std::vector<std::string> codes, const Word& word) {
  core::Phrase value;
  for (const std::string& code : codes) {
    const core::Phrase words = word(code);
    value = value.empty() ? words : core::Phrase{value.dutch() + " of " + words.dutch(), value.en + " or " + words.en};
  }
  return {{0.0, 1.0}, std::move(value), {}, {}, std::move(codes)};
}

template <class Code>
core::Phrase label_in_both(Code code) {
  using model::Language;
  return {std::string{model::label_of(code, Language::nl)}, std::string{model::label_of(code, Language::en)}};
}

/// What the building was made for, and what it may be too where a link is in doubt.
std::optional<KnownFact> type_of_building(const Sites& sites, std::size_t row, std::string_view /*unit*/) {
  if (row >= sites.type.size() || sites.type[row] == model::SiteType::unknown) return std::nullopt;
  std::vector<std::string> codes{std::string{model::name_of(sites.type[row])}};
  if (row < sites.ranges.size()) {
    for (const model::SiteType type : sites.ranges[row].other_types) codes.emplace_back(model::name_of(type));
  }
  return one_of(std::move(codes), [](const std::string& code) {
    return label_in_both(model::find_site_type(code).value_or(model::SiteType::unknown));
  });
}

std::optional<KnownFact> grade_of_monument(const Sites& sites, std::size_t row, std::string_view /*unit*/) {
  using model::MonumentKind;
  if (row >= sites.monument_kind.size() || sites.monument_kind[row] == MonumentKind::unknown) return std::nullopt;
  const MonumentKind most =
      row < sites.monument_at_most.size() ? sites.monument_at_most[row] : sites.monument_kind[row];
  std::vector<std::string> codes;
  for (const MonumentKind kind : model::grades_between(sites.monument_kind[row], most))
    codes.emplace_back(model::name_of(kind));
  return one_of(std::move(codes), [](const std::string& code) {
    return label_in_both(model::find_monument_kind(code).value_or(MonumentKind::unknown));
  });
}

/// Of a fact in codes: "A, C" are two that it is.
template <class Fact>
std::optional<KnownFact> codes_of(const Fact& fact, const Sites& sites, std::size_t row) {
  const std::vector<std::string>& column = sites.*fact.member;
  if (row >= column.size() || column[row].empty()) return std::nullopt;
  return one_of(core::split(column[row], ','), [&](const std::string& code) {
    const auto found = std::ranges::find(fact.text.words, code, &model::CodeWords::code);
    return found == fact.text.words.end() ? core::Phrase{code} : found->words;
  });
}

std::vector<std::string> names_of_grades() {
  std::vector<std::string> names;
  for (const auto kind : model::grades_between(model::MonumentKind::none, model::MonumentKind::national))
    names.emplace_back(model::name_of(kind));
  return names;
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

using Holds = SiteColumn::Holds;

template <class Fact>
SiteColumn column_of(const Fact& fact) {
  using Column = std::remove_cvref_t<decltype(std::declval<Sites>().*fact.member)>;
  SiteColumn column{std::string{fact.text.column}};
  if constexpr (std::is_same_v<Column, std::vector<std::string>>) {
    column.holds = Holds::code;
    column.of = [fact](const Sites& sites, std::size_t row, std::string_view) { return codes_of(fact, sites, row); };
    for (const model::CodeWords& words : fact.text.words) column.codes.emplace_back(words.code);
  } else if constexpr (std::is_same_v<Column, std::vector<model::MonumentKind>>) {
    column.holds = Holds::code;
    column.of = grade_of_monument;
    column.codes = names_of_grades();
  } else {
    constexpr bool is_yes_or_no = std::is_same_v<Column, std::vector<std::optional<bool>>>;
    column.holds = is_yes_or_no ? Holds::yes_or_no : Holds::number;
    column.of = [fact](const Sites& sites, std::size_t row, std::string_view unit) {
      return known(fact, sites, row, unit);
    };
  }
  return column;
}

/// Of the facts of sites those that are a number, yes and no, or a code; what kind of building it is; and whether that
/// stands, in words of its own.
std::vector<SiteColumn> made_columns() {
  std::vector<SiteColumn> columns{{"standing", Holds::yes_or_no, standing},
                                  {"type", Holds::code, type_of_building, model::site_type_names()}};
  model::for_each_fact<Sites>([&](const auto& fact) {
    using Column = std::remove_cvref_t<decltype(std::declval<Sites>().*fact.member)>;
    constexpr bool is_text = std::is_same_v<Column, std::vector<std::string>>;
    if constexpr (std::is_same_v<Column, std::vector<model::MonumentKind>>) {
      if (fact.member == &Sites::monument_kind) columns.push_back(column_of(fact));
    } else if constexpr (is_text || requires(const Column& column) { column[0].has_value(); }) {
      columns.push_back(column_of(fact));
    }
  });
  return columns;
}

const std::vector<SiteColumn>& all_columns() {
  static const std::vector<SiteColumn> columns = made_columns();
  return columns;
}

}  // namespace

core::Phrase number_text(double number, const model::Range& between, std::string_view unit) {
  const auto in_words = [&](const char* open, const char* closed) {
    const std::string text = with_unit(number, unit);
    if (between.low == between.high) return text;
    if (std::isinf(between.high)) return fmt::format("{} ({} {})", text, digits(between.low), open);
    return fmt::format("{} ({} {} {})", text, digits(between.low), closed, digits(between.high));
  };
  return {core::with_decimal_comma(in_words("of meer", "tot")), in_words("or more", "to")};
}

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
