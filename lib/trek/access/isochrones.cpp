#include "trek/access/isochrones.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "trek/access/detail/band_polygons.hpp"
#include "trek/access/detail/border_simplifier.hpp"
#include "trek/access/detail/contours.hpp"
#include "trek/access/detail/ground_field.hpp"
#include "trek/access/detail/straight_line.hpp"
#include "trek/access/detail/street_arrivals.hpp"
#include "trek/core/error.hpp"
#include "trek/core/parallel.hpp"
#include "trek/geo/topology.hpp"

namespace trek::access {
namespace {

/// Slivers where two outlines nearly meet; never more than what counts as a hole.
constexpr double kSliver_m2 = 1000.0;
/// Grid steps to a bin of outline points: about the length of a simplified segment.
constexpr double kBinSteps = 8.0;
/// Chords of a circle: the outline stays within 0.03 % of the radius.
constexpr int kCircleSegments = 128;

void check_limits(std::span<const core::Deciseconds> limits) {
  const auto fault = std::adjacent_find(limits.begin(), limits.end(), std::greater_equal<>{});
  if (fault == limits.end()) return;
  throw core::Error{core::ErrorKind::bad_argument, "access: isochrone limits " + std::to_string(fault->count()) +
                                                       " and " + std::to_string((fault + 1)->count()) +
                                                       " ds do not ascend; give each limit once, smallest first"};
}

/// Draws one site after another, in one thread, and keeps its arrays.
class Drawer {
 public:
  Drawer(const detail::StreetGrounds& grounds, Direction direction)
      : grounds_{grounds}, arrivals_{grounds.graph(), direction} {}

  [[nodiscard]] std::vector<IsochroneBand> bands(const Endpoints& sites, std::size_t site,
                                                 std::span<const core::Deciseconds> limits,
                                                 const IsochroneOptions& options) {
    std::vector<IsochroneBand> bands;
    if (limits.empty() || !sites.connected(site)) return bands;
    trace_outlines(sites, site, limits, options);
    const double sliver_m2 = std::min(kSliver_m2, options.largest_filled_hole.value());
    const auto kept = simplifier_.kept(contours_, options.simplify_tolerance.value(), kBinSteps * field_.step_m());
    core::Deciseconds from{};
    for (std::uint32_t limit = 0; limit < limits.size(); ++limit) {
      auto area = polygons_.band(contours_, kept, limit);
      if (limit > 0) area = geo::without_small_parts(std::move(area), sliver_m2);
      if (!area.empty()) bands.push_back({static_cast<std::uint32_t>(site), from, limits[limit], std::move(area)});
      from = limits[limit];
    }
    return bands;
  }

 private:
  void trace_outlines(const Endpoints& sites, std::size_t site, std::span<const core::Deciseconds> limits,
                      const IsochroneOptions& options) {
    arrivals_.find(sites.snap[site], limits.back());
    field_.start(grounds_, arrivals_, sites.place[site], sites.snap[site], limits);
    contours_.start();
    for (std::size_t limit = 0; limit < limits.size(); ++limit) {
      field_.take_next(options.largest_filled_hole.value());
      contours_.trace(field_);
    }
    contours_.join();
  }

  const detail::StreetGrounds& grounds_;
  detail::StreetArrivals arrivals_;
  detail::GroundField field_;
  detail::Contours contours_;
  detail::BorderSimplifier simplifier_;
  detail::BandPolygons polygons_;
};

/// Drawers that are not in use: as many as there are threads, made when first needed.
class DrawerPool {
 public:
  [[nodiscard]] std::unique_ptr<Drawer> take(const detail::StreetGrounds& grounds, Direction direction) {
    {
      const std::lock_guard lock{mutex_};
      if (!idle_.empty()) {
        auto drawer = std::move(idle_.back());
        idle_.pop_back();
        return drawer;
      }
    }
    return std::make_unique<Drawer>(grounds, direction);
  }
  void give_back(std::unique_ptr<Drawer> drawer) {
    const std::lock_guard lock{mutex_};
    idle_.push_back(std::move(drawer));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Drawer>> idle_;
};

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
  if (mode == model::Mode::car) {
    options.ground = core::Meters{150.0};
    options.step = core::Meters{25.0};
  }
  return options;
}

std::vector<IsochroneBand> isochrones(const Router& router, const Endpoints& sites,
                                      std::span<const core::Deciseconds> limits, Direction direction,
                                      const IsochroneOptions& options, const core::Control& control) {
  check_limits(limits);
  std::vector<std::vector<IsochroneBand>> by_site(sites.size());
  DrawerPool pool;
  std::optional<detail::StreetGrounds> grounds;
  if (!router.is_straight_line()) {
    grounds.emplace(*router.graph(), router.snap_options(), options.ground.value(), options.step.value());
  }
  core::for_each_chunk(sites.size(), 1, control, "isochrones", [&](std::size_t begin, std::size_t end) {
    if (router.is_straight_line()) {
      for (std::size_t site = begin; site < end; ++site) {
        by_site[site] = bands_by_straight_line(*router.straight_line(), sites.place[site], site, limits);
      }
      return;
    }
    auto drawer = pool.take(*grounds, direction);
    for (std::size_t site = begin; site < end; ++site) by_site[site] = drawer->bands(sites, site, limits, options);
    pool.give_back(std::move(drawer));
  });
  std::vector<IsochroneBand> bands;
  for (auto& own : by_site) std::move(own.begin(), own.end(), std::back_inserter(bands));
  return bands;
}

}  // namespace trek::access
