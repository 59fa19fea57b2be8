#include "trek/access/detail/street_ground.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>

namespace trek::access::detail {
namespace {

constexpr std::size_t kMostTiles = std::size_t{1} << 22U;
/// A street that passes through the square round a grid point is this near to it, in steps.
constexpr float kPasses = 0.75F;
/// Metres: more than what rounding of floats can do.
constexpr float kRounding_m = 0.05F;
/// Blocks of a side of what is looked through first, so that each block has fewer pieces to look through.
constexpr std::size_t kPatch = 2;
constexpr float kNowhere = 1e18F;
constexpr float kFar = std::numeric_limits<float>::infinity();

/// Four numbers at a time, as every processor that trek runs on has them.
using Floats __attribute__((vector_size(16))) = float;
using Rows __attribute__((vector_size(16))) = std::uint32_t;
constexpr std::size_t kFour = 4;

Floats four(const float* from) noexcept {
  Floats floats;
  std::memcpy(&floats, from, sizeof floats);
  return floats;
}

Floats within_0_1(Floats value) noexcept {
  const Floats above = value > 0.0F ? value : Floats{};
  return above < 1.0F ? above : Floats{} + 1.0F;
}

Floats least_of(Floats a, Floats b) noexcept { return a < b ? a : b; }

/// Pieces as columns, to be measured four at a time.
struct Pieces {
  std::vector<std::uint32_t> row;
  std::vector<float> x, y, dx, dy, scale;  // up to a multiple of four
  std::vector<float> square;               // likewise: of the distance to the place that was last asked for

  void clear() { row.clear(); }
  void add(std::uint32_t number, const StreetPiece& piece) {
    const std::size_t at = row.size();
    row.push_back(number);
    if (x.size() <= at) resize(at + kFour);
    x[at] = piece.x;
    y[at] = piece.y;
    dx[at] = piece.dx;
    dy[at] = piece.dy;
    scale[at] = piece.scale;
  }
  /// Distances to a place; the smallest square.
  float measure(float at_x, float at_y) {
    for (std::size_t i = row.size(); i % kFour != 0; ++i) x[i] = y[i] = kNowhere;
    Floats least = Floats{} + kFar;
    for (std::size_t i = 0; i < row.size(); i += kFour) {
      const Floats from_x = at_x - four(&x[i]);
      const Floats from_y = at_y - four(&y[i]);
      const Floats along = within_0_1((from_x * four(&dx[i]) + from_y * four(&dy[i])) * four(&scale[i]));
      const Floats away_x = from_x - along * four(&dx[i]);
      const Floats away_y = from_y - along * four(&dy[i]);
      const Floats result = away_x * away_x + away_y * away_y;
      least = least_of(least, result);
      std::memcpy(&square[i], &result, sizeof result);
    }
    return std::min({least[0], least[1], least[2], least[3]});
  }

