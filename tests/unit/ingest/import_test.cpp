#include "trek/ingest/import.hpp"

#include <cmath>
#include <set>

#include "drawn.hpp"
#include "support/balance.hpp"
#include "support/catch.hpp"
#include "support/real_data.hpp"
#include "trek/ingest/inspect.hpp"

namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;

namespace {

ingest::Imported imported(const model::Source& source) { return ingest::import_source(source, {}, test::kControl); }

ingest::Imported imported(const std::filesystem::path& path, std::string table) {
  return imported(test::source_of(path, std::move(table)));
}

/// Features in = rows out + features that a finding names, each once.
void check_whole(const ingest::Imported& result, std::uint64_t features) {
  const auto& record = result.record;
  CHECK(record.used_count == trek::model::row_count(result.table));
  CHECK(record.read_count == features);
  test::check_balance(result);
  std::size_t left_out = 0;
  for (const char* rule : {"left_out", "ended", "not_yet", "not_listed"})
    left_out += test::count_of(result.report, rule);
  CHECK(left_out == record.left_out_count);
}

std::string place(std::string_view name, std::string_view kind, std::string_view geometry) {
  const std::string quoted = kind == "null" ? "null" : '"' + std::string{kind} + '"';
  return test::feature(
      R"("lokaalid":")" + std::string{name} + R"(","naamnl":")" + std::string{name} + R"(","type_gebied":)" + quoted,
      geometry);
}

/// What inspect holds the first layer to be; empty: nothing that it knows.
std::string recognised(const std::filesystem::path& path) {
  const auto file = ingest::inspect(path, test::kControl);
  REQUIRE_FALSE(file.layers.empty());
  const auto& fits = file.layers.front().fits;
  return !fits.empty() && fits.front().recognised ? fits.front().mapping : std::string{};
}

}  // namespace

TEST_CASE("import: every feature is a row or a finding: rejected, doubled, left out, of an absent kind",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "places.geojson",
      test::collection({place("a", "woonkern", test::square(250'000, 470'000, 500)),
                        place("b", "wijk", test::square(250'100, 470'100, 100)),
                        place("c", "null", test::square(251'100, 470'100, 100)), place("d", "woonkern", "null"),
                        place("a", "woonkern", test::square(252'000, 470'000, 500))}));
  const auto result = imported(path, "built_up");
  check_whole(result, 5);
  CHECK(result.record.mapping == "top10nl_places");
  CHECK(result.record.used_count == 1);
  CHECK(result.record.left_out_count == 2);
  CHECK(test::count_of(result.report, "missing_geometry") == 1);
  CHECK(test::count_of(result.report, "duplicate_key") == 1);
  std::set<std::string> left_out;
  for (const auto& finding : result.report.findings()) {
    if (finding.rule != "left_out") continue;
    left_out.insert(finding.record.en);
    CHECK(finding.location.has_value());
    CHECK(test::says(finding.remedy, "type_gebied = 'woonkern'"));
  }
  CHECK(left_out == std::set<std::string>{"b", "c"});
}

TEST_CASE("import: a table that is not there is an error with the nearest", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("x.geojson", test::collection({}));
  try {
    (void)imported(path, "building");
    FAIL("no error");
  } catch (const trek::core::Error& error) {
    CHECK(error.kind() == trek::core::ErrorKind::bad_argument);
    CHECK(test::says(error.what(), "did you mean 'buildings'?"));
  }
}

TEST_CASE("import: provinces have codes and names too, and are not municipalities", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const std::string square = test::square(250'000, 470'000, 500);
  const auto provinces = folder.write(
      "provinciegebied.geojson",
      test::collection({test::feature(R"("identificatie":"PV23","naam":"Overijssel","code":"23")", square)}));
  CHECK(recognised(provinces).empty());
  CHECK_FALSE(test::data_error([&] { (void)imported(provinces, "municipalities"); }).empty());
  const auto municipalities = folder.write(
      "gemeentegebied.geojson",
      test::collection({test::feature(
          R"("identificatie":"GM0153","naam":"Enschede","code":"0153","ligt_in_provincie_code":"23")", square)}));
  CHECK(recognised(municipalities) == "brk_municipalities");
  check_whole(imported(municipalities, "municipalities"), 1);
}

