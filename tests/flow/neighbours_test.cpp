#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "flow/drawn_files.hpp"
#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "trek/core/random.hpp"
#include "trek/geo/crs.hpp"

// What lies around a region counts for its sites, and what lies beyond the data is told. Streets are a grid in RD of
// straight lines, cells lie on multiples of 100 m, everything is drawn here.
namespace {

using trek::geo::Point;
using trek::test::says;
using trek::test::sqlite_rows;
using trek::test::sqlite_value;
using trek::test::TemporaryFolder;

struct Drawing {
  double west_m = 250'000;
  double south_m = 475'000;
  double municipality_east_m = 253'000;
  double north_m = 481'000;
  double data_east_m = 256'000;  // as far as cells and streets go
  double street_step_m = 200;
  std::function<int(Point)> people = [](Point) { return 20; };               // of the cell around a point
  std::function<bool(int, int)> has_street = [](int, int) { return true; };  // between two neighbouring crossings
  std::vector<std::pair<std::string, Point>> sites;
  std::vector<Point> places;
  std::vector<Point> stations{{252'950, 478'050}};
};

std::string municipality(const Drawing& d) {
  return trek::test::municipalities_geojson(
      {{"GM0164", "Proefstad", {d.west_m, d.south_m, d.municipality_east_m, d.north_m}}});
}

/// Cells with their middle in [from, until) of x.
std::string cells(const Drawing& d, double from_m, double until_m) {
  std::string text = trek::test::kCellsHeader;
  for (double y = d.south_m; y < d.north_m; y += 100) {
    for (double x = d.west_m; x < d.data_east_m; x += 100) {
      if (x + 50 < from_m || x + 50 >= until_m) continue;
      const int people = d.people({x + 50, y + 50});
      if (people >= 5)
        text += fmt::format("E{:.0f}N{:.0f},{},{},{}\n", x / 100, y / 100, people, people / 5, people / 4);
    }
  }
  return text;
}

std::string streets(const Drawing& d) {
  std::string nodes;
  std::string ways;
  const int columns = static_cast<int>((d.data_east_m - d.west_m) / d.street_step_m) + 1;
  const int lines = static_cast<int>((d.north_m - d.south_m) / d.street_step_m) + 1;
  const auto id = [&](int column, int line) { return line * columns + column + 1; };
  for (int line = 0; line < lines; ++line) {
    for (int column = 0; column < columns; ++column) {
      nodes += trek::test::osm_node(id(column, line),
                                    {d.west_m + column * d.street_step_m, d.south_m + line * d.street_step_m});
      for (const bool north : {false, true}) {
        if (north ? line + 1 == lines : column + 1 == columns) continue;
        const int way = 2 * id(column, line) + (north ? 1 : 0);
        if (!d.has_street(column, 2 * line + (north ? 1 : 0))) continue;
        ways += trek::test::osm_way(way, {id(column, line), north ? id(column, line + 1) : id(column + 1, line)});
      }
    }
  }
  return trek::test::osm_file(nodes + ways);
}

constexpr const char* kNeighboursProject = R"([project]
name = "Buren"
language = "nl"
data = "."
[[source]]
table = "municipalities"
path = "gemeenten.geojson"
[[source]]
table = "population"
name = "vierkanten"
path = "vierkant_100m.csv"
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
limits_min = [5, 15]
norm_min = 10
[candidates]
smallest_area_m2 = 150
[[criterion]]
measure = "people_target_bicycle_15min"
weight = 2
anchors = [[0, 0.0], [40000, 1.0]]
reason = "mensen"
[[criterion]]
measure = "people_all_bicycle_5min"
weight = 1
anchors = [[0, 0.0], [40000, 1.0]]
reason = "dichtbij"
[[criterion]]
measure = "people_all_bicycle_15min"
weight = 1
anchors = [[0, 0.0], [40000, 1.0]]
reason = "allen"
[[criterion]]
measure = "hansen_target_bicycle"
weight = 1
anchors = [[0, 0.0], [40000, 1.0]]
reason = "potentiaal"
[[criterion]]
measure = "gap_target_bicycle"
weight = 1
anchors = [[0, 0.0], [40000, 1.0]]
reason = "gat"
[[criterion]]
measure = "huff_visitors_bicycle"
weight = 1
anchors = [[0, 0.0], [40000, 1.0]]
reason = "bezoekers"
[[criterion]]
measure = "station_bicycle_min"
weight = 1
anchors = [[5, 1.0], [30, 0.0]]
reason = "station"
)";

