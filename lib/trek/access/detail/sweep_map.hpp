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

/// The destinations of sweeps, by position: for one table of points and one direction. A sweep descends to them over
/// `streets()`, which have numbers of their own where the points need a part of all: those by which one of them is come
/// by (RPHAST; Delling, Goldberg & Werneck 2011). Where most are needed they are those of the map, without a copy.
class SweepPoints {
 public:
  SweepPoints(const SweepMap& map, const network::StreetGraph& graph, const PointEnds& others, Direction direction);

  [[nodiscard]] const SweepStreets& streets() const noexcept { return streets_; }
  [[nodiscard]] std::uint32_t position_count() const noexcept { return position_count_; }
  /// Of each position of `streets()` that of the map; null: the same.
  [[nodiscard]] const std::uint32_t* map_positions() const noexcept {
    return map_position_.empty() ? nullptr : map_position_.data();
  }

  // All positions below are those of `streets()`.
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
  /// A position from which a row is entered.
  struct Entry {
    std::uint32_t position = 0;
    std::uint32_t row = 0;
  };
  /// Those of positions [begin, end), by position.
  [[nodiscard]] std::span<const Entry> entries(std::uint32_t begin, std::uint32_t end) const noexcept {
    return {entry_.data() + first_entry_[begin], entry_.data() + first_entry_[end]};
  }
  /// One a cell: whether it, or a cell in it, holds a point.
  [[nodiscard]] const std::uint8_t* is_wanted() const noexcept { return is_wanted_.data(); }

 private:
  void add_entrance(std::uint32_t row, std::uint32_t position, std::uint32_t rest_ds);
  template <class Visit>
  void for_each_position(const Visit& visit);
  [[nodiscard]] std::vector<std::uint8_t> needed_positions(std::size_t count);
  void keep_needed(const SweepMap& map, const std::vector<std::uint8_t>& is_needed);
  void sort_entries();
  void mark_wanted(const network::Hierarchy& hierarchy, const std::vector<std::uint8_t>& is_needed);

  SweepStreets streets_;
  std::uint32_t position_count_ = 0;
  std::vector<std::uint32_t> map_position_;  // one per position, and the columns of the streets below; empty: no copy
  std::vector<std::uint32_t> first_descent_;
  std::vector<network::HierarchyArc> descent_;
  std::vector<std::uint32_t> cell_first_;
  std::vector<std::uint32_t> cell_separator_end_;
  std::vector<std::uint32_t> first_boundary_;
  std::vector<std::uint32_t> boundary_;

  std::vector<Entrances> entrances_;             // one per row
  std::vector<std::uint32_t> first_further_{0};  // row count + 1
  std::vector<Further> further_;
  std::vector<std::uint32_t> first_entry_;  // position count + 1
  std::vector<Entry> entry_;
  std::vector<std::uint8_t> is_wanted_;
};

}  // namespace trek::access::detail
