#include "trek/publish/detail/told_facts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/core/text.hpp"
#include "trek/model/columns.hpp"
#include "trek/model/written.hpp"
#include "trek/publish/detail/layer_table.hpp"
#include "trek/publish/detail/site_evidence.hpp"

namespace trek::publish::detail {
namespace {

using model::FactText;

/// As the number stands in the file, without what storing it in binary adds: 92.94, not 92.94000000000001; in Dutch
/// 92,94.
std::string shortest(double value, const Words& words) {
  std::string text = fmt::format("{:.4f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return model::written(std::move(text), words.language());
}

/// " m2"; nothing of a share.
std::string unit_behind(const FactText& fact) {
  return fact.unit.empty() || core::is_digit(fact.unit.front()) ? std::string{} : fmt::format(" {}", fact.unit);
}

/// ", between 80 and 1200 m2"; ", 80 m2 or more"; nothing where it is exact or unknown.
std::string bounds_text(const NamedRows& row, const FactText& fact, const Words& words) {
  if (fact.low.empty()) return {};
  const auto low = row.find_real(fact.low);
  const auto high = row.find_real(fact.high);
  if (!low || low == high) return {};
  const std::string end = unit_behind(fact);
  if (!high) return fmt::format(", {}{} {}", shortest(*low, words), end, words("of meer", "or more"));
  return fmt::format(", {} {} {} {}{}", words("tussen", "between"), shortest(*low, words), words("en", "and"),
                     shortest(*high, words), end);
}

std::string in_words(const FactText& fact, const std::string& code, const Words& words) {
  const auto found = std::ranges::find(fact.words, code, &model::CodeWords::code);
  return found == fact.words.end() || code == "unknown" ? code : words(found->words);
}

/// What the file says of a fact, by what its column holds; empty: unknown.
template <class T>
std::string told_text(const NamedRows& row, const FactText& fact, const std::vector<std::optional<T>>& /*column*/,
                      const Words& words) {
  const auto value = row.find_real(fact.column);
  if (!value) return {};
  if constexpr (std::is_same_v<T, bool>) return *value != 0.0 ? words("ja", "yes") : words("nee", "no");
  return shortest(*value, words) + unit_behind(fact) + bounds_text(row, fact, words);
}
std::string told_text(const NamedRows& row, const FactText& fact, const std::vector<model::MonumentKind>& /*column*/,
                      const Words& words) {
  const std::string code = row.text(fact.column);
  const auto kind = model::find_monument_kind(code);
  return kind && *kind != model::MonumentKind::unknown ? std::string{model::label_of(*kind, words.language())} : code;
}
template <class Column>
std::string told_text(const NamedRows& row, const FactText& fact, const Column& /*column*/, const Words& words) {
  return in_words(fact, row.text(fact.column), words);
}

/// A fact, and behind it what others say of it.
struct FactLine {
  const FactText& fact;
  std::string own;
  std::string all;

  /// What says the same again is left out, and that something is unknown as well.
  void add(const FactText& part, const std::string& text, const Words& words) {
    if (text.empty() || text == own || text == "unknown") return;
    all += all.empty() ? text : fmt::format(fmt::runtime(words(part.told_as)), text);
  }
};

}  // namespace

std::vector<std::string> fact_columns() {
  std::vector<std::string> columns;
  const auto add = [&](std::string_view column) {
    if (!column.empty()) columns.emplace_back(column);
  };
  model::for_each_fact<model::Sites>([&](const auto& fact) {
    for (const std::string_view column : {fact.text.column, fact.text.low, fact.text.high}) add(column);
  });
  return columns;
}

std::vector<std::string> told_facts(const NamedRows& row, model::Language language) {
  const Words words{language};
  std::vector<FactLine> lines;
  const model::Sites kind;
  model::for_each_fact<model::Sites>([&](const auto& fact) {
    if (!fact.text.told) return;
    std::string text = told_text(row, fact.text, kind.*fact.member, words);
    if (fact.text.told_with.empty()) return void(lines.push_back({fact.text, text, text}));
    for (FactLine& line : lines) {
      if (line.fact.column == fact.text.told_with) line.add(fact.text, text, words);
    }
  });
  std::vector<std::string> facts;
  for (const auto& [fact, own, all] : lines) {
    const std::string& told = all.empty() ? words(fact.unknown) : all;
    if (!told.empty())
      facts.push_back(fmt::format("{}: {}", in_sentence(words(fact.label) + words(fact.addition)), told));
  }
  return facts;
}

}  // namespace trek::publish::detail
