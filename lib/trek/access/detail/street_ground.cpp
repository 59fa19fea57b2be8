#include "trek/access/detail/street_ground.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

#include "trek/access/detail/four_pieces.hpp"

namespace trek::access::detail {
namespace {

constexpr std::size_t kMostTiles = std::size_t{1} << 22U;
/// A street that passes through the square round a grid point is this near to it, in steps.
constexpr float kPasses = 0.75F;
/// Metres: more than what rounding of floats can do.
constexpr float kRounding_m = 0.05F;

constexpr float kFar = std::numeric_limits<float>::infinity();

using Rows __attribute__((vector_size(16))) = std::uint32_t;

float squared(float value) noexcept { return value * value; }

/// A square of grid points, seen from the south-west of the tile.
struct Square {
  std::size_t column, row, side;  // in points
};

/// What may be nearest to a point of each quarter of a square, of pieces that may be nearest to one of the square.
///
/// A piece may be nearest to one of some points only if it is as near to the middle of them as the nearest piece, but
/// for twice what lies between the middle and a corner.
class Quarters {
 public:
  /// Arrays that are used again from one square to the next.
  struct Arrays {
    std::vector<Floats> from_middle;
    std::array<std::vector<std::uint32_t>, kFour> row;
  };
  Quarters(Arrays& arrays, const std::vector<StreetPiece>& pieces, std::span<const std::uint32_t> rows, Square square,
           float step, float ground)
      : from_middle_{arrays.from_middle}, row_{arrays.row} {
    const std::size_t half = square.side / 2;
    const float middle = 0.5F * static_cast<float>(half - 1);
    for (std::size_t quarter = 0; quarter < kFour; ++quarter) {
      Square& part = part_[quarter];
      part = {square.column + quarter % 2 * half, square.row + quarter / 2 * half, half};
      middle_x_[quarter] = step * (static_cast<float>(part.column) + middle);
      middle_y_[quarter] = step * (static_cast<float>(part.row) + middle);
    }
    if (from_middle_.size() < rows.size()) from_middle_.resize(rows.size());
    least_ = Floats{} + kFar;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      from_middle_[i] = squares(pieces[rows[i]], middle_x_, middle_y_);
      least_ = from_middle_[i] < least_ ? from_middle_[i] : least_;
    }
    to_corner_ = step * std::sqrt(0.5F) * static_cast<float>(half - 1);
    choose(rows, ground);
  }

  [[nodiscard]] const Square& square(std::size_t quarter) const noexcept { return part_[quarter]; }
  [[nodiscard]] std::span<const std::uint32_t> rows(std::size_t quarter) const noexcept {
    return {row_[quarter].data(), count_[quarter]};
  }
  /// From any of its points to the nearest piece.
  [[nodiscard]] float most_m(std::size_t quarter) const noexcept { return std::sqrt(least_[quarter]) + to_corner_; }

 private:
  /// Without branches that cannot be foretold.
  void choose(std::span<const std::uint32_t> rows, float ground) {
    Floats most{};
    for (std::size_t quarter = 0; quarter < kFour; ++quarter) {
      most[quarter] = squared(std::min(most_m(quarter) + to_corner_, ground + to_corner_) + kRounding_m);
      if (row_[quarter].size() < rows.size()) row_[quarter].resize(rows.size());
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto is_near = from_middle_[i] <= most;
      for (std::size_t quarter = 0; quarter < kFour; ++quarter) {
        row_[quarter][count_[quarter]] = rows[i];
        count_[quarter] += static_cast<std::size_t>(is_near[quarter] & 1);
      }
    }
  }

