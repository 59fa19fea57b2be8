#include "trek/network/snap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/parallel.hpp"
#include "trek/geo/hilbert.hpp"
#include "trek/geo/spatial_index.hpp"

namespace trek::network {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// Segments of the shapes of some edges, with the edge and the place within its shape of each.
struct ShapeSegments {
  std::vector<geo::Segment> segments;
  std::vector<EdgeIdx> edge;
  std::vector<std::uint32_t> position;  // segment i of the shape joins its points i and i + 1

  void add(const StreetGraph& graph, EdgeIdx e) {
    const auto shape = graph.shape(e);
    for (std::uint32_t i = 0; i + 1 < shape.size(); ++i) {
      segments.push_back({shape[i], shape[i + 1]});
      edge.push_back(e);
      position.push_back(i);
    }
  }
};

/// Where a hit lies along the whole edge, 0 to 1.
double share_of_edge(std::span<const geo::Point> shape, std::uint32_t position, double share_of_segment) noexcept {
  double before_m = 0.0;
  double total_m = 0.0;
  for (std::size_t i = 0; i + 1 < shape.size(); ++i) {
    const double segment_m = geo::distance_m(shape[i], shape[i + 1]);
    if (i < position) before_m += segment_m;
    if (i == position) before_m += share_of_segment * segment_m;
    total_m += segment_m;
  }
  return total_m > 0.0 ? std::clamp(before_m / total_m, 0.0, 1.0) : 0.0;
}

/// Nearest edge among those given.
class EdgeIndex {
 public:
  explicit EdgeIndex(ShapeSegments shapes)
      : edge_{std::move(shapes.edge)}, position_{std::move(shapes.position)}, index_{std::move(shapes.segments)} {}

  [[nodiscard]] std::optional<geo::SegmentHit> find_nearest(geo::Point place, double max_distance_m) const {
    return index_.find_nearest(place, max_distance_m);
  }
  [[nodiscard]] EdgeIdx edge(const geo::SegmentHit& hit) const noexcept { return edge_[hit.row]; }
  [[nodiscard]] double share(const StreetGraph& graph, const geo::SegmentHit& hit) const noexcept {
    return share_of_edge(graph.shape(edge(hit)), position_[hit.row], hit.share);
  }

 private:
  std::vector<EdgeIdx> edge_;
  std::vector<std::uint32_t> position_;
  geo::SegmentIndex index_;
};

/// An edge that starts or ends in a small component can be entered and not left, or the reverse: as good as cut off.
bool is_island(const StreetGraph& graph, EdgeIdx edge, std::uint32_t min_component_nodes) noexcept {
  const auto is_small = [&](NodeIdx end) {
    const std::uint32_t component = graph.component[end.value()];
    return component != 0 && graph.component_size[component] < min_component_nodes;
  };
  return is_small(graph.edge_from[edge.value()]) || is_small(graph.edge_to[edge.value()]);
}

/// What a place may do with an edge near it.
enum class Joining : std::uint8_t { joins, island, no_entry };

Joining joining(const StreetGraph& graph, EdgeIdx edge, std::uint32_t min_component_nodes) noexcept {
  if ((graph.edge_flags[edge.value()] & kNoEntry) != 0) return Joining::no_entry;
  return is_island(graph, edge, min_component_nodes) ? Joining::island : Joining::joins;
}

ShapeSegments shapes(const StreetGraph& graph, std::uint32_t min_component_nodes, Joining wanted) {
  ShapeSegments result;
  for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
    if (joining(graph, EdgeIdx{e}, min_component_nodes) == wanted) result.add(graph, EdgeIdx{e});
  }
  return result;
}

double distance_m(const geo::Box& box, geo::Point p) noexcept {
  const double dx_m = std::max({box.min_x_m - p.x_m, 0.0, p.x_m - box.max_x_m});
  const double dy_m = std::max({box.min_y_m - p.y_m, 0.0, p.y_m - box.max_y_m});
  return std::hypot(dx_m, dy_m);
}

Snap failed(SnapFailure failure) noexcept {
  Snap snap;
  snap.distance_m = kUnknown;
  snap.failure = failure;
  return snap;
}

