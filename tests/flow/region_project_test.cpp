// From a name to a map: init, fetch, check and run of a project of municipalities, with a server in the services'
// forms.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/loopback_server.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"

using trek::test::bytes_of;
using trek::test::LoopbackServer;
using trek::test::says;
using trek::test::small_region;
using trek::test::sqlite_change;
using trek::test::sqlite_rows;
using trek::test::sqlite_value;
using trek::test::TemporaryFolder;

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::json;

/// Another layer of a GeoPackage, out of one that is there.
void add_layer(const fs::path& file, const std::string& name, const std::string& from, const std::string& fields) {
  const std::string where = " WHERE table_name = '" + from + "'; ";
  sqlite_change(file, "CREATE TABLE " + name + " AS SELECT fid, geom, " + fields + " FROM " + from +
                          "; INSERT INTO gpkg_contents SELECT '" + name + "', data_type, '" + name +
                          "', description, last_change, min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents" + where +
                          "INSERT INTO gpkg_geometry_columns SELECT '" + name +
                          "', column_name, geometry_type_name, srs_id, z, m FROM gpkg_geometry_columns" + where);
}

/// The monuments of the small region, as features of the WFS.
Json monuments() {
  Json features = Json::array();
  for (const auto& row : sqlite_rows(
           small_region() / "data/rijksmonumenten.gpkg",
           "SELECT rijksmonument_nummer, juridische_status, hoofdcategorie, kwaliteitsindicator, minx, miny FROM "
           "rijksmonumenten JOIN rtree_rijksmonumenten_geom ON id = fid ORDER BY 1")) {
    features.push_back({{"type", "Feature"},
                        {"id", "NationalListedMonumentPoints." + row[0]},
                        {"properties",
                         {{"rijksmonument_nummer", std::stoi(row[0])},
                          {"juridische_status", row[1]},
                          {"hoofdcategorie", row[2]},
                          {"kwaliteitsindicator", row[3]}}},
                        {"geometry", {{"type", "Point"}, {"coordinates", {std::stod(row[4]), std::stod(row[5])}}}}});
  }
  return features;
}

Json townscape() {
  const Json ring{{258000, 471000}, {258500, 471000}, {258500, 471500}, {258000, 471000}};
  return {{"type", "Feature"},
          {"id", "Townscapes.7"},
          {"properties", {{"NAAM", "Enschede"}, {"JURSTATUS", "rijksbeschermd stads- of dorpsgezicht"}}},
          {"geometry", {{"type", "Polygon"}, {"coordinates", Json::array({ring})}}}};
}

std::string page_of(const Json& features, std::size_t all_count) {
  return Json{{"type", "FeatureCollection"},
              {"numberMatched", all_count},
              {"numberReturned", features.size()},
              {"crs", {{"type", "name"}, {"properties", {{"name", "urn:ogc:def:crs:EPSG::28992"}}}}},
              {"features", features}}
      .dump();
}

/// What the services give, made of the small region: GeoPackages of Kadaster and CBS, a zip of CBS, pages of the RCE.
class Services {
 public:
  Services() {
    const fs::path data = small_region() / "data";
    const fs::path boundaries = copied(data / "gemeenten.gpkg", "BestuurlijkeGebieden_2026.gpkg");
    add_layer(boundaries, "gemeentegebied", "gemeenten",
              "statcode AS identificatie, substr(statcode, 3) AS code, statnaam AS naam");
    const fs::path districts = copied(data / "wijken.gpkg", "wijkenbuurten_2024.gpkg");
    add_layer(districts, "buurten", "wijken",
              "'BU' || substr(wijkcode, 3) || '00' AS buurtcode, wijknaam AS buurtnaam, wijkcode, gemeentecode, water, "
              "aantal_inwoners, percentage_personen_0_tot_15_jaar, percentage_personen_15_tot_25_jaar, "
              "percentage_personen_25_tot_45_jaar, percentage_personen_45_tot_65_jaar, "
              "percentage_personen_65_jaar_en_ouder");
    copied(data / "vierkant_100m.gpkg", "cbs_vk100_2024_v1.gpkg");
    const fs::path squares = folder_ / "2025-cbs_vk100_2024_v1.zip";
    trek::test::CommandOptions there;
    there.folder = folder_.path();
    const auto zipped = trek::test::run_command(
        {TREK_CMAKE, "-E", "tar", "cf", squares.string(), "--format=zip", "cbs_vk100_2024_v1.gpkg"}, there);
    if (zipped.exit_code != 0) throw std::runtime_error{zipped.err};
    serve("/kadaster/brk-bestuurlijke-gebieden/atom/downloads/BestuurlijkeGebieden_2026.gpkg", boundaries);
    serve("/cbs/wijkenbuurten/2024/atom/downloads/wijkenbuurten_2024.gpkg", districts);
    serve("/vierkant/100/2025-cbs_vk100_2024_v1.zip", squares);
    serve("/lv/bag/atom/downloads/bag-light.gpkg", data / "bag-light.gpkg");
    serve_pages();
  }

