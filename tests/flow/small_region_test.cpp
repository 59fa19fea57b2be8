#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"

using trek::test::bytes_of;
using trek::test::CommandOptions;
using trek::test::edit;
using trek::test::small_region;
using trek::test::SmallRegionCopy;
using trek::test::TemporaryFolder;

using trek::test::says;

namespace {

std::set<std::string> names_in(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) names.insert(entry.path().filename());
  return names;
}

/// A Dutch locale (decimal comma) for the program to trip over, made where the machine can make one. The C library
/// never frees its copy of LOCPATH, so that leaks are not looked for there.
std::map<std::string, std::string> dutch_locale() {
  static const TemporaryFolder folder;
  static const bool made =
      trek::test::run_command({"localedef", "-i", "nl_NL", "-f", "UTF-8", folder / "nl_NL.UTF-8"}).exit_code == 0;
  if (!made) WARN("no Dutch locale: install Debian's 'locales' to test with a decimal comma");
  return {{"LC_ALL", made ? "nl_NL.UTF-8" : "C"},
          {"LOCPATH", folder.path()},
          {"TZ", "Asia/Tokyo"},
          {"ASAN_OPTIONS", "detect_leaks=0"}};
}

const std::filesystem::path& run_once() {
  static const TemporaryFolder folder;
  static const auto output = folder / "out.gpkg";
  if (!std::filesystem::exists(output)) {
    const auto result = trek::test::trek({"run", small_region() / "trek.toml", "-o", output, "--threads", "1"},
                                         {{{"SOURCE_DATE_EPOCH", "1700000000"}}, {}, {}, 0});
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
  }
  return output;
}

}  // namespace

TEST_CASE("run: people in larger squares, and nothing else is otherwise", "[flow]") {
  const SmallRegionCopy region;
  edit(region / "trek.toml", "[output]\n", "[output]\ncells_m = 500\n");
  const auto output = region / "squares.gpkg";
  const auto ran = trek::test::trek({"run", region / "trek.toml", "-o", output});
  CAPTURE(ran.err);
  REQUIRE(ran.exit_code == 0);
  using trek::test::sqlite_rows;
  using trek::test::sqlite_value;
  const auto& cells = run_once();
  CHECK(sqlite_value(output, "select count(*) from gpkg_contents where table_name = 'demand'") == "0");
  const auto number = [](const std::filesystem::path& file, const std::string& sql) {
    return std::stod(sqlite_value(file, sql));
  };
  CHECK(number(output, "select count(*) from demand_squares") < 0.6 * number(cells, "select count(*) from demand"));
  CHECK(number(output, "select sum(cell_count) from demand_squares") == number(cells, "select count(*) from demand"));
  for (const std::string sum : {"sum(inhabitants)", "sum(target)", "sum(target_low)", "sum(target_high)"}) {
    CAPTURE(sum);
    const std::string by = "select " + sum + " from ";
    CHECK(number(output, by + "demand_squares") == Approx(number(cells, by + "demand")).margin(0.5));
    const std::string of = " where municipality_code = 'GM0164'";
    CHECK(number(output, by + "demand_squares" + of) == Approx(number(cells, by + "demand" + of)).margin(0.5));
  }
  CHECK(number(output,
               "select sum(served_share_bicycle * (inhabitants - unknown_inhabitants_bicycle)) from demand_squares") ==
        Approx(number(cells, "select sum(inhabitants * served_bicycle) from demand")).epsilon(1e-3));
  for (const std::string table :
       {"sites", "municipalities", "districts", "district_norms", "criteria", "coverage_gaps"}) {
    CAPTURE(table);
    const std::string all = "select * from " + table;
    CHECK(sqlite_rows(output, all) == sqlite_rows(cells, all));
  }
  const auto told = trek::test::trek({"diff", cells, output});
  CHECK(told.exit_code == 0);
  CHECK(says(told.out, "larger squares"));
  edit(region / "trek.toml", "cells_m = 500", "cells_m = 250");
  const auto odd = trek::test::trek({"run", region / "trek.toml", "-o", output, "--overwrite"});
  CHECK(odd.exit_code == 2);
  CHECK(says(odd.err, "whole hundreds of metres"));
}

