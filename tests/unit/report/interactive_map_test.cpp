#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "trek/publish/result_map.hpp"
#include "trek/publish/stored_classes.hpp"
#include "trek/report/detail/map_document.hpp"
#include "trek/report/detail/map_texts.hpp"
#include "trek/report/report.hpp"
#include "unit/publish/sample_results.hpp"

using nlohmann::json;
using trek::report::Subject;
using trek::test::TemporaryFolder;

namespace {

/// Of a run that is written and read back, so that the page is made of what stands in a file.
Subject subject_of(const trek::publish::Results& results, const TemporaryFolder& folder,
                   trek::model::Language language = trek::model::Language::nl) {
  const auto file = folder.path() / "sample.gpkg";
  trek::publish::write_results(trek::test::sample_head(language), results, {file, true}, {});
  trek::report::Request request;
  request.file = file;
  return trek::report::read_subject(request);
}

json document_of(const Subject& subject) { return json::parse(trek::report::detail::map_document(subject)); }

std::string file_text(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream{file}.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("map_document: sites have the value intervals of the library, to the last digit", "[report][unit]") {
  const TemporaryFolder folder;
  const Subject subject = subject_of(trek::test::sample_results(), folder);
  const auto table = subject.results.criteria_table();
  const json document = document_of(subject);
  REQUIRE(document["sites"].size() == subject.results.sites.size());
  REQUIRE(document["criteria"].size() == table.criteria().size());
  for (std::size_t site = 0; site < table.site_count(); ++site) {
    const json& told = document["sites"][site];
    CAPTURE(site, told.dump());
    CHECK(told["key"] == subject.results.sites[site].key);
    CHECK(told["ranked"] == subject.results.sites[site].rank.has_value());
    for (std::size_t c = 0; c < table.criteria().size(); ++c) {
      const auto value = table.interval(site, c);
      CHECK(told["low"][c].get<double>() == value.low);
      CHECK(told["best"][c].get<double>() == value.best);
      CHECK(told["high"][c].get<double>() == value.high);
    }
  }
  for (std::size_t c = 0; c < table.criteria().size(); ++c)
    CHECK(document["criteria"][c]["weight"].get<double>() == subject.results.criteria[c].weight_share);
}

TEST_CASE("map_document: places are in degrees, longitude first", "[report][unit]") {
  // Amersfoort, the origin of RD: 155000, 463000 is 5.387204 E, 52.155172 N (METHODS.md, "Coordinates").
  const TemporaryFolder folder;
  auto results = trek::test::sample_results();
  results.sites.place[0] = {155'000.0, 463'000.0};
  const std::string key = results.sites.key[0];
  const json document = document_of(subject_of(results, folder));
  const auto found = std::find_if(document["sites"].begin(), document["sites"].end(),
                                  [&](const json& site) { return site["key"] == key; });
  REQUIRE(found != document["sites"].end());
  CHECK((*found)["place"][0].get<double>() == Approx(5.387204).margin(1e-5));
  CHECK((*found)["place"][1].get<double>() == Approx(52.155172).margin(1e-5));
  const json bounds = document["bounds"];
  CHECK(bounds[0].get<double>() < 5.387204);
  CHECK(bounds[3].get<double>() > 52.155172);
}

TEST_CASE("map_document: classes, colours and words are those of the table of the output", "[report][unit]") {
  const TemporaryFolder folder;
  const Subject subject = subject_of(trek::test::sample_results(), folder);
  const json document = document_of(subject);
  const auto& table = subject.layers.class_breaks;
  const auto compare = [&](const json& told, const std::string& layer, const std::string& column) {
    CAPTURE(layer, column, told.dump());
    std::size_t count = 0;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      if (table.text(row, "layer") != layer || table.text(row, "column_name") != column || !table.number(row, "class"))
        continue;
      CHECK(told["labels"].at(count) == table.text(row, "label"));
      CHECK(told["colors"].at(count) == table.text(row, "color"));
      if (const auto from = table.number(row, "from_value")) CHECK(told["breaks"].at(count - 1) == *from);
      ++count;
    }
    REQUIRE(count > 0);
    CHECK(told["labels"].size() == count);
    CHECK(told["breaks"].size() == count - 1);
  };
  compare(document["score_classes"], "sites", "score_low");
  REQUIRE(document["modes"].size() > 0);
  for (const json& mode : document["modes"])
    compare(mode["classes"], "municipalities", "served_share_" + mode["id"].get<std::string>());
}

TEST_CASE("map_document: no text of data can leave the element that it stands in", "[report][unit]") {
  const TemporaryFolder folder;
  auto results = trek::test::sample_results();
  const std::string hostile =
      "</script><script>alert(1)</script><!-- \"quotes\" 'it' [% 1 %] \xF0\x9F\x8F\x9A {{title}} {name}";
  const std::string key = results.sites.key[0];
  results.sites.name[0] = hostile;
  const std::string text = trek::report::detail::map_document(subject_of(results, folder));
  CHECK(text.find_first_of("<>") == std::string::npos);
  const json document = json::parse(text);
  CHECK(std::any_of(document["sites"].begin(), document["sites"].end(),
                    [&](const json& site) { return site["key"] == key && site["name"] == hostile; }));
}

TEST_CASE("map_document: the same file gives the same bytes, each language its own words", "[report][unit]") {
  const TemporaryFolder folder;
  const Subject dutch = subject_of(trek::test::sample_results(), folder);
  CHECK(trek::report::detail::map_document(dutch) == trek::report::detail::map_document(dutch));
  CHECK(document_of(dutch)["texts"]["ranking"] == "Rangorde");
  const TemporaryFolder other;
  const Subject english = subject_of(trek::test::sample_results(), other, trek::model::Language::en);
  CHECK(document_of(english)["texts"]["ranking"] == "Ranking");
  CHECK(document_of(english)["language"] == "en");
}

TEST_CASE("map_texts: the page has a text for each name that it asks for, and none that it does not",
          "[report][unit]") {
  std::string sources;
  for (const auto& entry :
       std::filesystem::directory_iterator{std::filesystem::path{TREK_SOURCE_DIR} / "datasets/report/map"})
    sources += file_text(entry.path());
  std::set<std::string> known;
  for (const auto& one : trek::report::detail::map_texts()) {
    const std::string id{one.id};
    CAPTURE(id);
    CHECK(known.insert(id).second);
    CHECK_FALSE(one.text.dutch().empty());
    CHECK_FALSE(one.text.en.empty());
    const std::string stem = id.substr(0, id.find('_') + 1);
    const bool asked =
        sources.find('"' + id + '"') != std::string::npos || sources.find('`' + stem + "${") != std::string::npos;
    CHECK(asked);
  }
  const std::regex asks{R"re((?:text\(|data-text=|data-label=)"([a-z_]+)")re"};
  for (auto found = std::sregex_iterator(sources.begin(), sources.end(), asks); found != std::sregex_iterator();
       ++found)
    CHECK(known.count((*found)[1].str()) == 1);
}

TEST_CASE("interactive map: one file, with nothing left to fill in, and only where trek was built with it",
          "[report][unit]") {
  const TemporaryFolder folder;
  const auto files = trek::report::report_files(subject_of(trek::test::sample_results(), folder));
  const auto found =
      std::find_if(files.begin(), files.end(), [](const auto& file) { return file.name == "kaart.html"; });
  REQUIRE((found != files.end()) == trek::report::has_interactive_map());
  if (found == files.end()) return;
  CHECK(found->text.find("{{policy}}") == std::string::npos);
  CHECK(found->text.find("{{document}}") == std::string::npos);
  CHECK(found->text.find("Content-Security-Policy\" content=\"default-src &#39;none&#39;") != std::string::npos);
  CHECK(found->text.find("3-Clause BSD") != std::string::npos);
}