  [[nodiscard]] const LoopbackServer& server() const { return server_; }
  /// The served addresses in place of those of the services.
  void redirect(const fs::path& project) const {
    std::string text = bytes_of(project);
    for (const std::string host :
         {"https://service.pdok.nl", "https://download.cbs.nl", "https://services.rce.geovoorziening.nl"}) {
      for (auto at = text.find(host); at != std::string::npos; at = text.find(host, at))
        text.replace(at, host.size(), server_.url(""));
    }
    std::ofstream{project, std::ios::binary} << text;
  }

 private:
  fs::path copied(const fs::path& from, const std::string& name) const {
    fs::copy_file(from, folder_ / name);
    return folder_ / name;
  }
  void serve(const std::string& path, const fs::path& file) { server_.script(path, {{200, {}, bytes_of(file)}}); }
  /// Of the monuments in two pages, then of the townscapes: the services are asked in the project's order.
  void serve_pages() {
    const Json all = monuments();
    const auto half = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    server_.script("/rce/wfs", {{200, {}, page_of(Json(all.begin(), half), all.size())},
                                {200, {}, page_of(Json(half, all.end()), all.size())},
                                {200, {}, page_of(Json::array({townscape()}), 1)}});
  }

  TemporaryFolder folder_;
  LoopbackServer server_;
};

auto fetched(const fs::path& project) {
  return trek::test::trek({"fetch", project.string(), "--progress", "none", "--format", "json"});
}

}  // namespace

TEST_CASE("from a name to a map: init, fetch, check, run", "[flow]") {
  const Services services;
  const TemporaryFolder folder;
  const fs::path project = folder / "mijn/trek.toml";
  const auto init = trek::test::trek({"init", (folder / "mijn").string(), "--municipalities", "hengelo, Enschede"});
  CAPTURE(init.out, init.err);
  REQUIRE(init.exit_code == 0);
  CHECK(says(init.err, "Enschede (GM0153), Hengelo (O.) (GM0164)"));

  const auto unfetched = trek::test::trek({"check", project.string()});
  CHECK(unfetched.exit_code == 3);
  for (const std::string_view file : {"BestuurlijkeGebieden_2026.gpkg", "bag-light.gpkg", "overijssel-latest.osm.pbf"})
    CHECK(says(unfetched.out, file));
  const std::string page = "https://download.geofabrik.de/europe/netherlands/overijssel.html";
  const auto told = unfetched.out.find(page);
  CHECK(told != std::string::npos);
  CHECK(unfetched.out.find(page, told + 1) == std::string::npos);  // once, for three modes

  services.redirect(project);
  const auto first = fetched(project);
  CAPTURE(first.out, first.err);
  CHECK(first.exit_code == 3);  // the streets are to be had by hand
  std::set<std::string> missing;
  for (const Json& row : Json::parse(first.out)) {
    if (row["state"] != "fetched")
      missing.insert(row["source"].get<std::string>() + ": " + row["message"].get<std::string>());
  }
  REQUIRE(missing.size() == 1);
  CHECK(says(*missing.begin(), page));
  CHECK(says(*missing.begin(), (folder / "mijn/data/overijssel-latest.osm.pbf").string()));

  const auto requests = services.server().requests();
  REQUIRE(requests.size() == 7);  // four files, each once, two pages and one
  for (std::size_t at = 4; at < 7; ++at) CHECK(requests[at].asks("bbox=243000,463000,265000,483000"));
  CHECK(requests[4].asks("NationalListedMonumentPoints"));
  CHECK(requests[6].asks("Townscapes"));

  fs::copy_file(small_region() / "data/twente.osm.pbf", folder / "mijn/data/overijssel-latest.osm.pbf");
  CHECK(fetched(project).exit_code == 0);
  const auto check = trek::test::trek({"check", project.string()});
  CAPTURE(check.out, check.err);
  CHECK(check.exit_code <= 1);

  const fs::path output = folder / "kaart.gpkg";
  const auto run = trek::test::trek({"run", project.string(), "-o", output.string(), "--progress", "none"});
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  CHECK(says(run.err, "5 chosen of"));
  const auto codes = sqlite_rows(output, "SELECT code FROM municipalities ORDER BY code");
  CHECK(codes == std::vector<std::vector<std::string>>{{"GM0153"}, {"GM0164"}});
  std::set<std::string> served;
  for (const Json& feature : monuments())
    served.insert(std::to_string(feature["properties"]["rijksmonument_nummer"].get<int>()));
  CHECK(Json::parse(bytes_of(folder / "mijn/data/rijksmonumenten.geojson"))["features"].size() == served.size());
  CHECK(sqlite_value(output, "SELECT vintage FROM sources WHERE name = 'vierkanten'") == "2024");
  // Of all that was fetched the day stands there, and nowhere as a vintage; not of the streets, put there by hand.
  const Json note = Json::parse(bytes_of(folder / "mijn/data/bag-light.gpkg.source.json"));
  const std::string today = note["fetched"].get<std::string>().substr(0, 10);
  CHECK(sqlite_value(output, "SELECT group_concat(DISTINCT fetched) FROM sources WHERE name <> 'straten'") == today);
  CHECK(sqlite_value(output, "SELECT count(*) FROM sources WHERE fetched IS NULL") == "1");
  CHECK(sqlite_value(output, "SELECT count(*) FROM sources WHERE name = 'panden' AND vintage IS NULL") == "1");
  CHECK(says(check.out, "downloaded on "));
  std::size_t listed_count = 0;
  for (const auto& site : sqlite_rows(output, "SELECT ifnull(monument_number, ''), municipality_code FROM sites")) {
    CAPTURE(site[0], site[1]);
    CHECK((site[1] == "GM0153" || site[1] == "GM0164"));
    if (site[0].empty()) continue;
    ++listed_count;
    CHECK(served.contains(site[0]));
  }
  CHECK(listed_count > 0);
}

