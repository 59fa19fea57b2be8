#include "twente/footprints.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "twente/millimetres.hpp"

namespace trek::datasets {
namespace {

using geo::Point;

constexpr double kBucket_m = 60.0;

/// From the placement's own axes (u along, v across, origin in the middle) to the map.
Point at(const Placement& placement, double u_m, double v_m) {
  return {rounded_mm(placement.middle.x_m + u_m * placement.along.x_m - v_m * placement.along.y_m),
          rounded_mm(placement.middle.y_m + u_m * placement.along.y_m + v_m * placement.along.x_m)};
}

geo::Box box_of(const Placement& p, double gap_m) {
  const double half_x = 0.5 * (std::abs(p.along.x_m) * p.width_m + std::abs(p.along.y_m) * p.depth_m) + gap_m;
  const double half_y = 0.5 * (std::abs(p.along.y_m) * p.width_m + std::abs(p.along.x_m) * p.depth_m) + gap_m;
  return {p.middle.x_m - half_x, p.middle.y_m - half_y, p.middle.x_m + half_x, p.middle.y_m + half_y};
}

/// Half the extent of the placement on a direction.
double reach_m(const Placement& p, Point axis) {
  const double along = std::abs(axis.x_m * p.along.x_m + axis.y_m * p.along.y_m);
  const double across = std::abs(-axis.x_m * p.along.y_m + axis.y_m * p.along.x_m);
  return 0.5 * (along * p.width_m + across * p.depth_m);
}

template <class Visit>
void for_each_bucket(const geo::Box& box, Visit visit) {
  const auto step = [](double value_m) { return static_cast<std::int64_t>(std::floor(value_m / kBucket_m)); };
  for (auto j = step(box.min_y_m); j <= step(box.max_y_m); ++j) {
    for (auto i = step(box.min_x_m); i <= step(box.max_x_m); ++i) {
      visit((static_cast<std::uint64_t>(i) << 32U) ^ static_cast<std::uint64_t>(j & 0xFFFFFFFF));
    }
  }
}

double width_m(Road road) {
  switch (road) {
    case Road::motorway:
      return 16.0;
    case Road::secondary:
      return 9.0;
    case Road::cycleway:
    case Road::footway:
      return 3.0;
    case Road::service:
    case Road::track:
      return 4.0;
    default:
      return 6.0;
  }
}

}  // namespace

geo::Ring footprint(const Placement& p, Shape shape) {
  const double w = 0.5 * p.width_m;
  const double d = 0.5 * p.depth_m;
  std::vector<std::array<double, 2>> corners;
  switch (shape) {
    case Shape::rectangle:
      corners = {{-w, -d}, {w, -d}, {w, d}, {-w, d}};
      break;
    case Shape::l_shape:
      corners = {{-w, -d}, {w, -d}, {w, 0.1 * d}, {-0.1 * w, 0.1 * d}, {-0.1 * w, d}, {-w, d}};
      break;
    case Shape::t_shape:
      corners = {{-w, -d},      {w, -d},        {w, -0.3 * d},         {0.55 * w, -0.3 * d},
                 {0.55 * w, d}, {-0.55 * w, d}, {-0.55 * w, -0.3 * d}, {-w, -0.3 * d}};
      break;
  }
  geo::Ring ring;
  for (const auto& [u, v] : corners) ring.push_back(at(p, u, v));
  ring.push_back(ring.front());
  return ring;
}

bool overlap(const Placement& a, const Placement& b, double gap_m) noexcept {
  const Point between{b.middle.x_m - a.middle.x_m, b.middle.y_m - a.middle.y_m};
  for (const Point axis : {a.along, Point{-a.along.y_m, a.along.x_m}, b.along, Point{-b.along.y_m, b.along.x_m}}) {
    const double apart_m = std::abs(between.x_m * axis.x_m + between.y_m * axis.y_m);
    if (apart_m > reach_m(a, axis) + reach_m(b, axis) + gap_m) return false;
  }
  return true;
}

void Occupancy::add(const Placement& placement) {
  const auto row = static_cast<std::uint32_t>(taken_.size());
  taken_.push_back(placement);
  for_each_bucket(box_of(placement, 0.0), [&](std::uint64_t key) { buckets_[key].push_back(row); });
}

void Occupancy::add(const StreetMap& map, const Street& street) {
  for (std::size_t i = 0; i + 1 < street.nodes.size(); ++i) {
    const Point a = map.nodes[street.nodes[i]];
    const Point b = map.nodes[street.nodes[i + 1]];
    const double length_m = geo::distance_m(a, b);
    if (length_m < 0.1) continue;
    add(Placement{{0.5 * (a.x_m + b.x_m), 0.5 * (a.y_m + b.y_m)},
                  {(b.x_m - a.x_m) / length_m, (b.y_m - a.y_m) / length_m},
                  length_m,
                  width_m(street.road)});
  }
}

bool Occupancy::is_free(const Placement& placement, double gap_m, std::span<const Placement> besides) const {
  bool free = true;
  for_each_bucket(box_of(placement, gap_m), [&](std::uint64_t key) {
    const auto found = buckets_.find(key);
    if (!free || found == buckets_.end()) return;
    free = std::ranges::none_of(found->second, [&](std::uint32_t row) {
      return overlap(placement, taken_[row], gap_m) && std::ranges::find(besides, taken_[row]) == besides.end();
    });
  });
  return free;
}

}  // namespace trek::datasets
