#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "flow/output_language.hpp"
#include "flow/report_language.hpp"
#include "people_sums.hpp"
#include "support/catch.hpp"
#include "support/command.hpp"
#include "support/temporary_folder.hpp"

namespace {

/// Rows of text from the output of the embedded project.
class Output {
 public:
  Output() {
    sqlite3* handle = nullptr;
    const int result = sqlite3_open_v2(TREK_DEMO_OUTPUT, &handle, SQLITE_OPEN_READONLY, nullptr);
    database_.reset(handle);
    REQUIRE(result == SQLITE_OK);
  }
  [[nodiscard]] std::vector<std::vector<std::string>> rows(const std::string& sql) const {
    sqlite3_stmt* handle = nullptr;
    CAPTURE(sql);
    REQUIRE(sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &handle, nullptr) == SQLITE_OK);
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement{handle, &sqlite3_finalize};
    std::vector<std::vector<std::string>> result;
    while (sqlite3_step(handle) == SQLITE_ROW) {
      auto& row = result.emplace_back();
      for (int c = 0; c < sqlite3_column_count(handle); ++c) {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(handle, c));
        row.emplace_back(text == nullptr ? "" : text);
      }
    }
    return result;
  }
  [[nodiscard]] double number(const std::string& sql) const { return std::stod(rows(sql).at(0).at(0)); }
  [[nodiscard]] std::string fact(const std::string& key) const {
    return rows("select value from run where key = '" + key + "'").at(0).at(0);
  }

 private:
  std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database_{nullptr, &sqlite3_close};
};

}  // namespace

TEST_CASE("embedded project: every layer and table of the delivery", "[flow]") {
  const Output output;
  for (const std::string table : {"sites", "site_footprints", "isochrones", "demand", "municipalities",
                                  "existing_places", "criteria", "sources", "run"}) {
    CAPTURE(table);
    CHECK(output.number("select count(*) from gpkg_contents where table_name = '" + table + "'") == 1);
    CHECK(output.number("select count(*) from " + table) > 0);
  }
}

TEST_CASE("embedded project: classes are those of the values, and no map of areas is of one colour", "[flow]") {
  const Output output;
  for (const std::string mode : {"foot", "bicycle", "car"}) {
    const std::string column = "served_share_" + mode;
    CAPTURE(column);
    const auto classes = output.rows(
        "select coalesce(from_value, -1), coalesce(to_value, 2), row_count from class_breaks where layer = "
        "'municipalities' and column_name = '" +
        column + "' and class is not null order by class");
    REQUIRE(!classes.empty());
    double all = 0.0;
    for (const auto& row : classes) {
      const std::string inside =
          " from municipalities where " + column + " >= " + row[0] + " and " + column + " < " + row[1];
      const double count = output.number("select count(*)" + inside);
      CHECK(count == std::stod(row[2]));
      CHECK(count > 0);
      CHECK((count <= 7 || output.number("select count(distinct " + column + ")" + inside) == 1));
      all += count;
    }
    CHECK(all == 14);
  }
  CHECK(output.number("select count(*) from class_breaks where layer = 'demand' and from_value = 15") > 0);  // the norm
  CHECK(output.number("select count(distinct layer) from class_breaks where method = 'natural'") >= 5);
}

TEST_CASE("embedded project: circles hold the people of municipalities and gaps, and the towns have names", "[flow]") {
  const Output output;
  for (const std::string mode : {"foot", "bicycle", "car"}) {
    CAPTURE(mode);
    const auto of_kind = [&](const std::string& kind) {
      return output.number("select coalesce(sum(people), 0) from people_without_place where kind = '" + kind +
                           "' and mode = '" + mode + "'");
    };
    CHECK(of_kind("municipality") ==
          Catch::Detail::Approx(output.number("select sum(gap_" + mode + ") from municipalities")).margin(1.0));
    CHECK(of_kind("gap") ==
          Catch::Detail::Approx(
              output.number("select coalesce(sum(people), 0) from coverage_gaps where not scattered and mode = '" +
                            mode + "'"))
              .margin(1.0));
  }
  CHECK(output.number("select count(*) from background_towns where name = 'Enschede' and kind = 'city'") == 1);
  CHECK(output.number("select count(*) from background_lines where kind = 'motorway'") > 0);
  CHECK(output.number("select count(*) from background_streets where kind = 'street'") > 10);
  CHECK(output.number("select count(*) from class_breaks where length(color) <> 7") == 0);
}

