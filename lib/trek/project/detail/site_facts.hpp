#pragma once

#include <cstddef>
#include <string_view>

#include "trek/model/tables.hpp"
#include "trek/project/project.hpp"
#include "trek/score/criteria.hpp"

namespace trek::project::detail {

/// A fact of a site by the id of its measure ("floor_area_m2", "monument_value", ...): with its bounds where a link is
/// in doubt, a number is a lower bound, or a list leaves something open. METHODS "Measures".
[[nodiscard]] score::Estimate site_fact(const Project& project, const model::Sites& sites, std::size_t site,
                                        std::string_view id);

}  // namespace trek::project::detail
