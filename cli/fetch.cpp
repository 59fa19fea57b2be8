#include <fmt/format.h>

#include <algorithm>

#include "options.hpp"
#include "source_counts.hpp"
#include "trek/project/fetch_sources.hpp"
#include "trek/project/read_project.hpp"
#include "trek/project/timestamp.hpp"

namespace trek::cli {
namespace {

struct FetchArguments {
  std::filesystem::path project;
  std::vector<std::string> sources;
  bool refresh = false;
  bool whole = false;
  double largest_gb = static_cast<double>(fetch::Options{}.largest_bytes) / 1e9;
  double least_kb_s = static_cast<double>(fetch::Options{}.least_speed) / 1e3;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("PROJECT", project, {"The project file", "trek.toml"});
    all.add("--source", sources, {"Only this source of the project", "gemeenten"});
    all.add("--refresh", refresh, {"Ask again for files that are there; they are replaced if changed"});
    all.add("--whole", whole, {"Take all that a service has, not only the region of the project"});
    all.add("--max-gb", largest_gb, {0.000'001, 100'000.0}, {"Give up on a source that is larger"});
    all.add("--least-kb-s", least_kb_s, {0.001, 1'000'000.0},
            {"Give up on a server that sends fewer over 30 s, or no answer within 60 s"});
    shared.add_data(all).add_progress(all).add_format(all);
  }
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
  std::vector<ResultTable::Column> columns{"source", "state", "bytes", "file"};
  if (with_messages) columns.emplace_back("message");
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

Verb fetch_verb() {
  return verb("fetch", "Download the sources that a project names, or say where to get them",
              {"trek fetch trek.toml", "trek fetch trek.toml --source gemeenten --refresh"}, fetch_project);
}

}  // namespace trek::cli
