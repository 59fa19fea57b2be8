#include <fstream>
#include <set>
#include <string>

#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"

using trek::test::SmallRegionCopy;
using trek::test::sqlite_rows;
using trek::test::sqlite_value;
using trek::test::TemporaryFolder;

namespace {

bool tells(const std::string& text, const std::string& part) {
  CAPTURE(text, part);
  return text.find(part) != std::string::npos;
}

/// Two large units on two buildings without a height as yet, and a monument that the points put elsewhere.
struct Chosen {
  explicit Chosen(const std::filesystem::path& data) {
    std::set<std::string> with_height;
    for (const auto& row :
         sqlite_rows(data / "3dbag.gpkg", "SELECT replace(identificatie, 'NL.IMBAG.Pand.', '') FROM pand"))
      with_height.insert(row.at(0));
    const auto rows =
        sqlite_rows(data / "bag-light.gpkg",
                    "SELECT min(identificatie), pand_identificatie FROM verblijfsobject WHERE oppervlakte "
                    "> 400 AND pand_identificatie NOT LIKE '%,%' GROUP BY pand_identificatie ORDER BY 1");
    for (const auto& row : rows) {
      if (units.size() == 2 || with_height.contains(row.at(1))) continue;
      units.push_back(row.at(0));
      buildings.push_back(row.at(1));
    }
    monument = sqlite_value(data / "rijksmonumenten.gpkg", "SELECT max(rijksmonument_nummer) FROM rijksmonumenten");
  }
  std::vector<std::string> units;
  std::vector<std::string> buildings;
  std::string monument;
};

void write_sources(const std::filesystem::path& data, const Chosen& chosen) {
  trek::test::put_text(data / "vbo.csv", "rijksmonumentnummer,verblijfsobjectIdentificatie,functieNaam,naam\n" +  //
                                             chosen.monument + "," + chosen.units[0] + ",fabriek,Spinnerij Proef\n" +
                                             "https://linkeddata.cultureelerfgoed.nl/cho-kennis/id/rijksmonument/" +
                                             chosen.monument + "," + chosen.units[1].substr(1) +
                                             ",fabriek,Spinnerij Proef\n" +
                                             "1,0363010000000001,kerk,Elders\n2,0363010000000002,kerk,Elders\n");
  trek::test::put_text(data / "3dbag.csv",
                       "identificatie,b3_bouwlagen,b3_h_maaiveld,b3_h_dak_max,b3_volume_lod22\n"
                       "NL.IMBAG.Pand." +
                           chosen.buildings[0] + ",2,20.0,32.0,5000\n" +  //
                           "NL.IMBAG.Pand." + chosen.buildings[1] + ",1,20.0,29.0,4000\n" +
                           "NL.IMBAG.Pand.0363100000000001,1,0.0,9.0,4000\n");
  trek::test::put_text(data / "labels.csv",
                       "PublicatieDatum;20240801\nLaatstVerwerkteMutatievolgnummer;1\n"
                       "Pand_registratiedatum;Pand_energieklasse;Pand_bagverblijfsobjectid;Pand_bagpandid\n"
                       "20150101;G;" +
                           chosen.units[0] + ";" + chosen.buildings[0] + "\n" +  //
                           "20230101;B;" + chosen.units[0] + ";" + chosen.buildings[0] + "\n" +
                           "20230101;A;0363010000000001;0363100000000001\n");
  trek::test::put_text(
      data / "osm.geojson",
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"@id":"way/7","disused:building":)"
      R"("industrial","ref:bag":")" +
          chosen.buildings[0] + R"("},"geometry":{"type":"Point","coordinates":[6.8937,52.2215]}}]})");
}

std::string source_block(const std::string& table, const std::string& name, const std::string& path) {
  return "\n[[source]]\ntable = \"" + table + "\"\nname = \"" + name + "\"\npath = \"" + path + "\"\nmade_up = true\n";
}

}  // namespace

