#pragma once

#include <vector>

#include "trek/core/column.hpp"
#include "trek/measure/measured.hpp"
#include "trek/model/tables.hpp"
#include "trek/network/backdrop.hpp"
#include "trek/project/project.hpp"

namespace trek::project::detail {

/// The extract of OSM whose backdrop a run takes: the first that people travel on; null where there is none.
[[nodiscard]] const model::Source* find_backdrop_source(const Project& project);

/// What the maps of a run lie on: what meets the municipalities, and around `places` (the sites that get a sheet) what
/// is small: streets, paths and water. Nothing without municipalities.
[[nodiscard]] network::Backdrop backdrop(const model::Municipalities& municipalities, const core::Column<char>& packed,
                                         const std::vector<measure::ModeTravel>& travel,
                                         std::vector<geo::Point> places);

}  // namespace trek::project::detail
