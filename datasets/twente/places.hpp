#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "twente/buildings.hpp"

namespace trek::datasets {

/// A place where people meet already, or a station.
struct Place {
  std::string id;
  std::string name;  // made-up ones end in "(verzonnen)"
  std::string
      kind;  // Dutch: "bibliotheek", "dorpshuis", "theater", "cafe"; of a fact "third_place" or "cultural_anchor"
  geo::Point place;
  double strength = 1.0;  // attraction in a Huff model
  std::string chain;      // steps of the chain that it offers, made up: "education, talent"; empty: not said
  std::string address;
  std::string level;  // "lokaal", "baken"; empty: nobody says it
  std::string certainty;
  std::string origin;
};

/// The named existing places (name is fact, position uncertain) and made-up ones by the size of each town.
[[nodiscard]] std::vector<Place> existing_places(const Construction& site, const Facts& facts, std::uint64_t seed);
/// Made-up stations beside the centres of the larger towns.
[[nodiscard]] std::vector<Place> stations(const Facts& facts, const std::vector<Town>& towns, std::uint64_t seed);

/// What a reader must know of a position: "naam feit; positie onzeker: 250 m (pagina ...)".
[[nodiscard]] std::string certainty_of(const NamedSiteFact& fact);

}  // namespace trek::datasets