TEST_CASE("run: points, linked data, heights, labels and OpenStreetMap say one thing of one site", "[flow]") {
  const SmallRegionCopy region;
  const Chosen chosen{region / "data"};
  REQUIRE(chosen.units.size() == 2);
  write_sources(region / "data", chosen);
  std::ofstream{region / "trek.toml", std::ios::app}
      << source_block("monuments", "vbo", "vbo.csv") << source_block("building_heights", "3dbag", "3dbag.csv")
      << source_block("energy_labels", "labels", "labels.csv") << source_block("vacancy", "osm", "osm.geojson");
  const TemporaryFolder folder;
  const auto output = folder / "out.gpkg";
  const auto result = trek::test::trek({"run", region / "trek.toml", "-o", output, "--progress", "none"});
  INFO(result.err);
  REQUIRE(result.exit_code == 0);

  const auto site = sqlite_rows(output,
                                "SELECT name, records, storeys, height_m, volume_m3, energy_class, energy_class_date, "
                                "vacancy_evidence, type FROM sites WHERE monument_number LIKE '%" +
                                    chosen.monument + "%'");
  REQUIRE(site.size() == 1);
  CHECK(tells(site[0][1], "monument " + chosen.monument + " (sleutel, 0 m, 1.00)"));
  for (const auto& id : chosen.buildings) CHECK(tells(site[0][1], "pand " + id + " (sleutel, 0 m, 1.00)"));
  for (const auto& id : chosen.units) CHECK(tells(site[0][1], "verblijfsobject " + id + " (sleutel, 0 m, 1.00)"));
  CHECK(tells(site[0][2], "2"));
  CHECK(tells(site[0][3], "12"));
  CHECK(tells(site[0][5], "B"));
  CHECK(site[0][6] == "2023-01-01");
  CHECK(tells(site[0][7], "0.35 (osm way/7; 0.70 "));  // of no known date: half of it is sure

  const auto counts = [&](const std::string& name) {
    return sqlite_value(output,
                        "SELECT read_count || '=' || used_count || '+' || joined_count || '+' || rejected_count || '+' "
                        "|| left_out_count "
                        "FROM sources WHERE name = '" +
                            name + "'");
  };
  CHECK(counts("vbo") == "4=3+1+0+0");
  CHECK(counts("3dbag") == "2=2+0+0+0");
  CHECK(counts("labels") == "2=1+0+0+1");
  CHECK(counts("osm") == "1=1+0+0+0");
  const auto noted = [&](const std::string& rule) {
    return sqlite_value(output,
                        "SELECT group_concat(value) FROM (SELECT value FROM rejected_records_unplaced WHERE "
                        "rule = '" +
                            rule + "' ORDER BY value)");
  };
  CHECK(noted("monument_elsewhere") == "2 monumenten");
  CHECK(noted("elsewhere") == "1 record,1 record");
}

TEST_CASE("check: knows the tables of heights and labels", "[flow]") {
  const SmallRegionCopy region;
  write_sources(region / "data", Chosen{region / "data"});
  std::ofstream{region / "trek.toml", std::ios::app} << source_block("building_heights", "3dbag", "3dbag.csv")
                                                     << source_block("energy_labels", "labels", "labels.csv");
  const auto result = trek::test::trek({"check", region / "trek.toml", "--format", "csv"});
  CHECK(result.exit_code != 3);
  CHECK(tells(result.out, "note,3dbag,elsewhere,1"));
  CHECK(tells(result.out, "note,labels,elsewhere,1"));
}

TEST_CASE("import: linked data and energy labels, every row accounted for", "[flow]") {
  const SmallRegionCopy region;
  write_sources(region / "data", Chosen{region / "data"});
  const TemporaryFolder folder;
  const auto import = [&](const char* file, const char* table, const std::string& output) {
    return trek::test::trek(
        {"import", region / "data" / file, "-o", folder / output, "--as", table, "--format", "json"});
  };
  const auto monuments = import("vbo.csv", "monuments", "monuments.gpkg");
  INFO(monuments.err);
  REQUIRE(monuments.exit_code == 0);
  for (const char* part : {"\"features\": 4", "\"written\": 3", "\"joined\": 1", "\"rejected\": 0"}) {
    CHECK(tells(monuments.out, part));
  }
  CHECK(sqlite_value(folder / "monuments.gpkg", "SELECT count(*) FROM monuments_unplaced") == "3");
  const auto labels = import("labels.csv", "energy_labels", "labels.gpkg");
  INFO(labels.err);
  REQUIRE(labels.exit_code == 0);
  for (const char* part : {"\"features\": 3", "\"written\": 2", "\"left_out\": 1"}) CHECK(tells(labels.out, part));
  CHECK(sqlite_value(folder / "labels.gpkg",
                     "SELECT count(*) FROM rejected_records_unplaced WHERE rule = "
                     "'older_label'") == "1");
}
