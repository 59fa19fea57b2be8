#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/osm/way.hpp>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/geo/topology.hpp"
#include "twente/write.hpp"

using namespace trek;
using namespace trek::datasets;

namespace {

constexpr std::uint64_t kSeed = 20260223;

/// The region with one building in fifty: drawn once, looked at by several tests.
struct Region {
  double scale = 0.02;
  Facts facts = read_facts();
  std::vector<Town> all_towns = towns(facts, kSeed);
  Boundaries borders = boundaries(facts, all_towns, kSeed);
  StreetMap map = street_map(all_towns, borders.grid, kSeed);
  Construction site{facts, map, kSeed};
  std::vector<NamedSite> named = build_named_sites(site, facts, all_towns, borders.grid, map);
  Region() {
    build_towns(site, facts, all_towns, map, scale, kSeed);
    build_country(site, facts, all_towns, borders.grid, map, scale, kSeed);
    site.finish();
  }
};
const Region& region() {
  static const Region drawn;
  return drawn;
}

geo::PolygonColumn column(const std::vector<geo::MultiPolygon>& areas) {
  geo::PolygonColumn result;
  for (const auto& area : areas) result.append(area);
  return result;
}

std::string bytes(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// All files of a folder, by name.
std::map<std::string, std::string> contents(const std::filesystem::path& folder) {
  std::map<std::string, std::string> result;
  for (const auto& entry : std::filesystem::directory_iterator{folder})
    result[entry.path().filename().string()] = bytes(entry.path());
  return result;
}

}  // namespace

TEST_CASE("boundaries: valid, each near its real area, each settlement in its own", "[twente][unit]") {
  const auto& drawn = region();
  REQUIRE(drawn.borders.area.size() == 14);
  for (std::size_t m = 0; m < 14; ++m) {
    CAPTURE(drawn.facts.municipalities[m].name);
    CHECK_FALSE(geo::find_invalidity(drawn.borders.area[m]));
    CHECK(drawn.borders.area[m].size() == 1);
    CHECK(geo::area_m2(drawn.borders.area[m]) == Approx(drawn.facts.municipalities[m].area_m2).epsilon(0.06));
  }
  const auto areas = column(drawn.borders.area);
  const geo::PolygonLocator locator{areas};
  for (const auto& settlement : drawn.facts.settlements) {
    CAPTURE(settlement.name);
    CHECK(locator.find(settlement.place) == settlement.municipality);
  }
}

TEST_CASE("boundaries: a partition, without gaps or overlaps", "[twente][unit]") {
  const auto& drawn = region();
  double sum_m2 = 0.0;
  for (const auto& area : drawn.borders.area) sum_m2 += geo::area_m2(area);
  const auto whole = geo::union_of(drawn.borders.area);
  CHECK(geo::area_m2(whole) == Approx(sum_m2).epsilon(1e-9));  // no overlap
  REQUIRE(whole.size() == 1);
  CHECK(whole[0].holes.empty());  // no gap
  const auto areas = column(drawn.borders.area);
  const geo::PolygonLocator locator{areas};
  std::size_t inside = 0;
  for (double y_m = 456037; y_m < 505000; y_m += 500) {
    for (double x_m = 214041; x_m < 274000; x_m += 500) {
      const auto count = locator.all({x_m, y_m}).size();
      REQUIRE(count <= 1);
      inside += count;
    }
  }
  CHECK(static_cast<double>(inside) * 0.25 == Approx(1503.8).epsilon(0.03));  // km2
}

TEST_CASE("residents: municipalities and settlements get the people that are fact", "[twente][unit]") {
  const auto& drawn = region();
  const auto people = residents(drawn.site, drawn.facts, drawn.scale, kSeed);
  const auto areas = column(drawn.borders.area);
  const geo::PolygonLocator locator{areas};
  std::vector<double> by_place(14, 0.0);
  for (std::size_t i = 0; i < people.size(); ++i) {
    const auto found = locator.find(drawn.site.units()[i].place);
    REQUIRE(found);
    by_place[*found] += people[i];
  }
  for (std::size_t m = 0; m < 14; ++m) {
    CAPTURE(drawn.facts.municipalities[m].name);
    const double wanted = drawn.scale * static_cast<double>(drawn.facts.municipalities[m].inhabitants);
    CHECK(std::abs(by_place[m] - wanted) <= std::max(0.01 * wanted, 8.0));  // rounded per settlement
  }
}

TEST_CASE("people_cells: bands and households add up to the inhabitants", "[twente][unit]") {
  const auto& drawn = region();
  const auto people = residents(drawn.site, drawn.facts, drawn.scale, kSeed);
  std::int64_t in_cells = 0;
  for (const auto& cell : people_cells(drawn.site, people, kSeed)) {
    std::int64_t of_all_ages = 0;
    for (const auto band : cell.by_age) of_all_ages += band;
    REQUIRE(of_all_ages == cell.inhabitants);
    REQUIRE(cell.women <= cell.inhabitants);
    REQUIRE(cell.built_before_1945 <= cell.dwellings);
    in_cells += cell.inhabitants;
  }
  std::int64_t in_units = 0;
  for (const auto count : people) in_units += count;
  CHECK(in_cells == in_units);
}

TEST_CASE("published_count: fives, and nothing that could point at a person", "[twente][unit]") {
  CHECK(published_count(0) == 0);
  for (const std::int64_t count : {1, 2, 3, 4}) CHECK(published_count(count) == -99997);
  CHECK(published_count(5) == 5);
  CHECK(published_count(7) == 5);
  CHECK(published_count(8) == 10);
  CHECK_FALSE(is_published({.inhabitants = 4, .dwellings = 4}));
  CHECK(is_published({.inhabitants = 4, .dwellings = 5}));
  CHECK(cell_code({.column = 1553, .row = 4629}) == "E1553N4629");
}

TEST_CASE("Construction: ids of sixteen digits, unique, with the municipality's code", "[twente][unit]") {
  const auto& drawn = region();
  std::set<std::uint64_t> ids;
  for (const auto& building : drawn.site.buildings()) {
    REQUIRE(ids.insert(building.id).second);
    const auto text = sixteen_digits(building.id);
    REQUIRE(text.size() == 16);
    REQUIRE(text.substr(0, 6) == drawn.facts.municipalities[building.municipality].code.substr(2) + "10");
  }
  for (const auto& unit : drawn.site.units()) {
    REQUIRE(ids.insert(unit.id).second);
    REQUIRE(sixteen_digits(unit.id).size() == 16);
    REQUIRE(sixteen_digits(unit.id).substr(4, 2) == "01");
  }
}

TEST_CASE("Construction: units stand in their building, buildings near a street", "[twente][unit]") {
  const auto& drawn = region();
  std::vector<geo::Segment> segments;
  for (const auto& street : drawn.map.streets) {
    for (std::size_t i = 0; i + 1 < street.nodes.size(); ++i) {
      segments.push_back({drawn.map.nodes[street.nodes[i]], drawn.map.nodes[street.nodes[i + 1]]});
    }
  }
  const geo::SegmentIndex streets{std::move(segments)};
  for (const auto& unit : drawn.site.units()) {
    const auto& building = drawn.site.buildings()[unit.building];
    REQUIRE(geo::distance_m({{footprint(building.ground, building.shape), {}}}, unit.place) == 0.0);
    const double reach_m = 50.0 + 0.5 * building.ground.depth_m;
    REQUIRE(streets.find_nearest(building.ground.middle, reach_m));
  }
}

TEST_CASE("street_map: one network for cars, both ways, without the loose tracks and footpaths", "[twente][unit]") {
  const auto& map = region().map;
  std::vector<std::vector<std::uint32_t>> onward(map.nodes.size());
  std::vector<std::vector<std::uint32_t>> back(map.nodes.size());
  std::set<std::uint32_t> on_roads;
  for (const auto& street : map.streets) {
    if (street.road > Road::service) continue;
    for (std::size_t i = 0; i + 1 < street.nodes.size(); ++i) {
      const auto a = street.nodes[i];
      const auto b = street.nodes[i + 1];
      on_roads.insert(a);
      on_roads.insert(b);
      if (map.marks[a] == NodeMark::bollard || map.marks[b] == NodeMark::bollard) continue;
      onward[a].push_back(b);
      back[b].push_back(a);
      if (street.oneway) continue;
      onward[b].push_back(a);
      back[a].push_back(b);
    }
  }
  const auto reached = [&](const auto& arcs) {
    std::vector<bool> seen(map.nodes.size(), false);
    std::vector<std::uint32_t> stack{0};  // the centre of the largest town
    seen[0] = true;
    std::size_t count = 1;
    while (!stack.empty()) {
      const auto node = stack.back();
      stack.pop_back();
      for (const auto next : arcs[node]) {
        if (seen[next]) continue;
        seen[next] = true;
        ++count;
        stack.push_back(next);
      }
    }
    return count;
  };
  std::size_t bollards = 0;
  for (const auto node : on_roads) bollards += map.marks[node] == NodeMark::bollard ? 1U : 0U;
  CHECK(bollards > 20);
  CHECK(reached(onward) + bollards == on_roads.size());
  CHECK(reached(back) + bollards == on_roads.size());
}

TEST_CASE("write_osm: libosmium reads back as many nodes as the region should have", "[twente][unit]") {
  const test::TemporaryFolder folder;
  const auto parking = parking_grounds(region().site, region().all_towns, region().map, kSeed);
  const auto written = write_osm(folder.path(), region().facts, region().map, parking);
  std::size_t nodes = 0;
  std::size_t grounds = 0;
  std::map<std::string, std::string> towns;  // what kind of place each is
  std::map<std::string, std::size_t> ways;
  osmium::io::Reader reader{written.path.string()};
  while (const auto buffer = reader.read()) {
    for (const auto& object : buffer.select<osmium::OSMObject>()) {
      if (object.type() == osmium::item_type::node) ++nodes;
      if (object.tags()["place"] != nullptr) towns[object.tags()["name"]] = object.tags()["place"];
      if (object.type() == osmium::item_type::way) {
        if (object.tags().has_tag("amenity", "parking")) {
          ++grounds;
          continue;
        }
        const auto* highway = object.tags()["highway"];
        ways[highway == nullptr ? object.tags()["route"] : highway] += 1;
        REQUIRE(object.tags()["source"] == std::string{"verzonnen"});
      }
    }
  }
  reader.close();
  CHECK(nodes >= 135'000);  // farm lanes come with the buildings, and here are few of them
  CHECK(nodes <= 160'000);
  CHECK(grounds == static_cast<std::size_t>(std::ranges::count(parking, false, &ParkingGround::is_point)));
  CHECK(grounds > 150);
  CHECK(towns.size() == region().facts.settlements.size());
  CHECK(towns["Enschede"] == "city");
  CHECK(towns["Oldenzaal"] == "town");
  for (const auto* kind :
       {"motorway", "motorway_link", "secondary", "residential", "cycleway", "footway", "track", "ferry", "service"}) {
    CAPTURE(kind);
    CHECK(ways[kind] > 0);
  }
}

TEST_CASE("cbs_districts: they share out every municipality, and hold all of its people", "[twente][unit]") {
  const Region& drawn = region();
  const auto cells = people_cells(drawn.site, residents(drawn.site, drawn.facts, drawn.scale, kSeed), kSeed);
  const auto districts = cbs_districts(drawn.facts, drawn.all_towns, drawn.borders, cells);
  std::set<std::string> codes;
  std::int64_t in_districts = 0;
  std::vector<double> shared_m2(drawn.facts.municipalities.size(), 0.0);
  std::map<std::size_t, int> count;
  for (const CbsDistrict& district : districts) {
    CAPTURE(district.name);
    CHECK(codes.insert(district.code).second);
    CHECK(district.code.substr(0, 6) == "WK" + drawn.facts.municipalities[district.municipality].code.substr(2));
    shared_m2[district.municipality] += geo::area_m2(district.area);
    in_districts += district.inhabitants;
    ++count[district.municipality];
  }
  std::int64_t all = 0;
  for (const PeopleCell& cell : cells) all += cell.inhabitants;
  CHECK(static_cast<double>(in_districts) == Approx(static_cast<double>(all)).epsilon(0.01));  // cells on the border
  for (std::size_t m = 0; m < shared_m2.size(); ++m) {
    CAPTURE(drawn.facts.municipalities[m].name);
    CHECK(shared_m2[m] == Approx(geo::area_m2(drawn.borders.area[m])).epsilon(1e-6));
    CHECK(count[m] >= 2);
  }
}

TEST_CASE("monuments: qualities as in the register, approximate points off their building", "[twente][unit]") {
  const auto& drawn = region();
  const auto all = monuments(drawn.site, drawn.named, 1.0, kSeed);
  std::array<double, 3> share{};
  std::set<std::int64_t> numbers;
  for (const auto& monument : all) {
    share.at(static_cast<std::size_t>(monument.quality)) += 1.0 / static_cast<double>(all.size());
    REQUIRE(numbers.insert(monument.number).second);
    REQUIRE(monument.number > 9'000'000);
    if (monument.building == kNoBuilding || monument.quality != PointQuality::exact) continue;
    const auto& building = drawn.site.buildings()[monument.building];
    REQUIRE(geo::distance_m({{footprint(building.ground, building.shape), {}}}, monument.place) < 3.0);
  }
  CHECK(share[0] == Approx(0.60).margin(0.08));
  CHECK(share[1] == Approx(0.33).margin(0.08));
  CHECK(share[2] == Approx(0.07).margin(0.05));
}

TEST_CASE("write_twente: same seed, same bytes on any thread count; another seed, another region", "[twente][unit]") {
  const test::TemporaryFolder folder;
  core::Control two_threads;
  two_threads.thread_count = 2;
  const auto files = write_twente(folder / "a", {.seed = 7, .scale = 0.02}, {});
  write_twente(folder / "b", {.seed = 7, .scale = 0.02}, two_threads);
  write_twente(folder / "c", {.seed = 8, .scale = 0.02}, {});
  const auto first = contents(folder / "a");
  REQUIRE(first.size() == files.size());
  CHECK(first == contents(folder / "b"));
  for (const auto& [name, text] : contents(folder / "c")) {
    CAPTURE(name);
    CHECK((text == first.at(name)) == (name == "woningbouwplannen.csv"));  // of facts alone
  }
}

TEST_CASE("write_twente: a scale that makes no sense, a folder that cannot be, a stop", "[twente][unit]") {
  const test::TemporaryFolder folder;
  CHECK_THROWS_AS(write_twente(folder / "a", {.scale = 0.0}, {}), core::Error);
  CHECK_THROWS_AS(write_twente(folder / "a", {.scale = 1.5}, {}), core::Error);
  CHECK_THROWS_AS(write_twente(folder.write("file", "x") / "b", {.scale = 0.02}, {}), core::Error);
  std::stop_source source;
  source.request_stop();
  core::Control stopped;
  stopped.stop = source.get_token();
  CHECK_THROWS_AS(write_twente(folder / "c", {.scale = 0.02}, stopped), core::Error);
}

TEST_CASE("full size: as many buildings, people and vacant sites as the region is to have", "[twente][unit]") {
  const auto& small = region();
  auto map = street_map(small.all_towns, small.borders.grid, kSeed);
  Construction site{small.facts, map, kSeed};
  const auto named = build_named_sites(site, small.facts, small.all_towns, small.borders.grid, map);
  build_towns(site, small.facts, small.all_towns, map, 1.0, kSeed);
  build_country(site, small.facts, small.all_towns, small.borders.grid, map, 1.0, kSeed);
  site.finish();
  CHECK(site.buildings().size() + site.units().size() >= 250'000);
  CHECK(site.buildings().size() + site.units().size() <= 300'000);
  std::int64_t all = 0;
  std::int64_t published = 0;
  for (const auto& cell : people_cells(site, residents(site, small.facts, 1.0, kSeed), kSeed)) {
    all += cell.inhabitants;
    if (is_published(cell)) published += std::max<std::int64_t>(0, published_count(cell.inhabitants));
  }
  CHECK(all == 640'806);  // to the person, before publication
  CHECK(published >= 620'000);
  CHECK(published <= 660'000);
  const auto listed = monuments(site, named, 1.0, kSeed);
  std::map<Kind, std::set<std::uint32_t>> candidates;
  for (const auto& monument : listed) {
    if (monument.building != kNoBuilding)
      candidates[site.buildings()[monument.building].kind].insert(monument.building);
  }
  for (const auto& row : vacancy_register(site, small.facts, map, named, listed, 1.0, kSeed)) {
    candidates[site.buildings()[row.building].kind].insert(row.building);
  }
  std::size_t count = 0;
  for (const auto kind :
       {Kind::factory, Kind::department_store, Kind::farm, Kind::church, Kind::shop, Kind::country_house}) {
    CAPTURE(dutch_name(kind));
    CHECK(candidates[kind].size() >= 10);
    count += candidates[kind].size();
  }
  CHECK(count >= 400);
  CHECK(count <= 700);
}
