#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/command.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"

/// The named sites as the story of the embedded project: what a reader of its map, tables and verbs sees of them.
namespace {

using nlohmann::json;
using trek::test::sqlite_rows;
using trek::test::sqlite_value;

constexpr const char* kWorks = "S01";
constexpr const char* kStore = "S02";

double number_of(const std::string& sql) { return std::stod(sqlite_value(TREK_DEMO_OUTPUT, sql)); }

trek::test::CommandResult ask(std::vector<std::string> words) {
  words.insert(words.begin(), TREK_PROGRAM);
  return trek::test::run_command(words);
}

json told(std::vector<std::string> words) {
  words.insert(words.end(), {"--format", "json"});
  const auto result = ask(words);
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  return json::parse(result.out);
}

}  // namespace

TEST_CASE("embedded project: each named site is one site of several buildings with heights, plot and evidence",
          "[flow]") {
  for (const std::string key : {kWorks, kStore, "E01", "E02", "E03"}) {
    CAPTURE(key);
    const std::string of = " from sites where key = '" + key + "'";
    REQUIRE(number_of("select count(*)" + of) == 1);
    CHECK(number_of("select count(*) from sites where name = (select name" + of + ")") == 1);
    CHECK(number_of("select footprint_m2 > 1500" + of) == 1);
    CHECK(number_of("select floor_area_m2 > 1000" + of) == 1);
    CHECK(number_of("select height_m >= 9.0 and height_m is not null" + of) == 1);
    CHECK(number_of("select plot_m2 > footprint_m2" + of) == 1);
    CHECK(number_of("select monument_kind = 'national'" + of) == 1);
    CHECK(number_of("select vacancy_share > 0.4" + of) == 1);
    CHECK(number_of("select rank is not null" + of) == 1);
  }
  CHECK(number_of("select count(*) from sites where key in ('S01', 'S02') and height_m in (13.5, 19.0)") == 2);
}

TEST_CASE("embedded project: the Stork complex is judged as a beacon with few open vetoes, and is asked about",
          "[flow]") {
  const std::string beacon = " from site_profiles where site_key = 'S01' and profile = 'city_beacon'";
  CHECK(sqlite_value(TREK_DEMO_OUTPUT, "select verdict" + beacon) == "nog open");
  // Whether assembly is forbidden, and whether there is a risk to health: two of six.
  CHECK(number_of("select length(veto_questions) - length(replace(veto_questions, '?', ''))" + beacon) == 2);
  const auto explained = told({"explain", TREK_DEMO_OUTPUT, "key:S01"});
  CHECK(explained["site"] == "S01");
  const auto questions = told({"questions", TREK_DEMO_OUTPUT, "--most", "1000000"});
  const auto of_works = std::ranges::count_if(questions, [](const json& one) { return one["site"] == kWorks; });
  CHECK(of_works >= 1);
  CHECK(of_works <= 5);
}

TEST_CASE("embedded project: the works and the store are compared by name", "[flow]") {
  const auto pair = told({"compare", TREK_DEMO_OUTPUT, "Stork", "Het Warenhuis"});
  CHECK(pair["a"]["site"] == kWorks);
  CHECK(pair["b"]["site"] == kStore);
  CHECK_FALSE(pair["criteria"].empty());
}

TEST_CASE("embedded project: named sites are highlighted, whatever their rank", "[flow]") {
  CHECK(sqlite_rows(TREK_DEMO_OUTPUT, "select key from sites where highlighted order by key") ==
        std::vector<std::vector<std::string>>{{"E01"}, {"S01"}, {"S02"}});
}

TEST_CASE("embedded project: by bicycle some municipalities lack places and others do not", "[flow]") {
  CHECK(number_of("select min(served_share_bicycle) from municipalities") < 0.65);
  CHECK(number_of("select max(served_share_bicycle) from municipalities") > 0.95);
  // The classes of the map: below 50, 70, 80, 90, 95 %, and above.
  CHECK(number_of("select count(distinct (served_share_bicycle >= 0.5) + (served_share_bicycle >= 0.7) + "
                  "(served_share_bicycle >= 0.8) + (served_share_bicycle >= 0.9) + (served_share_bicycle >= 0.95)) "
                  "from municipalities") >= 4);
}

TEST_CASE("embedded project: the hinterland of the east lies in part in Germany", "[flow]") {
  CHECK(number_of("select count(*) from sites where abroad_share_car_30min between 0 and 1") ==
        number_of("select count(*) from sites where hinterland_car_30min > 0"));
  CHECK(number_of("select avg(abroad_share_car_30min) from sites where municipality_code = 'GM0168'") >  // Losser
        5.0 * number_of(
                  "select avg(abroad_share_car_30min) from sites where municipality_code = 'GM0163'"));  // Hellendoorn
  CHECK(number_of("select max(abroad_share_car_30min) from sites") > 0.02);
  CHECK(number_of("select count(*) from sites where hinterland_car_30min > people_all_car_30min + 1") == 0);
  CHECK(sqlite_value(TREK_DEMO_OUTPUT, "select value from run where key = 'border.people_share'") == "0.6");
}

