#pragma once

#include "trek/core/report.hpp"
#include "trek/project/project.hpp"
#include "trek/publish/results.hpp"

namespace trek::project::detail {

/// Classes that the project fixes ([[style.classes]]) of a column that no layer of the run draws in classes.
/// Cost  that of publish::drawn_classes; none where the project fixes none.
[[nodiscard]] core::Report style_doubts(const Project& project, const publish::Results& results,
                                        const publish::MapHead& head);

}  // namespace trek::project::detail
