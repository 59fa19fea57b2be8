#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"

using trek::test::bytes_of;
using trek::test::TemporaryFolder;

using trek::test::says;

namespace {

/// Three streets around a square in Enschede, and a motorway.
constexpr const char* kExtract = R"(<?xml version="1.0"?><osm version="0.6">
<node id="1" version="1" lon="6.890" lat="52.220"/><node id="2" version="1" lon="6.892" lat="52.220"/>
<node id="3" version="1" lon="6.892" lat="52.222"/><node id="4" version="1" lon="6.890" lat="52.222"/>
<way id="1" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>
<way id="2" version="1"><nd ref="2"/><nd ref="3"/><tag k="highway" v="cycleway"/></way>
<way id="3" version="1"><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="highway" v="motorway"/></way>
<way id="4" version="1"><nd ref="1"/><nd ref="3"/><tag k="building" v="yes"/></way>
</osm>)";

struct Built {
  TemporaryFolder folder;
  std::string extract = folder.write("town.osm", kExtract).string();
  std::string file = (folder / "net.trek").string();

  [[nodiscard]] auto build(std::vector<std::string> options = {}) const {
    std::vector<std::string> words{"network", "build", extract, "-o", file, "--progress", "none"};
    words.insert(words.end(), options.begin(), options.end());
    return trek::test::trek(words);
  }
};

}  // namespace

TEST_CASE("network build: says what it holds, and info says the same from the file", "[flow][travel]") {
  const Built net;
  const auto built = net.build({"--format", "csv", "--mode", "bicycle,car"});
  CAPTURE(built.out, built.err);
  REQUIRE(built.exit_code == 0);
  CHECK(says(built.err, "EPSG:28992"));
  for (const std::string line :
       {",source,town.osm", ",crs,EPSG:28992", "bicycle,nodes,3", "bicycle,edges,2", "bicycle,arcs,4",
        "bicycle,components,1", "bicycle,largest_component_share,1", "bicycle,ways,4", "bicycle,ways_used,2",
        "bicycle,ways_left_out.no_highway,1", "bicycle,barriers,0", "bicycle,missing_nodes,0", "car,edges,2"}) {
    CAPTURE(line);
    CHECK(says(built.out, "\n" + line + "\n"));
  }
  CHECK_FALSE(says(built.out, "\nfoot,"));
  const auto info = trek::test::trek({"network", "info", net.file, "--format", "csv"});
  CHECK(info.exit_code == 0);
  CHECK(info.err.empty());
  CHECK(info.out + built.out.substr(built.out.find(",seconds,")) == built.out);
}

TEST_CASE("network build: in pieces, the largest has its share of the nodes", "[flow][travel]") {
  Built net;
  std::string streets = R"(<?xml version="1.0"?><osm version="0.6">)";
  for (int i = 0; i < 5; ++i)
    streets += fmt::format(R"(<node id="{}" version="1" lon="{:.3f}" lat="52.220"/>)", i + 1, 6.890 + 0.002 * i);
  streets += R"(<way id="1" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>)"
             R"(<way id="2" version="1"><nd ref="3"/><nd ref="4"/><tag k="highway" v="residential"/></way>)"
             R"(<way id="3" version="1"><nd ref="4"/><nd ref="5"/><tag k="highway" v="residential"/></way></osm>)";
  net.folder.write("town.osm", streets);
  const auto built = net.build({"--format", "csv", "--mode", "bicycle"});
  CAPTURE(built.out, built.err);
  REQUIRE(built.exit_code == 0);
  CHECK(says(built.out, "\nbicycle,components,2\n"));
  CHECK(says(built.out, "\nbicycle,largest_component_share,0.6\n"));
}

