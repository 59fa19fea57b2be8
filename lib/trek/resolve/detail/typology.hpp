#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/resolve/detail/building_facts.hpp"
#include "trek/resolve/detail/group.hpp"

namespace trek::resolve::detail {

struct TypeChoice {
  model::SiteType type = model::SiteType::unknown;
  core::Phrase reason;  // in words
};

/// What a monument was built for, as its function, subcategory or category says.
[[nodiscard]] std::optional<model::SiteType> find_monument_type(const model::Monuments& table, std::uint32_t row);

/// A listed object that nobody moves into: archaeology, statues, bridges, ramparts, graves. The last three only where
/// neither function nor subcategory names a type of site.
[[nodiscard]] bool is_no_building(const model::Monuments& table, std::uint32_t row);

/// What kind of site it is, from the first of these that says so: the candidate's own type; what a monument was built
/// as (function, subcategory, main category); what the records themselves say (type, name or note); the largest use of
/// the buildings, with their size; what the main category leaves open (METHODS "Sites", typology). `parts` are the rows
/// of vacancy records that speak of one unit among several: their words count only where the use leaves the type open.
[[nodiscard]] TypeChoice site_type(const Evidence& evidence, const Group& group,
                                   const std::vector<std::uint32_t>& parts, const BuildingFacts& facts);

}  // namespace trek::resolve::detail
