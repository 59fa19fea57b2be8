#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "access_bench.hpp"
#include "bench/support/timing.hpp"
#include "boost_segments.hpp"
#include "reference.hpp"
#include "trek/access/isochrones.hpp"
#include "trek/geo/spatial_index.hpp"

namespace trek::bench {
namespace {

using ::bench::require;

const std::vector<core::Deciseconds> kLimits{core::Deciseconds{3000}, core::Deciseconds{6000}, core::Deciseconds{9000}};
constexpr std::size_t kSites = 50;
constexpr std::size_t kFew = 3;  // sites of the baseline

/// Areas as one would make them without more thought: a textbook Dijkstra, then the nearest street of every grid point
/// by Boost's R-tree, and the time there.
class PlainGround {
 public:
  PlainGround(const network::StreetGraph& graph, const access::IsochroneOptions& options)
      : graph_{graph}, options_{options}, search_{graph}, streets_{pieces(graph)} {}

  /// Grid points near the streets reached from a node, and the number of the first limit by which each is reached.
  struct Points {
    std::vector<geo::Point> place;
    std::vector<std::size_t> limit;
    std::vector<bool> is_sure;
  };
  [[nodiscard]] Points points(std::uint32_t node) {
    geo::Box box;
    for (const std::uint32_t reached : search_.reached(node, limit_ds())) box.add(graph_.node_place[reached]);
    Points points;
    const double step_m = options_.step.value();
    for (double y = std::floor(box.min_y_m / step_m) * step_m; y <= box.max_y_m; y += step_m) {
      for (double x = std::floor(box.min_x_m / step_m) * step_m; x <= box.max_x_m; x += step_m) {
        const std::uint32_t row = streets_.nearest({x, y}, options_.ground.value());
        points.place.push_back({x, y});
        const double time_ds = row == BoostSegments::kNone ? kNever : time_at(pieces_[row], {x, y});
        points.limit.push_back(limit_of(time_ds));
        points.is_sure.push_back(limit_of(time_ds - 0.1) == limit_of(time_ds + 0.1));
      }
    }
    return points;
  }

 private:
  static constexpr double kNever = std::numeric_limits<double>::infinity();
  struct Piece {
    std::uint32_t edge;
    geo::Point from, to;
    double before;  // share of the edge's length
    double share;
  };

  static std::uint32_t limit_ds() { return kLimits.back().count(); }
  static std::size_t limit_of(double time_ds) {
    std::size_t limit = 0;
    while (limit < kLimits.size() && time_ds > kLimits[limit].count()) ++limit;
    return limit;
  }
  std::vector<geo::Segment> pieces(const network::StreetGraph& graph) {
    std::vector<geo::Segment> segments;
    for (std::uint32_t edge = 0; edge < graph.edge_count(); ++edge) {
      if (!network::takes_places(graph, network::EdgeIdx{edge}, {})) continue;
      const auto shape = graph.shape(network::EdgeIdx{edge});
      double length_m = 0.0;
      for (std::size_t i = 1; i < shape.size(); ++i) length_m += geo::distance_m(shape[i - 1], shape[i]);
      double before = 0.0;
      for (std::size_t i = 1; i < shape.size(); ++i) {
        const double share = geo::distance_m(shape[i - 1], shape[i]) / length_m;
        segments.push_back({shape[i - 1], shape[i]});
        pieces_.push_back({edge, shape[i - 1], shape[i], before, share});
        before += share;
      }
    }
    return segments;
  }
  [[nodiscard]] double time_at(const Piece& piece, geo::Point place) const {
    const double dx = piece.to.x_m - piece.from.x_m;
    const double dy = piece.to.y_m - piece.from.y_m;
    const double square = dx * dx + dy * dy;
    const double along =
        square > 0.0
            ? std::clamp(((place.x_m - piece.from.x_m) * dx + (place.y_m - piece.from.y_m) * dy) / square, 0.0, 1.0)
            : 0.0;
    const double share = piece.before + along * piece.share;
    return std::min(part_ds(graph_.edge_from[piece.edge], share, graph_.edge_forward_ds[piece.edge]),
                    part_ds(graph_.edge_to[piece.edge], 1.0 - share, graph_.edge_backward_ds[piece.edge]));
  }
  [[nodiscard]] double part_ds(network::NodeIdx node, double share, std::uint32_t edge_ds) const {
    const std::uint32_t time_ds = search_.time_ds(node.value());
    if (time_ds == kNever_ds) return kNever;
    if (share <= 1e-6) return time_ds;
    return edge_ds == network::kClosed_ds ? kNever : time_ds + share * edge_ds;
  }

  const network::StreetGraph& graph_;
  access::IsochroneOptions options_;
  TextbookSearch search_;
  std::vector<Piece> pieces_;
  BoostSegments streets_;
};

std::uint32_t node_of(const network::StreetGraph& graph, const network::Snap& snap) {
  return (snap.share == 0.0 ? graph.edge_from : graph.edge_to)[snap.edge.value()].value();
}

/// Unsimplified and with all its holes, an outline passes between the grid points as they are reached.
void check_areas(const access::Router& router, PlainGround& plain, const access::Endpoints& sites,
                 access::IsochroneOptions options) {
  options.simplify_tolerance = core::Meters{0.0};
  options.largest_filled_hole = core::SquareMeters{0.0};
  const auto bands = access::isochrones(router, sites, kLimits, access::Direction::from_sites, options, threads(1));
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    geo::PolygonColumn areas;
    std::vector<std::size_t> limit;
    for (const auto& band : bands) {
      if (band.site != site) continue;
      areas.append(band.area);
      limit.push_back(static_cast<std::size_t>(std::find(kLimits.begin(), kLimits.end(), band.to) - kLimits.begin()));
    }
    const auto points = plain.points(node_of(*router.graph(), sites.snap[site]));
    const auto found = geo::PolygonLocator{areas}.find(points.place);
    std::size_t other_count = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const std::size_t drawn = found[i] ? limit[*found[i]] : kLimits.size();
      if (drawn != points.limit[i] && points.is_sure[i]) ++other_count;
    }
    // Two streets as near as one another, to a rounding, may be told apart in two ways.
    require(other_count * 1000 <= found.size(),
            fmt::format("area of site {}: {} of {} grid points", site, other_count, found.size()));
  }
}

}  // namespace

void measure_areas(Report& report, const network::ModeNetwork& one, double goal) {
  const network::StreetGraph& graph = one.graph;
  const auto options = access::default_isochrone_options(graph.mode);
  const auto router = access::Router::on_streets(graph);
  const auto sites = near_nodes(access::endpoints_at_nodes(graph), kSites);
  const auto few = spread_nodes(sites, kFew);
  PlainGround plain{graph, options};
  check_areas(router, plain, few, options);
  const auto paired = ::bench::interleaved(
      report.runs(),
      [&] {
        ::bench::keep(access::isochrones(router, sites, kLimits, access::Direction::from_sites, options, threads(1)));
      },
      [&] {
        for (const network::Snap& site : few.snap) ::bench::keep(plain.points(node_of(graph, site)));
      });
  report.add({fmt::format("areas of 5, 10 and 15 min {} of {} places in a town, 1 thread", model::name_of(graph.mode),
                          sites.size()),
              paired.own_s * 1000.0 / static_cast<double>(sites.size()), "ms a place",
              "Dijkstra and Boost R-tree for grid points", paired.baseline_s * 1000.0 / kFew,
              paired.ratio * static_cast<double>(sites.size()) / kFew, ::bench::at_least_times(goal)});
}

}  // namespace trek::bench
