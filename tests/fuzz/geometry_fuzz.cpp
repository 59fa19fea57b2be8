// The geometry of a feature: well-known binary as GDAL has it, repaired, written as GeoPackage has it, and read again.
// An input that begins with "GP" is put into a GeoPackage as it is, and read from there.
#include <gdal.h>
#include <ogr_api.h>
#include <sqlite3.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "fuzz/support/memory_folder.hpp"
#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "trek/geo/topology.hpp"
#include "trek/ingest/detail/ogr.hpp"
#include "trek/ingest/detail/places.hpp"
#include "trek/ingest/detail/shape.hpp"
#include "trek/ingest/read.hpp"
#include "trek/publish/detail/geometry_blob.hpp"
#include "trek/publish/geopackage.hpp"

namespace trek::fuzz {
namespace {

constexpr std::size_t kPointHeader = 8;
constexpr std::size_t kBoxHeader = 40;

struct DestroyGeometry {
  void operator()(OGRGeometryH geometry) const noexcept { OGR_G_DestroyGeometry(geometry); }
};
using OwnGeometry = std::unique_ptr<std::remove_pointer_t<OGRGeometryH>, DestroyGeometry>;

OwnGeometry geometry_of(const void* bytes, std::size_t size) {
  OGRGeometryH geometry = nullptr;
  const ingest::detail::GdalScope quiet;
  const bool good = OGR_G_CreateFromWkb(bytes, nullptr, &geometry, static_cast<int>(size)) == OGRERR_NONE;
  OwnGeometry own{geometry};
  return good ? std::move(own) : nullptr;
}

/// What is written is the same when it is read.
void check_blob(const publish::Geometry& geometry, publish::GeometryType type) {
  if (!publish::detail::find_misfit(geometry, type).empty()) return;
  std::vector<std::byte> bytes;
  publish::detail::encode(geometry, 28992, bytes);
  const std::size_t header = type == publish::GeometryType::point ? kPointHeader : kBoxHeader;
  require(bytes.size() > header, "a geometry behind its header");
  const auto read = geometry_of(bytes.data() + header, bytes.size() - header);
  require(read != nullptr, "a geometry that GDAL reads");
  const auto shape = ingest::detail::shape_of(read.get());
  if (const auto* place = std::get_if<geo::Point>(&geometry))
    require(shape.points.size() == 1 && shape.points.front() == *place, "the same point");
  if (const auto* polygons = std::get_if<geo::MultiPolygon>(&geometry))
    require(shape.polygons.size() == polygons->size(), "as many polygons");
}

void check_polygons(const geo::MultiPolygon& polygons) {
  const auto made = outcome([&] { return geo::made_valid(polygons); });
  require(made.has_value(), "a repair refuses nothing");
  if (made->empty()) return;
  ingest::detail::Shape shape;
  shape.polygons = *made;
  require(!ingest::detail::separate_places(shape).empty(), "an area has a place");
  const auto fault = geo::find_invalidity(*made);
  require(!fault, "what was repaired is valid: " + fault.value_or(""));
  check_blob(*made, publish::GeometryType::multipolygon);
}

void check_wkb(std::string_view input) {
  const auto geometry = geometry_of(input.data(), input.size());
  if (!geometry) return;
  auto shape = ingest::detail::shape_of(geometry.get());
  if (shape.fault() != ingest::detail::Shape::Fault::none) return;
  require(shape.bounds().min_x_m <= shape.bounds().max_x_m, "bounds of what is there");
  for (const geo::Point place : shape.points) check_blob(place, publish::GeometryType::point);
  if (!shape.polygons.empty()) check_polygons(shape.polygons);
  ingest::detail::swap_axes(shape);
}

/// A GeoPackage of one building, of which `blob` is the outline.
std::filesystem::path geopackage_with(std::string_view blob) {
  static const std::string bytes = [] {
    const auto file = memory_folder() / "sound.gpkg";
    publish::GeoPackage package{file, {true, "EPSG:28992", "2026-01-01T00:00:00.000Z"}};
    package.begin_layer({"pand",
                         publish::GeometryType::multipolygon,
                         "",
                         "",
                         {{"identificatie", publish::FieldType::text, "", ""},
                          {"bouwjaar", publish::FieldType::integer, "", ""},
                          {"status", publish::FieldType::text, "", ""}}});
    const std::vector<publish::Value> values{std::string{"0153100000000001"}, std::int64_t{1920},
                                             std::string{"Pand in gebruik"}};
    package.append(values, geo::MultiPolygon{geo::rectangle({255'000, 470'000, 255'010, 470'010})});
    package.finish();
    return bytes_of(file);
  }();
  const auto file = memory_folder().write("drawn.gpkg", bytes);
  sqlite3* database = nullptr;
  require(sqlite3_open(file.c_str(), &database) == SQLITE_OK, "a GeoPackage of this target");
  // The triggers of the index need functions that SQLite does not have.
  sqlite3_exec(database,
               "DROP TRIGGER IF EXISTS rtree_pand_geom_update1; DROP TRIGGER IF EXISTS rtree_pand_geom_update2;"
               "DROP TRIGGER IF EXISTS rtree_pand_geom_update3; DROP TRIGGER IF EXISTS rtree_pand_geom_update4;"
               "DROP TRIGGER IF EXISTS rtree_pand_geom_update5; DROP TRIGGER IF EXISTS rtree_pand_geom_update6;"
               "DROP TRIGGER IF EXISTS rtree_pand_geom_update7",
               nullptr, nullptr, nullptr);
  sqlite3_stmt* update = nullptr;
  require(sqlite3_prepare_v2(database, "UPDATE pand SET geom = ?", -1, &update, nullptr) == SQLITE_OK,
          "a layer of this target");
  sqlite3_bind_blob(update, 1, blob.data(), static_cast<int>(blob.size()), SQLITE_STATIC);
  require(sqlite3_step(update) == SQLITE_DONE, "an outline that is put in");
  sqlite3_finalize(update);
  sqlite3_close(database);
  return file;
}

void check_geopackage(std::string_view blob) {
  model::Source source;
  source.name = "drawn";
  source.table = "buildings";
  source.path = geopackage_with(blob);
  const auto loaded = outcome([&] { return ingest::read_buildings(source, {}, {}); });
  if (!loaded) return;
  require_balance(loaded->record, loaded->report);
  require(loaded->record.read_count == 1, "the one building is used or rejected");
}

std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> list;
  const geo::MultiPolygon square{geo::rectangle({255'000, 470'000, 255'010, 470'010})};
  geo::MultiPolygon bowtie = square;
  std::swap(bowtie.front().shell[1], bowtie.front().shell[2]);
  std::vector<std::byte> bytes;
  for (const publish::Geometry& geometry :
       {publish::Geometry{geo::Point{255'000, 470'000}}, publish::Geometry{square}, publish::Geometry{bowtie},
        publish::Geometry{geo::LineString{{255'000, 470'000}, {255'010, 470'010}}}}) {
    publish::detail::encode(geometry, 28992, bytes);
    list.push_back(text_of(bytes));
    const bool is_point = std::holds_alternative<geo::Point>(geometry);
    list.push_back(text_of(bytes).substr(is_point ? kPointHeader : kBoxHeader));
  }
  for (const char* const text : {"GEOMETRYCOLLECTION(POINT(255000 470000),LINESTRING(0 0,1 1))",
                                 "CURVEPOLYGON(CIRCULARSTRING(0 0,1 1,2 0,1 -1,0 0))", "MULTIPOINT(0 0,5000 5000)",
                                 "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,2 1,2 2,1 1))", "TIN(((0 0 0,0 1 0,1 0 0,0 0 0)))",
                                 "MULTISURFACE(((0 0,9 0,9 9,0 0)))"}) {
    OGRGeometryH geometry = nullptr;
    char* wkt = const_cast<char*>(text);
    if (OGR_G_CreateFromWkt(&wkt, nullptr, &geometry) != OGRERR_NONE) continue;
    const OwnGeometry own{geometry};
    std::string wkb(static_cast<std::size_t>(OGR_G_WkbSize(geometry)), '\0');
    OGR_G_ExportToIsoWkb(geometry, wkbNDR, reinterpret_cast<unsigned char*>(wkb.data()));
    list.push_back(wkb);
  }
  return list;
}

std::vector<std::string> words() {
  std::vector<std::string> list{"GP", std::string("\0\0\0\0\0\0\xF8\x7F", 8), std::string("\0\0\0\0\0\0\xF0\x7F", 8)};
  for (char type = 1; type <= 17; ++type) list.push_back(std::string{1, type, 0, 0, 0});
  return list;
}

void run(std::string_view input) { input.starts_with("GP") ? check_geopackage(input) : check_wkb(input); }

}  // namespace trek::fuzz
