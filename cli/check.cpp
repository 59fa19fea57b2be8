#include "trek/project/check.hpp"

#include <fmt/format.h>

#include <memory>

#include "verbs.hpp"

namespace trek::cli {
namespace {

struct CheckArguments {
  std::string project;
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
  project::Overrides overrides;
  if (!arguments.shared.data_folder.empty()) overrides.data_folder = arguments.shared.data_folder;
  const project::Project project = project::read_project(arguments.project, overrides);
  const project::CheckResult result = project::check(project, session.control());
  Console& console = session.console();
  for (const ingest::SourceRecord& source : result.sources) {
    console.say(fmt::format("  {:<14} {:<24} {} read, {} used, mapping {}, {}", source.source.table, source.source.name,
                            source.read_count, source.used_count, source.mapping, source.crs.name));
  }
  console.say(fmt::format("Estimated memory of a run: {:.1f} GiB",
                          static_cast<double>(result.memory_bytes) / (1024.0 * 1024.0 * 1024.0)));
  finding_table(result).print(arguments.shared.format);
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
  arguments->shared.add_data(*verb);
  arguments->shared.add_threads(*verb);
  arguments->shared.add_progress(*verb);
  arguments->shared.add_format(*verb);
  verb->callback([&action, arguments] { action = [arguments] { return check_project(*arguments); }; });
}

}  // namespace trek::cli
