#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/access/detail/edge_ends.hpp"
#include "trek/access/detail/sweep_kernel.hpp"
#include "trek/access/travel.hpp"
#include "trek/network/hierarchy.hpp"

namespace trek::access::detail {

/// What every sweep over one hierarchy shares: how its cells lie in one another. Keeps a reference.
class SweepMap {
 public:
  explicit SweepMap(const network::Hierarchy& hierarchy);

  [[nodiscard]] const network::Hierarchy& hierarchy() const noexcept { return hierarchy_; }
  [[nodiscard]] SweepStreets streets(Direction direction) const noexcept;
  [[nodiscard]] std::uint32_t cell_of(std::uint32_t position) const noexcept { return cell_of_[position]; }
  /// The cell around a cell; the cell itself where there is none.
  [[nodiscard]] std::uint32_t parent(std::uint32_t cell) const noexcept { return parent_[cell]; }

 private:
  const network::Hierarchy& hierarchy_;
  std::vector<std::uint32_t> cell_of_;    // one per position
  std::vector<std::uint32_t> parent_;     // one per cell
  std::vector<std::uint32_t> cell_next_;  // one per cell
};

/// The destinations of sweeps, by position: for one table of points and one direction.
class SweepPoints {
 public:
  SweepPoints(const SweepMap& map, const network::StreetGraph& graph, const PointEnds& others);

  [[nodiscard]] std::size_t row_count() const noexcept { return entrances_.size(); }
  [[nodiscard]] const Entrances* entrances() const noexcept { return entrances_.data(); }
  /// Entrances of a row beyond its first two: at a barrier where three streets or more end, where junctions are split,
  /// and from streets open to their destinations only.
  struct Further {
    std::uint32_t position = 0;
    std::uint32_t rest_ds = 0;
  };
  [[nodiscard]] bool has_further() const noexcept { return !further_.empty(); }
  [[nodiscard]] std::span<const Further> further(std::uint32_t row) const noexcept {
    return {further_.data() + first_further_[row], further_.data() + first_further_[row + 1]};
  }
  /// Rows that are entered from a position.
  [[nodiscard]] std::span<const std::uint32_t> rows_at(std::uint32_t position) const noexcept {
    return {row_.data() + first_row_[position], row_.data() + first_row_[position + 1]};
  }
  /// One a cell: whether it, or a cell in it, holds a point.
  [[nodiscard]] const std::uint8_t* is_wanted() const noexcept { return is_wanted_.data(); }

 private:
  void add_entrance(std::uint32_t row, std::uint32_t position, std::uint32_t rest_ds);
  void mark_wanted(const SweepMap& map);

  std::vector<Entrances> entrances_;             // one per row
  std::vector<std::uint32_t> first_further_{0};  // row count + 1
  std::vector<Further> further_;
  std::vector<std::uint32_t> first_row_;  // position count + 1
  std::vector<std::uint32_t> row_;
  std::vector<std::uint8_t> is_wanted_;
};

}  // namespace trek::access::detail
