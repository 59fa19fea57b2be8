#pragma once

#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/project/detail/siting_sources.hpp"
#include "trek/project/project.hpp"
#include "trek/publish/results.hpp"

namespace trek::project::detail {

/// One a `[[siting]]`, in order. A question that cannot be answered says why, and fails nothing.
/// Cost  the travel of each; then the searches of `siting`, with one more for each chosen site (what leaving it out
///       costs) and a dozen for what else could be chosen. METHODS "Where the next places go".
[[nodiscard]] std::vector<publish::SitingAnswer> siting_answers(const SitingSources& sources,
                                                                const core::Control& control);

/// A warning a question that has no answer, with the demands that are in conflict.
[[nodiscard]] core::Report siting_findings(const Project& project, const std::vector<publish::SitingAnswer>& answers);

}  // namespace trek::project::detail