TEST_CASE("init: municipalities that cannot be meant leave nothing behind", "[flow]") {
  const TemporaryFolder folder;
  struct Line {
    std::vector<std::string> options;
    std::string said;
  };
  const std::vector<Line> lines{{{"--municipalities", "Enschede,Neede"},
                                 "Neede is no municipality since 2005: its area lies in Berkelland (GM1859)"},
                                {{"--municipalities", "Bergen"}, "GM0373 for Bergen (NH.), GM0893 for Bergen (L.)"},
                                {{"--municipalities", ""}, "is empty"},
                                {{"--municipalities", ", ,"}, "expected names of municipalities"},
                                {{"--municipalities", "Overijssel"}, "give it with --region"},
                                {{"--codes", "GM9999"}, "GM9999 is the code of none"},
                                {{"--codes", "Enschede"}, "expected one as GM0153"},
                                {{"--region", "Achterhok"}, "no region that is known; did you mean 'Achterhoek'?"},
                                {{"--region", "corop Drenthe"}, "no region that is known"},
                                {{"--municipalities", "Achterhoek"}, "region of 11 municipalities"},
                                {{"--region", "twente", "--codes", "GM0153"}, "give one of"},
                                {{"--municipalities", "Enschede", "--demo", "twente"}, "give one of"},
                                {{"--lang", "en"}, "--lang goes with"}};
  for (const Line& line : lines) {
    std::vector<std::string> words{"init", (folder / "new").string()};
    words.insert(words.end(), line.options.begin(), line.options.end());
    const auto result = trek::test::trek(words);
    CAPTURE(words, result.err);
    CHECK(result.exit_code == 2);
    CHECK(says(result.err, line.said));
    CHECK_FALSE(fs::exists(folder / "new"));
  }
}

TEST_CASE("init: a project of municipalities is not written over another", "[flow]") {
  const TemporaryFolder folder;
  const std::string where = (folder / "mine").string();
  REQUIRE(trek::test::trek({"init", where, "--region", "twente", "--lang", "en"}).exit_code == 0);
  const std::string text = bytes_of(folder / "mine/trek.toml");
  CHECK(says(text, "name_en = \"Third places in Twente\""));
  CHECK(says(text, "\"GM1774\",  # Dinkelland"));
  REQUIRE(trek::test::trek({"init", (folder / "corop").string(), "--region", "CR12", "--lang", "en"}).exit_code == 0);
  CHECK(bytes_of(folder / "corop/trek.toml") == text);
  const auto again = trek::test::trek({"init", where, "--codes", "GM0153"});
  CHECK(again.exit_code == 2);
  CHECK(says(again.err, "exists already"));
  CHECK(bytes_of(folder / "mine/trek.toml") == text);
}
