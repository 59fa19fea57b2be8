#include "trek/report/detail/csv_text.hpp"
#include "trek/report/detail/run_tables.hpp"
#include "trek/report/table_format.hpp"

/// For programs: commas, points, names of columns.
namespace trek::report::formats::csv {
namespace {

std::vector<PageFile> render(const Subject& subject) {
  std::vector<PageFile> files;
  for (const detail::RunTable& one : detail::run_tables(subject))
    files.push_back(detail::table_file(subject, one, ".csv", "CSV", detail::csv_text(*one.table, {})));
  return files;
}

}  // namespace

TableFormat format() {
  return {.name = "csv",
          .order = 10,
          .about = {"voor programma's: komma's ertussen, decimale punt", "for programs: commas, decimal point"},
          .render = render};
}

}  // namespace trek::report::formats::csv
