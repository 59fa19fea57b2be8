#include "flow/drawn_region.hpp"

using trek::test::drawn::Cell;
using trek::test::drawn::DrawnRegion;
using trek::test::drawn::kCells;

namespace {

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
  const auto explained = trek::test::trek({"explain", other.output(), "S2", "--lang", "nl"});
  CHECK(trek::test::says(explained.out, "valt af: Weigert de eigenaar verkoop, verhuur en medewerking? ja (brief, "));
  CHECK_FALSE(trek::test::says(trek::test::trek({"explain", other.output(), "S2"}).out, "valt af"));
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
