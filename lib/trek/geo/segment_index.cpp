#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "trek/geo/detail/packed_boxes.hpp"
#include "trek/geo/hilbert.hpp"
#include "trek/geo/spatial_index.hpp"

namespace trek::geo {
namespace {

constexpr double kTie_m = 1e-9;

SegmentHit projection(const Segment& segment, std::uint32_t row, Point place) noexcept {
  const double dx = segment.to.x_m - segment.from.x_m;
  const double dy = segment.to.y_m - segment.from.y_m;
  const double length2 = dx * dx + dy * dy;
  const double along = (place.x_m - segment.from.x_m) * dx + (place.y_m - segment.from.y_m) * dy;
  const double share = length2 > 0.0 ? std::clamp(along / length2, 0.0, 1.0) : 0.0;
  const Point projected =
      share == 1.0 ? segment.to : Point{segment.from.x_m + share * dx, segment.from.y_m + share * dy};
  return {row, share, projected, 0.0};
}

/// Certainly farther: the square of a distance is had sooner than the distance.
bool is_beyond(Point a, Point b, double bound_m) noexcept {
  const double dx = a.x_m - b.x_m;
  const double dy = a.y_m - b.y_m;
  return dx * dx + dy * dy > bound_m * bound_m * (1.0 + 1e-9) + std::numeric_limits<double>::min();
}

Box box_of(const Segment& segment) noexcept {
  Box box;
  box.add(segment.from);
  box.add(segment.to);
  return box;
}

double spacing_m(std::span<const Box> boxes) noexcept {
  Box bounds;
  for (const Box& box : boxes) bounds.add(box);
  if (bounds.empty()) return 0.0;
  const double area_m2 = (bounds.max_x_m - bounds.min_x_m) * (bounds.max_y_m - bounds.min_y_m);
  return std::sqrt(area_m2 / static_cast<double>(boxes.size()));
}

/// Rows of the finite segments along a curve through their middles.
std::vector<std::uint32_t> finite_rows(std::span<const Segment> segments) {
  std::vector<Point> middles;
  middles.reserve(segments.size());
  for (const auto& [from, to] : segments)
    middles.push_back({from.x_m / 2.0 + to.x_m / 2.0, from.y_m / 2.0 + to.y_m / 2.0});
  std::vector<std::uint32_t> rows = rows_along_curve(middles);
  while (!rows.empty() && !is_finite(middles[rows.back()])) rows.pop_back();
  return rows;
}

}  // namespace

struct SegmentIndex::State {
  std::vector<std::uint32_t> rows;  // along the curve
  std::vector<Segment> segments;    // in that order
  detail::PackedBoxes boxes;
  double spacing_m = 0.0;  // between segments, if they were spread evenly

  /// Calls visit(hit) -> bound_m for every accepted segment that may lie within the bound.
  template <class Accept, class Visit>
  void for_each_near(Point place, double bound_m, const Accept& accept, Visit visit) const;
  template <class Accept>
  std::optional<SegmentHit> find_nearest(Point place, double max_distance_m, const Accept& accept) const;
  template <class Accept>
  std::optional<SegmentHit> find_nearest_within(Point place, double max_distance_m, const Accept& accept) const;
  template <class Accept>
  SegmentHit lowest_within(Point place, double distance_m, const Accept& accept) const;
};

SegmentIndex::SegmentIndex(std::vector<Segment> segments) : state_{std::make_unique<State>()} {
  state_->rows = finite_rows(segments);
  state_->segments.reserve(state_->rows.size());
  for (const std::uint32_t row : state_->rows) state_->segments.push_back(segments[row]);
  std::vector<Box> boxes(state_->segments.size());
  std::transform(state_->segments.begin(), state_->segments.end(), boxes.begin(), box_of);
  state_->spacing_m = spacing_m(boxes);
  state_->boxes = detail::PackedBoxes{std::move(boxes)};
}
SegmentIndex::~SegmentIndex() = default;
SegmentIndex::SegmentIndex(SegmentIndex&&) noexcept = default;
SegmentIndex& SegmentIndex::operator=(SegmentIndex&&) noexcept = default;

template <class Accept, class Visit>
void SegmentIndex::State::for_each_near(Point place, double bound_m, const Accept& accept, Visit visit) const {
  boxes.for_each_near(place, bound_m, [&](std::uint32_t at) {
    if (!accept(rows[at])) return bound_m;
    SegmentHit hit = projection(segments[at], rows[at], place);
    if (is_beyond(place, hit.projected, bound_m)) return bound_m;
    hit.distance_m = geo::distance_m(place, hit.projected);
    return bound_m = visit(hit);
  });
}

template <class Accept>
std::optional<SegmentHit> SegmentIndex::State::find_nearest(Point place, double max_distance_m,
                                                            const Accept& accept) const {
  if (!is_finite(place) || !(max_distance_m >= 0.0)) return std::nullopt;
  if (spacing_m < max_distance_m) {  // most places have one near, and what lies farther is then not looked at
    const auto near = find_nearest_within(place, spacing_m, accept);
    if (near && near->distance_m + kTie_m <= spacing_m) return near;
  }
  return find_nearest_within(place, max_distance_m, accept);
}

template <class Accept>
std::optional<SegmentHit> SegmentIndex::State::find_nearest_within(Point place, double max_distance_m,
                                                                   const Accept& accept) const {
  std::optional<SegmentHit> nearest;
  double bound_m = max_distance_m;
  bool tied = false;
  for_each_near(place, bound_m, accept, [&](const SegmentHit& hit) {
    if (!(hit.distance_m <= bound_m)) return bound_m;
    const double before_m = nearest ? nearest->distance_m : std::numeric_limits<double>::infinity();
    if (hit.distance_m >= before_m) {
      tied = true;  // the bound is no farther than that
      return bound_m;
    }
    tied = hit.distance_m + kTie_m >= before_m;
    nearest = hit;
    return bound_m = std::min(hit.distance_m + kTie_m, max_distance_m);
  });
  return tied ? lowest_within(place, bound_m, accept) : nearest;
}

template <class Accept>
SegmentHit SegmentIndex::State::lowest_within(Point place, double distance_m, const Accept& accept) const {
  SegmentHit lowest{std::numeric_limits<std::uint32_t>::max(), 0.0, {}, 0.0};
  for_each_near(place, distance_m, accept, [&](const SegmentHit& hit) {
    if (hit.distance_m <= distance_m && hit.row < lowest.row) lowest = hit;
    return distance_m;
  });
  return lowest;
}

std::optional<SegmentHit> SegmentIndex::find_nearest(Point place, double max_distance_m) const {
  return state_->find_nearest(place, max_distance_m, [](std::uint32_t) { return true; });
}

std::optional<SegmentHit> SegmentIndex::find_nearest(Point place, double max_distance_m,
                                                     const std::function<bool(std::uint32_t)>& accept) const {
  return state_->find_nearest(place, max_distance_m, accept);
}

}  // namespace trek::geo
