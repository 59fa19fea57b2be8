#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// How a CSV begins: what stands before its header, and what is wrong with it.
namespace trek::ingest::detail {

struct CsvBeginning {
  std::uint64_t header_at = 0;           // byte of the header
  std::vector<std::string> passed_over;  // the lines before it: "sep=;", titles; empty lines are not among them
  std::vector<std::string> names;        // the cells of the header
};

/// From the first bytes of a CSV (all of it, or enough for some dozens of lines).
///
/// The header is the first line with about as many filled cells as the lines after it have.
[[nodiscard]] CsvBeginning csv_beginning(std::string_view bytes);

/// What makes names of columns unusable, with the remedy: the same name twice, or values instead of names. Empty where
/// nothing does.
[[nodiscard]] std::string header_fault(const std::vector<std::string>& names);

/// A code page by the first bytes: "UTF-16LE", "UTF-16BE" (with or without a mark), or empty for one that holds ASCII.
[[nodiscard]] std::string_view utf16_of(std::string_view bytes) noexcept;

/// Rows of cells, however they were read: how many of the first are passed over before the header.
[[nodiscard]] std::size_t header_row(const std::vector<std::vector<std::string>>& rows);

}  // namespace trek::ingest::detail
