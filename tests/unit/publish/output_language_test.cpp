#include "trek/publish/detail/output_language.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sample_results.hpp"
#include "support/catch.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"
#include "trek/publish/detail/both_languages.hpp"
#include "trek/publish/detail/opened_output.hpp"
#include "trek/publish/detail/table_reading.hpp"
#include "trek/publish/read_results.hpp"
#include "trek/publish/result_map.hpp"

using namespace trek;

namespace {

using model::Language;
using publish::detail::BothLanguages;
using publish::detail::OpenedOutput;

/// One sample, written in both languages.
struct TwoOutputs {
  test::TemporaryFolder folder;
  publish::Results sample = test::sample_results();

  TwoOutputs() {
    for (const Language language : {Language::nl, Language::en}) {
      auto head = test::sample_head(language);
      head.title = {"Plekken in Twente", "Places in Twente"};
      publish::write_results(head, sample, {file(language)}, {});
    }
  }
  [[nodiscard]] std::filesystem::path file(Language language) const {
    return folder / (language == Language::nl ? "nl.gpkg" : "en.gpkg");
  }
  [[nodiscard]] std::vector<std::string> tables(Language language) const {
    std::vector<std::string> names;
    for (const auto& row :
         test::sqlite_rows(file(language),
                           "select table_name from gpkg_contents where table_name not in ('layer_styles', "
                           "'translations') order by table_name"))
      names.push_back(row.front());
    return names;
  }
};

/// All that a table says, a line a row, under the titles of its columns.
std::vector<std::string> lines_of(const OpenedOutput& output, const std::string& name) {
  const publish::StoredTable table = publish::detail::stored_table(output, name);
  std::vector<std::string> lines(table.rows.size() + 1);
  for (const auto& column : table.columns) lines[0] += column.title + " | ";
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (table.text(row, "key") == "identity") continue;  // of all data, words among them
    for (const auto& column : table.columns) {
      const auto number = table.number(row, column.name);
      lines[row + 1] += (number ? std::to_string(*number) : table.text(row, column.name)) + " | ";
    }
  }
  return lines;
}

Language other_than(Language language) { return language == Language::nl ? Language::en : Language::nl; }

}  // namespace

TEST_CASE("output language: a run says in the other language what it says when it is made in that one",
          "[publish][unit]") {
  const TwoOutputs out;
  for (const Language wanted : {Language::nl, Language::en}) {
    const OpenedOutput made{out.file(wanted), wanted};
    const OpenedOutput translated{out.file(other_than(wanted)), wanted};
    CHECK(translated.language().language() == wanted);
    const auto tables = out.tables(wanted);
    REQUIRE(tables.size() > 30);
    CHECK(out.tables(other_than(wanted)) == tables);
    for (const std::string& table : tables) {
      CAPTURE(table);
      CHECK(lines_of(translated, table) == lines_of(made, table));
    }
  }
}

TEST_CASE("output language: results that are read are those of a run in that language", "[publish][unit]") {
  const TwoOutputs out;
  const auto made = publish::read_results(out.file(Language::en));
  const auto translated = publish::read_results(out.file(Language::nl), Language::en);
  CHECK(made.language == Language::en);
  CHECK(translated.language == Language::en);
  CHECK(translated.find_fact("title") == "Places in Twente");
  REQUIRE(translated.criteria.size() == made.criteria.size());
  for (std::size_t c = 0; c < made.criteria.size(); ++c) {
    CHECK(translated.criteria[c].label == made.criteria[c].label);
    CHECK(translated.criteria[c].reason == made.criteria[c].reason);
  }
  REQUIRE(translated.sites.size() == made.sites.size());
  for (std::size_t s = 0; s < made.sites.size(); ++s) {
    CHECK(translated.sites[s].key == made.sites[s].key);
    CHECK(translated.sites[s].facts == made.sites[s].facts);
    CHECK(translated.sites[s].veto_questions == made.sites[s].veto_questions);
  }
}

TEST_CASE("output language: without one that is asked for, an output stays in its own", "[publish][unit]") {
  const TwoOutputs out;
  const OpenedOutput own{out.file(Language::en)};
  CHECK(own.language().language() == Language::en);
  CHECK(own.language().find("criteria", "label") == nullptr);
}

TEST_CASE("output language: an output of an older trek, or whose table was changed, keeps its words",
          "[publish][unit]") {
  const TwoOutputs out;
  const auto file = out.file(Language::nl);
  const auto dutch = publish::read_results(file).criteria[0].label;
  for (const char* change :
       {"ALTER TABLE translations RENAME COLUMN translation TO other", "DROP TABLE translations"}) {
    CAPTURE(change);
    test::sqlite_change(file, change);
    const auto read = publish::read_results(file, Language::en);
    CHECK(read.language == Language::nl);
    CHECK(read.criteria[0].label == dutch);
  }
}

TEST_CASE("output language: what a user wrote over a text stands as it is", "[publish][unit]") {
  const TwoOutputs out;
  const auto file = out.file(Language::nl);
  const std::string id = publish::read_results(file).criteria[0].id;
  test::sqlite_change(file, "UPDATE weights SET label = 'eigen woorden' WHERE criterion = '" + id + "'");
  const auto read = publish::read_results(file, Language::en);
  CHECK(read.criteria[0].label == "eigen woorden");
  CHECK(read.criteria[1].label == publish::read_results(out.file(Language::en)).criteria[1].label);
}

TEST_CASE("both languages: a text stands once a column, by its row where rows differ", "[publish][unit]") {
  BothLanguages both;
  both.add("sites", "type_reason", 1, "gebruik winkel", "use: shop");
  both.add("sites", "type_reason", 2, "gebruik winkel", "use: shop");
  both.add("sites", "type_reason", 3, "gebruik winkel", "another");
  both.add("sites", "type_reason", 4, "gebruik winkel", "gebruik winkel");  // the words of a source
  both.add("sites", "present_use", 1, "gebruik winkel", "shop");            // another column
  both.add("sites", "note", 1, "onbekend", "onbekend");
  both.add("sites", "note", 2, "onbekend", "unknown");  // the row before stays as it is
  both.add("sites", "note", 3, "", "something");
  both.add("sites", "note", 4, "", "");
  both.add("run", "value", 1, "Let op", "");
  struct Expected {
    std::optional<std::int64_t> row;
    std::string translation;
  };
  const std::vector<Expected> expected{{{}, "use: shop"}, {3, "another"}, {4, "gebruik winkel"},
                                       {{}, "shop"},      {2, "unknown"}, {3, "something"},
                                       {{}, ""}};
  REQUIRE(both.texts().size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i);
    CHECK(both.texts()[i].row == expected[i].row);
    CHECK(both.texts()[i].translation == expected[i].translation);
  }
}

TEST_CASE("output language: a notice that one language has alone is there in that one", "[publish][unit]") {
  const test::TemporaryFolder folder;
  auto head = test::sample_head(Language::nl);
  head.notice = {"Verzonnen.", ""};
  for (const bool dutch_alone : {true, false}) {
    const auto file = folder / (dutch_alone ? "a.gpkg" : "b.gpkg");
    head.language = dutch_alone ? Language::nl : Language::en;
    publish::write_results(head, test::sample_results(), {file}, {});
    CHECK(publish::read_results(file, Language::nl).find_fact("notice") == "Verzonnen.");
    CHECK(publish::read_results(file, Language::en).find_fact("notice").empty());
  }
}
