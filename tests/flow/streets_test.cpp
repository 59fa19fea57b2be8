#include <chrono>
#include <fstream>
#include <set>
#include <string>

#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"

using trek::test::bytes_of;
using trek::test::CommandOptions;
using trek::test::CommandResult;
using trek::test::edit;
using trek::test::says;
using trek::test::SmallRegionCopy;
using trek::test::sqlite_value;
using trek::test::TemporaryFolder;

namespace {

/// Two streets of a kilometre that cross, at a place in degrees; `head` goes before the nodes.
std::string crossing(double lon, double lat, const std::string& head = "") {
  const auto node = [&](int id, double east, double north) {
    return "<node id=\"" + std::to_string(id) + "\" lat=\"" + std::to_string(lat + north) + "\" lon=\"" +
           std::to_string(lon + east) + "\"/>";
  };
  const auto way = [](int id, const std::string& refs) {
    return "<way id=\"" + std::to_string(id) + "\">" + refs + "<tag k=\"highway\" v=\"residential\"/></way>";
  };
  return "<osm version=\"0.6\">" + head + node(1, -0.007, 0) + node(2, 0, 0) + node(3, 0.007, 0) + node(4, 0, 0.005) +
         way(11, "<nd ref=\"1\"/><nd ref=\"2\"/><nd ref=\"3\"/>") + way(12, "<nd ref=\"2\"/><nd ref=\"4\"/>") +
         "</osm>";
}

/// The small region, with other streets than its own.
class OtherStreets {
 public:
  explicit OtherStreets(const std::string& content, const std::string& name = "other.osm") {
    std::ofstream{region_ / "data" / name} << content;
    edit(region_ / "trek.toml", "path = \"twente.osm.pbf\"", "path = \"" + name + "\"");
  }
  [[nodiscard]] CommandResult check() const {
    return trek::test::trek({"check", region_ / "trek.toml", "--format", "csv", "--progress", "none"});
  }
  [[nodiscard]] CommandResult run() const {
    return trek::test::trek({"run", region_ / "trek.toml", "-o", output(), "--progress", "none"});
  }
  [[nodiscard]] std::filesystem::path output() const { return folder_ / "out.gpkg"; }

