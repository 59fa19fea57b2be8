#pragma once

#include <vector>

#include "trek/resolve/detail/draft.hpp"

namespace trek::resolve::detail {

/// One row an edge, with the site that it helped to make; ordered by what is in the rows, never by row numbers.
[[nodiscard]] std::vector<model::RecordLink> record_links(const Evidence& evidence, const BuildingFinder& finder,
                                                          const std::vector<Edge>& edges,
                                                          const std::vector<Draft>& sites);

}  // namespace trek::resolve::detail
