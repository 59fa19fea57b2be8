#pragma once

#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/fetch/fetch.hpp"
#include "trek/project/project.hpp"

namespace trek::project {

/// Downloads the sources of a project, or those named, to the paths where the project reads them. Files go before
/// services, so that municipalities fetched now bound what a service is asked for: their box and what is read around
/// it, unless the project gives a region. Two sources in one file are one download. What leads out of
/// the data folder, or that out of the project's, is an outcome that failed, but where Project::allowed_folders has it.
///
/// Returns one outcome per source, in the project's order.
/// Errors  Error{bad_argument}: a name that no source has. Error{cancelled}. Faults of a source are outcomes.
[[nodiscard]] std::vector<fetch::Outcome> fetch_sources(const Project& project, const std::vector<std::string>& names,
                                                        const fetch::Options& options, const core::Control& control);

}  // namespace trek::project
