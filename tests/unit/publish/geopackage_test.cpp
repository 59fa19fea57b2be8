#include "trek/publish/geopackage.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"

using namespace trek;
using publish::FieldType;
using publish::GeometryType;
using publish::GeoPackage;
using publish::Value;
using test::sqlite_rows;
using test::sqlite_value;

namespace {

constexpr auto kTime = "2026-01-02T03:04:05.678Z";

geo::MultiPolygon square(double x_m, double y_m, double size_m = 10.0) {
  return {
      {geo::Ring{{x_m, y_m}, {x_m, y_m + size_m}, {x_m + size_m, y_m + size_m}, {x_m + size_m, y_m}, {x_m, y_m}}, {}}};
}

publish::LayerSchema places() {
  return {"places",
          GeometryType::point,
          "Plekken",
          "Een samenvatting",
          {{"name", FieldType::text, "Naam", "Zoals men het noemt"},
           {"area_m2", FieldType::real, "Oppervlak (m2)", ""},
           {"count", FieldType::integer, "", ""},
           {"open", FieldType::boolean, "", ""},
           {"seen", FieldType::date, "", ""}}};
}

std::vector<Value> place_row(std::string name) {
  return {std::move(name), 12.5, std::int64_t{3}, true, std::string{"2026-01-02"}};
}

GeoPackage begun(const std::filesystem::path& file, bool overwrite = false) {
  GeoPackage target{file, {overwrite, "EPSG:28992", kTime}};
  target.begin_layer(places());
  return target;
}

core::ErrorKind kind_of_refusal(const std::vector<Value>& values,
                                const publish::Geometry& geometry = geo::Point{257000, 471000}) {
  const test::TemporaryFolder folder;
  auto target = begun(folder / "a.gpkg");
  try {
    target.append(values, geometry);
  } catch (const core::Error& error) {
    return error.kind();
  }
  return core::ErrorKind::internal;
}

void check_name_is_refused(const std::string& layer, const std::string& field) {
  CAPTURE(layer, field);
  const test::TemporaryFolder folder;
  GeoPackage target{folder / "a.gpkg", {false, "EPSG:28992", kTime}};
  CHECK_THROWS_AS(target.begin_layer({layer, GeometryType::none, "", "", {{field, FieldType::text, "", ""}}}),
                  core::Error);
}

}  // namespace

TEST_CASE("GeoPackage: rows come back as they went in, with their types", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder / "a.gpkg";
  auto target = begun(file);
  target.append(place_row("Het Dok"), geo::Point{257000.5, 471000.25});
  target.append(std::vector<Value>{Value{}, Value{}, Value{}, Value{}, Value{}}, geo::Point{258000, 472000});
  CHECK(target.row_count("places") == 2);
  CHECK(target.bounds("places").max_x_m == 258000);
  target.finish();

  const auto rows = sqlite_rows(
      file, "select fid, name, area_m2, count, open, seen, typeof(area_m2), typeof(open) from places order by fid");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0] == std::vector<std::string>{"1", "Het Dok", "12.5", "3", "1", "2026-01-02", "real", "integer"});
  CHECK(rows[1] == std::vector<std::string>{"2", "NULL", "NULL", "NULL", "NULL", "NULL", "null", "null"});
  CHECK(
      sqlite_rows(
          file, "select data_type, identifier, description, last_change, min_x, max_y, srs_id from gpkg_contents")[0] ==
      std::vector<std::string>{"features", "Plekken", "Een samenvatting", kTime, "257000.5", "472000.0", "28992"});
  CHECK(sqlite_value(file, "select geometry_type_name from gpkg_geometry_columns") == "POINT");
  CHECK(sqlite_value(file, "select title from gpkg_data_columns where column_name='area_m2'") == "Oppervlak (m2)");
  CHECK(sqlite_value(file, "select description from gpkg_data_columns where column_name='name'") ==
        "Zoals men het noemt");
  CHECK(sqlite_value(file, "select feature_count from gpkg_ogr_contents") == "2");
}

TEST_CASE("GeoPackage: the header says GeoPackage 1.3, one page size, no WAL", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder / "a.gpkg";
  auto target = begun(file);
  target.append(place_row("x"), geo::Point{257000, 471000});
  target.finish();
  const auto bytes = test::bytes_of(file);
  CHECK(bytes.substr(68, 4) == "GPKG");
  CHECK(sqlite_value(file, "pragma user_version") == "10300");
  CHECK(sqlite_value(file, "pragma page_size") == "4096");
  CHECK(bytes[18] == 1);
  CHECK(std::to_string(bytes.size() / 4096) == sqlite_value(file, "pragma page_count"));
  CHECK(sqlite_value(file, "pragma integrity_check") == "ok");
  CHECK(sqlite_rows(file, "pragma foreign_key_check").empty());
  CHECK(sqlite_value(file, "select group_concat(srs_id) from (select srs_id from gpkg_spatial_ref_sys order by 1)") ==
        "-1,0,4326,28992");
}