TEST_CASE("import: a list of the user's own is never said to be a public source", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("mine.csv", "id;naam;x;y\n1;Hal;250000;470000\n");
  CHECK(recognised(path).empty());
}

TEST_CASE("import: restrictions become monuments by their ground, and a draft is not one", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto restriction = [](std::string_view id, std::string_view ground) {
    return test::feature(
        R"("identificatie":")" + std::string{id} + R"(","grondslagCode":")" + std::string{ground} + '"',
        test::square(250'000, 470'000, 20));
  };
  const auto path = folder.write("wkpb.geojson", test::collection({restriction("r1", "GWA"), restriction("r2", "EWE"),
                                                                   restriction("r3", "EWD"), restriction("r4", "WB")}));
  CHECK(recognised(path) == "wkpb_monuments");
  const auto result = imported(path, "monuments");
  check_whole(result, 4);
  const auto& monuments = std::get<model::Monuments>(result.table);
  REQUIRE(monuments.size() == 2);
  CHECK(monuments.kind[0] == model::MonumentKind::municipal);
  CHECK(monuments.kind[1] == model::MonumentKind::national);
  CHECK(monuments.location_quality[0] == model::LocationQuality::approximate);
}

TEST_CASE("import: cells of the Zensus are squares around their middles, and a dash is unknown", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("Zensus2022_Bevoelkerungszahl_100m-Gitter.csv",
                                 "GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner;werterlaeuternde_Zeichen\n"
                                 "CRS3035RES100mN3238800E4112600;4112650;3238850;17;\n"
                                 "CRS3035RES100mN3238800E4112700;4112750;3238850;\xE2\x80\x93;\n");
  CHECK(recognised(path) == "zensus_grid_100m");
  const auto result = imported(path, "population");
  check_whole(result, 2);
  const auto& cells = std::get<model::PopulationAreas>(result.table);
  REQUIRE(cells.size() == 2);
  CHECK(cells.inhabitants[0] == 17.0);
  CHECK_FALSE(cells.inhabitants[1].has_value());
  CHECK(cells.cell_size_m == 100.0);
  // gdaltransform puts the first middle at RD 261807.4, 471372.2.
  const auto box = cells.area.box(0);
  CHECK(box.max_x_m - box.min_x_m == Approx(100.0));
  CHECK(std::abs((box.min_x_m + box.max_x_m) / 2.0 - 261'807.4) < 0.5);
  CHECK(std::abs((box.min_y_m + box.max_y_m) / 2.0 - 471'372.2) < 0.5);
}

TEST_CASE("import: a cell of the Zensus lies where its code says, in either way of writing", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("gitter.csv",
                                 "GITTER_ID_100m;Einwohner\nCRS3035RES100mN3238800E4112600;17\n"
                                 "100mN32388E41126;20\n");
  const auto result = imported(path, "population");
  check_whole(result, 2);
  const auto& cells = std::get<model::PopulationAreas>(result.table);
  REQUIRE(cells.size() == 2);
  for (const std::size_t row : {0U, 1U}) {
    const auto box = cells.area.box(row);
    CHECK(std::abs((box.min_x_m + box.max_x_m) / 2.0 - 261'807.4) < 0.5);  // as above
    CHECK(std::abs((box.min_y_m + box.max_y_m) / 2.0 - 471'372.2) < 0.5);
  }
}

TEST_CASE("import: a reference date asks for a source with history", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path =
      folder.write("m.geojson", test::collection({test::feature(R"("statcode":"GM0153","statnaam":"Enschede")",
                                                                test::square(250'000, 470'000, 500))}));
  auto source = test::source_of(path, "municipalities");
  source.reference_date = "2020-01-01";
  CHECK(test::says(test::data_error([&] { (void)imported(source); }), "a source without history"));
}

TEST_CASE("import of the real extract: states of one day, the year 9999 unknown, nothing lost", "[ingest][data]") {
  const auto path = test::real_data("bag/0221PND15092020.zip");
  CHECK(recognised(path) == "lv_bag_buildings");
  auto source = test::source_of(path, "buildings");
  const auto now = imported(source);
  check_whole(now, 13'098);
  const auto& buildings = std::get<model::Buildings>(now.table);
  CHECK(buildings.size() == 7'797);
  CHECK(std::count(buildings.built_year.begin(), buildings.built_year.end(), std::nullopt) == 20);
  CHECK(std::count(buildings.status.begin(), buildings.status.end(), model::BuildingStatus::demolished) == 389);

  source.reference_date = "2020-09-15";  // the day of the extract
  CHECK(trek::model::row_count(imported(source).table) == 7'797);
  source.reference_date = "2015-01-01";
  const auto then = imported(source);
  check_whole(then, 13'098);
  CHECK(then.record.used_count == 7'373);  // counted by SQLite over the file
  source.reference_date = "1 januari 2015";
  CHECK(imported(source).record.used_count == 7'373);
  source.reference_date = "medio 2015";
  CHECK(test::says(test::data_error([&] { (void)imported(source); }), "is no date such as"));
}

TEST_CASE("import of the real layers: recognised, and every feature accounted for", "[ingest][data]") {
  struct Case {
    const char* path;
    const char* table;
    const char* mapping;
    std::uint64_t features;
    std::uint64_t rows;
  };
  // One area of the national postcode file has no geometry; of TOP10NL's places 69 are towns and villages.
  const Case cases[] = {
      {"bag/amsterdam_verblijfsobject.gpkg", "units", "amsterdam_units", 1'836, 1'836},
      {"bag/lvbag_small/0221PND15092020-000001.xml", "buildings", "lv_bag_buildings", 6, 2},
      {"bag/lvbag_small/0221VBO15092020-000001.xml", "units", "lv_bag_units", 5, 2},
      {"bag/lvbag_small/0221WPL15092020-000001.xml", "towns", "lv_bag_towns", 1, 1},
      {"boundaries/cbs_gemeenten_2026_gegeneraliseerd_rd.geojson", "municipalities", "cbs_municipalities", 342, 342},
      {"heritage/twente_rijksmonument_boerderijen_2026.gpkg", "candidates", "listed_farms", 178, 178},
      {"heritage/twente_stads_dorpsgezichten_2012.gpkg", "townscapes", "rce_townscapes", 6, 6},
      {"population/twente_pc4_leeftijd_2021.gpkg", "population", "cbs_postcode4_ages", 122, 122},
      {"population/nl_pc4_leeftijd_2021.gpkg", "population", "cbs_postcode4_ages", 4'068, 4'067},
      {"population/twente_cbs_wijken_2022_kerncijfers.gpkg", "population", "cbs_districts", 120, 120},
      {"population/twente_cbs_wijken_2022_kerncijfers.gpkg", "districts", "canonical", 120, 120},
      {"population/twente_top10nl_plaats_2025.gpkg", "built_up", "top10nl_places", 546, 69},
      {"poi/twente_ns_stations.geojson", "stations", "stations", 21, 21},
  };
  for (const Case& one : cases) {
    CAPTURE(one.path);
    const auto result = imported(test::real_data(one.path), one.table);
    check_whole(result, one.features);
    CHECK(result.record.used_count == one.rows);
    CHECK(result.record.mapping == one.mapping);
  }
}

TEST_CASE("import of the townscapes of 2012: degrees that are metres are refused, and read when told so",
          "[ingest][data]") {
  auto source = test::source_of(test::real_data("heritage/rce_stads_dorpsgezichten_2012_nl.geojson"), "townscapes");
  CHECK(test::says(test::data_error([&] { (void)imported(source); }), "EPSG:28992"));
  source.crs = "EPSG:28992";
  source.crs_reason = "its coordinates are RD metres";
  check_whole(imported(source), 478);
}
