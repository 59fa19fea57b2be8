#include "trek/publish/detail/site_evidence.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace trek::publish::detail {
namespace {

using model::FactRanges;
using model::FactText;
using model::Range;

/// One site, and the language that its facts are told in.
struct SiteRow {
  const model::Sites& sites;
  std::size_t site;
  const Words& words;
};

/// What the BAG says has no source of its own name.
std::string source_of(const model::VacancyEvidence& evidence, const Words& words) {
  if (evidence.kind == model::VacancyKind::unit_out_of_use) return words("BAG-verblijfsobject", "BAG unit");
  if (evidence.kind == model::VacancyKind::building_out_of_use) return words("BAG-pand", "BAG building");
  return evidence.source;
}

/// "0.50 (register R1, 2022-05-01; 1.00 when new)"
std::string fact_piece(const model::VacancyEvidence& evidence, const Words& words) {
  std::string text = fmt::format("{:.2f} ({}", evidence.weight, source_of(evidence, words));
  if (!evidence.record.empty()) text += " " + evidence.record;
  if (!evidence.date.empty()) text += ", " + evidence.date;
  if (evidence.full_weight > evidence.weight) {
    const std::string why = evidence.date.empty()
                                ? words("bij een bekende, recente datum", "if recent; its date is unknown")
                                : words("toen het nieuw was", "when new");
    text += fmt::format("; {:.2f} {}", evidence.full_weight, why);
  }
  return text + ")";
}

/// "80 to 1200 m2", "at least 80 m2", "not known".
std::string range_text(const Range& range, std::string_view unit, const Words& words) {
  const std::string behind = unit.empty() ? std::string{} : fmt::format(" {}", unit);
  if (std::isinf(range.high) && !(range.low > 0.0)) return words("onbekend", "not known");
  if (std::isinf(range.high)) return fmt::format("{} {:.0f}{}", words("minstens", "at least"), range.low, behind);
  if (range.low == range.high) return fmt::format("{:.0f}{}", range.low, behind);
  return fmt::format("{:.0f} {} {:.0f}{}", range.low, words("tot", "to"), range.high, behind);
}

/// The tables and methods of links, in words.
std::string table_words(std::string_view table, const Words& words) {
  if (table == "monument") return words("monument", "monument");
  if (table == "building") return words("pand", "building");
  if (table == "unit") return words("verblijfsobject", "unit");
  if (table == "vacancy") return words("leegstand", "vacancy");
  return words("kandidaat", "candidate");
}

/// Which facts rest on a link in doubt, and between what they may lie; empty where none does. Vacancy has bounds of its
/// own, whatever the link.
std::string doubt_text(const SiteRow& row) {
  const auto& [sites, site, words] = row;
  const FactRanges& ranges = sites.ranges[site];
  if (ranges.link_confidence >= 1.0) return {};
  std::vector<std::string> facts;
  model::for_each_bounded_fact<model::Sites>([&](const auto& fact) {
    const auto& range = ranges.*fact.bounds;
    if (fact.bounds == &FactRanges::vacancy_share || !range || !(row.sites.*fact.member)[row.site]) return;
    facts.push_back(
        fmt::format("{} {}", in_sentence(row.words(fact.text.label)), range_text(*range, fact.text.unit, row.words)));
  });
  for (const auto type : ranges.other_types) {
    facts.push_back(fmt::format("{} {}", words("of", "or"), model::label_of(type, words.language())));
  }
  return fmt::format("{} ({:.2f}): {}", words("koppeling met het pand in twijfel", "link to the building in doubt"),
                     ranges.link_confidence,
                     facts.empty() ? words("feiten onzeker", "facts uncertain") : joined(facts, "; "));
}

std::string fact_piece(const model::SiteLink& link, const Words& words) {
  return fmt::format("{} {} ({}, {:.0f} m, {:.2f})", table_words(link.table, words), link.record,
                     model::label_of(link.method, words.language()), link.distance_m, link.confidence);
}
std::string fact_piece(model::BuildingStatus status, const Words& words) {
  return std::string{model::label_of(status, words.language())};
}

/// What a row holds of a fact; what is several, in words: "in use, demolition permit granted".
template <class T>
Value fact_value(const T& value, const FactText& fact, const SiteRow& row) {
  if constexpr (std::is_same_v<T, FactRanges>) {
    return text(doubt_text(row));
  } else if constexpr (std::is_same_v<T, model::Address>) {
    return text(model::one_line(value));
  } else if constexpr (std::is_same_v<T, std::string>) {
    return text(value);
  } else if constexpr (std::is_same_v<T, core::Phrase>) {
    return text(row.words(value));
  } else if constexpr (std::is_enum_v<T>) {
    return text(model::name_of(value));
  } else if constexpr (requires { value.begin(); }) {
    std::vector<std::string> pieces;
    for (const auto& piece : value) pieces.push_back(fact_piece(piece, row.words));
    return text(joined(pieces, std::is_enum_v<typename T::value_type> ? ", " : "; "));
  } else if constexpr (std::is_same_v<T, std::optional<double>>) {
    return real(value, fact.decimals);
  } else if constexpr (std::is_same_v<T, std::optional<bool>>) {
    return value ? Value{*value} : Value{};
  } else {
    return value ? Value{std::int64_t{*value}} : Value{};
  }
}

template <class T>
constexpr FieldType field_type(const std::vector<std::optional<T>>& /*column*/) {
  if constexpr (std::is_same_v<T, bool>) return FieldType::boolean;
  return std::is_floating_point_v<T> ? FieldType::real : FieldType::integer;
}
template <class Column>
constexpr FieldType field_type(const Column& /*column*/) {
  return FieldType::text;
}

std::string fact_title(const FactText& fact, const Words& words) {
  return with_unit(words(fact.label) + words(fact.addition), fact.unit);
}

Value end_of(const std::optional<Range>& range, const std::optional<double>& fact, double Range::*end, int decimals) {
  if (!fact) return {};
  const double value = range ? (*range).*end : *fact;
  return std::isinf(value) ? Value{} : real(value, decimals);
}

/// What a number is at least and at most.
template <class Fact>
void add_ends(LayerTable& table, const model::Sites& sites, const Fact& fact, const Words& words) {
  const auto add = [&](std::string_view column, std::string words_of_end, double Range::*end) {
    table.add(std::string{column}, FieldType::real,
              fmt::format("{}, {}", fact_title(fact.text, words), std::move(words_of_end)),
              [&sites, &fact, end](std::size_t s) {
                return end_of(sites.ranges[s].*fact.bounds, (sites.*fact.member)[s], end, fact.text.decimals);
              });
  };
  if (fact.text.low.empty()) return;
  add(fact.text.low, words("minstens", "at least"), &Range::low);
  add(fact.text.high, words("hoogstens", "at most"), &Range::high);
}

template <class Fact>
void add_column(LayerTable& table, const model::Sites& sites, const Fact& fact, const Words& words) {
  table.add(
      std::string{fact.text.column}, field_type(sites.*fact.member), fact_title(fact.text, words),
      [&sites, &fact, words](std::size_t s) {
        return fact_value((sites.*fact.member)[s], fact.text, {sites, s, words});
      },
      words(fact.text.description));
}

ValueMap years_of(std::string_view column, const std::vector<std::optional<int>>& values) {
  std::set<int> years;
  for (const auto& year : values) {
    if (year) years.insert(*year);
  }
  ValueMap map{std::string{column}, {}};
  for (const int year : years) map.words.emplace_back(std::to_string(year), std::to_string(year));
  return map;
}

ValueMap words_of(const FactText& fact, const Words& words) {
  ValueMap map{std::string{fact.column}, {}};
  for (const auto& [code, in_words] : fact.words) map.words.emplace_back(code, words(in_words));
  return map;
}

ValueMap monument_words(const FactText& fact, const Words& words) {
  using model::MonumentKind;
  ValueMap map{std::string{fact.column}, {}};
  for (const auto kind : {MonumentKind::none, MonumentKind::unknown, MonumentKind::national, MonumentKind::municipal,
                          MonumentKind::townscape}) {
    map.words.emplace_back(model::name_of(kind), model::label_of(kind, words.language()));
  }
  return map;
}

}  // namespace