/// A square between two streets, a private drive behind a gate, a forbidden turn, and a path that is open by day.
constexpr const char* kRules = R"osm(<?xml version="1.0"?><osm version="0.6">
<node id="1" version="1" lon="6.890" lat="52.220"/><node id="2" version="1" lon="6.892" lat="52.220"/>
<node id="3" version="1" lon="6.892" lat="52.222"/><node id="4" version="1" lon="6.890" lat="52.222"/>
<node id="5" version="1" lon="6.888" lat="52.220"/>
<node id="6" version="1" lon="6.894" lat="52.222"><tag k="barrier" v="gate"/><tag k="access" v="private"/></node>
<node id="7" version="1" lon="6.896" lat="52.222"/>
<way id="1" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="highway" v="pedestrian"/><tag k="area" v="yes"/></way>
<way id="2" version="1"><nd ref="5"/><nd ref="1"/><tag k="highway" v="residential"/></way>
<way id="3" version="1"><nd ref="3"/><nd ref="6"/><tag k="highway" v="residential"/><tag k="bridge" v="yes"/></way>
<way id="4" version="1"><nd ref="6"/><nd ref="7"/><tag k="highway" v="service"/><tag k="access" v="private"/></way>
<way id="5" version="1"><nd ref="5"/><nd ref="7"/><tag k="highway" v="residential"/><tag k="motor_vehicle:conditional" v="no @ (Mo-Fr 12:00-18:00)"/></way>
<way id="6" version="1"><nd ref="5"/><nd ref="4"/><tag k="highway" v="residential"/></way>
<relation id="1" version="1"><member type="way" ref="2" role="from"/><member type="node" ref="5" role="via"/><member type="way" ref="6" role="to"/><tag k="type" v="restriction"/><tag k="restriction" v="no_left_turn"/></relation>
<relation id="2" version="1"><member type="way" ref="2" role="from"/><member type="node" ref="5" role="via"/><member type="way" ref="5" role="to"/><tag k="type" v="restriction"/><tag k="restriction:conditional" v="no_right_turn @ (weight&gt;7.5)"/></relation>
</osm>)osm";

TEST_CASE("network build: says for each mode what each rule did, at the moment that it is given", "[flow][travel]") {
  Built net;
  net.extract = net.folder.write("rules.osm", kRules).string();
  const auto built = net.build({"--format", "csv"});
  CAPTURE(built.out, built.err);
  REQUIRE(built.exit_code == 0);
  for (const std::string line :
       {"foot,ways_local_only,1", "foot,ways_without_entry,1", "foot,barriers_local,1", "foot,areas_walked,1",
        "foot,area_walks,1", "foot,turn_restrictions_kept,0", "foot,moment,tuesday 14:00", "bicycle,areas_walked,1",
        "bicycle,turn_restrictions_kept,1", "bicycle,turn_restrictions_not_kept.not_judged,1",
        "bicycle,conditional_tags_judged,0", "car,areas_walked,0", "car,ways_left_out.no_access,1",
        "car,conditional_tags_judged,1", "car,conditional_tags_not_judged.vehicle,1"}) {
    CAPTURE(line);
    CHECK(says(built.out, "\n" + line + "\n"));
  }
  const auto info = trek::test::trek({"network", "info", net.file, "--format", "csv"});
  CHECK(info.out + built.out.substr(built.out.find(",seconds,")) == built.out);
  const auto by_night = net.build({"--format", "csv", "--overwrite", "--moment", "dinsdag 22:00"});
  CHECK(says(by_night.out, "\ncar,moment,tuesday 22:00\n"));
  CHECK_FALSE(says(by_night.out, "car,ways_left_out.no_access"));
  const auto key = [](const std::string& text) { return text.substr(text.find("\n,key,"), 71); };
  CHECK(key(by_night.out) != key(built.out));
  const auto refused = net.build({"--overwrite", "--moment", "noon"});
  CHECK(refused.exit_code == 2);
  CHECK(says(refused.err, "--moment noon: is no moment"));
  CHECK(says(refused.err, "tuesday 14:00"));
}

TEST_CASE("network build: the same bytes on any number of threads", "[flow][travel]") {
  const Built one;
  const Built other;
  REQUIRE(one.build({"--threads", "1"}).exit_code == 0);
  REQUIRE(other.build({"--threads", "4"}).exit_code == 0);
  CHECK(bytes_of(one.file) == bytes_of(other.file));
}

