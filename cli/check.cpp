#include "trek/project/check.hpp"

#include <fmt/format.h>

#include <utility>

#include "kept_content.hpp"
#include "options.hpp"
#include "source_counts.hpp"
#include "trek/project/input_files.hpp"
#include "trek/project/read_project.hpp"
#include "trek/project/timestamp.hpp"
#include "trek/publish/finding_map.hpp"
#include "trek/publish/geopackage.hpp"

namespace trek::cli {
namespace {

struct CheckArguments {
  std::filesystem::path project;
  OutputFile map;
  int oldest_years = project::CheckOptions{}.oldest_years;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("PROJECT", project, {"The project file", "trek.toml"});
    map.declare(all, "--map", {"Draw every finding that has a place, as a map for QGIS", "findings.gpkg"});
    all.add("--oldest-years", oldest_years, {0, 1000}, {"A source older than this is a finding"});
    shared.add_data(all).add_threads(all).add_progress(all).add_format(all);
  }
};

ResultTable finding_table(const project::CheckResult& result) {
  ResultTable table{{"severity", "source", "rule", "count", "example", {"remedy", "what to do"}}};
  for (const project::CheckFinding& finding : result.findings) {
    table.add({finding.severity, finding.source, finding.rule, static_cast<std::int64_t>(finding.count),
               finding.example, finding.remedy});
  }
  return table;
}

ExitCode check_project(const CheckArguments& arguments) {
  Session session{arguments.shared};
  const project::Project project = project::read_project(arguments.project, arguments.shared.overrides());
  const core::Control control = session.control();
  // Before any work: an output that is there is refused at once. It leaves no trace, and the map makes its own.
  const auto& [map, overwrite] = arguments.map;
  if (!map.empty()) {
    publish::check_file_name(map);
    project::check_output(project, map, overwrite);
  }
  const KeptContent kept{map, overwrite && !map.empty()};
  const std::string now = project::run_timestamp();
  project::CheckResult result = project::check(project, {now.substr(0, 10), arguments.oldest_years}, control);
  Console& console = session.console();
  for (const model::SourceRecord& source : result.sources) {
    console.say(fmt::format("  {:<14} {:<24} {}, mapping {}, {}", source.source.table, source.source.name,
                            source_counts(source), source.mapping, source.crs.name));
    for (const core::Phrase& note : source.notes) console.say("    note: " + note.en);
  }
  tell_user_tables(console, result.user_tables);
  console.say(fmt::format("Estimated memory of a run: {:.1f} GiB",
                          static_cast<double>(result.memory_bytes) / (1024.0 * 1024.0 * 1024.0)));
  finding_table(result).print(arguments.shared.format);
  if (!map.empty()) {
    publish::Results found;
    found.report = std::move(result.report);
    found.sources = std::move(result.sources);
    found.municipalities = std::move(result.municipalities);
    publish::write_findings({project.name, {}, project.language, project.read.crs, now}, found, {map, overwrite},
                            control);
    kept.tell(console);
    console.say(fmt::format("Written: {} (open it in QGIS: project 'trek' inside)", map));
  }
  if (result.blocked) {
    console.say("A run would fail: mend the findings marked 'error' first.");
    return kData;
  }
  console.say(result.findings.empty() ? "Nothing found: the project can run."
                                      : "The project can run; read the findings first.");
  return result.findings.empty() ? kDone : kFindings;
}

}  // namespace

Verb check_verb() {
  return verb("check", "Validate a project and every source before anything long runs; estimate memory",
              {"trek check trek.toml", "trek check trek.toml --map findings.gpkg --oldest-years 2"}, check_project);
}

}  // namespace trek::cli