TEST_CASE("embedded project: several hundred sites of every kind, ranked and explained", "[flow]") {
  const Output output;
  CHECK(output.number("select count(*) from sites") >= 300);
  CHECK(output.number("select count(*) from sites where rank = 1") >= 1);
  for (const std::string type : {"factory", "department_store", "farm", "church", "shop", "country_house"}) {
    CAPTURE(type);
    CHECK(output.number("select count(*) from sites where type = '" + type + "'") > 0);
  }
  CHECK(output.number("select abs(sum(first_share) - 1.0) from sites") < 1e-6);
  CHECK(output.number("select abs(sum(top_ten_share) - 10.0) from sites") < 1e-5);
  // the score is the sum of its contributions
  CHECK(
      output.number("select max(abs(s.score - c.total)) from sites s join (select site_key, sum(contribution) as total "
                    "from criteria group by site_key) c "
                    "on c.site_key = s.key") < 6e-5);  // scores have 4 decimals
}

TEST_CASE("embedded project: gaps hold everybody without a place, and the region what its municipalities do",
          "[flow]") {
  const Output output;
  for (const std::string mode : {"foot", "bicycle", "car"}) {
    CAPTURE(mode);
    const auto gaps = output.rows(
        "select coalesce(sum(people), 0), coalesce(sum(target), 0) from coverage_gaps where mode = '" + mode + "'");
    const auto all = output.rows("select sum(gap_" + mode + "), sum(gap_target_" + mode + ") from municipalities");
    CHECK(std::stod(gaps[0][0]) == Approx(std::stod(all[0][0])).margin(3.0));  // gaps have one decimal each
    CHECK(std::stod(gaps[0][1]) == Approx(std::stod(all[0][1])).margin(3.0));
    CHECK(output.number("select gap from region_coverage where mode = '" + mode + "'") ==
          Approx(std::stod(all[0][0])).margin(1.0));
    CHECK(output.number("select sum(inhabitants * served_share_" + mode + ") / sum(inhabitants) from municipalities") ==
          Approx(output.number("select served_share from region_coverage where mode = '" + mode + "'")).margin(2e-4));
  }
  CHECK(output.number("select count(*) from coverage_gaps where site_people > people + 0.1") == 0);
  CHECK(output.number("select count(*) from coverage_gaps where mode = 'bicycle' and not scattered") >= 5);
}

