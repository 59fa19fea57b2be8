#include <fmt/format.h>

#include "trek/report/detail/frame.hpp"
#include "trek/report/detail/gdal_file.hpp"
#include "trek/report/detail/run_tables.hpp"
#include "trek/report/table_format.hpp"

/// One workbook: what it is and whose, the tables, and what their columns are called in the GeoPackage.
namespace trek::report::formats::xlsx {
namespace {

using publish::StoredTable;

StoredTable empty_table(std::vector<std::string> heads) {
  StoredTable table;
  for (std::string& head : heads) table.columns.push_back({{}, std::move(head)});
  return table;
}

/// By what, when and of what the run is; of each source of when it is, licence and whose it is.
StoredTable read_me(const Subject& subject) {
  const auto& words = subject.words;
  StoredTable table = empty_table({words("Onderwerp", "Subject"), words("Inhoud", "Content")});
  const auto add = [&](const std::string& what, const std::string& told) {
    if (!told.empty()) table.rows.push_back({what, told});
  };
  add(words("Titel", "Title"), subject.fact("title"));
  add(words("Let op", "Note"), subject.fact("notice"));
  add(words("Bestand", "File"), subject.results.file.filename().string());
  add(words("Doorgerekend op (UTC)", "Run at (UTC)"), subject.fact("timestamp"));
  add(words("Gemaakt met", "Made with"), "trek " + subject.fact("trek.version"));
  add(words("Projectbestand", "Project file"), subject.fact("project.file"));
  add(words("SHA-256 van het projectbestand", "SHA-256 of the project file"), subject.fact("project.sha256"));
  add(words("Coördinatenstelsel", "Coordinate system"), detail::crs_of_run(subject));
  add(words("Lege cel", "Empty cell"),
      words("Onbekend, of niet van toepassing; nooit nul.", "Unknown, or does not apply; never nought."));
  add(words("Apostrof vooraan", "Apostrophe in front"),
      words("Een tekst die een rekenblad voor een formule zou houden.",
            "A text that a spreadsheet would take for a formula."));
  const StoredTable& sources = subject.layers.sources;
  for (std::size_t row = 0; row < sources.rows.size(); ++row) {
    std::string told;
    for (const std::string& part : {sources.text(row, "title"), detail::time_of_source(subject, row),
                                    sources.text(row, "attribution"), sources.text(row, "licence")}) {
      if (!part.empty()) told += (told.empty() ? "" : "; ") + part;
    }
    if (sources.flag(row, "made_up")) told += words(" [verzonnen]", " [made up]");
    add(fmt::format("{} {}", words("Bron", "Source"), sources.text(row, "name")), told);
  }
  return table;
}

/// The name that programs know each column by.
StoredTable columns_of(const std::vector<detail::RunTable>& all, const model::Words& words) {
  StoredTable table = empty_table({words("Blad", "Sheet"), words("Kolom", "Column"), words("Naam", "Name")});
  for (const detail::RunTable& one : all) {
    const auto titles = detail::column_titles(*one.table);
    for (std::size_t c = 0; c < titles.size(); ++c)
      table.rows.push_back({words(one.sheet), titles[c], one.table->columns[c].name});
  }
  return table;
}

std::vector<PageFile> render(const Subject& subject) {
  const auto& words = subject.words;
  const auto all = detail::run_tables(subject);
  const StoredTable first = read_me(subject);
  const StoredTable last = columns_of(all, words);
  const auto sheet = [](std::string name, const StoredTable& table) {
    return detail::GdalLayer{std::move(name), &table, detail::column_titles(table)};
  };
  std::vector<detail::GdalLayer> sheets{sheet(words("Lees mij", "Read me"), first)};
  for (const detail::RunTable& one : all) sheets.push_back(sheet(words(one.sheet), *one.table));
  sheets.push_back(sheet(words("Kolommen", "Columns"), last));
  return {{words("tables/tabellen.xlsx", "tables/tables.xlsx"),
           words("Alle tabellen in één werkmap (XLSX)", "All tables in one workbook (XLSX)"),
           detail::gdal_file({.driver = "XLSX", .ending = ".xlsx", .is_sheet = true}, sheets)}};
}

}  // namespace

TableFormat format() {
  return {.name = "xlsx",
          .order = 30,
          .about = {"één werkmap, met herkomst en bronnen", "one workbook, with origin and sources"},
          .render = render};
}

}  // namespace trek::report::formats::xlsx
