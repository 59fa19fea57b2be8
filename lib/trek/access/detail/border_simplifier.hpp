#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "trek/access/detail/contours.hpp"
#include "trek/geo/polygon.hpp"

namespace trek::access::detail {

/// Douglas-Peucker on all borders of a planar map together, so that they still cross nowhere and meet only where they
/// met; one thread's, for site after site.
///
/// A stretch of a border becomes a chord when all its points lie within the tolerance of the chord, no other point lies
/// within 5 cm of the chord, and none lies between the stretch and the chord. The last condition, by even-odd parity,
/// suffices: a chord and another segment cross in one point at most, and segments with both ends outside what lies
/// between cross the closed line round it an even number of times, the stretch never, so the chord never. For the same
/// reason every other point stays on its side of the border. Ends stay, of a closed border three points, and of borders
/// between the same two ends a third one each.
class BorderSimplifier {
 public:
  /// One flag per row of contours.border_points(): whether the point stays. `bin_m` is about the length of a chord.
  [[nodiscard]] std::span<const std::uint8_t> kept(const Contours& contours, double tolerance_m, double bin_m);

 private:
  /// Rows of border_points: the ends of a stretch.
  struct Stretch {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
  };
  struct Farthest {
    std::uint32_t row = 0;
    double distance_square = 0.0;
  };

  void sort_into_bins(double bin_m);
  void find_twins(std::span<const Border> borders);
  void simplify(const Border& border, bool has_twin);
  void simplify(Stretch whole);
  [[nodiscard]] Farthest farthest_from_chord(Stretch stretch) const;
  [[nodiscard]] bool is_free(Stretch stretch);
  [[nodiscard]] bool is_between(geo::Point place, Stretch stretch) const;
  [[nodiscard]] std::size_t bin_of(double at_m, double origin_m, std::size_t count) const noexcept;
  [[nodiscard]] geo::Point at(std::uint32_t row) const noexcept { return points_[row_points_[row]]; }

  std::span<const geo::Point> points_;
  std::span<const std::uint32_t> row_points_;
  double tolerance_m_ = 0.0;
  std::vector<std::uint8_t> kept_;
  std::vector<std::uint8_t> gone_;  // per point: inside a stretch that became a chord, or of no border
  std::vector<std::uint32_t> own_;  // per point: the last stretch that it was found to belong to
  std::uint32_t stretch_number_ = 0;
  std::vector<Stretch> waiting_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> ends_;  // of open borders, and the border's number
  std::vector<std::uint8_t> twin_;                             // per border
  geo::Box box_;
  double bins_a_m_ = 0.0;
  std::size_t bin_columns_ = 0;
  std::size_t bin_rows_ = 0;
  std::vector<std::uint32_t> first_in_bin_;  // bin count + 1
  std::vector<std::uint32_t> in_bin_;        // points, bin after bin
};

}  // namespace trek::access::detail
