#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "trek/config/source_tables.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/secrets.hpp"
#include "trek/fetch/target.hpp"
#include "trek/project/detail/fetch_recipe.hpp"
#include "trek/project/detail/places.hpp"
#include "trek/project/detail/section.hpp"
#include "trek/project/detail/section_keys.hpp"

namespace trek::project::detail::sections {
namespace {

using model::Source;

config::Words source_tables() {
  config::Words names;
  for (const config::TableFields& table : config::all_tables()) {
    if (table.extent != config::Extent::no_project) names.push_back(table.name);
  }
  names.emplace_back("network");
  return names;
}

/// A data folder that was moved may lack what the project's own has: an absent file is then no wrong path.
std::string remedy_if_absent(const Project& project, const std::filesystem::path& path) {
  const bool by_variable = project.data_folder_by == DataFolderBy::variable;
  const std::filesystem::path own = project.own_data_folder / path;
  if (project.data_folder_by == DataFolderBy::project || !core::is_absent(project.data_folder / path) ||
      core::is_absent(own))
    return {};
  return fmt::format(
      "{} names the folder of the data, and the project's own has the file: {}. {}, or put the file there too",
      by_variable ? "TREK_DATA" : "--data", own.string(), by_variable ? "Unset TREK_DATA" : "Leave out --data");
}

void read_file(config::TomlTable& table, const Project& project, Source& source) {
  source.table =
      table.required_word({"table", "what the file fills; the fields of the tables are below"}, source_tables());
  const std::string path =
      table.required_text({"path", "the file, from the data folder; what is fetched stays inside that folder"});
  const std::filesystem::path in_folder = parsed_path(table, "path", path);
  source.path = project.data_folder / in_folder;
  source.if_absent = remedy_if_absent(project, in_folder);
  source.name = source_name(table, source.path);
  source.layer = table.text({"layer", "layer of the file, where it has more than one that fits"}, "");
}

void read_meaning(config::TomlTable& table, Source& source) {
  source.mapping = table.text(
      {"mapping", "name of the mapping to read it by; default the one that its fields fit ('trek inspect FILE')"}, "");
  source.fields = table.text_map({"fields", "trek's field = the field of the file: { name = \"naam_pand\" }"});
  source.constants = table.text_map({"constants", "trek's field = the same value for every record"});
  source.factors =
      table.number_map({"factors", "trek's field = number to multiply by: { floor_area_m2 = 10000 } for hectares"});
  source.codes = table.nested_text_map({"codes", "trek's field = { code of the file = code of trek }"});
  source.where = table.text({"where", "only these records, as SQL: \"status = 'leeg'\""}, "");
  source.decimal = table.text(
      {"decimal", "\",\" or \".\": the decimal mark of its numbers, where their columns do not show it"}, "");
  if (!source.decimal.empty() && source.decimal != "," && source.decimal != ".") {
    table.fail("decimal", "is the decimal mark of the source's numbers: \",\" or \".\"");
  }
  source.reference_date =
      table.text({"reference_date", "of a source with history (LV BAG): what was so on that day"}, "");
  source.crs = table.text({"crs", "coordinate system, over what the file says; with crs_reason"}, "");
  source.crs_reason = table.text({"crs_reason", "why crs goes over what the file says"}, "");
  if (!source.crs.empty() && source.crs_reason.empty())
    table.fail("crs", "overrides what the file declares; say why with crs_reason = \"...\"");
}

void read_origin(config::TomlTable& table, Source& source) {
  source.title = text_in(table, {"title", "title in the table of sources"});
  source.vintage = table.text({"vintage", "of when the data are: a year or a date"}, "");
  source.licence = table.text({"licence", "licence under which the data may be used"}, "");
  source.attribution = text_in(table, {"attribution", "whose data they are, as it must stand on the map"});
  source.url = table.text({"url", "where the file comes from: named when it is absent, and used by 'trek fetch'"}, "");
  source.made_up = table.boolean({"made_up", "true: the data are made up, and every output says so"}, false);
}

void read_surroundings(config::TomlTable& table, Source& source) {
  source.surroundings = table.boolean(
      {"surroundings",
       "true: of what lies around the region: its people, places and stations count for sites, and it has no coverage "
       "of its own; of municipalities, population, places and stations"},
      false);
  config::Words having;
  for (const config::TableFields& one : config::all_tables()) {
    if (one.extent == config::Extent::surroundings_too) having.push_back(one.name);
  }
  if (source.surroundings && !std::count(having.begin(), having.end(), source.table)) {
    table.fail("surroundings",
               fmt::format("table '{}' has none: sites are made inside the region. Tables that have: {}", source.table,
                           fmt::join(having, ", ")));
  }
}

void read_abroad(config::TomlTable& table, Source& source) {
  source.abroad = table.boolean(
      {"abroad", "true: of population with surroundings = true: its people live in another country (see [border])"},
      false);
  if (source.abroad && (source.table != "population" || !source.surroundings))
    table.fail("abroad", "is of people around the region; give table = \"population\" and surroundings = true");
}

/// Of what outputs and messages show. The address itself stays with the recipe.
void hide_secrets(Source& source) {
  if (!source.fetch && core::without_secrets(source.url) != source.url && fetch::is_data_file(source.url)) {
    source.fetch.emplace();
    source.fetch->url = source.url;
  }
  for (std::string* const text : {&source.vintage, &source.licence, &source.url, &source.crs, &source.crs_reason}) {
    *text = core::without_secrets(*text);
  }
}

void read_source(config::TomlTable& table, Project& project) {
  Source source;
  read_file(table, project, source);
  read_meaning(table, source);
  read_origin(table, source);
  read_surroundings(table, source);
  read_abroad(table, source);
  source.fetch = fetch_recipe(table, source);
  hide_secrets(source);
  const auto same_name = [&](const Source& other) { return other.name == source.name; };
  if (std::any_of(project.sources.begin(), project.sources.end(), same_name)) {
    table.fail("name", fmt::format("'{}' is the name of another source as well; each needs its own name", source.name));
  }
  project.sources.push_back(std::move(source));
}

void check_sources(const config::TomlTable& root, const Project& project) {
  for (const char* table : {"municipalities", "population"}) {
    const auto of_region = [&](const Source& s) { return s.table == table && !s.surroundings; };
    if (std::none_of(project.sources.begin(), project.sources.end(), of_region))
      root.fail("source", fmt::format("there is no [[source]] with table = \"{}\" of the region (without "
                                      "surroundings = true); a run needs one",
                                      table));
  }
  const bool sites = project.find_source("candidates") != nullptr || project.find_source("monuments") != nullptr ||
                     project.find_source("vacancy") != nullptr;
  if (!sites)
    root.fail(
        "source",
        "nothing to make sites from: give a [[source]] with table = \"candidates\", \"monuments\" or \"vacancy\"");
}

// A table and a word are the two ways to say how a source is fetched; the others are those that later samples name.
constexpr const char* kSample = R"([[source]]
table = "municipalities"
path = "a"
url = "https://example.org/a"
fetch = { kind = "file" }
[[source]]
table = "population"
path = "b"
[[source]]
table = "population"
name = "abroad"
path = "e"
surroundings = true
abroad = true
[[source]]
table = "vacancy"
name = "register"
path = "c"
[[source]]
table = "network"
name = "streets"
path = "d"
)";

}  // namespace

Section source() {
  return {.key = {"source", "A file of data, and how it is read: a [[source]] for each."},
          .read = read_source,
          .repeats = true,
          .check = check_sources,
          .samples = {kSample}};
}

}  // namespace trek::project::detail::sections
