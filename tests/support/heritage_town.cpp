#include "support/heritage_town.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace trek::test {
namespace {

// Names with titles, particles and diacritics, and names that differ by a letter or two.
constexpr auto kStreets = std::to_array<const char*>({"Molenstraat",
                                                      "Kerkstraat",
                                                      "Dorpsstraat",
                                                      "Stationsstraat",
                                                      "Burgemeester Jansenstraat",
                                                      "Burgemeester Jongensstraat",
                                                      "Doctor van Damstraat",
                                                      "Prins Hendrikstraat",
                                                      "Van der Valkstraat",
                                                      "Graaf van Bentheimstraat",
                                                      "Sint Josephstraat",
                                                      "Deldenerstraat",
                                                      "Oldenzaalsestraat",
                                                      "Wilhelminastraat",
                                                      "Emmastraat",
                                                      "Parkweg",
                                                      "Kanaalweg",
                                                      "Textielweg",
                                                      "Weverspad",
                                                      "Plechelmusplein",
                                                      "De Brink",
                                                      "Brinkstraat",
                                                      "Oude Markt",
                                                      "Nieuwe Markt",
                                                      "Cura\u00e7aostraat",
                                                      "Ari\u00ebnsstraat",
                                                      "Beethovenlaan",
                                                      "Eikenlaan",
                                                      "Beukenlaan",
                                                      "Haarweg",
                                                      "Hagweg",
                                                      "Hoogeweg",
                                                      "Lageweg",
                                                      "Esweg",
                                                      "Ensweg",
                                                      "Veldstraat"});
constexpr auto kTowns = std::to_array<const char*>(
    {"Oostdorp", "Westerveen", "Nijstad", "Hoogkerke", "Laagbeek", "Broekhuizen", "Markelum", "Wolfsloo", "Heideloo"});
constexpr double kStreetPitch_m = 70.0;
constexpr double kStreetLength_m = 480.0;
constexpr double kTownPitch_m = 6000.0;

/// One side of one street while it is built up, from left to right.
struct Side {
  model::Address address;    // without number
  double y_m = 0.0;          // of the fronts
  double direction = 1.0;    // away from the street
  double x_m = 0.0;          // where the next plot begins
  int next_number = 1;       // odd or even, by side
  bool with_letter = false;  // the next house is "12a"
};

class TownBuilder {
 public:
  TownBuilder(std::size_t streets_a_town, core::Random& random) : street_count_{streets_a_town}, random_{random} {}

  void build_town(std::size_t number) {
    std::vector<const char*> names(kStreets.begin(), kStreets.end());
    random_.shuffle(names);
    const double x_m = 220000.0 + kTownPitch_m * static_cast<double>(number % 3);
    const double y_m = 460000.0 + kTownPitch_m * static_cast<double>(number / 3);
    const std::string town = kTowns[number % kTowns.size()];
    const std::size_t count = std::min(street_count_, names.size() - 3);
    for (std::size_t s = 0; s < count + 3; ++s) {
      for (const bool odd : {true, false}) {
        Side side;
        side.address = {names[s], "", postcode(number, s, odd), town};
        side.next_number = odd ? 1 : 2;
        side.direction = odd ? 1.0 : -1.0;
        side.x_m = x_m;
        const bool in_town = s < count;
        side.y_m =
            y_m + (in_town ? kStreetPitch_m * static_cast<double>(s)
                           : kStreetPitch_m * static_cast<double>(count) + 600.0 * static_cast<double>(s - count + 1));
        side.y_m += side.direction * (in_town ? 6.0 : 25.0);
        in_town ? build_street(side, x_m + kStreetLength_m) : build_country(side, x_m + 2500.0);
      }
    }
  }

  Towns take() { return std::move(towns_); }

 private:
  bool chance(double share) { return random_.uniform() < share; }

  static std::string postcode(std::size_t town, std::size_t street, bool odd) {
    return fmt::format("{}{}{}", 7500 + 10 * town, static_cast<char>('A' + street % 26),
                       static_cast<char>('A' + 2 * (street / 26) + (odd ? 0 : 1)));
  }

  void build_street(Side& side, double end_m) {
    while (side.x_m < end_m) {
      const double kind = random_.uniform();
      if (kind < 0.60) {
        const auto houses = 4 + random_.below(6);
        for (std::uint64_t i = 0; i < houses; ++i) build_house(side, random_.uniform(5.0, 7.5), 0.0);
        side.x_m += random_.uniform(2.0, 8.0);
      } else if (kind < 0.86) {
        build_house(side, random_.uniform(8.0, 12.0), random_.uniform(4.0, 15.0));
      } else if (kind < 0.95) {
        build_shop(side);
      } else if (kind < 0.975) {
        build_church(side);
      } else {
        build_factory(side);
      }
    }
  }

  void build_country(Side& side, double end_m) {
    while (side.x_m < end_m) {
      build_farm(side);
      side.x_m += random_.uniform(40.0, 450.0);
    }
  }

  [[nodiscard]] geo::Box plot(const Side& side, double width, double from_m, double depth) const {
    const double near = side.y_m + side.direction * from_m;
    const double far = side.y_m + side.direction * (from_m + depth);
    return {side.x_m, std::min(near, far), side.x_m + width, std::max(near, far)};
  }

  std::string add_building(const geo::Box& place, std::vector<model::Use> uses, std::uint32_t unit_count,
                           model::BuildingStatus status = model::BuildingStatus::in_use) {
    std::string id = fmt::format("016410{:010}", 100 + towns_.buildings.size());
    towns_.buildings.push_back(
        {id, place, status, std::move(uses), 1890 + static_cast<int>(random_.below(120)), unit_count});
    return id;
  }

