#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "flow/drawn_project.hpp"
#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"

using trek::test::says;
using trek::test::sqlite_value;

namespace {

using nlohmann::json;

constexpr const char* kPlacesHeader = "id,naam,soort,x,y,sterkte\n";
// The streets of the drawn town lie on a grid of 400 m from 250000, 475000; its people along its south side.
constexpr const char* kHall = "p1,Dorpshuis,third_place,250000,475000,1\n";
constexpr const char* kClub = "p2,Club <b>[% 1+1 %]</b>,third_place,251900,476800,2\n";

/// The drawn project, with two places, a plan of new dwellings and a criterion that rests on places.
struct DrawnCase {
  trek::test::TemporaryFolder folder;

  DrawnCase() {
    trek::test::draw_project(folder.path());
    trek::test::put_text(folder / "data/plekken.csv", std::string{kPlacesHeader} + kHall + kClub);
    trek::test::put_text(folder / "data/plannen.csv", "id,naam,woningen,x,y\nw1,Nieuw,40,251650,476450\n");
    append(R"(
[[source]]
table = "places"
path = "plekken.csv"
[[criterion]]
measure = "gap_target_foot"
anchors = [[0, 0.0], [50, 1.0]]
reason = "lacune"
)");
  }

  void append(const std::string& text) const { std::ofstream{folder / "trek.toml", std::ios::app} << text; }

  [[nodiscard]] std::filesystem::path run(const char* name) const {
    const auto output = folder / name;
    const auto result = trek::test::trek({"run", folder / "trek.toml", "-o", output, "--progress", "none"});
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
    return output;
  }

  [[nodiscard]] std::string refusal(const char* verb) const {
    std::vector<std::string> words{verb, folder / "trek.toml"};
    if (words.front() == "run") words.insert(words.end(), {"-o", folder / "no.gpkg"});
    const auto result = trek::test::trek(words);
    CHECK(result.exit_code != 0);
    CHECK_FALSE(std::filesystem::exists(folder / "no.gpkg"));
    return result.err + result.out;
  }
};

/// All that a scenario says of the sites and of who is served, as text.
std::string scenario_says(const std::filesystem::path& output) {
  return sqlite_value(
             output,
             "select group_concat(site_key || ' ' || round(score_low, 4) || ' ' || round(score, 4), '; ') from "
             "(select * from scenario_sites order by site_key)") +
         " | " +
         sqlite_value(output,
                      "select group_concat(mode || coalesce(municipality_code, '') || served_share || ' ' || "
                      "coalesce(target_served_share, '-'), '; ') from (select * from scenarios order by mode, "
                      "municipality_code)");
}

/// The same of a run itself.
std::string run_says(const std::filesystem::path& output) {
  return sqlite_value(output,
                      "select group_concat(key || ' ' || round(score_low, 4) || ' ' || round(score, 4), '; ') from "
                      "(select * from sites order by key)") +
         " | " +
         sqlite_value(
             output,
             "select group_concat(mode || area || share || ' ' || coalesce(target, '-'), '; ') from (select mode, '' "
             "area, served_share share, target_served_share target from region_coverage union all select 'foot', "
             "code, served_share_foot, target_served_share_foot from municipalities)");
}

}  // namespace

TEST_CASE("scenario: a place closed gives the numbers of a run without that place", "[flow][property]") {
  const DrawnCase drawn;
  const auto plain = run_says(drawn.run("plain.gpkg"));
  drawn.append("[[scenario]]\nname = \"Dicht\"\nclose = [\"Dorpshuis\"]\n");
  const auto output = drawn.run("scenario.gpkg");
  CHECK(run_says(output) == plain);  // the run itself is as it was
  const std::string lost = sqlite_value(output, "select people_lost from scenarios where municipality_code is null");
  CHECK(lost == sqlite_value(output, "select only_place_of_foot from existing_places where name = 'Dorpshuis'"));
  CHECK(lost != sqlite_value(output, "select only_place_of_foot from existing_places where name <> 'Dorpshuis'"));
  trek::test::put_text(drawn.folder / "data/plekken.csv", std::string{kPlacesHeader} + kClub);
  trek::test::edit(drawn.folder / "trek.toml", "close = [\"Dorpshuis\"]", "norm_min = { foot = 15 }");
  const auto really = drawn.run("really.gpkg");
  CHECK(scenario_says(output) == run_says(really));
  CHECK(run_says(really) != plain);
  // A norm that is what it was changes nothing.
  CHECK(scenario_says(really) == run_says(really));
  CHECK(sqlite_value(really, "select count(*) from sqlite_master where name = 'scenario_cells'") == "0");
  CHECK(sqlite_value(really,
                     "select count(*) from scenario_sites where leading_criterion is not null or rank_change <> 0") ==
        "0");
}

