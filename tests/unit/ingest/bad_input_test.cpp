#include <cpl_vsi.h>
#include <gdal.h>
#include <gdal_utils.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <set>
#include <sstream>

#include "drawn.hpp"
#include "support/balance.hpp"
#include "support/catch.hpp"
#include "trek/ingest/inspect.hpp"
#include "trek/ingest/read.hpp"

namespace fs = std::filesystem;
namespace geo = trek::geo;
namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;
using test::collection;
using test::feature;
using test::point;
using test::says;
using test::source_of;
using test::square;

namespace {

/// The same layer in another format, by GDAL.
fs::path converted(const fs::path& from, const fs::path& to, const char* format) {
  GDALAllRegister();
  GDALDatasetH input = GDALOpenEx(from.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
  REQUIRE(input != nullptr);
  std::string driver = format;
  std::string flag = "-f";
  char* arguments[] = {flag.data(), driver.data(), nullptr};
  GDALVectorTranslateOptions* const options = GDALVectorTranslateOptionsNew(arguments, nullptr);
  GDALDatasetH output = GDALVectorTranslate(to.c_str(), nullptr, 1, &input, options, nullptr);
  GDALVectorTranslateOptionsFree(options);
  REQUIRE(output != nullptr);
  GDALClose(output);
  GDALClose(input);
  return to;
}

/// A workbook of one sheet, a line per row, all of it text.
fs::path as_sheet(const std::string& csv, const fs::path& to, const char* driver) {
  GDALAllRegister();
  GDALDatasetH file = GDALCreate(GDALGetDriverByName(driver), to.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
  OGRLayerH layer = GDALDatasetCreateLayer(file, "Blad1", nullptr, wkbNone, nullptr);
  std::istringstream lines{csv};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells{line + ";"};
    std::vector<std::string> texts;
    for (std::string cell; std::getline(cells, cell, ';');) texts.push_back(cell);
    // The first row becomes the names of the columns, which the driver writes as the first row of the sheet.
    if (OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer)) == 0) {
      for (const auto& text : texts) {
        OGRFieldDefnH field = OGR_Fld_Create(text.empty() ? " " : text.c_str(), OFTString);
        OGR_L_CreateField(layer, field, TRUE);
        OGR_Fld_Destroy(field);
      }
      continue;
    }
    OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    for (std::size_t i = 0; i < texts.size(); ++i) OGR_F_SetFieldString(row, static_cast<int>(i), texts[i].c_str());
    REQUIRE(OGR_L_CreateFeature(layer, row) == OGRERR_NONE);
    OGR_F_Destroy(row);
  }
  GDALClose(file);
  return to;
}

/// One municipality whose boundary has a corner that is not a number.
fs::path with_nan(const fs::path& path) {
  GDALAllRegister();
  GDALDatasetH file = GDALCreate(GDALGetDriverByName("GPKG"), path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
  OGRSpatialReferenceH srs = OSRNewSpatialReference(nullptr);
  OSRImportFromEPSG(srs, 28992);
  OGRLayerH layer = GDALDatasetCreateLayer(file, "gemeente", srs, wkbPolygon, nullptr);
  for (const char* name : {"statcode", "statnaam"}) {
    OGRFieldDefnH field = OGR_Fld_Create(name, OFTString);
    OGR_L_CreateField(layer, field, TRUE);
    OGR_Fld_Destroy(field);
  }
  for (const double corner : {251000.0, std::numeric_limits<double>::quiet_NaN()}) {
    OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
    for (const auto& [x, y] :
         {std::pair{250000.0, 470000.0}, {corner, 470000.0}, {251000.0, 471000.0}, {250000.0, 470000.0}}) {
      OGR_G_AddPoint_2D(ring, x, y);
    }
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    OGR_G_AddGeometryDirectly(polygon, ring);
    OGRFeatureH record = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(record, 0, corner > 0 ? "GM0164" : "GM0153");
    OGR_F_SetFieldString(record, 1, "x");
    OGR_F_SetGeometryDirectly(record, polygon);
    REQUIRE(OGR_L_CreateFeature(layer, record) == OGRERR_NONE);
    OGR_F_Destroy(record);
  }
  OSRDestroySpatialReference(srs);
  GDALClose(file);
  return path;
}

void truncate_to(const fs::path& path, double share) {
  fs::resize_file(path, static_cast<std::uintmax_t>(share * static_cast<double>(fs::file_size(path))));
}

std::set<std::string> listing(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator{folder}) names.insert(entry.path().filename().string());
  return names;
}

