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
namespace {

struct Cell {
  char name;
  int east_m;
  const char* code;
  int people;
  int young;   // 15-24
  int adults;  // 25-44
  double nearest_min;
};
constexpr Cell kCells[] = {
    {'A', 1050, "E2410N4801", 100, 20, 40, 3.25},   {'B', 1550, "E2415N4801", 60, 20, 20, 1.25},
    {'C', 2050, "E2420N4801", 200, 40, 80, 3.25},   {'D', 2550, "E2425N4801", 40, 0, 20, 5.25},
    {'E', 3050, "E2430N4801", 80, 20, 40, 7.25},    {'F', 4050, "E2440N4801", 120, 40, 40, 11.25},
    {'G', 5050, "E2450N4801", 300, 60, 120, 15.25}, {'H', 6050, "E2460N4801", 50, 10, 20, 13.25},
    {'I', 7050, "E2470N4801", 90, 20, 40, 9.25},    {'J', 8050, "E2480N4801", 160, 40, 60, 5.25},
    {'K', 9050, "E2490N4801", 70, 10, 20, 1.25},    {'L', 5650, "E2456N4820", 110, 20, 40, 23.675}};

std::string streets() {
  using trek::test::osm_node;
  using trek::test::osm_way;
  return trek::test::osm_file(osm_node(1, {240'000, 480'100}) + osm_node(2, {245'550, 480'100}) +
                                  osm_node(3, {250'000, 480'100}) + osm_node(4, {245'550, 482'100}) +
                                  osm_way(1, {1, 2, 3}) + osm_way(2, {2, 4}),
                              "<bounds minlat=\"51.9\" minlon=\"6.2\" maxlat=\"52.8\" maxlon=\"7.2\"/>\n");
}

std::string municipalities() {
  return trek::test::municipalities_geojson({{"GM0164", "West", {220'000, 460'000, 245'000, 500'000}},
                                             {"GM0153", "Oost", {245'000, 460'000, 270'000, 500'000}}});
}

std::string ages() {
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

std::string cells() {
  std::string text = trek::test::kCellsHeader;
  for (const Cell& cell : kCells) text += fmt::format("{},{},{},{}\n", cell.code, cell.people, cell.young, cell.adults);
  return text;
}

constexpr const char* kDrawnProject = R"([project]
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

const DrawnRegion& region() {
  static const DrawnRegion made;
  return made;
}

/// What a column of the sites should hold of S1, S2 and S3.
struct Column {
  const char* name;
  double expected[3];
  double margin;
};

}  // namespace

TEST_CASE("drawn region: every measure of the sites", "[flow]") {
  const Column columns[] = {
      // C, D, E | G, H | I
      {"people_target_bicycle_5min", {135, 140, 40}, 0},
      {"people_all_bicycle_5min", {320, 350, 90}, 0},
      // A to F | F to I | G to K
      {"people_target_bicycle_10min", {250, 230, 265}, 0},
      {"people_all_bicycle_10min", {600, 560, 670}, 0},
      // D | G | I, then C, D, E | G | I
      {"people_target_foot_5min", {15, 120, 40}, 0},
      {"people_all_foot_5min", {40, 300, 90}, 0},
      {"people_target_foot_10min", {135, 120, 40}, 0},
      {"people_all_foot_10min", {320, 300, 90}, 0},
      // 20-40 x (1 - t / 20 min), to where that is 0. S1: 25.5 + 18.4375 + 67 + 14.0625 + 33.5 + 31.875 + 52.5 + 4.75 +
      // 1.5 (I). S2: 3.9 + 4.9375 + 23.8 + 5.9625 + 19.9 + 34.875 + 107.7 + 15.55 + 23.1 + 24.5375 + 3.55 +
      // 18.25. S3: 0.5625 (D) + 5.5 + 16.875 + 64.5 + 14.75 + 37.5 + 47.9375 + 10.75 + 8.65.
      {"hansen_target_bicycle", {249.125, 286.0625, 207.025}, 0.51},
      // People of 20-40 whose nearest place is farther than 10 min: F 50, G 120, H 20, L 40; of these within 10 min
      {"gap_target_bicycle", {50, 190, 140}, 0},
      // From T: 3000, 300 and 1500 m along the street
      {"station_bicycle_min", {13.25, 2.45, 7.25}, 0.051},
      {"hospitality_500m", {2, 1, 0}, 0},
      {"unconnected_share_bicycle", {0, 0, 0}, 0},
      // The sum of 20-40 x f / (f of the site + f of P1 + f of P2), f = 1 - t / 20 min, to where f is 1 %: 19.8 min.
      // S1, with f in 1/80: A 40 x 51/118, B 25 x 59/134, C 80 x 1/2, D 15 x 75/134, E 40 x 67/118, F 50 x 51/86,
      // G 120 x 35/65, H 20 x 19/49, I 40 x 3/46. S2: A 40 x 7.8/74.8, B 25 x 15.8/90.8, C 80 x 23.8/90.8,
      // D 15 x 31.8/90.8, E 40 x 39.8/90.8, F 50 x 55.8/90.8, G 120 x 71.8/101.8, H 20 x 62.2/92.2, I 40 x 46.2/89.2,
      // J 65 x 30.2/89.2, K 20 x 14.2/89.2, L 40. S3: D 15 x 3/62, E 40 x 11/62, F 50 x 27/62, G 120 x 43/73,
      // H 20 x 59/89, I 40 x 75/118, J 65 x 1/2, K 20 x 43/118, L 40.
      {"huff_visitors_bicycle", {204.03, 267.04, 218.75}, 0.51},
      {"huff_share_bicycle", {204.03 / 555, 267.04 / 555, 218.75 / 555}, 6e-5},
  };
  const char* const sites[] = {"S1", "S2", "S3"};
  for (const Column& column : columns) {
    for (std::size_t i = 0; i < 3; ++i) {
      CAPTURE(column.name, sites[i]);
      CHECK(region().of_site(sites[i], column.name) == Approx(column.expected[i]).margin(column.margin + 1e-9));
    }
  }
}

TEST_CASE("drawn region: values, scores and ranks", "[flow]") {
  // Values of people, gap, station, hospitality and size with the anchors above; weights 4 2 1 1 2 of 10.
  //   S1  250/500  50/200  (15 - 13.25)/10  2/4  1850/2000   -> 0.5 0.25 0.175 0.5 0.925 -> 0.5025
  //   S2  230/500 190/200  1                1/4   450/2000   -> 0.46 0.95 1 0.25 0.225   -> 0.544
  //   S3  265/500 140/200  (15 - 7.25)/10   0     unknown    -> 0.53 0.7 0.775 0 [0, 1]  -> 0.4295 to 0.6295
  const std::map<std::string, std::map<std::string, double>> expected{
      {"S1",
       {{"score_low", 0.5025}, {"score", 0.5025}, {"score_high", 0.5025}, {"completeness_share", 1}, {"rank", 2}}},
      {"S2", {{"score_low", 0.544}, {"score", 0.544}, {"score_high", 0.544}, {"completeness_share", 1}, {"rank", 1}}},
      {"S3",
       {{"score_low", 0.4295}, {"score", 0.5295}, {"score_high", 0.6295}, {"completeness_share", 0.8}, {"rank", 3}}}};
  for (const auto& [site, columns] : expected) {
    for (const auto& [column, value] : columns) {
      CAPTURE(site, column);
      CHECK(region().of_site(site, column) == Approx(value).margin(5e-5));
    }
  }
  const std::map<std::string, std::vector<double>> values{
      {"S1", {0.5, 0.25, 0.175, 0.5, 0.925}}, {"S2", {0.46, 0.95, 1.0, 0.25, 0.225}}, {"S3", {0.53, 0.7, 0.775, 0.0}}};
  const char* const criteria[] = {"people_target_bicycle_10min", "gap_target_bicycle", "station_bicycle_min",
                                  "hospitality_500m", "floor_area_m2"};
  const double weights[] = {0.4, 0.2, 0.1, 0.1, 0.2};
  for (const auto& [site, of_site] : values) {
    for (std::size_t c = 0; c < of_site.size(); ++c) {
      CAPTURE(site, criteria[c]);
      const auto row = fmt::format("site_key = '{}' and criterion = '{}'", site, criteria[c]);
      CHECK(region().number("value", "criteria", row) == Approx(of_site[c]).margin(1e-6));
      CHECK(region().number("weight_share", "criteria", row) == Approx(weights[c]).margin(1e-9));
      CHECK(region().number("contribution", "criteria", row) == Approx(weights[c] * of_site[c]).margin(1e-6));
      CHECK(region().number("contribution_low", "criteria", row) == Approx(weights[c] * of_site[c]).margin(1e-6));
    }
  }
  const std::string unknown = "site_key = 'S3' and criterion = 'floor_area_m2'";
  CHECK(region().number("value_low", "criteria", unknown) == 0.0);
  CHECK(region().number("value_high", "criteria", unknown) == 1.0);
  CHECK(region().number("known", "criteria", unknown) == 0.0);
}

TEST_CASE("drawn region: who is served, cell by cell and a municipality", "[flow]") {
  double people = 0.0;
  double target = 0.0;
  for (const Cell& cell : kCells) {
    CAPTURE(cell.name);
    const auto row = fmt::format("key = '{}'", cell.code);
    const double expected_target = 0.5 * cell.young + 0.75 * cell.adults;
    CHECK(region().number("inhabitants", "demand", row) == Approx(cell.people).margin(1e-9));
    CHECK(region().number("target", "demand", row) == Approx(expected_target).margin(1e-9));
    CHECK(region().number("nearest_place_bicycle_min", "demand", row) == Approx(cell.nearest_min).margin(0.0501));
    CHECK(region().number("served_bicycle", "demand", row) == (cell.nearest_min <= 10.0 ? 1.0 : 0.0));
    const bool west = cell.east_m <= 5050;  // G too, though it lies in the east
    CHECK(region().text("nearest_place_bicycle_key", "demand", row) == (west ? "P1" : "P2"));
    CHECK(region().text("nearest_place_bicycle_municipality_code", "demand", row) == (west ? "GM0164" : "GM0153"));
    people += cell.people;
    target += expected_target;
  }
  CHECK(people == 1380);
  CHECK(target == 555);

  // Within 10 min: A to E in the west (480 of 600; 200 of 250), I, J and K in the east (320 of 780; 125 of 305).
  // Mean time: west (100 x 195 + 60 x 75 + 200 x 195 + 40 x 315 + 80 x 435 + 120 x 675) / 600 = 319 s;
  // east (300 x 915 + 50 x 795 + 90 x 555 + 160 x 315 + 70 x 75 + 110 x 1420.5) / 780 = 738.6 s.
  // Nine of ten reach a place: west the 540th person lives in F (675 s), east the 702nd in L (1420.5 s).
  // Nobody is served across the border. Without a place: F 120 (50) in the west, which S1 reaches; G, H and L 460 (180)
  // in the east, of which S2 and S3 each reach G and H: of equals the better rank, S2.
  const std::map<std::string, std::map<std::string, double>> expected{{"GM0164",
                                                                       {{"inhabitants", 600},
                                                                        {"target", 250},
                                                                        {"existing_place_count", 1},
                                                                        {"site_count", 1},
                                                                        {"served_share_bicycle", 0.8},
                                                                        {"served_by_own_share_bicycle", 0.8},
                                                                        {"served_by_others_share_bicycle", 0},
                                                                        {"target_served_share_bicycle", 0.8},
                                                                        {"gap_bicycle", 120},
                                                                        {"gap_target_bicycle", 50},
                                                                        {"gap_site_people_bicycle", 120},
                                                                        {"gap_target_site_people_bicycle", 50},
                                                                        {"unknown_share_bicycle", 0},
                                                                        {"mean_time_min_bicycle", 319.0 / 60},
                                                                        {"p90_time_min_bicycle", 11.25}}},
                                                                      {"GM0153",
                                                                       {{"inhabitants", 780},
                                                                        {"target", 305},
                                                                        {"existing_place_count", 1},
                                                                        {"site_count", 2},
                                                                        {"served_share_bicycle", 320.0 / 780},
                                                                        {"served_by_own_share_bicycle", 320.0 / 780},
                                                                        {"served_by_others_share_bicycle", 0},
                                                                        {"target_served_share_bicycle", 125.0 / 305},
                                                                        {"gap_bicycle", 460},
                                                                        {"gap_target_bicycle", 180},
                                                                        {"gap_site_people_bicycle", 350},
                                                                        {"gap_target_site_people_bicycle", 140},
                                                                        {"unknown_share_bicycle", 0},
                                                                        {"mean_time_min_bicycle", 576'105.0 / 780 / 60},
                                                                        {"p90_time_min_bicycle", 23.675}}}};
  for (const auto& [code, columns] : expected) {
    for (const auto& [column, value] : columns) {
      CAPTURE(code, column);
      const double margin = column.find("_min") != std::string::npos ? 0.0501 : 5e-5;
      CHECK(region().number(column, "municipalities", "code = '" + code + "'") == Approx(value).margin(margin));
    }
  }
  const auto best = [](const std::string& code) {
    return trek::test::sqlite_value(region().output(),
                                    "select best_site_key from municipalities where code = '" + code + "'");
  };
  CHECK(best("GM0164") == "S1");
  CHECK(best("GM0153") == "S2");
  CHECK(region().text("gap_site_key_bicycle", "municipalities", "code = 'GM0164'") == "S1");
  CHECK(region().text("gap_target_site_key_bicycle", "municipalities", "code = 'GM0153'") == "S2");
}

// The same region with a farm M of 100 people (20-40: 0.5 x 20 + 0.75 x 40 = 40) 800 m north of S1 and 750 m from any
// street, and its station T 20 km to the east: off the streets of the bicycle, and more than two hours on foot.
TEST_CASE("drawn region: who is off the network may be within reach, and far is not unknown", "[flow]") {
  const DrawnRegion other{[](const std::filesystem::path& folder) {
    std::ofstream{folder / "vierkant_100m.csv", std::ios::app} << "E2425N4808,100,20,40\n";
    trek::test::edit(folder / "stations.csv", "245550", "265550");
    trek::test::edit(folder / "trek.toml", "measure = \"station_bicycle_min\"", "measure = \"station_foot_min\"");
  }};
  const auto of = [&](const char* column, const char* criterion) {
    return other.number(column, "criteria", fmt::format("site_key = 'S1' and criterion = '{}'", criterion));
  };
  // 10 minutes are 2,500 m as the crow flies: A to F, and M. Of the 250 + 40 the network sees 250.
  CHECK(of("raw", "people_target_bicycle_10min") == 250);
  CHECK(of("raw_low", "people_target_bicycle_10min") == 250);
  CHECK(of("raw_high", "people_target_bicycle_10min") == 290);
  CHECK(of("known_share", "people_target_bicycle_10min") == Approx(250.0 / 290).margin(5e-5));
  CHECK(other.of_site("S1", "unconnected_share_bicycle") == Approx(100.0 / 700).margin(5e-4));
  // F lacks a place, and M may.
  CHECK(of("raw_low", "gap_target_bicycle") == 50);
  CHECK(of("raw_high", "gap_target_bicycle") == 90);
  CHECK(of("known_share", "gap_target_bicycle") == Approx(50.0 / 90).margin(5e-5));
  // The score: 0.5, 0.25, 0, 0.5, 0.925 at least; 290/500 and 90/200 at most.
  CHECK(other.of_site("S1", "score_low") == Approx(0.4 * 0.5 + 0.2 * 0.25 + 0.1 * 0.5 + 0.2 * 0.925).margin(5e-5));
  CHECK(other.of_site("S1", "score_high") == Approx(0.4 * 0.58 + 0.2 * 0.45 + 0.1 * 0.5 + 0.2 * 0.925).margin(5e-5));
  CHECK(other.of_site("S1", "completeness_share") == Approx(0.4 * 250 / 290 + 0.2 * 50 / 90 + 0.4).margin(5e-5));
  // S3, 4.6 km from M, is as sure of its numbers as before.
  CHECK(other.text("known_share", "criteria", "site_key = 'S3' and criterion = 'gap_target_bicycle'") == "1.0");

  CHECK(other.text("station_foot_min", "sites", "key = 'S1'") == "NULL");
  CHECK(other.of_site("S1", "station_foot_min_beyond") == 1);
  CHECK(of("value", "station_foot_min") == 0);
  CHECK(of("known_share", "station_foot_min") == 1);
  CHECK(of("raw_low", "station_foot_min") == 120);
  CHECK(other.text("station_bicycle_min", "sites", "key = 'S1'") == "NULL");
  CHECK(other.text("station_bicycle_min_beyond", "sites", "key = 'S1'") == "NULL");
  CHECK(other.text("served_bicycle", "demand", "key = 'E2425N4808'") == "NULL");
}

// Answers on the same region: by key and by name, one of them older than another, three that cannot be used.
TEST_CASE("drawn region: answers are traced from the file to the verdict, and check tells the bad ones", "[flow]") {
  const DrawnRegion other{[&](const std::filesystem::path& folder) {
    std::ofstream{folder / "antwoorden.csv"}
        << "site;rule;value;source;date\nS1;owner_refuses;nee;gesprek;2026-01-05\nfabriek;owner_refuses;ja;brief;2024-"
           "01-05\nKerk;owner_refuses;ja;brief;2026-02-01\nS4;owner_refuses;ja;;\nS3;owner_refuse;ja;;\nS3;health_risk;"
           "misschien;;\n";
    trek::test::edit(folder / "trek.toml", "[decay]", "[profile]\nanswers = \"antwoorden.csv\"\n\n[decay]");
  }};
  const auto of = [&](const char* column, const char* where) { return other.text(column, "answers", where); };
  const char* const newer = "site_key = 'S1' and rule = 'owner_refuses' and date = '2026-01-05'";
  CHECK(of("answer", newer) == "nee");
  CHECK(of("question", newer) == "Weigert de eigenaar verkoop, verhuur en medewerking?");
  CHECK(of("verdict", newer) == "voldoet");
  CHECK(of("decides", newer) == "1");
  CHECK(of("source", newer) == "gesprek");
  CHECK(of("decides", "site_key = 'S1' and rule = 'owner_refuses' and date = '2024-01-05'") == "0");
  CHECK(of("answer", "site_key = 'S1' and rule = 'floor_area'") == "2000 m2");
  CHECK(of("source", "site_key = 'S1' and rule = 'floor_area'") == "opgave in de lijst");
  CHECK(of("verdict", "site_key = 'S2' and rule = 'owner_refuses'") == "valt af");
  CHECK(other.text("veto_reasons", "sites", "key = 'S2'") ==
        "Weigert de eigenaar verkoop, verhuur en medewerking? ja (brief, 2026-02-01)");
  CHECK(other.text("rank", "sites", "key = 'S2'") == "NULL");
  const auto explained = trek::test::trek({"explain", other.output(), "S2"});
  CHECK(trek::test::says(explained.out, "valt af: Weigert de eigenaar verkoop, verhuur en medewerking? ja (brief, "));
  CHECK(trek::test::says(trek::test::trek({"explain", other.output(), "S1"}).out, "voldoet (overruled)") == false);

  const auto check = trek::test::trek({"check", other.project(), "--format", "csv", "--progress", "none"});
  CAPTURE(check.out, check.err);
  for (const char* said : {"antwoorden.csv,unknown_site,1", "antwoorden.csv,unknown_rule,1",
                           "antwoorden.csv,unreadable_answer,1", "did you mean 'owner_refuses'", "line 5: S4"})
    CHECK(trek::test::says(check.out, said));
}

// Half of the cells within reach of a cafe, as a third place: O1 and O2 serve the west, O3 the middle.
TEST_CASE("drawn region: what a kind of place counts as is the project's choice", "[flow]") {
  const DrawnRegion other{[](const std::filesystem::path& folder) {
    trek::test::edit(folder / "trek.toml", "[decay]", "[place_kinds]\nHoreca = \"third_place\"\n\n[decay]");
  }};
  // F lies 1,200 m from O2: 75 + 0.24 x 1200 s.
  CHECK(other.number("existing_place_count", "municipalities", "code = 'GM0164'") == 3);
  CHECK(other.text("nearest_place_bicycle_key", "demand", "key = 'E2440N4801'") == "O2");
  CHECK(other.number("nearest_place_bicycle_min", "demand", "key = 'E2440N4801'") == Approx(6.05).margin(0.0501));
  CHECK(other.number("gap_bicycle", "municipalities", "code = 'GM0164'") == 0);
  CHECK(other.text("hospitality_500m", "sites", "key = 'S1'") == "NULL");  // nothing left that is hospitality
}

TEST_CASE("drawn region: a criterion that moves nothing is told, before the run and after it", "[flow]") {
  const DrawnRegion other{[](const std::filesystem::path& folder) {
    trek::test::edit(folder / "trek.toml", "anchors = [[0, 0.0], [200, 1.0]]", "anchors = [[0, 0.0], [3000, 1.0]]");
  }};
  CHECK(trek::test::says(other.told(), "warning gap_target_bicycle: criterion_moves_little (1)"));
  const auto check = trek::test::trek({"check", other.project(), "--format", "csv", "--progress", "none"});
  CAPTURE(check.out);
  CHECK(trek::test::says(check.out, "gap_target_bicycle,criterion_moves_little,1"));
  CHECK(trek::test::says(check.out, "anchored from 0 to 3000; in straight lines"));
  CHECK(trek::test::says(region().told(), "warning people_target_bicycle_10min: criterion_moves_little (1)"));
  CHECK_FALSE(trek::test::says(region().told(), "warning gap_target_bicycle"));
}

// S1 0.5025 and S2 0.544 are sure, S3 is 0.4295 to 0.6295: 43 % of its range lies above S2, 36 % below S1.
TEST_CASE("drawn region: how firm the ranks are", "[flow]") {
  CHECK(region().text("rank_group", "sites", "key = 'S2'") == "1-2");
  CHECK(region().text("rank_group", "sites", "key = 'S1'") == "2-3");
  CHECK(region().text("rank_group", "sites", "key = 'S3'") == "1-3");
  CHECK(region().text("sum(top_1_share)", "sites", "1") == "1.0");
}

// With S0 = 0.5, and strength 1 for 1,000 m2: S1 (2,000 m2) pulls 2 f, S2 (600 m2) 0.6 f; S3, of unknown size, is taken
// as ordinary, and may draw nobody or all of the 410 people of 20-40 (D to L) that it reaches within 19.8 min.
TEST_CASE("drawn region: staying home and the size of a site, as the project says", "[flow]") {
  const DrawnRegion other{[](const std::filesystem::path& folder) {
    trek::test::edit(folder / "trek.toml", "[decay]",
                     "[huff]\noutside_option = 0.5\nordinary_place_m2 = 1000\n\n[decay]");
    trek::test::edit(folder / "trek.toml", "measure = \"hospitality_500m\"", "measure = \"huff_visitors_bicycle\"");
  }};
  CHECK(other.of_site("S1", "huff_visitors_bicycle") == Approx(208.07).margin(0.51));
  CHECK(other.of_site("S2", "huff_visitors_bicycle") == Approx(127.44).margin(0.51));
  CHECK(other.of_site("S3", "huff_visitors_bicycle") == Approx(133.58).margin(0.51));
  const char* const unknown = "site_key = 'S3' and criterion = 'huff_visitors_bicycle'";
  CHECK(other.number("raw_low", "criteria", unknown) == 0);
  CHECK(other.number("raw_high", "criteria", unknown) == 410);
  CHECK(other.number("known_share", "criteria", unknown) == 0);
  CHECK(other.number("known_share", "criteria", "site_key = 'S1' and criterion = 'huff_visitors_bicycle'") == 1);
}

namespace {

constexpr const char* kAges = "[[source]]\ntable = \"population_ages\"\npath = \"leeftijden.geojson\"\n";

/// Two criteria of the drawn project for a potential and for visitors.
void ask_for_potential_and_visitors(const std::filesystem::path& project) {
  trek::test::edit(project, "measure = \"station_bicycle_min\"", "measure = \"hansen_target_bicycle\"");
  trek::test::edit(project, "measure = \"hospitality_500m\"", "measure = \"huff_visitors_bicycle\"");
  trek::test::edit(project, "measure = \"floor_area_m2\"", "measure = \"huff_share_bicycle\"");
}

/// What the table of criteria should hold of a site: raw, raw_low, raw_high.
void check_bounds(const DrawnRegion& other, const std::string& site, const std::string& criterion, double raw,
                  double low, double high) {
  CAPTURE(site, criterion);
  const auto of = [&](const char* column) {
    return other.number(column, "criteria", fmt::format("site_key = '{}' and criterion = '{}'", site, criterion));
  };
  const double margin = 5e-4 * high;
  CHECK(of("raw") == Approx(raw).margin(margin));
  CHECK(of("raw_low") == Approx(low).margin(margin));
  CHECK(of("raw_high") == Approx(high).margin(margin));
  CHECK(of("known_share") == Approx(low / high).margin(1e-3));
}

}  // namespace

// Without ages nobody measured the shares of 0.5 and 0.75: of each cell the true number is 0.88 to 1.14 times as large,
// in every count, and of the share of all people 0.88 / 1.14 to 1.14 / 0.88.
TEST_CASE("drawn region: what is not known of ages is in the bounds of every measure of 20-40", "[flow]") {
  const DrawnRegion other{[](const std::filesystem::path& folder) {
    trek::test::edit(folder / "trek.toml", kAges, "");
    ask_for_potential_and_visitors(folder / "trek.toml");
  }};
  const std::map<std::string, std::map<std::string, double>> expected{
      {"people_target_bicycle_10min", {{"S1", 250}, {"S2", 230}, {"S3", 265}}},
      {"gap_target_bicycle", {{"S1", 50}, {"S2", 190}, {"S3", 140}}},
      {"hansen_target_bicycle", {{"S1", 249.125}, {"S2", 286.0625}, {"S3", 207.025}}},
      {"huff_visitors_bicycle", {{"S1", 204.03}, {"S2", 267.04}, {"S3", 218.75}}}};
  for (const auto& [criterion, sites] : expected) {
    for (const auto& [site, people] : sites) check_bounds(other, site, criterion, people, 0.88 * people, 1.14 * people);
  }
  for (const auto& [site, people] : expected.at("huff_visitors_bicycle")) {
    CAPTURE(site);
    const auto row = fmt::format("site_key = '{}' and criterion = 'huff_share_bicycle'", site);
    CHECK(other.number("raw_low", "criteria", row) == Approx(people / 555 * 0.88 / 1.14).margin(1e-3));
    CHECK(other.number("raw_high", "criteria", row) == Approx(people / 555 * 1.14 / 0.88).margin(1e-3));
  }
  // 0.4 v(220), 0.2 v(44) at the least; the other three are anchored to what no number of people is.
  const auto low = [&](const char* criterion) {
    return other.number("value_low", "criteria", fmt::format("site_key = 'S1' and criterion = '{}'", criterion));
  };
  CHECK(low("people_target_bicycle_10min") == Approx(220.0 / 500).margin(1e-6));
  CHECK(low("gap_target_bicycle") == Approx(44.0 / 200).margin(1e-6));
}

// The 40 people of 15-24 in C are secret, which means one to four where zeros are told (D has none): 0.75 x 80 and 0.5
// to 2 of 20-40 in place of 80. S1 reaches C within 10 min, S3 does not; within 20 min S3 does at 0 (1,275 s).
TEST_CASE("drawn region: a secret band is in the bounds of the sites that reach its cell, and of no other", "[flow]") {
  const DrawnRegion other{[](const std::filesystem::path& folder) {
    trek::test::edit(folder / "vierkant_100m.csv", "E2420N4801,200,40,80", "E2420N4801,200,-99997,80");
    ask_for_potential_and_visitors(folder / "trek.toml");
  }};
  const double best = other.number("target", "demand", "key = 'E2420N4801'");
  CHECK(best > 60.5);
  CHECK(best < 62.0);
  check_bounds(other, "S1", "people_target_bicycle_10min", 170 + best, 170 + 60.5, 170 + 62);
  // C lies 195 s from S1: 1 - 3.25 / 20 of it counts, and half of it is drawn.
  check_bounds(other, "S1", "hansen_target_bicycle", 249.125 - 67 + 0.8375 * best, 249.125 - 67 + 0.8375 * 60.5,
               249.125 - 67 + 0.8375 * 62);
  check_bounds(other, "S1", "huff_visitors_bicycle", 204.03 - 40 + best / 2, 204.03 - 40 + 60.5 / 2,
               204.03 - 40 + 62.0 / 2);
  for (const char* const criterion :
       {"people_target_bicycle_10min", "hansen_target_bicycle", "gap_target_bicycle", "huff_visitors_bicycle"}) {
    CAPTURE(criterion);
    const auto row = fmt::format("site_key = 'S3' and criterion = '{}'", criterion);
    CHECK(other.number("raw_low", "criteria", row) == other.number("raw_high", "criteria", row));
    CHECK(other.number("known_share", "criteria", row) == 1);
  }
  // C is served: nobody without a place is in doubt.
  check_bounds(other, "S1", "gap_target_bicycle", 50, 50, 50);
}

// The west ends at x = 242,000, 550 m from S1: a station there could be 550 m / 16 km/h away, and T is 13.25 min.
// S3, 7.25 min and so at most 1,934 m from the nearest, lies 5 km from the edge.
TEST_CASE("drawn region: a station beyond the data may be nearer than all that are known", "[flow]") {
  const auto smaller = [](const std::filesystem::path& folder) {
    std::ofstream{folder / "gemeenten.geojson"}
        << trek::test::municipalities_geojson({{"GM0164", "West", {242'000, 460'000, 245'000, 500'000}},
                                               {"GM0153", "Oost", {245'000, 460'000, 270'000, 500'000}}});
  };
  const auto of = [](const DrawnRegion& other, const std::string& site, const char* column) {
    return other.number(column, "criteria", fmt::format("site_key = '{}' and criterion = 'station_bicycle_min'", site));
  };
  const DrawnRegion cut{smaller};
  CHECK(of(cut, "S1", "raw") == Approx(13.25).margin(0.051));
  CHECK(of(cut, "S1", "raw_high") == Approx(13.25).margin(0.051));
  CHECK(of(cut, "S1", "raw_low") <= 550 / (16'000.0 / 60));
  CHECK(of(cut, "S1", "raw_low") >= 400 / (16'000.0 / 60));  // by squares of 100 m
  // Of a circle of 3,533 m what lies 550 m or more west of its middle: 40 %.
  CHECK(of(cut, "S1", "known_share") == Approx(0.6).margin(0.02));
  CHECK(of(cut, "S3", "raw_low") == of(cut, "S3", "raw_high"));
  CHECK(of(cut, "S3", "known_share") == 1);

  // There is one: 650 m along the street, 75 + 0.24 x 650 s.
  const DrawnRegion whole{[](const std::filesystem::path& folder) {
    std::ofstream{folder / "stations.csv", std::ios::app} << "U;Voorbij;241900;480050\n";
  }};
  CHECK(of(whole, "S1", "raw") == Approx(3.85).margin(0.051));
  CHECK(of(whole, "S1", "raw") >= of(cut, "S1", "raw_low"));
  CHECK(of(whole, "S1", "known_share") == 1);

  // A list that goes on around the region leaves no doubt.
  const DrawnRegion wide{[&](const std::filesystem::path& folder) {
    smaller(folder);
    std::ofstream{folder / "stations.csv", std::ios::app}
        << "U;Noord;236000;490000\nV;Zuid;236000;470000\nW;Oost;256000;480000\n";
  }};
  CHECK(of(wide, "S1", "raw_low") == Approx(13.25).margin(0.051));
  CHECK(of(wide, "S1", "known_share") == 1);
}