std::string in_sentence(std::string label) {
  if (!label.empty() && label[0] >= 'A' && label[0] <= 'Z') label[0] = static_cast<char>(label[0] - 'A' + 'a');
  return label;
}

void add_facts(LayerTable& table, const model::Sites& sites, const Words& words) {
  model::for_each_fact<model::Sites>([&](const auto& fact) {
    add_column(table, sites, fact, words);
    if constexpr (std::is_same_v<decltype(fact.member), std::vector<std::optional<double>> model::Sites::*>) {
      if constexpr (!std::is_null_pointer_v<decltype(fact.bounds)>) add_ends(table, sites, fact, words);
    }
  });
}

void add_fact(LayerTable& table, const model::Sites& sites, std::vector<std::optional<double>> model::Sites::*member,
              const Words& words) {
  model::for_each_fact<model::Sites>([&](const auto& fact) {
    if constexpr (std::is_same_v<decltype(fact.member), decltype(member)>) {
      if (fact.member == member) add_column(table, sites, fact, words);
    }
  });
}

std::vector<ValueMap> fact_value_maps(const model::Sites* sites, const Words& words) {
  std::vector<ValueMap> maps;
  model::for_each_fact<model::Sites>([&](const auto& fact) {
    using Column = std::remove_cvref_t<decltype(std::declval<model::Sites>().*fact.member)>;
    if constexpr (std::is_same_v<Column, std::vector<std::optional<int>>>) {
      if (fact.text.is_year && sites != nullptr) maps.push_back(years_of(fact.text.column, sites->*fact.member));
    } else if constexpr (std::is_same_v<Column, std::vector<model::MonumentKind>>) {
      maps.push_back(monument_words(fact.text, words));
    } else if (!fact.text.words.empty()) {
      maps.push_back(words_of(fact.text, words));
    }
  });
  return maps;
}

}  // namespace trek::publish::detail
