#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "trek/project/detail/doubts.hpp"
#include "trek/score/criteria_checks.hpp"

namespace trek::project::detail {
namespace {

constexpr std::uint32_t kLooked = 10;  // ranks that a reader acts on

core::Finding saturated(const score::Criterion& criterion, std::size_t beyond_count, std::size_t known_count) {
  const auto anchors = criterion.value.anchors();
  const bool falls = anchors.front().value > anchors.back().value;
  const auto best = fmt::format("{:.10g}", falls ? anchors.front().raw : anchors.back().raw);
  core::Finding finding{core::Severity::warning, criterion.id, "criterion", "criterion_saturated", "", "", {}};
  finding.value = {
      core::with_decimal_comma(fmt::format("{} van {} locaties voorbij {}", beyond_count, known_count, best)),
      fmt::format("{} of {} sites beyond {}", beyond_count, known_count, best)};
  finding.remedy = "they are equal there, however far beyond; move the best anchor out if they differ in what matters";
  return finding;
}

core::Finding shared(std::uint32_t rank, std::size_t site_count, double low) {
  core::Finding finding{core::Severity::warning, "sites", fmt::format("rank {}", rank), "rank_shared", "", "", {}};
  finding.value = {core::with_decimal_comma(fmt::format("{} locaties, zekere score {:.3f}", site_count, low)),
                   fmt::format("{} sites, sure score {:.3f}", site_count, low)};
  finding.remedy =
      "they score the same, so that their order in a list says nothing; see which anchors they have all reached "
      "(table weights), or add what tells them apart";
  return finding;
}

}  // namespace

core::Report ranking_doubts(const score::CriteriaTable& table, std::span<const score::SiteScore> scores) {
  core::Report report;
  std::vector<std::uint8_t> excluded;
  for (const score::SiteScore& score : scores) excluded.push_back(score.rank ? 0 : 1);
  const auto spreads = score::criterion_spreads(table, excluded);
  for (std::size_t c = 0; c < spreads.size(); ++c) {
    if (spreads[c].weight_share > 0.0 && score::is_saturated(spreads[c].beyond_best_count, spreads[c].known_count))
      report.add(saturated(table.criteria()[c], spreads[c].beyond_best_count, spreads[c].known_count));
  }
  struct Holders {
    std::size_t count = 0;
    double low = 0.0;
  };
  std::map<std::uint32_t, Holders> holders;
  for (const score::SiteScore& score : scores) {
    if (!score.rank || *score.rank > kLooked) continue;
    Holders& of_rank = holders[*score.rank];
    ++of_rank.count;
    of_rank.low = score.low;
  }
  for (const auto& [rank, of_rank] : holders) {
    if (of_rank.count > 1) report.add(shared(rank, of_rank.count, of_rank.low));
  }
  return report;
}

}  // namespace trek::project::detail