TEST_CASE("embedded project: districts add up to the region, and are told by municipality", "[flow]") {
  CHECK(number_of("select count(*) from districts") > 80);
  const double in_none = number_of("select value from run where key = 'districts.inhabitants_in_none'");
  CHECK(number_of("select sum(inhabitants) from districts") + in_none ==
        Approx(number_of("select value from run where key = 'population.region_inhabitants'")).margin(1.0));
  CHECK(number_of("select sum(gap_bicycle) from districts") <=
        number_of("select gap from region_coverage where mode = 'bicycle'") + 5.0);  // one decimal each
  for (const std::string level : {"any", "local", "beacon"}) {
    CAPTURE(level);
    const std::string rows = " where mode = 'bicycle' and norm_min = 15 and level = '" + level + "'";
    CHECK(number_of("select sum(within) from district_norms" + rows) ==
          Approx(number_of("select within from coverage_norms" + rows + " and municipality_code is null")).margin(1.0));
  }
  CHECK(number_of("select max(abs(d.served_share_bicycle - n.served_share)) from districts d join district_norms n "
                  "using (code) where n.mode = 'bicycle' and n.level = 'any' and n.is_main_norm") < 1.1e-4);
  CHECK(
      number_of("select max(abs(served_share_bicycle - served_by_own_share_bicycle - served_by_others_share_bicycle)) "
                "from districts") < 2e-4);
  const auto rows = [](const std::string& text) { return std::ranges::count(text, '\n') - 1; };
  const auto of_one =
      ask({"coverage", TREK_DEMO_OUTPUT, "--of", "districts", "--municipality", "hengelo", "--format", "csv"});
  CHECK(of_one.exit_code == 0);
  CHECK(static_cast<double>(rows(of_one.out)) ==
        number_of("select count(*) from districts where municipality_code = 'GM0164'"));
  const auto norms = ask({"coverage", TREK_DEMO_OUTPUT, "--of", "norms_by_district", "--municipality", "GM0164",
                          "--mode", "car", "--format", "csv"});
  CHECK(rows(norms.out) == 9 * rows(of_one.out));  // levels and norms
  const auto wrong = ask({"coverage", TREK_DEMO_OUTPUT, "--of", "districts", "--municipality", "Hengalo"});
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.err.find("Hengelo") != std::string::npos);
}

TEST_CASE("embedded project: coverage by level and norm adds up, and agrees with the municipalities", "[flow]") {
  CHECK(number_of("select count(*) from coverage_norms") == 15 * 3 * 3 * 3);  // areas, modes, levels, norms
  for (const std::string mode : {"foot", "bicycle", "car"}) {
    CAPTURE(mode);
    CHECK(number_of("select max(abs(m.served_share_" + mode +
                    " - n.served_share)) from municipalities m join coverage_norms n on n.municipality_code = m.code "
                    "where n.mode = '" +
                    mode + "' and n.level = 'any' and n.is_main_norm") < 1.1e-4);
  }
  // A wider norm serves no fewer, a level alone no more than all, and any place is local or a beacon.
  CHECK(number_of("select count(*) from coverage_norms a join coverage_norms b on coalesce(a.municipality, '') = "
                  "coalesce(b.municipality, '') and a.mode = b.mode "
                  "and a.level = b.level and a.norm_min < b.norm_min and a.within > b.within + 0.011") == 0);
  CHECK(number_of("select count(*) from coverage_norms a join coverage_norms b on coalesce(a.municipality, '') = "
                  "coalesce(b.municipality, '') and a.mode = b.mode "
                  "and a.norm_min = b.norm_min and b.level = 'any' where a.within > b.within + 0.011") == 0);
  CHECK(number_of("select count(*) from coverage_norms x join coverage_norms l on coalesce(l.municipality, '') = "
                  "coalesce(x.municipality, '') and l.mode = x.mode "
                  "and l.norm_min = x.norm_min and l.level = 'local' join coverage_norms b on coalesce(b.municipality, "
                  "'') = coalesce(x.municipality, '') and "
                  "b.mode = x.mode and b.norm_min = x.norm_min and b.level = 'beacon' where x.level = 'any' and "
                  "x.within > l.within + b.within + 0.03") == 0);
  CHECK(number_of("select abs(sum(iif(municipality_code is null, -within, within))) from coverage_norms where mode = "
                  "'bicycle' and level = 'local' and norm_min = 15") < 0.2);
  const auto norms = ask({"coverage", TREK_DEMO_OUTPUT, "--of", "norms", "--mode", "car", "--format", "csv"});
  CHECK(std::ranges::count(norms.out, '\n') == 1 + 15 * 3 * 3);
}
