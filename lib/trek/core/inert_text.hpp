#pragma once

#include <string>
#include <string_view>

/// Text of data for where some of it would be taken for instructions. A value is never code: each function gives what
/// the reader at that place shows as the text that it is.
namespace trek::core {

/// Whether every byte belongs to UTF-8.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// One line for a terminal or a log: control codes (a line end and a tab too: a value does not begin a line), marks
/// that turn the direction of writing, and what nobody sees stand as "\x1b" or "\u202e"; a byte that is not UTF-8 as
/// "\xff".
[[nodiscard]] std::string terminal_text(std::string_view text);

/// JSON that says the same, with what terminal_text writes out as "\u001b": its strings are exact, and a terminal shows
/// it. Takes JSON in UTF-8 with control codes below U+0020 escaped already, as every writer of JSON does.
[[nodiscard]] std::string terminal_json(std::string_view json);

/// A cell that a spreadsheet takes for text, cleaned: one that it could take for a formula (it begins with = + - @ or
/// their wide forms and goes on, or with a tab or a line end; spaces and quotes in front do not count) gets an
/// apostrophe in front. So does what stands so behind a semicolon, at which some spreadsheets take CSV apart. A number
/// stays as it is.
/// Source  OWASP, "CSV injection".
[[nodiscard]] std::string spreadsheet_text(std::string_view text);
/// The text of such a cell: without each apostrophe, where spreadsheet_text would set it. For files that belong to
/// trek; in others an apostrophe is an apostrophe.
[[nodiscard]] std::string text_of_spreadsheet(std::string_view cell);

/// A cell of CSV with that separator, of spreadsheet_text: in quotes where it must be (RFC 4180).
[[nodiscard]] std::string csv_cell(std::string_view text, char separator = ',');

}  // namespace trek::core