TEST_CASE("embedded project: the next places are answered with proof, and their sums agree", "[flow]") {
  const Output output;
  CHECK(output.number("select count(*) from siting_answers where state = 'answered'") == 6);
  CHECK(output.number("select max(gap_share) from siting_answers") <= 0.005);
  CHECK(output.number(
            "select count(*) from siting_answers where problem <> 'mclp' and problem <> 'spread_peaks' and state = "
            "'answered' and bound > objective + 1e-4") == 0);  // a bound from below
  // Whom the chosen serve: by municipality, by site, and as the outcome.
  const auto covering = output.rows(
      "select question_number, objective, served_after - served_before from siting_answers where "
      "problem = 'mclp'");
  REQUIRE(covering.size() == 2);
  for (const auto& row : covering) {
    CAPTURE(row[0]);
    const double objective = std::stod(row[1]);
    CHECK(std::stod(row[2]) == Approx(objective).margin(0.2));
    const std::string of = " where question_number = " + row[0];
    CHECK(output.number("select sum(served_after - served_before) from siting_municipalities" + of) ==
          Approx(objective).margin(3.0));  // one decimal each
    CHECK(output.number("select sum(gain) from siting_choices" + of) == Approx(objective).margin(0.01));
    CHECK(output.number("select count(*) from siting_choices" + of + " and without_high < without_low") == 0);
    // One place fewer loses what the last one gains, at most; there is no answer with 13 in 14 municipalities.
    CHECK(output.number("select coalesce(loss_low, 0) from siting_alternatives" + of + " and kind = 'one_fewer'") <=
          output.number("select min(gain) from siting_choices" + of) + 0.001);
  }
  CHECK(
      output.number("select count(*) from siting_municipalities m join siting_answers s using (question_number) where "
                    "s.problem = 'mclp' and s.chosen_count = 14 and m.chosen_count <> 1") == 0);
  CHECK(output.number("select count(*) from siting_choices where level = 'beacon'") == 3);
  CHECK(output.number("select count(distinct municipality) from siting_municipalities where time_min is not null") ==
        14);
  CHECK(output.number(
            "select max(time_min) from siting_municipalities m join siting_answers s using (question_number) where "
            "s.problem = 'p_center'") ==
        Approx(output.number("select objective from siting_answers where problem = 'p_center'")).margin(0.051));
  CHECK(output.number("select count(*) from siting_answers where state = 'impossible' and conflict is not null") == 1);
  CHECK(output.number("select count(*) from rejected_records_unplaced where rule = 'siting_impossible'") == 1);
}

TEST_CASE("embedded project: coverage is told from the output", "[flow]") {
  const auto told = trek::test::run_command({TREK_PROGRAM, "coverage", TREK_DEMO_OUTPUT});
  CHECK(told.exit_code == 0);
  CHECK(told.out.find("bicycle-1") != std::string::npos);
  CHECK(told.out.find("People without a place within the norm") != std::string::npos);
  const auto dutch = trek::test::run_command({TREK_PROGRAM, "coverage", TREK_DEMO_OUTPUT, "--lang", "nl"});
  CHECK(dutch.out.find("Mensen dicht bijeen zonder plek binnen de norm") != std::string::npos);
  for (const char* const english : {"served", "without", "people", "nearest", "scattered", " yes", " no "}) {
    CAPTURE(english);
    CHECK(dutch.out.find(english) == std::string::npos);
  }
  const auto gaps = trek::test::run_command(
      {TREK_PROGRAM, "coverage", TREK_DEMO_OUTPUT, "--of", "gaps", "--gaps", "3", "--format", "csv"});
  CHECK(std::ranges::count(gaps.out, '\n') == 4);
  const auto wrong = trek::test::run_command({TREK_PROGRAM, "coverage", TREK_DEMO_OUTPUT, "--mode", "e_bike"});
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.err.find("foot, bicycle, car") != std::string::npos);
}

TEST_CASE("embedded project: no record is at fault, and the named sites are among the candidates", "[flow]") {
  const Output output;
  for (const auto& source : output.rows("select name, rejected_count from sources")) {
    CAPTURE(source.at(0));
    CHECK(source.at(1) == "0");
  }
  CHECK(output.number("select used_count from sources where table_name = 'candidates'") == 5);
  CHECK(output.number("select count(*) from sites where name like '%Stork-complex%' or name like '%Het Warenhuis%' or "
                      "name like 'Erve %'") == 5);
}

