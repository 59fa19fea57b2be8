#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <variant>

#include "trek/access/catchments.hpp"
#include "trek/access/router.hpp"
#include "trek/core/control.hpp"

/// Travel times where nearly every pair is reached: a number a pair and no row numbers, which is a quarter to half of
/// what the pairs of a travel table take.
namespace trek::access {

/// Not reached within the limit: the largest number of its width.
template <class Time>
inline constexpr Time kNotReached = std::numeric_limits<Time>::max();

/// Times of one site in deciseconds, one a row of the other table, in its order; kNotReached where it is not. u16 where
/// the limit allows it (6553.4 s, 109 minutes), else u32: the same width for all rows of a call.
using DenseRow = std::variant<std::span<const std::uint16_t>, std::span<const std::uint32_t>>;

/// Of one pair; kUnreachable_ds where it is not reached, whatever the width. In a loop, visit the row instead.
[[nodiscard]] inline std::uint32_t time_ds(const DenseRow& row, std::size_t other) noexcept {
  if (const auto* const narrow = std::get_if<0>(&row)) {
    const std::uint16_t time = (*narrow)[other];
    return time == kNotReached<std::uint16_t> ? kUnreachable_ds : time;
  }
  return (*std::get_if<1>(&row))[other];
}

/// The rows of a travel table, by ascending site, as dense rows: `take(site, row)` is called once a site that is
/// connected, from this thread; a row is gone when the call ends. The times are those of Router::travel_table.
///
/// Empty   no other points: empty rows.
/// Errors  Error{bad_argument} for points without snaps on a router of streets.
/// Cost    that of the searches, and a pass over all pairs, reached or not: where a site reaches few of the others,
///         for_each_travel_row costs less. Memory for 64 rows a thread, or 26 MB where those are fewer.
void for_each_dense_row(const Router& router, const Endpoints& sites, const Endpoints& others, const Trips& trips,
                        const core::Control& control,
                        const std::function<void(std::uint32_t site, const DenseRow& row)>& take);

}  // namespace trek::access
