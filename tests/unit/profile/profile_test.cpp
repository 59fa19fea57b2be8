#include "trek/profile/profile.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/profile/assessment.hpp"

namespace core = trek::core;
namespace model = trek::model;
namespace profile = trek::profile;
using profile::Verdict;
using trek::test::says;

namespace {

constexpr const char* kDrawnProfile = R"(id = "drawn"
name_nl = "Getekend"
name_en = "Drawn"
about_nl = "Getekend voor een test"
about_en = "Drawn for a test"
[[veto]]
id = "roof"
column = "height_m"
at_least = 4.5
unit = "m"
question_nl = "Hoe hoog?"
question_en = "How high?"
source = "drawn"
[[veto]]
id = "outside"
column = "in_townscape"
column_fails_when = "no"
fails_when = "yes"
question_nl = "Buiten het gezicht?"
question_en = "Outside the townscape?"
source = "drawn"
[[veto]]
id = "willing"
fails_when = "no"
question_nl = "Wil de eigenaar?"
question_en = "Is the owner willing?"
source = "drawn"
)";

/// The message with which a profile is refused; empty if it is not.
std::string refusal(const std::string& text) {
  try {
    (void)profile::parsed_profile("drawn.toml", text);
  } catch (const core::Error& error) {
    CHECK(error.kind() == core::ErrorKind::config);
    return error.what();
  }
  return "";
}

/// Whether a text has a number with a point in it: "2.1".
bool has_decimal_point(const std::string& text) {
  for (std::size_t at = text.find('.'); at != std::string::npos; at = text.find('.', at + 1)) {
    if (at > 0 && at + 1 < text.size() && core::is_digit(text[at - 1]) && core::is_digit(text[at + 1])) return true;
  }
  return false;
}

/// Whether the drawn profile, after `from` became `to`, is refused with all of `parts` in the message.
bool is_refused(const std::string& from, const std::string& to, const std::vector<std::string>& parts) {
  std::string text = kDrawnProfile;
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  const std::string message = refusal(text.replace(at, from.size(), to));
  UNSCOPED_INFO(message);
  return std::all_of(parts.begin(), parts.end(), [&](const std::string& part) { return says(message, part); });
}

model::Sites one_site() {
  model::Sites sites;
  sites.key = {"mill"};
  sites.floor_area_m2.resize(1);
  sites.built_year.resize(1);
  sites.monument_kind = {model::MonumentKind::unknown};
  sites.original_function.resize(1);
  sites.vacancy_share.resize(1);
  sites.in_townscape.resize(1);
  return sites;
}

Verdict verdict_of(const model::Sites& sites, std::size_t veto, const std::vector<profile::SiteAnswer>& answers = {}) {
  const auto drawn = profile::parsed_profile("drawn.toml", kDrawnProfile);
  return profile::assess(sites, drawn, answers)[0].vetoes[veto].verdict;
}

}  // namespace

