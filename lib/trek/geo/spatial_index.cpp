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
template <class Shape>
using Entry = std::pair<Shape, std::uint32_t>;
// Built in one go from a range, Boost packs the tree (sort-tile-recursive): full nodes, the same tree every time.
template <class Shape>
using Tree = bgi::rtree<Entry<Shape>, bgi::rstar<16>>;

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

}  // namespace trek::geo
