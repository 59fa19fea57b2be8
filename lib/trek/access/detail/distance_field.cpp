#include "trek/access/detail/distance_field.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace trek::access::detail {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr double kMostGridPoints = 8e6;

double step_for(const geo::Box& box, double distance_m) {
  double step_m = distance_m / 3.0;
  while ((box.max_x_m - box.min_x_m) / step_m * ((box.max_y_m - box.min_y_m) / step_m) > kMostGridPoints) step_m *= 2.0;
  return step_m;
}

std::size_t count_up_to(double length_m, double step_m) { return static_cast<std::size_t>(length_m / step_m) + 2; }

}  // namespace

DistanceField::DistanceField(const geo::Box& bounds, double distance_m)
    : distance_m_{distance_m},
      step_m_{step_for(bounds.grown(2.0 * distance_m), distance_m)},
      reach_m_{distance_m + 1.01 * step_m_},
      limit_square_{static_cast<float>(distance_m * distance_m)} {
  // One point more on every side, so that the area never touches the border of the grid.
  const geo::Box box = bounds.grown(distance_m + 2.0 * step_m_);
  origin_x_m_ = std::floor(box.min_x_m / step_m_) * step_m_;
  origin_y_m_ = std::floor(box.min_y_m / step_m_) * step_m_;
  columns_ = count_up_to(box.max_x_m - origin_x_m_, step_m_);
  rows_ = count_up_to(box.max_y_m - origin_y_m_, step_m_);
  square_.assign(columns_ * rows_, std::numeric_limits<float>::infinity());
}

geo::Point DistanceField::place(std::size_t at) const noexcept {
  const std::size_t column = at % columns_;
  const std::size_t row = at / columns_;
  return {origin_x_m_ + static_cast<double>(column) * step_m_, origin_y_m_ + static_cast<double>(row) * step_m_};
}

void DistanceField::add(geo::Point from, geo::Point to) {
  // The box of a long slanting line is mostly far from it.
  const auto parts = std::max(1.0, std::ceil(geo::distance_m(from, to) / (2.0 * reach_m_)));
  const auto at = [&](double part) {
    const double share = part / parts;
    return geo::Point{from.x_m + share * (to.x_m - from.x_m), from.y_m + share * (to.y_m - from.y_m)};
  };
  for (double part = 0.0; part < parts; part += 1.0) add_short(at(part), at(part + 1.0));
}

void DistanceField::add_short(geo::Point from, geo::Point to) {
  const auto first = [&](double low, double origin) {
    return static_cast<std::size_t>(std::ceil((low - reach_m_ - origin) / step_m_));
  };
  const auto last = [&](double high, double origin) {
    return static_cast<std::size_t>(std::floor((high + reach_m_ - origin) / step_m_));
  };
  const double dx = to.x_m - from.x_m;
  const double dy = to.y_m - from.y_m;
  const double length_square = dx * dx + dy * dy;
  const double scale = length_square > 0.0 ? 1.0 / length_square : 0.0;
  const std::size_t first_column = first(std::min(from.x_m, to.x_m), origin_x_m_);
  const std::size_t last_column = std::min(last(std::max(from.x_m, to.x_m), origin_x_m_), columns_ - 1);
  const std::size_t last_row = std::min(last(std::max(from.y_m, to.y_m), origin_y_m_), rows_ - 1);
  for (std::size_t row = first(std::min(from.y_m, to.y_m), origin_y_m_); row <= last_row; ++row) {
    const double y = origin_y_m_ + static_cast<double>(row) * step_m_ - from.y_m;
    float* const line = square_.data() + row * columns_;
    for (std::size_t column = first_column; column <= last_column; ++column) {
      const double x = origin_x_m_ + static_cast<double>(column) * step_m_ - from.x_m;
      const double share = std::clamp((x * dx + y * dy) * scale, 0.0, 1.0);
      const double ex = x - share * dx;
      const double ey = y - share * dy;
      line[column] = std::min(line[column], static_cast<float>(ex * ex + ey * ey));
    }
  }
}

/// Marching squares over one field. The edge from a grid point to its eastern neighbour has number 2 p, the one to its
/// northern neighbour 2 p + 1. Where two opposite corners of a square are inside, they are kept apart.
class Outline {
 public:
  explicit Outline(const DistanceField& field) : field_{field}, next_(2 * field.square_.size(), kNone) {
    for (std::size_t row = 0; row + 1 < field.rows_; ++row) {
      for (std::size_t column = 0; column + 1 < field.columns_; ++column) link_square(row * field.columns_ + column);
    }
    label_parts();
  }

  /// Shells with their holes, by the lowest edge of each shell.
  [[nodiscard]] geo::MultiPolygon polygons(double smallest_hole_m2) {
    geo::MultiPolygon result;
    std::vector<std::pair<std::uint32_t, geo::Ring>> holes;  // with the part that each lies in
    std::vector<std::uint32_t> shell_of(part_count_, kNone);
    for (std::uint32_t edge = 0; edge < next_.size(); ++edge) {
      if (next_[edge] == kNone) continue;
      const std::uint32_t part = part_[inside_end(edge)];
      geo::Ring ring = taken_ring(edge);
      const double area_m2 = geo::signed_area_m2(ring);
      if (area_m2 > 0.0) {
        shell_of[part] = static_cast<std::uint32_t>(result.size());
        result.push_back({std::move(ring), {}});
      } else if (-area_m2 >= smallest_hole_m2) {
        holes.emplace_back(part, std::move(ring));
      }
    }
    for (auto& [part, ring] : holes) result[shell_of[part]].holes.push_back(std::move(ring));
    return result;
  }

