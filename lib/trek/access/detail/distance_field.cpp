#include "trek/access/detail/distance_field.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace trek::access::detail {
namespace {

using Word = BitGrid::Word;

constexpr std::size_t kWordBits = BitGrid::kWordBits;
constexpr double kMostGridPoints = 8e6;
constexpr float kFar = std::numeric_limits<float>::infinity();
/// Points measured at a time: a multiple of what a vector register holds, and a divisor of 64.
constexpr std::size_t kLane = 8;
/// Outlines keep off the grid points, where they could touch one another: shares of the step.
constexpr double kNearest = 0.02;
constexpr double kFarthest = 1.0 - kNearest;

double step_for(const geo::Box& box, double distance_m) {
  double step_m = distance_m / 3.0;
  while ((box.max_x_m - box.min_x_m) / step_m * ((box.max_y_m - box.min_y_m) / step_m) > kMostGridPoints) step_m *= 2.0;
  return step_m;
}

std::size_t count_up_to(double length_m, double step_m) { return static_cast<std::size_t>(length_m / step_m) + 2; }

/// Squared distances of a row of points, `step` apart from (x, y), to the line from the origin to (dx, dy). Written so
/// that compilers make it vector code: no comparison of floats, as numbers that are not negative order as their bits
/// do.
void measure_row(float* square, std::size_t count, float x, float y, float step, float dx, float dy, float scale) {
  const float start = (x * dx + y * dy) * scale;
  const float along = step * dx * scale;
  for (std::size_t i = 0; i < count; ++i) {
    const auto column = static_cast<float>(static_cast<int>(i));
    const float free_share = start + column * along;
    const float share = 0.5F * (std::abs(free_share) - std::abs(free_share - 1.0F) + 1.0F);  // clamped to [0, 1]
    const float ex = x + column * step - share * dx;
    const float ey = y - share * dy;
    const auto found = std::bit_cast<std::int32_t>(ex * ex + ey * ey);
    const auto known = std::bit_cast<std::int32_t>(square[i]);
    square[i] = std::bit_cast<float>(found < known ? found : known);
  }
}

/// Area, in squares of the grid, of the largest hole whose points lie in a box this wide and high: an octagon.
double largest_hole(std::size_t columns, std::size_t rows) {
  const auto wide = static_cast<double>(columns);
  const auto high = static_cast<double>(rows);
  return wide * high + 2.0 * kFarthest * (wide + high) + 2.0 * kFarthest * kFarthest;
}

/// Bit c of each row of `result`: whether any (or all) of the bits c + first to c + last of the row of `from` are set.
template <bool any>
void along_rows(const BitGrid& from, int first, int last, BitGrid& result) {
  for (std::size_t row = 0; row < from.row_count(); ++row) {
    const auto source = from.row(row);
    const auto target = result.row(row);
    for (std::size_t word = 0; word < source.size(); ++word) {
      Word bits = any ? 0 : ~Word{0};
      for (int move = first; move <= last; ++move) {
        const Word moved = moved_word(source, word, move);
        bits = any ? bits | moved : bits & moved;
      }
      target[word] = bits;
    }
  }
}

/// The same across rows: row r of `result` from the rows r + first to r + last of `from`; rows beyond it are clear.
template <bool any>
void across_rows(const BitGrid& from, int first, int last, BitGrid& result) {
  const auto rows = static_cast<std::ptrdiff_t>(from.row_count());
  for (std::ptrdiff_t row = 0; row < rows; ++row) {
    const auto target = result.row(static_cast<std::size_t>(row));
    std::fill(target.begin(), target.end(), any ? 0 : ~Word{0});
    if (!any && (row + first < 0 || row + last >= rows)) {
      std::fill(target.begin(), target.end(), Word{0});
      continue;
    }
    for (std::ptrdiff_t near = std::max(row + first, std::ptrdiff_t{0}); near <= std::min(row + last, rows - 1);
         ++near) {
      const auto source = from.row(static_cast<std::size_t>(near));
      for (std::size_t word = 0; word < target.size(); ++word) {
        target[word] = any ? target[word] | source[word] : target[word] & source[word];
      }
    }
  }
}

}  // namespace

