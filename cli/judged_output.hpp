#pragma once

#include "trek/publish/read_results.hpp"
#include "trek/score/criteria.hpp"
#include "trek/score/ranking.hpp"

/// What a run judged by, out of its output.
namespace trek::cli {

/// Its criteria for draws, as the run drew them: what nobody knows of a site is as it is at others of its type.
[[nodiscard]] score::CriteriaTable drawn_criteria(const publish::ReadResults& results);

/// How the run drew weightings: seed, number and kind, as far as the output says.
[[nodiscard]] score::AcceptabilityOptions drawn_weightings(const publish::ReadResults& results);

}  // namespace trek::cli
