#include "twente/named_sites.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/geo/topology.hpp"
#include "trek/ingest/read.hpp"
#include "trek/resolve/resolve.hpp"
#include "twente/write.hpp"

using namespace trek;
using namespace trek::datasets;

namespace {

/// The named sites, and one building in fifty of the rest; read back from the files that are written of them.
struct NamedRegion {
  Facts facts = read_facts();
  std::vector<Town> all_towns;
  Boundaries borders;
  StreetMap map;
  Construction site;
  std::vector<NamedSite> named;
  explicit NamedRegion(std::uint64_t seed)
      : all_towns{towns(facts, seed)},
        borders{boundaries(facts, all_towns, seed)},
        map{street_map(all_towns, borders.grid, seed)},
        site{facts, map, seed},
        named{build_named_sites(site, facts, all_towns, borders.grid, map)} {
    build_towns(site, facts, all_towns, map, 0.02, seed);
    build_country(site, facts, all_towns, borders.grid, map, 0.02, seed);
    site.finish();
  }
};

const NamedRegion& drawn_once() {
  static const NamedRegion region{20260223};
  return region;
}

geo::MultiPolygon outline(const Construction& site, std::uint32_t building) {
  return {{footprint(site.buildings()[building].ground, site.buildings()[building].shape), {}}};
}

template <class Table>
Table read_back(ingest::Loaded<Table> (*read)(const model::Source&, const ingest::ReadOptions&, const core::Control&),
                const std::filesystem::path& path, const char* table, const char* layer = "") {
  model::Source source;
  source.name = table;
  source.table = table;
  source.path = path;
  source.layer = layer;
  auto loaded = read(source, {}, {});
  CHECK(loaded.record.rejected_count == 0);
  return std::move(loaded.table);
}

}  // namespace

TEST_CASE("named sites: near where they are stated to be, on any street map", "[twente][unit]") {
  const std::uint64_t seed = GENERATE(as<std::uint64_t>{}, 20260223U, 7U, 8U);
  CAPTURE(seed);
  const NamedRegion region{seed};
  REQUIRE(region.named.size() == 5);
  const auto counts = std::map<std::string, std::size_t>{{"factory", 5}, {"department_store", 2}, {"farm", 3}};
  for (const NamedSite& one : region.named) {
    CAPTURE(one.name);
    CHECK(one.parts.size() == counts.at(one.type));
    const auto& main = region.site.buildings()[one.parts.front().building];
    // The stated uncertainty, and as much as half of the building itself.
    CHECK(geo::distance_m(main.ground.middle, one.place) <= one.uncertainty_m + 0.5 * main.ground.width_m);
    if (one.type == "factory") CHECK(region.facts.municipalities[main.municipality].code == "GM0164");
    if (one.type == "department_store") CHECK(region.facts.municipalities[main.municipality].code == "GM0153");
    CHECK(main.in_town == (one.type != "farm"));
  }
}

TEST_CASE("named sites: buildings stand apart, within a yard of each other, and clear of all others",
          "[twente][unit]") {
  const NamedRegion& region = drawn_once();
  const auto& buildings = region.site.buildings();
  std::set<std::uint32_t> own;
  for (const NamedSite& one : region.named) {
    CAPTURE(one.name);
    for (const NamedPart& part : one.parts) {
      own.insert(part.building);
      CHECK(buildings[part.building].is_named);
      const bool joins = std::ranges::any_of(one.parts, [&](const NamedPart& other) {
        return other.building != part.building &&
               overlap(buildings[part.building].ground, buildings[other.building].ground, 16.0);
      });
      CHECK(joins);
    }
  }
  for (const std::uint32_t row : own) {
    for (std::uint32_t other = 0; other < buildings.size(); ++other)
      REQUIRE((other == row || !overlap(buildings[row].ground, buildings[other].ground, 0.0)));
  }
}

TEST_CASE("building_heights: all of the named sites, most of the larger others, and read back as drawn",
          "[twente][unit]") {
  const NamedRegion& region = drawn_once();
  const auto heights = building_heights(region.site, region.named, 20260223);
  std::size_t larger = 0;
  for (const auto& building : region.site.buildings())
    larger += building.kind != Kind::house && building.kind != Kind::shed && building.kind != Kind::flats ? 1 : 0;
  CHECK(static_cast<double>(heights.size()) / static_cast<double>(larger) == Approx(0.9).margin(0.06));
  const test::TemporaryFolder folder;
  const auto file = write_heights(folder.path(), region.site, heights);
  const auto table = read_back(ingest::read_building_heights, file.path, "building_heights");
  REQUIRE(table.size() == heights.size());
  std::map<std::string, std::size_t> row_of;
  for (std::size_t row = 0; row < table.size(); ++row) row_of[table.building_id[row]] = row;
  for (const NamedSite& one : region.named) {
    for (const NamedPart& part : one.parts) {
      const auto row = row_of.at(sixteen_digits(region.site.buildings()[part.building].id));
      CHECK(table.height_m[row].value() == Approx(part.height_m).margin(0.011));  // two elevations to the centimetre
      CHECK(table.storeys[row] == part.storeys);
      const double area_m2 = geo::area_m2(outline(region.site, part.building));
      CHECK(table.volume_m3[row].value() == Approx(0.88 * part.height_m * area_m2).epsilon(0.001));
    }
  }
  for (std::size_t row = 0; row < table.size(); ++row) REQUIRE(table.height_m[row].value_or(1.0) > 2.0);
}

