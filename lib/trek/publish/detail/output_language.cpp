#include "trek/publish/detail/output_language.hpp"

#include <utility>

namespace trek::publish::detail {
namespace {

model::Language language_of(const Database& database) {
  Statement row{database, "SELECT value FROM run WHERE key = 'language'"};
  return row.step() && row.text(0) == "en" ? model::Language::en : model::Language::nl;
}

bool has_translations(const Database& database) {
  constexpr int kColumns = 4;
  Statement row{database,
                "SELECT count(*) FROM pragma_table_info('translations') WHERE name IN ('table_name', 'column_name', "
                "'text', 'translation')"};
  return row.step() && row.integer(0) == kColumns;
}

}  // namespace

std::string ColumnTexts::in_language(std::string text) const {
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
  Statement row{database, "SELECT table_name, column_name, text, translation FROM translations ORDER BY fid"};
  while (row.step()) tables_[row.text(0)][row.text(1)].add(row.text(2), row.text(3));
}

const ColumnTexts* OutputLanguage::find(std::string_view table, std::string_view column) const {
  const auto columns = tables_.find(table);
  if (columns == tables_.end()) return nullptr;
  const auto texts = columns->second.find(column);
  return texts == columns->second.end() ? nullptr : &texts->second;
}

}  // namespace trek::publish::detail
