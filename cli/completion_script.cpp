#include "completion_script.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace trek::cli {
namespace {

constexpr std::array<std::string_view, 3> kEverywhere{"--help", "--json-usage", "--man-page"};

/// In single quotes of bash and zsh.
std::string shell_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string{"'\\''"} : std::string{c};
  return result + "'";
}

/// In single quotes of fish, which knows escapes in them.
std::string fish_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + "'";
}

/// In a description of zsh's _arguments, where brackets and colons end something.
std::string zsh_escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

bool is_file(const Argument& argument) { return argument.kind == Kind::file_in || argument.kind == Kind::file_out; }
bool is_folder(const Argument& argument) { return argument.kind == Kind::folder || argument.kind == Kind::folder_out; }

std::vector<std::string> names_of(std::span<const Verb> verbs) {
  std::vector<std::string> names;
  for (const Verb& verb : verbs) names.push_back(verb.name);
  return names;
}

std::vector<std::string> names_of(const Argument& argument) {
  std::vector<std::string> names{argument.long_name()};
  if (!argument.short_name().empty()) names.push_back(argument.short_name());
  return names;
}

// ---- bash

/// What bash offers for the value of an argument; empty where there is nothing to offer.
std::string bash_values(const Argument& argument) {
  const std::string words = fmt::format("{}", fmt::join(argument.choices, " "));
  if (argument.kind == Kind::choices) return "_trek_list " + shell_quoted(words);
  if (!words.empty()) return "_trek_words " + shell_quoted(words);
  if (is_file(argument)) return "_trek_files -f";
  return is_folder(argument) ? "_trek_files -d" : "";
}

/// Cases of "command option", each with what is offered behind it.
std::string bash_option_cases(const std::vector<Command>& commands) {
  std::string cases;
  for (const Command& command : commands) {
    for (const Argument& argument : command.verb->prepare().arguments) {
      if (argument.is_by_place() || argument.kind == Kind::flag) continue;
      std::vector<std::string> patterns;
      for (const std::string& name : names_of(argument)) patterns.push_back(shell_quoted(command.words + " " + name));
      const std::string values = bash_values(argument);
      cases += fmt::format("    {}) {}return ;;\n", fmt::join(patterns, " | "), values.empty() ? "" : values + "; ");
    }
  }
  return cases;
}

/// Cases of a command, with its options, and with what is offered by place.
std::string bash_command_cases(const std::vector<Command>& commands) {
  std::string cases;
  for (const Command& command : commands) {
    std::vector<std::string> options(kEverywhere.begin(), kEverywhere.end());
    std::string by_place;
    for (const Argument& argument : command.verb->prepare().arguments) {
      if (!argument.is_by_place())
        options.push_back(argument.long_name());
      else if (by_place.empty())
        by_place = bash_values(argument);
    }
    cases += fmt::format("    {}) options={}; by_place={} ;;\n", shell_quoted(command.words),
                         shell_quoted(fmt::format("{}", fmt::join(options, " "))), shell_quoted(by_place));
  }
  return cases;
}

/// Of verbs with verbs of their own: these, and the command by two words.
std::string bash_groups(std::span<const Verb> verbs) {
  std::string cases;
  for (const Verb& verb : verbs) {
    if (verb.verbs.empty()) continue;
    cases += fmt::format(
        "    {}) if ((COMP_CWORD == 2)); then _trek_words '{} {}'; return; fi; command+=\" ${{COMP_WORDS[2]}}\" ;;\n",
        verb.name, fmt::join(names_of(verb.verbs), " "), fmt::join(kEverywhere, " "));
  }
  return cases;
}

constexpr std::string_view kBashHead = R"(# Completion of trek in bash: source <(trek completion bash)
_trek_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current"); }
_trek_list() {
  local before=
  [[ $current == *,* ]] && before=${current%,*},
  mapfile -t COMPREPLY < <(compgen -P "$before" -W "$1" -- "${current##*,}")
}
_trek_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen "$1" -- "$current")
}
_trek() {
  local current=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} options= by_place=
  COMPREPLY=()
  if [[ $current == = ]]; then current=
  elif [[ $option == = ]]; then option=${COMP_WORDS[COMP_CWORD-2]}
  fi
)";

// ---- zsh

std::string zsh_values(const Argument& argument) {
  if (argument.kind == Kind::choices) return fmt::format("_values -s , value {}", fmt::join(argument.choices, " "));
  if (!argument.choices.empty()) return fmt::format("({})", fmt::join(argument.choices, " "));
  if (is_file(argument)) return "_files";
  return is_folder(argument) ? "_files -/" : " ";
}

/// One word of _arguments.
std::string zsh_argument(const Argument& argument) {
  const std::string value = argument.value_name().empty() ? argument.name : argument.value_name();
  const std::string values = fmt::format(":{}:{}", zsh_escaped(value), zsh_values(argument));
  if (argument.is_by_place()) return shell_quoted((argument.required ? "" : ":") + values);
  const std::string what = fmt::format("[{}]{}", zsh_escaped(argument.help), argument.kind == Kind::flag ? "" : values);
  const std::string names = fmt::format("{}", fmt::join(names_of(argument), " "));
  if (argument.repeated) return shell_quoted("*" + argument.long_name() + what);
  if (argument.short_name().empty()) return shell_quoted(argument.long_name() + what);
  return shell_quoted(fmt::format("({})", names)) + fmt::format("{{{}}}", fmt::join(names_of(argument), ",")) +
         shell_quoted(what);
}

