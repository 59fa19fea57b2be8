#pragma once

#include <string>

#include "trek/publish/stored_table.hpp"

namespace trek::report::detail {

/// How CSV is written for who reads it: a program, or a spreadsheet of a country.
struct CsvDialect {
  char separator = ',';
  bool has_decimal_comma = false;
  bool has_byte_order_mark = false;  // by which a spreadsheet knows UTF-8
  bool has_titles = false;           // heads are the titles of columns, with their units; else their names
  const char* yes = "true";
  const char* no = "false";
};

/// Lines end as RFC 4180 asks. Texts are texts, never a formula (core::spreadsheet_text); numbers stay numbers.
[[nodiscard]] std::string csv_text(const publish::StoredTable& table, const CsvDialect& dialect);

}  // namespace trek::report::detail
