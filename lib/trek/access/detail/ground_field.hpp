#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <vector>

#include "trek/access/detail/bit_grid.hpp"
#include "trek/access/detail/street_arrivals.hpp"
#include "trek/access/detail/street_ground.hpp"
#include "trek/core/units.hpp"
#include "trek/network/snap.hpp"

namespace trek::access::detail {

/// The ground of one network at steps that double, each made when it is first asked for.
class StreetGrounds {
 public:
  StreetGrounds(const network::StreetGraph& graph, network::SnapOptions options, double distance_m, double step_m)
      : graph_{graph}, options_{options}, distance_m_{distance_m}, step_m_{step_m} {}

  [[nodiscard]] const network::StreetGraph& graph() const noexcept { return graph_; }
  [[nodiscard]] const network::SnapOptions& options() const noexcept { return options_; }
  [[nodiscard]] const StreetGround& finest() const { return at(0); }
  /// The finest on which a box has at most 8 million points.
  [[nodiscard]] const StreetGround& for_box(const geo::Box& box) const;

 private:
  static constexpr std::size_t kLevelCount = 12;
  [[nodiscard]] const StreetGround& at(std::size_t level) const;

  const network::StreetGraph& graph_;
  network::SnapOptions options_;
  double distance_m_ = 0.0;
  double step_m_ = 0.0;
  mutable std::array<std::once_flag, kLevelCount> made_;
  mutable std::array<std::unique_ptr<StreetGround>, kLevelCount> ground_;
};

/// The area reached from one site on a grid, limit after limit; one thread's, for site after site.
///
/// A grid point is inside when the way by the street nearest to it takes no longer than the limit: to the point of the
/// street nearest to it, and from there straight on, as a place there would be connected. Between two grid points the
/// outline is found by halving: the nearer of the streets of the two decides. Grid lines lie at multiples of the step,
/// so that the area does not depend on where the site is.
class GroundField {
 public:
  /// An empty area. Keeps references until the next start.
  void start(const StreetGrounds& grounds, const StreetArrivals& arrivals, geo::Point place, const network::Snap& site);

  /// Makes the area grow by what is reached within the limit, which is above the one before.
  void take(core::Deciseconds limit);

  /// Fills the part of the outside that holds this grid point, joined also across corners, unless a street passes
  /// there that is not reached. It must not touch the border of the grid. False where it stays.
  bool fill(std::size_t column, std::size_t row);

  [[nodiscard]] double step_m() const noexcept { return ground_->step_m(); }
  [[nodiscard]] std::size_t row_count() const noexcept { return inside_.row_count(); }
  [[nodiscard]] std::size_t column_count() const noexcept { return inside_.words_a_row() * BitGrid::kWordBits; }
  /// The grid points inside. Those at the border of the grid are outside.
  [[nodiscard]] const BitGrid& inside() const noexcept { return inside_; }
  [[nodiscard]] geo::Point place(std::size_t column, std::size_t row) const noexcept {
    return {origin_.x_m + static_cast<double>(column) * step_m(), origin_.y_m + static_cast<double>(row) * step_m()};
  }
  /// Where the outline crosses the grid line between two neighbours, by grid index (row * columns + column): the share
  /// of the way from the one inside to the one outside.
  [[nodiscard]] double crossing_share(std::size_t in, std::size_t out) const noexcept;

 private:
  static constexpr std::uint32_t kConnector = StreetGround::kNoEdge - 1;  // the site's own way to its street

  void take_tile(std::size_t tile_column, std::size_t tile_row);
  void take_connector();
  [[nodiscard]] StreetGround::Point nearest(std::size_t at) const noexcept;
  /// A straight piece of an edge, or the connector.
  struct Piece {
    std::uint32_t edge = StreetGround::kNoEdge;
    geo::Point from;
    double dx_m = 0.0;  // to its end
    double dy_m = 0.0;
    double before = 0.0;  // share of the edge's length before it
    double share = 0.0;   // its own
  };
  /// Where a place is nearest to a piece.
  struct Foot {
    double share = 0.0;  // along the edge's length
    double distance_square = std::numeric_limits<double>::infinity();
  };
  [[nodiscard]] static Foot foot_on(const Piece& piece, geo::Point place) noexcept;
  /// That of the street, or the connector, nearest to a grid point.
  [[nodiscard]] Piece piece_at(std::size_t at) const noexcept;
  [[nodiscard]] Piece connector() const noexcept;
  [[nodiscard]] double distance_m(std::size_t at) const noexcept;
  [[nodiscard]] double time_ds(std::uint32_t edge, double share) const noexcept;
  [[nodiscard]] bool is_reached(const Piece& one, const Piece& other, geo::Point place) const noexcept;
  [[nodiscard]] bool has_unreached_street(std::size_t at) const noexcept;

  const StreetGrounds* grounds_ = nullptr;
  const StreetGround* ground_ = nullptr;
  const StreetArrivals* arrivals_ = nullptr;
  std::array<geo::Point, 2> connector_;  // the site, and where it meets its street
  StreetGround::Range tiles_{};
  geo::Point origin_;
  double limit_ds_ = 0.0;
  std::vector<const StreetGround::Tile*> tile_;
  std::vector<float> time_ds_;         // a grid point
  std::vector<std::uint8_t> own_way_;  // a grid point: 1 where the connector is nearer than any street
  BitGrid inside_;
  std::vector<std::uint32_t> waiting_;
};

}  // namespace trek::access::detail
