#include <algorithm>
#include <filesystem>
#include <string>

#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"

using trek::test::sqlite_value;
using trek::test::TemporaryFolder;

using trek::test::says;

namespace {

/// Four records: one good, one of the same key, one without a place that has an address, one without either.
constexpr const char* kVacancy =
    "id;datum;adres;x;y\n"
    "v1;2025-03-01;Dorpsstraat 1, 7511AB Enschede;257900;471400\n"
    "v1;2025-03-02;Dorpsstraat 2, 7511AB Enschede;257910;471400\n"
    "v2;2025-03-03;Dorpsstraat 3, 7511AB Enschede;;\n"
    "v3;2025-03-04;;;\n";

}  // namespace

TEST_CASE("trek import: records with a place, records without, and records that are not used: each in its layer",
          "[flow]") {
  const TemporaryFolder folder;
  const auto input = folder.write("leegstand.csv", kVacancy);
  const auto output = folder / "out.gpkg";
  const auto result = trek::test::trek({"import", input, "-o", output, "--as", "vacancy", "--format", "json"});
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  CHECK(says(result.out, "\"features\": 4"));
  CHECK(says(result.out, "\"written\": 2"));
  CHECK(says(result.out, "\"rejected\": 2"));
  CHECK(sqlite_value(output, "SELECT group_concat(record) FROM vacancy") == "v1");
  CHECK(sqlite_value(output, "SELECT group_concat(record) FROM vacancy_unplaced") == "v2");
  CHECK(sqlite_value(output,
                     "SELECT group_concat(rule) FROM (SELECT rule FROM rejected_records WHERE severity = "
                     "'rejected' UNION ALL SELECT rule FROM rejected_records_unplaced WHERE severity = "
                     "'rejected' ORDER BY rule)") == "duplicate_key,nowhere");
  CHECK(sqlite_value(output, "SELECT read_count || '=' || used_count || '+' || rejected_count FROM sources") ==
        "4=2+2");
  CHECK(sqlite_value(output, "SELECT count(*) FROM qgis_projects") == "1");
}

TEST_CASE("trek import: planned dwellings as points, with the area of those that are areas", "[flow]") {
  const TemporaryFolder folder;
  const auto input = folder.write(
      "plannen.geojson",
      R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}},"features":[
      {"type":"Feature","properties":{"id":"p1","naam":"Veld","woningen":120},"geometry":{"type":"Polygon","coordinates":
      [[[250000,475000],[250200,475000],[250200,475100],[250000,475100],[250000,475000]]]}},
      {"type":"Feature","properties":{"id":"p2","naam":"Hoek","woningen":null},"geometry":{"type":"Point","coordinates":
      [251000,475000]}}]})");
  const auto output = folder / "out.gpkg";
  const auto result = trek::test::trek({"import", input, "-o", output, "--as", "planned_dwellings"});
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  CHECK(sqlite_value(output,
                     "SELECT group_concat(key || ' ' || name || ' ' || coalesce(dwellings, '-') || ' ' || "
                     "coalesce(area_m2, '-'), '; ') FROM planned_dwellings") == "p1 Veld 120.0 20000.0; p2 Hoek - -");
}

TEST_CASE("trek import: the same input gives the same bytes, and the input folder stays as it was", "[flow]") {
  const TemporaryFolder folder;
  const TemporaryFolder out;
  const auto input = folder.write("leegstand.csv", kVacancy);
  const trek::test::CommandOptions fixed{{{"SOURCE_DATE_EPOCH", "1767225600"}}, {}, {}, 0};
  std::filesystem::create_directory(out / "a");
  std::filesystem::create_directory(out / "b");
  for (const char* name : {"a", "b"}) {
    const auto result = trek::test::trek({"import", input, "-o", out / name / "out.gpkg", "--as", "vacancy"}, fixed);
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
  }
  CHECK(trek::test::bytes_of(out / "a" / "out.gpkg") == trek::test::bytes_of(out / "b" / "out.gpkg"));
  const auto entries = std::filesystem::directory_iterator{folder.path()};
  CHECK(std::distance(begin(entries), end(entries)) == 1);
}

TEST_CASE("trek import: what cannot be done is said, with its exit code, and leaves the older output", "[flow]") {
  const TemporaryFolder folder;
  const auto input = folder.write("leegstand.csv", kVacancy);
  const auto output = folder.write("out.gpkg", "older");
  struct Case {
    std::vector<std::string> more;
    int exit_code;
    const char* said;
  };
  const Case cases[] = {
      {{"--as", "vacancy"}, 2, "exists already"},
      {{"--as", "vacant", "--overwrite"}, 2, "did you mean 'vacancy'?"},
      {{"--as", "vacancy", "--overwrite", "--field", "date"}, 2, "TREK_FIELD=SOURCE_FIELD"},
      {{"--as", "vacancy", "--overwrite", "--field", "date=dag"}, 3, "field 'dag' (--field date) is not there"},
      {{"--as", "vacancy", "--overwrite", "--source-crs", "EPSG:28992"}, 2, "go together"},
      {{"--as", "municipalities", "--overwrite"}, 3, "no field for 'code'"},
      {{"--as", "vacancy", "--overwrite", "--where", "id = 'none'"}, 3, "there is nothing to write"},
  };
  for (const Case& one : cases) {
    std::vector<std::string> words{"import", input, "-o", output};
    words.insert(words.end(), one.more.begin(), one.more.end());
    const auto result = trek::test::trek(words);
    CAPTURE(one.said, result.err);
    CHECK(result.exit_code == one.exit_code);
    CHECK(says(result.err, one.said));
    CHECK(trek::test::bytes_of(output) == "older");
  }
}
