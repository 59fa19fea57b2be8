#include "trek/core/text.hpp"
#include "trek/report/page.hpp"
#include "trek/report/table_format.hpp"

/// Tables of the run for a spreadsheet or another program, in the formats that were asked for.
namespace trek::report::pages::tables {
namespace {

std::vector<PageFile> render(const Subject& subject) {
  std::vector<PageFile> files;
  for (const TableFormat& format : all_table_formats()) {
    if (!core::is_one_of(format.name, subject.tables)) continue;
    for (PageFile& file : format.render(subject)) files.push_back(std::move(file));
  }
  return files;
}

}  // namespace

Page page() {
  return {.order = 40,
          .title = {"Tabellen", "Tables"},
          .about = {"Alle getallen, voor een rekenblad of een ander programma.",
                    "All numbers, for a spreadsheet or another program."},
          .render = render};
}

}  // namespace trek::report::pages::tables
