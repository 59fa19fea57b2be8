#pragma once

#include <filesystem>
#include <vector>

#include "trek/project/project.hpp"

namespace trek::project {

/// All that a project reads: its file, lists of answers and decisions, sources with their parts, street extracts. For
/// core::check_target: what no output of it may become.
[[nodiscard]] std::vector<std::filesystem::path> input_files(const Project& project);

/// Where the prepared streets of an extract are kept.
[[nodiscard]] std::filesystem::path cache_file(const Project& project, const model::Source& extract);

/// Those of every mode on streets.
[[nodiscard]] std::vector<std::filesystem::path> cache_files(const Project& project);

/// Refuses an output that is one of these files, and a cache that would lie over an input.
/// Errors  Error{bad_argument}, and others of core::check_target.
void check_output(const Project& project, const std::filesystem::path& output, bool overwrite);

}  // namespace trek::project
