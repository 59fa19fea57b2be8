#include "trek/geo/detail/packed_boxes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace trek::geo::detail {
namespace {

constexpr double kFarthest_m = 1e18;     // squares of farther ones would not fit a float
constexpr double kRounding = 0x1.0p-23;  // of a float, twice over

double drawn_in(double coordinate_m) noexcept { return std::clamp(coordinate_m, -kFarthest_m, kFarthest_m); }

float rounded_down(double value) noexcept { return static_cast<float>(value - std::abs(value) * kRounding); }
float rounded_up(double value) noexcept { return static_cast<float>(value + std::abs(value) * kRounding); }

}  // namespace

PackedBoxes::PackedBoxes(std::vector<Box> level) {
  if (level.empty()) return;
  Box bounds;
  for (const Box& box : level) bounds.add(box);
  origin_ = {bounds.min_x_m, bounds.min_y_m};
  extent_m_ = std::max(bounds.max_x_m - bounds.min_x_m, bounds.max_y_m - bounds.min_y_m);
  do {
    add_level(level);
    std::vector<Box> above((level.size() + kWidth - 1) / kWidth);
    for (std::size_t i = 0; i < level.size(); ++i) above[i / kWidth].add(level[i]);
    level = std::move(above);
  } while (level.size() > 1);
}

void PackedBoxes::add_level(std::span<const Box> boxes) {
  constexpr float kNever = std::numeric_limits<float>::infinity();
  Node empty{};
  for (std::uint32_t part = 0; part < kParts; ++part) {
    empty.min_x_m[part] = empty.min_y_m[part] = Floats{} + kNever;
    empty.max_x_m[part] = empty.max_y_m[part] = Floats{} - kNever;
  }
  std::vector<Node>& nodes = levels_.emplace_back((boxes.size() + kWidth - 1) / kWidth, empty);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    Node& node = nodes[i / kWidth];
    const std::size_t part = i % kWidth / kLanes;
    const std::size_t lane = i % kLanes;
    node.min_x_m[part][lane] = rounded_down(drawn_in(boxes[i].min_x_m - origin_.x_m));
    node.min_y_m[part][lane] = rounded_down(drawn_in(boxes[i].min_y_m - origin_.y_m));
    node.max_x_m[part][lane] = rounded_up(drawn_in(boxes[i].max_x_m - origin_.x_m));
    node.max_y_m[part][lane] = rounded_up(drawn_in(boxes[i].max_y_m - origin_.y_m));
  }
}

PackedBoxes::Place PackedBoxes::relative(Point place) const noexcept {
  const double x_m = drawn_in(place.x_m - origin_.x_m);
  const double y_m = drawn_in(place.y_m - origin_.y_m);
  return {static_cast<float>(x_m), static_cast<float>(y_m), kRounding * (std::abs(x_m) + std::abs(y_m) + extent_m_)};
}

}  // namespace trek::geo::detail
