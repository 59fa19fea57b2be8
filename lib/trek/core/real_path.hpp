#pragma once

#include <filesystem>

namespace trek::core {

/// Where a file is, or would be made: absolute, without "." and "..", every link followed, also one that leads to
/// nothing: a file made by that name would come to be there.
/// Errors  Error{output}: links that lead round in a circle, a part that is no folder or may not be looked into.
[[nodiscard]] std::filesystem::path real_path(const std::filesystem::path& path);

/// `path` is `folder` or lies in it, links followed. Errors as real_path.
[[nodiscard]] bool lies_in(const std::filesystem::path& path, const std::filesystem::path& folder);

}  // namespace trek::core
