#include "trek/report/report.hpp"

#include <fmt/format.h>

#include "browser.hpp"
#include "options.hpp"
#include "trek/report/table_format.hpp"

namespace trek::cli {
namespace {

/// Each format with what it is.
std::string table_help() {
  std::string help = "Formats of the tables, with commas between";
  for (const report::TableFormat& format : report::all_table_formats())
    help += fmt::format("; {}: {}", format.name, format.about.en);
  return help;
}

struct ReportArguments {
  report::Request request;
  std::string folder;
  bool overwrite = false;
  bool pdf = false;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("FILE", request.file, {"An output of trek run", "twente.gpkg"});
    all.add("-o,--output", folder,
            {.help = "Folder to write; it appears whole or not at all",
             .example = "report",
             .otherwise = "the name of the file and '_report', here",
             .kind = Kind::folder});
    all.add("--site", request.sites,
            {.help = "A sheet of this site alone: rank, key, or a part of key, name or address; may be repeated",
             .example = "3",
             .otherwise = "the best ones"});
    all.add("--municipality", request.municipality,
            {.help = "About this municipality alone: its name or code", .example = "Enschede", .otherwise = "all"});
    all.add("--profile", request.profile,
            {.help = "As this kind of place: only sites that are not ruled out as it",
             .example = "hall",
             .otherwise = "the one that suits each site best"});
    all.add("--lang", request.language, languages(), {"Language of the pages", {}, "that of the run"});
    all.add(
        "--pdf", pdf,
        {"Sheets and reports as PDF too, printed by Chromium, Chrome or Edge: the one on PATH, or what TREK_BROWSER "
         "names"});
    all.add("--tables", request.tables, choices_of(report::table_format_names()),
            {.help = table_help(), .example = "csv_nl,xlsx", .otherwise = "csv,geojson"});
    all.add("--overwrite", overwrite, {"Replace the files of an earlier report; other files are never removed"});
    shared.add_progress(all);
  }
};

std::filesystem::path folder_of(const ReportArguments& arguments) {
  if (!arguments.folder.empty()) return arguments.folder;
  return arguments.request.file.stem().string() + "_report";
}

ExitCode write_pages(const ReportArguments& arguments) {
  Session session{arguments.shared};
  const core::Control control = session.control();
  const std::filesystem::path folder = folder_of(arguments);
  const report::Subject subject = report::read_subject(arguments.request);
  auto files = report::report_files(subject, control);
  if (arguments.pdf) {
    for (report::PageFile& file : printed(files, control)) files.push_back(std::move(file));
  }
  report::write_report(files, folder, arguments.overwrite);
  session.console().say(fmt::format("Written: {} ({} files; open {} in a browser)", folder.string(), files.size(),
                                    (folder / files.front().name).string()));
  if (!report::has_interactive_map()) {
    session.console().say(
        "Without the interactive map: this program was built without MapLibre GL JS. Install npm, configure the build "
        "again "
        "(cmake --preset release -DTREK_WEB_MAP=ON) and build trek");
  }
  return kDone;
}

}  // namespace

Verb report_verb() {
  return verb("report",
              "Pages to take home: a sheet a site, a report for the council, an interactive map, charts and tables",
              {"trek report twente.gpkg -o report", "trek report twente.gpkg -o enschede --municipality Enschede",
               "trek report twente.gpkg -o report --site 3 --overwrite",
               "trek report twente.gpkg -o report --tables csv_nl,xlsx"},
              write_pages);
}

}  // namespace trek::cli
