#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trek/access/detail/bit_grid.hpp"

namespace trek::access::detail {

/// A stretch of one row of a grid, both ends included.
struct GridRun {
  std::uint32_t row = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// The holes of an area on a grid: what lies outside in one piece, also across corners, and does not reach the rim of
/// the grid. One thread's, for area after area. Cost: in proportion to the words of the grid and to its runs.
class HoleFiller {
 public:
  /// Within a window all along whose sides one is outside: fills the holes of at most so many points for no run of
  /// which `stays(run)`.
  template <class Stays>
  void fill(BitGrid& inside, const GridWindow& window, std::size_t most_points, const Stays& stays) {
    find_holes(inside, window);
    for (std::uint32_t i = 0; i < runs_.size(); ++i) {
      Hole& hole = hole_[root(i)];
      hole.stays = hole.stays || hole.point_count > most_points || stays(runs_[i]);
    }
    for (std::uint32_t i = 0; i < runs_.size(); ++i) {
      if (!hole_[root(i)].stays) inside.set(runs_[i].first, runs_[i].last, runs_[i].row);
    }
  }

 private:
  struct Hole {
    std::size_t point_count = 0;
    bool stays = false;
  };

  void find_holes(const BitGrid& inside, const GridWindow& window);
  void find_runs(const BitGrid& inside, const GridWindow& window, std::uint32_t row);
  void join_rows(std::uint32_t south, std::uint32_t north);
  [[nodiscard]] std::uint32_t root(std::uint32_t run) {
    while (parent_[run] != run) run = parent_[run] = parent_[parent_[run]];
    return run;
  }

  std::vector<GridRun> runs_;          // outside, row after row
  std::vector<std::uint32_t> parent_;  // per run: another one of the same hole, or itself
  std::vector<Hole> hole_;             // per run: what is known of its hole, at the root
};

}  // namespace trek::access::detail
