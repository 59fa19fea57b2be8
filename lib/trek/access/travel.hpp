#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "trek/core/rows.hpp"
#include "trek/core/units.hpp"
#include "trek/geo/point.hpp"
#include "trek/model/mode.hpp"
#include "trek/network/snap.hpp"

/// Who travels, which way, and what is found of it.
namespace trek::access {

/// Not reachable, or beyond the limit. Never a number in a sum.
inline constexpr std::uint32_t kUnreachable_ds = std::numeric_limits<std::uint32_t>::max();

/// Travel without a network: distance as the crow flies times a detour factor, at one speed. An estimate, and every
/// output that rests on it says so.
struct StraightLine {
  model::Mode mode = model::Mode::bicycle;
  core::MetersPerSecond speed;
  double detour_factor = 1.3;
};

/// Which way people travel: to the sites (from every cell to a site) or from them. One-way streets make it differ.
enum class Direction : std::uint8_t { to_sites, from_sites };

/// Points that are ready to travel from or to: placed on the streets of one router.
struct Endpoints {
  std::vector<geo::Point> place;
  std::vector<network::Snap> snap;  // same size for streets; empty for a straight line
  [[nodiscard]] std::size_t size() const noexcept { return place.size(); }
  [[nodiscard]] bool connected(std::size_t row) const noexcept { return snap.empty() || snap[row].ok(); }
  /// Some of them, in this order.
  [[nodiscard]] Endpoints chosen(std::span<const std::uint32_t> rows) const {
    Endpoints result;
    for (const std::uint32_t row : rows) {
      result.place.push_back(place[row]);
      if (!snap.empty()) result.snap.push_back(snap[row]);
    }
    return result;
  }
};

/// One reached pair.
struct Reach {
  std::uint32_t row = 0;  // of the other table
  std::uint32_t time_ds = 0;
  friend constexpr auto operator<=>(const Reach&, const Reach&) = default;
};
/// Row s: what site s reaches (or is reached from) within the limit, by ascending row of the other table.
using TravelTable = core::Rows<Reach>;

/// Of a point, the site that is had soonest.
struct NearestSite {
  std::uint32_t site = 0;  // lowest row among equals; undefined when unreachable
  std::uint32_t time_ds = kUnreachable_ds;
};

/// How the rows of a table are found. All give the same numbers.
enum class Kernel : std::uint8_t {
  automatic,  // by limit, number and density of the sites; METHODS "Kernels"
  search,     // one bounded search per site
  sweep,      // 32 sites per sweep over the hierarchy
};

}  // namespace trek::access
