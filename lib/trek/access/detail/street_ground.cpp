#include "trek/access/detail/street_ground.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace trek::access::detail {
namespace {

constexpr std::size_t kMostTiles = std::size_t{1} << 22U;
constexpr float kFar = std::numeric_limits<float>::infinity();

/// A straight piece of an edge, seen from a tile's south-west corner.
struct Piece {
  std::uint32_t edge;
  std::uint16_t number;
  float x, y;    // start
  float dx, dy;  // to the end
  float scale;   // 1 / length squared; 0 for a piece without length
  float before;  // share of the edge's length before it
  float share;   // its own
};

struct Nearest {
  static constexpr std::size_t kCount = StreetGround::kTileSide * StreetGround::kTileSide;
  std::array<float, kCount> square;  // of the distance
  std::array<std::uint32_t, kCount> edge;
  std::array<std::uint16_t, kCount> piece;
  std::array<float, kCount> share;
};

/// The grid points, 0 to 63, within `reach` of [low, high]; first > last where there are none.
struct Stretch {
  std::size_t first, last;
};
Stretch points_near(float low, float high, float reach, float step) noexcept {
  constexpr float kLast = StreetGround::kTileSide - 1;
  const float first = std::ceil((low - reach) / step);
  const float last = std::floor((high + reach) / step);
  if (!(first <= kLast) || !(last >= 0.0F) || first > last) return {1, 0};
  return {static_cast<std::size_t>(std::max(first, 0.0F)), static_cast<std::size_t>(std::min(last, kLast))};
}

void measure(const Piece& piece, float reach, float step, Nearest& nearest) noexcept {
  const Stretch columns =
      points_near(std::min(piece.x, piece.x + piece.dx), std::max(piece.x, piece.x + piece.dx), reach, step);
  const Stretch rows =
      points_near(std::min(piece.y, piece.y + piece.dy), std::max(piece.y, piece.y + piece.dy), reach, step);
  if (columns.first > columns.last) return;
  for (std::size_t row = rows.first; row <= rows.last; ++row) {
    const float y = static_cast<float>(row) * step - piece.y;
    for (std::size_t column = columns.first; column <= columns.last; ++column) {
      const float x = static_cast<float>(column) * step - piece.x;
      const float along = std::clamp((x * piece.dx + y * piece.dy) * piece.scale, 0.0F, 1.0F);
      const float ex = x - along * piece.dx;
      const float ey = y - along * piece.dy;
      const float square = ex * ex + ey * ey;
      const std::size_t at = row * StreetGround::kTileSide + column;
      if (!(square < nearest.square[at])) continue;
      nearest.square[at] = square;
      nearest.edge[at] = piece.edge;
      nearest.piece[at] = piece.number;
      nearest.share[at] = piece.before + along * piece.share;
    }
  }
}

}  // namespace

StreetGround::StreetGround(const network::StreetGraph& graph, const network::SnapOptions& options, double distance_m,
                           double step_m)
    : graph_{graph}, distance_m_{distance_m}, step_m_{step_m} {
  // Room for a site that stands as far off as it may, and a rim on which nothing is near.
  const double margin_m = options.max_distance.value() + distance_m + 2.0 * step_m;
  const geo::Box box = graph.edge_count() > 0 ? graph.bounds().grown(margin_m) : geo::Box{0.0, 0.0, 0.0, 0.0};
  const auto tiles = [&](double low_m, double high_m) {
    return static_cast<std::size_t>((high_m - low_m) / (step_m_ * kTileSide)) + 1;
  };
  while (tiles(box.min_x_m, box.max_x_m) * tiles(box.min_y_m, box.max_y_m) > kMostTiles) step_m_ *= 2.0;
  origin_ = {std::floor(box.min_x_m / step_m_) * step_m_, std::floor(box.min_y_m / step_m_) * step_m_};
  columns_ = tiles(origin_.x_m, box.max_x_m);
  rows_ = tiles(origin_.y_m, box.max_y_m);
  sort_edges(options);
  tile_.resize(columns_ * rows_);
  measured_ = std::make_unique<std::once_flag[]>(columns_ * rows_);
}

/// Along the edge piece by piece, so that a long slanting one is not taken to be near all of its box.
template <class Visit>
void StreetGround::for_each_tile_near(network::EdgeIdx edge, Visit visit) const {
  const auto shape = graph_.shape(edge);
  Range last{1, 0, 1, 0};
  for (std::size_t i = 1; i < shape.size(); ++i) {
    geo::Box box;
    box.add(shape[i - 1]);
    box.add(shape[i]);
    const Range range = tiles_of(box.grown(distance_m_));
    for (std::size_t row = range.first_row; row <= range.last_row; ++row) {
      for (std::size_t column = range.first_column; column <= range.last_column; ++column) {
        const bool again =
            row >= last.first_row && row <= last.last_row && column >= last.first_column && column <= last.last_column;
        if (!again) visit(row * columns_ + column);
      }
    }
    last = range;
  }
}

