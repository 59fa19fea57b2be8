#include <fmt/format.h>

#include <algorithm>

#include "trek/project/timestamp.hpp"
#include "usage.hpp"

namespace trek::cli {
namespace {

/// Text as roff shows it: a backslash is no escape, a hyphen is what one types, and no line is a request.
std::string roff(std::string_view text) {
  std::string written;
  for (const char c : text) {
    if (c == '\\')
      written += "\\e";
    else if (c == '-')
      written += "\\-";
    else
      written += c;
  }
  return written.starts_with('.') || written.starts_with('\'') ? "\\&" + written : written;
}

std::string bold(std::string_view text) { return fmt::format("\\fB{}\\fR", roff(text)); }
std::string italic(std::string_view text) { return fmt::format("\\fI{}\\fR", roff(text)); }

/// "trek-network-build" of "network build".
std::string page_name(std::string words) {
  std::replace(words.begin(), words.end(), ' ', '-');
  return words.empty() ? "trek" : "trek-" + words;
}

std::string heading(const std::string& words, std::string_view summary) {
  const std::string name = page_name(words);
  return fmt::format(".TH {} 1 \"\" \"trek {}\" \"trek\"\n.SH NAME\n{} \\- {}\n", roff(name), roff(project::version()),
                     roff(name), roff(summary));
}

/// What is given in place of an argument, in the line that shows the whole command.
std::string synopsis_of(const Argument& argument) {
  const std::string value = argument.value_name();
  std::string shown = argument.is_by_place() ? italic(argument.name) : bold(argument.long_name());
  if (!value.empty()) shown += " " + italic(value);
  return argument.required ? shown : fmt::format("[{}]", shown);
}

std::string entry_of(const Argument& argument) {
  std::string names = argument.is_by_place() ? italic(argument.name) : bold(argument.long_name());
  if (!argument.short_name().empty()) names = bold(argument.short_name()) + ", " + names;
  if (!argument.value_name().empty()) names += " " + italic(argument.value_name());
  return fmt::format(".TP\n{}\n{}.\n", names, roff(argument.full_help()));
}

std::string verbs_section(std::span<const Verb> verbs, const std::string& outer) {
  std::string section = ".SH VERBS\n";
  for (const Verb& verb : verbs) {
    section += fmt::format(".TP\n.BR {} (1)\n{}.\n", roff(page_name(outer + verb.name)), roff(verb.summary));
  }
  return section;
}

std::string exit_section() {
  std::string section = ".SH EXIT STATUS\n";
  for (const auto& [code, meaning] : kExitMeanings)
    section += fmt::format(".TP\n.B {}\n{}.\n", static_cast<int>(code), roff(meaning));
  return section;
}

std::string environment_section(const std::vector<Argument>& arguments) {
  std::string section;
  for (const Argument& argument : arguments) {
    if (argument.variable.empty()) continue;
    section +=
        fmt::format(".TP\n.B {}\nWhat {} would be given.\n", roff(argument.variable), bold(argument.long_name()));
  }
  return section.empty() ? section : ".SH ENVIRONMENT\n" + section;
}

std::string examples_section(const std::vector<std::string>& examples) {
  std::string section = ".SH EXAMPLES\n.nf\n";
  for (const std::string& example : examples) section += roff(example) + "\n";
  return section + ".fi\n";
}

std::string page_of_command(const std::string& words, const Verb& verb) {
  const std::vector<Argument> arguments = verb.prepare().arguments;
  std::string synopsis = ".SH SYNOPSIS\n.nh\n.ad l\n" + bold("trek " + words);
  std::string options;
  for (const Argument& argument : arguments) {
    if (argument.required || argument.is_by_place()) synopsis += " " + synopsis_of(argument);
    options += entry_of(argument);
  }
  return heading(words, verb.summary) + synopsis + fmt::format(" [{}]\n.hy\n", italic("options")) + ".SH ARGUMENTS\n" +
         options + exit_section() + environment_section(arguments) + examples_section(verb.examples) +
         ".SH SEE ALSO\n.BR trek (1)\n";
}

}  // namespace

std::string man_page(const std::string& words, const Verb& verb) {
  if (verb.prepare) return page_of_command(words, verb);
  return heading(words, verb.summary) +
         fmt::format(".SH SYNOPSIS\n{} {} [{}]\n", bold("trek " + words), italic("VERB"), italic("options")) +
         verbs_section(verb.verbs, words + " ") + ".SH SEE ALSO\n.BR trek (1)\n";
}

std::string man_page(std::span<const Verb> verbs) {
  return heading({}, "where a region's third places go") +
         fmt::format(".SH SYNOPSIS\n{} {} [{}]\n", bold("trek"), italic("VERB"), italic("options")) +
         ".SH DESCRIPTION\nScores sites in vacant heritage, says who is served and who is not, finds where the next "
         "places go, and writes a GeoPackage that opens in QGIS as a finished map.\n"
         "Outputs appear whole or not at all; an output is never one of the inputs.\n" +
         verbs_section(verbs, {}) + exit_section() +
         ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nNo colours, also on a terminal.\n.TP\n.B TMPDIR\nThe folder of temporary "
         "files.\n.SH SEE ALSO\n.BR qgis (1)\n";
}

}  // namespace trek::cli
