#include <cmath>

#include "drawn.hpp"
#include "support/catch.hpp"

using trek::ingest::read_points;
using trek::ingest::ReadOptions;
using trek::test::count_of;
using trek::test::kControl;
using trek::test::says;
using trek::test::source_of;
using trek::test::TemporaryFolder;
using Names = std::vector<std::string>;

namespace {

trek::ingest::Loaded<trek::model::WeightedPoints> read_list(std::string_view csv, ReadOptions options = {},
                                                            const std::optional<Names>& names = std::nullopt) {
  const TemporaryFolder folder;
  return read_points(source_of(folder.write("points.csv", csv), "points"), options, names, kControl);
}

}  // namespace

TEST_CASE("read_points: every further column of numbers is a weight", "[ingest][unit]") {
  const auto [table, record, report] =
      read_list("id;x;y;name;people;jobs\nA;250000;470000;Alpha;12,5;3\nB;250100;470000;Beta;;-1\n");
  CHECK(table.key == Names{"A", "B"});
  CHECK(table.place == std::vector<trek::geo::Point>{{250000.0, 470000.0}, {250100.0, 470000.0}});
  REQUIRE(table.weight_name == Names{"people", "jobs"});
  CHECK(table.weight[0][0] == 12.5);
  CHECK(std::isnan(table.weight[0][1]));
  CHECK(table.weight[1] == std::vector<double>{3.0, -1.0});
  CHECK(report.findings().empty());
  CHECK(record.read_count == 2);
  CHECK(record.balances());
}

TEST_CASE("read_points: a column with numbers and words is no weight unless it is named", "[ingest][unit]") {
  constexpr std::string_view csv = "id,x,y,people\nA,250000,470000,12\nB,250100,470000,many\n";
  const auto guessed = read_list(csv);
  CHECK(guessed.table.weight_name.empty());
  REQUIRE_FALSE(guessed.record.notes.empty());
  CHECK(says(guessed.record.notes.back().en, "'people' is no weight: it has numbers and 'many'"));

  const auto named = read_list(csv, {}, Names{"people"});
  REQUIRE(named.table.weight_name == Names{"people"});
  CHECK(named.table.weight[0][0] == 12.0);
  CHECK(std::isnan(named.table.weight[0][1]));
  CHECK(count_of(named.report, "not_a_number") == 1);
}

TEST_CASE("read_points: an unknown weight column is named with the nearest", "[ingest][unit]") {
  try {
    const auto ignored = read_list("id,x,y,people\nA,250000,470000,12\n", {}, Names{"peple"});
    FAIL("no error");
  } catch (const trek::core::Error& error) {
    CHECK(error.kind() == trek::core::ErrorKind::bad_argument);
    CHECK(says(error.what(), "did you mean 'people'"));
  }
  CHECK(read_list("id,x,y,people\nA,250000,470000,12\n", {}, Names{}).table.weight_name.empty());
}

TEST_CASE("read_points: bad rows are in the report, and read = used + rejected", "[ingest][unit]") {
  const auto [table, record, report] = read_list(
      "id,x,y\nA,250000,470000\nB,abc,470000\nA,250100,470000\n,250200,470000\nC,250300,\nD,250400,470000\n"
      "E,250500,99\n");
  CHECK(table.key == Names{"A", "D"});
  CHECK(count_of(report, "missing_geometry") == 2);
  CHECK(count_of(report, "duplicate_key") == 1);
  CHECK(count_of(report, "missing_key") == 1);
  CHECK(count_of(report, "implausible_coordinates") == 1);
  CHECK(record.read_count == 7);
  CHECK(record.balances());
  CHECK(record.used_count == 2);
  CHECK(record.rejected_count == 5);
}

TEST_CASE("read_points: x and y are in the CRS that is said, lat and lon are WGS84", "[ingest][unit]") {
  ReadOptions options;
  options.undeclared_crs = "EPSG:25831";
  const auto utm = read_list("id,x,y\nA,750000,5797000\n", options).table.place.at(0);
  CHECK(utm.x_m == Approx(252'000.0).margin(15'000.0));
  CHECK(utm.y_m == Approx(476'000.0).margin(15'000.0));

  const auto degrees = read_list("id,lat,lon\nA,52.26,6.79\n", options).table.place.at(0);
  CHECK(degrees.x_m == Approx(251'000.0).margin(2'000.0));
  CHECK(degrees.y_m == Approx(476'000.0).margin(2'000.0));
}

TEST_CASE("read_points: without ids, rows are named by number", "[ingest][unit]") {
  const auto [table, record, report] = read_list("x,y,people\n250000,470000,3\n250100,470000,4\n");
  CHECK(table.key == Names{"1", "2"});
  CHECK(table.weight_name == Names{"people"});
  CHECK(says(record.notes.front().en + record.notes.back().en, "no column 'id'"));
}

TEST_CASE("read_points: any vector file, with its own CRS", "[ingest][unit]") {
  const TemporaryFolder folder;
  const auto file =
      folder.write("points.geojson", trek::test::collection({trek::test::feature(
                                         R"("id":"A","people":7,"x":"left")", trek::test::point(250000.0, 470000.0))}));
  ReadOptions options;
  options.undeclared_crs = "EPSG:25831";
  const auto table = read_points(source_of(file, "points"), options, std::nullopt, kControl).table;
  REQUIRE(table.size() == 1);
  CHECK(table.place[0] == trek::geo::Point{250000.0, 470000.0});
  CHECK(table.weight_name == Names{"people"});
}

TEST_CASE("read_points: points without a place, and degrees called metres, are refused", "[ingest][unit]") {
  const auto refusal = [](std::string_view csv) {
    ReadOptions options;
    options.undeclared_crs = options.crs;
    return trek::test::data_error([&] { (void)read_list(csv, options); });
  };
  CHECK(says(refusal("id,name\nA,b\n"), "columns x and y, or lat and lon"));
  CHECK(says(refusal("id,x,y\nA,6.79,52.26\n"), "say so with --crs EPSG:4326"));
  CHECK(says(refusal("id,x,y\nA,470000,250000\n"), "exchange x and y"));
}