std::string municipalities(int count) {
  std::vector<std::string> features;
  for (int i = 0; i < count; ++i) {
    const std::string code = "GM" + std::to_string(1000 + i);
    features.push_back(feature("\"statcode\":\"" + code + "\",\"statnaam\":\"N" + std::to_string(i) + "\"",
                               square(220000 + 100 * (i % 400), 460000 + 100 * (i / 400), 100)));
  }
  return collection(features);
}

std::string error_of(const model::Source& source) {
  return test::data_error([&] { static_cast<void>(ingest::read_municipalities(source, {}, test::kControl)); });
}

std::string station_error(const model::Source& source) {
  return test::data_error([&] { static_cast<void>(ingest::read_stations(source, {}, test::kControl)); });
}

}  // namespace

TEST_CASE("an absent file says where to get it", "[ingest][unit]") {
  auto source = source_of("/nowhere/gemeenten.gpkg", "municipalities");
  source.url = "https://example.org/gemeenten";
  CHECK(says(error_of(source),
             "/nowhere/gemeenten.gpkg: no such file; it can be had from https://example.org/gemeenten"));
  source.if_absent = "look in the attic";  // whoever gave the path may know more
  CHECK(says(error_of(source), "/nowhere/gemeenten.gpkg: no such file; look in the attic"));
  source.if_absent.clear();
  source.url.clear();
  CHECK(says(error_of(source), "no such file; correct the path of the source"));
}

TEST_CASE("what is no vector file, or points elsewhere, is refused", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto target = folder.write("m.geojson", municipalities(1));
  const auto vrt = folder.write("m.vrt", "<OGRVRTDataSource><OGRVRTLayer name=\"m\"><SrcDataSource>" + target.string() +
                                             "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>");
  CHECK(says(error_of(source_of(vrt, "municipalities")), "is not GeoPackage"));
  CHECK(says(error_of(source_of(folder.write("m.gpkg", "not a database"), "municipalities")), "is no GeoPackage"));
  CHECK(says(error_of(source_of(folder.write("m.txt", "hello"), "municipalities")), "is not GeoPackage"));
}

TEST_CASE("a filter that names no field says so, whatever the format", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto json = folder.write("m.geojson", municipalities(3));
  for (const auto& path : {converted(json, folder / "m.gpkg", "GPKG"), json}) {
    auto source = source_of(path, "municipalities");
    source.where = "statnam = 'x' AND \"statcode\" IS NOT NULL";
    const auto message = error_of(source);
    CHECK(says(message, "where = \"statnam = 'x'"));
    CHECK(says(message, "no field 'statnam'; did you mean 'statnaam'?"));
    CHECK_FALSE(says(message, "breaks off"));
    source.told = model::Told::import;
    CHECK(says(error_of(source), "the filter --where"));
  }
}

TEST_CASE("spreadsheets are read as CSV is: header sought, numbers as they come, one name once", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const std::string rows = "id;x;y;inwoners\nA;250000,5;475000;1.000,50\nB;251000;475000;2000\n";
  for (const auto& [name, driver] : {std::pair{"k.xlsx", "XLSX"}, {"k.ods", "ODS"}}) {
    if (GDALAllRegister(); GDALGetDriverByName(driver) == nullptr) continue;
    for (const std::string& before : {std::string{}, std::string{"Kernen van Salland;;;\n"}}) {
      CAPTURE(name, before);
      const std::string text = before + rows;
      fs::remove(folder / name);
      const auto sheet = as_sheet(text, folder / name, driver);
      const auto loaded = ingest::read_points(source_of(sheet, "points"), {}, {}, test::kControl);
      test::check_balance(loaded);
      CHECK(loaded.table.key == std::vector<std::string>{"A", "B"});
      REQUIRE(loaded.table.weight_name == std::vector<std::string>{"inwoners"});
      CHECK(loaded.table.weight[0] == std::vector<double>{1000.5, 2000.0});
      CHECK(loaded.table.place[0] == trek::geo::Point{250000.5, 475000.0});
      CHECK(loaded.record.driver == driver);
    }
    const auto twice =
        as_sheet("naam;x;y;opp;opp\nA;250000;475000;1;2\n", folder / (std::string{"twice-"} + name), driver);
    CHECK(says(error_of(source_of(twice, "municipalities")), "the same name 'opp'"));
  }
  CHECK(says(error_of(source_of(folder.write("old.xls", "x"), "municipalities")), "save it as .xlsx"));
}

