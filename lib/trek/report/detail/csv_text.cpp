#include "trek/report/detail/csv_text.hpp"

#include <fmt/format.h>

#include "trek/core/inert_text.hpp"
#include "trek/core/phrase.hpp"
#include "trek/core/text.hpp"

namespace trek::report::detail {
namespace {

/// As the file has it.
std::string csv_value(const publish::Value& value, const CsvDialect& dialect) {
  if (const auto* const number = std::get_if<double>(&value)) {
    std::string text = fmt::format("{}", *number);
    return dialect.has_decimal_comma ? core::with_decimal_comma(std::move(text)) : text;
  }
  if (const auto* const whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
  if (const auto* const truth = std::get_if<bool>(&value)) return *truth ? dialect.yes : dialect.no;
  const auto* const text = std::get_if<std::string>(&value);
  return text == nullptr ? std::string{} : core::csv_cell(*text, dialect.separator);
}

}  // namespace

std::string csv_text(const publish::StoredTable& table, const CsvDialect& dialect) {
  std::string out{dialect.has_byte_order_mark ? core::kByteOrderMark : std::string_view{}};
  const auto begin_cell = [&](std::size_t column) {
    if (column > 0) out += dialect.separator;
  };
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const auto& [name, title] = table.columns[c];
    begin_cell(c);
    out += core::csv_cell(dialect.has_titles && !title.empty() ? title : name, dialect.separator);
  }
  out += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      begin_cell(c);
      out += csv_value(row[c], dialect);
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace trek::report::detail