TEST_CASE("shipped_profiles: rules, thresholds, texts in both languages, and one default", "[profile][unit]") {
  const auto profiles = profile::shipped_profiles();
  REQUIRE(profiles.size() == 8);
  CHECK(profile::default_profile().id == "living_room");
  for (const auto& shipped : profiles) {
    CAPTURE(shipped.id);
    CHECK(profile::find_profile(shipped.id) == &shipped);
    CHECK(shipped.name.dutch() != shipped.name.en);
    for (const auto& veto : shipped.vetoes) {
      CAPTURE(veto.id);
      CHECK(veto.question.dutch() != veto.question.en);
      CHECK_FALSE(has_decimal_point(veto.question.dutch()));
      CHECK_FALSE(veto.source.empty());
    }
    double weight = 0.0;
    for (const auto& criterion : shipped.criteria) {
      CAPTURE(criterion.id);
      CHECK(criterion.question.dutch() != criterion.question.en);
      CHECK_FALSE(has_decimal_point(criterion.question.dutch()));
      CHECK(criterion.reason.dutch() != criterion.reason.en);
      CHECK_FALSE(criterion.source.empty());
      weight += criterion.weight;
    }
    CHECK(weight >= 90.0);  // of about a hundred, so that one can be compared with another
  }
  CHECK(profile::find_profile("bakery") == nullptr);

  const auto* const local = profile::find_profile("living_room");
  const auto* const beacon = profile::find_profile("city_beacon");
  REQUIRE((local != nullptr && beacon != nullptr));
  REQUIRE((local->vetoes.size() == 6 && beacon->vetoes.size() == 6));
  CHECK((local->vetoes[0].id == "floor_area" && local->vetoes[0].column == "floor_area_m2"));
  CHECK((local->vetoes[0].at_least == 150.0 && beacon->vetoes[0].at_least == 2500.0));
  CHECK(local->vetoes[4].id == "ceiling_height");
  CHECK((local->vetoes[4].at_least == 2.1 && beacon->vetoes[4].at_least == 3.0));  // a room, and a stage
  CHECK(beacon->vetoes[4].question.dutch() == "Hoe hoog is de vrije hoogte in m (minstens 3,0, voor een podium)?");
  CHECK(beacon->vetoes[4].question.en == "What is the free ceiling height in m (at least 3.0, for a stage)?");
}

TEST_CASE("parsed_profile: every key of a file", "[profile][unit]") {
  const auto drawn = profile::parsed_profile("drawn.toml", kDrawnProfile);
  CHECK(drawn.id == "drawn");
  CHECK(drawn.name == core::Phrase{"Getekend", "Drawn"});
  CHECK_FALSE(drawn.is_default);
  REQUIRE(drawn.vetoes.size() == 3);
  CHECK((drawn.vetoes[0].at_least == 4.5 && drawn.vetoes[0].unit == "m"));
  CHECK(drawn.vetoes[0].question == core::Phrase{"Hoe hoog?", "How high?"});
  CHECK((drawn.vetoes[1].fails_when == true && drawn.vetoes[1].column_fails_when == false));
  CHECK((drawn.vetoes[2].fails_when == false && drawn.vetoes[2].column.empty() && !drawn.vetoes[2].at_least));
}

TEST_CASE("parsed_profile: like another, but for what it says itself", "[profile][unit]") {
  const std::string head = "id = \"own\"\nname_nl = \"Eigen\"\nname_en = \"Own\"\n";
  const auto own = profile::parsed_profile(
      "own.toml", head +
                      "like = \"living_room\"\n[[veto]]\nid = \"floor_area\"\nat_least = 400\n[[veto]]\nid = \"lift\"\n"
                      "question_nl = \"Lift?\"\nquestion_en = \"A lift?\"\nsource = \"own\"\nfails_when = \"no\"\n");
  const auto& local = *profile::find_profile("living_room");
  REQUIRE(own.vetoes.size() == local.vetoes.size() + 1);
  CHECK((own.vetoes[0].id == "floor_area" && own.vetoes[0].at_least == 400.0));
  CHECK((own.vetoes[0].unit == "m2" && own.vetoes[0].column == "floor_area_m2"));
  CHECK(own.vetoes[1].question == local.vetoes[1].question);
  CHECK((own.vetoes.back().id == "lift" && own.vetoes.back().fails_when == false));
  CHECK(own.name.en == "Own");
  CHECK_FALSE(own.is_default);
  CHECK(own.criteria.size() == local.criteria.size());
  CHECK(says(refusal(head + "like = \"living_rom\"\n"), "did you mean 'living_room'?"));
  const auto far = profile::parsed_profile("own.toml", head + "like = \"xxl_hall\"\n");  // like others itself
  CHECK((far.vetoes.size() == 8 && far.level == profile::Level::beacon));
  CHECK(profile::parsed_profile("own.toml", head + "like = \"xxl_hall\"\nwithout = [\"span\"]\n").vetoes.size() == 7);
  CHECK(says(refusal(head + "like = \"xxl_hall\"\nwithout = [\"spam\"]\n"), "no veto or criterion 'spam'"));
}

