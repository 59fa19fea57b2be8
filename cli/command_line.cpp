#include "command_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "printing.hpp"
#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/project/timestamp.hpp"
#include "usage.hpp"

namespace trek::cli {
namespace {

using CommandWords = std::span<const char* const>;

/// What the first words of a command name: a verb, with all its words; or, with none, the program.
struct NamedVerb {
  const Verb* verb = nullptr;
  std::string words;
};

/// CLI11 says only "a subcommand is required" for a mistyped verb: name it, and the nearest. Empty if that was told.
std::optional<NamedVerb> find_named(std::span<const Verb> verbs, CommandWords words, const NamedVerb& outer = {}) {
  if (verbs.empty() || words.empty() || words.front()[0] == '-') return outer;
  const std::string wanted = words.front();
  std::vector<std::string> names;
  for (const Verb& verb : verbs) {
    const std::string all_words = outer.words.empty() ? verb.name : outer.words + " " + verb.name;
    if (verb.name == wanted) return find_named(verb.verbs, words.subspan(1), NamedVerb{&verb, all_words});
    names.push_back(verb.name);
  }
  const std::string of = outer.words.empty() ? "" : fmt::format(" of '{}'", outer.words);
  complain(fmt::format("unknown verb '{}'{}{}. Verbs{} are: {}", wanted, of, core::did_you_mean(wanted, names), of,
                       fmt::join(names, ", ")));
  return std::nullopt;
}

/// What is asked of a description, without any work.
struct Description {
  const char* option;
  const char* help;
  void (*print)(std::span<const Verb> verbs, const NamedVerb& named);
};

void print_usage(std::span<const Verb> verbs, const NamedVerb& named) {
  if (named.verb == nullptr) return print_json(usage_json(commands_of(verbs)));
  if (!named.verb->prepare) return print_json(usage_json(commands_of(named.verb->verbs, named.words + " ")));
  print_json(usage_json(std::vector{Command{named.words, named.verb}}));
}

void print_man_page(std::span<const Verb> verbs, const NamedVerb& named) {
  print_text(named.verb == nullptr ? man_page(verbs) : man_page(named.words, *named.verb));
}

constexpr std::array kDescriptions{
    Description{"--json-usage", "Print what may be given, as JSON for other programs, and exit", print_usage},
    Description{"--man-page", "Print the manual page (shown by man -l -), and exit", print_man_page}};

/// The description that a command asks for, if any.
const Description* find_description(CommandWords words) {
  for (const Description& description : kDescriptions) {
    for (const std::string_view word : words) {
      if (word == description.option) return &description;
    }
  }
  return nullptr;
}

std::vector<std::string> option_names(const NamedVerb& named) {
  std::vector<std::string> names{"--help"};
  for (const Description& description : kDescriptions) names.emplace_back(description.option);
  if (named.verb == nullptr) names.emplace_back("--version");
  if (named.verb == nullptr || !named.verb->prepare) return names;
  for (const Argument& argument : named.verb->prepare().arguments) {
    if (!argument.is_by_place()) names.push_back(argument.long_name());
  }
  return names;
}

/// Of words that nothing takes, the first, with the nearest name where it is an option.
std::string unexpected(const std::string& word, const NamedVerb& named) {
  if (!word.starts_with('-')) return fmt::format("'{}' is one word too many", word);
  const std::string option = word.substr(0, word.find('='));
  const std::string nearest = core::did_you_mean(option, option_names(named));
  const bool before_verb = named.verb == nullptr && nearest.empty();
  return fmt::format("unknown option '{}'{}{}", option, nearest,
                     before_verb ? " (options of a verb stand behind it)" : "");
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
  option->required(argument.required)->type_name(argument.value_name())->envname(argument.variable);
  if (argument.repeated) option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

/// For the help: they are found before anything is parsed.
void add_descriptions(CLI::App& app) {
  for (const Description& description : kDescriptions) app.add_flag(description.option, description.help);
}

void add_verb(CLI::App& app, const Verb& verb, Action& action) {
  CLI::App* const subcommand = app.add_subcommand(verb.name, verb.summary);
  add_descriptions(*subcommand);
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

std::string exit_codes() {
  std::vector<std::string> codes;
  for (const auto& [code, meaning] : kExitMeanings)
    codes.push_back(fmt::format("{} {}", static_cast<int>(code), meaning));
  return fmt::format("Exit codes: {}.\n", fmt::join(codes, "; "));
}

void describe_program(CLI::App& app) {
  app.set_version_flag("--version", "trek " + project::version());
  add_descriptions(app);
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  app.footer(
      exit_codes() +
      "Outputs appear whole or not at all. A link is followed to the file that it leads to, and refused where it "
      "leads nowhere; an output is never one of the inputs.");
}

/// What is wrong, in trek's words where CLI11 says too little.
std::string fault_of(const CLI::App& app, const CLI::ParseError& error, std::span<const Verb> verbs,
                     const NamedVerb& named) {
  const std::vector<std::string> left = app.remaining(true);
  if (!left.empty()) return unexpected(left.front(), named);  // also where it stands for what is required
  if (named.verb != nullptr && named.verb->prepare) return error.what();
  std::vector<std::string> names;
  for (const Verb& verb : named.verb == nullptr ? verbs : std::span<const Verb>{named.verb->verbs})
    names.push_back(verb.name);
  return fmt::format("give a verb: {}", fmt::join(names, ", "));
}

/// Help and version are no faults, though CLI11 throws them.
ExitCode ended(const CLI::App& app, const CLI::ParseError& error, std::span<const Verb> verbs, const NamedVerb& named) {
  if (error.get_exit_code() == 0) {
    static_cast<void>(app.exit(error));
    return kDone;
  }
  complain(fmt::format("{}; 'trek {}{}--help' says what may be given", fault_of(app, error, verbs, named), named.words,
                       named.words.empty() ? "" : " "));
  return kUsage;
}

}  // namespace

std::variant<Action, ExitCode> parsed_command(std::span<const Verb> verbs, int argc, const char* const* argv) {
  const CommandWords words = CommandWords{argv, static_cast<std::size_t>(argc)}.subspan(1);
  const std::optional<NamedVerb> named = find_named(verbs, words);
  if (!named) return kUsage;
  if (const Description* const description = find_description(words)) {
    description->print(verbs, *named);
    return kDone;
  }
  CLI::App app{"trek: where a region's third places go. Scores sites in vacant heritage and writes a map for QGIS.",
               "trek"};
  describe_program(app);
  Action action;
  for (const Verb& verb : verbs) add_verb(app, verb, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return ended(app, error, verbs, *named);
  }
  return action;
}

}  // namespace trek::cli
