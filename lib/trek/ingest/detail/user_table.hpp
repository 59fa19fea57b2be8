#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trek::ingest::detail {

/// What a small table of a user's own must have.
struct UserTableForm {
  std::string_view name;                      // "answers", in messages
  std::span<const std::string_view> columns;  // as field_key
  std::size_t required_count = 0;             // so many of the columns, from the first
  std::string_view requirement;               // "site, rule and value"
  std::size_t filled_count = required_count;  // so many of these must say something in every row
};

struct UserRow {
  std::size_t line = 0;            // in the file
  std::vector<std::string> texts;  // by column; empty where absent
};

/// Reads a CSV (`;`, `,` or tab), its columns in any order.
///
/// Errors  Error{data}: file absent or unreadable, a required column missing (nearest name given), a row without one of
///         the texts that must be filled in (with its line number). An empty file has no rows.
[[nodiscard]] std::vector<UserRow> read_user_table(const std::filesystem::path& file, const UserTableForm& form);

/// A date of a row as ISO 8601, empty for none. Errors  Error{data} with the line for what is no date.
[[nodiscard]] std::string user_date(const std::filesystem::path& file, const UserRow& row, std::size_t column);

}  // namespace trek::ingest::detail
