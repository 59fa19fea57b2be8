#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/core/random.hpp"
#include "trek/publish/geopackage.hpp"
#include "trek/publish/users_content.hpp"

using namespace trek;
using publish::FieldType;
using publish::GeometryType;
using publish::GeoPackage;
using publish::Value;
using test::bytes_of;

using trek::test::says;

namespace {

namespace fs = std::filesystem;

GeoPackage begun_with_points(const fs::path& file, bool overwrite) {
  GeoPackage target{file, {overwrite, "EPSG:28992", "2026-01-02T03:04:05.678Z"}};
  target.begin_layer({"points", GeometryType::point, "", "", {{"text", FieldType::text, "", ""}}});
  return target;
}

void write_some(const fs::path& file, int count, bool overwrite = false) {
  auto target = begun_with_points(file, overwrite);
  for (int i = 0; i < count; ++i)
    target.append(std::array<Value, 1>{std::to_string(i)}, geo::Point{250000.0 + i, 470000.0 + 7 * (i % 13)});
  target.finish();
}

std::size_t file_count(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
}

template <class Action>
std::string output_error_of(Action action) {
  try {
    action();
  } catch (const core::Error& error) {
    const bool refused = error.kind() == core::ErrorKind::bad_argument;  // else the disk's fault
    CHECK((refused || error.kind() == core::ErrorKind::output));
    CHECK(std::string{error.what()}.find('\n') == std::string::npos);
    return error.what();
  }
  return "no error";
}

/// As long as it lives, no file of this process grows beyond `bytes`.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit limit{bytes, old_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &old_); }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit old_{};
};

geo::Ring random_ring(core::Random& random, geo::Point centre, double radius_m, bool clockwise) {
  geo::Ring ring;
  const int corners = 3 + static_cast<int>(random.below(6));
  for (int i = 0; i < corners; ++i) {
    const double angle = (clockwise ? -1.0 : 1.0) * 2.0 * 3.14159265358979 * i / corners;
    ring.push_back({centre.x_m + radius_m * std::cos(angle), centre.y_m + radius_m * std::sin(angle)});
  }
  ring.push_back(ring.front());
  return ring;
}

}  // namespace

TEST_CASE("GeoPackage: destroyed without finish it leaves no trace and the old file as it was", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder / "out.gpkg";
  {
    auto target = begun_with_points(file, false);
    target.append(std::array<Value, 1>{std::string{"x"}}, geo::Point{250000, 470000});
    CHECK(file_count(folder.path()) == 1);  // the temporary one: the test below can fail
  }
  CHECK(file_count(folder.path()) == 0);
  write_some(file, 3);
  const auto before = bytes_of(file);
  {
    auto target = begun_with_points(file, true);
    target.append(std::array<Value, 1>{std::string{"x"}}, geo::Point{250000, 470000});
  }
  CHECK(bytes_of(file) == before);
  CHECK(file_count(folder.path()) == 1);
}

TEST_CASE("GeoPackage: overwrites only when asked to", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder / "out.gpkg";
  write_some(file, 3);
  const auto before = bytes_of(file);
  CHECK(says(output_error_of([&] { write_some(file, 4); }), "--overwrite"));
  CHECK(bytes_of(file) == before);
  write_some(file, 4, true);
  CHECK(test::sqlite_value(file, "select count(*) from points") == "4");
}

