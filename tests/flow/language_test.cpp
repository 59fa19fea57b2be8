#include <fmt/format.h>

#include <regex>
#include <set>
#include <string>
#include <vector>

#include "flow/small_region.hpp"
#include "support/catch.hpp"

// What trek itself says in an output is in the language of the map. Words that only the other language has betray a
// sentence; columns that hold what a source says are not trek's own, and are passed over.
namespace {

using trek::test::small_region;
using trek::test::sqlite_rows;
using trek::test::TemporaryFolder;

// Words of sentences that the other language does not have, nor names and addresses.
const std::regex kDutch{
    R"(\b(het|een|niet|geen|onbekend|voor|naar|wordt|zijn|heeft|volgens|zonder|binnen|waarvan|inwoners|gemeente|locatie|pand|bron|gebouw|bouwjaar|woonfunctie|zonder|uit|dan|ook|bij)\b)",
    std::regex::icase};
const std::regex kEnglish{
    R"(\b(the|and|not|unknown|with|from|which|without|within|site|sites|building|buildings|units|people|source|vacancy|nearest|taken|added|assumed|read through|none|yes|or more)\b)",
    std::regex::icase};

/// Columns that hold the words of a source, keys and codes, by table and column; "*" stands for every table.
const std::set<std::string> kOfTheSource{
    "*.key", "*.name", "*.site_name", "*.site_key", "*.address", "*.note", "*.certainty", "*.code", "*.record",
    "*.source", "*.file", "*.url", "*.layer", "*.sha256", "*.path", "*.rule", "*.original_function",
    "*.present_use_source", "*.best_site_name", "run.key", "sources.table_name", "sources.driver",
    "sources.crs_operation", "sources.crs_source", "sources.mapping", "sources.where_filter",
    // Found verbatim, and what readers say of a source on the console: in English as all messages are.
    "*.value", "sources.notes", "criteria.criterion", "*.municipality", "*.nearest_place_name"};

bool is_of_the_source(const std::string& table, const std::string& column) {
  if (column.starts_with("nearest_place_")) return true;
  return kOfTheSource.count(table + "." + column) > 0 || kOfTheSource.count("*." + column) > 0;
}

/// Without what stands in quotes: words of a file, keywords.
std::string unquoted(const std::string& text) {
  static const std::regex kQuoted{"'[^']*'"};
  return std::regex_replace(text, kQuoted, "");
}

/// Codes ("building_ids", "footprint_x_storeys") are no language: they are shown through value maps.
bool is_code(const std::string& text) { return text.find(' ') == std::string::npos; }

/// Every different text that the file shows, with where it stands.
std::vector<std::pair<std::string, std::string>> texts_of(const std::filesystem::path& file) {
  std::vector<std::pair<std::string, std::string>> texts;
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

void check_language(const std::string& language, const std::regex& foreign) {
  const TemporaryFolder folder;
  const auto result = trek::test::trek(
      {"run", small_region() / "trek.toml", "-o", folder / "out.gpkg", "--lang", language, "--progress", "none"});
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  const auto texts = texts_of(folder / "out.gpkg");
  CHECK(texts.size() > 300);
  std::set<std::string> told;
  for (const auto& [where, text] : texts) {
    std::smatch found;
    const std::string said = unquoted(text);
    if (is_code(text) || !std::regex_search(said, found, foreign)) continue;
    if (!told.insert(where).second) continue;  // one example a column
    CAPTURE(language, where, text, found.str());
    CHECK(found.str().empty());
  }
}

}  // namespace

TEST_CASE("run --lang en: no Dutch of trek's own", "[flow]") { check_language("en", kDutch); }

TEST_CASE("run --lang nl: no English of trek's own", "[flow]") { check_language("nl", kEnglish); }
