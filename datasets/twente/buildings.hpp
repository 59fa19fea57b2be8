#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/random.hpp"
#include "trek/model/codes.hpp"
#include "twente/footprints.hpp"
#include "twente/streets.hpp"
#include "twente/towns.hpp"

namespace trek::datasets {

enum class Kind : std::uint8_t {
  house,
  flats,
  shop,
  department_store,
  factory,
  warehouse,
  office,
  school,
  church,
  town_hall,
  care,
  sport,
  farm,
  barn,
  shed,
  country_house,
};

inline constexpr std::uint32_t kNoBuilding = 0xFFFFFFFF;
inline constexpr int kUnknownYear = 9999;

/// BAG pand.
struct Building {
  std::uint64_t id = 0;  // sixteen digits with leading zeros
  Kind kind = Kind::house;
  Placement ground;
  Shape shape = Shape::rectangle;
  int year = kUnknownYear;
  std::uint8_t status = 0;  // row of kBuildingStatuses
  std::size_t municipality = 0;
  std::size_t settlement = 0;  // the town of its address
  bool in_town = false;
  bool is_named = false;         // of a site that is drawn as it is to be: nothing of it is left to chance
  std::uint32_t first_unit = 0;  // units of a building follow each other
  std::uint32_t unit_count = 0;
};

/// BAG verblijfsobject with its address.
struct Unit {
  std::uint64_t id = 0;
  std::uint32_t building = 0;
  std::uint32_t other_building = kNoBuilding;  // a few units lie in two buildings
  geo::Point place;
  int area_m2 = 0;
  model::Use use = model::Use::dwelling;
  std::optional<model::Use> second_use;
  std::uint8_t status = 0;  // row of kUnitStatuses
  std::uint32_t street_name = 0;
  int number = 0;
  char letter = '\0';
  std::string addition;
};

inline constexpr std::array<std::string_view, 7> kBuildingStatuses{
    "Pand in gebruik", "Pand in gebruik (niet ingemeten)", "Verbouwing pand",    "Bouwvergunning verleend",
    "Bouw gestart",    "Sloopvergunning verleend",         "Pand buiten gebruik"};
inline constexpr std::array<std::string_view, 5> kUnitStatuses{
    "Verblijfsobject in gebruik", "Verblijfsobject in gebruik (niet ingemeten)", "Verbouwing verblijfsobject",
    "Verblijfsobject gevormd", "Verblijfsobject buiten gebruik"};

/// BAG gebruiksdoel, as the register spells it.
[[nodiscard]] std::string_view dutch_name(model::Use use) noexcept;
/// Dutch noun for a building: "fabriek", "boerderij".
[[nodiscard]] std::string_view dutch_name(Kind kind) noexcept;
/// Made-up postcode of a street in a settlement: "7434AB".
[[nodiscard]] std::string postcode(std::size_t settlement, std::uint32_t street_name);
[[nodiscard]] std::string sixteen_digits(std::uint64_t id);

/// Where a building stands along a street, and its address.
struct Lot {
  Placement ground;
  std::uint32_t street_name = 0;
  bool left = false;  // odd numbers
};

/// Everything built, and the ground it takes.
class Construction {
 public:
  Construction(const Facts& facts, const StreetMap& map, std::uint64_t seed);

  [[nodiscard]] const std::vector<Building>& buildings() const noexcept { return buildings_; }
  [[nodiscard]] const std::vector<Unit>& units() const noexcept { return units_; }
  [[nodiscard]] Occupancy& ground() noexcept { return ground_; }
  [[nodiscard]] const Occupancy& ground() const noexcept { return ground_; }

  /// Builds where nothing stands within `gap_m`; empty where something does.
  std::optional<std::uint32_t> try_building(Kind kind, const Placement& ground, Shape shape, int year,
                                            const Town& postal_town, bool in_town, double gap_m);
  /// Builds what is said, where nothing may stand; id and units follow from the order of building.
  std::uint32_t add_building(Building building);
  /// The one unit of a building, in its middle, with all its floor.
  void add_whole_unit(std::uint32_t row, const Lot& lot, model::Use use, std::optional<model::Use> second_use,
                      double area_m2);
  /// A unit of building `row`.
  void add_unit(std::uint32_t row, const Lot& lot, model::Use use, double area_m2, int dwelling_in_building = 0);
  /// Some units get a second use, some a second building: as the register has them.
  void finish();

 private:
  int next_number(const Lot& lot);
  const Facts& facts_;
  core::Random random_;
  Occupancy ground_;
  std::vector<Building> buildings_;
  std::vector<Unit> units_;
  std::vector<std::array<int, 2>> last_number_;  // per street name: odd, even
};

/// A place on the curb of a street, `along` in the direction of the street.
struct Curb {
  geo::Point at;
  geo::Point along;
};
[[nodiscard]] double length_m(const StreetMap& map, const Street& street) noexcept;
[[nodiscard]] Curb curb(const StreetMap& map, const Street& street, double from_start_m) noexcept;
/// A rectangle beside the street, its front `setback_m` from the middle of the road.
[[nodiscard]] Placement beside(const Curb& curb, bool left, double setback_m, double width_m, double depth_m) noexcept;

/// Houses, flats, shops, churches, schools, factories ... in the towns.
void build_towns(Construction& site, const Facts& facts, const std::vector<Town>& towns, const StreetMap& map,
                 double scale, std::uint64_t seed);
/// Farms with their lanes (which the map gets), country houses and houses between the towns.
void build_country(Construction& site, const Facts& facts, const std::vector<Town>& towns, const LabelGrid& region,
                   StreetMap& map, double scale, std::uint64_t seed);

/// A dwelling drawn stands for as many people as two real ones hold: half the dwellings are drawn.
inline constexpr double kPeoplePerDrawnDwelling = 4.5;
/// Wider apart outside, and still enough people in a cell to be published.
inline constexpr double kPeoplePerCountryDwelling = 6.0;

}  // namespace trek::datasets