  std::string add_unit(const std::vector<std::string>& buildings, const model::Address& address, model::Use use,
                       geo::Point place) {
    std::string id = fmt::format("016401{:010}", 100 + towns_.units.size());
    towns_.units.push_back(
        {id, buildings, random_.uniform(60.0, 900.0), {use}, address, model::UnitStatus::in_use, place});
    return id;
  }

  /// The next free number, with now and then a house between: 12, 12a, 14.
  model::Address next_address(Side& side) {
    model::Address address = side.address;
    address.number = std::to_string(side.next_number);
    if (side.with_letter) address.number += 'a';
    side.with_letter = !side.with_letter && chance(0.06);
    if (!side.with_letter) side.next_number += 2;
    return address;
  }

  static geo::Point middle(const geo::Box& box) { return box.centre(); }

  void add_object(Premises premises, const geo::Box& place, const model::Address& address, model::Use use) {
    const std::string building = add_building(place, {use}, 1);
    const std::string unit = add_unit({building}, address, use, middle(place));
    towns_.objects.push_back({premises, building, {building}, place, unit, address, {}});
  }

  void build_house(Side& side, double width, double gap) {
    const geo::Box place = plot(side, width, 0.0, random_.uniform(8.0, 11.0));
    if (chance(0.02)) add_building(place.grown(1.0), {model::Use::dwelling}, 0, model::BuildingStatus::demolished);
    add_object(Premises::house, place, next_address(side), model::Use::dwelling);
    if (chance(0.5)) add_building(plot(side, 3.0, 16.0, random_.uniform(3.0, 6.0)), {}, 0);
    side.x_m += width + gap;
  }

  /// A shop with one or two dwellings above it, each with its own letter.
  void build_shop(Side& side) {
    const geo::Box place = plot(side, 12.0, 0.0, 14.0);
    const model::Address address = next_address(side);
    const auto dwellings = 1 + random_.below(2);
    const std::string building =
        add_building(place, {model::Use::shop, model::Use::dwelling}, static_cast<std::uint32_t>(1 + dwellings));
    const std::string unit = add_unit({building}, address, model::Use::shop, middle(place));
    for (std::uint64_t i = 0; i < dwellings; ++i) {
      model::Address above = address;
      above.number += address.number.back() == 'a' ? '1' : static_cast<char>('b' + static_cast<char>(i));
      if (address.number.back() != 'a' || i == 0) add_unit({building}, above, model::Use::dwelling, middle(place));
    }
    towns_.objects.push_back({Premises::shop, building, {building}, place, unit, address, {}});
    side.x_m += 12.0 + random_.uniform(0.0, 4.0);
  }

  void build_church(Side& side) {
    side.x_m += 6.0;
    add_object(Premises::church, plot(side, 16.0, 2.0, 28.0), next_address(side), model::Use::assembly);
    side.x_m += 24.0;
  }

  /// Three to six halls and workshops that touch or stand a few metres apart. Either one unit on all of them, or a unit
  /// each, but for a boiler house that has no address.
  void build_factory(Side& side) {
    const std::string complex = std::to_string(9'100'000 + towns_.objects.size());
    const auto count = 3 + random_.below(4);
    const bool one_unit = chance(0.6);
    std::vector<std::pair<std::string, geo::Box>> parts;
    const std::uint64_t boiler_house = one_unit ? count : count - 1;
    const std::size_t first_object = towns_.objects.size();
    for (std::uint64_t i = 0; i < count; ++i) {
      const double width = random_.uniform(14.0, 26.0);
      const geo::Box place = plot(side, width, 0.0, random_.uniform(14.0, 30.0));
      side.x_m += width + (chance(0.5) ? 0.0 : random_.uniform(2.0, 9.0));
      if (one_unit || i == boiler_house) {
        parts.emplace_back(add_building(place, {model::Use::industry}, one_unit ? 1 : 0), place);
        if (i == boiler_house) {
          const model::Address& office = towns_.objects[first_object].address;
          towns_.objects.push_back(
              {Premises::factory, parts.back().first, {parts.back().first}, place, {}, office, complex});
        }
        continue;
      }
      add_object(Premises::factory, place, next_address(side), model::Use::industry);
      towns_.objects.back().complex = complex;
    }
    if (one_unit) add_shared_unit(side, parts, complex);
    side.x_m += 10.0;
  }

  void add_shared_unit(Side& side, const std::vector<std::pair<std::string, geo::Box>>& parts,
                       const std::string& complex) {
    std::vector<std::string> ids;
    for (const auto& part : parts) ids.push_back(part.first);
    const model::Address address = next_address(side);
    const std::string unit = add_unit(ids, address, model::Use::industry, middle(parts.front().second));
    for (const auto& part : parts) {
      towns_.objects.push_back({Premises::factory, part.first, ids, part.second, unit, address, complex});
    }
  }

  /// A farmhouse with one or two barns behind it, which the BAG knows without a use or an address.
  void build_farm(Side& side) {
    add_object(Premises::farm, plot(side, 13.0, 0.0, 22.0), next_address(side), model::Use::dwelling);
    for (std::uint64_t i = 0; i < 1 + random_.below(2); ++i) {
      add_building(plot(side, 14.0, 30.0 + 34.0 * static_cast<double>(i), 26.0), {}, 0);
    }
    side.x_m += 14.0;
  }

  std::size_t street_count_;
  core::Random& random_;
  Towns towns_;
};

}  // namespace

Towns build_towns(std::size_t town_count, std::size_t streets_a_town, core::Random& random) {
  TownBuilder building{streets_a_town, random};
  for (std::size_t town = 0; town < town_count; ++town) building.build_town(town);
  return building.take();
}

}  // namespace trek::test
