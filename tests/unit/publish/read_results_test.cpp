#include "trek/publish/read_results.hpp"

#include <algorithm>
#include <cmath>

#include "sample_results.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/publish/explanation.hpp"
#include "trek/publish/result_map.hpp"
#include "trek/score/ranking.hpp"

using namespace trek;

namespace {

/// A written sample, and what it says.
struct ReadSample {
  test::TemporaryFolder folder;
  publish::Results sample = test::sample_results();
  std::filesystem::path file = folder / "out.gpkg";
  publish::ReadResults read;

  explicit ReadSample(model::Language language = model::Language::nl) {
    publish::write_results(test::sample_head(language), sample, {file}, {});
    read = publish::read_results(file);
  }
  [[nodiscard]] std::size_t row_of(const std::string& key) const {
    const auto found = std::ranges::find(sample.sites.key, key);
    REQUIRE(found != sample.sites.key.end());
    return static_cast<std::size_t>(found - sample.sites.key.begin());
  }
};

}  // namespace

TEST_CASE("read_results: sites, scores and ranks are those that were written", "[publish][unit]") {
  const ReadSample out;
  REQUIRE(out.read.sites.size() == out.sample.sites.size());
  CHECK(out.read.ranked_count == 27);
  CHECK(out.read.language == model::Language::nl);
  CHECK(out.read.find_fact("profiles").starts_with(out.sample.judgement.profiles.at(0).id));
  CHECK(out.read.find_fact("no such fact").empty());
  int before = 0;
  for (const publish::ReadSite& site : out.read.sites) {
    const std::size_t row = out.row_of(site.key);
    const score::SiteScore& score = out.sample.judgement.scores[row];
    CAPTURE(site.key);
    CHECK(site.name == out.sample.sites.name[row]);
    CHECK(site.rank.has_value() == score.rank.has_value());
    if (site.rank) CHECK(static_cast<std::uint32_t>(*site.rank) == *score.rank);
    CHECK(site.score == Approx(score.score).margin(5.1e-5));
    CHECK(site.low == Approx(score.low).margin(5.1e-5));
    CHECK(site.high == Approx(score.high).margin(5.1e-5));
    CHECK(site.completeness_share == Approx(score.completeness_share).margin(5.1e-5));
    CHECK(site.first_share == Approx(out.sample.judgement.acceptability.first_share[row]).margin(5.1e-5));
    CHECK(site.first_share_free.has_value());
    CHECK(site.rank.value_or(1000) >= before);  // by rank, those without one last
    before = site.rank.value_or(1000);
  }
}

TEST_CASE("read_results: the criteria judge again as they judged", "[publish][unit]") {
  const ReadSample out;
  const auto table = out.read.criteria_table();
  REQUIRE(table.criteria().size() == 2);
  CHECK(out.read.criteria[0].id == "people_target_bicycle_15min");
  CHECK(out.read.criteria[0].reason == "bereik telt dubbel");
  CHECK(table.weight_share(0) == Approx(2.0 / 3).margin(1e-6));
  REQUIRE(table.criteria()[1].value.anchors().size() == 2);
  CHECK(table.criteria()[1].value.anchors()[1].raw == 100.0);
  const auto scores = score::weighted_sum(table, out.read.excluded());
  for (std::size_t row = 0; row < scores.size(); ++row) {
    const score::SiteScore& written = out.sample.judgement.scores[out.row_of(out.read.sites[row].key)];
    CHECK(scores[row].rank == written.rank);
    CHECK(scores[row].low == Approx(written.low).margin(2e-6));
    CHECK(scores[row].high == Approx(written.high).margin(2e-6));
    CHECK(scores[row].completeness_share == Approx(written.completeness_share).margin(1e-4));
  }
}