TEST_CASE("parsed_profile: what a file lacks or has too much is told with line and key", "[profile][unit]") {
  CHECK(is_refused("at_least", "at_leats", {"drawn.toml:9: [veto].at_leats", "at_least"}));
  CHECK(is_refused("name_nl", "naam_nl", {"drawn.toml:1: name_nl", "required"}));
  CHECK(is_refused("question_en = \"How high?\"\n", "", {"[veto].question_en", "required"}));
  CHECK(is_refused("question_nl = \"Hoe hoog?\"\n", "", {"[veto].question_nl", "required"}));
  CHECK(is_refused("source = \"drawn\"\n", "", {"[veto].source", "required"}));
  CHECK(is_refused("unit = \"m\"\n", "", {"drawn.toml:6: [veto].unit", "go together"}));
  CHECK(is_refused("\"height_m\"", "\"heigth_m\"", {"heigth_m", "did you mean 'height_m'?"}));
  CHECK(is_refused("\"height_m\"", "\"standing\"", {"[veto].column", "yes and no, not numbers"}));
  CHECK(is_refused("\"in_townscape\"", "\"storeys\"", {"[veto].column", "needs at_least"}));
  CHECK(is_refused("fails_when = \"no\"\nquestion", "question", {"[veto].fails_when", "at_least"}));
  CHECK(is_refused("at_least = 4.5", "fails_when = \"yes\"\nat_least = 4.5", {"[veto].fails_when", "either"}));
  CHECK(is_refused("column = \"in_townscape\"\n", "", {"[veto].column_fails_when", "needs a column"}));
  CHECK(is_refused("fails_when = \"no\"\nquestion", "fails_when = \"nee\"\nquestion", {"choose from yes, no"}));
  CHECK(is_refused("id = \"willing\"", "id = \"roof\"", {"'roof' stands in an earlier [[veto]]"}));
  CHECK(is_refused("[[veto]]", "[[vetoes]]", {"vetoes", "veto"}));
}

TEST_CASE("assess: a column of numbers that a profile names, with what it may be", "[profile][unit]") {
  auto sites = one_site();
  CHECK(verdict_of(sites, 0) == Verdict::unknown);
  sites.height_m = {4.5};
  CHECK(verdict_of(sites, 0) == Verdict::pass);
  sites.height_m = {4.4};
  CHECK(verdict_of(sites, 0) == Verdict::fail);
  CHECK(verdict_of(sites, 0, {{"mill", "roof", "6", "", ""}}) == Verdict::fail);  // the fact goes before
  sites.ranges.resize(1);
  sites.ranges[0].height_m = model::Range{4.4, 5.0};
  CHECK(verdict_of(sites, 0) == Verdict::unknown);
  CHECK(verdict_of(sites, 0, {{"mill", "roof", "6", "", ""}}) == Verdict::pass);
  const auto drawn = profile::parsed_profile("drawn.toml", kDrawnProfile);
  CHECK(profile::assess(sites, drawn)[0].answers[0].value == core::Phrase{"4,4 m (4,4 tot 5)", "4.4 m (4.4 to 5)"});
}

TEST_CASE("assess: yes and no rule out as the profile says, of a column and of an answer", "[profile][unit]") {
  auto sites = one_site();
  CHECK(verdict_of(sites, 1) == Verdict::unknown);
  CHECK(verdict_of(sites, 1, {{"mill", "outside", "yes", "", ""}}) == Verdict::fail);
  CHECK(verdict_of(sites, 1, {{"mill", "outside", "no", "", ""}}) == Verdict::pass);
  sites.in_townscape = {true};
  CHECK(verdict_of(sites, 1) == Verdict::pass);
  sites.in_townscape = {false};
  CHECK(verdict_of(sites, 1) == Verdict::fail);
  CHECK(verdict_of(sites, 2, {{"mill", "willing", "yes", "", ""}}) == Verdict::pass);
  CHECK(verdict_of(sites, 2, {{"mill", "willing", "no", "", ""}}) == Verdict::fail);
}
