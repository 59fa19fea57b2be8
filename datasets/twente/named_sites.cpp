#include "twente/named_sites.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "trek/core/error.hpp"
#include "twente/places.hpp"

namespace trek::datasets {
namespace {

using geo::Point;
using model::Use;

constexpr double kReach_m = 1500.0;  // of the stated place: where room is looked for
constexpr double kYard_m = 16.0;     // buildings of one site stand no farther apart, measured along their walls
constexpr double kApart_m = 3.0;     // and no nearer
constexpr double kStep_m = 6.0;      // between the places that are tried along a street
constexpr double kLongestStreet_m = 1500.0;
constexpr double kPartReach_m = 160.0;      // of the main building: where the others are looked for
constexpr double kFarmBesideTown_m = 90.0;  // a farm lies outside the town
constexpr std::array<double, 5> kSetbacks_m{8.0, 14.0, 24.0, 36.0, 46.0};  // front rows and what stands behind them

struct PartPlan {
  Kind kind;
  double width_m;
  double depth_m;
  int storeys;
  double height_m;
  std::string_view roof;
  int year;
  std::optional<Use> use;  // none: a shed without a unit
  std::optional<Use> second_use;
  bool in_list;
  bool is_listed;
  bool is_vacant;
};

constexpr std::string_view kSlanted = "slanted";
constexpr std::string_view kSheds = "multiple horizontal";

/// A works of halls: the list names the largest and the boiler house, the monuments bring the others.
constexpr std::array<PartPlan, 5> kWorks{{
    {Kind::factory, 64, 30, 1, 13.5, kSlanted, 1902, Use::industry, Use::office, true, true, true},
    {Kind::factory, 46, 24, 1, 12.0, kSlanted, 1908, Use::industry, Use::other, false, true, true},
    {Kind::factory, 40, 22, 1, 11.0, kSheds, 1913, Use::industry, Use::other, false, true, true},
    {Kind::office, 30, 13, 3, 12.5, kSlanted, 1925, Use::office, Use::assembly, false, true, false},
    {Kind::factory, 16, 14, 1, 9.5, kSheds, 1910, Use::industry, Use::other, true, false, true},
}};
constexpr std::array<PartPlan, 2> kStore{{
    {Kind::department_store, 56, 42, 4, 19.0, kSheds, 1938, Use::shop, Use::office, true, true, true},
    {Kind::department_store, 18, 14, 2, 8.5, kSheds, 1952, Use::shop, Use::other, false, true, true},
}};
/// House, cowshed and barn around a yard; people live in the house.
constexpr std::array<PartPlan, 3> kFarmYard{{
    {Kind::farm, 16, 28, 1, 9.0, kSlanted, 1880, Use::dwelling, Use::industry, true, true, false},
    {Kind::barn, 22, 44, 1, 7.5, kSlanted, 1965, Use::industry, Use::other, true, false, true},
    {Kind::barn, 13, 22, 1, 7.0, kSlanted, 1905, {}, {}, false, true, false},
}};

/// Farms become vacant all over Twente (VAB), and the strategy names none: these are made up, place and all.
struct FarmPlan {
  std::string_view name;
  std::string_view municipality;
  Point place;
};
constexpr std::array<FarmPlan, 3> kFarms{{
    {"Erve Kievitshaar, Tubbergen (verzonnen)", "GM0183", {251500, 493600}},
    {"Erve Bovenslag, Haaksbergen (verzonnen)", "GM0158", {250600, 465200}},
    {"Erve De Leemkoele, Hof van Twente (verzonnen)", "GM1735", {242800, 473300}},
}};
constexpr double kFarmReach_m = 1000.0;  // of a place that is made up anyhow

/// A place beside a street.
struct Spot {
  Curb curb;
  std::uint32_t street_name = 0;
  bool left = false;
  double distance_m = 0.0;
};

class NamedBuilder {
 public:
  NamedBuilder(Construction& site, const std::vector<Town>& towns, const LabelGrid& region, const StreetMap& map)
      : site_{site}, towns_{towns}, region_{region}, map_{map} {}

