#include "twente/heritage.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "twente/millimetres.hpp"
#include "twente/streams.hpp"

namespace trek::datasets {
namespace {

using core::Random;
using geo::Point;

constexpr std::int64_t kFirstNumber = 9'000'001;
constexpr std::int64_t kFirstComplex = 9'500'000;
constexpr std::int64_t kFirstNamedComplex = 9'600'001;
constexpr double kApproximateShare = 0.60;  // of the RCE's own file: METHODS "Sites"
constexpr double kExactShare = 0.33;
constexpr double kApproximateOffset_m = 32.0;  // standard deviation on each axis
constexpr int kWithoutBuildingCount = 55;
constexpr std::size_t kTownscapeCount = 7;

/// How many monuments of a kind of building, and what the register calls them.
struct Listing {
  Kind kind;
  int count;
  int built_before;
  std::string_view main_category;
  std::string_view sub_category;
};
constexpr std::array<Listing, 9> kListings{{
    {Kind::farm, 170, 1925, "Boerderijen, molens en bedrijven", "Boerderij (M)"},
    {Kind::church, 62, 1940, "Religieuze gebouwen", "Kerk en kerkonderdeel"},
    {Kind::country_house, 52, 1930, "Kastelen, landhuizen en parken", "Kasteel, buitenplaats"},
    {Kind::factory, 46, 1940, "Boerderijen, molens en bedrijven", "Nijverheid, industrie"},
    {Kind::warehouse, 16, 1945, "Handelsgebouwen, opslag- en transportgebouwen", "Pakhuis"},
    {Kind::department_store, 9, 1965, "Handelsgebouwen, opslag- en transportgebouwen", "Warenhuis"},
    {Kind::shop, 70, 1930, "Handelsgebouwen, opslag- en transportgebouwen", "Winkel"},
    {Kind::school, 14, 1940, "Cultuur, gezondheid en wetenschap", "School"},
    {Kind::house, 280, 1930, "Woningen en woningbouwcomplexen", "Woonhuis(K)"},
}};
/// Things that are listed and are no building to live or meet in.
constexpr std::array<std::array<std::string_view, 3>, 4> kOthers{{
    {"Voorwerpen op pleinen en dergelijke", "Straatmeubilair", "onroerend gebouwd"},
    {"Weg- en waterbouwkundige werken", "Brug", "onroerend gebouwd"},
    {"Uitvaartcentra en begraafplaatsen", "Begraafplaats en -onderdeel", "onroerend gebouwd"},
    {"Archeologie (N)", "Grafheuvel", "archeologisch"},
}};
constexpr std::array<std::string_view, 4> kOrigins{"BAG", "RCE dico", "Bridgis", "RCE handmatig"};

PointQuality quality(Random& random) {
  const double draw = random.uniform();
  if (draw < kApproximateShare) return PointQuality::approximate;
  return draw < kApproximateShare + kExactShare ? PointQuality::exact : PointQuality::decision;
}

/// Exact points lie in the building, approximate ones tens of metres off, those of a decision some metres.
Point displaced(Point place, PointQuality quality, Random& random) {
  const double spread_m = quality == PointQuality::approximate ? kApproximateOffset_m
                          : quality == PointQuality::decision  ? 5.0
                                                               : 0.6;
  const auto shifted = [&](double value_m) {
    return std::round((value_m + spread_m * random.normal()) * 1000.0) / 1000.0;
  };
  const double x_m = shifted(place.x_m);
  return {x_m, shifted(place.y_m)};
}

std::vector<std::uint32_t> old_buildings(const Construction& site, const Listing& listing) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t i = 0; i < site.buildings().size(); ++i) {
    const auto& building = site.buildings()[i];
    if (building.is_named) continue;
    if (building.kind == listing.kind && building.year < listing.built_before && building.unit_count > 0)
      rows.push_back(i);
  }
  return rows;
}

void add_listed(std::vector<Monument>& target, const Construction& site, const Listing& listing, double scale,
                Random& random) {
  auto rows = old_buildings(site, listing);
  random.shuffle(rows);
  const auto count = static_cast<std::size_t>(std::ceil(listing.count * scale));
  rows.resize(std::min(rows.size(), count));
  for (const auto row : rows) {
    Monument monument;
    monument.main_category = listing.main_category;
    monument.sub_category = listing.sub_category;
    monument.kind = "onroerend gebouwd";
    monument.quality = quality(random);
    monument.origin = kOrigins.at(random.below(kOrigins.size()));
    monument.building = row;
    monument.place = displaced(site.units()[site.buildings()[row].first_unit].place, monument.quality, random);
    target.push_back(monument);
  }
}