void DistanceField::start(const geo::Box& bounds, double distance_m, double smallest_hole_m2) {
  for (const std::uint32_t word : touched_words_) {
    std::fill_n(square_.begin() + static_cast<std::ptrdiff_t>(word * kWordBits), kWordBits, kFar);
  }
  touched_words_.clear();
  changed_words_.clear();
  distance_m_ = distance_m;
  smallest_hole_m2_ = smallest_hole_m2;
  step_m_ = step_for(bounds.grown(2.0 * distance_m), distance_m);
  squares_a_m_ = 1.0 / step_m_;
  reach_m_ = distance_m + 1.01 * step_m_;
  limit_square_ = static_cast<float>(distance_m * distance_m);
  sure_ = static_cast<std::size_t>(distance_m / step_m_ / std::sqrt(2.0));
  // One point more on every side, so that the area never touches the border of the grid.
  const geo::Box box = bounds.grown(distance_m + 2.0 * step_m_);
  origin_x_m_ = std::floor(box.min_x_m / step_m_) * step_m_;
  origin_y_m_ = std::floor(box.min_y_m / step_m_) * step_m_;
  rows_ = count_up_to(box.max_y_m - origin_y_m_, step_m_);
  words_a_row_ = (count_up_to(box.max_x_m - origin_x_m_, step_m_) + kWordBits - 1) / kWordBits;
  const std::size_t words = rows_ * words_a_row_;
  if (square_.size() < words * kWordBits) square_.resize(words * kWordBits, kFar);
  touched_.assign(words, 0);
  changed_.assign(words, 0);
  for (BitGrid* grid : {&inside_, &crossed_, &sure_inside_, &settled_, &quiet_, &scratch_}) {
    grid->assign(rows_, words_a_row_);
  }
}

void DistanceField::add(std::span<const Line> lines) {
  if (sure_ > 0) {
    for (const Line& line : lines) mark(line);
    find_sure_points();
    fill_small_pockets();
    find_quiet_squares();
  }
  for (const Line& line : lines) {
    for_each_part(line, [this](const Line& part) { measure(part); });
  }
  take_inside();
}

/// The box of a long slanting line is mostly far from it, so it is taken in parts.
template <class Visit>
void DistanceField::for_each_part(const Line& line, Visit&& visit) const {
  const double dx = line.to.x_m - line.from.x_m;
  const double dy = line.to.y_m - line.from.y_m;
  const double square = dx * dx + dy * dy;
  if (square <= 4.0 * reach_m_ * reach_m_) {
    visit(line);
    return;
  }
  const double parts = std::ceil(std::sqrt(square) / (2.0 * reach_m_));
  for (double part = 0.0; part < parts; part += 1.0) {
    visit(Line{between(line.from, line.to, part / parts), between(line.from, line.to, (part + 1.0) / parts)});
  }
}

/// Marks squares that the line surely comes through: those of points along it.
void DistanceField::mark(const Line& line) {
  const double dx = line.to.x_m - line.from.x_m;
  const double dy = line.to.y_m - line.from.y_m;
  const double parts = std::max(1.0, std::ceil(std::max(std::abs(dx), std::abs(dy)) * squares_a_m_));
  for (double part = 0.0; part <= parts; part += 1.0) {
    const geo::Point at = between(line.from, line.to, part / parts);
    crossed_.set(square_at(at.x_m, origin_x_m_), square_at(at.y_m, origin_y_m_));
  }
}

void DistanceField::find_sure_points() {
  const int near = static_cast<int>(sure_);
  along_rows<true>(crossed_, -near, near - 1, scratch_);
  std::swap(settled_, sure_inside_);
  across_rows<true>(scratch_, -near, near - 1, sure_inside_);
  const auto sure = sure_inside_.words();
  const auto before = settled_.words();
  for (std::size_t word = 0; word < sure.size(); ++word) sure[word] |= before[word];
}

/// Points that are not sure but shut in by sure ones, so few that a hole among them would be filled.
void DistanceField::fill_small_pockets() {
  if (largest_hole(0, 0) * step_m_ * step_m_ >= smallest_hole_m2_) return;
  for (std::size_t row = 1; row + 1 < rows_; ++row) {
    const auto here = std::as_const(sure_inside_).row(row);
    const auto south = std::as_const(sure_inside_).row(row - 1);
    for (std::size_t word = 0; word < here.size(); ++word) {
      // Each pocket has a point with sure neighbours to the west and all along the south.
      Word corners = ~here[word] & moved_word(here, word, -1) & south[word] & moved_word(south, word, -1) &
                     moved_word(south, word, 1);
      for (; corners != 0; corners &= corners - 1) {
        const std::size_t column = word * kWordBits + static_cast<std::size_t>(std::countr_zero(corners));
        if (!is_small_pocket(column, row)) continue;
        for (const std::uint32_t at : waiting_) sure_inside_.set(at % column_count(), at / column_count());
      }
    }
  }
  waiting_.clear();
}

/// Leaves the points of the pocket in waiting_.
bool DistanceField::is_small_pocket(std::size_t column, std::size_t row) {
  const std::size_t columns = column_count();
  waiting_.assign(1, static_cast<std::uint32_t>(row * columns + column));
  Range box{column, column, row, row};
  for (std::size_t next = 0; next < waiting_.size(); ++next) {
    const std::size_t c = waiting_[next] % columns;
    const std::size_t r = waiting_[next] / columns;
    box = {std::min(box.first_column, c), std::max(box.last_column, c), std::min(box.first_row, r),
           std::max(box.last_row, r)};
    const double area_m2 =
        largest_hole(box.last_column - box.first_column, box.last_row - box.first_row) * step_m_ * step_m_;
    if (area_m2 >= smallest_hole_m2_ || c == 0 || r == 0 || c + 1 == columns || r + 1 == rows_) {
      return false;
    }
    for (std::size_t near_row = r - 1; near_row <= r + 1; ++near_row) {
      for (std::size_t near_column = c - 1; near_column <= c + 1; ++near_column) {
        const auto near = static_cast<std::uint32_t>(near_row * columns + near_column);
        if (sure_inside_.test(near_column, near_row)) continue;
        if (std::find(waiting_.begin(), waiting_.end(), near) == waiting_.end()) waiting_.push_back(near);
      }
    }
  }
  return true;
}

