#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/profile/detail/profile_keys.hpp"
#include "trek/profile/detail/site_columns.hpp"

namespace trek::profile::detail {
namespace {

using config::Key;
using config::TomlTable;

/// Of the taken over profile, numbers give way to codes and codes to numbers.
void read_anchors(TomlTable& table, ReuseCriterion& criterion) {
  const Key key{"anchors", "[[number, value], ...]: reference numbers and what they are worth, 0 to 1"};
  const auto rows = table.number_rows(key);
  if (rows.empty()) return;
  std::vector<model::ValueFunction::Anchor> anchors;
  for (const std::vector<double>& row : rows) {
    if (row.size() != 2) table.fail(key.name, "expected pairs [number, value]: [[150, 0.3], [600, 1.0]]");
    anchors.push_back({row[0], row[1]});
  }
  try {
    criterion.value = model::ValueFunction{std::move(anchors)};
  } catch (const core::Error& error) {
    table.fail(key.name, error.what());
  }
}

void read_values(TomlTable& table, ReuseCriterion& criterion) {
  const Key key{"values", "what each code is worth, 0 to 1: { factory = 1.0, farm = 0.6 }"};
  auto own = table.number_map(key);
  for (const auto& [code, value] : own) {
    if (value >= 0.0 && value <= 1.0) continue;
    table.fail(key.name, fmt::format("{} = {}, expected a value from 0 to 1", code, value));
  }
  if (!own.empty()) criterion.values = std::move(own);
  auto words = table.text_map({"words_nl", "the codes in Dutch: { centre = \"centrum\" }"});
  if (!words.empty()) criterion.words_nl = std::move(words);
}

void check_codes(const TomlTable& table, const ReuseCriterion& criterion, const SiteColumn& column) {
  if (column.codes.empty()) return;
  for (const auto& [code, value] : criterion.values) {
    if (std::ranges::find(column.codes, code) != column.codes.end()) continue;
    table.fail("values", fmt::format("'{}' is no code of {}; they are {}{}", code, column.name,
                                     fmt::join(column.codes, ", "), core::did_you_mean(code, column.codes)));
  }
}

/// Refuses what says nothing, or two things.
void check_criterion(const TomlTable& table, const std::vector<Veto>& vetoes, const ReuseCriterion& criterion) {
  if (criterion.value.has_value() == !criterion.values.empty())
    table.fail("anchors", "give either anchors, for a number, or values, for codes");
  const SiteColumn* const column = find_site_column(criterion.column);
  if (column != nullptr && (column->holds == SiteColumn::Holds::code) == criterion.value.has_value())
    table.fail("column", criterion.value ? "holds codes, and needs values" : "holds no codes, and needs anchors");
  if (column != nullptr && column->holds == SiteColumn::Holds::code) check_codes(table, criterion, *column);
  if (!criterion.measure.empty() && (!criterion.column.empty() || !criterion.answered_by.empty()))
    table.fail("measure", "is read alone: give no column, and no answered_by");
  if (!criterion.measure.empty() && !criterion.value) table.fail("measure", "is a number, and needs anchors");
  if (criterion.per_100m2 && !criterion.value) table.fail("per_100m2", "needs anchors: it divides a number");
  if (!criterion.answered_by.empty() && std::ranges::find(vetoes, criterion.answered_by, &Veto::id) == vetoes.end())
    table.fail("answered_by", fmt::format("'{}' is no veto of this profile", criterion.answered_by));
  for (const auto& [code, words] : criterion.words_nl) {
    if (!criterion.values.contains(code)) table.fail("words_nl", fmt::format("'{}' is not among the values", code));
  }
}

void read_criterion(TomlTable& table, const std::vector<Veto>& vetoes, ReuseCriterion& criterion) {
  read_phrase(table, {"label", "its name"}, criterion.label);
  read_phrase(table, {"question", "what to find out where nobody knows"}, criterion.question);
  read_column(table, {"column", "the fact of a site that it reads; none: only answers tell"}, criterion.column);
  if (auto measure = table.text({"measure", "the measure of a run that it reads, where the project measures that"}))
    criterion.measure = std::move(*measure);
  if (auto veto = table.text({"answered_by", "the veto whose answers tell it too"}))
    criterion.answered_by = std::move(*veto);
  criterion.answer_replaces = table.boolean(
      {"answer_replaces", "whether the column is an estimate, before which an answer goes"}, criterion.answer_replaces);
  if (auto unit = table.text({"unit", "of the number"})) criterion.unit = std::move(*unit);
  read_anchors(table, criterion);
  if (const auto need =
          table.number({"per_100m2", "of the number, how many are needed for 100 m2 of floor"}, 1e-6, 1e6))
    criterion.per_100m2 = need;
  read_values(table, criterion);
  criterion.weight =
      table.number({"weight", "how heavily it counts; 0 shows it and does not judge"}, criterion.weight, 0.0, 1e6);
  read_phrase(table, {"reason", "why it counts, and as heavily"}, criterion.reason);
  read_text(table, {"source", "where anchors or values come from; a choice says that it is one"}, criterion.source);
  table.finish();
  check_criterion(table, vetoes, criterion);
}

}  // namespace

void read_criteria(TomlTable& root, const std::vector<Veto>& vetoes, std::vector<ReuseCriterion>& criteria) {
  std::set<std::string> seen;
  for (TomlTable& table : root.tables({"criterion", "what is asked in a graded way"})) {
    const std::string id = table.required_text({"id", "name of the criterion in answers and outputs"});
    if (!seen.insert(id).second) table.fail("id", fmt::format("'{}' stands in an earlier [[criterion]] as well", id));
    if (std::ranges::find(vetoes, id, &Veto::id) != vetoes.end())
      table.fail("id", fmt::format("'{}' is the id of a veto; an answer could mean either", id));
    auto criterion = std::ranges::find(criteria, id, &ReuseCriterion::id);
    if (criterion == criteria.end()) {
      criterion = criteria.insert(criteria.end(), ReuseCriterion{id});
      criterion->weight = 1.0;
    }
    read_criterion(table, vetoes, *criterion);
  }
}

}  // namespace trek::profile::detail
