#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <string_view>

#include "trek/core/error.hpp"

namespace trek::ingest::detail {

/// Error{data}: a fault of a file as a whole.
[[noreturn]] inline void fail_file(const std::filesystem::path& path, std::string_view what) {
  throw core::Error{core::ErrorKind::data, fmt::format("{}: {}", path.string(), what)};
}

}  // namespace trek::ingest::detail
