#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace trek::test {

/// All rows of a query, each value as text; NULL is "NULL". Throws std::runtime_error with SQLite's message.
[[nodiscard]] std::vector<std::vector<std::string>> sqlite_rows(const std::filesystem::path& file,
                                                                const std::string& sql);
/// The first value of the first row.
[[nodiscard]] std::string sqlite_value(const std::filesystem::path& file, const std::string& sql);
/// Runs statements that change the file. Throws as sqlite_rows.
void sqlite_change(const std::filesystem::path& file, const std::string& sql);
/// The file's bytes.
[[nodiscard]] std::string bytes_of(const std::filesystem::path& file);

}  // namespace trek::test