  /// `country`: outside the towns of its municipality, else in a town.
  void build(NamedSite& named, std::span<const PartPlan> plans, std::size_t municipality, bool country) {
    municipality_ = municipality;
    country_ = country;
    const auto around = spots(named.place);
    for (const Spot& spot : around) {
      const auto lots = find_room(plans, around, spot);
      if (!lots) continue;
      for (std::size_t part = 0; part < plans.size(); ++part) add(named, plans[part], (*lots)[part]);
      return;
    }
    throw core::Error{core::ErrorKind::internal, "twente: no room for " + named.name + " among the streets"};
  }

 private:
  [[nodiscard]] bool is_suitable(const Street& street) const {
    if (street.roundabout || street.name == 0 || street.nodes.size() < 2 || street.road == Road::service) return false;
    if (geo::distance_m(map_.nodes[street.nodes.front()], place_) > kReach_m + kLongestStreet_m) return false;
    if (country_) return street.town < 0 && (street.road == Road::unclassified || street.road == Road::tertiary);
    return street.town >= 0 && street.road >= Road::secondary && street.road <= Road::pedestrian &&
           towns_[static_cast<std::size_t>(street.town)].municipality == municipality_;
  }

  /// Along the streets around the place, the nearest first.
  std::vector<Spot> spots(Point place) {
    place_ = place;
    std::vector<Spot> result;
    for (const Street& street : map_.streets) {
      if (!is_suitable(street)) continue;
      const double street_m = length_m(map_, street);
      for (double at_m = kStep_m; at_m < street_m - kStep_m; at_m += kStep_m) {
        const Curb at = curb(map_, street, at_m);
        const double distance_m = geo::distance_m(at.at, place);
        if (distance_m > kReach_m) continue;
        for (const bool left : {false, true}) result.push_back({at, street.name, left, distance_m});
      }
    }
    std::ranges::stable_sort(result, {}, &Spot::distance_m);
    return result;
  }

  [[nodiscard]] bool is_free(const Placement& ground, std::span<const Lot> own) const {
    if (!site_.ground().is_free(ground, kApart_m)) return false;
    if (std::ranges::any_of(own, [&](const Lot& lot) { return overlap(ground, lot.ground, kApart_m); })) return false;
    const bool in_town = find_town(towns_, ground.middle, country_ ? kFarmBesideTown_m : 0.0).has_value();
    return in_town != country_ && region_.find_interior(ground.middle) == municipality_;
  }

  /// The first free place of a building at a spot: along the street or across, in the front row or behind.
  [[nodiscard]] std::optional<Lot> find_lot(const PartPlan& plan, const Spot& spot, std::span<const Lot> own) const {
    for (const double setback_m : kSetbacks_m) {
      for (const bool turned : {false, true}) {
        const Lot lot{beside(spot.curb, spot.left, setback_m, turned ? plan.depth_m : plan.width_m,
                             turned ? plan.width_m : plan.depth_m),
                      spot.street_name, spot.left};
        const bool joins = own.empty() || std::ranges::any_of(own, [&](const Lot& other) {
                             return overlap(lot.ground, other.ground, kYard_m);
                           });
        if (joins && is_free(lot.ground, own)) return lot;
      }
    }
    return std::nullopt;
  }

  /// Room for all buildings with the main one at `first`; the others nearest to where the site is stated to be.
  [[nodiscard]] std::optional<std::vector<Lot>> find_room(std::span<const PartPlan> plans,
                                                          const std::vector<Spot>& around, const Spot& first) const {
    std::vector<Lot> lots;
    if (const auto main = find_lot(plans.front(), first, {})) {
      lots.push_back(*main);
    } else {
      return std::nullopt;
    }
    for (const PartPlan& plan : plans.subspan(1)) {
      std::optional<Lot> found;
      for (const Spot& spot : around) {
        if (geo::distance_m(spot.curb.at, lots.front().ground.middle) > kPartReach_m) continue;
        if ((found = find_lot(plan, spot, lots))) break;
      }
      if (!found) return std::nullopt;
      lots.push_back(*found);
    }
    return lots;
  }

