#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "trek/resolve/detail/building_finder.hpp"
#include "trek/resolve/detail/building_register.hpp"
#include "trek/resolve/evidence.hpp"

namespace trek::resolve::detail {

/// Where facts of buildings come from.
struct BuildingSources {
  const Evidence& evidence;
  const BuildingFinder& finder;
  const BuildingRegister& registered;
};

/// What BAG, 3DBAG and EP-online know of the buildings of a site together: facts of the site, and what others rest on.
/// Its floor area is that of the units, each counted once; its year that of the largest building whose year is known;
/// storeys and height are of the building that has most of those that are known.
struct BuildingFacts : model::Site {
  std::vector<std::uint32_t> units;               // rows of those that are there, each once, by id
  std::size_t units_without_area = 0;             // then floor_area_m2 is a lower bound
  std::optional<double> estimated_floor_area_m2;  // footprint x storeys; empty unless both are known of each building
  model::UseSet uses;
  std::optional<model::Use> main_use;  // the largest that is not a dwelling
  model::Address unit_address;         // of the unit with the lowest id
  bool gone = false;                   // there are buildings, and all of them are demolished
};

/// Buildings that are gone count only when all are. `slots` by id; none: everything unknown.
[[nodiscard]] BuildingFacts building_facts(const BuildingSources& sources, std::span<const std::uint32_t> slots);

/// "winkel, wonen"; empty when nothing is known.
[[nodiscard]] core::Phrase use_words(model::UseSet uses);

}  // namespace trek::resolve::detail
