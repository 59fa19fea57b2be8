#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace trek::publish {

/// What a file holds that trek did not write, for people: "table mine", "style red of sites", "project mine". It is
/// carried over when the file is overwritten. Empty where there is no such file, or it is no SQLite file.
/// Errors  Error{bad_argument} for a damaged one.
[[nodiscard]] std::vector<std::string> users_content(const std::filesystem::path& file);

}  // namespace trek::publish
