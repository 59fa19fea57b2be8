#include "trek/access/detail/line_sweep.hpp"

#include <algorithm>
#include <limits>

#include "trek/access/detail/straight_line.hpp"

namespace trek::access::detail {
namespace {

constexpr std::size_t kMostRowsKept = 1024;  // in a block

/// Squared; 0 inside.
double squared_distance_m2(const geo::Box& box, double x_m, double y_m) noexcept {
  const double dx = std::max({box.min_x_m - x_m, x_m - box.max_x_m, 0.0});
  const double dy = std::max({box.min_y_m - y_m, y_m - box.max_y_m, 0.0});
  return dx * dx + dy * dy;
}

}  // namespace

RowBoxes::RowBoxes(std::span<const geo::Point> places) : places_{places} {
  for (std::size_t begin = 0; begin < places.size(); begin += kRowsEach) {
    geo::Box box;
    for (const geo::Point place : places.subspan(begin, std::min<std::size_t>(kRowsEach, places.size() - begin))) {
      if (is_finite(place)) box.add(place);
    }
    boxes_.push_back(box);
  }
}

template <class Time>
LineSweep<Time>::LineSweep(const StraightLine& line, std::span<const geo::Point> places, const RowBoxes& others,
                           std::uint32_t limit_ds, const SweepKernels& kernels)
    : line_{line},
      places_{places},
      others_{others},
      kernel_{kernel_for<Time>(kernels)},
      reach_m_{generous_reach_m(line, limit_ds)},
      row_(kMostRowsKept),
      doubtful_(kMostRowsKept),
      time_{kMostRowsKept * kLaneCount} {
  lanes_.ds_per_m = line.detour_factor / line.speed.value() * 10.0;
  lanes_.limit_ds = limit_ds;
}

template <class Time>
void LineSweep<Time>::place_lanes(std::span<const std::uint32_t> sites) {
  constexpr double kNowhere = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t lane = 0; lane < kLaneCount; ++lane) {
    const bool placed = lane < sites.size() && is_finite(places_[sites[lane]]);
    lanes_.x_m[lane] = placed ? places_[sites[lane]].x_m : kNowhere;
    lanes_.y_m[lane] = placed ? places_[sites[lane]].y_m : kNowhere;
  }
}

template <class Time>
bool LineSweep<Time>::may_reach(const geo::Box& box) const noexcept {
  for (std::size_t lane = 0; lane < kLaneCount; ++lane) {
    if (squared_distance_m2(box, lanes_.x_m[lane], lanes_.y_m[lane]) <= reach_m_ * reach_m_) return true;
  }
  return false;
}

template <class Time>
void LineSweep<Time>::run(std::span<const std::uint32_t> sites, Fold& fold) {
  place_lanes(sites);
  geo::Box around;
  for (const std::uint32_t site : sites) {
    if (is_finite(places_[site])) around.add(places_[site]);
  }
  fold.begin(sites);
  if (!around.empty()) {
    around = around.grown(reach_m_);
    const auto& boxes = others_.boxes();
    for (std::size_t group = 0; group < boxes.size(); ++group) {
      if (boxes[group].empty() || !boxes[group].intersects(around) || !may_reach(boxes[group])) continue;
      if (kept_ + RowBoxes::kRowsEach > kMostRowsKept) pass_on(fold);
      const auto first = static_cast<std::uint32_t>(group * RowBoxes::kRowsEach);
      const auto count = std::min(RowBoxes::kRowsEach, static_cast<std::uint32_t>(others_.places().size()) - first);
      LineTimes<Time> found{row_.data() + kept_, time_.data() + kept_ * kLaneCount, doubtful_.data(), 0};
      const std::size_t begin = kept_;
      kept_ += kernel_.line_times(lanes_, others_.places().data(), first, count, found);
      for (std::size_t i = 0; i < found.doubtful_count; ++i) settle(begin + doubtful_[i]);
    }
    pass_on(fold);
  }
  fold.end();
}

/// The times of a kept row by the one formula.
template <class Time>
void LineSweep<Time>::settle(std::size_t at) {
  const geo::Point to = others_.places()[row_[at]];
  for (std::size_t lane = 0; lane < kLaneCount; ++lane) {
    const std::uint32_t time_ds = straight_line_ds(line_, {lanes_.x_m[lane], lanes_.y_m[lane]}, to);
    time_.data()[at * kLaneCount + lane] = static_cast<Time>(std::min(time_ds, lanes_.limit_ds + 1));
  }
}

template <class Time>
void LineSweep<Time>::pass_on(Fold& fold) {
  if (kept_ > 0) fold.add(TimeBlock<Time>{std::span{row_}.first(kept_), time_.data(), kLaneCount});
  kept_ = 0;
}

template class LineSweep<std::uint16_t>;
template class LineSweep<std::uint32_t>;

}  // namespace trek::access::detail
