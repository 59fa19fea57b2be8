#include "trek/access/detail/border_simplifier.hpp"

#include <algorithm>
#include <cmath>

namespace trek::access::detail {
namespace {

/// No chord comes nearer to another point, so that rounding of coordinates does not make outlines touch.
constexpr double kClearance_m = 0.05;

double square(double value) noexcept { return value * value; }

/// Squared distance to the line between the ends.
class Chord {
 public:
  Chord(geo::Point from, geo::Point to) noexcept : from_{from}, dx_{to.x_m - from.x_m}, dy_{to.y_m - from.y_m} {
    const double length_square = square(dx_) + square(dy_);
    scale_ = length_square > 0.0 ? 1.0 / length_square : 0.0;
  }
  [[nodiscard]] double distance_square(geo::Point place) const noexcept {
    const double x = place.x_m - from_.x_m;
    const double y = place.y_m - from_.y_m;
    const double share = std::clamp((x * dx_ + y * dy_) * scale_, 0.0, 1.0);
    return square(x - share * dx_) + square(y - share * dy_);
  }

 private:
  geo::Point from_;
  double dx_, dy_;
  double scale_ = 0.0;
};

}  // namespace

std::span<const std::uint8_t> BorderSimplifier::kept(const Contours& contours, double tolerance_m, double bin_m) {
  points_ = contours.points();
  row_points_ = contours.border_points();
  tolerance_m_ = tolerance_m;
  kept_.assign(row_points_.size(), 0);
  gone_.assign(points_.size(), 1);
  own_.assign(points_.size(), 0);
  stretch_number_ = 0;
  for (const std::uint32_t point : row_points_) gone_[point] = 0;
  sort_into_bins(bin_m);
  const auto borders = contours.borders();
  find_twins(borders);
  for (std::size_t border = 0; border < borders.size(); ++border) simplify(borders[border], twin_[border] != 0);
  return kept_;
}

void BorderSimplifier::sort_into_bins(double bin_m) {
  bins_a_m_ = 1.0 / bin_m;
  box_ = geo::bounds(points_);
  if (points_.empty()) return;
  bin_columns_ = static_cast<std::size_t>((box_.max_x_m - box_.min_x_m) * bins_a_m_) + 1;
  bin_rows_ = static_cast<std::size_t>((box_.max_y_m - box_.min_y_m) * bins_a_m_) + 1;
  const auto bin = [&](geo::Point place) {
    return bin_of(place.y_m, box_.min_y_m, bin_rows_) * bin_columns_ + bin_of(place.x_m, box_.min_x_m, bin_columns_);
  };
  first_in_bin_.assign(bin_columns_ * bin_rows_ + 2, 0);
  for (std::size_t point = 0; point < points_.size(); ++point) {
    if (gone_[point] == 0) ++first_in_bin_[bin(points_[point]) + 2];
  }
  for (std::size_t i = 2; i < first_in_bin_.size(); ++i) first_in_bin_[i] += first_in_bin_[i - 1];
  in_bin_.resize(first_in_bin_.back());
  for (std::uint32_t point = 0; point < points_.size(); ++point) {
    if (gone_[point] == 0) in_bin_[first_in_bin_[bin(points_[point]) + 1]++] = point;
  }
}

std::size_t BorderSimplifier::bin_of(double at_m, double origin_m, std::size_t count) const noexcept {
  const double bin = std::clamp((at_m - origin_m) * bins_a_m_, 0.0, static_cast<double>(count - 1));
  return static_cast<std::size_t>(bin);
}

void BorderSimplifier::find_twins(std::span<const Border> borders) {
  twin_.assign(borders.size(), 0);
  ends_.clear();
  for (std::uint32_t border = 0; border < borders.size(); ++border) {
    const std::uint32_t a = row_points_[borders[border].first];
    const std::uint32_t b = row_points_[borders[border].first + borders[border].count - 1];
    if (a != b) ends_.emplace_back(std::uint64_t{std::min(a, b)} << 32U | std::max(a, b), border);
  }
  std::sort(ends_.begin(), ends_.end());
  for (std::size_t i = 1; i < ends_.size(); ++i) {
    if (ends_[i].first == ends_[i - 1].first) twin_[ends_[i].second] = twin_[ends_[i - 1].second] = 1;
  }
}

void BorderSimplifier::simplify(const Border& border, bool has_twin) {
  const Stretch whole{border.first, border.first + border.count - 1};
  kept_[whole.first] = kept_[whole.last] = 1;
  const bool closed = row_points_[whole.first] == row_points_[whole.last];
  if (!closed && !has_twin) return simplify(whole);
  if (border.count < 3) return;
  const std::uint32_t middle = farthest_from_chord(whole).row;  // of a closed border: from where it starts and ends
  kept_[middle] = 1;
  Stretch before{whole.first, middle};
  Stretch after{middle, whole.last};
  if (closed) {
    const Farthest one = farthest_from_chord(before);
    const Farthest other = farthest_from_chord(after);
    Stretch& wide = one.distance_square >= other.distance_square ? before : after;
    const std::uint32_t third = one.distance_square >= other.distance_square ? one.row : other.row;
    kept_[third] = 1;
    simplify({wide.first, third});
    wide.first = third;
  }
  simplify(before);
  simplify(after);
}

void BorderSimplifier::simplify(Stretch whole) {
  waiting_.assign(1, whole);
  while (!waiting_.empty()) {
    const Stretch stretch = waiting_.back();
    waiting_.pop_back();
    if (stretch.last - stretch.first < 2) continue;
    const Farthest far = farthest_from_chord(stretch);
    if (far.distance_square <= square(tolerance_m_) && is_free(stretch)) {
      for (std::uint32_t row = stretch.first + 1; row < stretch.last; ++row) gone_[row_points_[row]] = 1;
      continue;
    }
    kept_[far.row] = 1;
    waiting_.push_back({far.row, stretch.last});
    waiting_.push_back({stretch.first, far.row});
  }
}

BorderSimplifier::Farthest BorderSimplifier::farthest_from_chord(Stretch stretch) const {
  const Chord chord{at(stretch.first), at(stretch.last)};
  Farthest far{stretch.first + (stretch.last - stretch.first) / 2, 0.0};
  for (std::uint32_t row = stretch.first + 1; row < stretch.last; ++row) {
    const double distance_square = chord.distance_square(at(row));
    if (distance_square > far.distance_square) far = {row, distance_square};
  }
  return far;
}

/// Whether the stretch can become a chord without any point changing sides or coming to lie on it.
bool BorderSimplifier::is_free(Stretch stretch) {
  ++stretch_number_;
  for (std::uint32_t row = stretch.first; row <= stretch.last; ++row) own_[row_points_[row]] = stretch_number_;
  const geo::Point a = at(stretch.first);
  const geo::Point b = at(stretch.last);
  const Chord chord{a, b};
  const double margin_m = std::max(tolerance_m_, kClearance_m);
  const double low_y = std::min(a.y_m, b.y_m) - margin_m;
  const double high_y = std::max(a.y_m, b.y_m) + margin_m;
  const std::size_t last_row = bin_of(high_y, box_.min_y_m, bin_rows_);
  const std::size_t first_column = bin_of(std::min(a.x_m, b.x_m) - margin_m, box_.min_x_m, bin_columns_);
  const std::size_t last_column = bin_of(std::max(a.x_m, b.x_m) + margin_m, box_.min_x_m, bin_columns_);
  for (std::size_t bin_row = bin_of(low_y, box_.min_y_m, bin_rows_); bin_row <= last_row; ++bin_row) {
    for (std::size_t column = first_column; column <= last_column; ++column) {
      const std::size_t bin = bin_row * bin_columns_ + column;
      for (std::uint32_t i = first_in_bin_[bin]; i < first_in_bin_[bin + 1]; ++i) {
        const std::uint32_t point = in_bin_[i];
        if (gone_[point] != 0 || own_[point] == stretch_number_) continue;
        const double distance_square = chord.distance_square(points_[point]);
        if (distance_square > square(margin_m)) continue;
        if (distance_square < square(kClearance_m) || is_between(points_[point], stretch)) return false;
      }
    }
  }
  return true;
}

/// Even-odd parity round the stretch and its chord.
bool BorderSimplifier::is_between(geo::Point place, Stretch stretch) const {
  bool inside = false;
  geo::Point a = at(stretch.last);
  for (std::uint32_t row = stretch.first; row <= stretch.last; ++row) {
    const geo::Point b = at(row);
    if ((a.y_m > place.y_m) != (b.y_m > place.y_m) &&
        place.x_m < a.x_m + (place.y_m - a.y_m) / (b.y_m - a.y_m) * (b.x_m - a.x_m)) {
      inside = !inside;
    }
    a = b;
  }
  return inside;
}

}  // namespace trek::access::detail