void write(const TemporaryFolder& folder, const Drawing& d) {
  folder.write("gemeenten.geojson", municipality(d));
  folder.write("vierkant_100m.csv", cells(d, d.west_m, d.data_east_m));
  folder.write("straten.osm", streets(d));
  std::string sites = "id;naam;type;x;y;bvo_m2\n";
  for (const auto& [name, place] : d.sites)
    sites += fmt::format("{0};{0};fabriek;{1:.0f};{2:.0f};1250\n", name, place.x_m, place.y_m);
  folder.write("kandidaten.csv", sites);
  std::string places = "id;naam;soort;x;y\n";
  for (std::size_t i = 0; i < d.places.size(); ++i)
    places += fmt::format("P{0};P{0};third_place;{1:.0f};{2:.0f}\n", i, d.places[i].x_m, d.places[i].y_m);
  folder.write("plekken.csv", places);
  std::string stations = "code;naam;x;y\n";
  for (std::size_t i = 0; i < d.stations.size(); ++i)
    stations += fmt::format("T{0};T{0};{1:.0f};{2:.0f}\n", i, d.stations[i].x_m, d.stations[i].y_m);
  folder.write("stations.csv", stations);
  folder.write("trek.toml", kNeighboursProject);
}

std::filesystem::path run(const TemporaryFolder& folder) {
  const auto output = folder / "uit.gpkg";
  const auto result =
      trek::test::trek({"run", folder / "trek.toml", "-o", output, "--overwrite", "--progress", "none"});
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  return output;
}

Drawing border_town() {
  Drawing d;
  d.sites = {{"G", {252'900, 478'000}}, {"W", {251'500, 478'000}}};
  d.places = {{250'100, 475'100}};
  return d;
}

double of_site(const std::filesystem::path& output, const std::string& site, const std::string& column) {
  return std::stod(sqlite_value(output, "select \"" + column + "\" from sites where key = '" + site + "'"));
}

}  // namespace

