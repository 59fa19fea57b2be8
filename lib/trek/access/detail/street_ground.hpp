#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "trek/geo/point.hpp"
#include "trek/network/snap.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::access::detail {

/// The street nearest to each point of a grid, of those that take places, as far as it is near enough.
///
/// Grid lines lie at multiples of the step. Points are worked out in tiles of 64 by 64 when one is first asked for, and
/// then shared by all sites and threads. Keeps a reference: the graph must outlive it.
class StreetGround {
 public:
  static constexpr std::uint32_t kNoEdge = 0xFFFF'FFFF;
  static constexpr std::size_t kTileSide = 64;

  static constexpr std::uint16_t kLastPiece = 0xFFFF;

  struct Point {
    std::uint32_t edge = kNoEdge;
    std::uint16_t piece = 0;  // of the edge's shape: from its point of this number on; kLastPiece where it does not fit
    std::uint16_t share = 0;  // of the edge's length, in parts of 65535
  };
  using Tile = std::array<Point, kTileSide * kTileSide>;  // row after row, from the south-west
  /// Of tiles, columns and rows from the south-west of the network.
  struct Range {
    std::size_t first_column, last_column, first_row, last_row;
  };

  StreetGround(const network::StreetGraph& graph, const network::SnapOptions& options, double distance_m,
               double step_m);

  [[nodiscard]] double step_m() const noexcept { return step_m_; }
  [[nodiscard]] double distance_m() const noexcept { return distance_m_; }
  /// The tiles that hold a box, as far as there may be streets near; at least one tile.
  [[nodiscard]] Range tiles_of(const geo::Box& box) const noexcept;
  [[nodiscard]] geo::Point south_west(std::size_t column, std::size_t row) const noexcept {
    return {origin_.x_m + static_cast<double>(column * kTileSide) * step_m_,
            origin_.y_m + static_cast<double>(row * kTileSide) * step_m_};
  }
  /// Null where no street is near.
  [[nodiscard]] const Tile* tile(std::size_t column, std::size_t row) const;

  [[nodiscard]] static double share(const Point& point) noexcept { return point.share / kParts; }

 private:
  static constexpr double kParts = 65535.0;

  template <class Visit>
  void for_each_tile_near(network::EdgeIdx edge, Visit visit) const;
  void sort_edges(const network::SnapOptions& options);
  [[nodiscard]] std::unique_ptr<Tile> measured(std::size_t column, std::size_t row) const;

  const network::StreetGraph& graph_;
  double distance_m_ = 0.0;
  double step_m_ = 0.0;
  geo::Point origin_;
  std::size_t columns_ = 0;
  std::size_t rows_ = 0;
  std::vector<std::uint32_t> first_edge_;  // tile count + 1
  std::vector<std::uint32_t> edge_;        // those near a tile, ascending
  mutable std::vector<std::unique_ptr<Tile>> tile_;
  std::unique_ptr<std::once_flag[]> measured_;  // a tile
};

}  // namespace trek::access::detail
