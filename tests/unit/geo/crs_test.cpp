#include "trek/geo/crs.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "trek/core/error.hpp"
#include "trek/geo/transformed_box.hpp"

using namespace trek;
using namespace trek::geo;

namespace {

constexpr std::string_view kEtrs89 = "EPSG:4258";
constexpr Point kAmersfoort{155'000, 463'000};
constexpr LonLat kAmersfoortDegrees{5.387204, 52.155172};  // METHODS "Coordinates"
constexpr double kMetersPerDegree = 111'195.0;             // of latitude, on a sphere of 6371 km

double distance_m(LonLat a, LonLat b) {
  const double shrink = std::cos(a.lat_deg * 3.14159265358979 / 180.0);
  return std::hypot((a.lon_deg - b.lon_deg) * shrink, a.lat_deg - b.lat_deg) * kMetersPerDegree;
}

/// What Esri writes beside a Dutch shapefile: no code, own names.
constexpr auto kEsriRdNew =
    R"(PROJCS["RD_New",GEOGCS["GCS_Amersfoort",DATUM["D_Amersfoort",SPHEROID["Bessel_1841",6377397.155,299.1528128]],)"
    R"(PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Double_Stereographic"],)"
    R"(PARAMETER["False_Easting",155000.0],PARAMETER["False_Northing",463000.0],)"
    R"(PARAMETER["Central_Meridian",5.38763888888889],PARAMETER["Scale_Factor",0.9999079],)"
    R"(PARAMETER["Latitude_Of_Origin",52.15616055555555],UNIT["Meter",1.0]])";

/// The same projection on a datum that PROJ cannot tie to anything.
constexpr auto kLostDatum =
    R"(PROJCS["Somewhere",GEOGCS["Unknown",DATUM["Not specified",SPHEROID["Bessel 1841",6377397.155,299.1528128]],)"
    R"(PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Oblique_Stereographic"],)"
    R"(PARAMETER["latitude_of_origin",52.1561605555556],PARAMETER["central_meridian",5.38763888888889],)"
    R"(PARAMETER["scale_factor",0.9999079],PARAMETER["false_easting",155000],PARAMETER["false_northing",463000],)"
    R"(UNIT["metre",1]])";

core::ErrorKind kind_of_failure(std::string_view source, std::string_view target, std::string& message) {
  try {
    const Transformation transformation{source, target};
  } catch (const core::Error& error) {
    message = error.what();
    return error.kind();
  }
  FAIL("no error");
  return core::ErrorKind::internal;
}

TEST_CASE("projected_crs_for: RD in the Netherlands, else the UTM zone of the middle", "[geo][unit]") {
  CHECK(geo::projected_crs_for({6.5, 52.1, 7.1, 52.5}) == "EPSG:28992");
  CHECK(geo::projected_crs_for({3.3, 50.8, 7.2, 53.6}) == "EPSG:28992");
  CHECK(geo::projected_crs_for({6.5, 52.1, 8.1, 52.5}) == "EPSG:32632");    // Twente and Osnabrueck
  CHECK(geo::projected_crs_for({-8.7, 41.1, -8.5, 41.2}) == "EPSG:32629");  // Porto
  CHECK(geo::projected_crs_for({-51.3, -30.1, -51.1, -30.0}) == "EPSG:32722");
  CHECK(geo::projected_crs_for({179.0, 1.0, 181.0, 2.0}) == "EPSG:32660");
  CHECK_FALSE(geo::is_geographic(geo::projected_crs_for({-0.5, 51.3, 0.3, 51.6})));
}

}  // namespace

TEST_CASE("Transformation: the church tower of Amersfoort, both ways", "[unit]") {
  for (const std::string_view degrees : {kEtrs89, kWgs84}) {
    CAPTURE(degrees);
    const Transformation to_rd{degrees, kRdNew};
    const Transformation to_degrees{kRdNew, degrees};
    CHECK(geo::distance_m(to_rd.to_point(kAmersfoortDegrees), kAmersfoort) < 0.5);
    CHECK(distance_m(to_degrees.to_lon_lat(kAmersfoort), kAmersfoortDegrees) < 0.5);
  }
}

