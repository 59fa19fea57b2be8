#pragma once

#include <filesystem>
#include <string_view>

/// The log of a command: a file of lines "2026-11-30T04:41:47.123Z said  Written: twente.gpkg", each written when it
/// happens. Unlike other files it does not wait until it is whole: of a run that fails, or is cut off, it says how far
/// that came.
namespace trek::cli {

/// Errors  Error{bad_argument}: the name does not end in .log; what stands there is no log of trek's, which would be
///         lost. A log of trek's is gone on with.
void check_log(const std::filesystem::path& file);

/// Opens it, and writes the command on its first line. Errors  Error{output}: it cannot be opened.
void open_log(const std::filesystem::path& file, std::string_view command);

[[nodiscard]] bool has_log() noexcept;

/// A line, if a log is open: what kind of news, and the news, as terminal_text and without secrets. From any thread.
void log_line(std::string_view kind, std::string_view text) noexcept;

/// The last line: the exit code, time and memory. Gives the exit code, which is that of a full disk where lines were
/// lost and nothing else went wrong.
[[nodiscard]] int close_log(int code);

}  // namespace trek::cli
