#include "trek/publish/relink.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "options.hpp"
#include "printing.hpp"
#include "words.hpp"

namespace trek::cli {
namespace {

using publish::RelinkedProject;

struct RelinkArguments {
  std::filesystem::path file;
  model::Language language = model::Language::en;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("FILE", file, {"A GeoPackage that trek wrote, and that was renamed or copied since", "twente_2025.gpkg"});
    all.add("--lang", language, languages(), {"Language of what is told"});
    shared.add_progress(all).add_format(all);
  }
};

ResultTable relinked_table(const std::vector<RelinkedProject>& projects, const Words& words) {
  ResultTable table{{{"project", words("project", "project")},
                     {"changed", words("aangepast", "changed")},
                     {"read_before", words("las eerst", "read before")},
                     {"sources", words("plekken", "places")},
                     {"other_run", words("was van een andere run", "was of another run")},
                     {"not_found", words("niet gevonden", "not found")}}};
  const auto yes = [&](bool is_so) { return is_so ? words("ja", "yes") : words("nee", "no"); };
  for (const RelinkedProject& one : projects) {
    table.add({one.name, yes(one.changed()), fmt::format("{}", fmt::join(one.from, ", ")),
               static_cast<std::int64_t>(one.source_count), yes(one.was_of_other_run),
               fmt::format("{}", fmt::join(one.lost, ", "))});
  }
  return table;
}

nlohmann::ordered_json relinked_json(const RelinkedProject& project) {
  return {{"project", project.name},         {"changed", project.changed()},          {"read_before", project.from},
          {"sources", project.source_count}, {"other_run", project.was_of_other_run}, {"not_found", project.lost}};
}

void print_relinked(const std::vector<RelinkedProject>& projects, Format format, const Words& words) {
  if (format != Format::json) return relinked_table(projects, words).print(format);
  auto all = nlohmann::ordered_json::array();
  for (const RelinkedProject& one : projects) all.push_back(relinked_json(one));
  print_json(all);
}

ExitCode relink_file(const RelinkArguments& arguments) {
  Session session{arguments.shared};
  const auto projects = publish::relink(arguments.file);
  print_relinked(projects, arguments.shared.format, Words{arguments.language});
  const bool changed = std::ranges::any_of(projects, &RelinkedProject::changed);
  session.console().say(
      changed ? fmt::format("Written: {} (its projects read this file now)", arguments.file.string())
              : fmt::format("{}: its projects read this file already; nothing was written", arguments.file.string()));
  return kDone;
}

}  // namespace

Verb relink_verb() {
  return verb("relink", "Mend a GeoPackage that was renamed or copied: the QGIS projects inside read this file again",
              {"trek relink twente_2025.gpkg"}, relink_file);
}

}  // namespace trek::cli
