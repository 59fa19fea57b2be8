#include "trek/geo/spatial_index.hpp"

#include <algorithm>
#include <boost/function_output_iterator.hpp>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <utility>

namespace trek::geo {
namespace {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;

using TreePoint = bg::model::point<double, 2, bg::cs::cartesian>;
using TreeBox = bg::model::box<TreePoint>;
using TreeSegment = bg::model::segment<TreePoint>;
template <class Shape>
using Entry = std::pair<Shape, std::uint32_t>;
// Built in one go from a range, Boost packs the tree (sort-tile-recursive): full nodes, the same tree every time.
template <class Shape>
using Tree = bgi::rtree<Entry<Shape>, bgi::rstar<16>>;

constexpr double kTie_m = 1e-9;
// The tree takes sums of coordinates: infinite ones are drawn in to where those stay finite.
constexpr double kFarthest_m = 1e150;

bool has_nan(const Box& box) noexcept {
  return std::isnan(box.min_x_m) || std::isnan(box.min_y_m) || std::isnan(box.max_x_m) || std::isnan(box.max_y_m);
}
bool usable(const Box& box) noexcept { return !box.empty() && !has_nan(box); }

double drawn_in(double coordinate_m) noexcept { return std::clamp(coordinate_m, -kFarthest_m, kFarthest_m); }
TreePoint tree_point(Point p) noexcept { return {drawn_in(p.x_m), drawn_in(p.y_m)}; }
TreeBox tree_box(const Box& box) noexcept {
  return {tree_point({box.min_x_m, box.min_y_m}), tree_point({box.max_x_m, box.max_y_m})};
}

/// All that can lie within `radius_m`, and a little more: rounding must not lose a point at exactly that distance.
TreeBox surroundings(Point place, double radius_m) noexcept {
  const double slack_m = 1e-12 * (std::abs(place.x_m) + std::abs(place.y_m) + radius_m);
  return tree_box(Box{place.x_m, place.y_m, place.x_m, place.y_m}.grown(radius_m + slack_m));
}

/// Calls `visit(row)` for every entry that touches `box`.
template <class Shape, class Visit>
void for_each_touching(const Tree<Shape>& tree, const TreeBox& box, Visit&& visit) {
  tree.query(bgi::intersects(box),
             boost::make_function_output_iterator([&visit](const Entry<Shape>& entry) { visit(entry.second); }));
}

SegmentHit projection(const Segment& segment, std::uint32_t row, Point place) noexcept {
  const double dx = segment.to.x_m - segment.from.x_m;
  const double dy = segment.to.y_m - segment.from.y_m;
  const double length2 = dx * dx + dy * dy;
  const double along = (place.x_m - segment.from.x_m) * dx + (place.y_m - segment.from.y_m) * dy;
  const double share = length2 > 0.0 ? std::clamp(along / length2, 0.0, 1.0) : 0.0;
  const Point projected =
      share == 1.0 ? segment.to : Point{segment.from.x_m + share * dx, segment.from.y_m + share * dy};
  return {row, share, projected, distance_m(place, projected)};
}

}  // namespace

struct BoxIndex::State {
  Tree<TreeBox> tree;
};

BoxIndex::BoxIndex(std::span<const Box> boxes) : state_{std::make_unique<State>()} {
  std::vector<Entry<TreeBox>> entries;
  entries.reserve(boxes.size());
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (usable(boxes[i])) entries.emplace_back(tree_box(boxes[i]), static_cast<std::uint32_t>(i));
  }
  state_->tree = Tree<TreeBox>{entries};
}
BoxIndex::~BoxIndex() = default;
BoxIndex::BoxIndex(BoxIndex&&) noexcept = default;
BoxIndex& BoxIndex::operator=(BoxIndex&&) noexcept = default;

std::vector<std::uint32_t> BoxIndex::intersecting(const Box& box) const {
  std::vector<std::uint32_t> rows;
  if (!usable(box)) return rows;
  for_each_touching(state_->tree, tree_box(box), [&](std::uint32_t row) { rows.push_back(row); });
  std::sort(rows.begin(), rows.end());
  return rows;
}

struct PointIndex::State {
  std::vector<Point> points;
  Tree<TreePoint> tree;
};

PointIndex::PointIndex(std::span<const Point> points) : state_{std::make_unique<State>()} {
  state_->points.assign(points.begin(), points.end());
  std::vector<Entry<TreePoint>> entries;
  entries.reserve(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (is_finite(points[i])) entries.emplace_back(tree_point(points[i]), static_cast<std::uint32_t>(i));
  }
  state_->tree = Tree<TreePoint>{entries};
}
PointIndex::~PointIndex() = default;
PointIndex::PointIndex(PointIndex&&) noexcept = default;
PointIndex& PointIndex::operator=(PointIndex&&) noexcept = default;

