#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "trek/profile/assessment.hpp"

namespace core = trek::core;
namespace model = trek::model;
namespace profile = trek::profile;
using profile::Verdict;

namespace {

/// One site, of which nothing is known but its key.
model::Sites nameless_site() {
  model::Sites sites;
  sites.key = {"mill"};
  sites.floor_area_m2.resize(1);
  sites.floor_area_basis.resize(1);
  sites.built_year.resize(1);
  sites.monument_kind = {model::MonumentKind::unknown};
  sites.original_function.resize(1);
  sites.vacancy_share.resize(1);
  sites.in_townscape.resize(1);
  sites.standing.resize(1);
  return sites;
}

std::vector<profile::SiteAnswer> good_answers() {
  return {{"mill", "floor_area", "2.600,5 m2", "survey", "2026-02-01"},
          {"mill", "demolished", "nee", "", ""},
          {"mill", "owner_refuses", "no", "letter", ""},
          {"mill", "assembly_forbidden", "no", "", ""},
          {"mill", "ceiling_height", "3,0", "", "2026-02-01"},
          {"mill", "health_risk", "no", "", ""}};
}

const profile::Profile& local() { return *profile::find_profile("living_room"); }
const profile::Profile& beacon() { return *profile::find_profile("city_beacon"); }

const profile::VetoOutcome& outcome(const profile::Assessment& assessment, const std::string& rule) {
  for (const auto& veto : assessment.vetoes) {
    if (veto.rule == rule) return veto;
  }
  throw std::runtime_error{"no outcome for " + rule};
}

/// What decides a veto, or is known of it first.
const profile::KnownAnswer& known(const profile::Assessment& assessment, const std::string& rule) {
  for (const auto& answer : assessment.answers) {
    if (answer.rule == rule) return answer;
  }
  throw std::runtime_error{"nothing known of " + rule};
}

}  // namespace

TEST_CASE("assess: an unknown veto is never a pass", "[profile][unit]") {
  const auto sites = nameless_site();
  const auto result = profile::assess(sites, local());
  REQUIRE(result.size() == 1);
  CHECK(result[0].verdict == Verdict::unknown);
  CHECK(result[0].completeness_share == 0.0);
  CHECK(result[0].answers.empty());
  REQUIRE(result[0].vetoes.size() == local().vetoes.size());
  for (std::size_t veto = 0; veto < result[0].vetoes.size(); ++veto) {
    CHECK(result[0].vetoes[veto].verdict == Verdict::unknown);
    CHECK(result[0].vetoes[veto].question == local().vetoes[veto].question);
  }
  // Leave any one answer out: unknown. Unreadable ones are no answers.
  for (std::size_t left_out = 0; left_out < 6; ++left_out) {
    auto answers = good_answers();
    CHECK(profile::assess(sites, local(), answers)[0].verdict == Verdict::pass);
    answers[left_out].value = "maybe";
    CAPTURE(answers[left_out].rule);
    CHECK(profile::assess(sites, local(), answers)[0].verdict == Verdict::unknown);
    CHECK(profile::usable_answers(sites, {&local(), 1}, answers).report.rejected_count() == 1);
  }
}

TEST_CASE("assess: one fail is a fail, whatever is unknown", "[profile][unit]") {
  const auto [rule, value] = GENERATE(table<std::string, std::string>({{"floor_area", "149.9"},
                                                                       {"demolished", "yes"},
                                                                       {"owner_refuses", "ja"},
                                                                       {"assembly_forbidden", "yes"},
                                                                       {"ceiling_height", "2.09"},
                                                                       {"ceiling_height", "no"},
                                                                       {"health_risk", "JA"}}));
  CAPTURE(rule, value);
  const auto result = profile::assess(nameless_site(), local(), {{"mill", rule, value, "", ""}});
  CHECK(result[0].verdict == Verdict::fail);
  CHECK(known(result[0], rule).value == value);
}

