#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trek/core/report.hpp"
#include "trek/resolve/detail/building_facts.hpp"
#include "trek/resolve/detail/groups.hpp"

namespace trek::resolve::detail {

/// One site before it is a row: its columns as far as they come from its records, and what decides of it.
struct Draft : model::Site {
  bool monument_unclear = false;           // a monument is among the records whose kind nobody says
  std::vector<model::SiteAnswer> answers;  // of a list of candidates; their site is still to be named
  std::vector<std::string> complexes;      // numbers of monuments
  bool listed = false;                     // the user named it
  std::vector<Record> records;             // and buildings, that it is made of
  std::vector<std::uint32_t> edges;        // that hold it together
};

/// What the records of a group say together; the strongest record first. Doubts go to the report.
[[nodiscard]] Draft draft(const BuildingSources& sources, const std::vector<Edge>& edges, const Group& group,
                          const CandidateRule& rule, core::Report& report);

}  // namespace trek::resolve::detail
