#pragma once

#include <filesystem>

#include "trek/publish/compared_results.hpp"
#include "trek/publish/read_results.hpp"
#include "trek/publish/stored_coverage.hpp"

/// An output of a run in the language in which a verb tells of it.
namespace trek::cli {

/// Errors  those of publish::read_results. Says on stderr where an output of an older trek has its texts in one
/// language alone, and that is the other: they then stay as they are.
[[nodiscard]] publish::ReadResults told_results(const std::filesystem::path& geopackage, model::Language language);
[[nodiscard]] publish::StoredCoverage told_coverage(const std::filesystem::path& geopackage, model::Language language);
[[nodiscard]] publish::ComparedResults told_compared(const std::filesystem::path& geopackage, model::Language language);

}  // namespace trek::cli