TEST_CASE("assess: facts of the site go before answers", "[profile][unit]") {
  auto sites = nameless_site();
  sites.floor_area_m2[0] = 2499.0;
  sites.floor_area_basis[0] = "units";
  sites.standing[0] = true;
  auto answers = good_answers();
  CHECK(profile::assess(sites, local(), answers)[0].verdict == Verdict::pass);
  const auto of_beacon = profile::assess(sites, beacon(), answers);
  CHECK(of_beacon[0].verdict == Verdict::fail);
  CHECK(known(of_beacon[0], "floor_area").value == "2499 m2");
  CHECK(known(of_beacon[0], "floor_area").source == "units");
  sites.standing[0] = false;
  CHECK(outcome(profile::assess(sites, local(), answers)[0], "demolished").verdict == Verdict::fail);
}

TEST_CASE("assess: a floor area on either side of the threshold is asked", "[profile][unit]") {
  auto sites = nameless_site();
  sites.floor_area_m2[0] = 950.0;
  sites.floor_area_basis[0] = "units";
  sites.ranges.resize(1);
  const auto floor = [&](double low, double high) {
    sites.ranges[0].floor_area_m2 = model::Range{low, high};
    return known(profile::assess(sites, local())[0], "floor_area");
  };
  CHECK(floor(150.0, 1200.0).verdict == Verdict::pass);
  CHECK(floor(80.0, 1200.0).verdict == Verdict::unknown);
  CHECK(floor(80.0, 1200.0).value == core::Phrase{"950 m2 (80 tot 1200)", "950 m2 (80 to 1200)"});
  CHECK(floor(80.0, 149.0).verdict == Verdict::fail);
  CHECK(floor(80.0, std::numeric_limits<double>::infinity()).value ==
        core::Phrase{"950 m2 (80 of meer)", "950 m2 (80 or more)"});
  const auto answered = profile::assess(sites, local(), {{"mill", "floor_area", "900", "survey", ""}});
  CHECK(outcome(answered[0], "floor_area").verdict == Verdict::pass);
}

TEST_CASE("assess: a building that goes or is not yet there is asked, not passed", "[profile][unit]") {
  using model::BuildingStatus;
  auto sites = nameless_site();
  sites.standing[0] = true;
  const auto [status, question] = GENERATE(table<BuildingStatus, std::string>(
      {{BuildingStatus::demolition_permit, "Blijft het gebouw staan? (BAG: sloopvergunning verleend)"},
       {BuildingStatus::planned, "Komt het gebouw er, en wanneer? (BAG: bouwvergunning verleend)"},
       {BuildingStatus::under_construction, "Wanneer is het gebouw klaar, en waarvoor is het? (BAG: bouw gestart)"},
       {BuildingStatus::rebuilding, "Waarvoor wordt het gebouw verbouwd? (BAG: verbouwing)"},
       {BuildingStatus::unknown, "Staat het gebouw er nog? (BAG: status onbekend)"},
       {BuildingStatus::in_use, ""},
       {BuildingStatus::out_of_use, ""}}));
  sites.building_status.append_row(std::vector{BuildingStatus::in_use, status});
  const auto found = outcome(profile::assess(sites, local())[0], "demolished");
  CHECK(found.question.dutch() == (question.empty() ? "Is het gebouw gesloopt?" : question));
  CHECK(found.verdict == (question.empty() ? Verdict::pass : Verdict::unknown));
  const auto answered = profile::assess(sites, local(), {{"mill", "demolished", "yes", "", ""}});
  CHECK(outcome(answered[0], "demolished").verdict == (question.empty() ? Verdict::pass : Verdict::fail));
}

TEST_CASE("assess: the newest answer counts; of one date the fail", "[profile][unit]") {
  std::vector<profile::SiteAnswer> answers{{"mill", "owner_refuses", "yes", "letter", "2024-05-01"},
                                           {"mill", "owner_refuses", "no", "talk", "2026-05-01"},
                                           {"mill", "health_risk", "no", "a", "2026-01-01"},
                                           {"mill", "health_risk", "yes", "b", "2026-01-01"}};
  for (int order = 0; order < 2; ++order) {
    const auto result = profile::assess(nameless_site(), local(), answers);
    CHECK(outcome(result[0], "owner_refuses").verdict == Verdict::pass);
    CHECK(known(result[0], "owner_refuses").value == "no");
    CHECK(known(result[0], "owner_refuses").date == "2026-05-01");
    CHECK(outcome(result[0], "health_risk").verdict == Verdict::fail);
    std::reverse(answers.begin(), answers.end());
  }
}

