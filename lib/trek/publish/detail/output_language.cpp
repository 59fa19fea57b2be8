#include "trek/publish/detail/output_language.hpp"

#include <utility>

namespace trek::publish::detail {
namespace {

model::Language language_of(const Database& database) {
  Statement row{database, "SELECT value FROM run WHERE key = 'language'"};
  return row.step() && row.text(0) == "en" ? model::Language::en : model::Language::nl;
}

bool has_translations(const Database& database) {
  constexpr int kColumns = 5;
  Statement row{database,
                "SELECT count(*) FROM pragma_table_info('translations') WHERE name IN ('table_name', 'column_name', "
                "'row_fid', 'text', 'translation')"};
  return row.step() && row.integer(0) == kColumns;
}

}  // namespace

std::string title_column(std::string_view table, std::string_view column) {
  return std::string{table}.append(".").append(column);
}

void ColumnTexts::add(const std::optional<std::int64_t>& row, std::string text, std::string translation) {
  if (row)
    of_row_.emplace(*row, std::pair{std::move(text), std::move(translation)});
  else
    texts_.emplace(std::move(text), std::move(translation));
}

std::string ColumnTexts::in_language(const std::string& text, const std::optional<std::int64_t>& row) const {
  const auto of_row = row ? of_row_.find(*row) : of_row_.end();
  if (of_row != of_row_.end() && of_row->second.first == text) return of_row->second.second;
  const auto found = texts_.find(text);
  return found == texts_.end() ? text : found->second;
}

OutputLanguage::OutputLanguage(const Database& database, const std::optional<model::Language>& wanted)
    : language_{language_of(database)} {
  if (!wanted || *wanted == language_ || !has_translations(database)) return;
  language_ = *wanted;
  read(database);
}

void OutputLanguage::read(const Database& database) {
  Statement row{database, "SELECT table_name, column_name, row_fid, text, translation FROM translations ORDER BY fid"};
  while (row.step()) {
    const auto fid = row.is_null(2) ? std::nullopt : std::optional{row.integer(2)};
    tables_[row.text(0)][row.text(1)].add(fid, row.text(3), row.text(4));
  }
}

const ColumnTexts* OutputLanguage::find(std::string_view table, std::string_view column) const {
  const auto columns = tables_.find(table);
  if (columns == tables_.end()) return nullptr;
  const auto texts = columns->second.find(column);
  return texts == columns->second.end() ? nullptr : &texts->second;
}

}  // namespace trek::publish::detail