  [[nodiscard]] const Town& postal_town(Point place) const {
    const Town* nearest = nullptr;
    const auto away_m = [&](const Town& town) { return geo::distance_m(town.centre, place) - town.radius_m; };
    for (const Town& town : towns_) {
      if (town.municipality == municipality_ && (nearest == nullptr || away_m(town) < away_m(*nearest)))
        nearest = &town;
    }
    return *nearest;
  }

  void add(NamedSite& named, const PartPlan& plan, const Lot& lot) {
    const Town& town = postal_town(lot.ground.middle);
    Building building;
    building.kind = plan.kind;
    building.ground = lot.ground;
    building.year = plan.year;
    building.municipality = municipality_;
    building.settlement = town.settlement;
    building.in_town = !country_;
    building.is_named = true;
    const auto row = site_.add_building(building);
    if (plan.use) {
      const double floor_m2 = plan.width_m * plan.depth_m * plan.storeys;
      site_.add_whole_unit(row, lot, *plan.use, plan.second_use, floor_m2);
    }
    named.parts.push_back({row, plan.storeys, plan.height_m, plan.roof, plan.in_list, plan.is_listed, plan.is_vacant});
  }

  Construction& site_;
  const std::vector<Town>& towns_;
  const LabelGrid& region_;
  const StreetMap& map_;
  Point place_;
  std::size_t municipality_ = 0;
  bool country_ = false;
};

std::size_t municipality_row(const Facts& facts, std::string_view code) {
  const auto found = std::ranges::find(facts.municipalities, code, &MunicipalityFact::code);
  return static_cast<std::size_t>(found - facts.municipalities.begin());
}

constexpr std::string_view kNote =
    "genoemd in de strategie; adres en positie niet nagegaan; panden, monumenten, leegstand en antwoorden verzonnen";

NamedSite of_fact(const NamedSiteFact& fact, std::size_t row) {
  NamedSite named;
  named.key = fmt::format("S{:02}", row + 1);
  named.name = fact.name;
  named.type = fact.site_type;
  named.role = fact.role;
  named.address = fact.address;
  named.certainty = certainty_of(fact);
  named.note = kNote;
  named.place = fact.place;
  named.uncertainty_m = fact.uncertainty_m;
  const bool is_works = fact.site_type == "factory";
  named.owner_willing = "ja";
  named.ceiling_height_m = is_works ? "9,0" : "3,8";
  named.assembly_forbidden = is_works ? "" : "nee";  // of the works it is what to find out
  return named;
}

NamedSite of_farm(const FarmPlan& plan, std::size_t row) {
  NamedSite named;
  named.key = fmt::format("E{:02}", row + 1);
  named.name = plan.name;
  named.type = "farm";
  named.role = "candidate";
  named.certainty = "naam en plek verzonnen";
  named.note = "vrijkomende agrarische bebouwing (VAB), waarvan de strategie spreekt; alles verzonnen";
  named.place = plan.place;
  named.uncertainty_m = kFarmReach_m;
  return named;
}

}  // namespace

std::vector<NamedSite> build_named_sites(Construction& site, const Facts& facts, const std::vector<Town>& towns,
                                         const LabelGrid& region, const StreetMap& map) {
  NamedBuilder builder{site, towns, region, map};
  std::vector<NamedSite> result;
  for (std::size_t row = 0; row < facts.named_sites.size(); ++row) {
    const NamedSiteFact& fact = facts.named_sites[row];
    if (fact.role == "existing") continue;
    NamedSite named = of_fact(fact, row);
    const auto town = find_town(towns, fact.place, kReach_m);
    const bool is_works = fact.site_type == "factory";
    const std::span<const PartPlan> plans = is_works ? std::span<const PartPlan>{kWorks} : kStore;
    builder.build(named, plans, towns[town.value()].municipality, false);
    result.push_back(std::move(named));
  }
  for (std::size_t row = 0; row < kFarms.size(); ++row) {
    NamedSite named = of_farm(kFarms.at(row), row);
    builder.build(named, kFarmYard, municipality_row(facts, kFarms.at(row).municipality), true);
    const Point house = site.buildings()[named.parts.front().building].ground.middle;
    named.place = {std::round(house.x_m), std::round(house.y_m)};  // made up: it is where it is drawn
    result.push_back(std::move(named));
  }
  return result;
}

}  // namespace trek::datasets
