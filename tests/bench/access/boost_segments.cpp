#include "boost_segments.hpp"

#include <algorithm>
#include <boost/function_output_iterator.hpp>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <utility>

namespace trek::bench {
namespace {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;
using TreePoint = bg::model::point<double, 2, bg::cs::cartesian>;
using TreeBox = bg::model::box<TreePoint>;
using Entry = std::pair<bg::model::segment<TreePoint>, std::uint32_t>;

constexpr double kTie_m = 1e-9;

TreePoint tree_point(geo::Point p) { return {p.x_m, p.y_m}; }
TreeBox around(geo::Point p, double radius_m) {
  return {{p.x_m - radius_m, p.y_m - radius_m}, {p.x_m + radius_m, p.y_m + radius_m}};
}

double distance_to(const geo::Segment& segment, geo::Point place) {
  const double dx = segment.to.x_m - segment.from.x_m;
  const double dy = segment.to.y_m - segment.from.y_m;
  const double length2 = dx * dx + dy * dy;
  const double along = (place.x_m - segment.from.x_m) * dx + (place.y_m - segment.from.y_m) * dy;
  const double share = length2 > 0.0 ? std::clamp(along / length2, 0.0, 1.0) : 0.0;
  return geo::distance_m(place, share == 1.0 ? segment.to : geo::between(segment.from, segment.to, share));
}

}  // namespace

struct BoostSegments::State {
  std::vector<geo::Segment> segments;
  bgi::rtree<Entry, bgi::rstar<16>> tree;
};

BoostSegments::BoostSegments(std::vector<geo::Segment> segments) : state_{std::make_unique<State>()} {
  state_->segments = std::move(segments);
  std::vector<Entry> entries;
  entries.reserve(state_->segments.size());
  for (std::uint32_t row = 0; row < state_->segments.size(); ++row) {
    const geo::Segment& segment = state_->segments[row];
    entries.push_back({{tree_point(segment.from), tree_point(segment.to)}, row});
  }
  state_->tree = bgi::rtree<Entry, bgi::rstar<16>>{entries};
}
BoostSegments::~BoostSegments() = default;

std::uint32_t BoostSegments::nearest(geo::Point place, double max_distance_m) const {
  double least_m = max_distance_m;
  state_->tree.query(bgi::nearest(tree_point(place), 1) && bgi::intersects(around(place, max_distance_m)),
                     boost::make_function_output_iterator([&](const Entry& entry) {
                       least_m = std::min(least_m, distance_to(state_->segments[entry.second], place));
                     }));
  std::vector<std::pair<double, std::uint32_t>> near;
  const double within_m = std::min(least_m + kTie_m, max_distance_m);
  state_->tree.query(bgi::intersects(around(place, within_m)),
                     boost::make_function_output_iterator([&](const Entry& entry) {
                       const double distance_m = distance_to(state_->segments[entry.second], place);
                       if (distance_m <= within_m) near.emplace_back(distance_m, entry.second);
                     }));
  if (near.empty()) return kNone;
  const double tie_m = std::min_element(near.begin(), near.end())->first + kTie_m;
  std::uint32_t lowest = kNone;
  for (const auto& [distance_m, row] : near) {
    if (distance_m <= tie_m) lowest = std::min(lowest, row);
  }
  return lowest;
}

}  // namespace trek::bench
