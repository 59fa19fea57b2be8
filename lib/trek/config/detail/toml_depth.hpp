#pragma once

#include <filesystem>
#include <string_view>

namespace trek::config::detail {

/// How deep tables and lists may lie in one another; a project needs five.
constexpr std::size_t kDeepestToml = 32;

/// Looks at the text before it is parsed: toml++ makes a table of each part of a dotted key, and goes down the tables
/// by recursion. Counted are the brackets that are open and the parts of a key or heading; text in quotes is not looked
/// at. Errors  Error{config}: deeper than that, with the line.
void check_toml_depth(const std::filesystem::path& file, std::string_view text);

}  // namespace trek::config::detail
