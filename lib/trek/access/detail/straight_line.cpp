#include "trek/access/detail/straight_line.hpp"

#include <algorithm>
#include <cmath>

#include "trek/core/parallel.hpp"
#include "trek/geo/spatial_index.hpp"

namespace trek::access::detail {
namespace {

/// Finite places in an index, with the rows that they came from.
struct FinitePlaces {
  std::vector<geo::Point> place;
  std::vector<std::uint32_t> row;  // ascending
};

FinitePlaces finite_places(std::span<const geo::Point> places) {
  FinitePlaces finite;
  for (std::size_t row = 0; row < places.size(); ++row) {
    if (!is_finite(places[row])) continue;
    finite.place.push_back(places[row]);
    finite.row.push_back(static_cast<std::uint32_t>(row));
  }
  return finite;
}

/// The lowest row among the sites whose rounded time equals that of the nearest one.
NearestSite nearest_of(const StraightLine& line, const FinitePlaces& sites, const geo::PointIndex& index,
                       geo::Point place, std::uint32_t limit_ds) {
  NearestSite nearest;
  if (!is_finite(place)) return nearest;
  const auto hit = index.find_nearest(place);
  if (!hit) return nearest;
  const std::uint32_t time_ds = straight_line_ds(line, sites.place[hit->row], place);
  if (time_ds > limit_ds) return nearest;
  nearest = {sites.row[hit->row], time_ds};
  for (const auto& other : index.within(place, generous_reach_m(line, time_ds))) {
    if (straight_line_ds(line, sites.place[other.row], place) == time_ds) {
      nearest.site = std::min(nearest.site, sites.row[other.row]);
    }
  }
  return nearest;
}

}  // namespace

std::uint32_t straight_line_ds(const StraightLine& line, geo::Point from, geo::Point to) noexcept {
  const double time_ds = std::round(geo::distance_m(from, to) * line.detour_factor / line.speed.value() * 10.0);
  return time_ds < kUnreachable_ds ? static_cast<std::uint32_t>(time_ds) : kUnreachable_ds;
}

double straight_line_reach_m(const StraightLine& line, double time_ds) noexcept {
  return time_ds / 10.0 * line.speed.value() / line.detour_factor;
}

double generous_reach_m(const StraightLine& line, std::uint32_t time_ds) noexcept {
  return straight_line_reach_m(line, time_ds + 0.5) * (1.0 + 1e-9);
}

std::vector<NearestSite> nearest_by_straight_line(const StraightLine& line, std::span<const geo::Point> sites,
                                                  std::span<const geo::Point> others, std::uint32_t limit_ds,
                                                  const core::Control& control) {
  const FinitePlaces finite = finite_places(sites);
  const geo::PointIndex index{finite.place};
  std::vector<NearestSite> nearest(others.size());
  core::for_each_chunk(others.size(), 1024, control, "nearest site", [&](std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) {
      nearest[row] = nearest_of(line, finite, index, others[row], limit_ds);
    }
  });
  return nearest;
}

}  // namespace trek::access::detail
