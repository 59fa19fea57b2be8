#include "twente/surroundings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "trek/core/random.hpp"
#include "trek/geo/crs.hpp"
#include "trek/geo/topology.hpp"
#include "twente/point_grid.hpp"
#include "twente/streams.hpp"

namespace trek::datasets {
namespace {

using core::Random;

constexpr double kRing_m = 15'000.0;
constexpr double kVillagesApart_m = 4200.0;
constexpr double kNearest_m = 1200.0;  // of a village to the region
constexpr double kBlock_m = 130.0;     // between streets of a village
constexpr double kPeopleBlock = 40.0;
constexpr double kRoadStep_m = 400.0;
constexpr double kFarmChance = 0.6;  // on each step of a road
constexpr double kIntoRegion_m = 5000.0;

struct Village {
  geo::Point centre;
  std::int64_t inhabitants = 0;
  double to_region_m = 0.0;
  std::uint32_t node = 0;  // in its middle
};

/// Middles of the region's outermost cells.
std::vector<geo::Point> border_of(const LabelGrid& grid) {
  std::vector<geo::Point> border;
  for (int row = 0; row < grid.row_count; ++row) {
    for (int column = 0; column < grid.column_count; ++column) {
      if (grid.at(column, row) < 0) continue;
      const bool inner = grid.at(column - 1, row) >= 0 && grid.at(column + 1, row) >= 0 &&
                         grid.at(column, row - 1) >= 0 && grid.at(column, row + 1) >= 0;
      if (!inner) border.push_back(grid.middle(column, row));
    }
  }
  return border;
}

bool is_german(geo::Point place, geo::Point middle) {
  return place.x_m - middle.x_m > 0.7 * std::abs(place.y_m - middle.y_m);
}

class Ring {
 public:
  Ring(const Boundaries& boundaries, StreetMap& map, double scale, std::uint64_t seed)
      : grid_{boundaries.grid}, map_{map}, scale_{scale}, random_{seed, stream(Stage::surroundings)} {
    for (const geo::Point place : border_of(grid_)) {
      border_.add(place, static_cast<std::uint32_t>(border_places_.size()));
      border_places_.push_back(place);
      box_.add(place);
    }
    for (const Street& street : map.streets) {
      if (!street.tree || street.road == Road::motorway) continue;
      for (const std::uint32_t node : {street.nodes.front(), street.nodes.back()})
        junctions_.add(map.nodes[node], node);
    }
  }

  Surroundings draw(const Boundaries& boundaries) {
    place_villages();
    for (Village& village : villages_) build(village);
    for (std::size_t v = 0; v < villages_.size(); ++v) connect(v);
    Surroundings result;
    result.dutch_cells = dutch_cells();
    result.german_cells = german_cells();
    result.places = std::move(places_);
    add_areas(boundaries, result);
    return result;
  }

 private:
  [[nodiscard]] double to_region_m(geo::Point place) const {
    double nearest = std::numeric_limits<double>::infinity();
    border_.for_each_within(place, kRing_m + kVillagesApart_m,
                            [&](std::uint32_t, double away) { nearest = std::min(nearest, away); });
    return nearest;
  }

  void place_villages() {
    const geo::Box around = box_.grown(kRing_m);
    for (double y = around.min_y_m; y < around.max_y_m; y += kVillagesApart_m) {
      for (double x = around.min_x_m; x < around.max_x_m; x += kVillagesApart_m) {
        const geo::Point place{x + random_.uniform(-1200, 1200), y + random_.uniform(-1200, 1200)};
        const double size = 500.0 * std::exp(random_.normal());
        if (grid_.label_at(place) >= 0) continue;
        const double away = to_region_m(place);
        if (away < kNearest_m || away > kRing_m) continue;
        villages_.push_back({place, std::llround(std::clamp(size, 120.0, 9000.0)), away, 0});
      }
    }
  }

