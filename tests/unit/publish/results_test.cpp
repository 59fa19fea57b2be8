#include "trek/publish/result_map.hpp"
#include "trek/publish/stored_coverage.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <set>
#include <string>

#include "sample_results.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/model/tables.hpp"
#include "trek/publish/explanation.hpp"

using namespace trek;
using test::sqlite_rows;
using test::sqlite_value;

using trek::test::says;

namespace {

std::filesystem::path written(const test::TemporaryFolder& folder, const char* name = "out.gpkg",
                              model::Language language = model::Language::nl) {
  const auto file = folder / name;
  publish::write_results(test::sample_head(language), test::sample_results(), {file}, {});
  return file;
}

std::set<std::string> layers_of(const std::filesystem::path& file) {
  std::set<std::string> names;
  for (const auto& row : sqlite_rows(file, "select table_name from gpkg_contents")) names.insert(row[0]);
  return names;
}

std::string refusal(const std::filesystem::path& file, const std::string& site, core::ErrorKind kind) {
  try {
    static_cast<void>(publish::explain(file, site));
  } catch (const core::Error& error) {
    CHECK(error.kind() == kind);
    return error.what();
  }
  return "no error";
}

std::vector<publish::ReadSite> found_in(const std::filesystem::path& file, const std::string& text) {
  const auto results = publish::read_results(file);
  std::vector<publish::ReadSite> sites;
  for (const std::size_t row : publish::find_site_rows(results, text)) sites.push_back(results.sites[row]);
  return sites;
}

}  // namespace

TEST_CASE("write_results: every layer, table and style is there", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = written(folder);
  const std::set<std::string> expected{"sites",
                                       "site_footprints",
                                       "isochrones",
                                       "demand",
                                       "municipalities",
                                       "existing_places",
                                       "stations",
                                       "townscapes",
                                       "links_to_review",
                                       "not_routable",
                                       "rejected_records",
                                       "rejected_records_unplaced",
                                       "population_remainder",
                                       "region_coverage",
                                       "coverage_norms",
                                       "cultural_attractiveness",
                                       "districts",
                                       "district_norms",
                                       "criteria",
                                       "site_profiles",
                                       "weights",
                                       "stakeholders",
                                       "site_draws",
                                       "questions",
                                       "answers",
                                       "coverage_gaps",
                                       "siting_answers",
                                       "siting_choices",
                                       "siting_alternatives",
                                       "siting_municipalities",
                                       "siting_front",
                                       "scenarios",
                                       "scenario_cells",
                                       "scenario_places",
                                       "scenario_sites",
                                       "class_breaks",
                                       "people_without_place",
                                       "background_areas",
                                       "background_lines",
                                       "background_towns",
                                       "background_streets",
                                       "sources",
                                       "run",
                                       "translations",
                                       "layer_styles"};
  CHECK(layers_of(file) == expected);
  CHECK(sqlite_value(file, "select count(*) from sites") == "30");
  CHECK(sqlite_value(file, "select count(*) from site_footprints") == "24");  // every fifth site has none
  CHECK(sqlite_value(file, "select count(*) from criteria") == "60");
  CHECK(sqlite_value(file, "select count(*) from municipalities") == "14");
  CHECK(sqlite_value(file, "select count(*) from layer_styles where useAsDefault") == "22");
  CHECK(sqlite_value(file, "select count(*) from layer_styles where not useAsDefault") == "7");
  CHECK(sqlite_value(file,
                     "select count(*) from (select f_table_name from layer_styles where useAsDefault and "
                     "f_table_schema = '' group by 1)") == "22");
  CHECK(sqlite_value(file, "select name from qgis_projects") == "trek");
  CHECK(sqlite_value(file, "select substr(content, 1, 8) from qgis_projects") == "504b0304");  // hex of a zip
}

