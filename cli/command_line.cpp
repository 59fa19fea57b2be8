#include "command_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>

#include "printing.hpp"
#include "trek/core/error.hpp"
#include "trek/core/inert_text.hpp"
#include "trek/core/secrets.hpp"
#include "trek/core/text.hpp"
#include "trek/project/timestamp.hpp"

namespace trek::cli {
namespace {

/// CLI11 says only "a subcommand is required" for a mistyped verb: name it, and the nearest.
bool knows_verb(std::span<const Verb> verbs, std::span<const char* const> words, const std::string& outer = {}) {
  if (verbs.empty() || words.empty() || words.front()[0] == '-') return true;
  const std::string wanted = words.front();
  std::vector<std::string> names;
  for (const Verb& verb : verbs) {
    if (verb.name == wanted) return knows_verb(verb.verbs, words.subspan(1), wanted);
    names.push_back(verb.name);
  }
  const std::string of = outer.empty() ? "" : fmt::format(" of '{}'", outer);
  complain(fmt::format("unknown verb '{}'{}{}. Verbs{} are: {}", wanted, of, core::did_you_mean(wanted, names), of,
                       fmt::join(names, ", ")));
  return false;
}

/// An empty text names nothing, whatever is asked: a variable of a script that was not set must not pass for an option
/// that was left out.
void take(const Argument& argument, const std::string& text) {
  const std::string name = argument.long_name();
  if (text.empty()) {
    const char* const remedy = argument.required ? "" : ", or leave it out";
    throw CLI::ValidationError{name, fmt::format("the text given for it is empty; give a value{}", remedy)};
  }
  try {
    argument.take(text);
  } catch (const core::Error& error) {
    throw CLI::ValidationError{name + " " + text, error.what()};
  }
}

void add_argument(CLI::App& app, const Argument& argument) {
  if (argument.kind == Kind::flag) {
    app.add_flag_callback(
        argument.name, [take = argument.take] { take({}); }, argument.full_help());
    return;
  }
  const auto take_all = [argument](const CLI::results_t& texts) {
    for (const std::string& text : texts) take(argument, text);
    return true;
  };
  CLI::Option* const option = app.add_option(argument.name, take_all, argument.full_help());
  option->required(argument.required)->type_name(argument.placeholder())->envname(argument.variable);
  if (argument.repeated) option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_verb(CLI::App& app, const Verb& verb, Action& action) {
  CLI::App* const subcommand = app.add_subcommand(verb.name, verb.summary);
  if (!verb.examples.empty()) subcommand->footer(fmt::format("Examples:\n  {}", fmt::join(verb.examples, "\n  ")));
  for (const Verb& inner : verb.verbs) add_verb(*subcommand, inner, action);
  if (!verb.prepare) {
    subcommand->require_subcommand(1);
    return;
  }
  const Call call = verb.prepare();
  for (const Argument& argument : call.arguments) add_argument(*subcommand, argument);
  subcommand->callback([&action, work = call.action] { action = work; });
}

}  // namespace

std::variant<Action, ExitCode> parsed_command(std::span<const Verb> verbs, int argc, const char* const* argv) {
  CLI::App app{"trek: where a region's third places go. Scores sites in vacant heritage and writes a map for QGIS.",
               "trek"};
  app.set_version_flag("--version", "trek " + project::version());
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  app.failure_message([](const CLI::App*, const CLI::Error& error) {  // holds the user's own words
    return core::terminal_text(core::without_secrets(error.what())) + "\nRun with --help for more information.\n";
  });
  app.footer(
      "Exit codes: 0 done, 1 findings, 2 usage or project file, 3 input data, or a disk that is full or fails, 4 limit "
      "or infeasible, 5 internal, 130 interrupted.\n"
      "Outputs appear whole or not at all. A link is followed to the file that it leads to, and refused where it leads "
      "nowhere; an output is never one of the inputs.");
  Action action;
  for (const Verb& verb : verbs) add_verb(app, verb, action);
  if (!knows_verb(verbs, std::span{argv, static_cast<std::size_t>(argc)}.subspan(1))) return kUsage;
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  return action;
}

}  // namespace trek::cli