void DistanceField::find_quiet_squares() {
  along_rows<false>(sure_inside_, -1, 1, scratch_);
  across_rows<false>(scratch_, -1, 1, settled_);
  const int reach = static_cast<int>(reach_m_ / step_m_);
  along_rows<false>(settled_, -reach, reach + 1, quiet_);
  across_rows<false>(quiet_, -reach, reach + 1, scratch_);
  std::swap(quiet_, scratch_);
}

DistanceField::Range DistanceField::squares_of(const Line& part) const noexcept {
  return {square_at(std::min(part.from.x_m, part.to.x_m), origin_x_m_),
          square_at(std::max(part.from.x_m, part.to.x_m), origin_x_m_),
          square_at(std::min(part.from.y_m, part.to.y_m), origin_y_m_),
          square_at(std::max(part.from.y_m, part.to.y_m), origin_y_m_)};
}

void DistanceField::measure(const Line& part) {
  const Range squares = squares_of(part);
  bool quiet = true;
  for (std::size_t row = squares.first_row; row <= squares.last_row && quiet; ++row) {
    quiet = quiet_.all(squares.first_column, squares.last_column, row);
  }
  if (quiet) return;
  const auto reach = static_cast<std::size_t>(reach_m_ / step_m_);
  const std::size_t first_column = (squares.first_column - std::min(reach, squares.first_column)) / kLane * kLane;
  const std::size_t last_column = std::min(squares.last_column + reach + 1, column_count() - 1);
  const std::size_t first_row = squares.first_row - std::min(reach, squares.first_row);
  const std::size_t last_row = std::min(squares.last_row + reach + 1, rows_ - 1);
  const std::size_t count = (last_column - first_column + kLane) / kLane * kLane;
  const double dx = part.to.x_m - part.from.x_m;
  const double dy = part.to.y_m - part.from.y_m;
  const double length_square = dx * dx + dy * dy;
  const double scale = length_square > 0.0 ? 1.0 / length_square : 0.0;
  for (std::size_t row = first_row; row <= last_row; ++row) {
    if (settled_.all(first_column, last_column, row)) continue;
    const geo::Point start = place(first_column, row);
    measure_row(square_.data() + row * column_count() + first_column, count,
                static_cast<float>(start.x_m - part.from.x_m), static_cast<float>(start.y_m - part.from.y_m),
                static_cast<float>(step_m_), static_cast<float>(dx), static_cast<float>(dy), static_cast<float>(scale));
    for (std::size_t word = first_column / kWordBits; word <= last_column / kWordBits; ++word) {
      const std::size_t at = row * words_a_row_ + word;
      if (changed_[at] != 0) continue;
      changed_[at] = 1;
      changed_words_.push_back(static_cast<std::uint32_t>(at));
    }
  }
}

void DistanceField::take_inside() {
  const auto inside = inside_.words();
  for (const std::uint32_t word : changed_words_) {
    const float* const square = square_.data() + word * kWordBits;
    Word bits = 0;
    for (std::size_t bit = 0; bit < kWordBits; ++bit) bits |= Word{square[bit] <= limit_square_} << bit;
    inside[word] |= bits;
    changed_[word] = 0;
    if (std::exchange(touched_[word], std::uint8_t{1}) == 0) touched_words_.push_back(word);
  }
  changed_words_.clear();
  const auto sure = sure_inside_.words();
  for (std::size_t word = 0; word < inside.size(); ++word) inside[word] |= sure[word];
}

void DistanceField::fill(std::size_t column, std::size_t row) {
  const auto visit = [&](std::size_t c, std::size_t r) {
    if (inside_.test(c, r)) return;
    inside_.set(c, r);
    waiting_.push_back(static_cast<std::uint32_t>(r * column_count() + c));
  };
  visit(column, row);
  while (!waiting_.empty()) {
    const std::size_t c = waiting_.back() % column_count();
    const std::size_t r = waiting_.back() / column_count();
    waiting_.pop_back();
    for (std::size_t next_row = r - 1; next_row <= r + 1; ++next_row) {
      for (std::size_t next_column = c - 1; next_column <= c + 1; ++next_column) visit(next_column, next_row);
    }
  }
}

double DistanceField::crossing_share(std::size_t in, std::size_t out) const noexcept {
  const double near_m = std::sqrt(static_cast<double>(square_[in]));
  const double far_m = std::sqrt(static_cast<double>(square_[out]));
  return std::clamp((distance_m_ - near_m) / (far_m - near_m), kNearest, kFarthest);
}

}  // namespace trek::access::detail