TEST_CASE("assess: completeness counts what is settled of vetoes and criteria", "[profile][unit]") {
  const double asked = 6.0 + 9.0;
  auto sites = nameless_site();
  sites.built_year[0] = 1911;  // nobody asks
  CHECK(profile::assess(sites, local())[0].completeness_share == 0.0);
  sites.floor_area_m2[0] = 90.0;  // a veto and the size, though it rules the site out
  CHECK(profile::assess(sites, local())[0].completeness_share == Approx(2.0 / asked));
  sites.monument_kind[0] = model::MonumentKind::none;  // known not to be listed
  CHECK(profile::assess(sites, local())[0].completeness_share == Approx(3.0 / asked));
  sites.monument_at_most = {model::MonumentKind::municipal};  // left open by a list of national monuments
  CHECK(profile::assess(sites, local())[0].completeness_share == Approx(2.0 / asked));
  // Six vetoes; of the criteria size and height by their answers too.
  CHECK(profile::assess(nameless_site(), local(), good_answers())[0].completeness_share == Approx(8.0 / asked));
}

TEST_CASE("usable_answers: by key or name; says which cannot be used, where they stand and why", "[profile][unit]") {
  auto sites = nameless_site();
  sites.key = {"mill", "barn-1", "barn-2"};
  sites.name = {"De Oude Molen", "Schuur", "Schuur"};
  const auto usable = profile::usable_answers(sites, {&local(), 1},
                                              {{"mil", "floor_area", "900", "", "", "a.csv", 2},
                                               {"mill", "owner_refuse", "yes", "", "", "a.csv", 3},
                                               {"mill", "floor_area", "big", "list", "", "a.csv", 4},
                                               {"schuur", "health_risk", "no", "", "", "a.csv", 5},
                                               {"de oude molen", "health_risk", "no", "", "", "a.csv", 6}});
  const auto& findings = usable.report.findings();
  REQUIRE(findings.size() == 4);
  CHECK(findings[0].rule == "unknown_site");
  CHECK(findings[0].remedy.ends_with("did you mean 'mill'?"));
  CHECK(findings[1].rule == "unknown_rule");
  CHECK(findings[1].remedy.ends_with("did you mean 'owner_refuses'?"));
  CHECK(findings[2].rule == "unreadable_answer");
  CHECK(findings[2].source == "a.csv");  // the file, not who answered
  CHECK(findings[2].record == "line 4: mill");
  CHECK(findings[3].rule == "answer_of_several");
  CHECK(findings[3].remedy.ends_with("barn-1, barn-2"));
  REQUIRE(usable.answers.size() == 1);
  CHECK(usable.answers[0].site == "mill");
}

TEST_CASE("assess: every answer leaves a trace, and which one decides", "[profile][unit]") {
  auto sites = nameless_site();
  sites.floor_area_m2[0] = 2499.0;
  sites.floor_area_basis[0] = "units";
  const auto result = profile::assess(sites, local(),
                                      {{"mill", "owner_refuses", "ja", "letter", "2024-05-01"},
                                       {"mill", "owner_refuses", "nee", "talk", "2026-05-01"},
                                       {"mill", "floor_area", "100", "guess", "2026-05-01"}});
  const auto& answers = result[0].answers;
  REQUIRE(answers.size() == 4);
  CHECK((answers[0].rule == "floor_area" && answers[0].is_fact && answers[0].decides));
  CHECK((answers[0].value == "2499 m2" && answers[0].source == "units" && answers[0].verdict == Verdict::pass));
  CHECK((answers[1].rule == "floor_area" && !answers[1].decides && answers[1].verdict == Verdict::fail));
  CHECK((answers[2].value == "nee" && answers[2].decides && answers[2].verdict == Verdict::pass));
  CHECK((answers[2].source == "talk" && answers[2].date == "2026-05-01"));
  CHECK((answers[3].value == "ja" && !answers[3].decides && answers[3].verdict == Verdict::fail));
}