TEST_CASE("read_results: what a criterion is at least and at most", "[publish][unit]") {
  const test::TemporaryFolder folder;
  auto sample = test::sample_results();
  sample.judgement.criteria.set(1, 0, {50.0, 40.0, 70.0, 0.5});
  publish::write_results(test::sample_head(model::Language::nl), sample, {folder / "out.gpkg"}, {});
  const auto read = publish::read_results(folder / "out.gpkg");
  const auto site = std::ranges::find(read.sites, "site-001", &publish::ReadSite::key);
  REQUIRE(site != read.sites.end());
  CHECK(site->measures[0].raw_low == 40.0);
  CHECK(site->measures[0].raw == 50.0);
  CHECK(site->measures[0].raw_high == 70.0);
}

TEST_CASE("read_results: questions in their order, answers and stakeholders by site", "[publish][unit]") {
  const ReadSample out;
  const auto& questions = out.sample.judgement.learning.questions;
  REQUIRE(out.read.questions.size() == questions.size());
  REQUIRE(questions.size() > 27);
  for (std::size_t q = 0; q < questions.size(); ++q) {
    CHECK(out.read.questions[q].place == static_cast<int>(q) + 1);
    CHECK(out.read.questions[q].site == out.sample.sites.key[questions[q].site]);
    CHECK(out.read.questions[q].kind == (questions[q].criterion ? "measure" : "veto"));
    CHECK(out.read.questions[q].value == Approx(questions[q].value).margin(1e-6));
    CHECK(out.read.questions[q].change_share == Approx(questions[q].change_chance).margin(1e-6));
  }
  const auto veto = std::ranges::find(out.read.questions, "veto", &publish::ReadQuestion::kind);
  REQUIRE(veto != out.read.questions.end());
  CHECK(veto->rule == "owner_refuses");
  CHECK(veto->question == "Wil de eigenaar?");
  const auto measure = std::ranges::find(out.read.questions, "measure", &publish::ReadQuestion::kind);
  REQUIRE(measure != out.read.questions.end());
  CHECK(measure->rule == "floor_area_m2");
  CHECK(out.read.views.size() == 60);
  const auto best = publish::explanation(out.read, 0);
  REQUIRE(best.views.size() == 2);
  CHECK(best.views[0].stakeholder == "Gemeenten");
  REQUIRE(best.answers.size() == 1);
  CHECK(best.answers[0].rule == "floor_area");
  CHECK(best.counterfactuals.is_among_best);
  for (const publish::ReadQuestion& one : best.questions) CHECK(one.site == best.key);
  const auto last = publish::explanation(out.read, 26);
  CHECK_FALSE(last.counterfactuals.is_among_best);
  CHECK(publish::explanation(out.read, 29).counterfactuals.changes.empty());  // it has no rank
}

TEST_CASE("read_results: in which answers a site is chosen, and what its price is", "[publish][unit]") {
  const ReadSample out;
  const auto siting_of = [&](const std::string& key) {
    return publish::explanation(out.read, publish::site_row(out.read, key)).siting;
  };
  const auto chosen = siting_of("site-005");
  REQUIRE(chosen.size() == 1);
  CHECK(chosen[0].chosen);
  CHECK(chosen[0].question == "Drie 'nieuwe' plekken");
  CHECK(chosen[0].unit == "punten van 100");
  CHECK(chosen[0].level == "local");
  CHECK(chosen[0].place == 2);
  CHECK(chosen[0].gain == 5000.0);
  CHECK(chosen[0].loss_low == 0.5);
  CHECK(chosen[0].loss_high == 0.75);
  CHECK(test::says(chosen[0].instead, "site-006"));
  CHECK_FALSE(siting_of("site-002")[0].loss_low);  // forced in
  const auto taken = siting_of("site-000");
  REQUIRE(taken.size() == 1);
  CHECK_FALSE(taken[0].chosen);
  CHECK(taken[0].loss_high == 1.5);
  CHECK(test::says(taken[0].instead, "site-005"));
  CHECK(siting_of("site-001").empty());
}

TEST_CASE("read_results: facts are told in the language that is asked for", "[publish][unit]") {
  const ReadSample out;
  const auto facts_in = [&](model::Language language) {
    const auto read = publish::read_results(out.file, language);
    return read.sites[publish::site_row(read, "key:site-001")].facts;
  };
  const auto english = facts_in(model::Language::en);
  const auto dutch = facts_in(model::Language::nl);
  CHECK(english.size() == dutch.size());
  CHECK(std::ranges::find(english, "year built: 1881") != english.end());
  CHECK(std::ranges::find(dutch, "bouwjaar: 1881") != dutch.end());
}