TEST_CASE("network build: an existing file stays without --overwrite", "[flow][travel]") {
  const Built net;
  net.folder.write("net.trek", "mine");
  const auto refused = net.build();
  CHECK(refused.exit_code == 2);
  CHECK(says(refused.err, "--overwrite"));
  CHECK(bytes_of(net.file) == "mine");
  CHECK(net.build({"--overwrite"}).exit_code == 0);
  CHECK(trek::test::trek({"network", "info", net.file}).exit_code == 0);
}

TEST_CASE("network build: wrong input is code 3, wrong options are code 2", "[flow][travel]") {
  const Built net;
  const auto missing = trek::test::trek({"network", "build", net.folder / "none.osm.pbf", "-o", net.file});
  CHECK(missing.exit_code == 3);
  CHECK(says(missing.err, "none.osm.pbf"));
  const auto text = net.folder.write("text.osm.pbf", "no extract");
  CHECK(trek::test::trek({"network", "build", text, "-o", net.file, "--progress", "none"}).exit_code == 3);
  CHECK(net.build({"--crs", "EPSG:99999"}).exit_code == 3);
  const auto degrees = net.build({"--crs", "EPSG:4326"});
  CHECK(degrees.exit_code == 2);
  CHECK(says(degrees.err, "EPSG:28992"));
  const auto mode = net.build({"--mode", "bicycle,horse"});
  CHECK(mode.exit_code == 2);
  CHECK(says(mode.err, "horse"));
  CHECK_FALSE(std::filesystem::exists(net.file));
}

TEST_CASE("network info: a file that is no network, or a damaged one, is code 3", "[flow][travel]") {
  const Built net;
  const auto other = trek::test::trek({"network", "info", net.extract});
  CHECK(other.exit_code == 3);
  CHECK(says(other.err, "is not a trek network"));
  CHECK(says(other.err, "trek network build"));
  REQUIRE(net.build().exit_code == 0);
  std::filesystem::resize_file(net.file, std::filesystem::file_size(net.file) / 2);
  const auto cut = trek::test::trek({"network", "info", net.file});
  CHECK(cut.exit_code == 3);
  CHECK(says(cut.err, "is cut short"));
}

TEST_CASE("network: a mistyped verb is named with the nearest", "[flow][travel]") {
  const auto mistyped = trek::test::trek({"network", "bild"});
  CHECK(mistyped.exit_code == 2);
  CHECK(says(mistyped.err, "unknown verb 'bild' of 'network'; did you mean 'build'?"));
  CHECK(says(mistyped.err, "build, info"));
  const auto outer = trek::test::trek({"netwrok"});
  CHECK(outer.exit_code == 2);
  CHECK(says(outer.err, "did you mean 'network'?"));
  CHECK(trek::test::trek({"network"}).exit_code == 2);
  CHECK(trek::test::trek({"network", "--help"}).exit_code == 0);
}

