#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What people write in a list about a site, in Dutch or English.
namespace trek::ingest::detail {

/// Whether the owner goes along: "wil verkopen", "werkt mee"; "weigert", "wil niet". Empty where that is not said.
[[nodiscard]] std::optional<bool> find_willing(std::string_view text);

/// Metres of "3,2", "3.20 m" and "320 cm". Empty for anything else.
[[nodiscard]] std::optional<double> find_length_m(std::string_view text);

/// Whether plain numbers in a column of shares are percentages: its name says so, or one of them is above 1.
[[nodiscard]] bool is_column_of_percentages(const std::vector<std::string>& column, std::string_view name);

/// The vacant share: 1 for "ja" and "leegstaand", 0 for "nee" and "in gebruik", 0.5 for "50 %" and "0,5". `percent`:
/// plain numbers are percentages. Empty for what says neither, and for "deels": how much is not said.
[[nodiscard]] std::optional<double> find_share(std::string_view text, bool percent);

}  // namespace trek::ingest::detail
