#include "trek/report/detail/csv_text.hpp"
#include "trek/report/detail/run_tables.hpp"
#include "trek/report/table_format.hpp"

/// As a Dutch spreadsheet opens it at a double click: each number a number, each letter what it was.
namespace trek::report::formats::csv_nl {
namespace {

std::vector<PageFile> render(const Subject& subject) {
  const detail::CsvDialect dutch{.separator = ';',
                                 .has_decimal_comma = true,
                                 .has_byte_order_mark = true,
                                 .has_titles = true,
                                 .yes = "WAAR",
                                 .no = "ONWAAR"};
  const std::string format = subject.words("CSV voor een Nederlands rekenblad", "CSV for a Dutch spreadsheet");
  std::vector<PageFile> files;
  for (const detail::RunTable& one : detail::run_tables(subject))
    files.push_back(detail::table_file(subject, one, "_nl.csv", format, detail::csv_text(*one.table, dutch)));
  return files;
}

}  // namespace

TableFormat format() {
  return {.name = "csv_nl",
          .order = 20,
          .about = {"voor een Nederlands rekenblad: puntkomma's, decimale komma, WAAR en ONWAAR",
                    "for a Dutch spreadsheet: semicolons, decimal comma, WAAR and ONWAAR"},
          .render = render};
}

}  // namespace trek::report::formats::csv_nl