// 20 people on every cell. The bicycle makes 3,750 m in 15 min along a grid of 200 m: the diamond |dx| + |dy| around a
// site, less some metres to and from the street. G lies 100 m from the border, W in the middle of the municipality:
// counted by municipality W has more, counted by people G has.
TEST_CASE("neighbours: a site counts all people around it, a municipality its own", "[flow]") {
  const TemporaryFolder folder;
  write(folder, border_town());
  const auto output = run(folder);
  CHECK(of_site(output, "G", "people_all_bicycle_15min") > of_site(output, "W", "people_all_bicycle_15min"));
  CHECK(of_site(output, "G", "rank") == 1);
  CHECK(of_site(output, "G", "people_all_bicycle_15min") > 40'000);  // 36,000 live in the municipality
  CHECK(sqlite_value(output, "select inhabitants from municipalities") == "36000.0");
  CHECK(sqlite_value(output, "select value from run where key = 'population.demand_inhabitants'") == "72000.000");
  CHECK(sqlite_value(output, "select value from run where key = 'population.region_inhabitants'") == "36000.000");
  CHECK(sqlite_value(output, "select count(*) from demand where municipality_code is null") == "1800");

  // Cells and streets end at x = 256,000: 3,100 m from G. The reach of W ends before that, but not before y = 475,000.
  CHECK(of_site(output, "G", "beyond_data_share_bicycle") > 0.05);
  CHECK(of_site(output, "G", "completeness_share") < 1.0);
  const auto check = trek::test::trek({"check", folder / "trek.toml", "--progress", "none", "--format", "csv"});
  CAPTURE(check.out);
  CHECK(says(check.out, "reach_beyond_data"));
  CHECK(says(check.out, "2 of 2 sites"));
}

TEST_CASE("neighbours: the region is what the project names, the rest lies around it", "[flow]") {
  const TemporaryFolder folder;
  write(folder, border_town());
  folder.write("gemeenten.geojson",
               trek::test::municipalities_geojson({{"GM0164", "West", {250'000, 475'000, 253'000, 481'000}},
                                                   {"GM0153", "Oost", {253'000, 475'000, 256'000, 481'000}}}));
  const auto everything = run(folder);
  CHECK(sqlite_value(everything, "select count(*) from municipalities") == "2");
  const double reached = of_site(everything, "G", "people_all_bicycle_15min");
  for (const char* const name : {"West", "GM0164", "0164"}) {
    folder.write("trek.toml", kNeighboursProject);
    trek::test::edit(folder / "trek.toml", "[candidates]\n",
                     std::string{"[region]\nmunicipalities = [\""} + name + "\"]\n[candidates]\n");
    const auto west = run(folder);
    CAPTURE(name);
    CHECK(sqlite_value(west, "select group_concat(code) from municipalities") == "GM0164");
    CHECK(of_site(west, "G", "people_all_bicycle_15min") == reached);
  }
  trek::test::edit(folder / "trek.toml", "0164", "Wst");
  const auto wrong = trek::test::trek({"check", folder / "trek.toml"});
  CHECK(wrong.exit_code == 2);
  CHECK(says(wrong.err, "did you mean 'West'"));
}

TEST_CASE("neighbours: cells in a second file, and the same people in two files", "[flow]") {
  const TemporaryFolder folder;
  const Drawing d = border_town();
  write(folder, d);
  const double reached = of_site(run(folder), "G", "people_all_bicycle_15min");
  folder.write("vierkant_100m.csv", cells(d, 250'000, 253'500));
  folder.write("buren.csv", cells(d, 253'000, 256'000));  // half a kilometre twice
  trek::test::edit(folder / "trek.toml", "[[mode]]\n",
                   "[[source]]\ntable = \"population\"\nname = \"buren\"\npath = \"buren.csv\"\nsurroundings = "
                   "true\n[[mode]]\n");
  const auto output = run(folder);
  CHECK(of_site(output, "G", "people_all_bicycle_15min") == reached);
  CHECK(sqlite_value(output, "select value from run where key = 'population.demand_inhabitants'") == "72000.000");
  CHECK(sqlite_rows(output, "select 1 from rejected_records_unplaced where rule = 'sources_overlap'").size() == 1);
  trek::test::edit(folder / "trek.toml", "table = \"candidates\"\n", "table = \"candidates\"\nsurroundings = true\n");
  const auto refused = trek::test::trek({"check", folder / "trek.toml"});
  CHECK(refused.exit_code == 2);
  CHECK(says(refused.err, "surroundings"));
}

// German cells as the Zensus has them: by code, on the European grid, which is turned against RD.
TEST_CASE("neighbours: cells of the German Zensus beside Dutch ones", "[flow]") {
  const TemporaryFolder folder;
  const Drawing d = border_town();
  write(folder, d);
  folder.write("vierkant_100m.csv", cells(d, 250'000, 253'000));
  const trek::geo::Transformation to_europe{"EPSG:28992", "EPSG:3035"};
  double x = 254'500;
  double y = 478'000;
  to_europe.apply({&x, 1}, {&y, 1});
  std::string text = "GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner\n";
  for (int line = -10; line < 10; ++line) {
    for (int column = -10; column < 10; ++column) {
      const auto north = static_cast<long>(std::floor(y / 100) + line) * 100;
      const auto east = static_cast<long>(std::floor(x / 100) + column) * 100;
      text += fmt::format("CRS3035RES100mN{}E{};{};{};{}\n", north, east, east + 50, north + 50,
                          line == 0 && column == 0 ? "\u2013" : "7");
    }
  }
  text += "CRS3035RES100mN3000000E4300000;4300050;3000050;900\n";  // far away: not read
  folder.write("zensus.csv", text);
  trek::test::edit(folder / "trek.toml", "[[mode]]\n",
                   "[[source]]\ntable = \"population\"\npath = \"zensus.csv\"\nsurroundings = true\n[[mode]]\n");
  const auto output = run(folder);
  CHECK(sqlite_value(output, "select value from run where key = 'population.demand_inhabitants'") == "38793.000");
  CHECK(sqlite_value(output, "select value from run where key = 'population.region_inhabitants'") == "36000.000");
  CHECK(sqlite_value(output, "select min(used_count) from sources where table_name = 'population'") == "400");
}

// Data that end along a line, against the same region whole: what is said to be between low and high is.
TEST_CASE("neighbours: the interval of a cut region holds what the whole one has", "[flow]") {
  const auto seed = GENERATE(1U, 2U, 3U, 4U);
  trek::core::Random random{seed};
  const auto draw = [&](double from, double until) { return random.uniform(from, until); };
  Drawing d;
  d.municipality_east_m = d.data_east_m = 260'000;
  d.street_step_m = 250;
  std::vector<std::pair<Point, double>> towns;
  for (int i = 0; i < 5; ++i)
    towns.push_back({{draw(d.west_m, d.data_east_m), draw(d.south_m, d.north_m)}, draw(300, 900)});
  std::map<std::pair<long, long>, int> drawn;
  d.people = [&](Point p) {
    const auto [found, is_new] = drawn.try_emplace({std::lround(p.x_m), std::lround(p.y_m)}, 0);
    if (!is_new) return found->second;
    double people = random.uniform() < 0.2 ? 5.0 : 0.0;
    for (const auto& [middle, width] : towns) {
      const double away = trek::geo::distance_m(middle, p) / width;
      people += 60.0 * std::exp(-away * away) * random.uniform();
    }
    return found->second = static_cast<int>(people);
  };
  std::map<std::pair<int, int>, bool> open;
  d.has_street = [&](int column, int line) {
    return open.try_emplace({column, line}, random.uniform() < 0.85).first->second;
  };
  for (int i = 0; i < 12; ++i)
    d.sites.push_back(
        {fmt::format("S{}", i), {std::round(draw(d.west_m, 254'900)), std::round(draw(d.south_m, d.north_m))}});
  for (int i = 0; i < 6; ++i)
    d.places.push_back({std::round(draw(d.west_m, d.data_east_m)), std::round(draw(d.south_m, d.north_m))});
  for (const double x_m : {251'500.0, 256'500.0})
    d.stations.push_back({std::round(draw(x_m, x_m + 1500.0)), std::round(draw(d.south_m, d.north_m))});

  const TemporaryFolder whole_folder;
  write(whole_folder, d);
  const auto whole = run(whole_folder);
  const double cut_m = 255'000;
  Drawing part = d;
  part.data_east_m = cut_m;
  std::erase_if(part.places, [&](Point place) { return place.x_m > cut_m; });
  std::erase_if(part.stations, [&](Point station) { return station.x_m > cut_m; });
  const bool with_municipality = seed % 2 == 0;  // else the municipality goes on where its cells do not
  if (with_municipality) part.municipality_east_m = cut_m;
  const TemporaryFolder cut_folder;
  write(cut_folder, part);
  const auto cut = run(cut_folder);

  const auto truth = sqlite_rows(whole, "select site_key, criterion, raw from criteria order by 1, 2");
  const auto found = sqlite_rows(cut,
                                 "select site_key, criterion, raw_low, raw, raw_high, known_share from criteria "
                                 "order by 1, 2");
  REQUIRE(truth.size() == found.size());
  std::size_t lacking = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    CAPTURE(seed, truth[i], found[i]);
    REQUIRE(truth[i][0] == found[i][0]);
    if (truth[i][2] == "NULL") continue;
    const double value = std::stod(truth[i][2]);
    // A list of places or stations says nothing of where it ends inside a municipality: gap, visitors and stations
    // need the municipality cut too.
    const bool of_points =
        found[i][1].starts_with("gap") || found[i][1].starts_with("station") || found[i][1].starts_with("huff");
    if (!with_municipality && of_points) continue;
    CHECK(std::stod(found[i][2]) <= value + 1e-3);
    CHECK(std::stod(found[i][4]) >= value - 1e-3);
    if (value == std::stod(found[i][3])) continue;
    ++lacking;
    CHECK(std::stod(found[i][5]) < 1.0);
  }
  CHECK(lacking > 5);  // the cut matters
}
