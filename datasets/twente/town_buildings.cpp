#include <algorithm>
#include <cmath>

#include "twente/buildings.hpp"
#include "twente/streams.hpp"

namespace trek::datasets {
namespace {

using core::Random;
using geo::Point;
using model::Use;

constexpr double kFlatUnits = 18.0;       // mean number of dwellings in an apartment building
constexpr double kBuildableShare = 0.86;  // of the street front: the rest is lost to corners and crossings
constexpr double kShedShare = 0.33;       // of houses (BAG: 42 % of all buildings have no unit)

struct Front {
  const Street* street = nullptr;
  Zone zone = Zone::suburb;
  double length_m = 0.0;
};

/// How wide a lot is relative to the mean of the town.
double frontage_factor(Zone zone) { return zone == Zone::centre ? 0.42 : zone == Zone::old_town ? 0.8 : 1.15; }

double flat_share(const Town& town) {
  return std::clamp(0.05 + 0.5 * static_cast<double>(town.inhabitants) / 140'000.0, 0.05, 0.5);
}

/// Builds one town: landmarks first, then industry, then lots along every street.
class TownBuilder {
 public:
  TownBuilder(Construction& site, const Town& town, const StreetMap& map, double scale, std::uint64_t seed)
      : site_{site},
        town_{town},
        map_{map},
        scale_{scale},
        random_{seed, stream(Stage::town_buildings, town.settlement)} {
    for (const auto& street : map.streets) {
      if (street.town != static_cast<std::int32_t>(town.settlement) || street.roundabout || street.name == 0) continue;
      if (street.road > Road::pedestrian || street.road == Road::service) continue;
      const double l_m = length_m(map, street);
      fronts_.push_back({&street, town.zone_at(curb(map, street, 0.5 * l_m).at), l_m});
    }
  }

  void build(bool seat_of_municipality) {
    build_landmarks(seat_of_municipality);
    for (const auto& front : fronts_) {
      if (front.zone == Zone::industry) build_industry(front);
    }
    const double mean_m = mean_frontage_m();
    for (const auto& front : fronts_) {
      if (front.zone == Zone::industry || front.zone == Zone::park) continue;
      for (const bool left : {false, true}) build_row(front, left, mean_m * frontage_factor(front.zone));
    }
  }

 private:
  bool kept() { return scale_ >= 1.0 || random_.uniform() < scale_; }

  Lot lot(const Front& front, bool left, double at_m, double setback_m, double width_m, double depth_m) {
    return {beside(curb(map_, *front.street, at_m), left, setback_m, width_m, depth_m), front.street->name, left};
  }

  /// Such that the houses and flats of the town fit along its streets.
  [[nodiscard]] double mean_frontage_m() const {
    double weighted_m = 0.0;
    for (const auto& front : fronts_) {
      if (front.zone != Zone::industry && front.zone != Zone::park)
        weighted_m += 2 * front.length_m / frontage_factor(front.zone);
    }
    const double dwellings = static_cast<double>(town_.inhabitants) / kPeoplePerDrawnDwelling;
    const double share = flat_share(town_);
    const double lots = dwellings * (1 - share) + dwellings * share / kFlatUnits * 4.0;  // a block takes four lots
    return std::max(7.0, kBuildableShare * weighted_m / std::max(1.0, lots));
  }

  int year_of(Zone zone) {
    switch (zone) {
      case Zone::centre:
        return static_cast<int>(1700 + 290 * std::sqrt(random_.uniform()));
      case Zone::old_town:
        return static_cast<int>(1890 + 85 * random_.uniform());
      case Zone::industry:
        return static_cast<int>(1905 + 115 * std::sqrt(random_.uniform()));
      default:
        return static_cast<int>(1948 + 75 * random_.uniform());
    }
  }

  // -- landmarks ----------------------------------------------------------------------------------------------------

  struct Landmark {
    Kind kind{};
    Use use{};
    Zone zone{};
    double width_m = 0.0, depth_m = 0.0, setback_m = 0.0;
    double storeys = 0.0;
    int first_year = 0, last_year = 0;
    Shape shape = Shape::rectangle;
  };

  /// Tries places along streets of the wanted zone (any zone but industry after a while) until one is free.
  void build_landmark(const Landmark& mark) {
    if (!kept()) return;
    const double size = random_.uniform(0.8, 1.25);
    for (int attempt = 0; attempt < 90 && !fronts_.empty(); ++attempt) {
      const auto& front = fronts_[random_.below(fronts_.size())];
      if (attempt < 60 ? front.zone != mark.zone : front.zone == Zone::industry) continue;
      const double at_m = random_.uniform(0.15, 0.85) * front.length_m;
      const auto place =
          lot(front, random_.uniform() < 0.5, at_m, mark.setback_m, mark.width_m * size, mark.depth_m * size);
      const int year = mark.first_year +
                       static_cast<int>(random_.below(static_cast<std::uint64_t>(mark.last_year - mark.first_year)));
      const auto row = site_.try_building(mark.kind, place.ground, mark.shape, year, town_, true, 1.5);
      if (!row) continue;
      const double filled = mark.shape == Shape::rectangle ? 1.0 : 0.75;
      site_.add_unit(*row, place, mark.use, filled * place.ground.width_m * place.ground.depth_m * mark.storeys);
      return;
    }
  }

  void build_landmarks(const Landmark& mark, double count) {
    const auto whole = static_cast<int>(count + random_.uniform());
    for (int i = 0; i < whole; ++i) build_landmark(mark);
  }

  void build_landmarks(bool seat_of_municipality) {
    const auto people = static_cast<double>(town_.inhabitants);
    build_landmark({Kind::church, Use::assembly, Zone::centre, 17, 38, 14, 1.0, 1350, 1925, Shape::t_shape});
    build_landmarks({Kind::church, Use::assembly, Zone::old_town, 15, 32, 12, 1.0, 1880, 1966, Shape::t_shape},
                    people / 7000);
    if (seat_of_municipality)
      build_landmark({Kind::town_hall, Use::office, Zone::centre, 40, 26, 10, 3.0, 1910, 2005, Shape::l_shape});
    if (town_.inhabitants > 4000) {
      build_landmarks({Kind::department_store, Use::shop, Zone::centre, 42, 36, 7, 3.0, 1925, 1985},
                      0.5 + people / 16'000);
      build_landmarks({Kind::factory, Use::industry, Zone::old_town, 70, 46, 11, 1.6, 1865, 1938, Shape::l_shape},
                      1 + people / 6500);
      build_landmarks({Kind::warehouse, Use::industry, Zone::old_town, 30, 18, 9, 3.0, 1880, 1950}, people / 9000);
    }
    build_landmarks({Kind::school, Use::education, Zone::old_town, 46, 24, 14, 1.5, 1900, 1975, Shape::l_shape},
                    people / 6000);
    build_landmarks({Kind::school, Use::education, Zone::suburb, 52, 28, 16, 1.4, 1955, 2018, Shape::l_shape},
                    people / 4500);
    build_landmarks({Kind::care, Use::health, Zone::suburb, 48, 30, 16, 2.5, 1958, 2018, Shape::l_shape},
                    people / 7000);
    build_landmarks({Kind::sport, Use::sport, Zone::suburb, 46, 30, 18, 1.0, 1965, 2015}, people / 6000);
    build_landmarks({Kind::office, Use::office, Zone::old_town, 30, 18, 9, 3.0, 1930, 2010}, people / 2500);
  }

  // -- industry -----------------------------------------------------------------------------------------------------

  void build_industry(const Front& front) {
    for (const bool left : {false, true}) {
      for (double at_m = 20.0; at_m < front.length_m - 20.0;) {
        const double width_m = random_.uniform(22.0, 85.0);
        at_m += 0.5 * width_m;
        build_works(front, left, at_m, width_m);
        at_m += 0.5 * width_m + random_.uniform(8.0, 30.0);
      }
    }
  }

  void build_works(const Front& front, bool left, double at_m, double width_m) {
    if (!kept()) return;
    const double depth_m = random_.uniform(22.0, 70.0);
    const auto place = lot(front, left, at_m, random_.uniform(10.0, 16.0), width_m, depth_m);
    const double draw = random_.uniform();
    const Kind kind = draw < 0.2 ? Kind::office : draw < 0.62 ? Kind::warehouse : Kind::factory;
    const Shape shape = random_.uniform() < 0.3 ? Shape::l_shape : Shape::rectangle;
    const auto row = site_.try_building(kind, place.ground, shape, year_of(Zone::industry), town_, true, 4.0);
    if (!row) return;
    const double storeys = kind == Kind::office ? 2.5 : random_.uniform(1.0, 1.3);
    site_.add_unit(*row, place, kind == Kind::office ? Use::office : Use::industry,
                   place.ground.width_m * place.ground.depth_m * storeys * (shape == Shape::rectangle ? 1.0 : 0.72));
  }

  // -- lots along streets -------------------------------------------------------------------------------------------

  void build_row(const Front& front, bool left, double frontage_m) {
    const double share = flat_share(town_);
    const double flats_chance = share / (share + kFlatUnits * (1 - share));
    const int year = year_of(front.zone);
    for (double at_m = random_.uniform(5.0, 12.0); at_m < front.length_m - 5.0;) {
      const bool tall = front.zone != Zone::centre && random_.uniform() < flats_chance;
      at_m += tall ? build_flats(front, left, at_m, year) : build_houses(front, left, at_m, frontage_m, year);
    }
  }

  double build_flats(const Front& front, bool left, double at_m, int year) {
    const double width_m = random_.uniform(32.0, 62.0);
    if (!kept()) return width_m + 10.0;
    const auto place = lot(front, left, at_m + 0.5 * width_m, 13.0, width_m, random_.uniform(11.0, 14.0));
    const auto row =
        site_.try_building(Kind::flats, place.ground, Shape::rectangle, std::max(year, 1935), town_, true, 3.0);
    if (!row) return 15.0;
    const auto units = static_cast<int>(random_.uniform(0.4, 1.6) * kFlatUnits);
    for (int i = 0; i < units; ++i) site_.add_unit(*row, place, Use::dwelling, random_.uniform(48.0, 105.0), i);
    return width_m + 10.0;
  }

  /// A terrace, a pair or a single house: as many as fit the frontage that each is due. Returns the length used.
  double build_houses(const Front& front, bool left, double at_m, double frontage_m, int year) {
    const bool closed = frontage_m < 9.0;
    const auto count = closed ? 6 : static_cast<int>(1 + random_.below(frontage_m < 16.0 ? 6 : 3));
    const double width_m = closed ? frontage_m : count == 1 ? random_.uniform(8.0, 11.0) : random_.uniform(5.8, 7.6);
    const double setback_m = front.zone == Zone::centre ? 5.5 : random_.uniform(7.5, 12.0);
    const double depth_m = random_.uniform(8.5, 12.0);
    if (kept()) {
      for (int i = 0; i < count; ++i) {
        const double middle_m = at_m + (i + 0.5) * width_m;
        if (middle_m > front.length_m - 4.0) break;
        build_house(front, left, middle_m, setback_m, width_m - 0.02, depth_m, year);
      }
    }
    return std::max(count * frontage_m, count * width_m + (closed ? 0.0 : 2.0)) * random_.uniform(0.9, 1.1);
  }

  void build_house(const Front& front, bool left, double at_m, double setback_m, double width_m, double depth_m,
                   int year) {
    const auto place = lot(front, left, at_m, setback_m, width_m, depth_m);
    const bool shop = random_.uniform() < (front.zone == Zone::centre     ? 0.5
                                           : front.zone == Zone::old_town ? 0.02
                                                                          : 0.004);
    const auto row =
        site_.try_building(shop ? Kind::shop : Kind::house, place.ground, Shape::rectangle, year, town_, true, 0.0);
    if (!row) return;
    if (shop) {
      site_.add_unit(*row, place, Use::shop, width_m * depth_m * random_.uniform(0.9, 2.2));
      if (random_.uniform() < 0.55) site_.add_unit(*row, place, Use::dwelling, random_.uniform(50.0, 110.0), 1);
    } else {
      site_.add_unit(*row, place, Use::dwelling, width_m * depth_m * random_.uniform(1.4, 2.3));
    }
    if (front.zone != Zone::centre && random_.uniform() < kShedShare)
      build_shed(place, setback_m, depth_m, front, at_m, year);
  }

  void build_shed(const Lot& house, double setback_m, double depth_m, const Front& front, double at_m, int year) {
    const double shed_depth_m = random_.uniform(3.5, 6.0);
    const auto behind =
        lot(front, house.left, at_m, setback_m + depth_m + random_.uniform(7.0, 11.0), 3.2, shed_depth_m);
    site_.try_building(Kind::shed, behind.ground, Shape::rectangle,
                       std::min(2025, year + static_cast<int>(random_.below(20))), town_, true, 0.5);
  }

  Construction& site_;
  const Town& town_;
  const StreetMap& map_;
  double scale_;
  Random random_;
  std::vector<Front> fronts_;
};

}  // namespace

void build_towns(Construction& site, const Facts& facts, const std::vector<Town>& towns, const StreetMap& map,
                 double scale, std::uint64_t seed) {
  std::vector<bool> has_seat(facts.municipalities.size(), false);
  for (const auto& town : towns) {  // by inhabitants: the largest town of a municipality is its seat
    TownBuilder{site, town, map, scale, seed}.build(!has_seat[town.municipality]);
    has_seat[town.municipality] = true;
  }
}

}  // namespace trek::datasets
