#include "trek/geo/square_map.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace trek::geo {
namespace {

constexpr double kMostSquares = 4e6;

/// In one row of squares, `stride` apart: in where one within `reach` is in.
void grow_row(std::uint8_t* first, std::int64_t count, std::int64_t stride, std::int64_t reach,
              std::vector<std::int64_t>& last_in) {
  last_in.assign(static_cast<std::size_t>(count), -reach - 1);
  std::int64_t last = -reach - 1;
  for (std::int64_t i = 0; i < count; ++i) {
    if (first[i * stride] != 0) last = i;
    last_in[static_cast<std::size_t>(i)] = last;
  }
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t ahead = last_in[static_cast<std::size_t>(std::min(i + reach, count - 1))];
    first[i * stride] = ahead >= i - reach ? 1 : 0;
  }
}

}  // namespace

SquareMap::SquareMap(const Box& box, double smallest_size_m) : size_m_{smallest_size_m} {
  if (box.empty()) return;
  while ((box.max_x_m - box.min_x_m) / size_m_ * ((box.max_y_m - box.min_y_m) / size_m_) > kMostSquares) size_m_ *= 2.0;
  const auto square = [&](double coordinate) { return static_cast<std::int64_t>(std::floor(coordinate / size_m_)); };
  first_column_ = square(box.min_x_m);
  first_line_ = square(box.min_y_m);
  columns_ = square(box.max_x_m) - first_column_ + 1;
  lines_ = square(box.max_y_m) - first_line_ + 1;
  squares_.assign(static_cast<std::size_t>(columns_ * lines_), 0);
}

Box SquareMap::bounds() const noexcept {
  const auto edge = [&](std::int64_t square) { return static_cast<double>(square) * size_m_; };
  return {edge(first_column_), edge(first_line_), edge(first_column_ + columns_), edge(first_line_ + lines_)};
}

Point SquareMap::middle(std::int64_t column, std::int64_t line) const noexcept {
  return {(static_cast<double>(first_column_ + column) + 0.5) * size_m_,
          (static_cast<double>(first_line_ + line) + 0.5) * size_m_};
}

std::int64_t SquareMap::column_at(double x_m) const noexcept {
  return static_cast<std::int64_t>(std::floor(x_m / size_m_)) - first_column_;
}

std::int64_t SquareMap::line_at(double y_m) const noexcept {
  return static_cast<std::int64_t>(std::floor(y_m / size_m_)) - first_line_;
}

bool SquareMap::holds(std::int64_t column, std::int64_t line) const noexcept {
  return column >= 0 && column < columns_ && line >= 0 && line < lines_;
}

void SquareMap::put_in(Point place) noexcept {
  const std::int64_t column = column_at(place.x_m);
  const std::int64_t line = line_at(place.y_m);
  if (holds(column, line)) put_in(column, line);
}

void SquareMap::for_each_square(const MultiPolygon& polygons,
                                const std::function<void(std::int64_t, std::int64_t)>& body) const {
  const Box box = geo::bounds(polygons);
  if (box.empty()) return;
  const std::int64_t last_line = std::min(line_at(box.max_y_m), lines_ - 1);
  std::vector<double> crossings;
  for (std::int64_t line = std::max<std::int64_t>(line_at(box.min_y_m), 0); line <= last_line; ++line) {
    const double y = middle(0, line).y_m;
    crossings.clear();
    const auto cross = [&](const Ring& ring) {
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point a = ring[i];
        const Point b = ring[i + 1];
        if ((a.y_m > y) != (b.y_m > y)) crossings.push_back(a.x_m + (b.x_m - a.x_m) * (y - a.y_m) / (b.y_m - a.y_m));
      }
    };
    for (const Polygon& polygon : polygons) {
      cross(polygon.shell);
      for (const Ring& hole : polygon.holes) cross(hole);
    }
    std::sort(crossings.begin(), crossings.end());
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
      const double half = size_m_ / 2.0;
      const std::int64_t from = std::max<std::int64_t>(column_at(crossings[i] + half), 0);
      const std::int64_t to = std::min(column_at(crossings[i + 1] - half), columns_ - 1);
      for (std::int64_t column = from; column <= to; ++column) body(column, line);
    }
  }
}

