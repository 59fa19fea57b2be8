#pragma once

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "flow/drawn_files.hpp"
#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"

// A region that is small enough to work out by hand, through the whole program: every figure that the GeoPackage holds
// of it is compared with a number that was worked out beside the drawing, not by the program.
//
//   north                                                           L
//                                                              |   Dwarsweg, 2 km north from 5550
//   cells      A    B    C    D    E         F         G       |   H         I         J         K
//   Langeweg --+----+----+----+----+---------+---------+-------+---+---------+---------+---------+--
//   south                P1        S1 o o                     S2 o  T            S3                  P2
//
// A column of the drawing is not a scale, the numbers are; the Langeweg is 10 km long. Metres east of x = 240,000:
//   cells (100 m, middle 50 m north of the Langeweg; L 100 m east of the Dwarsweg, 1,950 m north of the junction)
//         A 1050  B 1550  C 2050  D 2550  E 3050  F 4050  G 5050  H 6050  I 7050  J 8050  K 9050  L 5650
//   people   100     60    200     40     80    120    300     50     90    160     70    110   1,380 together
//   15-24     20     20     40      0     20     40     60     10     20     40     10     20
//   25-44     40     20     80     20     40     40    120     20     40     60     20     40
//   20-40     40     25     80     15     40     50    120     20     40     65     20     40   0.5 x and 0.75 x: 555
//   ages  a postcode in each municipality with 50 people in every band of five years: 0.5 of 15-24, 0.75 of 25-44
//   sites  S1 2550 (factory, 2,000 m2)  S2 5250 (church, 600 m2)  S3 7050 (shop, size unknown), all 50 m south
//   places P1 1550 and P2 9050, 50 m south; cafes (o) at 2650, 2850 and 5350, 50 m south; station T 5550, 50 m south
//   municipalities: west of 5000 (A to F: 600 people, 250 of 20-40) and east of it (G to L: 780 and 305)
//
// Bicycle: 15 km/h is 0.24 s a metre; 50 m to or from the street at 4.8 km/h is 37.5 s, and 100 m is 75 s. Between two
// points along the Langeweg that is 75 + 0.24 d seconds; to L 0.24 d to the junction + 468 + 37.5 + 75. In seconds:
//            A     B     C     D     E     F     G     H     I     J     K     L
//   S1     435   315   195    75   195   435   675   915  1155  1395  1635  1300.5
//   S2    1083   963   843   723   603   363   123   267   507   747   987   652.5
//   S3    1515  1395  1275  1155  1035   795   555   315    75   315   555   940.5
//   P1     195    75   195   315   435   675   915  1155   ...               1540.5
//   P2                                        1035   795   555   315    75  1420.5
//   the nearer, in minutes 3.25 1.25 3.25 5.25 7.25 11.25 15.25 13.25 9.25 5.25 1.25 23.675
//
// On foot as the crow flies, 4.8 km/h, detour 1.25: 0.9375 s a metre. Of the cells within 10 min (640 m): S1 has D at
// 100 m (93.75 s) and C and E at 509.9 m (478 s); S2 has G at 223.6 m (209.6 s); S3 has I at 100 m.
namespace trek::test::drawn {

struct Cell {
  char name;
  int east_m;
  const char* code;
  int people;
  int young;   // 15-24
  int adults;  // 25-44
  double nearest_min;
};
inline constexpr Cell kCells[] = {
    {'A', 1050, "E2410N4801", 100, 20, 40, 3.25},   {'B', 1550, "E2415N4801", 60, 20, 20, 1.25},
    {'C', 2050, "E2420N4801", 200, 40, 80, 3.25},   {'D', 2550, "E2425N4801", 40, 0, 20, 5.25},
    {'E', 3050, "E2430N4801", 80, 20, 40, 7.25},    {'F', 4050, "E2440N4801", 120, 40, 40, 11.25},
    {'G', 5050, "E2450N4801", 300, 60, 120, 15.25}, {'H', 6050, "E2460N4801", 50, 10, 20, 13.25},
    {'I', 7050, "E2470N4801", 90, 20, 40, 9.25},    {'J', 8050, "E2480N4801", 160, 40, 60, 5.25},
    {'K', 9050, "E2490N4801", 70, 10, 20, 1.25},    {'L', 5650, "E2456N4820", 110, 20, 40, 23.675}};

inline std::string streets() {
  using trek::test::osm_node;
  using trek::test::osm_way;
  return trek::test::osm_file(osm_node(1, {240'000, 480'100}) + osm_node(2, {245'550, 480'100}) +
                                  osm_node(3, {250'000, 480'100}) + osm_node(4, {245'550, 482'100}) +
                                  osm_way(1, {1, 2, 3}) + osm_way(2, {2, 4}),
                              "<bounds minlat=\"51.9\" minlon=\"6.2\" maxlat=\"52.8\" maxlon=\"7.2\"/>\n");
}

inline std::string municipalities() {
  return trek::test::municipalities_geojson({{"GM0164", "West", {220'000, 460'000, 245'000, 500'000}},
                                             {"GM0153", "Oost", {245'000, 460'000, 270'000, 500'000}}});
}

inline std::string ages() {
  std::string features;
  for (const int x_m : {230'000, 255'000}) {
    features += fmt::format(
        "{0}{{\"type\":\"Feature\",\"properties\":{{\"postcode\":\"{1}\",\"inwoners\":900,\"inw_15_19\":50,"
        "\"inw_20_24\":50,\"inw_25_29\":50,\"inw_30_34\":50,\"inw_35_39\":50,\"inw_40_44\":50}},\"geometry\":{{"
        "\"type\":\"Polygon\",\"coordinates\":[[[{2},480000],[{3},480000],[{3},485000],[{2},485000],[{2},480000]]]}}}}",
        features.empty() ? "" : ",", x_m / 1000 + 7000, x_m, x_m + 5000);
  }
  return "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::"
         "28992\"}},\"features\":[" +
         features + "]}";
}

inline std::string cells() {
  std::string text = trek::test::kCellsHeader;
  for (const Cell& cell : kCells) text += fmt::format("{},{},{},{}\n", cell.code, cell.people, cell.young, cell.adults);
  return text;
}

inline constexpr const char* kDrawnProject = R"([project]
name = "Getekend"
language = "nl"
data = "."

[[source]]
table = "municipalities"
path = "gemeenten.geojson"
[[source]]
table = "population"
path = "vierkant_100m.csv"
[[source]]
table = "population_ages"
path = "leeftijden.geojson"
[[source]]
table = "candidates"
path = "kandidaten.csv"
[[source]]
table = "places"
path = "plekken.csv"
[[source]]
table = "stations"
path = "stations.csv"
[[source]]
table = "network"
name = "straten"
path = "straten.osm"

[[mode]]
mode = "bicycle"
network = "straten"
limits_min = [5, 10]
norm_min = 10
[[mode]]
mode = "foot"
speed_kmh = 4.8
detour_factor = 1.25
limits_min = [5, 10]
norm_min = 10

[candidates]
smallest_area_m2 = 150

[decay]
kind = "linear"
limit_min = 20

[[criterion]]
measure = "people_target_bicycle_10min"
weight = 4
anchors = [[0, 0.0], [500, 1.0]]
reason = "mensen"
[[criterion]]
measure = "gap_target_bicycle"
weight = 2
anchors = [[0, 0.0], [200, 1.0]]
reason = "gat"
[[criterion]]
measure = "station_bicycle_min"
weight = 1
anchors = [[5, 1.0], [15, 0.0]]
reason = "station"
[[criterion]]
measure = "hospitality_500m"
weight = 1
anchors = [[0, 0.0], [4, 1.0]]
reason = "horeca"
[[criterion]]
measure = "floor_area_m2"
weight = 2
anchors = [[150, 0.0], [2150, 1.0]]
reason = "maat"
)";