  /// Blocks of a lattice in a disc that holds the village's people.
  void build(Village& village) {
    const int half = std::max(
        1, static_cast<int>(std::lround(std::sqrt(static_cast<double>(village.inhabitants) / kPeopleBlock) / 2.0)));
    std::map<std::pair<int, int>, std::uint32_t> nodes;
    for (int row = -half; row <= half; ++row) {
      for (int column = -half; column <= half; ++column) {
        const geo::Point place{village.centre.x_m + column * kBlock_m + random_.uniform(-15, 15),
                               village.centre.y_m + row * kBlock_m + random_.uniform(-15, 15)};
        const std::uint32_t node = map_.add_node(place);
        nodes[{column, row}] = node;
        if (column > -half) add_street(nodes[{column - 1, row}], node, Road::residential);
        if (row > -half) add_street(nodes[{column, row - 1}], node, Road::residential);
      }
    }
    village.node = nodes[{0, 0}];
    const auto houses = std::llround(static_cast<double>(village.inhabitants) / 2.2 * scale_);
    for (std::int64_t house = 0; house < houses; ++house) {
      const double reach = half * kBlock_m;
      const auto people = 1 + static_cast<std::int64_t>(random_.below(4));
      settle({village.centre.x_m + random_.uniform(-reach, reach), village.centre.y_m + random_.uniform(-reach, reach)},
             people);
    }
    if (village.inhabitants > 1500) add_place(village);
  }

  void add_place(const Village& village) {
    const std::size_t number = places_.size() + 1;
    places_.push_back({fmt::format("O{:03}", number), fmt::format("Dorpshuis van buurdorp {} (verzonnen)", number),
                       "dorpshuis", village.centre, 1.0, "", "", "", "verzonnen", "verzonnen"});
  }

  void add_street(std::uint32_t from, std::uint32_t to, Road road) {
    Street street;
    street.nodes = {from, to};
    street.road = road;
    map_.streets.push_back(std::move(street));
  }

  /// To the nearest village that is nearer to the region, and to the region where it is near or none is nearer; and to
  /// the nearest village of all.
  void connect(std::size_t v) {
    const Village& village = villages_[v];
    std::size_t inward = v;
    std::size_t nearest = v;
    const auto closer = [&](std::size_t other, std::size_t best) {
      return best == v || away(v, other) < away(v, best);
    };
    for (std::size_t other = 0; other < villages_.size(); ++other) {
      if (other == v || !is_clear(village.centre, villages_[other].centre)) continue;
      if (closer(other, nearest)) nearest = other;
      if (villages_[other].to_region_m < village.to_region_m && closer(other, inward)) inward = other;
    }
    if (inward != v) add_road(v, villages_[inward].node, std::minmax(v, inward));
    if (nearest != v) add_road(v, villages_[nearest].node, std::minmax(v, nearest));
    if (village.to_region_m < kIntoRegion_m || inward == v) add_road(v, region_node(village.centre), {v, v});
  }

  [[nodiscard]] double away(std::size_t a, std::size_t b) const {
    return geo::distance_m(villages_[a].centre, villages_[b].centre);
  }

  /// No road through the region: that has its own.
  [[nodiscard]] bool is_clear(geo::Point from, geo::Point to) const {
    for (int step = 1; step < 40; ++step) {
      if (grid_.label_at(geo::between(from, to, step / 40.0)) >= 0) return false;
    }
    return true;
  }

  [[nodiscard]] std::uint32_t region_node(geo::Point place) const {
    std::uint32_t best = 0;
    double nearest = std::numeric_limits<double>::infinity();
    for (double radius = 4000.0; nearest > radius; radius *= 2.0) {
      junctions_.for_each_within(place, radius, [&](std::uint32_t node, double distance) {
        if (distance < nearest) {
          nearest = distance;
          best = node;
        }
      });
    }
    return best;
  }

  void add_road(std::size_t v, std::uint32_t to, std::pair<std::size_t, std::size_t> ends) {
    if (!roads_.insert(ends).second) return;
    const geo::Point from = villages_[v].centre;
    const geo::Point until = map_.nodes[to];
    const int steps = std::max(1, static_cast<int>(geo::distance_m(from, until) / kRoadStep_m));
    std::uint32_t last = villages_[v].node;
    for (int step = 1; step <= steps; ++step) {
      const geo::Point on_road = geo::between(from, until, static_cast<double>(step) / steps);
      const std::uint32_t node =
          step == steps
              ? to
              : map_.add_node({on_road.x_m + random_.uniform(-40, 40), on_road.y_m + random_.uniform(-40, 40)});
      add_street(last, node, Road::tertiary);
      last = node;
      if (random_.uniform() < kFarmChance * scale_ && grid_.label_at(on_road) < 0) {
        const auto people = 5 + static_cast<std::int64_t>(random_.below(8));
        settle({on_road.x_m + random_.uniform(-90, 90), on_road.y_m + random_.uniform(-90, 90)}, people);
      }
    }
  }

