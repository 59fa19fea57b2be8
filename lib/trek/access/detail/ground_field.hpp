#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "trek/access/detail/bit_grid.hpp"
#include "trek/access/detail/four_pieces.hpp"
#include "trek/access/detail/hole_filler.hpp"
#include "trek/access/detail/street_arrivals.hpp"
#include "trek/access/detail/street_ground.hpp"
#include "trek/core/units.hpp"
#include "trek/network/snap.hpp"

namespace trek::access::detail {

/// The ground of one network at steps that double, each made when it is first asked for.
class StreetGrounds {
 public:
  StreetGrounds(const network::StreetGraph& graph, network::SnapOptions options, double distance_m, double step_m)
      : graph_{graph}, options_{options}, edges_{graph, options}, distance_m_{distance_m}, step_m_{step_m} {}

  [[nodiscard]] const network::StreetGraph& graph() const noexcept { return graph_; }
  [[nodiscard]] const network::SnapOptions& options() const noexcept { return options_; }
  [[nodiscard]] const EdgeBoxes& edges() const noexcept { return edges_; }
  [[nodiscard]] const StreetGround& finest() const { return at(0); }
  /// The finest on which a box has at most 32 million points.
  [[nodiscard]] const StreetGround& for_box(const geo::Box& box) const;

 private:
  static constexpr std::size_t kLevelCount = 12;
  [[nodiscard]] const StreetGround& at(std::size_t level) const;

  const network::StreetGraph& graph_;
  network::SnapOptions options_;
  EdgeBoxes edges_;
  double distance_m_ = 0.0;
  double step_m_ = 0.0;
  mutable std::array<std::once_flag, kLevelCount> made_;
  mutable std::array<std::unique_ptr<StreetGround>, kLevelCount> ground_;
};

/// The area reached from one site on a grid, limit after limit; one thread's, for site after site.
///
/// A grid point is inside when the way by the street nearest to it takes no longer than the limit: to the point of the
/// street nearest to it, and from there straight on, as a place there would be connected. Where all that may be nearest
/// to a block of points is reached within the same limit, the points are not looked at one by one. Grid lines lie at
/// multiples of the step, so that the area does not depend on where the site is.
class GroundField {
 public:
  /// An empty area. Keeps references until the next start.
  void start(const StreetGrounds& grounds, const StreetArrivals& arrivals, geo::Point place, const network::Snap& site,
             std::span<const core::Deciseconds> limits);

  /// Makes the area grow by what is reached within the next limit, and fills its holes of at most this size through
  /// which no street passes that is not reached.
  void take_next(double largest_filled_hole_m2);

  [[nodiscard]] double step_m() const noexcept { return ground_->step_m(); }
  [[nodiscard]] std::size_t row_count() const noexcept { return inside_.row_count(); }
  [[nodiscard]] std::size_t column_count() const noexcept { return inside_.words_a_row() * BitGrid::kWordBits; }
  /// The grid points inside. Those at the border of the grid are outside.
  [[nodiscard]] const BitGrid& inside() const noexcept { return inside_; }
  /// Holds all that is inside; what lies along its sides is outside.
  [[nodiscard]] GridWindow window() const noexcept;
  [[nodiscard]] geo::Point place(std::size_t column, std::size_t row) const noexcept {
    return {origin_.x_m + static_cast<double>(column) * step_m(), origin_.y_m + static_cast<double>(row) * step_m()};
  }
  /// A point of the grid.
  struct At {
    std::size_t column, row;
  };
  /// Where the outline crosses the grid line between two neighbours.
  struct CrossingPlace {
    double share = 0.0;  // of the way from the one inside to the one outside
  };
  /// Two neighbours, one inside and one outside.
  struct GridLine {
    At in, out;
  };
  /// One place a line.
  void find_crossings(std::span<const GridLine> lines, std::span<CrossingPlace> places) const noexcept;

 private:
  static constexpr std::uint32_t kConnector = StreetGround::kNone - 1;  // as an edge: the site's own way to its street
  static constexpr std::uint16_t kNever = 0xFFFF;                       // as a limit