TEST_CASE("Transformation: says what it does and how well", "[unit]") {
  const Transformation to_rd{kEtrs89, kRdNew};
  CHECK_FALSE(to_rd.is_identity());
  CHECK(to_rd.operation().source == "EPSG:4258");
  CHECK(to_rd.operation().target == "EPSG:28992");
  CHECK(to_rd.operation().name.find("RD New") != std::string::npos);
  CHECK(to_rd.operation().name.find("allpark") == std::string::npos);
  REQUIRE(to_rd.operation().accuracy_m);
  CHECK(*to_rd.operation().accuracy_m <= 0.5);
}

TEST_CASE("Transformation: x is east whatever the authority says", "[unit]") {
  // EPSG:4326 is latitude first, OGC:CRS84 longitude first; EPSG:3035 northing first.
  const Transformation lat_first{"EPSG:4326", kRdNew};
  const Transformation lon_first{"OGC:CRS84", kRdNew};
  CHECK(lat_first.to_point({6.89, 52.22}) == lon_first.to_point({6.89, 52.22}));
  const Point laea = Transformation{kRdNew, "EPSG:3035"}.to_point({257'000, 471'000});
  CHECK(laea.x_m == Approx(4'108'000).margin(5'000));
  CHECK(laea.y_m == Approx(3'237'000).margin(5'000));
}

TEST_CASE("Transformation: identity where both mean the same", "[unit]") {
  const std::string gdal_wkt = crs_wkt(kRdNew, true);
  for (const std::string& same : {std::string{kRdNew}, gdal_wkt, crs_wkt(kRdNew), std::string{kEsriRdNew}}) {
    CAPTURE(same);
    const Transformation transformation{same, kRdNew};
    CHECK(transformation.is_identity());
    CHECK(transformation.operation().name == "none");
    CHECK(transformation.operation().source == "EPSG:28992");
    CHECK(transformation.to_point({1.25, 2.5}) == Point{1.25, 2.5});
  }
  CHECK(Transformation{"OGC:CRS84", "EPSG:4326"}.is_identity());
  CHECK_FALSE(Transformation{"EPSG:28991", kRdNew}.is_identity());
}

TEST_CASE("Transformation: heights are left aside", "[unit]") {
  CHECK(Transformation{"EPSG:7415", kRdNew}.is_identity());
}

TEST_CASE("Transformation: common sources of Dutch and German data are all sharper than 2 m", "[unit]") {
  for (const auto* source : {"EPSG:4326", "EPSG:4258", "EPSG:3857", "EPSG:25831", "EPSG:25832", "EPSG:32632",
                             "EPSG:3035", "EPSG:28991", "OGC:CRS84", "EPSG:4979", "EPSG:3044"}) {
    CAPTURE(source);
    const Transformation to_rd{source, kRdNew};
    CAPTURE(to_rd.operation().name);
    REQUIRE(to_rd.operation().accuracy_m);
    CHECK(*to_rd.operation().accuracy_m <= 2.0);
    const Point there = Transformation{kRdNew, source}.to_point({257'000, 471'000});
    CHECK(geo::distance_m(to_rd.to_point({there.x_m, there.y_m}), {257'000, 471'000}) < 0.01);
  }
}

TEST_CASE("Transformation: refuses what it cannot do well", "[unit]") {
  std::string message;
  CHECK(kind_of_failure("EPSG:1", kRdNew, message) == core::ErrorKind::data);
  CHECK(message.find("'EPSG:1'") != std::string::npos);
  CHECK(kind_of_failure("", kRdNew, message) == core::ErrorKind::data);
  CHECK(kind_of_failure("no such\nthing", kRdNew, message) == core::ErrorKind::data);
  CHECK(message.find('\n') == std::string::npos);
  CHECK(kind_of_failure(kLostDatum, kWgs84, message) == core::ErrorKind::data);
  CHECK(message.find("ballpark") != std::string::npos);
  CHECK(message.find('\n') == std::string::npos);
}

TEST_CASE("Transformation: a point that cannot be transformed becomes infinite, the others do not", "[unit]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  std::vector<double> x{nan, inf, 6.89, 6.89, 6.89};
  std::vector<double> y{52.2, 52.2, -inf, 4000.0, 52.22};
  const Transformation to_rd{kWgs84, kRdNew};
  to_rd.apply(x, y);
  for (std::size_t i = 0; i < 4; ++i) {
    CAPTURE(i);
    CHECK(std::isinf(x[i]));
    CHECK(std::isinf(y[i]));
  }
  CHECK(std::isfinite(x[4]));
  CHECK(Point{x[4], y[4]} == to_rd.to_point({6.89, 52.22}));
  to_rd.apply({}, {});
}

TEST_CASE("crs_wkt: can be read back", "[unit]") {
  CHECK(crs_wkt(kRdNew).rfind("PROJCRS[", 0) == 0);
  CHECK(crs_wkt(kRdNew, true).rfind("PROJCS[", 0) == 0);
  CHECK(crs_wkt(kRdNew).find('\n') == std::string::npos);
  CHECK(find_crs_code(crs_wkt(kRdNew)) == "EPSG:28992");
  CHECK(find_crs_code(crs_wkt(kWgs84, true)) == "EPSG:4326");
  CHECK_THROWS_AS(crs_wkt("EPSG:1"), core::Error);
}

TEST_CASE("find_crs_code: only with confidence", "[unit]") {
  CHECK(find_crs_code("EPSG:28992") == "EPSG:28992");
  CHECK(find_crs_code(kEsriRdNew) == "EPSG:28992");
  CHECK_FALSE(find_crs_code(kLostDatum));
  CHECK_FALSE(find_crs_code("nonsense"));
  CHECK_FALSE(find_crs_code(""));
}

TEST_CASE("is_geographic: degrees or metres", "[unit]") {
  CHECK(is_geographic("EPSG:4326"));
  CHECK(is_geographic("OGC:CRS84"));
  CHECK_FALSE(is_geographic(kRdNew));
  CHECK_FALSE(is_geographic("EPSG:7415"));
  CHECK_THROWS_AS(is_geographic("nonsense"), core::Error);
}

TEST_CASE("transformed: a box holds its sides where they bulge", "[unit]") {
  const Transformation to_rd{kWgs84, kRdNew};
  const Box box = transformed({3.5, 51.0, 7.0, 53.0}, kWgs84, kRdNew);
  const Point corner = to_rd.to_point({3.5, 51.0});
  const Point middle = to_rd.to_point({5.25, 51.0});
  CHECK(box.contains(corner));
  CHECK(box.contains(middle));
  // Away from the meridian of Amersfoort a parallel rises by R sin(lat) cos(lat) dlon^2 / 2:
  // 6371 km * 0.489 * 0.0329^2 / 2 = 1.69 km in the corner, 0.01 km in the middle.
  CHECK(corner.y_m - middle.y_m == Approx(1680.0).epsilon(0.03));
}

TEST_CASE("Transformation: one per thread, same numbers on all", "[parallel]") {
  const Point expected = Transformation{kWgs84, kRdNew}.to_point({6.89, 52.22});
  std::vector<Point> found(4);
  {
    std::vector<std::jthread> threads;
    for (auto& point : found)
      threads.emplace_back([&point] { point = Transformation{kWgs84, kRdNew}.to_point({6.89, 52.22}); });
  }
  for (const Point& point : found) CHECK(point == expected);
}