void StreetGround::sort_edges(const network::SnapOptions& options) {
  first_edge_.assign(columns_ * rows_ + 1, 0);
  std::vector<std::uint32_t> last(columns_ * rows_, kNoEdge);  // the edge that was last put in a tile
  const auto for_each = [&](auto visit) {
    std::fill(last.begin(), last.end(), kNoEdge);
    for (std::uint32_t edge = 0; edge < graph_.edge_count(); ++edge) {
      if (!network::takes_places(graph_, network::EdgeIdx{edge}, options)) continue;
      for_each_tile_near(network::EdgeIdx{edge}, [&](std::size_t tile) {
        if (std::exchange(last[tile], edge) != edge) visit(tile, edge);
      });
    }
  };
  for_each([&](std::size_t tile, std::uint32_t) { ++first_edge_[tile + 1]; });
  std::partial_sum(first_edge_.begin(), first_edge_.end(), first_edge_.begin());
  edge_.resize(first_edge_.back());
  std::vector<std::uint32_t> next(first_edge_.begin(), first_edge_.end() - 1);
  for_each([&](std::size_t tile, std::uint32_t edge) { edge_[next[tile]++] = edge; });
}

StreetGround::Range StreetGround::tiles_of(const geo::Box& box) const noexcept {
  const double tile_m = step_m_ * kTileSide;
  const auto number = [&](double at_m, double origin_m, std::size_t count) {
    const double tile = std::floor((at_m - origin_m) / tile_m);
    return static_cast<std::size_t>(std::clamp(tile, 0.0, static_cast<double>(count - 1)));
  };
  return {number(box.min_x_m, origin_.x_m, columns_), number(box.max_x_m, origin_.x_m, columns_),
          number(box.min_y_m, origin_.y_m, rows_), number(box.max_y_m, origin_.y_m, rows_)};
}

const StreetGround::Tile* StreetGround::tile(std::size_t column, std::size_t row) const {
  const std::size_t number = row * columns_ + column;
  if (first_edge_[number] == first_edge_[number + 1]) return nullptr;
  std::call_once(measured_[number], [&] { tile_[number] = measured(column, row); });
  return tile_[number].get();
}

std::unique_ptr<StreetGround::Tile> StreetGround::measured(std::size_t column, std::size_t row) const {
  const auto nearest = std::make_unique<Nearest>();
  nearest->square.fill(kFar);
  nearest->edge.fill(kNoEdge);
  const geo::Point corner = south_west(column, row);
  const std::size_t number = row * columns_ + column;
  for (std::uint32_t i = first_edge_[number]; i < first_edge_[number + 1]; ++i) {
    const network::EdgeIdx edge{edge_[i]};
    const auto shape = graph_.shape(edge);
    const float length_m = std::max(graph_.edge_length_m[edge.value()], std::numeric_limits<float>::min());
    double before_m = 0.0;
    for (std::size_t point = 1; point < shape.size(); ++point) {
      const geo::Point a = shape[point - 1];
      const auto dx = static_cast<float>(shape[point].x_m - a.x_m);
      const auto dy = static_cast<float>(shape[point].y_m - a.y_m);
      const float square = dx * dx + dy * dy;
      const float part_m = std::sqrt(square);
      measure({edge.value(), static_cast<std::uint16_t>(std::min<std::size_t>(point - 1, kLastPiece)),
               static_cast<float>(a.x_m - corner.x_m), static_cast<float>(a.y_m - corner.y_m), dx, dy,
               square > 0.0F ? 1.0F / square : 0.0F, static_cast<float>(before_m) / length_m, part_m / length_m},
              static_cast<float>(distance_m_), static_cast<float>(step_m_), *nearest);
      before_m += part_m;
    }
  }
  auto tile = std::make_unique<Tile>();
  const auto limit = static_cast<float>(distance_m_ * distance_m_);
  for (std::size_t at = 0; at < tile->size(); ++at) {
    if (!(nearest->square[at] <= limit)) continue;
    const float share = std::clamp(nearest->share[at], 0.0F, 1.0F);
    (*tile)[at] = {nearest->edge[at], nearest->piece[at], static_cast<std::uint16_t>(std::lround(share * kParts))};
  }
  return tile;
}

}  // namespace trek::access::detail