TEST_CASE("usable_answers: each answer decides, agrees, is outweighed or is rejected", "[profile][unit]") {
  auto sites = nameless_site();
  sites.floor_area_m2[0] = 100.0;  // fails of itself
  sites.floor_area_basis[0] = "units";
  const auto usable = profile::usable_answers(sites, {&local(), 1},
                                              {{"mill", "owner_refuses", "ja", "letter", "2024-05-01", "a.csv", 2},
                                               {"mill", "owner_refuses", "nee", "talk", "2026-05-01", "a.csv", 3},
                                               {"mill", "owner_refuses", "nee", "talk", "2026-05-01", "a.csv", 4},
                                               {"mill", "owner_refuses", "no", "", "2023-05-01", "a.csv", 5},
                                               {"mill", "floor_area", "900", "guess", "2026-05-01", "a.csv", 6},
                                               {"mill", "floor_area", "huge", "guess", "", "a.csv", 7},
                                               {"mill", "health_risk", "no", "list", ""}});
  const auto& books = usable.books.at("a.csv");
  CHECK(books.balances());
  CHECK((books.read_count == 6 && books.used_count == 1 && books.joined_count == 2));
  CHECK((books.left_out_count == 2 && books.rejected_count == 1));
  CHECK(usable.books.at("").used_count == 1);
  CHECK(usable.report.rejected_count() == 1);
  const auto& findings = usable.report.findings();
  REQUIRE(findings.size() == 3);
  std::vector<std::string> outweighed;
  for (const auto& finding : findings) {
    if (finding.rule != "answer_outweighed") continue;
    CHECK(finding.severity == core::Severity::note);
    outweighed.push_back(finding.record.en + ": " + finding.remedy);
  }
  std::sort(outweighed.begin(), outweighed.end());
  REQUIRE(outweighed.size() == 2);
  CHECK(outweighed[0].starts_with("line 2: mill: another answer to rule owner_refuses goes before it: nee (talk"));
  CHECK(outweighed[1].starts_with("line 6: mill: the layers say 100 m2 (units) of rule floor_area"));
}

TEST_CASE("usable_answers: a question without an answer answers nothing, and is told once", "[profile][unit]") {
  const auto usable = profile::usable_answers(nameless_site(), {&local(), 1},
                                              {{"mill", "owner_refuses", "", "", "", "a.csv", 2},
                                               {"mill", "health_risk", "", "", "", "a.csv", 3},
                                               {"no such site", "health_risk", "", "", "", "a.csv", 4},
                                               {"mill", "health_risk", "no", "", "", "a.csv", 5}});
  const auto& books = usable.books.at("a.csv");
  CHECK(books.balances());
  CHECK((books.read_count == 4 && books.used_count == 1 && books.left_out_count == 3));
  REQUIRE(usable.report.findings().size() == 1);
  CHECK(usable.report.findings()[0].rule == "question_open");
  CHECK(usable.report.findings()[0].record.en == "3 rows");
  CHECK(usable.answers.size() == 1);
}

TEST_CASE("usable_answers: a number that can be read two ways is refused, and settles nothing", "[profile][unit]") {
  model::Sites sites;
  sites.key = {"mill"};
  sites.name = {"De Oude Molen"};
  const auto refused = [&](const std::string& value) {
    const auto usable =
        profile::usable_answers(sites, {&local(), 1}, {{"mill", "floor_area", value, "", "", "a.csv", 2}});
    REQUIRE(usable.report.findings().size() + usable.answers.size() == 1);
    return usable.answers.empty() ? usable.report.findings()[0].rule + ": " + usable.report.findings()[0].remedy
                                  : std::string{};
  };
  for (const char* twofold : {"1.250", "1,250", "1.250 m2", " 12.500"}) {
    CAPTURE(twofold);
    CHECK(refused(twofold).starts_with("answer_of_two_numbers: it can be read as 12"));
  }
  CHECK(refused("1.250").ends_with("write 1250, or 1.25"));
  CHECK(refused("1.234").ends_with("write 1234, or 1.2340"));
  for (const char* plain :
       {"1250", "1,25", "1.2500", "0.850", "1.250,5", "1.250.000", "950 m2", "ja", "neen", "waar"}) {
    CAPTURE(plain);
    CHECK(refused(plain).empty());
  }
  CHECK(refused("groot").starts_with("unreadable_answer"));
}
