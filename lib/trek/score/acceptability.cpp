#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/parallel.hpp"
#include "trek/score/alternatives.hpp"
#include "trek/score/detail/drawn_scores.hpp"
#include "trek/score/ranking.hpp"

namespace trek::score {
namespace {

constexpr std::size_t kMaxSites = 16'384;  // the table of ranks takes 4 bytes a site and rank: 1 GiB
constexpr double kWeightUnit = 0x1.0p32;   // weights are summed as whole numbers: the same in any order of threads

void check_size(std::size_t ranked_count) {
  if (ranked_count <= kMaxSites) return;
  throw core::Error{core::ErrorKind::limit,
                    fmt::format("rank acceptability: {} sites to rank, at most {} fit; exclude more of them first",
                                ranked_count, kMaxSites)};
}

/// Over all draws, of the ranked sites.
struct Tally {
  std::vector<std::uint32_t> rank_count;    // [site * sites + rank - 1]: how often it took that rank
  std::vector<std::uint64_t> first_weight;  // [site * criteria + c]: sum of the weights with which it was first
};

/// What a block of draws adds to it.
struct BlockTally {
  std::vector<std::pair<double, std::uint32_t>> ranking;  // (-score, site): ascending is best first, ties by row
  std::vector<std::uint32_t> site_at_rank;                // of all draws of the block
  std::vector<double> weights;                            // likewise

  void add(const detail::DrawnScores& drawn) {
    ranking.clear();
    for (std::uint32_t site = 0; site < drawn.score.size(); ++site) ranking.emplace_back(-drawn.score[site], site);
    std::sort(ranking.begin(), ranking.end());
    for (const auto& [negated, site] : ranking) site_at_rank.push_back(site);
    weights.insert(weights.end(), drawn.weight.begin(), drawn.weight.end());
  }

