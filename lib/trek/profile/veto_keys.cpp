#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "trek/core/text.hpp"
#include "trek/profile/detail/profile_keys.hpp"
#include "trek/profile/detail/site_columns.hpp"

namespace trek::profile::detail {
namespace {

using config::Key;
using config::TomlTable;

void read_answer(TomlTable& table, const Key& key, std::optional<bool>& answer) {
  if (const auto own = table.word(key, {"yes", "no"})) answer = *own == "yes";
}

/// Refuses what says nothing, or two things.
void check_veto(const TomlTable& table, const Veto& veto) {
  const bool has_number = veto.at_least.has_value();
  if (has_number == veto.unit.empty())
    table.fail("unit", "at_least and unit go together: at_least = 150 and unit = \"m2\"");
  if (has_number == veto.fails_when.has_value())
    table.fail("fails_when",
               "give either at_least, below which a site is ruled out, or the answer that does: yes or no");
  const SiteColumn* const column = find_site_column(veto.column);
  const bool is_number = column != nullptr && column->holds == SiteColumn::Holds::number;
  if (column != nullptr && column->holds == SiteColumn::Holds::code)
    table.fail("column", "holds codes; a veto reads none");
  if (column != nullptr && is_number != has_number)
    table.fail("column", is_number ? "holds numbers, and needs at_least" : "holds yes and no, not numbers");
  if (veto.column_fails_when && (column == nullptr || is_number))
    table.fail("column_fails_when", "needs a column of yes and no");
  if (veto.only_disproves && column == nullptr) table.fail("only_disproves", "needs a column, of which it speaks");
}

void read_veto(TomlTable& table, Veto& veto) {
  read_phrase(table, {"question", "what to find out where nobody knows"}, veto.question);
  read_text(table, {"source", "where rule and threshold come from"}, veto.source);
  read_column(table, {"column", "the fact of a site that settles it before an answer does"}, veto.column);
  if (const auto number = table.number({"at_least", "a lower number rules a site out"})) veto.at_least = number;
  if (auto unit = table.text({"unit", "of that number"})) veto.unit = std::move(*unit);
  read_answer(table, {"fails_when", "the answer that rules a site out"}, veto.fails_when);
  read_answer(table, {"column_fails_when", "what the column says of a site that is ruled out"}, veto.column_fails_when);
  veto.only_disproves =
      table.boolean({"only_disproves", "whether the column rules out and never passes"}, veto.only_disproves);
  table.finish();
  check_veto(table, veto);
}

}  // namespace

void read_text(TomlTable& table, const Key& key, std::string& text) {
  if (auto own = table.text(key)) text = std::move(*own);
  if (core::trimmed(text).empty()) table.fail(key.name, "is missing or empty; it is required here");
}

void read_phrase(TomlTable& table, const Key& key, core::Phrase& phrase) {
  read_text(table, {fmt::format("{}_nl", key.name), fmt::format("{}, in Dutch", key.meaning)}, phrase.nl);
  read_text(table, {fmt::format("{}_en", key.name), fmt::format("{}, in English", key.meaning)}, phrase.en);
}

void read_column(TomlTable& table, const Key& key, std::string& column) {
  const auto names = site_column_names();
  if (const auto own = table.word(key, {names.begin(), names.end()})) column = *own;
}

void read_vetoes(TomlTable& root, std::vector<Veto>& vetoes) {
  std::set<std::string> seen;
  for (TomlTable& table : root.tables({"veto", "what rules a site out, whatever its score"})) {
    const std::string id = table.required_text({"id", "name of the veto in answers and outputs"});
    if (!seen.insert(id).second) table.fail("id", fmt::format("'{}' stands in an earlier [[veto]] as well", id));
    auto veto = std::ranges::find(vetoes, id, &Veto::id);
    if (veto == vetoes.end()) veto = vetoes.insert(vetoes.end(), Veto{id});
    read_veto(table, *veto);
  }
}

}  // namespace trek::profile::detail