 private:
  void link_square(std::size_t south_west) {
    const std::size_t north_west = south_west + field_.columns_;
    const unsigned corners = (field_.inside(south_west) ? 1U : 0U) | (field_.inside(south_west + 1) ? 2U : 0U) |
                             (field_.inside(north_west + 1) ? 4U : 0U) | (field_.inside(north_west) ? 8U : 0U);
    if (corners == 0 || corners == 15) return;
    const std::array<std::size_t, 4> side{2 * south_west, 2 * (south_west + 1) + 1, 2 * north_west, 2 * south_west + 1};
    // Compass points, one letter each so that the table below can be read. NOLINTNEXTLINE(readability-*)
    constexpr int S = 0, E = 1, N = 2, W = 3, none = -1;
    struct Lines {
      int from1, to1, from2, to2;
    };
    // By corners inside (SW 1, SE 2, NE 4, NW 8), the inside on the left.
    static constexpr std::array<Lines, 16> kLines{{{none, none, none, none},
                                                   {S, W, none, none},
                                                   {E, S, none, none},
                                                   {E, W, none, none},
                                                   {N, E, none, none},
                                                   {S, W, N, E},
                                                   {N, S, none, none},
                                                   {N, W, none, none},
                                                   {W, N, none, none},
                                                   {S, N, none, none},
                                                   {E, S, W, N},
                                                   {E, N, none, none},
                                                   {W, E, none, none},
                                                   {S, E, none, none},
                                                   {W, S, none, none},
                                                   {none, none, none, none}}};
    const Lines& lines = kLines[corners];
    link(side, lines.from1, lines.to1);
    if (lines.from2 != none) link(side, lines.from2, lines.to2);
  }

  void link(const std::array<std::size_t, 4>& side, int from, int to) {
    next_[side[static_cast<std::size_t>(from)]] = static_cast<std::uint32_t>(side[static_cast<std::size_t>(to)]);
  }

  /// Numbers the parts of the inside, joined along grid edges, not across corners: as the squares are linked.
  void label_parts() {
    part_.assign(field_.square_.size(), kNone);
    std::vector<std::size_t> waiting;
    const auto visit = [&](std::size_t at) {
      if (part_[at] != kNone || !field_.inside(at)) return;
      part_[at] = part_count_;
      waiting.push_back(at);
    };
    for (std::size_t start = 0; start < part_.size(); ++start) {
      if (part_[start] != kNone || !field_.inside(start)) continue;
      visit(start);
      while (!waiting.empty()) {
        const std::size_t at = waiting.back();
        waiting.pop_back();
        visit(at + 1);  // the border is outside: neighbours always exist
        visit(at - 1);
        visit(at + field_.columns_);
        visit(at - field_.columns_);
      }
      ++part_count_;
    }
  }

  [[nodiscard]] std::size_t far_end(std::uint32_t edge) const {
    return edge / 2 + (edge % 2 == 0 ? 1 : field_.columns_);
  }
  [[nodiscard]] std::size_t inside_end(std::uint32_t edge) const {
    return field_.inside(edge / 2) ? edge / 2 : far_end(edge);
  }

  /// Where the outline crosses a grid edge. Kept off the grid points, where rings could touch one another.
  [[nodiscard]] geo::Point crossing(std::uint32_t edge) const {
    const std::size_t in = inside_end(edge);
    const std::size_t out = in == edge / 2 ? far_end(edge) : edge / 2;
    const double near_m = std::sqrt(static_cast<double>(field_.square_[in]));
    const double far_m = std::sqrt(static_cast<double>(field_.square_[out]));
    const double share = std::clamp((field_.distance_m_ - near_m) / (far_m - near_m), 0.02, 0.98);
    const geo::Point a = field_.place(in);
    const geo::Point b = field_.place(out);
    return {a.x_m + share * (b.x_m - a.x_m), a.y_m + share * (b.y_m - a.y_m)};
  }

  geo::Ring taken_ring(std::uint32_t start) {
    geo::Ring ring;
    for (std::uint32_t edge = start; next_[edge] != kNone;) {
      ring.push_back(crossing(edge));
      edge = std::exchange(next_[edge], kNone);
    }
    ring.push_back(ring.front());
    return ring;
  }

  const DistanceField& field_;
  std::vector<std::uint32_t> next_;  // two a grid point: the edge that the outline crosses next
  std::vector<std::uint32_t> part_;  // one a grid point: the part of the inside that it belongs to
  std::uint32_t part_count_ = 0;
};

geo::MultiPolygon DistanceField::area(double smallest_hole_m2) const {
  return Outline{*this}.polygons(smallest_hole_m2);
}

}  // namespace trek::access::detail
