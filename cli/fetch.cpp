#include <fmt/format.h>

#include <algorithm>
#include <memory>

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
  SharedOptions shared;
};

fetch::Options options_of(const FetchArguments& arguments) {
  fetch::Options options;
  options.refresh = arguments.refresh;
  options.whole = arguments.whole;
  options.largest_bytes = static_cast<std::uint64_t>(arguments.largest_gb * 1e9);
  options.timestamp = project::run_timestamp();
  return options;
}

ResultTable outcome_table(const std::vector<fetch::Outcome>& outcomes) {
  ResultTable table{
      {{"source", "source"}, {"state", "state"}, {"bytes", "bytes"}, {"file", "file"}, {"message", "what to do"}}};
  for (const fetch::Outcome& outcome : outcomes) {
    ResultTable::Cell bytes;
    if (outcome.there()) bytes = static_cast<std::int64_t>(outcome.bytes);
    table.add({outcome.source, std::string{name_of(outcome.state)}, std::move(bytes), outcome.file.string(),
               outcome.message});
  }
  return table;
}

ExitCode fetch_project(const FetchArguments& arguments) {
  Session session{arguments.shared};
  project::Overrides overrides;
  if (!arguments.shared.data_folder.empty()) overrides.data_folder = arguments.shared.data_folder;
  const project::Project project = project::read_project(arguments.project, overrides);
  const auto outcomes = project::fetch_sources(project, arguments.sources, options_of(arguments), session.control());
  outcome_table(outcomes).print(arguments.shared.format);
  const auto missing = std::count_if(outcomes.begin(), outcomes.end(), [](const auto& o) { return !o.there(); });
  session.console().say(missing == 0 ? fmt::format("All {} sources are there.", outcomes.size())
                                     : fmt::format("{} of {} sources are not there; the last column says what to do.",
                                                   missing, outcomes.size()));
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
  arguments->shared.add_data(*verb);
  arguments->shared.add_progress(*verb);
  arguments->shared.add_format(*verb);
  verb->callback([&action, arguments] { action = [arguments] { return fetch_project(*arguments); }; });
}

}  // namespace trek::cli