TEST_CASE("GeoPackage: what trek did not write is carried over, with all that belongs to it", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder / "out.gpkg";
  write_some(file, 3);
  GDALAllRegister();
  {
    const std::unique_ptr<GDALDataset> dataset{
        GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr)};
    REQUIRE(dataset != nullptr);
    OGRSpatialReference wgs84;
    wgs84.SetFromUserInput("EPSG:4258");
    auto* const layer = dataset->CreateLayer("mine", &wgs84, wkbPoint, nullptr);
    OGRFieldDefn field{"remark", OFTString};
    layer->CreateField(&field);
    for (int i = 0; i < 5; ++i) {
      OGRFeature feature{layer->GetLayerDefn()};
      feature.SetField("remark", std::to_string(i).c_str());
      OGRPoint point{6.5 + i * 0.1, 52.3};
      feature.SetGeometry(&point);
      REQUIRE(layer->CreateFeature(&feature) == OGRERR_NONE);
    }
  }
  test::sqlite_change(file,
                      "create table plain (a, b); insert into plain values (1, 'x'); create index by_a on plain (a);"
                      "create view seen as select a from plain");
  auto target = begun_with_points(file, true);
  target.append(std::array<Value, 1>{std::string{"new"}}, geo::Point{250000, 470000});
  CHECK(publish::users_content(file) == std::vector<std::string>{"table mine", "table plain", "view seen"});
  target.finish();

  CHECK(test::sqlite_value(file, "select group_concat(text) from points") == "new");
  CHECK(test::sqlite_value(file, "select group_concat(remark) from mine") == "0,1,2,3,4");
  CHECK(test::sqlite_value(file, "select count(*) from rtree_mine_geom where minx between 6.49 and 6.71") == "3");
  CHECK(test::sqlite_value(file, "select srs_id from gpkg_geometry_columns where table_name = 'mine'") == "4258");
  CHECK(test::sqlite_value(file, "select count(*) from gpkg_spatial_ref_sys where srs_id = 4258") == "1");
  CHECK(test::sqlite_value(file, "select feature_count from gpkg_ogr_contents where table_name = 'mine'") == "5");
  CHECK(test::sqlite_value(file, "select count(*) from sqlite_master where type = 'trigger' and tbl_name = 'mine'") !=
        "0");
  CHECK(test::sqlite_value(file, "select count(*) from sqlite_master where name in ('by_a', 'seen')") == "2");
  CHECK(test::sqlite_value(file, "pragma integrity_check") == "ok");

  write_some(file, 2, true);  // and again, from a file that has been through it
  CHECK(test::sqlite_value(file, "select count(*) from mine") == "5");
  CHECK(test::sqlite_value(file, "select count(*) from points") == "2");
}

TEST_CASE("GeoPackage: a default style of the user's stays the default, trek's own is written anew",
          "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder / "out.gpkg";
  const auto write = [&] {
    auto target = begun_with_points(file, true);
    target.append(std::array<Value, 1>{std::string{"x"}}, geo::Point{250000, 470000});
    target.set_style("points", "trek",
                     R"(<qgis><renderer-v2><symbols><symbol type="marker"/></symbols></renderer-v2></qgis>)");
    target.finish();
  };
  write();
  CHECK(publish::users_content(file).empty());  // its own style is no user's
  write();
  const auto change = GENERATE("update layer_styles set styleQML = '<qgis/>'",
                               "insert into layer_styles (f_table_schema, f_table_name, f_geometry_column, styleName, "
                               "styleQML, useAsDefault) values ('', 'points', 'geom', 'mine', '<qgis/>', 1)");
  test::sqlite_change(file, change);
  CHECK(publish::users_content(file).size() == 1);
  write();
  CHECK(test::sqlite_value(file, "select styleQML from layer_styles where useAsDefault = 1") == "<qgis/>");
  CHECK(test::sqlite_value(file, "select count(*) from layer_styles where useAsDefault = 1") == "1");
  CHECK(test::sqlite_value(file, "select count(*) from layer_styles") == "2");
}

TEST_CASE("GeoPackage: a table of the user's with the name of a new one is never lost", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder / "out.gpkg";
  {  // no file of trek's at all
    const std::unique_ptr<GDALDataset> dataset{[&] {
      GDALAllRegister();
      return GetGDALDriverManager()->GetDriverByName("GPKG")->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
    }()};
    dataset->CreateLayer("points", nullptr, wkbPoint, nullptr);
  }
  const auto before = bytes_of(file);
  CHECK(says(output_error_of([&] { write_some(file, 1, true); }), "its table 'points' is not trek's"));
  CHECK(bytes_of(file) == before);
  CHECK(file_count(folder.path()) == 1);
}

TEST_CASE("GeoPackage: a target that appears during the writing is not overwritten", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder / "out.gpkg";
  auto target = begun_with_points(file, false);
  target.append(std::array<Value, 1>{std::string{"x"}}, geo::Point{250000, 470000});
  folder.write("out.gpkg", "somebody else's");
  CHECK(says(output_error_of([&] { target.finish(); }), "exists already"));
  CHECK(bytes_of(file) == "somebody else's");
}

TEST_CASE("GeoPackage: missing folder, folder as target and files in use are one clear line", "[publish][unit]") {
  const test::TemporaryFolder folder;
  CHECK(says(output_error_of([&] { write_some(folder / "no/such/out.gpkg", 1); }), "folder does not exist"));
  CHECK(says(output_error_of([&] { write_some(folder.path(), 1, true); }), "not a regular file"));
  const auto file = folder / "out.gpkg";
  write_some(file, 1);
  folder.write("out.gpkg-wal", "frames of the old content");
  CHECK(says(output_error_of([&] { write_some(file, 2, true); }), "open in another program"));
}

