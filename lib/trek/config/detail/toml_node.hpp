#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace trek::config::detail {

struct TomlNode;
struct TomlEntry;
using TomlList = std::vector<TomlNode>;
using TomlEntries = std::vector<TomlEntry>;  // of a table, ascending by name
struct TomlTime {};                          // a date or time, which no key takes

/// A value of a TOML file, and the line where it begins.
struct TomlNode {
  std::variant<std::string, std::int64_t, double, bool, TomlTime, TomlList, TomlEntries> value;
  std::uint32_t line = 0;
};

struct TomlEntry {
  std::string name;
  TomlNode node;
};

/// A file as it was parsed: what every table of it stands on.
struct ParsedToml {
  std::filesystem::path file;
  TomlNode root;  // holds TomlEntries
};

/// Errors  Error{config} with file and line: no TOML, or deeper than check_toml_depth lets through.
[[nodiscard]] ParsedToml parsed_toml(const std::filesystem::path& file, std::string_view text);

/// Null where there is no such entry.
[[nodiscard]] const TomlNode* find_entry(const TomlEntries& entries, std::string_view name);

/// "text", "a whole number", ...: what it is, in words.
[[nodiscard]] std::string_view kind_of(const TomlNode& node);

}  // namespace trek::config::detail