TEST_CASE("a truncated GeoPackage is an error at any length", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto whole = converted(folder.write("m.geojson", municipalities(2000)), folder / "m.gpkg", "GPKG");
  CHECK(error_of(source_of(whole, "municipalities")).empty());
  for (const double share : {0.0, 0.001, 0.1, 0.5, 0.9, 0.999}) {
    CAPTURE(share);
    const auto part = folder / "part.gpkg";
    fs::copy_file(whole, part, fs::copy_options::overwrite_existing);
    truncate_to(part, share);
    CHECK_FALSE(error_of(source_of(part, "municipalities")).empty());
  }
}

TEST_CASE("a GeoPackage with a page overwritten is an error or rejected records, never silence", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = converted(folder.write("m.geojson", municipalities(2000)), folder / "m.gpkg", "GPKG");
  const auto sound = ingest::read_municipalities(source_of(path, "municipalities"), {}, test::kControl);
  test::check_balance(sound);
  REQUIRE(sound.table.size() == 2000);
  const auto size = fs::file_size(path);
  for (const double at : {0.3, 0.5, 0.7, 0.9}) {
    CAPTURE(at);
    const auto copy = folder / "copy.gpkg";
    fs::copy_file(path, copy, fs::copy_options::overwrite_existing);
    std::fstream file{copy, std::ios::binary | std::ios::in | std::ios::out};
    file.seekp(static_cast<std::streamoff>(at * static_cast<double>(size)) / 4096 * 4096);
    file << std::string(8192, '\x5A');
    file.close();
    if (!error_of(source_of(copy, "municipalities")).empty()) continue;
    const auto read = ingest::read_municipalities(source_of(copy, "municipalities"), {}, test::kControl);
    test::check_balance(read);
    CHECK((read.record.rejected_count > 0 || read.table.name == sound.table.name));  // a page of an index only
  }
}

TEST_CASE("truncated GeoJSON and FlatGeobuf are errors", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto json = folder.write("m.geojson", municipalities(500));
  const auto fgb = converted(json, folder / "m.fgb", "FlatGeobuf");
  CHECK(error_of(source_of(fgb, "municipalities")).empty());
  for (const double share : {0.2, 0.7, 0.95}) {
    CAPTURE(share);
    truncate_to(folder.write("part.geojson", municipalities(500)), share);
    CHECK_FALSE(error_of(source_of(folder / "part.geojson", "municipalities")).empty());
    fs::copy_file(fgb, folder / "part.fgb", fs::copy_options::overwrite_existing);
    truncate_to(folder / "part.fgb", share);
    CHECK_FALSE(error_of(source_of(folder / "part.fgb", "municipalities")).empty());
  }
}

