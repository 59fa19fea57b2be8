#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace trek::fetch {

/// The day (UTC, "2026-11-30") on which a file was downloaded, by the note that fetch wrote beside it. It says nothing
/// of when the data are. Empty without a note, or with one of other bytes than `sha256` (core::sha256_of_file): then
/// another file took its place.
[[nodiscard]] std::string download_day(const std::filesystem::path& file, std::string_view sha256);

}  // namespace trek::fetch
