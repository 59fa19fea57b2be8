#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "trek/network/backdrop.hpp"

namespace trek::network::detail {

/// How far a line is from a place, infinite for none: 0 only where it passes through it.
[[nodiscard]] double distance_to_line_m(geo::Point place, std::span<const geo::Point> line) noexcept;

/// Rows of the lines that are within reach of a place, of each place the nearest; ascending, each once.
/// Cost  count x places, where all are tried.
[[nodiscard]] std::vector<std::size_t> nearest_rows(
    const Surroundings& near, std::size_t count, const std::function<std::span<const geo::Point>(std::size_t)>& line);

}  // namespace trek::network::detail
