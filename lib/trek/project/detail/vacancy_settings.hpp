#pragma once

#include <string_view>

#include "trek/project/detail/inputs.hpp"
#include "trek/project/project.hpp"

namespace trek::project::detail {

/// The project's rule for candidates with its day of reference filled in. Where the project names none, it is the
/// newest day of the vintages of its sources and of its vacancy records (these not after `today` or the newest
/// vintage); `today` where nobody names a day.
[[nodiscard]] resolve::CandidateRule candidate_rule(const Project& project, const Inputs& inputs,
                                                    std::string_view today);

}  // namespace trek::project::detail
