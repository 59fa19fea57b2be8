#pragma once

#include "trek/core/control.hpp"
#include "trek/project/project.hpp"
#include "trek/project/run_summary.hpp"

namespace trek::project {

/// The whole chain: read, resolve, connect, measure, judge, choose, publish.
///
/// Errors  as its stages; the output appears whole or not at all, an old one stays on any error.
/// Cost    minutes for a region; memory is told by check(). Same inputs, same bytes, on any thread count.
RunSummary run(const Project& project, const RunOptions& options, const core::Control& control);

}  // namespace trek::project
