#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "trek/access/detail/fold.hpp"
#include "trek/access/detail/sweep_kernel.hpp"
#include "trek/access/detail/sweep_map.hpp"

namespace trek::access::detail {

/// Room that is not touched before it is used, aligned for any kernel.
template <class T>
class AlignedRoom {
 public:
  explicit AlignedRoom(std::size_t count)
      : values_{static_cast<T*>(::operator new (count * sizeof(T) + 1, std::align_val_t{kAlignment}))} {}
  [[nodiscard]] T* data() const noexcept { return values_.get(); }

 private:
  static constexpr std::size_t kAlignment = 64;
  struct Free {
    void operator()(T* values) const noexcept { ::operator delete (values, std::align_val_t{kAlignment}); }
  };
  std::unique_ptr<T[], Free> values_;
};

/// What a sweep is made over: all shared by the threads, all must outlive it.
struct SweepInput {
  const SweepMap& map;
  const SweepPoints& points;
  const PointsAtNodes& beyond_core;  // entered from nodes outside it
  const PointsOnEdges& on_edges;
  const network::StreetGraph& graph;
  const Endpoints& sites;
  const Endpoints& others;
  Direction direction;
  const SweepKernels& kernels;
};

/// One thread's sweeps, 32 sites at a time: climbs from the sites, descends to all within the limit, cell by cell, and
/// passes over every cell that is not entered.
///
/// Times are u16 where the limit allows it (109 minutes), else u32. Source: PHAST, Delling et al. 2013; a cell is only
/// entered over its boundary, so that the sweep is restricted to what is in reach without a search before it.
template <class Time>
class Sweep {
 public:
  Sweep(const SweepInput& input, std::uint32_t limit_ds);

  /// `sites`: at most 32 connected rows, near one another for speed.
  void run(std::span<const std::uint32_t> sites, Fold& fold);

 private:
  struct Shortcut {  // along the edge that a site and a point share, or outside the core
    std::uint32_t row = 0;
    std::uint32_t lane = 0;
    std::uint32_t time_ds = 0;
    friend constexpr auto operator<=>(const Shortcut&, const Shortcut&) = default;
  };

  struct End {  // a node where the way from a site may begin, or to it may end
    network::NodeIdx node;
    std::uint32_t lane = 0;
    std::uint32_t time_ds = 0;
  };

  void find_ends(std::span<const std::uint32_t> sites);
  void force_cells();
  void force_cells_around(std::uint32_t position);
  void seed();
  void find_shortcuts(std::span<const std::uint32_t> sites);
  void find_outside_core();
  void find_rows();
  void find_row(std::uint32_t row);
  void pass_on(Fold& fold);
  void take_further();
  void tidy();

  const SweepInput& input_;
  const SweepKernel<Time>& kernel_;
  SweepStreets streets_;  // that are climbed
  AlignedRoom<Time> times_;
  std::vector<std::uint8_t> reached_;  // one per position
  SweepLanes<Time> lanes_;
  // Of the streets to the points, where these have numbers of their own: else the same as above.
  std::optional<AlignedRoom<Time>> own_times_;
  std::vector<std::uint8_t> own_reached_;
  SweepLanes<Time> found_;
  std::vector<End> ends_;                // of the core
  std::vector<End> outside_;             // of no core
  std::vector<std::uint8_t> is_forced_;  // one per cell
  std::vector<std::uint32_t> forced_;
  std::vector<std::uint32_t> visited_;
  std::uint32_t visited_count_ = 0;
  std::vector<std::uint64_t> row_found_;  // a bit per row
  std::size_t first_word_ = 0;            // words of row_found_ that hold a bit: [first, last]
  std::size_t last_word_ = 0;
  std::vector<std::uint32_t> rows_;
  std::vector<Shortcut> shortcuts_;
  AlignedRoom<Time> block_;
};

extern template class Sweep<std::uint16_t>;
extern template class Sweep<std::uint32_t>;

}  // namespace trek::access::detail