  std::array<Square, kFour> part_{};  // south-west, south-east, north-west, north-east
  Floats middle_x_{}, middle_y_{};
  Floats least_{};  // a quarter: squared distance of the nearest piece to its middle
  float to_corner_ = 0.0F;
  std::vector<Floats>& from_middle_;
  std::array<std::vector<std::uint32_t>, kFour>& row_;
  std::array<std::size_t, kFour> count_{};
};

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

/// What a thread keeps from one tile or block to the next.
struct StreetGround::Workspace {
  static constexpr std::size_t kDepth = 3;  // of squares within squares, down to blocks
  static_assert(StreetGround::kTileSide >> kDepth == StreetGround::kBlockSide);

  std::array<Quarters::Arrays, kDepth + 1> arrays;
  std::vector<StreetPiece> pieces;
  std::array<std::vector<std::uint32_t>, StreetGround::kBlockCount> near;
  std::vector<std::uint32_t> row;
  std::vector<std::uint8_t> part;  // per piece of the tile: its part of the block at hand

  void add_point(Block& block, std::size_t point, std::uint32_t piece) {
    if (piece == kNone) return;
    if (part[piece] == Block::kNoPart) {
      part[piece] = static_cast<std::uint8_t>(block.parts.size());
      block.parts.push_back({0, piece});
    }
    block.parts[part[piece]].points |= std::uint64_t{1} << point;
    block.part_of[point] = part[piece];
  }
  static Workspace& of_thread() {
    thread_local Workspace own;
    return own;
  }
};

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
  making_ = std::make_unique<std::once_flag[]>(columns_ * rows_);
  is_made_ = std::make_unique<std::atomic<bool>[]>(columns_ * rows_);
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
  if (!is_made_[number].load(std::memory_order_acquire)) {
    std::call_once(making_[number], [&] {
      tile_[number] = made_tile(column, row);
      is_made_[number].store(true, std::memory_order_release);
    });
  }
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

void StreetGround::find_pieces(std::vector<StreetPiece>& pieces, geo::Point corner) const {
  const geo::Box box = box_near(corner);
  pieces.clear();
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
}

/// Of a tile in the making.
struct StreetGround::NearBlocks {
  std::uint64_t is_covered = 0;
  std::uint64_t has_street = 0;
};

/// Quarter by quarter, down to blocks.
void StreetGround::find_near(Workspace& work, NearBlocks& found, std::span<const std::uint32_t> rows,
                             std::size_t column, std::size_t row, std::size_t side) const {
  const auto step = static_cast<float>(step_m_);
  const auto ground = static_cast<float>(distance_m_);
  const auto depth = static_cast<std::size_t>(std::countr_zero(kTileSide / side));
  const Quarters quarters{work.arrays[depth], work.pieces, rows, {column, row, side}, step, ground};
  for (std::size_t quarter = 0; quarter < kFour; ++quarter) {
    const Square& part = quarters.square(quarter);
    const auto near = quarters.rows(quarter);
    if (part.side > kBlockSide) {
      if (!near.empty()) find_near(work, found, near, part.column, part.row, part.side);
      continue;
    }
    const std::size_t block = part.row / kBlockSide * kBlocksASide + part.column / kBlockSide;
    work.near[block].assign(near.begin(), near.end());
    const bool is_covered = quarters.most_m(quarter) <= ground;
    const bool has_street = std::any_of(near.begin(), near.end(), [&](std::uint32_t piece) {
      return passes(work.pieces[piece], step * (static_cast<float>(part.column) - 0.5F),
                    step * (static_cast<float>(part.row) - 0.5F), step * kBlockSide);
    });
    found.is_covered |= std::uint64_t{is_covered} << block;
    found.has_street |= std::uint64_t{has_street} << block;
  }
}

std::unique_ptr<StreetGround::Tile> StreetGround::made_tile(std::size_t column, std::size_t row) const {
  Workspace& work = Workspace::of_thread();
  find_pieces(work.pieces, south_west(column, row));
  if (work.pieces.empty()) return nullptr;
  for (auto& near : work.near) near.clear();
  std::vector<std::uint32_t>& new_row = work.row;
  new_row.resize(work.pieces.size());
  std::iota(new_row.begin(), new_row.end(), 0U);
  NearBlocks found;
  find_near(work, found, new_row, 0, 0, kTileSide);
  std::fill(new_row.begin(), new_row.end(), kNone);
  std::size_t near_count = 0;
  for (const auto& near : work.near) {
    for (const std::uint32_t piece : near) new_row[piece] = 0;
    near_count += near.size();
  }
  auto tile = std::make_unique<Tile>();
  tile->is_covered = found.is_covered;
  tile->has_street = found.has_street;
  for (std::size_t i = 0; i < new_row.size(); ++i) {
    if (new_row[i] == kNone) continue;
    new_row[i] = static_cast<std::uint32_t>(tile->pieces.size());
    const StreetPiece& piece = work.pieces[i];
    tile->pieces.push_back(piece);
    if (tile->edges.empty() || tile->edges.back() != piece.edge) tile->edges.push_back(piece.edge);
  }
  if (tile->pieces.empty()) return nullptr;
  tile->near.reserve(near_count);
  for (std::size_t block = 0; block < kBlockCount; ++block) {
    for (const std::uint32_t piece : work.near[block]) tile->near.push_back(new_row[piece]);
    tile->first_near[block + 1] = static_cast<std::uint32_t>(tile->near.size());
  }
  return tile;
}

/// Quarter by quarter: four points in a row at a time.
std::unique_ptr<StreetGround::Block> StreetGround::made_block(const Tile& tile, std::size_t number) const {
  static_assert(kBlockSide == 2 * kFour);
  const auto step = static_cast<float>(step_m_);
  const auto ground = static_cast<float>(distance_m_);
  const Square square{number % kBlocksASide * kBlockSide, number / kBlocksASide * kBlockSide, kBlockSide};
  const std::span near{tile.near.data() + tile.first_near[number], tile.near.data() + tile.first_near[number + 1]};
  Workspace& work = Workspace::of_thread();
  const Quarters quarters{work.arrays[Workspace::kDepth], tile.pieces, near, square, step, ground};
  if (work.part.size() < tile.pieces.size()) work.part.resize(tile.pieces.size());
  for (const std::uint32_t row : near) work.part[row] = Block::kNoPart;
  auto block = std::make_unique<Block>();
  block->part_of.fill(Block::kNoPart);
  block->parts.reserve(std::min(near.size(), kPointCount));
  for (std::size_t quarter = 0; quarter < kFour; ++quarter) {
    const Square& part = quarters.square(quarter);
    const Floats x = (Floats{0.0F, 1.0F, 2.0F, 3.0F} + static_cast<float>(part.column)) * step;
    std::array<Floats, kFour> least{};
    std::array<Rows, kFour> nearest{};
    least.fill(Floats{} + std::nextafter(squared(ground), kFar));  // the last place counts
    nearest.fill(Rows{} + kNone);
    for (const std::uint32_t row : quarters.rows(quarter)) {
      const StreetPiece piece = tile.pieces[row];
      for (std::size_t line = 0; line < kFour; ++line) {
        const Floats y = Floats{} + step * static_cast<float>(part.row + line);
        const Floats here = squares(piece, x, y);
        const auto is_nearer = here < least[line];
        least[line] = is_nearer ? here : least[line];
        nearest[line] = is_nearer ? Rows{} + row : nearest[line];
      }
    }
    for (std::size_t point = 0; point < kFour * kFour; ++point) {
      const std::size_t line = point / kFour;
      const std::size_t at = (part.row - square.row + line) * kBlockSide + part.column - square.column + point % kFour;
      work.add_point(*block, at, nearest[line][point % kFour]);
      const bool passes_here = least[line][point % kFour] < squared(std::min(kPasses * step, ground));
      block->has_street |= std::uint64_t{passes_here} << at;
    }
  }
  return block;
}

}  // namespace trek::access::detail
