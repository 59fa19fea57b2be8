#include <algorithm>
#include <cmath>

#include "twente/buildings.hpp"
#include "twente/streams.hpp"

namespace trek::datasets {
namespace {

using core::Random;
using geo::Point;
using model::Use;

constexpr double kFarmShare = 0.42;  // of the dwellings outside towns
constexpr double kAreaPerCountryHouse_m2 = 19e6;
constexpr double kBesideTown_m = 90.0;
constexpr int kAttempts = 12;  // a dwelling: places tried

/// Country roads of one municipality, and the towns that give the addresses.
struct Ground {
  std::vector<std::uint32_t> streets;  // rows of StreetMap::streets
  std::vector<const Town*> towns;
};

class CountryBuilder {
 public:
  CountryBuilder(Construction& site, const std::vector<Town>& towns, const LabelGrid& region, StreetMap& map,
                 double scale, std::uint64_t seed)
      : site_{site}, towns_{towns}, region_{region}, map_{map}, scale_{scale}, random_{seed, stream(Stage::country)} {}

  void build(const MunicipalityFact& fact, std::size_t municipality, std::int64_t people) {
    municipality_ = municipality;
    ground_ = ground_of(municipality);
    if (ground_.streets.empty()) return;
    const auto dwellings = static_cast<double>(people) / kPeoplePerCountryDwelling * scale_;
    const auto count = [&](double share) { return static_cast<int>(std::ceil(share * dwellings)); };
    for (int i = 0, n = static_cast<int>(std::lround(fact.area_m2 / kAreaPerCountryHouse_m2 * scale_)); i < n; ++i) {
      tried([&] { return build_country_house(); });
    }
    for (int i = 0, n = count(kFarmShare); i < n; ++i) tried([&] { return build_farm(); });
    for (int i = 0, n = count(1.0 - kFarmShare); i < n; ++i) tried([&] { return build_house(); });
  }

 private:
  template <class Build>
  void tried(Build build) {
    for (int attempt = 0; attempt < kAttempts && !build(); ++attempt) continue;
  }

  [[nodiscard]] Ground ground_of(std::size_t municipality) const {
    Ground ground;
    for (std::uint32_t i = 0; i < map_.streets.size(); ++i) {
      const auto& street = map_.streets[i];
      if (street.town >= 0 || street.name == 0 || street.nodes.size() < 3 || street.roundabout) continue;
      if (street.road != Road::unclassified && street.road != Road::tertiary) continue;
      if (region_.find_interior(map_.nodes[street.nodes[street.nodes.size() / 2]]) == municipality)
        ground.streets.push_back(i);
    }
    for (const auto& town : towns_) {
      if (town.municipality == municipality) ground.towns.push_back(&town);
    }
    return ground;
  }

  [[nodiscard]] const Town& postal_town(Point place) const {
    return **std::ranges::min_element(
        ground_.towns, {}, [&](const Town* town) { return geo::distance_m(town->centre, place) - town->radius_m; });
  }

  [[nodiscard]] bool is_country(Point place) const {
    return region_.find_interior(place) == municipality_ && !find_town(towns_, place, kBesideTown_m);
  }

  std::uint32_t random_street() { return ground_.streets[random_.below(ground_.streets.size())]; }

  bool build_house() {
    const auto& street = map_.streets[random_street()];
    const bool left = random_.uniform() < 0.5;
    const double at_m = random_.uniform(0.06, 0.94) * length_m(map_, street);
    const double depth_m = random_.uniform(8.0, 12.0);
    const double width_m = random_.uniform(8.0, 13.0);
    const double setback_m = random_.uniform(11.0, 22.0);
    const Lot lot{beside(curb(map_, street, at_m), left, setback_m, width_m, depth_m), street.name, left};
    if (!is_country(lot.ground.middle)) return false;
    const int year = static_cast<int>(1880 + 142 * std::sqrt(random_.uniform()));
    const auto row =
        site_.try_building(Kind::house, lot.ground, Shape::rectangle, year, postal_town(lot.ground.middle), false, 3.0);
    if (!row) return false;
    site_.add_unit(*row, lot, Use::dwelling, lot.ground.width_m * lot.ground.depth_m * random_.uniform(1.3, 1.9));
    if (random_.uniform() < 0.5) build_outbuilding(lot.ground, Kind::shed, 5.0, 7.0, year);
    return true;
  }

  /// Beside or behind the main building, somewhat turned.
  void build_outbuilding(const Placement& main, Kind kind, double width_m, double depth_m, int year) {
    const double side = random_.uniform() < 0.5 ? -1.0 : 1.0;
    const double u_m = side * (0.5 * (main.width_m + width_m) + random_.uniform(4.0, 14.0));
    const double v_m = random_.uniform(-0.2, 0.9) * (0.5 * (main.depth_m + depth_m) + 6.0);
    const double turn = random_.uniform(-0.12, 0.12);
    const Placement place{{main.middle.x_m + u_m * main.along.x_m - v_m * main.along.y_m,
                           main.middle.y_m + u_m * main.along.y_m + v_m * main.along.x_m},
                          {main.along.x_m * std::cos(turn) - main.along.y_m * std::sin(turn),
                           main.along.x_m * std::sin(turn) + main.along.y_m * std::cos(turn)},
                          width_m,
                          depth_m};
    const int later = std::min(2024, std::max(year, 1900) + static_cast<int>(random_.below(70)));
    site_.try_building(kind, place, Shape::rectangle, later, postal_town(main.middle), false, 2.0);
  }