TEST_CASE("scenario: a site opened gives the numbers of a run with a place there", "[flow][property]") {
  const DrawnCase drawn;
  trek::test::put_text(drawn.folder / "data/plekken.csv", std::string{kPlacesHeader} + kClub);
  drawn.append("[[scenario]]\nname = \"Open\"\nopen = [\"Kerk\"]\nopen_strength = 3\n");
  const auto output = drawn.run("scenario.gpkg");
  CHECK(sqlite_value(output, "select rank is null from scenario_sites where site_name = 'Kerk'") == "1");
  CHECK(sqlite_value(output, "select rank from scenario_sites where site_name = 'School'") == "1");
  CHECK(sqlite_value(output, "select count(*) > 0 from scenario_cells where change = 'gained' and place = 'Kerk'") ==
        "1");
  CHECK(sqlite_value(output, "select sum(inhabitants) from scenario_cells where mode = 'foot' and change = 'gained'") ==
        sqlite_value(output, "select people_gained from scenarios where municipality_code is null"));
  CHECK(sqlite_value(output, "select name from scenario_places where change = 'opened'") == "Kerk");
  trek::test::put_text(drawn.folder / "data/plekken.csv",
                       std::string{kPlacesHeader} + kClub + "k1,Kerk,third_place,250410,475390,3\n");
  const auto really = drawn.run("really.gpkg");
  const auto numbers = scenario_says(output);
  CHECK(numbers == run_says(really));
}

TEST_CASE("scenario: planned dwellings give the numbers of a run with these people", "[flow][property]") {
  const DrawnCase drawn;
  drawn.append(R"([[source]]
table = "planned_dwellings"
name = "plannen"
path = "plannen.csv"
[[scenario]]
name = "Woningen"
people = "plannen"
persons_per_dwelling = 2.5
target_share = 0.4
people_reason = "keuze"
norm_min = { foot = 10 }
)");
  const auto output = drawn.run("scenario.gpkg");
  CHECK(sqlite_value(output, "select future_people from scenarios where municipality_code is null") == "100.0");
  CHECK(sqlite_value(output, "select future_target from scenarios where municipality_code is null") == "40.0");
  CHECK(sqlite_value(output, "select future_people from scenario_places where change = 'planned'") == "100.0");
  CHECK(says(sqlite_value(output, "select changes from scenarios limit 1"), "2,5 personen per woning"));
  CHECK(says(sqlite_value(output, "select changes from scenarios limit 1"), "keuze"));
  CHECK(sqlite_value(output, "select count(*) from demand where key like 'planned%'") == "0");
  // For real: a cell of 100 people, of whom 0.5 x 20 + 0.75 x 40 = 40 of 20-40, with its middle on the plan. Ages out
  // of wide bands have bounds, which the assumption of a scenario has not: best estimates are compared.
  std::ofstream{drawn.folder / "data/vierkanten.csv", std::ios::app} << "E2516N4764,100,20,40\n";
  trek::test::edit(drawn.folder / "trek.toml", "norm_min = 15", "norm_min = 10");
  const auto really = drawn.run("really.gpkg");
  const auto best = [](const std::filesystem::path& file, const std::string& table, const std::string& key) {
    return sqlite_value(file, "select group_concat(" + key + " || round(score, 4), '; ') from (select * from " + table +
                                  " order by " + key + ")");
  };
  CHECK(best(output, "scenario_sites", "site_key") == best(really, "sites", "key"));
  CHECK(sqlite_value(output,
                     "select served_share || ' ' || target_served_share from scenarios where municipality_code is "
                     "null") ==
        sqlite_value(really, "select served_share || ' ' || target_served_share from region_coverage"));
}

TEST_CASE("scenario: other weights give the ranks of a run with these", "[flow][property]") {
  const DrawnCase drawn;
  drawn.append("[[scenario]]\nname = \"Gewicht\"\nweights = { gap_target_foot = 9, people_all_foot_15min = 2 }\n");
  const auto output = drawn.run("scenario.gpkg");
  trek::test::edit(drawn.folder / "trek.toml", "reason = \"mensen\"", "weight = 2\nreason = \"mensen\"");
  trek::test::edit(drawn.folder / "trek.toml", "reason = \"lacune\"", "weight = 9\nreason = \"lacune\"");
  const auto really = drawn.run("really.gpkg");
  CHECK(scenario_says(output) == run_says(really));
}