TEST_CASE("GeoPackage: what is not a finite number is NULL, text is cleaned", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder / "a.gpkg";
  auto target = begun(file);
  for (const double value :
       {std::nan(""), std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
    target.append(std::vector<Value>{std::string("a\x01"
                                                 "b\0c\xFF",
                                                 6),
                                     value, Value{}, Value{}, Value{}},
                  geo::Point{257000, 471000});
  }
  target.finish();
  CHECK(sqlite_value(file, "select count(*) from places where area_m2 is null") == "3");
  const auto text = sqlite_value(file, "select name from places");
  CHECK(text.find('\x01') == std::string::npos);
  CHECK(text.find('\xFF') == std::string::npos);
  CHECK(sqlite_value(file, "select instr(cast(name as blob), x'00') from places") == "0");
}

TEST_CASE("GeoPackage: every polygon is in the R-tree, and its box holds it", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder / "a.gpkg";
  GeoPackage target{file, {false, "EPSG:28992", kTime}};
  target.begin_layer({"cells", GeometryType::multipolygon, "", "", {{"id", FieldType::integer, "", ""}}});
  for (std::int64_t i = 0; i < 2000; ++i) {
    target.append(std::array<Value, 1>{i},
                  square(200000.0 + 13.0 * static_cast<double>(i % 50), 460000.0 + 17.0 * static_cast<double>(i / 50)));
  }
  target.finish();
  CHECK(sqlite_value(file, "select count(*) from rtree_cells_geom") == "2000");
  CHECK(sqlite_value(file, "select rtreecheck('rtree_cells_geom')") == "ok");
  // Row i = 51 lies at x 200013, y 460017: independent of how the tree was filled.
  CHECK(sqlite_value(
            file,
            "select count(*) from rtree_cells_geom as r join cells on fid = r.id where cells.id = 51 and minx <= "
            "200013 and maxx >= 200023 "
            "and miny <= 460017 and maxy >= 460027 and maxx - minx < 10.2") == "1");
  // The envelope in the header of its geometry: 200013, 200023, 460017 and 460027 as IEEE 754, least byte first.
  CHECK(sqlite_value(file, "select hex(substr(geom, 9, 32)) from cells where id = 51") ==
        "00000000686A0841"
        "00000000B86A0841"
        "00000000C4131C41"
        "00000000EC131C41");
  CHECK(sqlite_value(
            file, "select count(*) from sqlite_master where type='trigger' and name like 'rtree_cells_geom_%'") == "6");
  CHECK(sqlite_value(file, "select count(*) from gpkg_extensions where extension_name='gpkg_rtree_index'") == "1");
}

TEST_CASE("GeoPackage: a layer without rows is not in the file, nor its style", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder / "a.gpkg";
  auto target = begun(file);
  target.set_style(
      "places", "s",
      R"(<qgis><renderer-v2 type="singleSymbol"><symbols><symbol type="marker" name="0"/></symbols></renderer-v2></qgis>)");
  target.begin_layer({"notes", GeometryType::none, "Notities", "", {{"text", FieldType::text, "", ""}}});
  target.append(std::array<Value, 1>{std::string{"x"}});
  CHECK(target.layers() == std::vector<std::string>{"notes"});
  target.finish();
  CHECK(sqlite_value(file, "select group_concat(table_name) from gpkg_contents") == "notes");
  CHECK(sqlite_value(file, "select count(*) from sqlite_master where name in ('places', 'layer_styles')") == "0");
}

TEST_CASE("GeoPackage: refuses names that PDOK, QGIS or SQL stumble over", "[publish][unit]") {
  check_name_is_refused("", "a");
  check_name_is_refused("Upper", "a");
  check_name_is_refused("1st", "a");
  check_name_is_refused("with space", "a");
  check_name_is_refused("gpkg_own", "a");
  check_name_is_refused("layer_styles", "a");
  check_name_is_refused(std::string(54, 'a'), "a");
  check_name_is_refused("good", "x\"; drop table y");
  check_name_is_refused("good", "fid");
  check_name_is_refused("good", "geom");
  const test::TemporaryFolder folder;
  auto target = begun(folder / "a.gpkg");
  CHECK_THROWS_AS(target.begin_layer(places()), core::Error);
  CHECK_NOTHROW(target.begin_layer({std::string(53, 'a'), GeometryType::none, "", "", {}}));
}

TEST_CASE("GeoPackage: refuses values and geometries that do not fit the schema", "[publish][unit]") {
  using core::ErrorKind;
  auto row = place_row("x");
  CHECK(kind_of_refusal({}) == ErrorKind::bad_argument);
  row[2] = std::string{"n.v.t."};
  CHECK(kind_of_refusal(row) == ErrorKind::bad_argument);
  row = place_row("x");
  row[2] = 3.0;
  CHECK(kind_of_refusal(row) == ErrorKind::bad_argument);
  row = place_row("x");
  row[4] = std::string{"2026"};
  CHECK(kind_of_refusal(row) == ErrorKind::bad_argument);
  CHECK(kind_of_refusal(place_row("x"), {}) == ErrorKind::bad_argument);
  CHECK(kind_of_refusal(place_row("x"), square(0, 0)) == ErrorKind::bad_argument);
  CHECK(kind_of_refusal(place_row("x"), geo::Point{std::nan(""), 0}) == ErrorKind::bad_argument);
}

TEST_CASE("GeoPackage: a style must be XML and its symbols must fit the geometry", "[publish][unit]") {
  const auto style = [](const std::string& type) {
    return "<qgis><renderer-v2 type='RuleRenderer'><symbols><symbol name='0' type='" + type +
           "'/></symbols></renderer-v2></qgis>";
  };
  const test::TemporaryFolder folder;
  auto target = begun(folder / "a.gpkg");
  CHECK_NOTHROW(target.set_style("places", "s", style("marker")));
  CHECK_THROWS_AS(target.set_style("places", "s", style("fill")), core::Error);
  CHECK_THROWS_AS(target.set_style("places", "s", "<qgis><renderer-v2>"), core::Error);
  CHECK_THROWS_AS(target.set_style("places", "s", "<qgis/>"), core::Error);
  CHECK_THROWS_AS(target.set_style("elsewhere", "s", style("marker")), core::Error);
  CHECK_THROWS_AS(target.set_project("trek", "<qgis>"), core::Error);
  CHECK_THROWS_AS(target.set_metadata("places", "no"), core::Error);
}
