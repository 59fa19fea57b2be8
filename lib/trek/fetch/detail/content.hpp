#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace trek::fetch::detail {

/// Bytes from which `check_beginning` can tell; a file that is shorter is judged by what it has.
inline constexpr std::size_t kBeginningBytes = 64;

/// A body must begin as its name promises: an HTML page about an error, with status 200, is no GeoPackage.
/// Errors  Error{data}, with what was found and what was expected.
void check_beginning(std::string_view beginning, const std::string& extension, const std::string& url);

/// What a service (WFS 2.0, OWS 2.0) gives as its fault, in XML whatever its status; empty where it gives none.
[[nodiscard]] std::string exception_text(std::string_view body);

/// What a server said, fit for a message: white space is one space, at most `longest` bytes.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t longest);

/// Every entry of a zip's central directory is there and points into the file (APPNOTE 4.3.12; zip64 too).
/// Errors  Error{data}.
void check_zip(const std::filesystem::path& file, const std::string& url);

}  // namespace trek::fetch::detail
