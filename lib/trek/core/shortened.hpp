#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Texts that are cut to a length, for messages, labels and names.
namespace trek::core {

/// The first `longest` bytes at most, without a character of UTF-8 that they hold in part. A byte that is not UTF-8 is
/// a character of its own.
[[nodiscard]] std::string_view beginning(std::string_view text, std::size_t longest) noexcept;

/// The text, or where it has more than `longest` bytes its beginning and `mark`, which comes on top of them.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t longest, std::string_view mark = "...");

}  // namespace trek::core
