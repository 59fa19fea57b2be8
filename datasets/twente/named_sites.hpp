#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twente/buildings.hpp"
#include "twente/facts.hpp"
#include "twente/towns.hpp"

namespace trek::datasets {

/// One building of a named site, and what registers are to say of it. All made up.
struct NamedPart {
  std::uint32_t building = 0;  // row of Construction::buildings()
  int storeys = 1;
  double height_m = 0.0;   // of the roof over the ground
  std::string_view roof;   // "slanted", "multiple horizontal": as 3DBAG has it
  bool in_list = false;    // the list of candidates names it by its BAG id
  bool is_listed = false;  // a monument, with the complex number of its site
  bool is_vacant = false;  // in the register of vacancy
};

/// A candidate that the strategy names, or one of the farms that it speaks of, drawn as several buildings.
struct NamedSite {
  std::string key;   // in the list of candidates: "S01" of a fact, "E01" of a made-up farm
  std::string name;  // made-up ones end in "(verzonnen)"
  std::string type;  // "factory", "department_store", "farm"
  std::string role;  // "candidate_beacon"
  std::string address;
  std::string certainty;
  std::string note;
  geo::Point place;            // as stated
  double uncertainty_m = 0.0;  // of that; how far the buildings may stand from it
  std::string owner_willing;   // answers, made up: "ja", or empty where nobody asked
  std::string ceiling_height_m;
  std::string assembly_forbidden;
  std::vector<NamedPart> parts;  // the main building first
};

/// Draws the candidates of the facts and three farms, each where it is stated to be as near as streets leave room: to
/// be called first, so that what is built later keeps clear of them.
///
/// Errors  Error{internal} where a site finds no room among the streets within 1.5 km.
/// Source  names and places of the facts: the strategy; sizes, heights, years and answers are choices.
[[nodiscard]] std::vector<NamedSite> build_named_sites(Construction& site, const Facts& facts,
                                                       const std::vector<Town>& towns, const LabelGrid& region,
                                                       const StreetMap& map);

}  // namespace trek::datasets