TEST_CASE("every format gives the same table, and nothing appears beside an input", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto json = folder.write("in/m.geojson", municipalities(50));
  const auto expected = ingest::read_municipalities(source_of(json, "municipalities"), {}, test::kControl);
  test::check_balance(expected);
  for (const auto& [name, format] : std::vector<std::pair<const char*, const char*>>{
           {"m.gpkg", "GPKG"}, {"m.shp", "ESRI Shapefile"}, {"m.fgb", "FlatGeobuf"}, {"m.gml", "GML"}}) {
    CAPTURE(format);
    const auto home = folder / (std::string{"in-"} + format);
    fs::create_directories(home);
    const auto path = converted(json, home / name, format);
    const auto before = listing(home);
    const auto loaded = ingest::read_municipalities(source_of(path, "municipalities"), {}, test::kControl);
    test::check_balance(loaded);
    static_cast<void>(ingest::inspect(path, test::kControl));
    CHECK(listing(home) == before);
    REQUIRE(loaded.table.size() == 50);
    for (std::size_t row = 0; row < 50; ++row) {  // FlatGeobuf keeps an order of its own
      const auto& codes = loaded.table.code;
      const auto found = std::find(codes.begin(), codes.end(), expected.table.code[row]);
      REQUIRE(found != codes.end());
      const auto other = static_cast<std::size_t>(found - codes.begin());
      CHECK(loaded.table.name[other] == expected.table.name[row]);
      CHECK(geo::centroid(loaded.table.area.feature(other)).x_m ==
            Approx(geo::centroid(expected.table.area.feature(row)).x_m));
      CHECK(geo::area_m2(loaded.table.area.feature(other)) == Approx(1e4));
    }
  }
}

TEST_CASE("GML alone, without its schema, is read and gets no .gfs", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = converted(folder.write("m.geojson", municipalities(5)), folder / "m.gml", "GML");
  fs::remove(folder / "m.xsd");
  fs::remove(folder / "m.geojson");
  CHECK(ingest::read_municipalities(source_of(path, "municipalities"), {}, test::kControl).table.size() == 5);
  CHECK(listing(folder.path()) == std::set<std::string>{"m.gml"});
}

TEST_CASE("a condition on a field that is not there is no damage of the file, in any format", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto json = folder.write("m.geojson", municipalities(5));
  for (const auto& path : {json, converted(json, folder / "m.gpkg", "GPKG")}) {
    auto source = source_of(path, "municipalities");
    source.where = "statcod = 'GM1000'";
    const auto error =
        test::data_error([&] { static_cast<void>(ingest::read_municipalities(source, {}, test::kControl)); });
    CAPTURE(error);
    CHECK(test::says(error, "where = \"statcod = 'GM1000'\" cannot be applied"));
    CHECK_FALSE(test::says(error, "breaks off"));
  }
}

TEST_CASE("a GeoPackage in WAL mode is read with its log, and not touched", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto json = folder.write("m.geojson", municipalities(5));
  const auto path = converted(json, folder / "m.gpkg", "GPKG");
  GDALDatasetH writer = GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr);
  const auto run = [&](const char* sql) {
    GDALDatasetReleaseResultSet(writer, GDALDatasetExecuteSQL(writer, sql, nullptr, nullptr));
  };
  run("PRAGMA journal_mode=WAL");
  run("UPDATE drawn SET statnaam = 'only in the log' WHERE statcode = 'GM1000'");
  const auto live = folder / "live";
  fs::create_directories(live);
  fs::copy_file(path, live / "m.gpkg");  // as a crash would leave it
  if (fs::exists(path.string() + "-wal")) fs::copy_file(path.string() + "-wal", live / "m.gpkg-wal");
  GDALClose(writer);
  const auto before = listing(live);
  const auto bytes = fs::file_size(live / "m.gpkg");
  const auto loaded = ingest::read_municipalities(source_of(live / "m.gpkg", "municipalities"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.name[0] == "only in the log");
  CHECK(listing(live) == before);
  CHECK(fs::file_size(live / "m.gpkg") == bytes);
}

TEST_CASE("wrong CRS: RD called degrees and degrees called RD, each with the line that mends it", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto rd = folder.write("rd.geojson", collection({feature(R"("name":"a")", point(250000, 470000))}, ""));
  auto source = source_of(rd, "stations");
  CHECK(says(station_error(source), "crs = \"EPSG:28992\" and crs_reason = \"its coordinates are RD metres\""));
  source.crs = "EPSG:28992";
  CHECK(says(station_error(source), "without a reason"));
  source.crs_reason = "its coordinates are RD metres";
  const auto mended = ingest::read_stations(source, {}, test::kControl);
  test::check_balance(mended);
  CHECK(mended.table.place[0] == geo::Point{250000, 470000});
  CHECK_FALSE(mended.record.notes.empty());

  const auto degrees = folder.write("deg.geojson", collection({feature(R"("name":"a")", point(6.8, 52.26))}));
  source = source_of(degrees, "stations");
  CHECK(says(station_error(source), "crs = \"EPSG:4326\" and crs_reason = \"its coordinates are degrees\""));
}

