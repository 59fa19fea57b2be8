#pragma once

#include <filesystem>

namespace trek::core::detail {

/// The file that a target names: absolute, links followed. Its folder is there.
/// Errors  Error{bad_argument}: see TargetFile; Error{output} where the disk gives errors.
[[nodiscard]] std::filesystem::path target_place(const std::filesystem::path& target);

/// Errors  as above: an old file that may not be replaced.
void check_replaceable(const std::filesystem::path& place, bool overwrite);

}  // namespace trek::core::detail