  /// Nobody in the region, whose people are known, nor on the line between the countries, whose cells would overlap.
  void settle(geo::Point home, std::int64_t people) {
    const bool german = is_german(home, box_.centre());
    if (grid_.label_at(home) >= 0 || german != is_german({home.x_m - 200.0, home.y_m}, box_.centre())) return;
    people_[german ? 1 : 0].push_back({home, people});
  }

  std::vector<PeopleCell> dutch_cells() {
    std::map<std::pair<std::int32_t, std::int32_t>, std::int64_t> cells;
    for (const auto& [home, people] : people_[0])
      cells[{static_cast<std::int32_t>(std::floor(home.y_m / 100)),
             static_cast<std::int32_t>(std::floor(home.x_m / 100))}] += people;
    std::vector<PeopleCell> result;
    for (const auto& [place, people] : cells) {
      PeopleCell cell;
      cell.row = place.first;
      cell.column = place.second;
      cell.inhabitants = people;
      cell.women = cell.inhabitants / 2;
      const auto count = static_cast<double>(cell.inhabitants);
      cell.by_age = {std::llround(0.15 * count), std::llround(0.12 * count), std::llround(0.24 * count),
                     std::llround(0.27 * count), 0};
      cell.by_age[4] = cell.inhabitants - cell.by_age[0] - cell.by_age[1] - cell.by_age[2] - cell.by_age[3];
      cell.households = cell.dwellings = std::llround(count / 2.2);
      result.push_back(cell);
    }
    return result;
  }

  std::vector<EuropeanCell> german_cells() {
    const geo::Transformation to_europe{geo::kRdNew, "EPSG:3035"};
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> cells;
    for (const auto& [home, people] : people_[1]) {
      double x = home.x_m;
      double y = home.y_m;
      to_europe.apply({&x, 1}, {&y, 1});
      cells[{std::llround(std::floor(y / 100)), std::llround(std::floor(x / 100))}] += people;
    }
    std::vector<EuropeanCell> result;
    for (const auto& [place, people] : cells) {
      result.push_back({place.first, place.second, people});
    }
    return result;
  }

  /// As far as the ring goes; the two parts meet on the lines that part the villages.
  void add_areas(const Boundaries& boundaries, Surroundings& result) const {
    const geo::MultiPolygon region = geo::union_of(boundaries.area);
    const geo::MultiPolygon ring = geo::difference(geo::buffered(geo::simplified(region, 200.0), kRing_m), region);
    const geo::Point middle = box_.centre();
    const double far = 200'000.0;
    const geo::MultiPolygon east{
        {{middle, {middle.x_m + far, middle.y_m - far / 0.7}, {middle.x_m + far, middle.y_m + far / 0.7}, middle}, {}}};
    result.german_area = {geo::intersection(ring, east)};
    result.dutch_area = {geo::difference(ring, east)};
  }

  struct Home {
    geo::Point place;
    std::int64_t people;
  };
  const LabelGrid& grid_;
  StreetMap& map_;
  double scale_;
  Random random_;
  PointGrid border_{2000.0};
  std::vector<geo::Point> border_places_;
  geo::Box box_;
  PointGrid junctions_{1000.0};
  std::vector<Village> villages_;
  std::set<std::pair<std::size_t, std::size_t>> roads_;
  std::vector<Home> people_[2];  // Dutch, German
  std::vector<Place> places_;
};

}  // namespace

Surroundings surroundings(const Boundaries& boundaries, StreetMap& map, double scale, std::uint64_t seed) {
  return Ring{boundaries, map, scale, seed}.draw(boundaries);
}

}  // namespace trek::datasets