 private:
  void resize(std::size_t count) {
    for (auto* column : {&x, &y, &dx, &dy, &scale, &square}) column->resize(count);
  }
};

float squared(float value) noexcept { return value * value; }

/// Of the distances of four places to a piece.
Floats squares(const StreetPiece& piece, Floats at_x, Floats at_y) noexcept {
  const Floats from_x = at_x - piece.x;
  const Floats from_y = at_y - piece.y;
  const Floats along = within_0_1((from_x * piece.dx + from_y * piece.dy) * piece.scale);
  const Floats away_x = from_x - along * piece.dx;
  const Floats away_y = from_y - along * piece.dy;
  return away_x * away_x + away_y * away_y;
}

/// A piece may be nearest to one of some points only if it is as near to the middle of them as the nearest one, but for
/// twice what lies between the middle and a corner.
float most_m(float least_square, float to_corner, float ground) noexcept {
  return std::min(std::sqrt(least_square) + 2.0F * to_corner, ground + to_corner) + kRounding_m;
}

/// Whether a piece passes through a square: Liang and Barsky (1984).
bool passes(const StreetPiece& piece, float low_x, float low_y, float side) noexcept {
  float first = 0.0F;
  float last = 1.0F;
  const auto cut = [&](float from, float along, float low) {
    if (along == 0.0F) return from >= low && from <= low + side;
    const float a = (low - from) / along;
    const float b = (low + side - from) / along;
    first = std::max(first, std::min(a, b));
    last = std::min(last, std::max(a, b));
    return first <= last;
  };
  return cut(piece.x, piece.dx, low_x) && cut(piece.y, piece.dy, low_y);
}

}  // namespace

StreetGround::StreetGround(const network::StreetGraph& graph, const EdgeBoxes& edges, double margin_m,
                           double distance_m, double step_m)
    : graph_{graph}, edges_{edges}, distance_m_{distance_m}, step_m_{step_m} {
  // A rim on which nothing is near.
  const double rim_m = margin_m + distance_m + 2.0 * step_m;
  const geo::Box box = graph.edge_count() > 0 ? graph.bounds().grown(rim_m) : geo::Box{0.0, 0.0, 0.0, 0.0};
  const auto tiles = [&](double low_m, double high_m) {
    return static_cast<std::size_t>((high_m - low_m) / (step_m_ * kTileSide)) + 1;
  };
  while (tiles(box.min_x_m, box.max_x_m) * tiles(box.min_y_m, box.max_y_m) > kMostTiles) step_m_ *= 2.0;
  origin_ = {std::floor(box.min_x_m / step_m_) * step_m_, std::floor(box.min_y_m / step_m_) * step_m_};
  columns_ = tiles(origin_.x_m, box.max_x_m);
  rows_ = tiles(origin_.y_m, box.max_y_m);
  tile_.resize(columns_ * rows_);
  is_made_ = std::make_unique<std::once_flag[]>(columns_ * rows_);
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
  std::call_once(is_made_[number], [&] { tile_[number] = made_tile(column, row); });
  return tile_[number].get();
}

/// The answer is the same whichever thread finds it.
const StreetGround::Block& StreetGround::make_block(const Tile& tile, std::size_t number) const {
  auto block = made_block(tile, number);
  const Block* made = nullptr;
  if (tile.block[number].compare_exchange_strong(made, block.get(), std::memory_order_acq_rel)) return *block.release();
  return *made;
}

StreetGround::Tile::~Tile() {
  for (const auto& made : block) delete made.load(std::memory_order_relaxed);
}

std::vector<StreetPiece> StreetGround::pieces_near(geo::Point corner) const {
  const double side_m = step_m_ * static_cast<double>(kTileSide - 1);
  geo::Box box{corner.x_m, corner.y_m, corner.x_m + side_m, corner.y_m + side_m};
  box = box.grown(distance_m_);
  std::vector<StreetPiece> pieces;
  edges_.for_each_near(box, [&](network::EdgeIdx edge) {
    const auto shape = graph_.shape(edge);
    const float per_m = 1.0F / std::max(graph_.edge_length_m[edge.value()], std::numeric_limits<float>::min());
    float before = 0.0F;
    for (std::size_t i = 1; i < shape.size(); ++i) {
      const geo::Point a = shape[i - 1];
      const geo::Point b = shape[i];
      const auto dx = static_cast<float>(b.x_m - a.x_m);
      const auto dy = static_cast<float>(b.y_m - a.y_m);
      const float square = dx * dx + dy * dy;
      const bool is_last = i + 1 == shape.size();
      const float share = is_last ? 1.0F - before : std::min(std::sqrt(square) * per_m, 1.0F - before);
      const bool is_near = std::min(a.x_m, b.x_m) <= box.max_x_m && std::max(a.x_m, b.x_m) >= box.min_x_m &&
                           std::min(a.y_m, b.y_m) <= box.max_y_m && std::max(a.y_m, b.y_m) >= box.min_y_m;
      if (is_near) {
        pieces.push_back({edge.value(), static_cast<float>(a.x_m - corner.x_m), static_cast<float>(a.y_m - corner.y_m),
                          dx, dy, square > 0.0F ? 1.0F / square : 0.0F, before, share});
      }
      before += share;
    }
  });
  return pieces;
}

std::unique_ptr<StreetGround::Tile> StreetGround::made_tile(std::size_t column, std::size_t row) const {
  const std::vector<StreetPiece> pieces = pieces_near(south_west(column, row));
  if (pieces.empty()) return nullptr;
  const auto step = static_cast<float>(step_m_);
  const auto ground = static_cast<float>(distance_m_);
  const auto keep = [&](const Pieces& from, float least, float to_corner, const auto& take) {
    const float most = squared(most_m(least, to_corner, ground));
    for (std::size_t i = 0; i < from.row.size(); ++i) {
      if (from.square[i] <= most) take(i);
    }
  };
  const auto middle = [&](std::size_t first, std::size_t side) {
    return step * (static_cast<float>(first) + 0.5F * static_cast<float>(side - 1));
  };
  const auto to_corner = [&](std::size_t side) { return step * std::sqrt(0.5F) * static_cast<float>(side - 1); };

  Pieces all;
  for (std::uint32_t i = 0; i < pieces.size(); ++i) all.add(i, pieces[i]);
  auto tile = std::make_unique<Tile>();
  std::array<std::vector<std::uint32_t>, kBlockCount> near;
  std::vector<std::uint32_t> new_row(pieces.size(), kNone);
  Pieces patch;
  constexpr std::size_t kPatchSide = kPatch * kBlockSide;
  for (std::size_t patch_row = 0; patch_row < kTileSide; patch_row += kPatchSide) {
    for (std::size_t patch_column = 0; patch_column < kTileSide; patch_column += kPatchSide) {
      const float nearest = all.measure(middle(patch_column, kPatchSide), middle(patch_row, kPatchSide));
      patch.clear();
      keep(all, nearest, to_corner(kPatchSide), [&](std::size_t i) { patch.add(all.row[i], pieces[all.row[i]]); });
      for (std::size_t r = patch_row; r < patch_row + kPatchSide; r += kBlockSide) {
        for (std::size_t c = patch_column; c < patch_column + kPatchSide; c += kBlockSide) {
          const std::size_t block = r / kBlockSide * kBlocksASide + c / kBlockSide;
          const float least = patch.measure(middle(c, kBlockSide), middle(r, kBlockSide));
          if (std::sqrt(least) + to_corner(kBlockSide) <= ground) tile->is_covered |= std::uint64_t{1} << block;
          keep(patch, least, to_corner(kBlockSide), [&](std::size_t i) {
            near[block].push_back(patch.row[i]);
            new_row[patch.row[i]] = 0;
            if (passes(pieces[patch.row[i]], step * (static_cast<float>(c) - 0.5F),
                       step * (static_cast<float>(r) - 0.5F), step * kBlockSide)) {
              tile->has_street |= std::uint64_t{1} << block;
            }
          });
        }
      }
    }
  }
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (new_row[i] == kNone) continue;
    new_row[i] = static_cast<std::uint32_t>(tile->pieces.size());
    tile->pieces.push_back(pieces[i]);
    if (tile->edges.empty() || tile->edges.back() != pieces[i].edge) tile->edges.push_back(pieces[i].edge);
  }
  if (tile->pieces.empty()) return nullptr;
  for (std::size_t block = 0; block < kBlockCount; ++block) {
    for (const std::uint32_t piece : near[block]) tile->near.push_back(new_row[piece]);
    tile->first_near[block + 1] = static_cast<std::uint32_t>(tile->near.size());
  }
  return tile;
}

