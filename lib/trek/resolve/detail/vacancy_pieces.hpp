#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "trek/core/report.hpp"
#include "trek/resolve/detail/building_facts.hpp"
#include "trek/resolve/detail/site_doubt.hpp"

namespace trek::resolve::detail {

/// A piece of evidence, and of what it speaks. With neither units nor buildings: of the whole site.
struct VacancyPiece {
  model::VacancyEvidence evidence;
  double least_weight = 0.0;          // 0 where the link to the building is in doubt
  double most_weight = 0.0;           // more than its weight where nobody says how old it is
  double confidence = 1.0;            // of the link; below 0.65: in doubt
  std::set<std::string> units;        // ids
  std::set<std::uint32_t> buildings;  // slots, of which it speaks as a whole
  bool one_unit = false;              // it lies in the building, and may speak of one of its units only
};

/// Everything that the group knows of vacancy: what its candidates say, its records, then what the BAG says of its
/// buildings and units. A weight outside [0, 1] goes to the report.
[[nodiscard]] std::vector<VacancyPiece> vacancy_pieces(const BuildingSources& sources, const std::vector<Edge>& edges,
                                                       const Group& group, const CandidateRule& rule,
                                                       const std::map<Record, double>& confidences,
                                                       model::SiteType type, core::Report& report);

}  // namespace trek::resolve::detail
