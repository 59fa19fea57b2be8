#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "source_counts.hpp"
#include "trek/project/fetch_sources.hpp"
#include "trek/project/run.hpp"
#include "verbs.hpp"

namespace trek::cli {
namespace {

struct FetchArguments {
  std::string project;
  std::vector<std::string> sources;
  bool refresh = false;
  bool whole = false;
  double largest_gb = 10.0;
  double least_kb_s = 10.0;
  SharedOptions shared;
};

fetch::Options options_of(const FetchArguments& arguments) {
  fetch::Options options;
  options.refresh = arguments.refresh;
  options.whole = arguments.whole;
  options.largest_bytes = static_cast<std::uint64_t>(arguments.largest_gb * 1e9);
  options.least_speed = static_cast<std::uint64_t>(arguments.least_kb_s * 1e3);
  options.timestamp = project::run_timestamp();
  return options;
}

/// Messages are long: lines of their own for people, and a column besides for programs.
ResultTable outcome_table(const std::vector<fetch::Outcome>& outcomes, bool with_messages) {
  std::vector<ResultTable::Column> columns{
      {"source", "source"}, {"state", "state"}, {"bytes", "bytes"}, {"file", "file"}};
  if (with_messages) columns.push_back({"message", "message"});
  ResultTable table{std::move(columns)};
  for (const fetch::Outcome& outcome : outcomes) {
    ResultTable::Cell bytes;
    if (outcome.there()) bytes = static_cast<std::int64_t>(outcome.bytes);
    std::vector<ResultTable::Cell> row{outcome.source, std::string{name_of(outcome.state)}, std::move(bytes),
                                       outcome.file.string()};
    if (with_messages) row.emplace_back(outcome.message);
    table.add(std::move(row));
  }
  return table;
}

void tell(Console& console, const std::vector<fetch::Outcome>& outcomes, std::size_t missing_count) {
  for (const fetch::Outcome& outcome : outcomes) {
    if (!outcome.message.empty()) console.say(outcome.message);
    if (outcome.page_count == 0) continue;
    console.say(fmt::format("source '{}': {} of {} {}", outcome.source, counts_text(outcome.features),
                            outcome.page_count, outcome.page_count == 1 ? "page" : "pages"));
  }
  if (missing_count == 0) return console.say(fmt::format("All {} sources are there.", outcomes.size()));
  console.say(fmt::format("{} of {} sources are not there.", missing_count, outcomes.size()));
}

ExitCode fetch_project(const FetchArguments& arguments) {
  Session session{arguments.shared};
  const project::Project project = project::read_project(arguments.project, arguments.shared.overrides());
  const auto outcomes = project::fetch_sources(project, arguments.sources, options_of(arguments), session.control());
  const bool for_people = arguments.shared.format == Format::table;
  outcome_table(outcomes, !for_people).print(arguments.shared.format);
  const auto missing = std::count_if(outcomes.begin(), outcomes.end(), [](const auto& o) { return !o.there(); });
  tell(session.console(), outcomes, static_cast<std::size_t>(missing));
  return missing == 0 ? kDone : kData;
}

}  // namespace

void add_fetch(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<FetchArguments>();
  CLI::App* verb = app.add_subcommand("fetch", "Download the sources that a project names, or say where to get them");
  verb->add_option("PROJECT", arguments->project, "Project file: trek.toml")->required();
  verb->add_option("--source", arguments->sources, "Only this source of the project; may be repeated")
      ->option_text("NAME")
      ->allow_extra_args(false);
  verb->add_flag("--refresh", arguments->refresh, "Ask again for files that are there; they are replaced if changed");
  verb->add_flag("--whole", arguments->whole, "Take all that a service has, not only the region of the project");
  verb->add_option("--max-gb", arguments->largest_gb, "Give up on a source that is larger (10)")
      ->check(CLI::Range(0.000'001, 100'000.0))
      ->option_text("N");
  verb->add_option("--least-kb-s", arguments->least_kb_s,
                   "Give up on a server that sends fewer kB a second over 30 s (10), or no answer within 60 s")
      ->check(CLI::Range(0.001, 1'000'000.0))
      ->option_text("N");
  arguments->shared.add_data(*verb);
  arguments->shared.add_progress(*verb);
  arguments->shared.add_format(*verb);
  verb->callback([&action, arguments] { action = [arguments] { return fetch_project(*arguments); }; });
}

}  // namespace trek::cli