std::string zsh_verbs(std::span<const Verb> verbs) {
  std::vector<std::string> words;
  for (const Verb& verb : verbs) words.push_back(shell_quoted(verb.name + ":" + zsh_escaped(verb.summary)));
  return fmt::format("verbs=({}); _describe -t verbs verb verbs", fmt::join(words, " "));
}

// ---- fish

std::string fish_condition(const std::string& command) {
  return fmt::format("complete -c trek -n '__trek_is {}'", command.empty() ? "program" : command);
}

std::string fish_verbs(std::span<const Verb> verbs, const std::string& outer) {
  std::string lines;
  for (const Verb& verb : verbs) {
    lines += fmt::format("{} -a {} -d {}\n", fish_condition(outer), verb.name, fish_quoted(verb.summary));
    lines += verb.verbs.empty() ? "" : fish_verbs(verb.verbs, verb.name);
  }
  return lines;
}

std::string fish_values(const Argument& argument) {
  const std::string words = fmt::format("{}", fmt::join(argument.choices, " "));
  if (!words.empty()) return " -x -a " + fish_quoted(words);
  if (is_file(argument)) return " -r -F";
  return is_folder(argument) ? " -x -a '(__fish_complete_directories)'" : " -x";
}

std::string fish_argument(const Command& command, const Argument& argument) {
  const std::string condition = fish_condition(command.words);
  if (argument.is_by_place()) {
    if (is_file(argument)) return condition + " -F\n";
    if (is_folder(argument)) return condition + " -a '(__fish_complete_directories)'\n";
    if (argument.choices.empty()) return {};
    return fmt::format("{} -a {}\n", condition, fish_quoted(fmt::format("{}", fmt::join(argument.choices, " "))));
  }
  const std::string letter = argument.short_name().empty() ? "" : " -s " + argument.short_name().substr(1);
  return fmt::format("{}{} -l {}{} -d {}\n", condition, letter, argument.long_name().substr(2),
                     argument.kind == Kind::flag ? "" : fish_values(argument), fish_quoted(argument.help));
}

constexpr std::string_view kFishHead = R"(# Completion of trek in fish: trek completion fish | source
function __trek_is
  set -l words (commandline -opc)
  set -e words[1]
  set -l command (string match -v -- '-*' $words)[1]
  if test -z "$command"
    set command program
  else if contains -- $command $__trek_groups; and test (count $words) -gt 1
    set command $words[1] $words[2]
  end
  test "$command" = "$argv"
end
complete -c trek -f
)";

}  // namespace

std::string bash_completion(std::span<const Verb> verbs) {
  const std::vector<Command> commands = commands_of(verbs);
  std::string script{kBashHead};
  script += fmt::format("  if ((COMP_CWORD == 1)); then _trek_words '{} {} --version'; return; fi\n",
                        fmt::join(names_of(verbs), " "), fmt::join(kEverywhere, " "));
  script += "  case $command in\n" + bash_groups(verbs) + "    *) ;;\n  esac\n";
  script += "  case \"$command $option\" in\n" + bash_option_cases(commands) + "    *) ;;\n  esac\n";
  script += "  case $command in\n" + bash_command_cases(commands) + "    *) ;;\n  esac\n";
  return script +
         "  if [[ $current == -* ]]; then _trek_words \"$options\"; elif [[ $by_place ]]; then eval \"$by_place\"; "
         "fi\n}\n" +
         "complete -F _trek trek\n";
}

std::string zsh_completion(std::span<const Verb> verbs) {
  std::string script{"#compdef trek\n# Completion of trek in zsh: source <(trek completion zsh)\n_trek() {\n"};
  script += "  local -a verbs\n";
  script += "  if ((CURRENT == 2)); then " + zsh_verbs(verbs) + "; return; fi\n";
  script += "  local command=$words[2]\n  shift words; ((CURRENT--))\n  case $command in\n";
  for (const Verb& verb : verbs) {
    if (verb.verbs.empty()) continue;
    script += fmt::format(
        "    {}) if ((CURRENT == 2)); then {}; return; fi; command+=\" $words[2]\"; shift words; ((CURRENT--)) ;;\n",
        verb.name, zsh_verbs(verb.verbs));
  }
  script += "  esac\n  case $command in\n";
  for (const Command& command : commands_of(verbs)) {
    script += fmt::format("    {}) _arguments -s", shell_quoted(command.words));
    for (const Argument& argument : command.verb->prepare().arguments) script += " \\\n      " + zsh_argument(argument);
    script += " ;;\n";
  }
  return script + "  esac\n}\nif [[ ${funcstack[1]} == _trek ]]; then _trek \"$@\"; else compdef _trek trek; fi\n";
}

std::string fish_completion(std::span<const Verb> verbs) {
  std::string script{kFishHead};
  std::vector<std::string> groups;
  for (const Verb& verb : verbs) {
    if (!verb.verbs.empty()) groups.push_back(verb.name);
  }
  script += fmt::format("set -g __trek_groups {}\n", fmt::join(groups, " ")) + fish_verbs(verbs, {});
  for (const Command& command : commands_of(verbs)) {
    for (const Argument& argument : command.verb->prepare().arguments) script += fish_argument(command, argument);
  }
  return script;
}

}  // namespace trek::cli