TEST_CASE("run: same inputs, same bytes, on any thread count, locale, time zone and from the cache", "[flow]") {
  const auto variant = GENERATE(0, 1, 2, 3);
  const std::map<std::string, std::string> environments[] = {
      {{"LC_ALL", "C"}, {"TZ", "UTC"}}, dutch_locale(), {{"LC_ALL", "C.UTF-8"}, {"TZ", "America/New_York"}}, {}};
  static const char* const kThreads[] = {"1", "2", "4", "2"};
  const TemporaryFolder folder;
  CommandOptions options;
  options.environment = environments[variant];
  options.environment["SOURCE_DATE_EPOCH"] = "1700000000";
  const auto result = trek::test::trek(
      {"run", small_region() / "trek.toml", "-o", folder / "out.gpkg", "--threads", kThreads[variant]}, options);
  CAPTURE(variant, result.err);
  REQUIRE(result.exit_code == 0);
  CHECK(bytes_of(folder / "out.gpkg") == bytes_of(run_once()));
  CHECK(names_in(folder.path()) == std::set<std::string>{"out.gpkg"});
}

TEST_CASE("run: prints the ten best on stdout and its talk on stderr, without carriage returns in a log", "[flow]") {
  const TemporaryFolder folder;
  const auto result =
      trek::test::trek({"run", small_region() / "trek.toml", "-o", folder / "out.gpkg", "--format", "csv"});
  REQUIRE(result.exit_code == 0);
  CHECK(std::count(result.out.begin(), result.out.end(), '\n') == 11);
  CHECK(result.out.rfind("rank,site,name", 0) == 0);
  CHECK(says(result.err, "People: "));
  CHECK(says(result.err, "Note: MADE-UP DATA"));
  CHECK(result.err.find('\r') == std::string::npos);
}

TEST_CASE("run: English labels on request, the same numbers", "[flow]") {
  const TemporaryFolder folder;
  const auto result = trek::test::trek(
      {"run", small_region() / "trek.toml", "-o", folder / "out.gpkg", "--lang", "en", "--format", "csv"});
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  CHECK(result.out == trek::test::trek({"explain", run_once(), "--format", "csv"}).out);
  const auto titles = [&](const std::string& like) {
    return trek::test::sqlite_value(folder / "out.gpkg",
                                    "SELECT count(*) FROM gpkg_data_columns WHERE name LIKE '" + like + "%'");
  };
  CHECK(titles("People of 20-40 within 15 min by bicycle") != "0");
  CHECK(titles("20-40-jarigen binnen 15 min per fiets") == "0");  // it stands among the translations alone
}

TEST_CASE("run: reasons, uses and conflicts in the language of the output, and of no other", "[flow]") {
  const TemporaryFolder folder;
  const auto output = folder / "out.gpkg";
  REQUIRE(trek::test::trek({"run", small_region() / "trek.toml", "-o", output, "--lang", "en"}).exit_code == 0);
  const std::string query =
      "SELECT ' ' || coalesce(type_reason, '') || '; ' || coalesce(present_use, '') || '; ' || "
      "coalesce(vacancy_conflict, '') || ' ' FROM sites";
  const std::vector<std::string> dutch_words{"volgens ",        " gebruik ", "grondvlak",  "oorspronkelijke functie ",
                                             "hoofdcategorie ", " wonen",    "in gebruik", "datum onbekend",
                                             "kantoor;"};
  const std::vector<std::string> english_words{
      "as the ",        "use:",     "industrial use", "footprint",   "original function ",
      "main category ", "dwelling", "in use",         "date unknown"};
  const auto check_without = [&](const std::filesystem::path& file, const std::vector<std::string>& words) {
    const auto rows = trek::test::sqlite_rows(file, query);
    REQUIRE_FALSE(rows.empty());
    for (const auto& row : rows) {
      for (const std::string& word : words) {
        CAPTURE(row[0], word);
        CHECK_FALSE(says(row[0], word));
      }
    }
  };
  check_without(output, dutch_words);
  check_without(run_once(), english_words);
}

