#include "verb_faults.hpp"

#include <filesystem>
#include <set>

#include "command_line.hpp"
#include "trek/core/error.hpp"

namespace trek::test {
namespace {

using cli::Argument;
using cli::Kind;

bool takes(const Argument& argument, const std::string& text) {
  try {
    argument.take(text);
    return true;
  } catch (const core::Error&) {
    return false;
  }
}

bool is_sentence(const std::string& text) { return !text.empty() && text.back() != '.' && text.back() != ' '; }

std::string fault_of_number(const Argument& argument) {
  if (argument.kind == Kind::number && argument.unit.empty()) return "is a quantity whose name ends in no unit";
  if (argument.range.least >= argument.range.most) return "has no range";
  return {};
}

std::string fault_of_value(const Argument& argument) {
  const bool is_number = argument.kind == Kind::number || argument.kind == Kind::whole_number;
  if (is_number && !fault_of_number(argument).empty()) return fault_of_number(argument);
  if (!argument.unit.empty() && !is_number && argument.kind != Kind::minutes) return "has a unit, and is no number";
  const bool is_choice = argument.kind == Kind::choice || argument.kind == Kind::choices;
  if (is_choice == argument.choices.empty()) return "has choices, or is a choice, and not both";
  if (!argument.default_value.empty() && !takes(argument, argument.default_value)) return "does not take its default";
  const std::string example = argument.example_value();
  if (example.empty()) return "has no example";
  if (!takes(argument, example)) return "does not take its example";
  if (argument.kind == Kind::file_out && !std::filesystem::path{example}.has_extension())
    return "does not show the format that it writes";
  return {};
}

std::string fault_of(const Argument& argument) {
  if (!is_sentence(argument.help)) return "has no help, or with a stop";
  if (argument.help.find("default") != std::string::npos) return "says its default twice";
  const bool says_default = !argument.default_value.empty() || !argument.otherwise.empty();
  if (argument.required && says_default) return "is required, and has a default";
  return argument.kind == Kind::flag ? std::string{} : fault_of_value(argument);
}

}  // namespace

std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words{""};
  bool quoted = false;
  for (const char c : command) {
    if (c == '\'')
      quoted = !quoted;
    else if (c == ' ' && !quoted)
      words.emplace_back();
    else
      words.back() += c;
  }
  return words;
}

bool is_understood(const std::vector<cli::Verb>& verbs, const std::vector<std::string>& words) {
  std::vector<const char*> arguments;
  for (const std::string& word : words) arguments.push_back(word.c_str());
  return std::holds_alternative<cli::Action>(
      cli::parsed_command(verbs, static_cast<int>(arguments.size()), arguments.data()));
}

std::vector<std::string> faults_of(const cli::Verb& verb, const std::vector<cli::Verb>& verbs,
                                   const std::string& outer) {
  const std::string name = outer + " " + verb.name;
  std::vector<std::string> faults;
  if (!is_sentence(verb.summary)) faults.push_back(name + " has no summary, or with a stop");
  for (const cli::Verb& inner : verb.verbs) {
    for (const std::string& fault : faults_of(inner, verbs, name)) faults.push_back(fault);
  }
  if (!verb.prepare) {
    if (verb.verbs.empty()) faults.push_back(name + " does nothing");
    return faults;
  }
  std::set<std::string> names;
  for (const Argument& argument : verb.prepare().arguments) {
    if (const std::string fault = fault_of(argument); !fault.empty()) faults.push_back(argument.name + " " + fault);
    if (!names.insert(argument.long_name()).second) faults.push_back(argument.name + " is there twice");
  }
  if (verb.examples.empty()) faults.push_back(name + " has no example");
  if (!faults.empty()) return faults;  // no parser is made of them
  for (const std::string& example : verb.examples) {
    if (!example.starts_with(name) || !is_understood(verbs, words_of(example)))
      faults.push_back("no command: " + example);
  }
  return faults;
}

}  // namespace trek::test
