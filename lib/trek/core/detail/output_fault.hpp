#pragma once

#include <filesystem>
#include <string_view>

#include "trek/core/error.hpp"

namespace trek::core::detail {

/// Whose fault an errno of a file is: a name or place that will not do can be given otherwise (bad_argument); a disk
/// that is full or fails is the outside's (output).
[[nodiscard]] ErrorKind kind_of(int error) noexcept;

/// "FILE: ACTION: what errno says[; what to do]".
[[noreturn]] void fail_with_errno(const std::filesystem::path& file, std::string_view action, int error);

}  // namespace trek::core::detail