/// The region as files, run once.
class DrawnRegion {
 public:
  explicit DrawnRegion(const std::function<void(const std::filesystem::path&)>& change = {}) {
    folder_.write("straten.osm", streets());
    folder_.write("gemeenten.geojson", municipalities());
    folder_.write("vierkant_100m.csv", cells());
    folder_.write("leeftijden.geojson", ages());
    folder_.write("kandidaten.csv",
                  "id;naam;type;x;y;bvo_m2\nS1;Fabriek;fabriek;242550;480050;2000\n"
                  "S2;Kerk;kerk;245250;480050;600\nS3;Winkel;winkel;247050;480050;\n");
    folder_.write(
        "plekken.csv",
        "id;naam;soort;x;y\nP1;Buurthuis;third_place;241550;480050\nP2;Dorpshuis;third_place;249050;480050\n"
        "O1;Eetcafe;horeca;242650;480050\nO2;Lunchroom;horeca;242850;480050\nO3;Bakker;horeca;245350;480050\n");
    folder_.write("stations.csv", "code;naam;x;y\nT;Halte;245550;480050\n");
    folder_.write("trek.toml", kDrawnProject);
    if (change) change(folder_.path());
    const auto result = trek::test::trek({"run", folder_ / "trek.toml", "-o", output(), "--progress", "none"});
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
    told_ = result.err;
  }
  [[nodiscard]] std::filesystem::path project() const { return folder_ / "trek.toml"; }
  [[nodiscard]] const std::string& told() const { return told_; }
  [[nodiscard]] std::filesystem::path output() const { return folder_ / "uit.gpkg"; }
  /// One number of one row; fails where it is NULL or absent.
  [[nodiscard]] double number(const std::string& column, const std::string& table, const std::string& where) const {
    const auto sql = fmt::format("select \"{}\" from {} where {}", column, table, where);
    CAPTURE(sql);
    const auto rows = trek::test::sqlite_rows(output(), sql);
    REQUIRE(rows.size() == 1);
    REQUIRE(rows[0][0] != "NULL");
    return std::stod(rows[0][0]);
  }
  [[nodiscard]] std::string text(const std::string& column, const std::string& table, const std::string& where) const {
    return trek::test::sqlite_value(output(), fmt::format("select {} from {} where {}", column, table, where));
  }
  [[nodiscard]] double of_site(const std::string& site, const std::string& column) const {
    return number(column, "sites", "key = '" + site + "'");
  }

 private:
  trek::test::TemporaryFolder folder_;
  std::string told_;
};

}  // namespace trek::test::drawn
