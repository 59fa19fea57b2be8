#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "trek/resolve/detail/groups.hpp"
#include "trek/resolve/detail/typology.hpp"

namespace trek::resolve::detail {

/// Which buildings of a site are there by a link in doubt only, and which ones may be meant instead.
struct BuildingDoubt {
  std::set<std::uint32_t> slots;                     // in doubt; empty: none
  double confidence = 1.0;                           // of the weakest link that counts
  bool open = false;                                 // some link knows no alternatives: it may be any building, or none
  std::vector<std::vector<std::uint32_t>> possible;  // other sets of buildings that may be the site's, each by id
};

/// How sure a record of the group is, as the weakest link on the surest way to it from what the site is made of: its
/// candidates, else its monuments, else its vacancy records. What no link reaches is sure.
[[nodiscard]] std::map<Record, double> link_confidences(const std::vector<Edge>& edges, const Group& group);

[[nodiscard]] BuildingDoubt building_doubt(const std::vector<Edge>& edges, const Group& group,
                                           const std::map<Record, double>& confidences);

/// Between what the facts of the buildings may lie: over the sets that may be meant; open ends where it may be any
/// building, or where one of them lacks the fact. Nothing where no link is in doubt.
[[nodiscard]] model::FactRanges doubtful_ranges(const BuildingSources& sources, const BuildingDoubt& doubt,
                                                const BuildingFacts& facts);

/// Types that the site has if other buildings are meant, by ascending code; `unknown` where that may be any. `parts` as
/// for `site_type`. Empty where no link is in doubt.
[[nodiscard]] std::vector<model::SiteType> doubtful_types(const BuildingSources& sources, const Group& group,
                                                          const BuildingDoubt& doubt, const BuildingFacts& facts,
                                                          const std::vector<std::uint32_t>& parts);

}  // namespace trek::resolve::detail