TEST_CASE("highlight: a name of no site, or of several, ends the run and is told by the check", "[flow]") {
  const TemporaryFolder folder;
  for (const auto& [name, words] : std::vector<std::pair<std::string, std::string>>{
           {"no such place", "no site has this"}, {"verzonnen", "give one of these keys"}}) {
    CAPTURE(name);
    const SmallRegionCopy copy;
    edit(copy / "trek.toml", "highlight = [\"Stork\"", "highlight = [\"" + name + "\"");
    const auto run = trek::test::trek({"run", copy / "trek.toml", "-o", folder / "out.gpkg"});
    CHECK(run.exit_code == 2);
    CHECK(says(run.err, "highlight '" + name + "'"));
    CHECK(says(run.err, words));
    const auto check = trek::test::trek({"check", copy / "trek.toml"});
    CHECK(says(check.out + check.err, "highlight_not_one_site"));
  }
  CHECK_FALSE(std::filesystem::exists(folder / "out.gpkg"));
}

TEST_CASE("run says what was left out and what to change; explain finds by a part of a name", "[flow]") {
  const TemporaryFolder folder;
  const SmallRegionCopy copy;
  const auto output = folder / "out.gpkg";
  const auto name = trek::test::sqlite_rows(run_once(), "SELECT name FROM sites WHERE rank = 3").front().front();
  edit(copy / "trek.toml", "isochrone_sites = 10", "isochrone_sites = [\"" + name + "\", \"no such place\"]");
  const auto result = trek::test::trek({"run", copy / "trek.toml", "-o", output});
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  CHECK(says(result.err, "left out"));
  CHECK(says(result.err, "type_not_wanted"));
  CHECK(says(result.err, "'types' in [candidates]"));
  CHECK(says(result.err, "isochrone_site_not_found"));
  CHECK(trek::test::sqlite_rows(output, "SELECT DISTINCT site_key FROM isochrones").size() == 1);
  const auto first = trek::test::trek({"explain", output, "1"});
  CHECK(first.exit_code == 0);
  CHECK(says(first.out, "rank 1 of "));
  const auto none = trek::test::trek({"explain", output, "qqqq"});
  CHECK(none.exit_code == 2);
  CHECK_FALSE(says(none.err, "''"));
}

TEST_CASE("run: refuses to overwrite, and says how", "[flow]") {
  const TemporaryFolder folder;
  folder.write("out.gpkg", "precious");
  const auto result = trek::test::trek({"run", small_region() / "trek.toml", "-o", folder / "out.gpkg"});
  CHECK(result.exit_code == 2);
  CHECK(says(result.err, "--overwrite"));
  CHECK(bytes_of(folder / "out.gpkg") == "precious");
}

TEST_CASE("run: Ctrl-C leaves no partial file and the old output", "[flow]") {
  const TemporaryFolder folder;
  folder.write("out.gpkg", "precious");
  for (const int after_ms : {50, 300, 800}) {
    CommandOptions options;
    options.interrupt_after = std::chrono::milliseconds{after_ms};
    const auto result =
        trek::test::trek({"run", small_region() / "trek.toml", "-o", folder / "out.gpkg", "--overwrite"}, options);
    CAPTURE(after_ms, result.err);
    CHECK((result.exit_code == 130 || result.exit_code == 0));
    CHECK(names_in(folder.path()) == std::set<std::string>{"out.gpkg"});
    if (result.exit_code == 130) CHECK(bytes_of(folder / "out.gpkg") == "precious");
  }
  CommandOptions at_once;
  at_once.interrupt_after = std::chrono::milliseconds{50};
  CHECK(trek::test::trek({"run", small_region() / "trek.toml", "-o", folder / "out.gpkg", "--overwrite"}, at_once)
            .exit_code == 130);
}

TEST_CASE("run: a full disk is one clear line, and the old output stays", "[flow]") {
  const TemporaryFolder folder;
  folder.write("out.gpkg", "precious");
  const SmallRegionCopy region;  // its own cache: the street graphs may not be written either
  CommandOptions options;
  options.largest_file_bytes = 200'000;
  const auto result = trek::test::trek(
      {"run", region / "trek.toml", "-o", folder / "out.gpkg", "--overwrite", "--progress", "none"}, options);
  CAPTURE(result.err);
  CHECK(result.exit_code == 3);
  CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
  CHECK(says(result.err, "out.gpkg"));
  CHECK(bytes_of(folder / "out.gpkg") == "precious");
  CHECK(names_in(folder.path()) == std::set<std::string>{"out.gpkg"});
}

