#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace trek::resolve::detail {

/// A street in words for comparing: folded, titles and endings written out. "Burg. Jansenstr." -> "burgemeester
/// jansenstraat".
[[nodiscard]] std::string street_words(std::string_view street);

/// The same without spaces: "burgemeesterjansenstraat".
[[nodiscard]] std::string folded_street(std::string_view street);

/// How many typing errors lie between a street as somebody wrote it and its official name, both as street_words. A word
/// that is the beginning of the official one is an abbreviation: "v d valkstraat" is "van der valkstraat", 0. Empty:
/// too many to be the same street. One error is allowed from 6 letters, two from 12; the first letter must agree, since
/// Haarweg, Maarweg and Laarweg are three streets.
[[nodiscard]] std::optional<std::size_t> find_typing_errors(std::string_view written, std::string_view official);

}  // namespace trek::resolve::detail
