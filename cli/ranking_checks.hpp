#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <vector>

#include "trek/publish/read_results.hpp"
#include "trek/score/criteria_checks.hpp"
#include "trek/score/sensitivity.hpp"
#include "words.hpp"

namespace trek::cli {

/// What the weights do to an order by the weighted sum, and what of the criteria misleads.
struct RankingChecks {
  std::vector<score::CriterionSpread> spreads;
  std::vector<double> correlations;
  std::vector<score::SameTale> same;
  std::vector<score::TornadoBar> tornado;     // of the leader; empty: nobody leads
  std::optional<score::Unseating> unseating;  // empty: nobody unseats it
};

[[nodiscard]] RankingChecks ranking_checks(const score::CriteriaTable& table, std::span<const std::uint8_t> excluded);

void print_checks(const publish::ReadResults& results, const RankingChecks& checks, const Words& words);
/// "criteria", "correlations", "warnings", "tornado", "unseating".
[[nodiscard]] nlohmann::ordered_json checks_json(const publish::ReadResults& results, const RankingChecks& checks);

}  // namespace trek::cli
