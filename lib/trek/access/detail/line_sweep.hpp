#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/access/detail/fold.hpp"
#include "trek/access/detail/sweep.hpp"
#include "trek/access/travel.hpp"
#include "trek/geo/point.hpp"

namespace trek::access::detail {

/// Places in groups of rows that follow each other, each with the box around it: tables of areas or cells come along
/// the ground, so that whole groups are passed over by their box, and what is left is still by ascending row.
class RowBoxes {
 public:
  static constexpr std::uint32_t kRowsEach = 64;
  /// Borrowed. Those that are not finite are in no box.
  explicit RowBoxes(std::span<const geo::Point> places);
  [[nodiscard]] std::span<const geo::Point> places() const noexcept { return places_; }
  /// One per group; an empty box where no place of it is finite.
  [[nodiscard]] const std::vector<geo::Box>& boxes() const noexcept { return boxes_; }

 private:
  std::span<const geo::Point> places_;
  std::vector<geo::Box> boxes_;
};

/// One thread's straight lines, 32 sites at a time. Times are those of straight_line_ds.
template <class Time>
class LineSweep {
 public:
  /// Precondition: `limit_ds` is below the largest Time. References are kept.
  LineSweep(const StraightLine& line, std::span<const geo::Point> places, const RowBoxes& others,
            std::uint32_t limit_ds, const SweepKernels& kernels);
  /// At most 32 rows of the places, near each other if it is to be fast.
  void run(std::span<const std::uint32_t> sites, Fold& fold);

 private:
  void place_lanes(std::span<const std::uint32_t> sites);
  [[nodiscard]] bool may_reach(const geo::Box& box) const noexcept;
  void settle(std::size_t at);
  void pass_on(Fold& fold);

  const StraightLine& line_;
  std::span<const geo::Point> places_;
  const RowBoxes& others_;
  const SweepKernel<Time>& kernel_;
  double reach_m_;
  LineLanes lanes_{};
  std::vector<std::uint32_t> row_;
  std::vector<std::uint32_t> doubtful_;
  AlignedRoom<Time> time_;
  std::size_t kept_ = 0;
};

extern template class LineSweep<std::uint16_t>;
extern template class LineSweep<std::uint32_t>;

}  // namespace trek::access::detail