TEST_CASE("run: an output that cannot be is refused before anything long runs", "[flow]") {
  for (const std::string output : {"/no/such/folder/out.gpkg", "/proc/out.gpkg", "/tmp", "out.txt"}) {
    const auto result = trek::test::trek({"run", small_region() / "trek.toml", "-o", output, "--progress", "none"});
    CAPTURE(output, result.err);
    CHECK(result.exit_code == 2);
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
  }
}

TEST_CASE("run: no input folder is changed by reading", "[flow]") {
  const SmallRegionCopy region;
  const auto before = names_in(region / "data");
  std::map<std::string, std::string> bytes;
  for (const std::string& name : before) bytes[name] = bytes_of(region.path() / "data" / name);
  const TemporaryFolder folder;
  REQUIRE(trek::test::trek({"run", region / "trek.toml", "-o", folder / "out.gpkg"}).exit_code == 0);
  CHECK(names_in(region / "data") == before);
  for (const std::string& name : before) CHECK(bytes_of(region.path() / "data" / name) == bytes[name]);
}

TEST_CASE("explain: by rank, key and name; suggests the nearest", "[flow]") {
  const auto by_rank = trek::test::trek({"explain", run_once(), "#1"});
  CHECK(by_rank.exit_code == 0);
  CHECK(says(by_rank.out, "rank 1 of"));
  CHECK(says(by_rank.out, "people_target_bicycle_15min"));
  CHECK(trek::test::trek({"explain", run_once(), "no such site at all"}).exit_code == 2);
  const auto json = trek::test::trek({"explain", run_once(), "#1", "--format", "json"});
  CHECK(says(json.out, "\"contribution\""));
}

TEST_CASE("check: tells findings before a long run", "[flow]") {
  const auto result = trek::test::trek({"check", small_region() / "trek.toml"});
  CAPTURE(result.out, result.err);
  CHECK((result.exit_code == 0 || result.exit_code == 1));
  CHECK(says(result.err, "Estimated memory"));
}

TEST_CASE("inspect: says what a file holds and which mapping fits", "[flow]") {
  const auto result = trek::test::trek({"inspect", small_region() / "data" / "bag-light.gpkg"});
  CAPTURE(result.out, result.err);
  CHECK(result.exit_code == 0);
  CHECK(says(result.out, "layer 'pand'"));
  CHECK(says(result.out, "RECOGNISED bag_buildings: BAG: panden (table buildings)"));
  CHECK(says(result.out, "beware: "));
  CHECK(says(result.out,
             "in trek.toml:\n    [[source]]\n    table = \"buildings\"\n    name = \"pand\"\n    path = "
             "\"bag-light.gpkg\"\n    layer = \"pand\"\n    licence = \"CC0 1.0\"\n"));
  CHECK(says(trek::test::trek({"inspect", small_region() / "data" / "twente.osm.pbf", "--format", "json"}).out,
             "\"driver\""));
}

TEST_CASE("inspect: a list with lines before its header is called by its name, and asks for no CRS", "[flow]") {
  const TemporaryFolder folder;
  folder.write("labels.csv",
               "PublicatieDatum;20261101\nLaatstVerwerkteMutatievolgnummer;1\n"
               "Pand_status;Pand_energieklasse;Pand_bagverblijfsobjectid;Pand_registratiedatum\n"
               "Bestaand;A;0153010000211111;20240201\n");
  const auto result = trek::test::trek({"inspect", "labels.csv"}, {{}, folder.path(), {}, 0});
  CAPTURE(result.out, result.err);
  CHECK(result.exit_code == 0);
  CHECK(says(result.out, "layer 'labels': 1 features, no geometry"));
  CHECK(says(result.out, "layer = \"labels\""));
  CHECK_FALSE(says(result.out, "EPSG"));
}