TEST_CASE("parcels: hold their buildings, and lie on no other parcel, building or street", "[twente][unit]") {
  const NamedRegion& region = drawn_once();
  const auto plots = parcels(region.site, region.named, 20260223);
  CHECK(plots.size() > 100);
  std::set<std::string> ids;
  geo::PolygonColumn areas;
  for (const Parcel& parcel : plots) {
    CHECK(ids.insert(parcel.id).second);
    const geo::MultiPolygon area{parcel.outline};
    REQUIRE_FALSE(geo::find_invalidity(area));
    areas.append(area);
  }
  const geo::PolygonLocator locator{areas};
  for (const NamedSite& one : region.named) {
    CAPTURE(one.name);
    for (const NamedPart& part : one.parts) {
      const auto plot = locator.find(region.site.buildings()[part.building].ground.middle);
      REQUIRE(plot);
      const auto outside = geo::difference(outline(region.site, part.building), {plots[*plot].outline});
      CHECK(geo::area_m2(outside) < 0.01);
    }
  }
  for (const auto& building : region.site.buildings()) REQUIRE(locator.all(building.ground.middle).size() <= 1);
  for (const Street& street : region.map.streets) {
    if (street.road == Road::service) continue;  // the lane of a farm ends in its yard
    for (const std::uint32_t node : street.nodes) REQUIRE(locator.all(region.map.nodes[node]).empty());
  }
}

TEST_CASE("zones: share out each plot, by what stands there; read back as main groups", "[twente][unit]") {
  const NamedRegion& region = drawn_once();
  const auto plots = parcels(region.site, region.named, 20260223);
  const auto zoned = zones(region.site, region.all_towns, plots, 20260223);
  double plots_m2 = 0.0;
  for (const Parcel& plot : plots) plots_m2 += geo::area_m2({plot.outline});
  double zones_m2 = 0.0;
  for (const ZoneArea& zone : zoned) zones_m2 += geo::area_m2(zone.area);
  CHECK(zones_m2 == Approx(plots_m2).epsilon(1e-5));       // on millimetres
  CHECK(zoned.size() > plots.size() + plots.size() / 20);  // one in twelve is cut in two
  CHECK(zoned.size() < plots.size() + plots.size() / 7);
  const test::TemporaryFolder folder;
  const auto table = read_back(ingest::read_zones, write_zones(folder.path(), zoned).path, "zoning");
  CHECK(table.size() == zoned.size());
  CHECK(std::ranges::count(table.group, model::ZoneGroup::unknown) == 0);
  CHECK(std::ranges::count(table.group, model::ZoneGroup::agrarian) > 0);
}

TEST_CASE("parking_grounds: none on a building or a street; read back out of the extract", "[twente][unit]") {
  const NamedRegion& region = drawn_once();
  const auto grounds = parking_grounds(region.site, region.all_towns, region.map, 20260223);
  for (const ParkingGround& one : grounds) REQUIRE(region.site.ground().is_free(one.ground, 0.0));
  const test::TemporaryFolder folder;
  const auto table =
      read_back(ingest::read_parking, write_osm(folder.path(), region.facts, region.map, grounds).path, "parking");
  CHECK(std::ssize(table.key) == std::ranges::count(grounds, std::string_view{}, &ParkingGround::access));
  double drawn_m2 = 0.0;
  for (const ParkingGround& one : grounds) {
    if (one.access.empty() && !one.is_point) drawn_m2 += one.ground.width_m * one.ground.depth_m;
  }
  double read_m2 = 0.0;
  for (std::size_t row = 0; row < table.size(); ++row) read_m2 += geo::area_m2(table.area.feature(row));
  CHECK(read_m2 == Approx(drawn_m2).epsilon(0.001));
}

TEST_CASE("named sites: the resolver makes one site of each, with its name and all of its buildings",
          "[twente][unit]") {
  const NamedRegion& region = drawn_once();
  const test::TemporaryFolder folder;
  const auto listed = monuments(region.site, region.named, 0.02, 20260223);
  const auto bag = write_bag(folder.path(), region.site, region.facts, region.all_towns, region.map).path;
  const auto candidates =
      read_back(ingest::read_candidates, write_candidates(folder.path(), region.site, region.named).path, "candidates");
  const auto buildings = read_back(ingest::read_buildings, bag, "buildings", "pand");
  const auto units = read_back(ingest::read_units, bag, "units", "verblijfsobject");
  const auto table = read_back(ingest::read_monuments, write_monuments(folder.path(), listed).path, "monuments");
  resolve::Evidence evidence;
  evidence.buildings = &buildings;
  evidence.units = &units;
  evidence.candidates = &candidates;
  evidence.monuments = &table;
  const auto found = resolve::resolve_sites(evidence, {}, {});
  for (const NamedSite& one : region.named) {
    CAPTURE(one.name);
    const auto key = std::ranges::find(found.sites.key, one.key);
    REQUIRE(key != found.sites.key.end());
    const auto row = static_cast<std::size_t>(key - found.sites.key.begin());
    CHECK(found.sites.name[row] == one.name);
    double footprint_m2 = 0.0;
    for (const NamedPart& part : one.parts) footprint_m2 += geo::area_m2(outline(region.site, part.building));
    CHECK(found.sites.footprint_m2[row].value() == Approx(footprint_m2).epsilon(1e-6));
    CHECK(std::ranges::count(found.sites.name, one.name) == 1);
  }
}