TEST_CASE("GeoPackage: a read-only folder and a read-only target are refused", "[publish][unit]") {
  if (::geteuid() == 0) return;  // root may write anywhere
  const test::TemporaryFolder folder;
  const auto file = folder / "out.gpkg";
  write_some(file, 1);
  ::chmod(file.c_str(), 0444);
  CHECK(says(output_error_of([&] { write_some(file, 2, true); }), "read-only"));
  ::chmod(file.c_str(), 0644);
  ::chmod(folder.path().c_str(), 0555);
  CHECK(says(output_error_of([&] { write_some(folder / "new.gpkg", 1); }), "cannot create"));
  ::chmod(folder.path().c_str(), 0755);
}

TEST_CASE("GeoPackage: a full disk is an error, and the old file stays", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder / "out.gpkg";
  write_some(file, 3);
  const auto before = bytes_of(file);
  {
    const FileSizeLimit limit{256 * 1024};  // the kernel's refusal takes the same way as a full disk
    const auto message = output_error_of([&] { write_some(file, 50'000, true); });
    CAPTURE(message);
    CHECK(says(message, "ulimit"));
  }
  CHECK(bytes_of(file) == before);
  CHECK(file_count(folder.path()) == 1);
  write_some(file, 50'000, true);
  CHECK(fs::file_size(file) > 256 * 1024);  // so the limit above was below what was needed
}

TEST_CASE("GeoPackage: the same calls give the same bytes, under any name", "[publish][unit]") {
  const test::TemporaryFolder folder;
  write_some(folder / "one.gpkg", 5000);
  write_some(folder / "another_name.gpkg", 5000);
  CHECK(bytes_of(folder / "one.gpkg") == bytes_of(folder / "another_name.gpkg"));
}

TEST_CASE("GeoPackage: GDAL reads back the polygons that were written, shells counter-clockwise", "[publish][unit]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  core::Random random{seed};
  const test::TemporaryFolder folder;
  const auto file = folder / "out.gpkg";
  std::vector<geo::MultiPolygon> features;
  for (int i = 0; i < 30; ++i) {
    auto& feature = features.emplace_back();
    const auto parts = 1 + random.below(3);
    for (std::uint64_t part = 0; part < parts; ++part) {
      const geo::Point centre{200000.0 + 100.0 * static_cast<double>(part), 450000.0 + random.uniform() * 1000.0};
      geo::Polygon polygon{random_ring(random, centre, 40.0, random.below(2) == 1), {}};
      if (random.below(2) == 1) polygon.holes.push_back(random_ring(random, centre, 5.0, random.below(2) == 1));
      feature.push_back(std::move(polygon));
    }
  }
  GeoPackage target{file, {false, "EPSG:28992", "2026-01-02T03:04:05Z"}};
  target.begin_layer({"areas", GeometryType::multipolygon, "", "", {}});
  for (const auto& feature : features) target.append({}, feature);
  target.finish();

  GDALAllRegister();
  const std::unique_ptr<GDALDataset> dataset{GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR)};
  REQUIRE(dataset != nullptr);
  auto* const layer = dataset->GetLayerByName("areas");
  REQUIRE(layer != nullptr);
  REQUIRE(layer->GetFeatureCount() == 30);
  CHECK(std::string{layer->GetSpatialRef()->GetAuthorityCode(nullptr)} == "28992");
  for (const auto& expected : features) {
    const OGRFeatureUniquePtr feature{layer->GetNextFeature()};
    const auto* const geometry = feature->GetGeometryRef()->toMultiPolygon();
    REQUIRE(geometry->IsValid());
    REQUIRE(static_cast<std::size_t>(geometry->getNumGeometries()) == expected.size());
    CHECK(geometry->get_Area() == Approx(geo::area_m2(expected)).epsilon(1e-9));
    OGREnvelope envelope;
    geometry->getEnvelope(&envelope);
    CHECK(envelope.MinX == geo::bounds(expected).min_x_m);
    CHECK(envelope.MaxY == geo::bounds(expected).max_y_m);
    for (const auto* polygon : *geometry) {
      CHECK_FALSE(polygon->getExteriorRing()->isClockwise());
      for (int hole = 0; hole < polygon->getNumInteriorRings(); ++hole)
        CHECK(polygon->getInteriorRing(hole)->isClockwise());
    }
  }
}
