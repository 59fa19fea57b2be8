#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <type_traits>
#include <variant>
#include <vector>

#include "trek/access/catchments.hpp"
#include "trek/access/router.hpp"
#include "trek/core/control.hpp"

/// Travel times where nearly every pair is reached: one number per pair and no row numbers, which is a quarter to half
/// of what the pairs of a travel table take.
namespace trek::access {

/// Not reached within the limit: the largest number of its width.
template <class Time>
inline constexpr Time kNotReached = std::numeric_limits<Time>::max();

/// Times of one site in deciseconds, one per row of the other table, in its order; kNotReached where it is not. u16
/// where the limit allows it (6553.4 s, 109 minutes), else u32: the same width for all rows of a call.
using DenseRow = std::variant<std::span<const std::uint16_t>, std::span<const std::uint32_t>>;

/// Of one pair; kUnreachable_ds where it is not reached, whatever the width. In a loop, visit the row instead.
[[nodiscard]] inline std::uint32_t time_ds(const DenseRow& row, std::size_t other) noexcept {
  if (const auto* const narrow = std::get_if<0>(&row)) {
    const std::uint16_t time = (*narrow)[other];
    return time == kNotReached<std::uint16_t> ? kUnreachable_ds : time;
  }
  return (*std::get_if<1>(&row))[other];
}

/// A travel table as dense rows: 2 or 4 bytes per pair, where a TravelTable takes 8 per pair that is reached.
class DenseTable {
 public:
  /// Nothing is reached as yet.
  DenseTable(std::size_t site_count, std::size_t other_count, core::Deciseconds limit);

  [[nodiscard]] std::size_t size() const noexcept { return site_count_; }  // sites
  [[nodiscard]] std::size_t other_count() const noexcept { return other_count_; }
  [[nodiscard]] DenseRow operator[](std::size_t site) const noexcept;
  /// Precondition: a row of this table's width and length.
  void set(std::size_t site, const DenseRow& row);

 private:
  std::size_t site_count_;
  std::size_t other_count_;
  std::variant<std::vector<std::uint16_t>, std::vector<std::uint32_t>> times_;
};

/// Travel times in whichever form they lie, for what goes over them site by site. Refers to the table: it must outlive
/// this.
class TravelTimes {
 public:
  TravelTimes(const TravelTable& pairs) : pairs_{&pairs} {}  // NOLINT(google-explicit-constructor)
  TravelTimes(const DenseTable& dense) : dense_{&dense} {}   // NOLINT(google-explicit-constructor)

  [[nodiscard]] std::size_t size() const noexcept { return pairs_ != nullptr ? pairs_->size() : dense_->size(); }
  /// Calls visit(Reach) for all that a site reaches, by ascending row.
  template <class Visit>
  void for_each(std::size_t site, const Visit& visit) const {
    if (pairs_ != nullptr) {
      for (const Reach& reach : (*pairs_)[site]) visit(reach);
      return;
    }
    std::visit(
        [&](const auto& times) {
          constexpr auto kNever = kNotReached<typename std::decay_t<decltype(times)>::value_type>;
          for (std::uint32_t row = 0; row < times.size(); ++row) {
            if (times[row] != kNever) visit(Reach{row, times[row]});
          }
        },
        (*dense_)[site]);
  }

 private:
  const TravelTable* pairs_ = nullptr;
  const DenseTable* dense_ = nullptr;
};

/// The rows of a travel table, by ascending site, as dense rows: `take(site, row)` is called once per site that is
/// connected, from this thread; a row is gone when the call ends. The times are those of Router::travel_table.
///
/// Empty   no other points: empty rows.
/// Errors  Error{bad_argument} for points without snaps on a router of streets.
/// Cost    that of the searches, and a pass over all pairs, reached or not: where a site reaches few of the others,
///         for_each_travel_row costs less. Memory for 64 rows per thread, or 26 MB where those are fewer.
void for_each_dense_row(const Router& router, const Endpoints& sites, const Endpoints& others, const Trips& trips,
                        const core::Control& control,
                        const std::function<void(std::uint32_t site, const DenseRow& row)>& take);

/// All of them. Empty, errors and cost as above; memory for the table.
[[nodiscard]] DenseTable dense_table(const Router& router, const Endpoints& sites, const Endpoints& others,
                                     const Trips& trips, const core::Control& control);

}  // namespace trek::access
