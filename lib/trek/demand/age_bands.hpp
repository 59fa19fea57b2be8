#pragma once

#include <optional>
#include <span>
#include <vector>

#include "trek/core/rows.hpp"
#include "trek/model/tables.hpp"

/// What the number of an age band may be, from what its source publishes. See "Bounds of the target group" in METHODS.
namespace trek::demand {

/// How a source publishes counts.
struct CountRules {
  double secret_below = 0.0;    // > 0: a secret count is below this
  double rounded_to = 0.0;      // > 0: counts are multiples of it; percentages whole percents
  bool zeros_are_told = false;  // a secret count is then at least 1
  bool is_cell = false;         // roundings of cells are independent and many: they stay out of the bounds
};

/// A band as read.
struct ReadBand {
  model::AgeBand band;    // `people`; no bounds yet
  bool secret = false;    // else, without people, unknown
  double rounding = 0.0;  // of the published number, to both sides
};

/// Fills all bounds of the bands of one area. A secret count lies from 0 (1 where the source tells zeros) to
/// below `secret_below`, an unknown one anywhere; the inhabitants less the other bands limit both, and where the bands
/// hold all ages (`whole`) the inhabitants less all that the others can be is the least. Where those contradict each
/// other, the number is not secret for being small, and anything up to the inhabitants is possible. What is not
/// published is limited together in the same way.
void set_bounds(std::vector<ReadBand>& bands, std::optional<double> inhabitants, bool whole, const CountRules& rules);

/// Sum of the bands by their shares, never more than all inhabitants; empty when one that counts is not published.
[[nodiscard]] std::optional<double> published_target(std::span<const model::AgeBand> bands,
                                                     std::optional<double> inhabitants);

}  // namespace trek::demand