void add_others(std::vector<Monument>& target, const Construction& site, double scale, Random& random) {
  const auto count = static_cast<int>(std::ceil(kWithoutBuildingCount * scale));
  for (int i = 0; i < count; ++i) {
    const auto& other = kOthers.at(random.below(kOthers.size()));
    Monument monument;
    monument.main_category = other[0];
    monument.sub_category = other[1];
    monument.kind = other[2];
    monument.quality = quality(random);
    monument.origin = "divers";
    const Point near = site.buildings()[random.below(site.buildings().size())].ground.middle;
    monument.place = displaced({near.x_m + 160.0, near.y_m + 120.0}, PointQuality::approximate, random);
    target.push_back(monument);
  }
}

/// A farm or a country house in six is a complex with what stands beside it.
void number(std::vector<Monument>& monuments, Random& random) {
  random.shuffle(monuments);
  std::int64_t next = kFirstNumber;
  for (auto& monument : monuments) {
    monument.number = next++;
    if (random.uniform() < 0.15) monument.complex_number = kFirstComplex + monument.number - kFirstNumber;
  }
}

/// The listed buildings of a named site are one complex, called what its main building is.
void add_named(std::vector<Monument>& target, const Construction& site, const std::vector<NamedSite>& named) {
  std::int64_t next = kFirstNumber + static_cast<std::int64_t>(target.size());
  for (std::size_t row = 0; row < named.size(); ++row) {
    const Kind kind = site.buildings()[named[row].parts.front().building].kind;
    const auto* const listing = std::ranges::find(kListings, kind, &Listing::kind);
    for (const NamedPart& part : named[row].parts) {
      if (!part.is_listed) continue;
      Monument monument;
      monument.number = next++;
      monument.complex_number = kFirstNamedComplex + static_cast<std::int64_t>(row);
      monument.main_category = listing->main_category;
      monument.sub_category = listing->sub_category;
      monument.kind = "onroerend gebouwd";
      monument.quality = PointQuality::exact;
      monument.origin = kOrigins.front();
      monument.building = part.building;
      const Point middle = site.buildings()[part.building].ground.middle;
      monument.place = {rounded_mm(middle.x_m), rounded_mm(middle.y_m)};
      target.push_back(monument);
    }
  }
}

}  // namespace

std::string_view dutch_name(PointQuality quality) noexcept {
  switch (quality) {
    case PointQuality::approximate:
      return "globaal";
    case PointQuality::exact:
      return "exact";
    case PointQuality::decision:
      break;
  }
  return "besluit";
}

std::vector<Monument> monuments(const Construction& site, const std::vector<NamedSite>& named, double scale,
                                std::uint64_t seed) {
  Random random{seed, stream(Stage::heritage)};
  std::vector<Monument> result;
  for (const auto& listing : kListings) add_listed(result, site, listing, scale, random);
  add_others(result, site, scale, random);
  number(result, random);
  add_named(result, site, named);
  return result;
}

std::vector<Townscape> townscapes(const Facts& facts, const std::vector<Town>& towns, std::uint64_t seed) {
  Random random{seed, stream(Stage::heritage, 1)};
  std::vector<Townscape> result;
  for (std::size_t i = 0; i < towns.size() && result.size() < kTownscapeCount; i += 3) {
    const auto& town = towns[i];
    geo::Ring ring;
    constexpr int kCorners = 22;
    for (int k = 0; k < kCorners; ++k) {
      const double angle = 2 * std::numbers::pi * k / kCorners;
      const double radius_m = std::clamp(1.1 * town.centre_radius_m, 120.0, 420.0) * random.uniform(0.82, 1.15);
      ring.push_back({std::round(town.centre.x_m + radius_m * std::cos(angle)),
                      std::round(town.centre.y_m + radius_m * std::sin(angle))});
    }
    ring.push_back(ring.front());
    result.push_back({facts.settlements[town.settlement].name + " (verzonnen)", std::move(ring)});
  }
  return result;
}

}  // namespace trek::datasets