 private:
  SmallRegionCopy region_;
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("streets of another region: told by check, and refused by run before anything long", "[flow][travel]") {
  const OtherStreets porto{crossing(-8.61, 41.15)};
  const CommandResult check = porto.check();
  CAPTURE(check.out, check.err);
  CHECK(check.exit_code == 3);
  CHECK(says(check.out, "streets_elsewhere"));
  CHECK(says(check.out, "8.62 W to 8.60 W, 41.15 N to 41.16 N"));  // where the streets lie
  CHECK(says(check.out, " E, 52."));                               // and where the region does
  CHECK(says(check.err, "A run would fail"));
  const CommandResult run = porto.run();
  CAPTURE(run.err);
  CHECK(run.exit_code == 3);
  CHECK(says(run.err, "8.62 W to 8.60 W, 41.15 N to 41.16 N"));
  CHECK(says(run.err, "Give an extract that holds the region"));
  CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
  CHECK_FALSE(std::filesystem::exists(porto.output()));
}

TEST_CASE("streets of an NWB elsewhere: told too", "[flow][travel]") {
  const OtherStreets limburg{
      R"({"type":"FeatureCollection","name":"wegvakken","crs":{"type":"name","properties":{"name":)"
      R"("urn:ogc:def:crs:EPSG::28992"}},"features":[{"type":"Feature","properties":{"WVK_ID":1,"JTE_ID_BEG":1,)"
      R"("JTE_ID_END":2,"WEGBEHSRT":"G","ROUTELTR":"","BST_CODE":"RB","RIJRICHTNG":"B","STT_NAAM":"Markt","GME_ID":935},)"
      R"("geometry":{"type":"LineString","coordinates":[[176000,318000],[177000,318500]]}}]})",
      "limburg.geojson"};
  const CommandResult check = limburg.check();
  CAPTURE(check.out, check.err);
  CHECK(check.exit_code == 3);
  CHECK(says(check.out, "5.69 E to 5.70 E, 50.85 N to 50.86 N"));
  CHECK(limburg.run().exit_code == 3);
}

TEST_CASE("streets of another region behind a header that says otherwise: refused when they are read",
          "[flow][travel]") {
  const OtherStreets lying{
      crossing(-8.61, 41.15, "<bounds minlat=\"52.0\" minlon=\"6.3\" maxlat=\"52.6\" maxlon=\"7.1\"/>")};
  const CommandResult run = lying.run();
  CAPTURE(run.err);
  CHECK(run.exit_code == 3);
  CHECK(says(run.err, "no site and nobody of the project within reach"));
  CHECK_FALSE(std::filesystem::exists(lying.output()));
}

TEST_CASE("streets of a part of the region: who lies beyond them is told", "[flow][travel]") {
  const OtherStreets part{crossing(6.89, 52.22)};
  const CommandResult check = part.check();
  CAPTURE(check.out, check.err);
  CHECK(check.exit_code == 1);
  CHECK(says(check.out, "streets_do_not_cover"));
  CHECK(says(check.out, " people ("));
}

TEST_CASE("run: hears Ctrl-C within a second or two in every stage, and touches nothing", "[flow][travel]") {
  const SmallRegionCopy region;
  const TemporaryFolder folder;
  folder.write("out.gpkg", "precious");
  int stopped = 0;
  for (int after_ms = 20; after_ms < 2'000; after_ms += after_ms / 2) {
    CommandOptions options;
    options.interrupt_after = std::chrono::milliseconds{after_ms};
    const auto begin = std::chrono::steady_clock::now();
    const auto result =
        trek::test::trek({"run", region / "trek.toml", "-o", folder / "out.gpkg", "--overwrite"}, options);
    const auto spent = std::chrono::steady_clock::now() - begin - options.interrupt_after;
    CAPTURE(after_ms, result.err);
    if (result.exit_code == 0) break;
    ++stopped;
    CHECK(result.exit_code == 130);
    CHECK(spent < std::chrono::seconds{5});  // a second; the rest is for a busy machine
    CHECK(bytes_of(folder / "out.gpkg") == "precious");
    CHECK(std::distance(std::filesystem::directory_iterator{folder.path()}, {}) == 1);
  }
  CHECK(stopped >= 3);
}

TEST_CASE("--overwrite: styles, projects and layers of the user's are carried over and named", "[flow][travel]") {
  const SmallRegionCopy region;
  const TemporaryFolder folder;
  const std::string out = folder / "out.gpkg";
  const std::vector<std::string> words{"run", region / "trek.toml", "-o", out, "--overwrite", "--progress", "none"};
  REQUIRE(trek::test::trek(words).exit_code == 0);
  const std::string own_styles = sqlite_value(out, "select count(*) from layer_styles");
  trek::test::sqlite_change(
      out,
      "insert into layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
      "styleQML, "
      "useAsDefault, description, owner) values ('', '', 'sites', 'geom', 'mijn stijl', '<qgis/>', 0, '', '');"
      "insert into qgis_projects select 'mijn project', metadata, content from qgis_projects;"
      "create table notities (fid integer primary key autoincrement not null, tekst text);"
      "insert into notities (tekst) values ('gebeld met eigenaar');"
      "insert into gpkg_contents (table_name, data_type, identifier) values ('notities', 'attributes', 'notities')");
  const auto again = trek::test::trek(words);
  CAPTURE(again.err);
  REQUIRE(again.exit_code == 0);
  CHECK(says(again.err,
             "Kept from the file that was there: table notities, style mijn stijl of sites, project mijn project"));
  CHECK(sqlite_value(out, "select tekst from notities") == "gebeld met eigenaar");
  CHECK(sqlite_value(out, "select styleQML from layer_styles where styleName = 'mijn stijl'") == "<qgis/>");
  CHECK(sqlite_value(out, "select count(*) from layer_styles where styleName <> 'mijn stijl'") == own_styles);
  CHECK(sqlite_value(out, "select count(*) from qgis_projects") == "2");
}
