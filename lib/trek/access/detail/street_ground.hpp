#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "trek/access/detail/edge_boxes.hpp"
#include "trek/access/detail/street_piece.hpp"
#include "trek/geo/point.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::access::detail {

/// The street nearest to each point of a grid, of those that take places, as far as it is near enough.
///
/// Grid lines lie at multiples of the step. Points come in tiles of 64 by 64 and in blocks of 8 by 8 of these. What may
/// be near a block is worked out for the tile when one first asks for it, what is nearest to its points for the block;
/// both are then shared by all sites and threads. Keeps references: graph and boxes must outlive it.
class StreetGround {
 public:
  static constexpr std::uint32_t kNone = 0xFFFF'FFFF;
  static constexpr std::size_t kTileSide = 64;
  static constexpr std::size_t kBlockSide = 8;
  static constexpr std::size_t kBlocksASide = kTileSide / kBlockSide;
  static constexpr std::size_t kBlockCount = kBlocksASide * kBlocksASide;  // a tile, row after row from the south-west
  static constexpr std::size_t kPointCount = kBlockSide * kBlockSide;      // a block, likewise

  struct Block {
    static constexpr std::uint8_t kNoPart = 0xFF;
    /// Where one piece is nearest.
    struct Part {
      std::uint64_t points = 0;  // a bit a point
      std::uint32_t piece = 0;   // row of Tile::pieces
    };
    std::array<std::uint8_t, kPointCount> part_of{};  // a point; kNoPart where no street is near enough
    std::vector<Part> parts;
    std::uint64_t has_street = 0;  // a bit a point: whether a street passes through the square round it
  };
  struct Tile {
    std::vector<StreetPiece> pieces;                          // from its south-west corner; by edge, along the edge
    std::vector<std::uint32_t> edges;                         // of the pieces, each once
    std::array<std::uint32_t, kBlockCount + 1> first_near{};  // the pieces that may be nearest to a point of a block
    std::vector<std::uint32_t> near;
    std::uint64_t is_covered = 0;  // a bit a block: whether all of it is near enough to a street
    std::uint64_t has_street = 0;  // a bit a block: whether a street passes through
    mutable std::array<std::atomic<const Block*>, kBlockCount> block{};  // its own; null until it is asked for

    Tile() = default;
    Tile(const Tile&) = delete;
    Tile& operator=(const Tile&) = delete;
    ~Tile();
  };
  /// Of tiles, columns and rows from the south-west of the network.
  struct Range {
    std::size_t first_column, last_column, first_row, last_row;
  };

  /// `margin_m` is how far beyond the streets a site may stand.
  StreetGround(const network::StreetGraph& graph, const EdgeBoxes& edges, double margin_m, double distance_m,
               double step_m);

  [[nodiscard]] double step_m() const noexcept { return step_m_; }
  [[nodiscard]] double distance_m() const noexcept { return distance_m_; }
  /// The tiles that hold a box, as far as there may be streets near; at least one tile.
  [[nodiscard]] Range tiles_of(const geo::Box& box) const noexcept;
  [[nodiscard]] geo::Point south_west(std::size_t column, std::size_t row) const noexcept {
    return {origin_.x_m + static_cast<double>(column * kTileSide) * step_m_,
            origin_.y_m + static_cast<double>(row * kTileSide) * step_m_};
  }
  /// Whether anybody has asked for a tile.
  [[nodiscard]] bool is_made(std::size_t column, std::size_t row) const noexcept {
    return is_made_[row * columns_ + column].load(std::memory_order_acquire);
  }
  /// Holds the streets that may be near a tile.
  [[nodiscard]] geo::Box box_near(std::size_t column, std::size_t row) const noexcept {
    return box_near(south_west(column, row));
  }
  /// Null where no street is near.
  [[nodiscard]] const Tile* tile(std::size_t column, std::size_t row) const;
  [[nodiscard]] const Block& block(const Tile& tile, std::size_t number) const {
    const Block* made = tile.block[number].load(std::memory_order_acquire);
    return made != nullptr ? *made : make_block(tile, number);
  }

 private:
  const Block& make_block(const Tile& tile, std::size_t number) const;
  [[nodiscard]] std::unique_ptr<Tile> made_tile(std::size_t column, std::size_t row) const;
  struct Workspace;
  struct NearBlocks;
  void find_near(Workspace& work, NearBlocks& found, std::span<const std::uint32_t> rows, std::size_t column,
                 std::size_t row, std::size_t side) const;
  [[nodiscard]] geo::Box box_near(geo::Point corner) const noexcept {
    const double side_m = step_m_ * static_cast<double>(kTileSide - 1);
    return geo::Box{corner.x_m, corner.y_m, corner.x_m + side_m, corner.y_m + side_m}.grown(distance_m_);
  }
  void find_pieces(std::vector<StreetPiece>& pieces, geo::Point corner) const;
  [[nodiscard]] std::unique_ptr<Block> made_block(const Tile& tile, std::size_t number) const;

  const network::StreetGraph& graph_;
  const EdgeBoxes& edges_;
  double distance_m_ = 0.0;
  double step_m_ = 0.0;
  geo::Point origin_;
  std::size_t columns_ = 0;
  std::size_t rows_ = 0;
  mutable std::vector<std::unique_ptr<Tile>> tile_;
  std::unique_ptr<std::once_flag[]> making_;  // a tile
  std::unique_ptr<std::atomic<bool>[]> is_made_;
};

}  // namespace trek::access::detail
