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

/// A line of talk, on stderr; as above.
void say_line(std::string_view line);
/// What went wrong, on stderr: "trek: ...".
void complain(std::string_view message);

/// JSON on one line, or with an indent. Strings are exact; bytes that are not UTF-8 become U+FFFD, and stderr says so.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& json, int indent = -1);
void print_json(const nlohmann::ordered_json& json);

/// Lines of CSV, on stdout, in UTF-8: see core::csv_cell. `exact` is whether no cell had bytes that are not UTF-8; if
/// not, stderr says so.
void print_csv(std::string_view lines, bool exact);

}  // namespace trek::cli