  void add_to(Tally& tally, std::size_t n, std::size_t criterion_count) const {
    for (std::size_t i = 0; i < site_at_rank.size(); ++i) ++tally.rank_count[site_at_rank[i] * n + i % n];
    for (std::size_t draw = 0; draw * n < site_at_rank.size(); ++draw) {
      const std::size_t first = site_at_rank[draw * n];
      for (std::size_t c = 0; c < criterion_count; ++c) {
        tally.first_weight[first * criterion_count + c] +=
            static_cast<std::uint64_t>(std::llround(weights[draw * criterion_count + c] * kWeightUnit));
      }
    }
  }
};

Tally tally_of(const detail::ScoreDraws& draws, std::size_t n, const core::Control& control) {
  const std::size_t criterion_count = draws.criteria().size();
  Tally tally{std::vector<std::uint32_t>(n * n), std::vector<std::uint64_t>(n * criterion_count)};
  std::mutex tally_mutex;
  core::for_each_chunk(draws.count(), detail::kDrawsPerBlock, control, "rank acceptability",
                       [&](std::size_t begin, std::size_t end) {
                         BlockTally block;
                         detail::DrawnScores drawn;
                         for (std::size_t number = begin; number < end; ++number) {
                           draws.draw(number, drawn);
                           block.add(drawn);
                         }
                         const std::lock_guard lock{tally_mutex};
                         block.add_to(tally, n, criterion_count);
                       });
  return tally;
}

/// The lowest rank that at least `share` of the draws do not exceed.
std::uint32_t rank_quantile(std::span<const std::uint32_t> count, std::uint32_t draws, double share) {
  const double wanted = share * draws;
  double seen = 0.0;
  std::uint32_t rank = 0;
  while (rank < count.size() && seen < wanted) seen += count[rank++];
  return rank;
}

std::uint32_t top_count(std::size_t ranked_count) {
  return static_cast<std::uint32_t>(std::clamp<std::size_t>(ranked_count / 3, 1, 10));
}

RankAcceptability of_nobody(const CriteriaTable& table, const AcceptabilityOptions& options, std::size_t ranked) {
  const std::size_t all = table.site_count();
  return {std::vector<double>(all),
          std::vector<double>(all),
          std::vector<std::uint32_t>(all),
          std::vector<std::uint32_t>(all),
          std::vector<double>(all * table.criteria().size(), std::nan("")),
          options,
          top_count(ranked)};
}

}  // namespace

std::string_view name_of(Weightings weightings) noexcept {
  switch (weightings) {
    case Weightings::free:
      return "free";
    case Weightings::ordinal:
      return "ordinal";
    case Weightings::bounded:
      return "bounded";
  }
  return {};
}

std::optional<Weightings> find_weightings(std::string_view name) noexcept {
  for (const Weightings one : {Weightings::free, Weightings::ordinal, Weightings::bounded}) {
    if (name_of(one) == name) return one;
  }
  return std::nullopt;
}

RankAcceptability rank_acceptability(const CriteriaTable& table, std::span<const std::uint8_t> excluded,
                                     const AcceptabilityOptions& options, const core::Control& control) {
  detail::check_options(options);
  const std::vector<std::size_t> rows = ranked_rows(table.site_count(), excluded);
  check_size(rows.size());
  RankAcceptability result = of_nobody(table, options, rows.size());
  if (rows.empty()) return result;
  const detail::ScoreDraws draws{table, rows, options};
  const Tally tally = tally_of(draws, rows.size(), control);
  const std::size_t width = table.criteria().size();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::span<const std::uint32_t> count{tally.rank_count.data() + i * rows.size(), rows.size()};
    const auto top = count.first(result.top_count);
    std::uint64_t top_count = 0;
    for (const std::uint32_t c : top) top_count += c;
    result.first_share[rows[i]] = static_cast<double>(count[0]) / options.draws;
    result.top_share[rows[i]] = static_cast<double>(top_count) / options.draws;
    result.rank_p05[rows[i]] = rank_quantile(count, options.draws, 0.05);
    result.rank_p95[rows[i]] = rank_quantile(count, options.draws, 0.95);
    if (count[0] == 0) continue;
    const auto central = result.central_weight.begin() + static_cast<std::ptrdiff_t>(rows[i] * width);
    std::fill_n(central, width, 0.0);
    for (std::size_t c = 0; c < draws.criteria().size(); ++c) {
      const auto sum = static_cast<double>(tally.first_weight[i * draws.criteria().size() + c]);
      central[static_cast<std::ptrdiff_t>(draws.criteria()[c])] = sum / kWeightUnit / count[0];
    }
  }
  return result;
}

std::vector<double> winning_shares(const CriteriaTable& table, std::span<const std::size_t> sites,
                                   const AcceptabilityOptions& options, const core::Control& control) {
  detail::check_options(options);
  for (const std::size_t site : sites) {
    if (site >= table.site_count())
      core::refuse_argument(fmt::format("winning shares: no site stands at row {}", site));
  }
  const std::size_t n = sites.size();
  std::vector<std::uint64_t> half_wins(n * n);
  const detail::ScoreDraws draws{table, sites, options};
  std::mutex wins_mutex;
  core::for_each_chunk(draws.count(), detail::kDrawsPerBlock, control, "winning shares",
                       [&](std::size_t begin, std::size_t end) {
                         std::vector<std::uint64_t> own(n * n);
                         detail::DrawnScores drawn;
                         for (std::size_t number = begin; number < end; ++number) {
                           draws.draw(number, drawn);
                           for (std::size_t a = 0; a < n; ++a) {
                             for (std::size_t b = 0; b < n; ++b) {
                               const double lead = drawn.score[a] - drawn.score[b];
                               own[a * n + b] += (lead > 0.0 ? 1U : 0U) + (lead >= 0.0 ? 1U : 0U);
                             }
                           }
                         }
                         const std::lock_guard lock{wins_mutex};
                         for (std::size_t i = 0; i < own.size(); ++i) half_wins[i] += own[i];
                       });
  std::vector<double> shares;
  shares.reserve(half_wins.size());
  for (const std::uint64_t halves : half_wins) shares.push_back(static_cast<double>(halves) / 2.0 / options.draws);
  return shares;
}

}  // namespace trek::score