TEST_CASE("swapped axes are refused, and mended by the line that the error gives", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  for (const bool degrees : {false, true}) {
    CAPTURE(degrees);
    const auto place = degrees ? point(52.26, 6.8) : point(470000, 250000);
    const auto path = folder.write(
        "s.geojson", collection({feature(R"("name":"a")", place)}, degrees ? "OGC:1.3:CRS84" : "EPSG::28992"));
    auto source = source_of(path, "stations");
    CHECK(says(station_error(source), "constants.axis_order = \"yx\""));
    source.constants["axis_order"] = "yx";
    const auto loaded = ingest::read_stations(source, {}, test::kControl);
    test::check_balance(loaded);
    REQUIRE(loaded.table.size() == 1);
    CHECK(geo::coordinate_look(geo::bounds(loaded.table.place)) == geo::CoordinateLook::rd);
  }
  const auto csv = folder.write("s.csv", "name;x;y\na;470000;250000\n");
  auto source = source_of(csv, "stations");
  CHECK(says(station_error(source), "exchange fields.x and fields.y"));
  source.fields = {{"x", "y"}, {"y", "x"}};
  CHECK(ingest::read_stations(source, {}, test::kControl).table.place[0] == geo::Point{250000, 470000});
}

TEST_CASE("another continent is refused; one bad place among good ones is one rejected record", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto porto =
      folder.write("p.geojson", collection({feature(R"("name":"a")", point(-8.6, 41.1))}, "OGC:1.3:CRS84"));
  CHECK(says(station_error(source_of(porto, "stations")), "outside the Netherlands"));
  const auto mixed = folder.write(
      "m.geojson", collection({feature(R"("name":"a")", point(250000, 470000)), feature(R"("name":"b")", point(0, 0)),
                               feature(R"("name":"c")", point(251000, 470000))}));
  const auto loaded = ingest::read_stations(source_of(mixed, "stations"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.size() == 2);
  CHECK(loaded.record.read_count == 3);
  CHECK(loaded.record.rejected_count == 1);
  CHECK(test::count_of(loaded.report, "implausible_coordinates") == 1);
}

TEST_CASE("outlines that an export lost, all at 0 0, are refused as such", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  std::vector<std::string> outlines;
  for (int number = 1; number <= 12; ++number) {
    outlines.push_back(feature("\"rijksmonument_nummer\":" + std::to_string(number) +
                                   ",\"hoofdcategorie\":\"Religieuze gebouwen\",\"kwaliteitsindicator\":\"exact\"",
                               number == 12 ? point(250000, 470000) : point(0, 0)));
  }
  const auto source = source_of(folder.write("rijksmonumentcontouren.geojson", collection(outlines)), "monuments");
  const auto error = test::data_error([&] { static_cast<void>(ingest::read_monuments(source, {}, test::kControl)); });
  CHECK(says(error, "11 of the first 12 features lie at 0 0"));
  CHECK(says(error, "use another export"));
}

TEST_CASE("a layer without CRS needs one from the project, and no reason for it", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto json = folder.write("s.geojson", collection({feature(R"("name":"a")", point(250000, 470000))}));
  const auto path = converted(json, folder / "s.shp", "ESRI Shapefile");
  fs::remove(folder / "s.prj");
  auto source = source_of(path, "stations");
  CHECK(says(station_error(source), "declares no CRS"));
  source.crs = "EPSG:28992";
  CHECK(ingest::read_stations(source, {}, test::kControl).table.size() == 1);
}

TEST_CASE("records: missing and duplicate keys, null and empty geometry, wrong type", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "m.geojson",
      collection({feature(R"("statcode":"GM0164","statnaam":"first")", square(250000, 470000, 100)),
                  feature(R"("statcode":"GM0164","statnaam":"twice")", square(250100, 470000, 100)),
                  feature(R"("statcode":null,"statnaam":"nameless")", square(250200, 470000, 100)),
                  feature(R"("statcode":"Hengelo","statnaam":"no code")", square(250200, 470000, 100)),
                  feature(R"("statcode":"GM0001","statnaam":"null")", "null"),
                  feature(R"("statcode":"GM0002","statnaam":"empty")", R"({"type":"Polygon","coordinates":[]})"),
                  feature(R"("statcode":"GM0003","statnaam":"point")", point(250000, 470000)),
                  feature(R"("statcode":"GM0004","statnaam":"line")",
                          R"({"type":"LineString","coordinates":[[250000,470000],[250100,470000]]})")}));
  const auto loaded = ingest::read_municipalities(source_of(path, "municipalities"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.name == std::vector<std::string>{"first"});
  CHECK(loaded.record.read_count == 8);
  CHECK(loaded.record.rejected_count == 7);
  CHECK(test::count_of(loaded.report, "duplicate_key") == 1);
  CHECK(test::count_of(loaded.report, "missing_key") == 1);
  CHECK(test::count_of(loaded.report, "unknown_code") == 1);
  CHECK(test::count_of(loaded.report, "missing_geometry") == 2);
  CHECK(test::count_of(loaded.report, "wrong_geometry") == 2);
  for (const auto& finding : loaded.report.findings()) {
    CHECK_FALSE(finding.record.empty());
    CHECK_FALSE(finding.remedy.empty());
    if (finding.rule == "duplicate_key") CHECK(finding.location.has_value());
  }
}

TEST_CASE("NaN coordinates reject the record, not the file", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto loaded =
      ingest::read_municipalities(source_of(with_nan(folder / "nan.gpkg"), "municipalities"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.code == std::vector<std::string>{"GM0164"});
  CHECK(test::count_of(loaded.report, "not_finite") == 1);
}

TEST_CASE("a bowtie becomes two triangles and is counted; an open ring is closed", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "m.geojson",
      collection(
          {feature(
               R"("statcode":"GM0001","statnaam":"bowtie")",
               R"({"type":"Polygon","coordinates":[[[250000,470000],[250100,470100],[250100,470000],[250000,470100],[250000,470000]]]})"),
           feature(
               R"("statcode":"GM0002","statnaam":"sliver")",
               R"({"type":"Polygon","coordinates":[[[250000,470000],[250100,470000],[250000,470000],[250000,470000]]]})"),
           feature(R"("statcode":"GM0003","statnaam":"sound")", square(250500, 470000, 100))}));
  const auto loaded = ingest::read_municipalities(source_of(path, "municipalities"), {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 2);
  CHECK(geo::area_m2(loaded.table.area.feature(0)) == Approx(5000.0));
  CHECK(loaded.record.repaired_count == 1);
  CHECK(test::count_of(loaded.report, "repaired_geometry") == 1);
  CHECK(test::count_of(loaded.report, "invalid_geometry") == 1);
}

TEST_CASE("curves become chords, heights are dropped", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path =
      folder.write("c.csv",
                   "statcode;statnaam;WKT\n"
                   "GM0001;round;CURVEPOLYGON(CIRCULARSTRING(250100 470000,250000 470100,249900 470000,250000 "
                   "469900,250100 470000))\n"
                   "GM0002;high;POLYGON Z((250000 470000 7,250100 470000 7,250100 470100 7,250000 470000 7))\n");
  auto source = source_of(path, "municipalities");
  const auto loaded = ingest::read_municipalities(source, {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 2);
  CHECK(geo::area_m2(loaded.table.area.feature(0)) == Approx(31415.9).epsilon(0.002));
  CHECK(geo::area_m2(loaded.table.area.feature(1)) == Approx(5000.0));
}

TEST_CASE("text where a number belongs is unknown, and said", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "c.csv", "naam;x;y;bouwjaar\na;250000;470000;rond 1900\nb;250000;470000;onbekend\nc;250000;n.v.t.;1900\n");
  const auto loaded = ingest::read_candidates(source_of(path, "candidates"), {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 2);
  CHECK_FALSE(loaded.table.built_year[0].has_value());
  CHECK(test::count_of(loaded.report, "not_a_number") == 1);
  CHECK(test::count_of(loaded.report, "missing_geometry") == 1);
}

TEST_CASE("a file that asks for the network is refused, without a connection", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  std::string text = collection({feature(R"("name":"a")", point(250000, 470000))}, "");
  text.insert(1, R"("crs":{"type":"link","properties":{"href":"http://127.0.0.1:9/crs","type":"proj4"}},)");
  const auto message = station_error(source_of(folder.write("s.geojson", text), "stations"));
  CAPTURE(message);
  CHECK_FALSE(message.empty());
}

TEST_CASE("a zip with one file in it is read as that file; with two it is a question", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto zip = folder / "m.zip";
  const auto add = [&](const std::string& name, const std::string& text) {
    VSILFILE* const member = VSIFOpenL(("/vsizip/" + zip.string() + "/" + name).c_str(), "wb");
    REQUIRE(member != nullptr);
    VSIFWriteL(text.data(), 1, text.size(), member);
    VSIFCloseL(member);
  };
  add("readme.txt", "hello");
  add("in/m.geojson", municipalities(3));
  CHECK(ingest::read_municipalities(source_of(zip, "municipalities"), {}, test::kControl).table.size() == 3);
  add("in/other.geojson", municipalities(3));
  CHECK(says(error_of(source_of(zip, "municipalities")), "2 files that could be meant"));
}

TEST_CASE("a region in a large file is looked up in its index, in the file's own coordinates", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  std::vector<std::string> features;
  for (int i = 0; i < 12000; ++i) {
    features.push_back(feature("\"name\":\"s" + std::to_string(i) + "\"", point(6.0 + 0.0001 * i, 52.3)));
  }
  const auto path =
      converted(folder.write("s.geojson", collection(features, "OGC:1.3:CRS84")), folder / "s.gpkg", "GPKG");
  const auto all = ingest::read_stations(source_of(path, "stations"), {}, test::kControl);
  test::check_balance(all);
  REQUIRE(all.table.size() == 12000);
  ingest::ReadOptions options;
  options.region = geo::Box{230000, 450000, 240000, 510000};
  const auto some = ingest::read_stations(source_of(path, "stations"), options, test::kControl);
  test::check_balance(some);
  std::size_t inside = 0;
  for (const auto place : all.table.place) inside += options.region->contains(place) ? 1U : 0U;
  CHECK(inside > 100);
  CHECK(some.table.size() == inside);
  CHECK(some.record.read_count == inside);
  CHECK_FALSE(some.record.notes.empty());
}

TEST_CASE("inspect: counts, look, doubts and the mapping that fits", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "x.geojson",
      collection(
          {feature(R"("NAAM":"a","JURSTATUS":"rijksmonument")", square(250000, 470000, 100)),
           feature(R"("NAAM":null,"JURSTATUS":"x")", "null"),
           feature(
               R"("NAAM":"c","JURSTATUS":"x")",
               R"({"type":"Polygon","coordinates":[[[250000,470000],[250100,470100],[250100,470000],[250000,470100],[250000,470000]]]})")},
          ""));
  const auto file = ingest::inspect(path, test::kControl);
  REQUIRE(file.layers.size() == 1);
  const auto& layer = file.layers[0];
  CHECK(file.driver == "GeoJSON");
  CHECK(layer.feature_count == 3);
  CHECK(layer.null_geometry_count == 1);
  CHECK(layer.invalid_geometry_count == 1);
  CHECK(says(layer.invalid_example, "feature 2"));
  CHECK(layer.look == geo::CoordinateLook::rd);
  REQUIRE(layer.doubts.size() == 1);
  CHECK(says(layer.doubts[0], "crs = \"EPSG:28992\""));
  CHECK(layer.fields[0].null_count == 1);
  CHECK(layer.fields[0].example == "a");
  REQUIRE_FALSE(layer.fits.empty());
  CHECK(layer.fits[0].mapping == "rce_townscapes");
  CHECK(layer.fits[0].missing.empty());
}
