#pragma once

#include <string>
#include <string_view>

#include "trek/measure/measure.hpp"
#include "trek/measure/settings.hpp"
#include "trek/project/project.hpp"

namespace trek::project::detail {

/// What a project says of measures.
[[nodiscard]] measure::Settings measure_settings(const Project& project);

/// "a [[source]] with table = \"stations\""; empty where nothing is needed.
[[nodiscard]] std::string need_text(measure::Need need);

/// What a project would have to have for a measure to be taken; empty: it is taken, or there is none of that id.
[[nodiscard]] std::string lacking(const Project& project, std::string_view id);

/// Of all modes within what they are measured for: nothing farther from a site can count for it.
[[nodiscard]] double farthest_reach_m(const Project& project);

}  // namespace trek::project::detail