TEST_CASE("embedded project: no inhabitant is lost", "[flow]") {
  const Output output;
  const double source = std::stod(output.fact("population.source_inhabitants"));
  const double demand = std::stod(output.fact("population.demand_inhabitants"));
  const double remainder = std::stod(output.fact("population.remainder_inhabitants"));
  CHECK(source > 600'000);
  CHECK(source == Approx(demand + remainder).epsilon(1e-9));
  CHECK(output.number("select sum(inhabitants) from demand") == Approx(demand).epsilon(1e-6));
  CHECK(output.number("select min(inhabitants) from demand") >= 0);
  CHECK(output.number(
            "select count(*) from sources where read_count is null or read_count <> used_count + joined_count + "
            "rejected_count + left_out_count") == 0);
}

TEST_CASE("embedded project: what is said of people adds up over all layers", "[flow]") {
  const Output output;
  trek::test::check_people_add_up({[&](const std::string& sql) { return output.number(sql); },
                                   [&](const std::string& key) { return output.fact(key); }});
}

TEST_CASE("embedded project: every estimate of the target group is possible", "[flow]") {
  // A secret band (-99997) holds 0 to 4 people, and no more than the inhabitants less the published bands.
  const Output output;
  (void)output.rows("attach '" TREK_DEMO_CELLS "' as cells");
  const std::string bands[] = {"0_tot_15_jaar", "15_tot_25_jaar", "25_tot_45_jaar", "45_tot_65_jaar",
                               "65_jaar_en_ouder"};
  std::string published = "0";
  for (const std::string& band : bands) published += " + max(0, aantal_inwoners_" + band + ")";
  const auto range = [&](const std::string& secret) {
    return "0.5 * iif(young < 0, " + secret + ", young) + 0.75 * iif(adult < 0, " + secret + ", adult)";
  };
  const std::string cells =
      "select d.key, d.target, d.target_estimated as estimated, young, adult, people, "
      "min(4, max(0, people - published)) as room from demand d join (select crs28992res100m as key, aantal_inwoners "
      "as "
      "people, aantal_inwoners_15_tot_25_jaar as young, aantal_inwoners_25_tot_45_jaar as adult, " +
      published + " as published from cells.vierkant_100m) c on c.key = d.key";
  CHECK(output.number("select count(*) from (" + cells + ") where young < 0 or adult < 0") > 10'000);
  CHECK(output.number("select count(*) from (" + cells + ") where estimated != (young < 0 or adult < 0)") == 0);
  CHECK(output.number("select count(*) from (" + cells + ") where target < min(people, " + range("0") +
                      ") - 0.006 or target > min(people, " + range("room") + ") + 0.006") == 0);
}

TEST_CASE("embedded project: fourteen municipalities with codes, and Hengelo is one of them", "[flow]") {
  const Output output;
  CHECK(output.number("select count(*) from municipalities") == 14);
  CHECK(output.number("select count(*) from municipalities where code glob 'GM[0-9][0-9][0-9][0-9]'") == 14);
  CHECK(output.number("select count(*) from municipalities where code = 'GM0164'") == 1);
}

TEST_CASE("embedded project: the file says that it is made up", "[flow]") {
  const Output output;
  CHECK(output.number(
            "select count(*) from gpkg_contents where data_type = 'features' and description not like '%VERZONNEN%'") ==
        0);
  CHECK(output.number("select count(*) from sources where made_up = 1") >= 10);
}

TEST_CASE("embedded project: what stands in one layer can be added up from another", "[flow]") {
  const Output output;
  const double target = std::stod(output.fact("population.target"));
  CHECK(output.number("select sum(target) from demand") == Approx(target).margin(0.02));
  const double region = std::stod(output.fact("population.region_target"));
  CHECK(output.number("select sum(target) from municipalities") == Approx(region).margin(14 * 0.05));
  CHECK(region < target);
  for (const std::string mode : {"foot", "bicycle", "car"}) {
    CAPTURE(mode);
    const auto differences = output.rows(
        "select max(abs(m.served_share_" + mode + " - d.served)), max(abs(m.served_by_own_share_" + mode +
        " - d.own)), max(abs(m.gap_target_" + mode +
        " - d.gap)) from municipalities m join (select municipality_code as code, sum(inhabitants * served_" + mode +
        ") / sum(case when served_" + mode +
        " is not null then inhabitants end) as served, sum(inhabitants * (served_" + mode + " and nearest_place_" +
        mode + "_municipality_code = municipality_code)) / sum(case when served_" + mode +
        " is not null then inhabitants end) as own, sum(case when not served_" + mode +
        " then target else 0 end) as gap from demand group by 1) d on d.code = m.code");
    CHECK(std::stod(differences[0][0]) < 5.1e-5);
    CHECK(std::stod(differences[0][1]) < 5.1e-5);
    CHECK(std::stod(differences[0][2]) < 0.051);
  }
  CHECK(output.number("select count(*) from existing_places where counts_for_norm and municipality_code is not null") ==
        output.number("select sum(existing_place_count) from municipalities"));
}

TEST_CASE("embedded project: far is known to be far, and ranks that are not firm say so", "[flow]") {
  const Output output;
  CHECK(output.number("select count(*) from sites where station_foot_min_beyond") > 0);
  CHECK(output.number(
            "select count(*) from sites where station_foot_min is null and station_foot_min_beyond is null") == 0);
  CHECK(output.number("select count(*) from criteria where criterion = 'station_foot_min' and raw_high is null and "
                      "value <> 0") == 0);
  // Known for sure, unless a station beyond the data might be nearer.
  CHECK(output.number("select count(*) from criteria where criterion = 'station_foot_min' and raw_high is null and "
                      "known_share <> 1 and not raw_low < raw") == 0);
  CHECK(output.number("select count(*) from sites where rank is not null and rank_group is null") == 0);
  CHECK(output.number("select count(*) from sites where rank_group like '%-%'") > 0);
  CHECK(output.number("select max(huff_share_bicycle) from sites") < 0.5);
  CHECK(output.number("select count(*) from answers where rule = 'floor_area' and decides") > 0);
}

TEST_CASE("embedded project: whom the best sites draw comes from somewhere, and supply is shared out", "[flow]") {
  const Output output;
  for (const char* mode : {"foot", "bicycle", "car"}) {
    CAPTURE(mode);
    const std::string of_mode = std::string{"mode = '"} + mode + "'";
    CHECK(output.number("select count(distinct site_key) from site_draws where " + of_mode) == 10);
    CHECK(output.number(std::string{"select max(abs(d.people - s.huff_visitors_"} + mode +
                        ")) from sites s join (select site_key, sum(people) as people from site_draws where " +
                        of_mode + " group by 1) d on d.site_key = s.key") < 0.6);  // visitors are whole people
  }
  CHECK(output.number("select count(*) from site_draws where taken_from = 'place' and "
                      "not (share_of_place > 0 and share_of_place <= 1)") == 0);
  // Each place that anybody reaches is shared out whole, in region and surroundings.
  CHECK(output.number("select sum(target * supply_bicycle) / 1000 from demand") ==
        Approx(output.number("select sum(strength) from existing_places where kind = 'third_place'")).epsilon(0.001));
  CHECK(output.number("select count(*) from municipalities where target_supply_bicycle is null") == 0);
  CHECK(output.number("select count(*) from sites where chain_missing_foot > 0") > 0);
  CHECK(output.number("select count(*) from sites where mix_entropy > 1 or mix_entropy < 0") == 0);
}

// Not with sanitizers, which look at memory and not at words: the run above took them over the same code, for minutes.
#ifndef TREK_SANITIZED
TEST_CASE("embedded project: all that trek says is in the language of the map, and a report in either", "[flow]") {
  const trek::test::TemporaryFolder folder;
  const std::filesystem::path dutch{TREK_DEMO_OUTPUT};
  const auto english = folder / dutch.filename().string();
  const std::string when = Output{}.rows("select strftime('%s', value) from run where key = 'timestamp'").at(0).at(0);
  const auto result = trek::test::run_command(
      {TREK_PROGRAM, "run", TREK_DEMO_PROJECT, "-o", english.string(), "--lang", "en", "--progress", "none"},
      {{{"TREK_DATA", ""}, {"SOURCE_DATE_EPOCH", when}}, {}, {}, 0});
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  trek::test::check_languages(dutch, english);
  trek::test::check_reports(dutch, english, folder.path());
}
#endif