TEST_CASE("scenario: names that are unknown or stand for several are refused, by run and check", "[flow]") {
  const DrawnCase drawn;
  drawn.append("[[scenario]]\nname = \"Open\"\nopen = [\"Kerkk\"]\n");
  CHECK(says(drawn.refusal("run"), "did you mean 'Kerk'?"));
  CHECK(says(drawn.refusal("check"), "scenario_names"));
  trek::test::edit(drawn.folder / "trek.toml", "open = [\"Kerkk\"]", "close = [\"p\"]");
  const auto both = drawn.refusal("run");
  CHECK(says(both, "may mean several: p1 (Dorpshuis), p2 (Club"));
  CHECK(drawn.refusal("run").find("\x1b") == std::string::npos);
}

TEST_CASE("scenario: a name that is code stays text, in both languages", "[flow]") {
  const DrawnCase drawn;
  drawn.append("[[scenario]]\nname = \"<b>[% $CURRENT_DATE %]</b>'; drop table sites; --\"\nclose = [\"p2\"]\n");
  const auto output = drawn.run("scenario.gpkg");
  CHECK(sqlite_value(output, "select distinct scenario from scenarios") ==
        "<b>[% $CURRENT_DATE %]</b>'; drop table sites; --");
  CHECK(sqlite_value(output, "select name from scenario_places where change = 'closed'") == "Club <b>[% 1+1 %]</b>");
}

TEST_CASE("diff: an output against itself, and against one with another weight", "[flow]") {
  const DrawnCase drawn;
  const auto a = drawn.run("a.gpkg");
  const auto said = [&](const std::filesystem::path& other) {
    const auto result = trek::test::trek({"diff", a, other, "--format", "json"});
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
    return json::parse(result.out);
  };
  const json same = said(a);
  CHECK(same["why"].empty());
  CHECK(same["moved_count"] == 0);
  for (const json& mode : same["modes"]) CHECK(mode["people_gained"] == 0.0);
  CHECK(says(trek::test::trek({"diff", a, a, "--lang", "nl"}).out, "rusten op dezelfde bronnen, opties en methode"));

  trek::test::edit(drawn.folder / "trek.toml", "reason = \"lacune\"", "weight = 7\nreason = \"lacune\"");
  const auto b = drawn.run("b.gpkg");
  const json other = said(b);
  REQUIRE(other["why"].size() == 1);
  CHECK(other["why"][0]["what"] == "weight.gap_target_foot");
  CHECK(other["why"][0]["a"] == "1");
  CHECK(other["why"][0]["b"] == "7");
  for (const json& site : other["sites"]) CHECK((site["cause"] == "weight" || site["cause"] == "none"));
}

TEST_CASE("diff: who loses a place, as table and as map", "[flow]") {
  const DrawnCase drawn;
  const auto a = drawn.run("a.gpkg");
  drawn.append("[[scenario]]\nname = \"Dicht\"\nclose = [\"Dorpshuis\"]\n");
  const auto scenario = drawn.run("scenario.gpkg");
  trek::test::put_text(drawn.folder / "data/plekken.csv", std::string{kPlacesHeader} + kClub);
  trek::test::edit(drawn.folder / "trek.toml", "close = [\"Dorpshuis\"]", "close = [\"Club\"]");
  const auto b = drawn.run("b.gpkg");
  const auto map = drawn.folder / "diff.gpkg";
  const auto result = trek::test::trek({"diff", a, b, "-o", map, "--format", "json"});
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  const json diff = json::parse(result.out);
  CHECK(diff["modes"][0]["people_lost"].get<double>() > 0.0);
  CHECK(diff["modes"][0]["people_lost"].get<double>() ==
        Approx(std::stod(sqlite_value(scenario, "select people_lost from scenarios where municipality_code is null"))));
  CHECK(std::stod(sqlite_value(map, "select sum(inhabitants) from changed_cells where change = 'lost'")) ==
        Approx(diff["modes"][0]["people_lost"].get<double>()));
  CHECK(sqlite_value(map, "select count(*) from moved_sites") == "2");
  CHECK(sqlite_value(map, "select group_concat(code) from municipality_outlines") ==
        sqlite_value(b, "select group_concat(code) from municipalities"));
  // Who only took the place of another is not drawn as one that rose or fell.
  CHECK(sqlite_value(map,
                     "select count(*) from moved_sites where rank_a <> rank_b and (leading_criterion is null) "
                     "<> (course = 'by_others')") == "0");
  CHECK(sqlite_value(map, "select count(*) from why where what = 'plekken' and kind = 'input'") == "1");
  CHECK(trek::test::trek({"diff", a, b, "-o", map}).exit_code == 2);  // it is there
  CHECK(trek::test::trek({"diff", a, b, "-o", a, "--overwrite"}).exit_code == 2);
  CHECK(trek::test::trek({"diff", a, drawn.folder / "trek.toml"}).exit_code == 3);
  CHECK(says(trek::test::trek({"diff", a, b, "--format", "csv"}).out, "site,name,in,rank_a,rank_b,risen"));
}
