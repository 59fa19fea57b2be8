#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/siting/location_task.hpp"
#include "trek/siting/question.hpp"

/// Places near everyone, and a few that draw from far. METHODS "Where the next places go".
namespace trek::siting {

/// Whom sites serve within a standard: people of demand rows, at a cost.
struct Service {
  const CostTable& costs;
  std::span<const double> weight;  // one per demand row of the table; NaN is unknown and counts nowhere
  std::uint32_t standard = 0;      // at exactly that is served
};

/// What is to be decided. Refers to the tables, which have the same sites.
struct SpreadPeaksTask {
  Service near;  // of every chosen site: a peak is a local place too
  Service far;   // of the peaks
  std::size_t local_count = 0;
  std::size_t peak_count = 0;
  std::span<const std::uint32_t> forced{};     // chosen, as either
  SiteRules rules{};                           // of all chosen sites
  double peak_spacing = 0.0;                   // between peaks, by the places in `rules`; 0: any
  std::span<const std::uint32_t> not_local{};  // sites that cannot be a local place, though they may be a peak
  std::span<const std::uint32_t> not_peak{};   // and the other way round
};

/// One choice, and what it gives.
struct SpreadPeaks {
  std::vector<std::uint32_t> locals;  // without the peaks
  std::vector<std::uint32_t> peaks;
  double spread_share = 0.0;  // of the known weight, within the near standard of a chosen site
  double peak_share = 0.0;    // of the known weight, within the far standard of a peak
  double balance = 0.0;       // weight of the spread share in the sum that this choice is the best of
  double objective = 0.0;     // balance x spread share + (1 - balance) x peak share
  double bound = 0.0;         // no choice has more
  bool optimal = false;       // proven, to within 1e-9
};

/// The choice that is best at a balance in [0, 1].
///
/// Empty    shares of no weight are 0.
/// Errors   Error{bad_argument}: tables that do not have the same sites; as max_covering. Error{limit}: no choice keeps
/// to
///          what is asked. Error{cancelled}.
/// Cost     that of max_covering with both kinds of rows, and twice the sites.
[[nodiscard]] SpreadPeaks spread_peaks(const SpreadPeaksTask& task, double balance, const LocationOptions& options = {},
                                       const core::Control& control = {});

/// The same with something besides, as a Solver; `chosen` are the locals and peaks together, and a `count` is of both.
/// Refers to the task and the control: they must outlive it.
[[nodiscard]] Solver solver_of(const SpreadPeaksTask& task, double balance, const LocationOptions& options,
                               const core::Control& control);

/// The choices that are best at some balance between 0.001 and 0.999, by ascending peak share: the supported part of
/// the Pareto front, of which no one has both shares at least as high as another. At most `most` searches are made;
/// what is not proven has its gap, and others may then lie beyond.
///
/// Source  Aneja & Nair (1979): between two choices, the balance at which both are worth the same.
[[nodiscard]] std::vector<SpreadPeaks> spread_peaks_front(const SpreadPeaksTask& task, std::size_t most = 24,
                                                          const LocationOptions& options = {},
                                                          const core::Control& control = {});

}  // namespace trek::siting
