#pragma once

#include <string_view>

namespace trek::resolve::detail {

enum class NameMatch {
  none,
  part,   // the words of one are all in the other, and one of them is a name: "Stork" and "Stork, hal 4"
  whole,  // the same words
};

/// Names of buildings as two sources have them, without what is said of any building ("voormalige", "de", "complex")
/// and without the town. Two names that say no more than a type ("kerk", "de oude school") never match.
[[nodiscard]] NameMatch compare_names(std::string_view a, std::string_view b, std::string_view town = {});

}  // namespace trek::resolve::detail