SnapOptions checked(SnapOptions options) {
  const auto positive = [](double value) { return std::isfinite(value) && value > 0.0; };
  if (!positive(options.max_distance.value()) || !positive(options.connector_speed.value()) ||
      !positive(options.connector_detour)) {
    throw core::Error{
        core::ErrorKind::bad_argument,
        fmt::format("snapping: max_distance {} m, connector_speed {} m/s, connector_detour {}; each must be "
                    "above 0",
                    options.max_distance.value(), options.connector_speed.value(), options.connector_detour)};
  }
  return options;
}

}  // namespace

std::string_view name_of(SnapFailure failure) noexcept {
  switch (failure) {
    case SnapFailure::none:
      return "none";
    case SnapFailure::too_far:
      return "too_far";
    case SnapFailure::island:
      return "island";
    case SnapFailure::no_entry:
      return "no_entry";
    case SnapFailure::outside:
      return "outside";
    case SnapFailure::no_place:
      return "no_place";
  }
  return "none";
}

bool takes_places(const StreetGraph& graph, EdgeIdx edge, const SnapOptions& options) noexcept {
  return joining(graph, edge, options.min_component_nodes) == Joining::joins;
}

/// Each kind of street has an index of its own: a large island or a motorway beside a place then costs nothing.
struct Snapper::State {
  State(const StreetGraph& street_graph, SnapOptions snap_options)
      : graph{street_graph},
        options{checked(snap_options)},
        bounds{street_graph.bounds()},
        connected{shapes(street_graph, snap_options.min_component_nodes, Joining::joins)},
        islands{shapes(street_graph, snap_options.min_component_nodes, Joining::island)},
        without_entry{shapes(street_graph, snap_options.min_component_nodes, Joining::no_entry)} {}

  const StreetGraph& graph;
  SnapOptions options;
  geo::Box bounds;
  EdgeIndex connected;
  EdgeIndex islands;
  EdgeIndex without_entry;

  [[nodiscard]] Snap joined(const geo::SegmentHit& hit) const {
    Snap snap;
    snap.edge = connected.edge(hit);
    snap.share = connected.share(graph, hit);
    snap.projected = hit.projected;
    snap.distance_m = hit.distance_m;
    const core::Meters walked{hit.distance_m * options.connector_detour};
    snap.connector_ds =
        static_cast<std::uint32_t>(std::llround(core::travel_time(walked, options.connector_speed).count() * 10.0));
    return snap;
  }

  [[nodiscard]] Snap refused(geo::Point place) const {
    for (const auto& [streets, failure] :
         {std::pair{&islands, SnapFailure::island}, std::pair{&without_entry, SnapFailure::no_entry}}) {
      const auto missed = streets->find_nearest(place, options.max_distance.value());
      if (!missed) continue;
      Snap snap = failed(failure);
      snap.projected = missed->projected;
      snap.distance_m = missed->distance_m;
      return snap;
    }
    const bool covered = !bounds.empty() && distance_m(bounds, place) <= options.max_distance.value();
    return failed(covered ? SnapFailure::too_far : SnapFailure::outside);
  }
};

Snapper::Snapper(const StreetGraph& graph, SnapOptions options) : state_{std::make_unique<State>(graph, options)} {}
Snapper::~Snapper() = default;
Snapper::Snapper(Snapper&&) noexcept = default;
Snapper& Snapper::operator=(Snapper&&) noexcept = default;

Snap Snapper::snap(geo::Point place) const {
  if (!geo::is_finite(place)) return failed(SnapFailure::no_place);
  if (const auto hit = state_->connected.find_nearest(place, state_->options.max_distance.value())) {
    return state_->joined(*hit);
  }
  return state_->refused(place);
}

std::vector<Snap> Snapper::snap(std::span<const geo::Point> places, const core::Control& control) const {
  std::vector<Snap> result(places.size());
  const std::vector<std::uint32_t> rows = geo::rows_along_curve(places);
  core::for_each_chunk(rows.size(), 1024, control, "points to streets", [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) result[rows[i]] = snap(places[rows[i]]);
  });
  return result;
}

}  // namespace trek::network