TEST_CASE("write_results: demand in squares keeps every sum, and says how far its people differ", "[publish][unit]") {
  const test::TemporaryFolder folder;
  auto sample = test::sample_results();
  model::Demand& demand = sample.demand;
  const auto keep = [](auto& column) { column.resize(std::min<std::size_t>(column.size(), 5)); };
  for (auto* column : {&demand.inhabitants, &demand.target_low, &demand.target_high}) keep(*column);
  keep(demand.key);
  keep(demand.place);
  keep(demand.target);
  keep(demand.target_estimated);
  keep(demand.municipality);
  // Three in one square, of which one beyond the border; a fourth next door; a fifth of nobody known.
  demand.place = {{240'050, 480'050}, {240'950, 480'950}, {240'500, 480'500}, {241'000, 480'050}, {239'999, 480'050}};
  demand.municipality = {model::MunicipalityIdx{0U}, model::MunicipalityIdx{0U}, model::MunicipalityIdx{1U},
                         model::MunicipalityIdx{0U}, model::MunicipalityIdx{}};
  demand.inhabitants = {30, 10, 7, 20, 5};
  demand.target = {12.0, std::nullopt, 3.0, std::nullopt, 1.0};
  demand.target_estimated = {0, 0, 1, 0, 0};
  demand.target_low.clear();
  demand.target_high.clear();
  demand.cell_size_m = 100.0;
  sample.demand_measures.resize(1);
  sample.demand_measures[0].values = {8.0, 14.0, 20.0, std::numeric_limits<double>::quiet_NaN(), 3.0};
  sample.demand_measures[0].estimates.clear();
  const std::string time = sample.demand_measures[0].id;
  access::ModeAccess access{model::Mode::bicycle,
                            core::Deciseconds{6000},
                            {{0, 4800}, {0, 7200}, {0, 12'000}, {0, 0}, {0, 1800}},
                            {1, 1, 1, 0, 1}};
  sample.access = {access};
  sample.scenarios.clear();
  sample.not_routable.clear();
  sample.output_cells_m = 1000.0;
  const auto file = folder / "squares.gpkg";
  publish::write_results(test::sample_head(model::Language::en), sample, {file}, {});
  CHECK_FALSE(layers_of(file).contains("demand"));
  CHECK(sqlite_rows(file,
                    "select key, cell_count, inhabitants, target, target_unknown_inhabitants, served_share_bicycle, "
                    "unknown_inhabitants_bicycle, " +
                        time + ", " + time + "_least, " + time + "_most, " + time +
                        "_unknown_inhabitants from demand_squares") ==
        std::vector<std::vector<std::string>>{
            {"E2390N4800", "1", "5.0", "1.0", "0.0", "1.0", "0.0", "3.0", "3.0", "3.0", "0.0"},
            {"E2400N4800-" + sample.municipalities.code[0], "2", "40.0", "12.0", "10.0", "0.75", "0.0", "9.5", "8.0",
             "14.0", "0.0"},
            {"E2400N4800-" + sample.municipalities.code[1], "1", "7.0", "3.0", "0.0", "0.0", "0.0", "20.0", "20.0",
             "20.0", "0.0"},
            {"E2410N4800-" + sample.municipalities.code[0], "1", "20.0", "NULL", "20.0", "NULL", "20.0", "NULL", "NULL",
             "NULL", "20.0"}});
}

TEST_CASE("write_results: districts in their municipality, and who lives in none of them", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = written(folder);
  CHECK(
      sqlite_rows(file, "select code, name, municipality, official_inhabitants, served_share_bicycle from districts") ==
      std::vector<std::vector<std::string>>{{"WK014100", "Noord", "Almelo", "6000.0", "0.25"},
                                            {"WK014101", "Zuid", "Almelo", "NULL", "NULL"}});
  CHECK(sqlite_value(file,
                     "select title from gpkg_data_columns where table_name = 'districts' and column_name = "
                     "'served_by_own_share_bicycle'")
            .starts_with("Inwoners binnen de norm van een plek in de wijk of buurt zelf"));
  CHECK(
      sqlite_value(file, "select group_concat(coalesce(code, '-') || ' ' || inhabitants, '; ') from district_norms") ==
      "WK014100 1000.0; WK014101 1000.0; - 12.0");
  const auto stored = publish::stored_coverage(file);
  CHECK(stored.districts.rows.size() == 2);
  CHECK(stored.district_norms.rows.size() == 3);
}

TEST_CASE("write_results: questions of next places, their answers and prices; a question without one says why",
          "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = written(folder);
  CHECK(sqlite_value(file,
                     "select objective || ' ' || bound || ' ' || gap_share || ' ' || proven || ' ' || chosen_count "
                     "from siting_answers where question_number = 1") == "81.25 81.5 0.003067 0 3");
  CHECK(sqlite_value(file,
                     "select state || ' ' || (objective is null) || ' ' || (proven is null) || ' ' || "
                     "(chosen_count is null) || ' ' || conflict from siting_answers where question_number = 3") ==
        "impossible 1 1 1 deze 2 eisen gaan niet samen");
  CHECK(sqlite_value(file,
                     "select group_concat(level || place_in_order || site_key, ' ') from siting_choices where "
                     "question_number = 1") == "local1site-002 local2site-005 beacon1site-007");
  CHECK(sqlite_value(file,
                     "select without_low || ' ' || without_high || ' ' || instead from siting_choices where "
                     "site_key = 'site-005'") == "0.5 0.75 Erve 't Loo 7 (site-006)");
  CHECK(sqlite_value(file,
                     "select (without_low is null) || (without_state is null) || forced from siting_choices "
                     "where site_key = 'site-002'") == "111");  // forced in: no price
  CHECK(sqlite_value(file,
                     "select site_key || ' ' || site_name || ' ' || (rank is null) from siting_choices where "
                     "question_number = 2") == "GM9001 Borne 1");
  CHECK(sqlite_value(file, "select count(*) from siting_municipalities where served_after = 2500") == "14");
  CHECK(sqlite_value(file,
                     "select loss_low || ' ' || loss_high || ' ' || sites_in from siting_alternatives where kind "
                     "= 'one_more'") == "-2.75 -2.5 Kerk Sint-Jan & Maria 10 (site-009)");
  CHECK(sqlite_value(file, "select spread_share || ' ' || beacons from siting_front") ==
        "0.72 Warenhuis <V&D> 8 (site-007)");
}

TEST_CASE("write_results: scenarios say who gains and loses, and leave unknown open", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = written(folder);
  CHECK(sqlite_value(file, "select group_concat(change, ' ') from scenario_cells") == "gained lost new_served");
  CHECK(sqlite_value(file, "select inhabitants || ' ' || time_min from scenario_cells where change = 'new_served'") ==
        "100.0 6.7");
  CHECK(sqlite_value(file, "select count(*) from scenario_cells where time_before_min is not null") == "0");
  CHECK(sqlite_value(file, "select count(*) from scenarios") == "15");  // the region and 14 municipalities
  CHECK(sqlite_value(file,
                     "select people_gained || ' ' || future_people from scenarios where municipality_code is null") ==
        "12.5 100.0");
  CHECK(sqlite_value(file, "select group_concat(change, ' ') from scenario_places") == "opened closed planned");
  CHECK(sqlite_value(file,
                     "select rank is null and rank_change is null from scenario_sites where site_key = 'site-000'") ==
        "1");
  CHECK(sqlite_value(file,
                     "select leading_criterion || ' ' || leading_change from scenario_sites where site_key = "
                     "'site-001'") == "floor_area_m2 -0.25");
}

TEST_CASE("write_results: unknown is NULL, contributions add up to the score", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = written(folder);
  CHECK(sqlite_value(file, "select people_target_bicycle_15min is null from sites where key = 'site-004'") == "1");
  CHECK(sqlite_value(file, "select served_share_bicycle is null from municipalities where name = 'Hellendoorn'") ==
        "1");
  CHECK(sqlite_value(file, "select count(*) from demand where target is null") == "55");
  CHECK(sqlite_value(file, "select count(*) from criteria where known and raw is null") == "0");
  CHECK(sqlite_value(file,
                     "select max(abs(s.score - c.total)) < 0.0002 from sites s join (select site_key, "
                     "sum(contribution) total from criteria group by 1) c "
                     "on s.key = c.site_key") == "1");
  CHECK(sqlite_value(file, "select count(*) from sites where veto = 'fail' and rank is not null") == "0");
  CHECK(says(sqlite_value(file, "select veto_reasons from sites where veto = 'fail'"),
             "Hoe groot is het? 120 m2 (opgave in de lijst)"));
  CHECK(sqlite_value(file, "select veto_questions from sites where key = 'site-000'") == "Wil de eigenaar?");
  CHECK(sqlite_value(file, "select best_profile from sites where key = 'site-000'") == "living_room");
  CHECK(sqlite_value(file,
                     "select reuse_potential_low || ' ' || reuse_potential_high from sites where key = 'site-000'") ==
        "0.4 0.9");
  CHECK(sqlite_value(file, "select other_profiles is null from sites where key = 'site-000'") == "1");  // ruled out
  CHECK(sqlite_value(file, "select count(*) from site_profiles") ==
        sqlite_value(file, "select 2 * count(*) from sites"));
  CHECK(sqlite_value(file,
                     "select group_concat(profile_name || ' ' || verdict, ', ') from (select * from site_profiles "
                     "where site_key = 'site-000' order by place_in_order)") == "Huiskamer nog open, Hal valt af");
  CHECK(sqlite_value(file,
                     "select speaks_for || '|' || criterion_questions from site_profiles where site_key = "
                     "'site-000' and place_in_order = 1") == "Maat 0,80 (1200 m2)|Welke bestemming?");
  CHECK(sqlite_value(file,
                     "select speaks_against from site_profiles where ruled_out_by is not null and profile = "
                     "'living_room' limit 1") == "Maat 0,30 (1200 m2)");
  CHECK(sqlite_value(file,
                     "select max(abs(s.score - (2 * s.catchment_score + s.reuse_score) / 3)) < 0.0002 from sites s") ==
        "1");
  CHECK(sqlite_value(file, "select count(accessibility_score) from sites") == "0");  // none of its measures counts
  CHECK(sqlite_value(file, "select group_concat(distinct pillar) from criteria") == "Draagvlak,Geschiktheid");
  CHECK(sqlite_value(file, "select vacancy_evidence from sites where key = 'site-000'") ==
        "1.00 (register leegstand R0, 2026-03-01)");
  CHECK(sqlite_value(file, "select best_site_key from municipalities where name = 'Almelo'") == "site-000");
}

TEST_CASE("write_results: each number stands in the column of its name", "[publish][unit]") {
  const test::TemporaryFolder folder;
  auto sample = test::sample_results();
  auto& score = sample.judgement.scores[1];
  score.low = 0.12346;  // rounded to four decimals, not cut off
  score.score = 0.23456;
  score.high = 0.34567;
  sample.judgement.acceptability.rank_p05[1] = 2;
  sample.judgement.acceptability.rank_p95[1] = 17;
  sample.sites.unit_count[1] = 5;
  sample.sites.vacant_unit_count[1] = 2;
  sample.judgement.criteria.set(1, 0, {50.0, 40.0, 70.0, 0.5});
  sample.sources[0].repaired_count = 3;
  auto& modes = sample.coverage[0].modes;
  modes[0].gap = 100.3;
  modes[0].gap_target = 40.2;
  modes[1].gap = 10.1;
  modes[1].gap_target = 4.4;
  const auto file = folder / "out.gpkg";
  publish::write_results(test::sample_head(), sample, {file}, {});
  const auto of_site = [&](const std::string& columns) {
    return sqlite_value(file, "select " + columns + " from sites where key = 'site-001'");
  };
  CHECK(of_site("score_low || ' ' || score || ' ' || score_high") == "0.1235 0.2346 0.3457");
  CHECK(of_site("rank_p05 || ' ' || rank_p95") == "2 17");
  CHECK(of_site("unit_count || ' ' || vacant_unit_count") == "5 2");
  CHECK(sqlite_value(file,
                     "select raw_low || ' ' || raw || ' ' || raw_high from criteria where site_key = 'site-001' and "
                     "criterion = 'people_target_bicycle_15min'") == "40.0 50.0 70.0");
  // Of 30 sites three are ruled out.
  CHECK(sqlite_value(file, "select known_count from weights where criterion = 'people_target_bicycle_15min'") == "27");
  CHECK(sqlite_value(file,
                     "select read_count || ' ' || used_count || ' ' || rejected_count || ' ' || repaired_count "
                     "from sources") == "10 9 1 3");
  CHECK(sqlite_value(file,
                     "select gap_foot || ' ' || gap_target_foot || ' ' || gap_bicycle || ' ' || "
                     "gap_target_bicycle from municipalities where name = 'Almelo'") == "100.3 40.2 10.1 4.4");
  CHECK(sqlite_value(file, "select feature_count from gpkg_ogr_contents where table_name = 'criteria'") == "60");
  // A circle of 1.5 km, in hectares.
  CHECK(sqlite_value(file, "select count(*) from isochrones where to_min = 5 and abs(area_ha - 706.9) < 2") == "12");
}

TEST_CASE("write_results: who has no place, and the region as a whole", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = written(folder);
  CHECK(sqlite_value(file,
                     "select key || ' ' || norm_min || ' ' || people || ' ' || mean_time_min || ' ' || site_key || ' ' "
                     "|| site_people from coverage_gaps where not scattered") ==
        "bicycle-1 15 345.6 21.0 site-003 300.2");
  CHECK(sqlite_value(
            file, "select key || ' ' || people || ' ' || coalesce(site_key, '-') from coverage_gaps where scattered") ==
        "bicycle-2 12.5 -");
  CHECK(sqlite_value(file,
                     "select time_gini || ' ' || time_palma || ' ' || shortfall || ' ' || shortfall_squared from "
                     "region_coverage where mode = 'bicycle'") == "0.31 4.5 0.02 0.004");
  CHECK(sqlite_value(file,
                     "select group_concat(coalesce(municipality, '-') || ' ' || level || ' ' || norm_min || ' ' || "
                     "served_share, '; ') from "
                     "coverage_norms") == "- any 15 0.75; Almelo beacon 20 0.75");
  CHECK(sqlite_value(file, "select count(*) from coverage_norms where target_served_share is null") == "2");
  CHECK(sqlite_value(file, "select group_concat(key) from existing_places where level = 'beacon'") == "place-4");
  CHECK(sqlite_value(file, "select places_per_10000 from municipalities where name = 'Almelo'") == "4.0");
  CHECK(sqlite_value(file,
                     "select least_served_share || ' ' || most_served_share from region_coverage where mode = "
                     "'bicycle'") ==
        sqlite_value(file, "select min(served_share_bicycle) || ' ' || max(served_share_bicycle) from municipalities"));
  const auto stored = publish::stored_coverage(file);
  REQUIRE(stored.region.rows.size() == 2);
  CHECK(stored.region.value(1, "time_gini") == publish::Value{0.31});
  CHECK(stored.region.value(1, "norm_min") == publish::Value{std::int64_t{15}});
  CHECK(stored.region.value(1, "nothing_of_the_kind") == publish::Value{});
  REQUIRE(stored.gaps.rows.size() == 2);
  CHECK(stored.gaps.value(1, "scattered") == publish::Value{true});
  CHECK(stored.gaps.value(1, "site_key") == publish::Value{});
  CHECK(stored.municipalities.value(0, "name") ==
        publish::Value{sqlite_value(file, "select name from municipalities")});
  const auto column = stored.municipalities.find("served_share_bicycle");
  REQUIRE(column);
  CHECK(stored.municipalities.columns[*column].title.starts_with("Inwoners met een plek binnen 15 min"));
}

TEST_CASE("write_results: a finding that cannot be drawn is listed, not placed", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = written(folder);
  CHECK(sqlite_value(file, "select group_concat(record) from rejected_records") == "42");
  CHECK(sqlite_value(file, "select group_concat(record) from rejected_records_unplaced") == "0153,43");
  CHECK(sqlite_value(file, "select x_m from rejected_records_unplaced where record = '43'") == "475000.0");
}

TEST_CASE("write_results: doubtful links are lines with what to write in the file of decisions", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = written(folder);
  CHECK(sqlite_value(file, "select group_concat(record) from links_to_review") == "501,502");
  CHECK(sqlite_value(file, "select decision_line from links_to_review where record = '501'") ==
        "monuments;501;same;0153100000000001;;;");
  CHECK(sqlite_value(file, "select alternatives from links_to_review limit 1") == "0153100000000002, 0153100000000003");
  CHECK(sqlite_value(file, "select method || ' ' || distance_m || ' ' || confidence from links_to_review limit 1") ==
        "nearest 30.0 0.51");
  CHECK(sqlite_value(file, "select min(maxx - minx) > 0.1 from rtree_links_to_review_geom") == "1");
}

TEST_CASE("write_results: the notice stands in every abstract and in the run", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = written(folder);
  CHECK(sqlite_value(file,
                     "select count(*) from gpkg_contents where table_name <> 'layer_styles' and description not like "
                     "'%Verzonnen gegevens%'") == "0");
  CHECK(sqlite_value(file,
                     "select count(*) from gpkg_metadata where mime_type = 'text/xml' and metadata not like "
                     "'%Verzonnen gegevens%'") == "0");
  CHECK(says(sqlite_value(file, "select value from run where key = 'notice'"), "Verzonnen gegevens"));
  CHECK(sqlite_value(file, "select file from sources") == "bag.gpkg");  // no folder of this machine
  CHECK(sqlite_value(file, "select vintage || ' ' || fetched from sources") == "2026-01 2026-02-03");
}

TEST_CASE("write_results: aliases are Dutch, or English when asked", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto title = [](const std::filesystem::path& file) {
    return sqlite_value(
        file, "select title from gpkg_data_columns where table_name = 'sites' and column_name = 'floor_area_m2'");
  };
  CHECK(title(written(folder)) == "Vloeroppervlak (m2)");
  const auto english = written(folder, "en.gpkg", model::Language::en);
  CHECK(title(english) == "Floor area (m2)");
  CHECK(sqlite_value(english, "select count(*) from layer_styles where styleQML like '%Vloeroppervlak%'") == "0");
  CHECK(sqlite_value(english, "select unit from criteria limit 1") == "people");
}

TEST_CASE("write_results: layers without rows are left out; the same results give the same bytes", "[publish][unit]") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder / "a");
  std::filesystem::create_directories(folder / "b");
  publish::write_results(test::sample_head(), test::sample_results(), {folder / "a/out.gpkg"}, {});
  publish::write_results(test::sample_head(), test::sample_results(), {folder / "b/out.gpkg"}, {});
  CHECK(test::bytes_of(folder / "a/out.gpkg") == test::bytes_of(folder / "b/out.gpkg"));
  auto sample = test::sample_results();
  sample.demand = {};
  sample.demand_measures.clear();
  sample.townscapes = {};
  sample.isochrones.clear();
  sample.not_routable.clear();
  sample.links.clear();
  sample.scenarios.clear();
  publish::write_results(test::sample_head(), sample, {folder / "less.gpkg"}, {});
  for (const char* gone : {"demand", "townscapes", "isochrones", "links_to_review", "not_routable", "scenarios"})
    CHECK(layers_of(folder / "less.gpkg").count(gone) == 0);
}