  /// A place at the end of a lane that leaves the road at one of its bends.
  struct LaneEnd {
    std::uint32_t street = 0;
    std::uint32_t node = 0;
    Point direction;  // of the lane, away from the road
    double length_m = 0.0;
  };

  LaneEnd random_lane(double shortest_m, double longest_m) {
    const auto row = random_street();
    const auto& street = map_.streets[row];
    const auto bend = 1 + random_.below(street.nodes.size() - 2);
    const Point a = map_.nodes[street.nodes[bend - 1]];
    const Point b = map_.nodes[street.nodes[bend + 1]];
    const double side = random_.uniform() < 0.5 ? 1.0 : -1.0;
    const double angle = std::atan2(b.y_m - a.y_m, b.x_m - a.x_m) + side * random_.uniform(1.2, 1.9);
    return {row, street.nodes[bend], {std::cos(angle), std::sin(angle)}, random_.uniform(shortest_m, longest_m)};
  }

  /// Draws the lane when main building and lane are free; the building's front faces the lane.
  std::optional<std::uint32_t> build_at_lane(const LaneEnd& lane, Kind kind, double width_m, double depth_m,
                                             Shape shape, int year) {
    const Point start = map_.nodes[lane.node];
    const auto along_lane = [&](double distance_m) {
      return Point{start.x_m + distance_m * lane.direction.x_m, start.y_m + distance_m * lane.direction.y_m};
    };
    const Placement ground{
        along_lane(lane.length_m + 6.0 + 0.5 * depth_m), {lane.direction.y_m, -lane.direction.x_m}, width_m, depth_m};
    const Placement way{along_lane(0.5 * lane.length_m + 8.0), lane.direction, std::max(1.0, lane.length_m - 16.0),
                        3.0};
    if (!is_country(ground.middle) || !site_.ground().is_free(way, 1.0)) return std::nullopt;
    const auto row = site_.try_building(kind, ground, shape, year, postal_town(ground.middle), false, 6.0);
    if (!row) return std::nullopt;
    Street street;
    street.nodes = {lane.node};
    if (lane.length_m > 120.0) {
      const double sway_m = random_.uniform(-4.0, 4.0);
      const Point half = along_lane(0.5 * lane.length_m);
      street.nodes.push_back(
          map_.add_node({half.x_m - sway_m * lane.direction.y_m, half.y_m + sway_m * lane.direction.x_m}));
    }
    street.nodes.push_back(map_.add_node(along_lane(lane.length_m)));
    street.road = Road::service;
    site_.ground().add(way);
    map_.streets.push_back(std::move(street));
    return row;
  }

  bool build_farm() {
    const auto lane = random_lane(35.0, 210.0);
    const int year = static_cast<int>(1720 + 245 * std::sqrt(random_.uniform()));
    const double width_m = random_.uniform(12.0, 17.0);
    const double depth_m = random_.uniform(20.0, 32.0);
    const auto row = build_at_lane(lane, Kind::farm, width_m, depth_m,
                                   random_.uniform() < 0.35 ? Shape::t_shape : Shape::rectangle, year);
    if (!row) return false;
    const Lot lot{site_.buildings()[*row].ground, map_.streets[lane.street].name, random_.uniform() < 0.5};
    site_.add_unit(*row, lot, Use::dwelling, width_m * depth_m * random_.uniform(0.6, 1.1));
    const auto barns = static_cast<int>(random_.below(4));
    for (int i = 0; i < barns; ++i) {
      const double barn_depth_m = random_.uniform(18.0, 55.0);
      build_outbuilding(lot.ground, Kind::barn, random_.uniform(12.0, 28.0), barn_depth_m, year);
    }
    return true;
  }

  bool build_country_house() {
    const auto lane = random_lane(140.0, 380.0);
    const int year = 1640 + static_cast<int>(random_.below(290));
    const double width_m = random_.uniform(22.0, 34.0);
    const double depth_m = random_.uniform(15.0, 24.0);
    const auto row = build_at_lane(lane, Kind::country_house, width_m, depth_m,
                                   random_.uniform() < 0.5 ? Shape::t_shape : Shape::rectangle, year);
    if (!row) return false;
    const Lot lot{site_.buildings()[*row].ground, map_.streets[lane.street].name, random_.uniform() < 0.5};
    const Use use = random_.uniform() < 0.6 ? Use::dwelling : random_.uniform() < 0.5 ? Use::office : Use::assembly;
    site_.add_unit(*row, lot, use, width_m * depth_m * random_.uniform(1.6, 2.4));
    return true;
  }

  Construction& site_;
  const std::vector<Town>& towns_;
  const LabelGrid& region_;
  StreetMap& map_;
  double scale_;
  Random random_;
  std::size_t municipality_ = 0;
  Ground ground_;
};

}  // namespace

void build_country(Construction& site, const Facts& facts, const std::vector<Town>& towns, const LabelGrid& region,
                   StreetMap& map, double scale, std::uint64_t seed) {
  CountryBuilder builder{site, towns, region, map, scale, seed};
  for (std::size_t m = 0; m < facts.municipalities.size(); ++m) {
    auto people = facts.municipalities[m].inhabitants;
    for (const auto& settlement : facts.settlements) {
      if (settlement.municipality == m) people -= settlement.inhabitants;
    }
    builder.build(facts.municipalities[m], m, std::max<std::int64_t>(0, people));
  }
}

}  // namespace trek::datasets
