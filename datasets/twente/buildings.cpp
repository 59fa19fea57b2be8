#include "twente/buildings.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "twente/millimetres.hpp"
#include "twente/streams.hpp"

namespace trek::datasets {
namespace {

using geo::Point;

constexpr std::uint64_t kBuildingType = 10;  // digits 5 and 6 of a BAG id
constexpr std::uint64_t kUnitType = 1;
constexpr double kSecondUseShare = 0.006;
constexpr double kSecondBuildingShare = 0.004;

std::uint64_t bag_id(const MunicipalityFact& municipality, std::uint64_t type, std::uint64_t serial) {
  std::uint64_t code = 0;
  std::from_chars(municipality.code.data() + 2, municipality.code.data() + municipality.code.size(), code);
  return code * 1'000'000'000'000ULL + type * 10'000'000'000ULL + serial;
}

/// Nearly all in use; the rest as in the register, by order of size.
std::uint8_t building_status(core::Random& random) {
  constexpr std::array<double, 7> kCumulative{0.972, 0.982, 0.987, 0.993, 0.997, 0.9995, 1.0};
  const double draw = random.uniform();
  return static_cast<std::uint8_t>(std::ranges::find_if(kCumulative, [&](double c) { return draw < c; }) -
                                   kCumulative.begin());
}

/// A unit follows its building; one in 400 is out of use.
std::uint8_t unit_status(std::uint8_t building, core::Random& random) {
  switch (building) {
    case 1:
      return 1;
    case 2:
      return 2;
    case 3:
    case 4:
      return 3;
    case 6:
      return 4;
    default:
      return random.uniform() < 0.0025 ? 4 : 0;
  }
}

/// Five in a thousand are unknown and a few carry the placeholder 1005, as in the register.
int recorded_year(int year, core::Random& random) {
  const double draw = random.uniform();
  if (draw < 0.005) return kUnknownYear;
  return draw < 0.007 ? 1005 : year;
}

}  // namespace

std::string_view dutch_name(model::Use use) noexcept {
  switch (use) {
    case model::Use::dwelling:
      return "woonfunctie";
    case model::Use::assembly:
      return "bijeenkomstfunctie";
    case model::Use::detention:
      return "celfunctie";
    case model::Use::health:
      return "gezondheidszorgfunctie";
    case model::Use::industry:
      return "industriefunctie";
    case model::Use::office:
      return "kantoorfunctie";
    case model::Use::lodging:
      return "logiesfunctie";
    case model::Use::education:
      return "onderwijsfunctie";
    case model::Use::sport:
      return "sportfunctie";
    case model::Use::shop:
      return "winkelfunctie";
    case model::Use::other:
      break;
  }
  return "overige gebruiksfunctie";
}

std::string_view dutch_name(Kind kind) noexcept {
  switch (kind) {
    case Kind::house:
      return "woonhuis";
    case Kind::flats:
      return "appartementengebouw";
    case Kind::shop:
      return "winkel";
    case Kind::department_store:
      return "warenhuis";
    case Kind::factory:
      return "fabriek";
    case Kind::warehouse:
      return "pakhuis";
    case Kind::office:
      return "kantoor";
    case Kind::school:
      return "school";
    case Kind::church:
      return "kerk";
    case Kind::town_hall:
      return "gemeentehuis";
    case Kind::care:
      return "zorggebouw";
    case Kind::sport:
      return "sporthal";
    case Kind::farm:
      return "boerderij";
    case Kind::barn:
      return "schuur";
    case Kind::shed:
      return "berging";
    case Kind::country_house:
      return "landhuis";
  }
  return "gebouw";
}

std::string postcode(std::size_t settlement, std::uint32_t street_name) {
  const auto letter = [](std::uint32_t value) { return static_cast<char>('A' + value % 26); };
  return fmt::format("{}{}{}", 7400 + settlement, letter(street_name), letter(street_name / 26));
}

std::string sixteen_digits(std::uint64_t id) { return fmt::format("{:016}", id); }

Construction::Construction(const Facts& facts, const StreetMap& map, std::uint64_t seed)
    : facts_{facts}, random_{seed, stream(Stage::town_buildings, 5000)}, last_number_(map.names.size(), {-1, 0}) {
  for (const auto& street : map.streets) ground_.add(map, street);
}

std::optional<std::uint32_t> Construction::try_building(Kind kind, const Placement& ground, Shape shape, int year,
                                                        const Town& postal_town, bool in_town, double gap_m) {
  if (!ground_.is_free(ground, gap_m)) return std::nullopt;
  Building building;
  building.kind = kind;
  building.ground = ground;
  building.shape = shape;
  building.year = recorded_year(year, random_);
  building.status = building_status(random_);
  building.municipality = postal_town.municipality;
  building.settlement = postal_town.settlement;
  building.in_town = in_town;
  return add_building(building);
}

std::uint32_t Construction::add_building(Building building) {
  ground_.add(building.ground);
  building.id = bag_id(facts_.municipalities[building.municipality], kBuildingType, buildings_.size() + 1);
  building.first_unit = static_cast<std::uint32_t>(units_.size());
  buildings_.push_back(building);
  return static_cast<std::uint32_t>(buildings_.size() - 1);
}

void Construction::add_whole_unit(std::uint32_t row, const Lot& lot, model::Use use,
                                  std::optional<model::Use> second_use, double area_m2) {
  auto& building = buildings_[row];
  Unit unit;
  unit.id = bag_id(facts_.municipalities[building.municipality], kUnitType, units_.size() + 1);
  unit.building = row;
  unit.place = {rounded_mm(building.ground.middle.x_m), rounded_mm(building.ground.middle.y_m)};
  unit.area_m2 = static_cast<int>(std::lround(area_m2));
  unit.use = use;
  unit.second_use = second_use;
  unit.street_name = lot.street_name;
  unit.number = next_number(lot);
  building.first_unit = static_cast<std::uint32_t>(units_.size());
  building.unit_count = 1;
  units_.push_back(std::move(unit));
}

int Construction::next_number(const Lot& lot) { return last_number_[lot.street_name][lot.left ? 0 : 1] += 2; }

void Construction::add_unit(std::uint32_t row, const Lot& lot, model::Use use, double area_m2,
                            int dwelling_in_building) {
  auto& building = buildings_[row];
  if (building.unit_count == 0) building.first_unit = static_cast<std::uint32_t>(units_.size());
  Unit unit;
  unit.id = bag_id(facts_.municipalities[building.municipality], kUnitType, units_.size() + 1);
  unit.building = row;
  const double span_m = 0.35 * std::min(building.ground.width_m, building.ground.depth_m);
  const double shift_m = building.shape == Shape::rectangle ? random_.uniform(-span_m, span_m) : 0.0;
  // In an L the middle may be outside: its front wing is not.
  const double back_m = building.shape == Shape::l_shape ? -0.25 * building.ground.depth_m : 0.0;
  const auto& g = building.ground;
  unit.place = {std::round((g.middle.x_m + shift_m * g.along.x_m - back_m * g.along.y_m) * 1000.0) / 1000.0,
                std::round((g.middle.y_m + shift_m * g.along.y_m + back_m * g.along.x_m) * 1000.0) / 1000.0};
  unit.area_m2 = random_.uniform() < 0.0015 ? 1 : std::max(12, static_cast<int>(std::lround(area_m2)));
  unit.use = use;
  unit.status = unit_status(building.status, random_);
  unit.street_name = lot.street_name;
  if (dwelling_in_building == 0 || units_.empty()) {
    unit.number = next_number(lot);
  } else {
    unit.number = units_.back().number;
    unit.addition = std::to_string(dwelling_in_building);
  }
  if (dwelling_in_building == 0 && random_.uniform() < 0.02) unit.letter = static_cast<char>('A' + random_.below(4));
  units_.push_back(std::move(unit));
  ++building.unit_count;
}

void Construction::finish() {
  for (auto& unit : units_) {
    if (unit.second_use || buildings_[unit.building].is_named) continue;
    if (unit.use != model::Use::dwelling && random_.uniform() < 0.06) {
      unit.second_use = unit.use == model::Use::office ? model::Use::shop : model::Use::office;
    } else if (unit.use == model::Use::dwelling && random_.uniform() < kSecondUseShare) {
      unit.second_use = model::Use::office;
    }
    // The neighbour in the list is the neighbour in the row.
    if (unit.use != model::Use::dwelling && unit.building > 0 && random_.uniform() < 10 * kSecondBuildingShare) {
      const auto other = unit.building - 1;
      const double apart_m = geo::distance_m(buildings_[other].ground.middle, buildings_[unit.building].ground.middle);
      if (apart_m < 40.0 && !buildings_[other].is_named) unit.other_building = other;
    }
  }
}

double length_m(const StreetMap& map, const Street& street) noexcept {
  double sum_m = 0.0;
  for (std::size_t i = 0; i + 1 < street.nodes.size(); ++i) {
    sum_m += geo::distance_m(map.nodes[street.nodes[i]], map.nodes[street.nodes[i + 1]]);
  }
  return sum_m;
}

Curb curb(const StreetMap& map, const Street& street, double from_start_m) noexcept {
  for (std::size_t i = 0; i + 1 < street.nodes.size(); ++i) {
    const Point a = map.nodes[street.nodes[i]];
    const Point b = map.nodes[street.nodes[i + 1]];
    const double part_m = std::max(1e-6, geo::distance_m(a, b));
    if (from_start_m <= part_m || i + 2 == street.nodes.size()) {
      const Point along{(b.x_m - a.x_m) / part_m, (b.y_m - a.y_m) / part_m};
      return {{a.x_m + from_start_m * along.x_m, a.y_m + from_start_m * along.y_m}, along};
    }
    from_start_m -= part_m;
  }
  return {map.nodes[street.nodes.front()], {1.0, 0.0}};
}

Placement beside(const Curb& curb, bool left, double setback_m, double width_m, double depth_m) noexcept {
  // Seen from the street the front is at the near side: on the right of the street the axes turn by half a circle.
  const double side = left ? 1.0 : -1.0;
  const double away_m = setback_m + 0.5 * depth_m;
  return {{curb.at.x_m - side * away_m * curb.along.y_m, curb.at.y_m + side * away_m * curb.along.x_m},
          {side * curb.along.x_m, side * curb.along.y_m},
          width_m,
          depth_m};
}

}  // namespace trek::datasets
