#include "flow/output_language.hpp"

#include <fmt/format.h>

#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/sqlite_rows.hpp"

namespace trek::test {
namespace {

using Text = std::pair<std::string, std::string>;  // where it stands, and what it says

// Words of sentences that the other language does not have, nor names and addresses.
const std::regex kDutch{
    R"(\b(het|een|niet|geen|onbekend|voor|naar|wordt|zijn|heeft|volgens|zonder|binnen|waarvan|inwoners|gemeente|locatie|locaties|pand|bron|gebouw|bouwjaar|woonfunctie|uit|dan|ook|bij|van|tot|gelezen|kolom|dichtstbij)\b)",
    std::regex::icase};
const std::regex kEnglish{
    R"(\b(the|and|not|unknown|with|from|which|without|within|site|sites|building|buildings|units|people|source|vacancy|nearest|taken|added|assumed|read|none|yes|or more|to|also|before|worth|anchored|drawn|stated|inhabitants|areas|addresses|officially|see|line|feature|column|rows|sheet|declares|records that)\b)",
    std::regex::icase};

/// Columns that hold the words of a source, keys and codes, by table and column; "*" stands for every table.
const std::set<std::string> kOfTheSource{"*.key",
                                         "*.name",
                                         "*.site_name",
                                         "*.site_key",
                                         "*.place_key",
                                         "*.place_name",
                                         "*.address",
                                         "*.note",
                                         "*.certainty",
                                         "*.code",
                                         "*.source",
                                         "*.file",
                                         "*.url",
                                         "*.layer",
                                         "*.sha256",
                                         "*.path",
                                         "*.rule",
                                         "*.original_function",
                                         "*.present_use",
                                         "*.present_use_source",
                                         "*.best_site_name",
                                         "sources.table_name",
                                         "sources.driver",
                                         "sources.crs_operation",
                                         "sources.crs_source",
                                         "sources.mapping",
                                         "sources.where_filter",
                                         "sources.attribution",
                                         "criteria.criterion",
                                         "stakeholders.stakeholder",
                                         "scenario_cells.place",
                                         "scenario_cells.place_before",
                                         "siting_choices.instead",
                                         "siting_alternatives.sites_in",
                                         "siting_alternatives.sites_out",
                                         "siting_front.beacons",
                                         "siting_front.places",
                                         "translations.translation",
                                         "*.municipality"};

bool is_of_the_source(const std::string& table, const std::string& column) {
  if (column.starts_with("nearest_place_") || column.find("_site_name") != std::string::npos ||
      column.ends_with("_municipality"))
    return true;
  return kOfTheSource.count(table + "." + column) > 0 || kOfTheSource.count("*." + column) > 0;
}

/// Columns with words of trek or of a source, by record: in English what the Dutch output says too is of the source.
bool may_be_verbatim(const std::string& where) {
  return where.ends_with(".value") || where.ends_with(".record") || where.ends_with(".notes");
}

/// Without what stands in quotes (words of a file, keywords), and without the key behind a name.
std::string unquoted(const std::string& text) {
  static const std::regex kQuoted{"'[^']*'|\\((building|monument)-[^)]*\\)"};
  return std::regex_replace(text, kQuoted, "");
}

/// Codes ("building_ids", "footprint_x_storeys") are no language: they are shown through value maps.
bool is_code(const std::string& text) { return text.find(' ') == std::string::npos; }

/// Every different text that the file shows, with where it stands.
std::vector<Text> texts_of(const std::filesystem::path& file) {
  std::vector<Text> texts;
  const auto add = [&](const std::string& where, const std::string& sql) {
    for (const auto& row : sqlite_rows(file, sql)) texts.emplace_back(where, row[0]);
  };
  add("title", "select identifier from gpkg_contents");
  add("abstract", "select description from gpkg_contents");
  add("alias", "select distinct title from gpkg_data_columns where title is not null");
  add("field", "select distinct description from gpkg_data_columns where description is not null");
  for (const auto& layer : sqlite_rows(file, "select table_name from gpkg_contents")) {
    const std::string& table = layer[0];
    if (table == "layer_styles") continue;
    for (const auto& column :
         sqlite_rows(file, "select name from pragma_table_info('" + table + "') where type like 'TEXT%'")) {
      if (is_of_the_source(table, column[0])) continue;
      add(table + "." + column[0],
          fmt::format(R"(select distinct "{0}" from "{1}" where "{0}" is not null)", column[0], table));
    }
  }
  return texts;
}

/// One example a column.
void check_no_word_of(const std::regex& foreign, const std::vector<Text>& texts, const std::set<Text>& passed_over) {
  CHECK(texts.size() > 250);
  std::set<std::string> told;
  for (const Text& each : texts) {
    const auto& [where, text] = each;
    std::smatch found;
    const std::string said = unquoted(text);
    if (is_code(text) || !std::regex_search(said, found, foreign)) continue;
    if (may_be_verbatim(where) && passed_over.count(each) > 0) continue;
    if (!told.insert(where).second) continue;
    CAPTURE(where, text);
    CHECK(found.str() == "");
  }
}

}  // namespace

void check_languages(const std::filesystem::path& dutch, const std::filesystem::path& english) {
  const auto in_dutch = texts_of(dutch);
  const auto in_english = texts_of(english);
  check_no_word_of(kEnglish, in_dutch, {});
  check_no_word_of(kDutch, in_english, {in_dutch.begin(), in_dutch.end()});
}

}  // namespace trek::test
