#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/random.hpp"
#include "trek/core/rows.hpp"
#include "trek/siting/detail/completion.hpp"
#include "trek/siting/detail/location_problem.hpp"

namespace trek::siting::detail {

/// A choice of free sites and what it costs.
struct Choice {
  std::vector<std::uint32_t> sites;  // ascending
  double objective = 0.0;
};

/// Greedy addition and vertex exchange on one problem.
///
/// Vertex exchange (Teitz & Bart 1968), best improvement, with the bookkeeping of Whitaker (1983) as Resende & Werneck
/// (2003) arrange it: what each site would gain, what each chosen one would lose, and a correction for pairs that share
/// a row, all updated for the rows that a swap touches alone. Keeps a reference: the problem must outlive it.
class ExchangeSearch {
 public:
  /// `completion`: where there are rules on sites; it must outlive this too.
  explicit ExchangeSearch(const LocationProblem& problem, const Completion* completion = nullptr);

  /// From `sites` (free sites, each once, at most pick_count) add greedily up to pick_count, then exchange until no
  /// swap improves; where there are rules on sites, from a whole choice that keeps to them, by swaps that do. May be
  /// called by several threads at once.
  [[nodiscard]] Choice improved(std::span<const std::uint32_t> sites) const;
  /// The best of several starts: the greedy choice, then random ones, each followed by a variable neighbourhood search
  /// (Hansen & Mladenovic 1997). Start s draws from the stream (seed, s). Parallel over starts.
  [[nodiscard]] Choice best_of_starts(const LocationOptions& options, const core::Control& control) const;

 private:
  [[nodiscard]] std::vector<std::uint32_t> first_sites(std::uint32_t start, core::Random& random) const;
  [[nodiscard]] std::vector<double> costs_of_single_sites() const;
  [[nodiscard]] Choice from_start(std::uint32_t start, const LocationOptions& options) const;

  friend class ExchangeState;
  struct RowCost {
    std::uint32_t row = 0;
    std::uint32_t cost = 0;
  };
  const LocationProblem& problem_;
  const Completion* completion_;
  SideIndex side_;
  core::Rows<RowCost> rows_of_site_;
};

}  // namespace trek::siting::detail
