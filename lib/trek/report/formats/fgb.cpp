#include "trek/report/detail/gdal_file.hpp"
#include "trek/report/detail/run_tables.hpp"
#include "trek/report/table_format.hpp"

/// Layers for a GIS that reads a file over the web in parts, or in one go.
namespace trek::report::formats::fgb {
namespace {

std::vector<PageFile> render(const Subject& subject) {
  const detail::GdalFormat format{.driver = "FlatGeobuf", .ending = ".fgb", .crs = detail::crs_of_run(subject)};
  std::vector<detail::RunTable> all = detail::run_tables(subject);
  const core::Phrase places{"Bestaande plekken", "Existing places"};
  all.push_back({"places", places, places, &subject.layers.places});
  std::vector<PageFile> files;
  for (const detail::RunTable& one : all) {
    if (one.table->shapes.empty()) continue;
    files.push_back(
        detail::table_file(subject, one, ".fgb", "FlatGeobuf",
                           detail::gdal_file(format, {{one.name, one.table, detail::column_names(*one.table)}})));
  }
  return files;
}

}  // namespace

TableFormat format() {
  return {.name = "fgb",
          .order = 50,
          .about = {"FlatGeobuf van locaties, gemeenten, lacunes en bestaande plekken",
                    "FlatGeobuf of sites, municipalities, gaps and existing places"},
          .render = render};
}

}  // namespace trek::report::formats::fgb
