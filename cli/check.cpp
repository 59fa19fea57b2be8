#include "trek/project/check.hpp"

#include <fmt/format.h>

#include <memory>

#include "kept_content.hpp"
#include "source_counts.hpp"
#include "trek/project/input_files.hpp"
#include "trek/project/run.hpp"
#include "trek/publish/finding_map.hpp"
#include "trek/publish/geopackage.hpp"
#include "verbs.hpp"

namespace trek::cli {
namespace {

struct CheckArguments {
  std::string project;
  std::string map;
  int oldest_years = project::CheckOptions{}.oldest_years;
  bool overwrite = false;
  SharedOptions shared;
};

ResultTable finding_table(const project::CheckResult& result) {
  ResultTable table{{{"severity", "severity"},
                     {"source", "source"},
                     {"rule", "rule"},
                     {"count", "count"},
                     {"example", "example"},
                     {"remedy", "what to do"}}};
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
  if (!arguments.map.empty()) {
    publish::check_file_name(arguments.map);
    project::check_output(project, arguments.map, arguments.overwrite);
  }
  const KeptContent kept{arguments.map, arguments.overwrite && !arguments.map.empty()};
  const std::string now = project::run_timestamp();
  const project::CheckResult result = project::check(project, {now.substr(0, 10), arguments.oldest_years}, control);
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
  if (!arguments.map.empty()) {
    publish::write_findings(
        {project.name, result.report, result.sources, result.municipalities, project.language, project.read.crs, now},
        arguments.map, {arguments.overwrite}, control);
    kept.tell(console);
    console.say(fmt::format("Written: {} (open it in QGIS: project 'trek' inside)", arguments.map));
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

void add_check(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<CheckArguments>();
  CLI::App* verb =
      app.add_subcommand("check", "Validate a project and every source before anything long runs; estimate memory");
  verb->add_option("PROJECT", arguments->project, "The project file, trek.toml")->required();
  verb->add_option("--map", arguments->map, "Draw every finding that has a place, as a map for QGIS")
      ->option_text("OUT.gpkg");
  verb->add_option("--oldest-years", arguments->oldest_years, "A source older than this is a finding (default: 5)")
      ->check(CLI::Range(0, 1000))
      ->option_text("N");
  verb->add_flag("--overwrite", arguments->overwrite,
                 "Replace an existing map; it stays as it is until the new one is complete");
  arguments->shared.add_data(*verb);
  arguments->shared.add_threads(*verb);
  arguments->shared.add_progress(*verb);
  arguments->shared.add_format(*verb);
  verb->callback([&action, arguments] { action = [arguments] { return check_project(*arguments); }; });
}

}  // namespace trek::cli
