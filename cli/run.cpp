#include "trek/project/run.hpp"
#include "trek/project/timestamp.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "best_table.hpp"
#include "kept_content.hpp"
#include "options.hpp"
#include "source_counts.hpp"
#include "trek/project/input_files.hpp"
#include "trek/project/read_project.hpp"

namespace trek::cli {
namespace {

struct RunArguments {
  std::filesystem::path project;
  OutputFile output;
  std::optional<model::Language> language;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("PROJECT", project, {"The project file", "trek.toml"});
    output.declare(all, "-o,--output", {"GeoPackage to write", "twente.gpkg", "name of the project file, here"});
    all.add("--lang", language, languages(), {"Language of labels and map", {}, "what the project file says"});
    shared.add_data(all).add_threads(all).add_progress(all).add_format(all);
  }
};

void tell_sources(Console& console, const project::RunSummary& summary) {
  for (const model::SourceRecord& source : summary.sources) {
    const std::string repaired = source.repaired_count == 0 ? "" : fmt::format(", {} repaired", source.repaired_count);
    console.say(
        fmt::format("  {:<14} {:<24} {}{}", source.source.table, source.source.name, source_counts(source), repaired));
    for (const core::Phrase& note : source.notes) console.say("    note: " + note.en);
  }
  tell_user_tables(console, summary.user_tables);
  for (const auto severity : {core::Severity::rejected, core::Severity::warning}) {
    const char* const word = severity == core::Severity::rejected ? "rejected" : "warning";
    for (const auto& [rule, count] : summary.report.counts(severity)) {
      console.say(fmt::format("  {} {}: {} ({})", word, rule.first, rule.second, count));
    }
  }
}

/// What could have been a candidate, and what to change if it should be one.
void tell_left_out(Console& console, const project::RunSummary& summary) {
  for (const resolve::LeftOut& entry : summary.left_out) {
    const std::string what = entry.what.empty() ? "" : fmt::format(" ({})", entry.what);
    const std::string more = entry.count > entry.examples.size() ? ", ..." : "";
    console.say(fmt::format("  left out{}: {} {}{}: {}{}; {}", entry.listed ? " of your list" : "", entry.count,
                            entry.rule, what, fmt::join(entry.examples, ", "), more, entry.remedy));
  }
}

/// Each question of where the next places go, and its answer.
void tell_siting(Console& console, const project::RunSummary& summary) {
  for (const publish::SitingAnswer& answer : summary.siting) {
    if (answer.state != publish::SitingState::answered) {
      console.say(fmt::format("Next places '{}': no answer; {}", answer.question.en, answer.conflict.en));
      continue;
    }
    const std::string outcome =
        answer.objective >= 1000.0 ? fmt::format("{:.0f}", answer.objective) : fmt::format("{:.4g}", answer.objective);
    console.say(fmt::format("Next places '{}': {} chosen of {}; {} {}, {}", answer.question.en, answer.choices.size(),
                            answer.candidate_count, outcome, answer.unit.en,
                            answer.proven ? std::string{"proven the best"}
                                          : fmt::format("at most {:.2f} % from the best", 100.0 * answer.gap_share)));
  }
}

void tell(Console& console, const project::RunSummary& summary, const std::string& output) {
  console.say("Sources:");
  tell_sources(console, summary);
  console.say(fmt::format("People: {:.0f} in the sources = {:.0f} on the map + {:.0f} listed in population_remainder",
                          summary.source_inhabitants, summary.demand_inhabitants, summary.remainder_inhabitants));
  const double around = summary.demand_inhabitants - summary.region_inhabitants;
  const std::string surroundings =
      around < 0.5 ? "" : fmt::format("; around it {:.0f} people, whom sites count and municipalities do not", around);
  console.say(fmt::format("Region: {:.0f} people, of 20-40 {:.0f} ({:.1f} % estimated){}", summary.region_inhabitants,
                          summary.region_target, 100.0 * summary.target_estimated_share, surroundings));
  console.say(fmt::format("Sites: {} candidates, {} ranked, {} ruled out by a veto", summary.site_count,
                          summary.ranked_count, summary.site_count - summary.ranked_count));
  tell_left_out(console, summary);
  tell_siting(console, summary);
  if (summary.not_routable_count > 0)
    console.say(fmt::format("Not routable: {} points, see the layer not_routable", summary.not_routable_count));
  if (!summary.notice.empty()) console.say("Note: " + summary.notice.en);
  console.say(fmt::format("Written: {} (open it in QGIS: project 'trek' inside)", output));
}

ExitCode run_project(const RunArguments& arguments) {
  Session session{arguments.shared};
  project::Overrides overrides = arguments.shared.overrides();
  overrides.language = arguments.language;
  const project::Project project = project::read_project(arguments.project, overrides);
  const auto& [path, overwrite] = arguments.output;
  const std::string output = path.empty() ? project.file.stem().string() + ".gpkg" : path;
  project::check_output(project, output, overwrite);  // before any work
  const KeptContent kept{output, overwrite};
  const project::RunSummary summary =
      project::run(project, {output, overwrite, project::run_timestamp()}, session.control());
  kept.tell(session.console());
  tell(session.console(), summary, output);
  best_table(publish::read_results(output), 10).print(arguments.shared.format);
  return kDone;
}

}  // namespace

Verb run_verb() {
  return verb("run", "Run a project: read, resolve, measure, judge, and write one GeoPackage",
              {"trek run trek.toml", "trek run trek.toml -o twente.gpkg --overwrite --lang en"}, run_project);
}

}  // namespace trek::cli