TEST_CASE("network build: from an NWB as from OSM, and a map made with it names whose streets they are",
          "[flow][travel]") {
  const TemporaryFolder folder;
  const auto nwb = folder.write(
      "wegvakken.geojson",
      R"({"type":"FeatureCollection","name":"wegvakken","crs":{"type":"name","properties":{"name":)"
      R"("urn:ogc:def:crs:EPSG::28992"}},"features":[{"type":"Feature","properties":{"wvk_id":1,"jte_id_beg":1,)"
      R"("jte_id_end":2,"rijrichtng":"B","bst_code":"RB","wegbehsrt":"G","stt_naam":"Dorpsstraat"},"geometry":)"
      R"({"type":"LineString","coordinates":[[250000,470000],[252000,470000]]}},{"type":"Feature","properties":)"
      R"({"wvk_id":2,"jte_id_beg":2,"jte_id_end":3,"rijrichtng":"B","bst_code":"BU","wegbehsrt":"G"},"geometry":)"
      R"({"type":"LineString","coordinates":[[252000,470000],[253000,470000]]}}]})");
  const std::string net = (folder / "net.trek").string();
  const auto built = trek::test::trek({"network", "build", nwb.string(), "-o", net, "--format", "csv"});
  CAPTURE(built.err);
  REQUIRE(built.exit_code == 0);
  for (const std::string line : {",source_attribution,\"Rijkswaterstaat, NWB\"", ",crs,EPSG:28992", "car,ways,2",
                                 "car,ways_used,1", "car,ways_left_out.bus_lane,1"}) {
    CAPTURE(line, built.out);
    CHECK(says(built.out, "\n" + line + "\n"));
  }
  const auto points = folder.write("points.csv", "id,x,y\nA,250000,470000\n");
  const auto map = [&](const std::string& network, const std::string& out) {
    const auto path = folder / out;
    const auto run = trek::test::trek({"isochrone", "--network", network, "--mode", "foot", "--origins",
                                       points.string(), "--limit-min", "5", "-o", path.string()});
    CAPTURE(run.err);
    REQUIRE(run.exit_code == 0);
    return trek::test::sqlite_value(path, "SELECT group_concat(metadata) FROM gpkg_metadata");
  };
  const auto named = map(net, "nwb.gpkg");
  CHECK(says(named, "Rijkswaterstaat, NWB"));
  CHECK_FALSE(says(named, "OpenStreetMap"));
  const std::string mine = (folder / "mine.trek").string();
  REQUIRE(trek::test::trek({"network", "build", nwb.string(), "-o", mine, "--attribution", "Gemeente X"}).exit_code ==
          0);
  CHECK(says(map(mine, "mine.gpkg"), "Gemeente X"));
}

namespace {

/// A grid of municipal roads over all of Twente, 500 m apart, as an NWB.
std::string grid_of_roads() {
  std::string text = R"({"type":"FeatureCollection","name":"wegvakken","crs":{"type":"name","properties":{"name":)"
                     R"("urn:ogc:def:crs:EPSG::28992"}},"features":[)";
  int id = 0;
  const auto add = [&](int x, int y, int to_x, int to_y) {
    const auto junction = [](int i, int j) { return std::to_string(1000 * i + j + 1); };
    const auto point = [](int i, int j) {
      return "[" + std::to_string(220'000 + 500 * i) + "," + std::to_string(458'000 + 500 * j) + "]";
    };
    ++id;
    text += std::string{id > 1 ? "," : ""} + R"({"type":"Feature","properties":{"wvk_id":)" + std::to_string(id) +
            R"(,"jte_id_beg":)" + junction(x, y) + R"(,"jte_id_end":)" + junction(to_x, to_y) +
            R"(,"rijrichtng":"B","bst_code":"RB","wegbehsrt":"G"},"geometry":{"type":"LineString","coordinates":[)" +
            point(x, y) + "," + point(to_x, to_y) + "]}}\n";
  };
  for (int x = 0; x < 105; ++x) {
    for (int y = 0; y < 85; ++y) {
      if (x + 1 < 105) add(x, y, x + 1, y);
      if (y + 1 < 85) add(x, y, x, y + 1);
    }
  }
  return text + "]}";
}

}  // namespace

TEST_CASE("run: streets from an NWB need no more than its path", "[flow][travel]") {
  const trek::test::SmallRegionCopy region;
  std::ofstream{region / "data/wegvakken.geojson"} << grid_of_roads();
  trek::test::edit(region / "trek.toml", R"(path = "twente.osm.pbf")", R"(path = "wegvakken.geojson")");
  const auto output = region / "out.gpkg";
  const auto run = trek::test::trek({"run", region / "trek.toml", "-o", output, "--progress", "none"});
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  using trek::test::sqlite_value;
  CHECK(sqlite_value(output,
                     "SELECT mapping || ' ' || read_count || ' ' || used_count FROM sources "
                     "WHERE name = 'straten'") == "nwb_roads 17660 17660");
  CHECK(sqlite_value(output, "SELECT value FROM run WHERE key = 'network.car.ways'") == "17660");
  CHECK(sqlite_value(output, "SELECT value FROM run WHERE key = 'network.car.ways_used'") == "17660");
  CHECK(sqlite_value(output, "SELECT count(*) > 0 FROM sites") == "1");
}