void SquareMap::keep(const SquareMap& other) noexcept {
  for (std::size_t i = 0; i < squares_.size(); ++i) squares_[i] &= other.squares_[i];
}

SquareMap SquareMap::coarser(double factor) const {
  SquareMap outside{bounds(), size_m_ * factor};
  for (std::int64_t line = 0; line < lines_; ++line) {
    for (std::int64_t column = 0; column < columns_; ++column) {
      if (!is_in(column, line)) outside.put_in(middle(column, line));
    }
  }
  outside.flip();
  return outside;
}

void SquareMap::close(double radius_m) {
  const auto reach = static_cast<std::int64_t>(std::floor(radius_m / size_m_));
  if (reach < 1) return;
  grow(reach);
  flip();
  grow(reach);
  flip();
}

void SquareMap::grow(std::int64_t reach) {
  std::vector<std::int64_t> last_in;
  for (std::int64_t line = 0; line < lines_; ++line)
    grow_row(squares_.data() + line * columns_, columns_, 1, reach, last_in);
  for (std::int64_t column = 0; column < columns_; ++column)
    grow_row(squares_.data() + column, lines_, columns_, reach, last_in);
}

void SquareMap::flip() noexcept {
  for (std::uint8_t& square : squares_) square = square == 0 ? 1 : 0;
}

OutsideCounts::OutsideCounts(const SquareMap& map) : map_{map} {
  before_.reserve(static_cast<std::size_t>((map.column_count() + 1) * map.line_count()));
  for (std::int64_t line = 0; line < map.line_count(); ++line) {
    std::uint32_t count = 0;
    for (std::int64_t column = 0; column < map.column_count(); ++column) {
      before_.push_back(count);
      if (!map.is_in(column, line)) ++count;
    }
    before_.push_back(count);
  }
}

OutsideCounts::Counts OutsideCounts::within(Point place, double radius_m) const {
  Counts counts;
  const double size = map_.size_m();
  const double radius = radius_m + size / std::numbers::sqrt2;
  const std::int64_t columns = map_.column_count();
  const std::int64_t first = map_.line_at(place.y_m - radius - size);
  const std::int64_t last = map_.line_at(place.y_m + radius + size);
  for (std::int64_t line = first; line <= last; ++line) {
    const double rise = map_.middle(0, line).y_m - place.y_m;
    if (std::abs(rise) > radius) continue;
    const double half = std::sqrt(radius * radius - rise * rise);
    // The columns whose middle lies in [x - half, x + half].
    const std::int64_t from = map_.column_at(place.x_m - half + size / 2.0);
    const std::int64_t to = map_.column_at(place.x_m + half - size / 2.0);
    if (to < from) continue;
    counts.all += to - from + 1;
    if (line < 0 || line >= map_.line_count() || to < 0 || from >= columns) {
      counts.outside += to - from + 1;
      continue;
    }
    const std::int64_t low = std::max<std::int64_t>(from, 0);
    const std::int64_t high = std::min(to, columns - 1);
    const std::uint32_t* const row = before_.data() + line * (columns + 1);
    counts.outside += (low - from) + (to - high) + (row[high + 1] - row[low]);
  }
  return counts;
}

double OutsideCounts::nearest_m(Point place, double most_m) const {
  if (!any_within(place, most_m)) return most_m;
  double clear = 0.0;
  double touching = most_m;
  while (touching - clear > most_m / 100.0) {
    const double middle = (clear + touching) / 2.0;
    (any_within(place, middle) ? touching : clear) = middle;
  }
  return clear;
}

}  // namespace trek::geo
