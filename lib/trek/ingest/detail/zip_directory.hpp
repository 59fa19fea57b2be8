#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace trek::ingest::detail {

/// Names of the members of a zip that are stored as they are, not compressed. Empty for what is no zip.
/// Source  APPNOTE.TXT 6.3 (PKWARE), 4.3.12-16: central directory, with its ZIP64 record.
[[nodiscard]] std::vector<std::string> stored_members(const std::filesystem::path& zip);

}  // namespace trek::ingest::detail
