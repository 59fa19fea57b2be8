#include "twente/places.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>

#include <fmt/format.h>

#include "twente/streams.hpp"

namespace trek::datasets {
namespace {

using core::Random;

constexpr std::int64_t kSmallestWithStation = 7000;  // inhabitants

/// How many places of a kind a town has: `first` from `from` inhabitants on, and one more for every `each`.
struct Supply {
  std::string_view kind;
  std::string_view word;  // in the name
  std::int64_t from;
  double first;
  double each;
  double strength;
  std::string_view chain;  // steps that it offers
};
constexpr std::array<Supply, 9> kSupply{{
    {"bibliotheek", "Bibliotheek", 4000, 1.0, 45'000, 2.0, "cultuureducatie"},
    {"kulturhus", "Kulturhus", 1500, 0.45, 60'000, 1.5, "cultuureducatie, participatie"},
    {"dorpshuis", "Dorpshuis", 250, 0.7, 1e9, 1.0, "participatie"},
    {"wijkcentrum", "Wijkcentrum", 12'000, 1.0, 14'000, 1.0, "participatie"},
    {"theater", "Theater", 20'000, 1.0, 90'000, 3.0, "talentontwikkeling, professionele top"},
    {"museum", "Museum", 7000, 0.6, 70'000, 1.5, "cultuureducatie"},
    {"bioscoop", "Filmhuis", 28'000, 1.0, 100'000, 2.0, ""},
    {"cafe", "Café", 150, 1.0, 2200, 0.6, ""},
    {"restaurant", "Restaurant", 900, 1.0, 3500, 0.6, ""},
}};
/// Towns and villages without a third place, a choice so that people without one are seen: it says nothing of the real
/// ones. Some keep one near by, others do not.
constexpr auto kWithout =
    std::to_array<std::string_view>({"Vroomshoop",  "Den Ham",   "Geerdijk", "De Pollen",  "Delden",
                                     "Hengevelde",  "Bentelo",   "Holten",   "Enter",      "Overdinkel",
                                     "De Lutte",    "Weerselo",  "Rossum",   "Deurningen", "Saasveld",
                                     "Geesteren",   "Langeveen", "Vasse",    "Manderveen", "Harbrinkhoek",
                                     "Reutum",      "Haarle",    "Daarle",   "Buurse",     "Sint Isidorushoeve",
                                     "Bornerbroek", "Boekelo"});
/// Of the largest town the quarter south-west of its middle has none either.
constexpr std::int64_t kCityWithQuarter = 100'000;  // inhabitants
/// From this size on a town's first library draws from the region.
constexpr std::int64_t kSmallestWithBeacon = 60'000;

bool is_third_place(std::string_view kind) { return model::find_place_kind(kind) == model::PlaceKind::third_place; }

bool in_bare_quarter(const SettlementFact& settlement, geo::Point place) {
  return settlement.inhabitants >= kCityWithQuarter && place.x_m < settlement.place.x_m &&
         place.y_m < settlement.place.y_m;
}

constexpr std::array<std::string_view, 16> kNames{
    "De Spoel",  "Het Weefgetouw", "De Klos",    "De Kring", "De Eik",     "Het Anker",    "De Brink", "De Gouden Aar",
    "De Wissel", "Het Baken",      "De Schakel", "De Lamp",  "De Grutter", "Het Trefpunt", "De Loper", "De Veste"};

/// Buildings of each settlement in which a place may be: public ones and shops first.
std::vector<std::vector<std::uint32_t>> rooms(const Construction& site, std::size_t settlement_count) {
  std::vector<std::vector<std::uint32_t>> result(settlement_count);
  std::vector<std::uint32_t> any(settlement_count, kNoBuilding);
  for (std::uint32_t i = 0; i < site.buildings().size(); ++i) {
    const auto& building = site.buildings()[i];
    if (!building.in_town || building.is_named || building.unit_count == 0) continue;
    any[building.settlement] = i;
    if (building.kind == Kind::shop || building.kind == Kind::office || building.kind == Kind::school) {
      result[building.settlement].push_back(i);
    }
  }
  for (std::size_t s = 0; s < settlement_count; ++s) {
    if (result[s].empty() && any[s] != kNoBuilding) result[s].push_back(any[s]);
  }
  return result;
}

void add_made_up(std::vector<Place>& places, const Supply& supply, const Construction& site,
                 const SettlementFact& settlement, const std::vector<std::uint32_t>& rooms, Random& random) {
  const double draw = random.uniform();
  const bool is_third = is_third_place(supply.kind);
  if (settlement.inhabitants < supply.from ||
      (is_third && std::ranges::find(kWithout, settlement.name) != kWithout.end()))
    return;
  const auto count = static_cast<int>(supply.first + static_cast<double>(settlement.inhabitants) / supply.each + draw);
  for (int i = 0; i < count; ++i) {
    const auto name = kNames.at(random.below(kNames.size()));
    const auto room = rooms.empty() ? kNoBuilding : rooms[random.below(rooms.size())];
    Place place;
    place.id = fmt::format("V{:04}", places.size() + 1);
    place.name = fmt::format("{} {} {} (verzonnen)", supply.word, name, settlement.name);
    place.kind = supply.kind;
    place.place = room == kNoBuilding ? settlement.place : site.units()[site.buildings()[room].first_unit].place;
    place.strength = supply.strength;
    if (is_third && in_bare_quarter(settlement, place.place)) continue;
    const bool is_beacon = supply.kind == "bibliotheek" && i == 0 && settlement.inhabitants >= kSmallestWithBeacon;
    if (is_third) place.level = is_beacon ? "baken" : "lokaal";
    place.chain = supply.chain;
    place.certainty = "verzonnen";
    place.origin = "verzonnen";
    places.push_back(std::move(place));
  }
}

Place named_place(const NamedSiteFact& fact, std::size_t row) {
  Place place;
  place.id = fmt::format("S{:02}", row + 1);
  place.name = fact.name;
  place.kind = fact.kind;
  place.place = fact.place;
  place.strength = fact.kind == "cultural_anchor" ? 3.0 : 2.0;
  place.address = fact.address;
  place.certainty = certainty_of(fact);
  place.origin = "strategie Trek in Twente (naam); positie niet nagegaan";
  return place;
}

}  // namespace

std::string certainty_of(const NamedSiteFact& fact) {
  return fmt::format("naam feit; positie onzeker, {:.0f} m ({})", fact.uncertainty_m, fact.position_source);
}

std::vector<Place> existing_places(const Construction& site, const Facts& facts, std::uint64_t seed) {
  Random random{seed, stream(Stage::places)};
  std::vector<Place> places;
  for (std::size_t i = 0; i < facts.named_sites.size(); ++i) {
    if (facts.named_sites[i].role == "existing") places.push_back(named_place(facts.named_sites[i], i));
  }
  const auto all_rooms = rooms(site, facts.settlements.size());
  for (std::size_t s = 0; s < facts.settlements.size(); ++s) {
    for (const auto& supply : kSupply) add_made_up(places, supply, site, facts.settlements[s], all_rooms[s], random);
  }
  return places;
}

std::vector<Place> stations(const Facts& facts, const std::vector<Town>& towns, std::uint64_t seed) {
  Random random{seed, stream(Stage::places, 1)};
  std::vector<Place> result;
  for (const auto& town : towns) {
    const double angle = random.uniform(0.0, 2 * std::numbers::pi);
    if (town.inhabitants < kSmallestWithStation) continue;
    Place place;
    place.id = fmt::format("VST{:02}", result.size() + 1);
    place.name = fmt::format("Station {} (verzonnen)", facts.settlements[town.settlement].name);
    const double off_m = 0.8 * town.centre_radius_m;
    place.place = {town.centre.x_m + off_m * std::cos(angle), town.centre.y_m + off_m * std::sin(angle)};
    place.origin = "verzonnen";
    result.push_back(std::move(place));
  }
  return result;
}

}  // namespace trek::datasets
