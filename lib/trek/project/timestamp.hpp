#pragma once

#include <string>

namespace trek::project {

/// Now, or $SOURCE_DATE_EPOCH where that is set (reproducible-builds.org): "2026-11-20T16:20:00.000Z".
/// Errors  Error{bad_argument} when SOURCE_DATE_EPOCH is not a whole number of seconds.
[[nodiscard]] std::string run_timestamp();

/// Of trek.
[[nodiscard]] std::string version();

}  // namespace trek::project
