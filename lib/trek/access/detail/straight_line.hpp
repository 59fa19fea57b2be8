#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/access/travel.hpp"

namespace trek::access::detail {

/// round(distance * detour / speed * 10); kUnreachable_ds when a place is not finite or the time does not fit.
[[nodiscard]] std::uint32_t straight_line_ds(const StraightLine& line, geo::Point from, geo::Point to) noexcept;
/// How far one gets within a time.
[[nodiscard]] double straight_line_reach_m(const StraightLine& line, double time_ds) noexcept;
/// A little more than the distance whose time still rounds to `time_ds`.
[[nodiscard]] double generous_reach_m(const StraightLine& line, std::uint32_t time_ds) noexcept;

[[nodiscard]] std::vector<NearestSite> nearest_by_straight_line(const StraightLine& line,
                                                                std::span<const geo::Point> sites,
                                                                std::span<const geo::Point> others,
                                                                std::uint32_t limit_ds, const core::Control& control);

}  // namespace trek::access::detail
