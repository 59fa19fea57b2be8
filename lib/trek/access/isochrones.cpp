#include "trek/access/isochrones.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "trek/access/detail/distance_field.hpp"
#include "trek/access/detail/edge_ends.hpp"
#include "trek/access/detail/search.hpp"
#include "trek/access/detail/straight_line.hpp"
#include "trek/core/error.hpp"
#include "trek/core/parallel.hpp"
#include "trek/geo/topology.hpp"

namespace trek::access {
namespace {

/// Slivers that simplification leaves between bands; never more than what counts as a hole.
constexpr double kSliver_m2 = 1000.0;
/// Chords of a circle: the outline stays within 0.03 % of the radius.
constexpr int kCircleSegments = 128;

void check_limits(std::span<const core::Deciseconds> limits) {
  const auto fault = std::adjacent_find(limits.begin(), limits.end(), std::greater_equal<>{});
  if (fault == limits.end()) return;
  throw core::Error{core::ErrorKind::bad_argument, "access: isochrone limits " + std::to_string(fault->count()) +
                                                       " and " + std::to_string((fault + 1)->count()) +
                                                       " ds do not ascend; give each limit once, smallest first"};
}

/// Part of an edge, as shares of its length.
struct Stretch {
  double begin = 0.0;
  double end = 1.0;
};

/// Share of an edge that can be covered in the time that is left.
double share_covered(std::uint32_t left_ds, std::uint32_t edge_ds) noexcept {
  if (edge_ds == network::kClosed_ds) return 0.0;
  return std::min(1.0, static_cast<double>(left_ds) / edge_ds);
}

/// The streets within reach of one site, limit after limit.
class ReachedStreets {
 public:
  ReachedStreets(const network::StreetGraph& graph, geo::Point place, const network::Snap& site,
                 core::Deciseconds largest_limit, Direction direction)
      : graph_{graph},
        place_{place},
        site_{site},
        // Away from edge_from one travels forward when travel starts at the site, backward when it ends there.
        away_from_{direction == Direction::from_sites ? graph.edge_forward_ds : graph.edge_backward_ds},
        away_to_{direction == Direction::from_sites ? graph.edge_backward_ds : graph.edge_forward_ds},
        node_time_ds_{node_times_ds(graph, site, largest_limit, direction)},
        whole_(graph.edge_count(), 0) {}

  /// Calls line(from, to) for the straight parts of every stretch within the limit; edges that an earlier, smaller
  /// limit already gave whole are left out.
  template <class Line>
  void for_each_line(std::uint32_t limit_ds, Line&& line) {
    for (std::size_t edge = 0; edge < graph_.edge_count(); ++edge) {
      if (whole_[edge] == 0) for_edge(network::EdgeIdx{edge}, limit_ds, line);
    }
    if (limit_ds >= site_.connector_ds) for_own_edge(limit_ds - site_.connector_ds, line);
    const double share = site_.connector_ds == 0 ? 1.0 : share_covered(limit_ds, site_.connector_ds);
    line(place_, geo::Point{place_.x_m + share * (site_.projected.x_m - place_.x_m),
                            place_.y_m + share * (site_.projected.y_m - place_.y_m)});
  }

  [[nodiscard]] geo::Box bounds(std::uint32_t limit_ds) const {
    geo::Box box;
    box.add(place_);
    const auto add_shape = [&](network::EdgeIdx edge) {
      for (const geo::Point& point : graph_.shape(edge)) box.add(point);
    };
    for (std::size_t edge = 0; edge < graph_.edge_count(); ++edge) {
      const bool near = node_time_ds_[graph_.edge_from[edge].value()] <= limit_ds ||
                        node_time_ds_[graph_.edge_to[edge].value()] <= limit_ds;
      if (near) add_shape(network::EdgeIdx{edge});
    }
    add_shape(site_.edge);
    box.add(site_.projected);
    return box;
  }

 private:
  [[nodiscard]] double reach_from_end(network::NodeIdx node, std::uint32_t edge_ds, std::uint32_t limit_ds) const {
    const std::uint32_t time_ds = node_time_ds_[node.value()];
    return time_ds <= limit_ds ? share_covered(limit_ds - time_ds, edge_ds) : 0.0;
  }

  template <class Line>
  void for_edge(network::EdgeIdx edge, std::uint32_t limit_ds, Line& line) {
    const auto e = edge.value();
    const double head = reach_from_end(graph_.edge_from[e], away_from_[e], limit_ds);
    const double tail = 1.0 - reach_from_end(graph_.edge_to[e], away_to_[e], limit_ds);
    if (head >= tail) {
      whole_[e] = 1;
      for_stretch(edge, {}, line);
      return;
    }
    if (head > 0.0) for_stretch(edge, {0.0, head}, line);
    if (tail < 1.0) for_stretch(edge, {tail, 1.0}, line);
  }

  /// From the site along its own edge, which need not go by an end.
  template <class Line>
  void for_own_edge(std::uint32_t left_ds, Line& line) const {
    const auto e = site_.edge.value();
    for_stretch(site_.edge,
                {std::max(0.0, site_.share - share_covered(left_ds, away_to_[e])),
                 std::min(1.0, site_.share + share_covered(left_ds, away_from_[e]))},
                line);
  }