  /// By which limits, counted from 0, some and all of a street is reached.
  struct Reached {
    std::uint16_t some = kNever;
    std::uint16_t all = kNever;
    void add(Reached other) noexcept {
      some = other.some < some ? other.some : some;
      all = other.all > all ? other.all : all;
    }
  };
  /// A rectangle of tiles, ends not included; empty as it starts.
  struct Tiles {
    std::size_t first_row = SIZE_MAX, end_row = 0, first_column = SIZE_MAX, end_column = 0;
    void add(std::size_t column, std::size_t row) noexcept { add({row, row + 1, column, column + 1}); }
    void add(const Tiles& other) noexcept {
      first_row = std::min(first_row, other.first_row);
      end_row = std::max(end_row, other.end_row);
      first_column = std::min(first_column, other.first_column);
      end_column = std::max(end_column, other.end_column);
    }
  };
  struct ReachedEdge {
    std::uint32_t stamp = 0;  // of the site
    Reached reached;
  };
  /// What is nearest to a grid point, and where the point is as seen from there.
  struct Met {
    const StreetPiece* piece = nullptr;
    float x = 0.0F, y = 0.0F;
    float most_m = 0.0F;  // how far its ground reaches
  };

  [[nodiscard]] std::uint16_t limit_number(double time_ds) const noexcept {
    const std::size_t count = limit_ds_.size();
    std::size_t number = 0;
    while (number < count && time_ds > limit_ds_[number]) ++number;
    return number < count ? static_cast<std::uint16_t>(number) : kNever;
  }
  [[nodiscard]] Reached reached(StreetArrivals::Stretch stretch) const noexcept;
  [[nodiscard]] Reached reached(std::uint32_t edge);
  [[nodiscard]] bool is_near_reached(At tile_at);  // column and row of tiles
  [[nodiscard]] const StreetGround::Tile* made_tile(At tile_at) const;
  /// Of a grid point.
  [[nodiscard]] const StreetGround::Tile* tile_of(At at) const {
    const At tile_at{at.column / StreetGround::kTileSide, at.row / StreetGround::kTileSide};
    const StreetGround::Tile* tile = tile_[tile_at.row * inside_.words_a_row() + tile_at.column];
    return tile != nullptr ? tile : made_tile(tile_at);
  }
  void take_tile(const StreetGround::Tile& tile, At tile_at);  // column and row of tiles
  void find_reached_pieces(const StreetGround::Tile& tile);
  void take_block(const StreetGround::Tile& tile, At tile_at, std::size_t number, Reached all);
  void take_points(const StreetPiece& piece, std::uint64_t points, At corner);
  void add_block(std::uint16_t limit, At tile_at, std::size_t number, std::uint64_t points);
  void take_connector();
  void take_own_way(std::size_t column, std::size_t row, float share);
  [[nodiscard]] float own_way_m() const noexcept;
  [[nodiscard]] double limit_ds() const noexcept { return limit_ds_[taken_count_ - 1]; }
  [[nodiscard]] bool has_street(const GridRun& run) const;
  void meet(At at, Met& met) const;
  class View;
  /// Of four lines.
  struct FourMet {
    std::array<Met, kFour> inner, outer;
    std::array<float, kFour> dx{}, dy{};  // from the one inside to the one outside
    std::array<float, kFour> share{};     // up to where the piece met inside is the nearer one
  };
  void find_nearer(std::span<const GridLine> lines, FourMet& met_at) const noexcept;
  [[nodiscard]] CrossingPlace crossing_place(const FourMet& four, std::size_t lane) const noexcept;
  [[nodiscard]] float where_time_ends(const StreetPiece& piece, const View& view, float share,
                                      float end) const noexcept;
  [[nodiscard]] Reached reached_before(const StreetPiece& piece) const noexcept;
  [[nodiscard]] double time_ds(std::uint32_t edge, double share) const noexcept;

  const StreetGrounds* grounds_ = nullptr;
  const StreetGround* ground_ = nullptr;
  const StreetArrivals* arrivals_ = nullptr;
  std::vector<double> limit_ds_;
  std::size_t taken_count_ = 0;          // of limits
  std::array<geo::Point, 2> connector_;  // the site, and where it meets its street
  StreetPiece connector_piece_;          // the same, from the south-west of the grid
  StreetGround::Range tiles_{};
  geo::Point origin_;
  std::vector<const StreetGround::Tile*> tile_;
  std::uint32_t stamp_ = 0;
  std::vector<ReachedEdge> reached_edge_;  // an edge
  std::vector<Reached> reached_piece_;     // of the tile at hand
  std::vector<std::uint64_t> points_;      // a limit, of the block at hand
  Tiles window_;                           // that hold what is inside
  std::vector<Tiles> window_added_;        // a limit
  std::vector<BitGrid> added_;             // a limit: what is reached within it, and not within the one before
  BitGrid own_way_;                        // where the connector is nearer than any street
  bool has_own_way_ = false;
  BitGrid inside_;
  HoleFiller holes_;
};

}  // namespace trek::access::detail