TEST_CASE("read_results: an output of an older trek is read, and does not judge again", "[publish][unit]") {
  const ReadSample out;
  for (const auto& row : test::sqlite_rows(out.file, "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    test::sqlite_change(out.file, "DROP TRIGGER \"" + row.front() + "\"");  // they call functions that GDAL brings
  for (const char* table : {"weights", "questions", "stakeholders"})
    test::sqlite_change(out.file, std::string{"DROP TABLE "} + table);
  const auto old = publish::read_results(out.file);
  REQUIRE(old.criteria.size() == 2);
  CHECK(old.sites.size() == 30);
  CHECK(old.questions.empty());
  CHECK(publish::explanation(old, 0).counterfactuals.changes.empty());
  CHECK(publish::explanation(old, 0).veto_questions.size() == 1);
  try {
    static_cast<void>(old.criteria_table());
    FAIL("anchors out of nowhere");
  } catch (const core::Error& error) {
    CHECK(error.kind() == core::ErrorKind::data);
    CHECK(test::says(error.what(), "run the project again"));
  }
}

TEST_CASE("read_results: weights and anchors that cannot be are a fault of the file", "[publish][unit]") {
  for (const char* change : {"UPDATE weights SET weight_share = -1", "UPDATE weights SET anchors = '5=0 1=1'",
                             "UPDATE weights SET anchors = 'x'", "UPDATE weights SET weight_share = 0"}) {
    CAPTURE(change);
    const ReadSample out;
    test::sqlite_change(out.file, change);
    const auto read = publish::read_results(out.file);
    try {
      static_cast<void>(read.criteria_table());
      FAIL("taken as sound");
    } catch (const core::Error& error) {
      CHECK(error.kind() == core::ErrorKind::data);
    }
  }
}

TEST_CASE("read_results: more criteria than a run writes are a fault of the file, not a want of memory",
          "[publish][unit]") {
  const ReadSample out;
  test::sqlite_change(out.file,
                      "INSERT INTO weights (criterion) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                      "WHERE i < 1001) SELECT 'c' || i FROM n");
  try {
    static_cast<void>(publish::read_results(out.file));
    FAIL("taken as sound");
  } catch (const core::Error& error) {
    CHECK(error.kind() == core::ErrorKind::data);
    CHECK(test::says(error.what(), "no run writes as many"));
  }
}

// 100, 99, ... 91 of the ten places that lose most, 90 + 89 of the two others, 40 from home, 10 from nowhere.
TEST_CASE("site_draws: places that lose most by name, the others together, and all add up", "[publish][unit]") {
  const ReadSample out;
  const auto draws = publish::explain(out.file, "key:" + out.sample.sites.key[0]).draws;
  REQUIRE(draws.size() == 13);
  double people = 0.0;
  for (const publish::ReadDraw& draw : draws) people += draw.people;
  CHECK(people == Approx(out.sample.site_draws[0].visitors));
  CHECK(draws[0].name == out.sample.existing_places.name[0]);
  CHECK(draws[0].mode == "bicycle");
  CHECK(draws[0].share_of_place == Approx(0.1));
  CHECK(draws[10].taken_from == "other_places");
  CHECK(draws[10].people == Approx(179.0));
  CHECK_FALSE(draws[10].share_of_place.has_value());
  CHECK(draws[11].taken_from == "home");
  CHECK(draws[11].name.empty());
  CHECK(test::sqlite_value(out.file, "select distinct taken_from_words from site_draws where taken_from = 'home'") ==
        "bleef thuis");
  CHECK(draws[12].taken_from == "nowhere");
  CHECK(test::sqlite_value(out.file, "select share_of_site from site_draws where mode = 'car'") == "1.0");
  CHECK(test::sqlite_value(out.file, "select count(*) from site_draws where size_assumed") == "1");
}
