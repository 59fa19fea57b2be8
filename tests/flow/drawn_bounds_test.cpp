#include "flow/drawn_region.hpp"

// What is not known for certain in the drawn region: the bounds of its measures, worked out by hand.

using trek::test::drawn::DrawnRegion;

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
