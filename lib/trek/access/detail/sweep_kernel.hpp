#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "trek/geo/point.hpp"
#include "trek/network/hierarchy.hpp"

/// The inner loops of a sweep over a hierarchy, and over places along straight lines, for 32 sources at a time.
///
/// Compiled once for each processor level that is worth it, from one text (sweep_kernel_text.hpp), and chosen at run
/// time. Plain arrays only: nothing here may call code that other files share, or that code could be compiled for a
/// processor that the machine does not have.
namespace trek::access::detail {

inline constexpr std::uint32_t kLaneCount = 32;

/// A hierarchy in one direction of travel. To search backwards, climb and descent change places.
struct SweepStreets {
  const std::uint32_t* first_climb = nullptr;  // position count + 1
  const network::HierarchyArc* climb = nullptr;
  const std::uint32_t* first_descent = nullptr;  // position count + 1
  const network::HierarchyArc* descent = nullptr;
  const std::uint32_t* cell_first = nullptr;  // cell count
  const std::uint32_t* cell_separator_end = nullptr;
  const std::uint32_t* cell_next = nullptr;       // cell count: the first cell after those inside it
  const std::uint32_t* first_boundary = nullptr;  // cell count + 1
  const std::uint32_t* boundary = nullptr;
  std::uint32_t cell_count = 0;
};

/// What a sweep writes. Rows of cells that it does not visit hold nothing that means anything, but `reached` is 0
/// there.
template <class Time>
struct SweepLanes {
  Time* time = nullptr;             // 32 a position, aligned to 64 bytes; the largest Time is "not reached"
  std::uint8_t* reached = nullptr;  // 1 a position: 1 where a lane is within the limit; 0 before the first sweep
  Time limit = 0;                   // below the largest Time
};

/// What the climb found, where a descent takes it up.
template <class Time>
struct Climbed {
  const Time* time = nullptr;               // 32 a position of the climb
  const std::uint32_t* position = nullptr;  // of the climb, one per position of the descent; null: the same numbers
};

/// Where a destination is entered: from two positions at most, with the rest of the way from each.
struct Entrances {
  static constexpr std::uint32_t kNone = 0xFFFF'FFFFU;
  std::uint32_t position[2] = {kNone, kNone};
  std::uint32_t rest_ds[2] = {0, 0};
};

/// Straight lines from 32 places.
struct LineLanes {
  double x_m[kLaneCount] = {};
  double y_m[kLaneCount] = {};  // NaN: a lane without a place, which reaches nothing
  double ds_per_m = 0.0;
  std::uint32_t limit_ds = 0;
};

/// Room for what the lines to some places give: 32 times a row that is kept.
template <class Time>
struct LineTimes {
  std::uint32_t* row = nullptr;
  Time* time = nullptr;
  std::uint32_t* doubtful = nullptr;  // places in `row` whose times may be one off
  std::size_t doubtful_count = 0;
};

template <class Time>
struct SweepKernel {
  /// Rows [begin, end): not reached.
  void (*clear)(const SweepLanes<Time>& lanes, std::uint32_t begin, std::uint32_t end);
  /// From the seeds (their rows set, `reached` 1) to all that can be climbed to. `forced`: the cells that hold seeds
  /// and all cells around them, ascending; their own rows must have been cleared before the seeds were set.
  void (*climb)(const SweepStreets& streets, const SweepLanes<Time>& lanes, const std::uint32_t* forced,
                std::uint32_t forced_count);
  /// From there to all within the limit; final times. `is_forced` and `is_wanted` have one per cell; a cell that is not
  /// wanted is passed over with all inside it (null: all are wanted). Puts the visited cells into `visited` (cell
  /// count) and returns how many. The streets may be a part of those that were climbed, with numbers of their own.
  std::uint32_t (*descend)(const SweepStreets& streets, const SweepLanes<Time>& lanes, const Climbed<Time>& climbed,
                           const std::uint8_t* is_forced, const std::uint8_t* is_wanted, std::uint32_t* visited);
  /// Times of destinations, 32 each, to `times`; beyond the limit any time beyond the limit.
  void (*gather)(const SweepLanes<Time>& lanes, const Entrances* entrances, const std::uint32_t* rows,
                 std::size_t row_count, Time* times);
  /// sums[lane] += weight[rows[i]] for each i in order whose time is at most `limit`.
  void (*add_within)(const Time* times, const std::uint32_t* rows, std::size_t row_count, const double* weight,
                     Time limit, double* sums);
  /// Rounded times to places[first] and the `count` - 1 after it, of which those that a lane reaches within the limit,
  /// or may reach, are kept; returns how many. Beyond the limit any time beyond the limit. Where a time is so near to
  /// the middle between two that another way to reckon it may round it otherwise, the row is among the doubtful.
  std::size_t (*line_times)(const LineLanes& lanes, const geo::Point* places, std::uint32_t first, std::uint32_t count,
                            LineTimes<Time>& found);
};

struct SweepKernels {
  const char* level;  // "x86-64-v3", ...
  SweepKernel<std::uint16_t> narrow;
  SweepKernel<std::uint32_t> wide;
};

template <class Time>
[[nodiscard]] const SweepKernel<Time>& kernel_for(const SweepKernels& kernels) noexcept {
  if constexpr (sizeof(Time) == sizeof(std::uint16_t)) {
    return kernels.narrow;
  } else {
    return kernels.wide;
  }
}

/// The best that this processor can run.
[[nodiscard]] const SweepKernels& sweep_kernels() noexcept;
/// All that this processor can run, best first: for tests.
[[nodiscard]] std::span<const SweepKernels* const> runnable_sweep_kernels() noexcept;

}  // namespace trek::access::detail