  template <class Line>
  void for_stretch(network::EdgeIdx edge, Stretch stretch, Line& line) const {
    const auto shape = graph_.shape(edge);
    double length_m = 0.0;
    for (std::size_t i = 1; i < shape.size(); ++i) length_m += geo::distance_m(shape[i - 1], shape[i]);
    const double begin_m = stretch.begin * length_m;
    const double end_m = stretch.end * length_m;
    double at_m = 0.0;
    for (std::size_t i = 1; i < shape.size(); ++i) {
      const double part_m = geo::distance_m(shape[i - 1], shape[i]);
      if (at_m <= end_m && at_m + part_m >= begin_m) {
        const auto on_part = [&](double m) {
          const double share = part_m > 0.0 ? std::clamp((m - at_m) / part_m, 0.0, 1.0) : 0.0;
          return geo::Point{shape[i - 1].x_m + share * (shape[i].x_m - shape[i - 1].x_m),
                            shape[i - 1].y_m + share * (shape[i].y_m - shape[i - 1].y_m)};
        };
        line(on_part(begin_m), on_part(end_m));
      }
      at_m += part_m;
    }
  }

  const network::StreetGraph& graph_;
  geo::Point place_;
  const network::Snap& site_;
  std::span<const std::uint32_t> away_from_;  // edge count: time away from edge_from, kClosed_ds where one cannot
  std::span<const std::uint32_t> away_to_;    // edge count: time away from edge_to
  std::vector<std::uint32_t> node_time_ds_;
  std::vector<std::uint8_t> whole_;  // edge count: already given whole
};

/// What remains of the area of one limit outside that of the smaller ones. Outlines are simplified one limit at a time,
/// so the smaller area may stick out here and there: it is taken away whole, and bands never overlap.
geo::MultiPolygon ring_outside(const geo::MultiPolygon& smaller, const geo::MultiPolygon& reached, double sliver_m2) {
  if (smaller.empty()) return reached;
  return geo::without_small_parts(geo::difference(reached, smaller), sliver_m2);
}

std::vector<IsochroneBand> bands_on_streets(const network::StreetGraph& graph, const Endpoints& sites, std::size_t site,
                                            std::span<const core::Deciseconds> limits, Direction direction,
                                            const IsochroneOptions& options) {
  std::vector<IsochroneBand> bands;
  if (limits.empty() || !sites.connected(site)) return bands;
  ReachedStreets streets{graph, sites.place[site], sites.snap[site], limits.back(), direction};
  detail::DistanceField field{streets.bounds(limits.back().count()), options.buffer.value()};
  const double sliver_m2 = std::min(kSliver_m2, options.smallest_hole.value());
  geo::MultiPolygon so_far;  // the bands before, together
  core::Deciseconds from{};
  for (const core::Deciseconds to : limits) {
    streets.for_each_line(to.count(), [&](geo::Point a, geo::Point b) { field.add(a, b); });
    auto reached = geo::simplified(field.area(options.smallest_hole.value()), options.simplify_tolerance.value());
    auto band = ring_outside(so_far, reached, sliver_m2);
    if (to != limits.back()) {
      so_far = so_far.empty() ? std::move(reached) : geo::union_of(std::vector{std::move(so_far), std::move(reached)});
    }
    if (!band.empty()) bands.push_back({static_cast<std::uint32_t>(site), from, to, std::move(band)});
    from = to;
  }
  return bands;
}

std::vector<IsochroneBand> bands_by_straight_line(const StraightLine& line, geo::Point place, std::size_t site,
                                                  std::span<const core::Deciseconds> limits) {
  std::vector<IsochroneBand> bands;
  if (!std::isfinite(place.x_m) || !std::isfinite(place.y_m)) return bands;
  geo::Ring inner;
  core::Deciseconds from{};
  for (const core::Deciseconds to : limits) {
    const double radius_m = detail::straight_line_reach_m(line, to.count());
    if (radius_m <= 0.0) continue;
    geo::Polygon ring = geo::circle(place, radius_m, kCircleSegments);
    geo::Ring outer = ring.shell;
    if (!inner.empty()) ring.holes.emplace_back(inner.rbegin(), inner.rend());
    bands.push_back({static_cast<std::uint32_t>(site), from, to, {std::move(ring)}});
    inner = std::move(outer);
    from = to;
  }
  return bands;
}

}  // namespace

IsochroneOptions default_isochrone_options(model::Mode mode) noexcept {
  IsochroneOptions options;
  if (mode == model::Mode::car) options.buffer = core::Meters{150.0};
  return options;
}

std::vector<IsochroneBand> isochrones(const Router& router, const Endpoints& sites,
                                      std::span<const core::Deciseconds> limits, Direction direction,
                                      const IsochroneOptions& options, const core::Control& control) {
  check_limits(limits);
  std::vector<std::vector<IsochroneBand>> by_site(sites.size());
  core::for_each_chunk(sites.size(), 1, control, "isochrones", [&](std::size_t begin, std::size_t end) {
    for (std::size_t site = begin; site < end; ++site) {
      by_site[site] = router.is_straight_line()
                          ? bands_by_straight_line(*router.straight_line(), sites.place[site], site, limits)
                          : bands_on_streets(*router.graph(), sites, site, limits, direction, options);
    }
  });
  std::vector<IsochroneBand> bands;
  for (auto& own : by_site) std::move(own.begin(), own.end(), std::back_inserter(bands));
  return bands;
}

}  // namespace trek::access
