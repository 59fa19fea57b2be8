#pragma once

#include <fmt/format.h>

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>

/// Everything that trek prints goes through here, so that what it holds of data is text and nothing else.
namespace trek::cli {

/// A line of results for people, on stdout; see core::terminal_text and core::without_secrets.
void print_line(std::string_view line = {});
template <class... Values>
void print_line(fmt::format_string<Values...> format, Values&&... values) {
  print_line(std::string_view{fmt::format(format, std::forward<Values>(values)...)});
}

/// Text of trek's own, that holds nothing of data: a manual page, a script.
void print_text(std::string_view text);

/// How much is told on stderr. What goes wrong always is.
enum class Loudness { quiet, usual, verbose };
void set_loudness(Loudness loudness) noexcept;  // before there are other threads
[[nodiscard]] Loudness loudness() noexcept;

/// A line of talk, on stderr; as above. It stands in the log too, as all that follows.
void say_line(std::string_view line);
/// What went wrong, on stderr: "trek: ...", with a colour on a terminal that has them (and without NO_COLOR).
void complain(std::string_view message);
/// A line for the log, and for stderr with --verbose.
void tell_detail(std::string_view kind, std::string_view text);
/// Whether anybody hears details.
[[nodiscard]] bool keeps_details() noexcept;

/// JSON on one line, or with an indent. Strings are exact; bytes that are not UTF-8 become U+FFFD, and stderr says so.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& json, int indent = -1);
void print_json(const nlohmann::ordered_json& json);

/// Lines of CSV, on stdout, in UTF-8: see core::csv_cell. `exact` is whether no cell had bytes that are not UTF-8; if
/// not, stderr says so.
void print_csv(std::string_view lines, bool exact);

}  // namespace trek::cli