TEST_CASE("write_results: without results it is a file with the run, and its words in both languages",
          "[publish][unit]") {
  const test::TemporaryFolder folder;
  publish::write_results(test::sample_head(), {}, {folder / "out.gpkg"}, {});
  CHECK(layers_of(folder / "out.gpkg") == std::set<std::string>{"run", "translations"});
}

TEST_CASE("write_results: stopped by the caller it leaves nothing", "[publish][unit]") {
  const test::TemporaryFolder folder;
  std::stop_source source;
  source.request_stop();
  core::Control control;
  control.stop = source.get_token();
  CHECK_THROWS_AS(publish::write_results(test::sample_head(), test::sample_results(), {folder / "out.gpkg"}, control),
                  core::Error);
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("explain: finds a site by key, rank and name, and adds up", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = written(folder);
  const auto best = publish::explain(file, "#1");
  CHECK(best.rank == 1);
  CHECK(best.ranked_count == 27);
  CHECK(publish::explain(file, best.key).name == best.name);
  const auto named = publish::explain(file, "ERVE T LOO 3");  // Erve 't Loo 3
  CHECK(named.key == "site-002");
  double total = 0.0;
  for (const auto& criterion : best.criteria) total += criterion.contribution;
  CHECK(total == Approx(best.score).margin(0.0002));
  CHECK(best.criteria.front().contribution >= best.criteria.back().contribution);
  CHECK(best.low <= best.score);
  CHECK(best.veto_questions == std::vector<std::string>{"Wil de eigenaar?"});
  REQUIRE(best.profiles.size() == 2);
  CHECK((best.profiles[0].id == "living_room" && best.profiles[0].potential_low == 0.4));
  CHECK((best.profiles[1].name == "Hal" && best.profiles[1].verdict == "valt af"));
  REQUIRE(best.pillars.size() == 2);
  CHECK((best.pillars[0].name == "catchment" && best.pillars[1].name == "reuse"));
}

TEST_CASE("explain: tells each fact as it is declared, with its bounds and what it rests on", "[publish][unit]") {
  const test::TemporaryFolder folder;
  auto sample = test::sample_results();
  sample.sites.ranges[1].floor_area_m2 = model::Range{1100.0, std::numeric_limits<double>::infinity()};
  sample.sites.unit_count[1] = 5;
  sample.sites.vacant_unit_count[1] = 2;
  publish::write_results(test::sample_head(model::Language::en), sample, {folder / "out.gpkg"}, {});
  const auto told = [&](const char* key, const std::string& line) {
    const auto facts = publish::explain(folder / "out.gpkg", key).facts;
    CAPTURE(facts);
    return std::find(facts.begin(), facts.end(), line) != facts.end();
  };
  CHECK(told("site-001", "year built: 1881"));
  CHECK(told("site-001", "floor area: 1100 m2, 1100 m2 or more; units (BAG)"));
  CHECK(told("site-001", "storeys (estimate): 2"));
  CHECK(told("site-001", "volume, gross: 12000 m3"));
  CHECK(told("site-001", "monument: not listed, at most municipal monument"));
  CHECK(told("site-001", "probability of vacancy: unknown: no evidence found"));
  CHECK(told("site-001", "units: 5, 2 of them named as vacant"));
  CHECK(told("site-001", "in a protected townscape: yes"));
  CHECK(told("site-002", "energy class: A, C (2019-02-01/2024-02-01)"));
  CHECK(told("site-002", "monument: national monument 500002"));  // at most what it is: not told again
  CHECK(told("site-002",
             "probability of vacancy: 1; 1.00 (register leegstand R2, 2026-03-01); evidence about the whole"));
}

TEST_CASE("find_site_rows: by a part of name or address, by a number as rank; several are all given",
          "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = written(folder);
  CHECK(publish::explain(file, "1").key == publish::explain(file, "#1").key);
  CHECK(found_in(file, "'t loo 3").front().key == "site-002");
  const auto street = found_in(file, "stationsplein");
  CHECK(street.size() > 20);
  CHECK(street.front().rank == 1);
  CHECK(says(street.front().address, "Stationsplein"));
  CHECK(found_in(file, "stationsplein 3").size() >= 1);
  const std::string message = refusal(file, "0", core::ErrorKind::bad_argument);
  CHECK(says(message, "ranks go from 1"));
  CHECK_FALSE(says(message, "''"));
}

TEST_CASE("find_site_rows: a number that is a key and another's rank means both", "[publish][unit]") {
  const test::TemporaryFolder folder;
  auto sample = test::sample_results();
  sample.sites.key[2] = "1";
  sample.sites.name[2] = "Voormalig C&A";
  const auto file = folder / "out.gpkg";
  publish::write_results(test::sample_head(), sample, {file}, {});
  const auto key = publish::explain(file, "key:1");
  CHECK(key.name == "Voormalig C&A");
  CHECK(publish::explain(file, "c&a").key == "1");
  CHECK(found_in(file, "1").size() == (key.rank == 1 ? 1U : 2U));
  CHECK(publish::explain(file, "#1").rank == 1);
}

TEST_CASE("explain: an output of an older trek lacks columns, and is explained without them", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = written(folder);
  const auto now = publish::explain(file, "site-002");
  for (const auto& row : sqlite_rows(file, "SELECT name FROM sqlite_master WHERE type = 'trigger'")) {
    test::sqlite_change(file, "DROP TRIGGER \"" + row.front() + "\"");  // they call functions that GDAL brings
  }
  for (const char* column : {"vacancy_conflict", "unit_count", "vacant_unit_count", "storeys", "energy_class"}) {
    test::sqlite_change(file, std::string{"ALTER TABLE sites DROP COLUMN "} + column);
  }
  const auto old = publish::explain(file, "site-002");
  CHECK(old.name == now.name);
  CHECK(old.score == now.score);
  CHECK(old.criteria.size() == now.criteria.size());
}

TEST_CASE("explain: says what is wrong with the site or the file", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = written(folder);
  CHECK(says(refusal(file, "Textielfabrik 1", core::ErrorKind::bad_argument), "Textielfabriek 1"));
  CHECK(says(refusal(file, "#99", core::ErrorKind::bad_argument), "from 1 to 27"));
  CHECK(says(refusal(folder / "none.gpkg", "#1", core::ErrorKind::data), "no such file"));
  refusal(folder.write("text.gpkg",
                       "this is no database, but long enough to be looked at by SQLite ..........................."),
          "#1", core::ErrorKind::data);
}