/// Quarter by quarter: a piece is measured from the points of those alone to which it may be the nearest.
std::unique_ptr<StreetGround::Block> StreetGround::made_block(const Tile& tile, std::size_t number) const {
  constexpr std::size_t kHalf = kBlockSide / 2;
  static_assert(kHalf == kFour);
  const auto step = static_cast<float>(step_m_);
  const auto ground = static_cast<float>(distance_m_);
  const float west = step * static_cast<float>(number % kBlocksASide * kBlockSide);
  const float south = step * static_cast<float>(number / kBlocksASide * kBlockSide);
  const float middle = 0.5F * static_cast<float>(kHalf - 1);
  const float far_middle = middle + static_cast<float>(kHalf);
  const std::span near{tile.near.data() + tile.first_near[number], tile.near.data() + tile.first_near[number + 1]};

  const Floats middle_x = Floats{middle, far_middle, middle, far_middle} * step + west;
  const Floats middle_y = Floats{middle, middle, far_middle, far_middle} * step + south;
  std::vector<Floats> from_middle(near.size());
  Floats most = Floats{} + kFar;
  for (std::size_t i = 0; i < near.size(); ++i) {
    from_middle[i] = squares(tile.pieces[near[i]], middle_x, middle_y);
    most = least_of(most, from_middle[i]);
  }
  const float to_corner = step * std::sqrt(0.5F) * static_cast<float>(kHalf - 1);
  for (std::size_t quarter = 0; quarter < kFour; ++quarter) {
    most[quarter] = squared(most_m(most[quarter], to_corner, ground));
  }

  const Floats columns = Floats{0.0F, 1.0F, 2.0F, 3.0F} * step + west;
  std::array<std::array<Floats, 2>, kBlockSide> square;
  std::array<std::array<Rows, 2>, kBlockSide> nearest;
  for (auto& row : square) row.fill(Floats{} + squared(ground));
  for (auto& row : nearest) row.fill(Rows{} + kNone);
  for (std::size_t i = 0; i < near.size(); ++i) {
    const auto is_far = from_middle[i] > most;
    const StreetPiece piece = tile.pieces[near[i]];
    for (std::size_t quarter = 0; quarter < kFour; ++quarter) {
      if (is_far[quarter] != 0) continue;
      const std::size_t part = quarter % 2;
      const Floats x = columns + step * static_cast<float>(part * kHalf);
      const std::size_t first_row = quarter / 2 * kHalf;
      for (std::size_t row = first_row; row < first_row + kHalf; ++row) {
        const Floats here = squares(piece, x, Floats{} + (south + step * static_cast<float>(row)));
        const auto is_nearer = here < square[row][part];
        square[row][part] = is_nearer ? here : square[row][part];
        nearest[row][part] = is_nearer ? Rows{} + near[i] : nearest[row][part];
      }
    }
  }
  auto block = std::make_unique<Block>();
  static_assert(sizeof block->piece == sizeof nearest);
  std::memcpy(block->piece.data(), nearest.data(), sizeof nearest);
  std::array<float, kPointCount> from_street;
  std::memcpy(from_street.data(), square.data(), sizeof square);
  for (std::size_t point = 0; point < kPointCount; ++point) {
    const bool passes_here = from_street[point] < squared(kPasses * step) && block->piece[point] != kNone;
    block->has_street |= std::uint64_t{passes_here} << point;
  }
  return block;
}

}  // namespace trek::access::detail
