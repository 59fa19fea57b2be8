#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "trek/score/criteria.hpp"

namespace trek::score {

/// The weighted mean of some criteria of a site: `counted[c]` != 0. With all of them it is the site's score.
///
/// Empty   none of them has a weight: nothing.
/// Errors  Error{bad_argument} unless there is one flag per criterion.
[[nodiscard]] std::optional<ValueInterval> sub_score(const CriteriaTable& table, std::size_t site,
                                                     std::span<const std::uint8_t> counted);

}  // namespace trek::score
