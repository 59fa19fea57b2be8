#include <string>

#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using trek::test::bytes_of;
using trek::test::edit;
using trek::test::SmallRegionCopy;

namespace {

/// Runs a spoiled project: one line of error that holds `part`, the exit code, no output.
void check_refused(const SmallRegionCopy& region, int exit_code, const std::string& part) {
  const auto result = trek::test::trek({"run", region / "trek.toml", "-o", region / "out.gpkg", "--progress", "none"});
  CAPTURE(result.err, part);
  CHECK(result.exit_code == exit_code);
  CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
  CHECK(result.err.rfind("trek: ", 0) == 0);
  CHECK(result.err.find(part) != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(region / "out.gpkg"));
}

}  // namespace

TEST_CASE("bad input: a truncated street extract", "[flow][bad_input]") {
  const SmallRegionCopy region;
  const auto file = region / "data/twente.osm.pbf";
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  check_refused(region, 3, "twente.osm.pbf");
}

TEST_CASE("bad input: a truncated GeoPackage", "[flow][bad_input]") {
  const SmallRegionCopy region;
  const auto file = region / "data/vierkant_100m.gpkg";
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  check_refused(region, 3, "vierkant_100m.gpkg");
}

TEST_CASE("bad input: an absent file is named with where to get it", "[flow][bad_input]") {
  const SmallRegionCopy region;
  std::filesystem::remove(region / "data/gemeenten.gpkg");
  check_refused(region, 3, "trek init FOLDER --demo twente");
}

// Someone's TREK_DATA is of another project: the file is where the project says, and nobody looks there.
TEST_CASE("bad input: a data folder from outside that lacks a file of the project's own", "[flow][bad_input]") {
  const SmallRegionCopy region;
  const trek::test::TemporaryFolder other;
  const std::string own = (region / "data/gemeenten.gpkg").string();
  for (const std::string verb : {"check", "run", "fetch"}) {
    trek::test::CommandOptions options;
    options.environment["TREK_DATA"] = other.path().string();
    const auto by_variable = trek::test::trek({verb, region / "trek.toml", "--progress", "none"}, options);
    CAPTURE(verb, by_variable.out, by_variable.err);
    CHECK(by_variable.exit_code == 3);
    const std::string told = by_variable.out + by_variable.err;
    CHECK(told.find("TREK_DATA names the folder of the data, and the project's own has the file: " + own) !=
          std::string::npos);
    CHECK(told.find("Unset TREK_DATA, or put the file there too") != std::string::npos);
    const auto by_option =
        trek::test::trek({verb, region / "trek.toml", "--progress", "none", "--data", other.path().string()});
    CAPTURE(by_option.out, by_option.err);
    CHECK(by_option.exit_code == 3);
    CHECK((by_option.out + by_option.err).find("Leave out --data, or put the file there too") != std::string::npos);
  }
}

TEST_CASE("bad input: a missing field is named with the nearest that exists", "[flow][bad_input]") {
  const SmallRegionCopy region;
  trek::test::put_text(region / "data/bestaande_plekken.csv", "id;naamm;soort;x;y\n1;Bieb;library;251000;476000\n");
  edit(region / "trek.toml", "path = \"bestaande_plekken.csv\"",
       "path = \"bestaande_plekken.csv\"\nfields = { name = \"naam\" }");
  check_refused(region, 3, "naamm");
}

TEST_CASE("bad input: swapped axes and degrees called metres", "[flow][bad_input]") {
  const SmallRegionCopy region;
  const std::string head =
      R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}},"features":[)";
  const auto station = [&](const std::string& coordinates) {
    return head + R"({"type":"Feature","properties":{"name":"Hengelo"},"geometry":{"type":"Point","coordinates":)" +
           coordinates + "}}]}";
  };
  trek::test::put_text(region / "data/stations.geojson", station("[476400,251300]"));
  check_refused(region, 3, "stations.geojson");
  trek::test::put_text(region / "data/stations.geojson", station("[6.79,52.26]"));
  check_refused(region, 3, "stations.geojson");
}

TEST_CASE("bad input: one bad record is counted and drawn, and the run goes on", "[flow][bad_input]") {
  const SmallRegionCopy region;
  std::string text = bytes_of(region / "data/bestaande_plekken.csv");
  const std::string header = text.substr(0, text.find('\n') + 1);
  const std::string second = text.substr(header.size(), text.find('\n', header.size()) + 1 - header.size());
  trek::test::put_text(region / "data/bestaande_plekken.csv", text + second);  // a duplicate key
  const auto result = trek::test::trek({"run", region / "trek.toml", "-o", region / "out.gpkg"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK(result.err.find("duplicate") != std::string::npos);
}

TEST_CASE("bad input: a project file that is not TOML, or is not there", "[flow][bad_input]") {
  const SmallRegionCopy region;
  trek::test::put_text(region / "trek.toml", "x = [");
  check_refused(region, 2, "trek.toml:1");
  std::filesystem::remove(region / "trek.toml");
  check_refused(region, 2, "trek init");
}

TEST_CASE("bad input: an empty text is no path, of whatever option or argument", "[flow][bad_input]") {
  const SmallRegionCopy region;
  const std::string project = (region / "trek.toml").string();
  const std::string output = (region / "out.gpkg").string();
  struct Line {
    std::vector<std::string> words;
    std::string named;
  };
  const std::vector<Line> lines{
      {{"check", project, "--map", ""}, "--map"},
      {{"check", ""}, "PROJECT"},
      {{"run", project, "-o", ""}, "--output"},
      {{"run", project, "-o", output, "--data", ""}, "--data"},
      {{"run", "", "-o", output}, "PROJECT"},
      {{"fetch", ""}, "PROJECT"},
      {{"init", ""}, "FOLDER"},
      {{"inspect", ""}, "FILE"},
      {{"explain", ""}, "FILE"},
      {{"import", "", "-o", output, "--as", "points"}, "FILE"},
      {{"import", project, "-o", "", "--as", "points"}, "--output"},
      {{"network", "build", "", "-o", output}, "EXTRACT"},
      {{"network", "info", ""}, "FILE"},
      {{"matrix", "--network", "", "--origins", project, "--destinations", project, "-o", output}, "--network"},
      {{"reach", "--network", project, "--origins", "", "-o", output}, "--origins"},
      {{"isochrone", "--network", project, "--origins", project, "-o", ""}, "--output"}};
  for (const Line& line : lines) {
    const auto result = trek::test::trek(line.words);
    CAPTURE(line.words, result.err);
    CHECK(result.exit_code == 2);
    CHECK(result.err.starts_with("trek: " + line.named + ": the text given for it is empty"));
    CHECK(result.out.empty());
    CHECK_FALSE(std::filesystem::exists(output));
  }
}
