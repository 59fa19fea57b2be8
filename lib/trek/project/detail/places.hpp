#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "trek/config/toml_table.hpp"
#include "trek/project/project.hpp"

/// Where a project may point. What it names is read wherever it lies; what is written stays in its folder, unless the
/// command line names another (Overrides).
namespace trek::project::detail {

/// Why a text is no name of a source; empty: it is one. Names become file names, columns and options: letters of any
/// script, digits, spaces and - _ . , + & ' ( ), at most 100 bytes, no dot or space at the beginning or the end.
[[nodiscard]] std::string fault_of_name(std::string_view name);

/// `name` of a `[[source]]`, else that of its file. Errors  Error{config}: no name.
[[nodiscard]] std::string source_name(config::TomlTable& table, const std::filesystem::path& path);

/// The path in `text`, which stands under `key`, as it is written. Errors  Error{config}: an address, or control
/// characters (a path ends at the first zero, whatever it shows behind it).
[[nodiscard]] std::filesystem::path parsed_path(const config::TomlTable& table, std::string_view key,
                                                const std::string& text);

/// Errors  Error{config}: the cache folder lies outside the project's, links followed.
void check_cache_folder(const config::TomlTable& table, const Project& project);
/// Errors  Error{config}: a link leads from the cache folder elsewhere.
void check_cache_file(const Project& project, const std::filesystem::path& file);
/// A file that is fetched, and what comes beside it. Errors  Error{config}: outside the data folder, or that outside
/// the project's, links followed; a hidden file or folder; the project file itself.
void check_fetched_file(const Project& project, const std::filesystem::path& file);

}  // namespace trek::project::detail