TEST_CASE("check --map: every finding that the table counts is in the map, and municipalities to see where", "[flow]") {
  const trek::test::TemporaryFolder folder;
  const auto map = folder / "findings.gpkg";
  const auto result =
      trek::test::trek({"check", small_region() / "trek.toml", "--map", map, "--format", "csv", "--progress", "none"});
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 1);
  std::istringstream lines{result.out};
  std::string line;
  std::getline(lines, line);
  REQUIRE(line.starts_with("severity,source,rule,count"));
  long counted = 0;
  while (std::getline(lines, line)) {
    std::istringstream cells{line};
    std::string cell;
    for (int i = 0; i < 4; ++i) std::getline(cells, cell, ',');
    counted += std::stol(cell);
  }
  REQUIRE(counted > 0);
  long drawn = 0;
  for (const auto& row :
       trek::test::sqlite_rows(map, "SELECT table_name FROM gpkg_contents WHERE table_name LIKE 'rejected_records%'")) {
    drawn += std::stol(trek::test::sqlite_value(map, "SELECT count(*) FROM " + row.front()));
  }
  CHECK(drawn == counted);
  CHECK(trek::test::sqlite_value(map, "SELECT count(*) FROM municipalities") == "14");
  const auto again = trek::test::trek({"check", small_region() / "trek.toml", "--map", map});
  CHECK(again.exit_code == 2);
  CHECK(says(again.err, "exists already"));
}

TEST_CASE("init: writes a project that check reads, and never over an existing one", "[flow]") {
  const TemporaryFolder folder;
  CHECK(trek::test::trek({"init", folder / "mine"}).exit_code == 0);
  const auto check = trek::test::trek({"check", folder / "mine" / "trek.toml"});
  CAPTURE(check.err, check.out);
  CHECK(check.exit_code == 3);  // the files are not there yet, and each is named with where to get it
  CHECK(says(check.out, "BestuurlijkeGebieden_2026.gpkg"));
  CHECK(says(check.out, "https://"));
  CHECK(trek::test::trek({"init", folder / "mine"}).exit_code == 2);
}

TEST_CASE("a mistyped verb or option is named, with the nearest", "[flow]") {
  const auto verb = trek::test::trek({"rum"});
  CHECK(verb.exit_code == 2);
  CHECK(says(verb.err, "did you mean 'run'"));
  CHECK(trek::test::trek({"run"}).exit_code == 2);
  CHECK(trek::test::trek({"run", "x.toml", "--thread", "2"}).exit_code == 2);
  CHECK(trek::test::trek({"--version"}).exit_code == 0);
  CHECK(trek::test::trek({"--help"}).exit_code == 0);
}

TEST_CASE("run: decisions of a file are followed, and one about nothing is listed", "[flow]") {
  // Two sites of one monument in one building each.
  const auto sites = trek::test::sqlite_rows(
      run_once(),
      "SELECT monument_number, substr(records, instr(records, 'pand ') + 5, 16) FROM sites WHERE "
      "monument_number NOT LIKE '%,%' AND records LIKE '%pand %' AND records LIKE '%monument %' "
      "ORDER BY key LIMIT 2");
  REQUIRE(sites.size() == 2);
  const std::string monument = sites[0][0];
  const std::string own = sites[0][1];
  const std::string other = sites[1][1];
  REQUIRE(own != other);
  SmallRegionCopy copy;
  trek::test::edit(copy / "trek.toml", "[candidates]\n", "[candidates]\ndecisions = \"beslissingen.csv\"\n");
  std::ofstream{copy / "beslissingen.csv"} << "source;record;decision;to;by;date;note\nmonuments;" << monument
                                           << ";same;" << other << ";AB;2026-01-01;seen\nmonuments;999999999;same;"
                                           << other << ";AB;2026-01-01;\n";
  const auto output = copy / "out.gpkg";
  const auto result = trek::test::trek({"run", copy / "trek.toml", "-o", output, "--progress", "none"});
  CAPTURE(result.err, monument, own, other);
  REQUIRE(result.exit_code == 0);
  const auto records_of = [&](const std::string& building) {
    return trek::test::sqlite_value(
        output, "SELECT coalesce(group_concat(records), '') FROM sites WHERE records LIKE '%pand " + building + "%'");
  };
  CHECK(says(records_of(other), "monument " + monument + " (besluit, "));
  CHECK_FALSE(says(records_of(own), "monument " + monument));
  CHECK(trek::test::sqlite_value(output,
                                 "SELECT count(*) FROM rejected_records_unplaced WHERE rule = "
                                 "'decision_about_nothing'") == "1");
}