std::vector<PointIndex::Hit> PointIndex::within(Point place, double radius_m) const {
  std::vector<Hit> hits;
  if (!is_finite(place) || !(radius_m >= 0.0)) return hits;
  for_each_touching(state_->tree, surroundings(place, radius_m), [&](std::uint32_t row) {
    const double distance = distance_m(place, state_->points[row]);
    if (distance <= radius_m) hits.push_back({row, distance});
  });
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return std::pair{a.distance_m, a.row} < std::pair{b.distance_m, b.row};
  });
  return hits;
}

std::optional<PointIndex::Hit> PointIndex::find_nearest(Point place) const {
  if (!is_finite(place) || state_->tree.empty()) return std::nullopt;
  const auto any = state_->tree.qbegin(bgi::nearest(tree_point(place), 1));
  Hit best{any->second, distance_m(place, state_->points[any->second])};
  // The tree gives one of several nearest; the lowest row among them is ours.
  for_each_touching(state_->tree, surroundings(place, best.distance_m), [&](std::uint32_t row) {
    const double distance = distance_m(place, state_->points[row]);
    if (std::pair{distance, row} < std::pair{best.distance_m, best.row}) best = {row, distance};
  });
  return best;
}

struct SegmentIndex::State {
  std::vector<Segment> segments;
  Tree<TreeSegment> tree;

  template <class Accept>
  std::optional<SegmentHit> find_nearest(Point place, double max_distance_m, const Accept& accept) const;
  /// Distance to the nearest accepted segment, as far as the tree's own rounding goes.
  template <class Accept>
  std::optional<double> find_distance_m(Point place, double max_distance_m, const Accept& accept) const;
};

SegmentIndex::SegmentIndex(std::vector<Segment> segments) : state_{std::make_unique<State>()} {
  state_->segments = std::move(segments);
  std::vector<Entry<TreeSegment>> entries;
  entries.reserve(state_->segments.size());
  for (std::size_t i = 0; i < state_->segments.size(); ++i) {
    const Segment& segment = state_->segments[i];
    if (!is_finite(segment.from) || !is_finite(segment.to)) continue;
    entries.emplace_back(TreeSegment{tree_point(segment.from), tree_point(segment.to)}, static_cast<std::uint32_t>(i));
  }
  state_->tree = Tree<TreeSegment>{entries};
}
SegmentIndex::~SegmentIndex() = default;
SegmentIndex::SegmentIndex(SegmentIndex&&) noexcept = default;
SegmentIndex& SegmentIndex::operator=(SegmentIndex&&) noexcept = default;

template <class Accept>
std::optional<double> SegmentIndex::State::find_distance_m(Point place, double max_distance_m,
                                                           const Accept& accept) const {
  const auto allowed = bgi::satisfies([&accept](const Entry<TreeSegment>& entry) { return accept(entry.second); });
  std::optional<double> distance;
  tree.query(bgi::nearest(tree_point(place), 1) && bgi::intersects(surroundings(place, max_distance_m)) && allowed,
             boost::make_function_output_iterator([&](const Entry<TreeSegment>& entry) {
               distance = projection(segments[entry.second], entry.second, place).distance_m;
             }));
  return distance;
}

template <class Accept>
std::optional<SegmentHit> SegmentIndex::State::find_nearest(Point place, double max_distance_m,
                                                            const Accept& accept) const {
  if (!is_finite(place) || !(max_distance_m >= 0.0)) return std::nullopt;
  const auto upper_bound_m = find_distance_m(place, max_distance_m, accept);
  if (!upper_bound_m) return std::nullopt;
  std::vector<SegmentHit> hits;
  for_each_touching(tree, surroundings(place, std::min(*upper_bound_m + kTie_m, max_distance_m)),
                    [&](std::uint32_t row) {
                      if (!accept(row)) return;
                      const auto hit = projection(segments[row], row, place);
                      if (hit.distance_m <= max_distance_m) hits.push_back(hit);
                    });
  const auto nearest = std::min_element(
      hits.begin(), hits.end(), [](const SegmentHit& a, const SegmentHit& b) { return a.distance_m < b.distance_m; });
  if (nearest == hits.end()) return std::nullopt;
  const double tie_m = nearest->distance_m + kTie_m;
  std::optional<SegmentHit> lowest;
  for (const auto& hit : hits) {
    if (hit.distance_m <= tie_m && (!lowest || hit.row < lowest->row)) lowest = hit;
  }
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
