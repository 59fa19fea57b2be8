#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/parallel.hpp"
#include "trek/core/random.hpp"
#include "trek/score/detail/exclusion.hpp"
#include "trek/score/ranking.hpp"

namespace trek::score {
namespace {

constexpr std::size_t kDrawsPerBlock = 64;
constexpr std::size_t kMaxSites = 16'384;  // the table of ranks takes 4 bytes a site and rank: 1 GiB

void check_options(const AcceptabilityOptions& options) {
  if (options.draws == 0)
    throw core::Error{core::ErrorKind::bad_argument, "rank acceptability: 0 draws, expected 1 or more"};
  if (!(options.weight_spread >= 0.0 && options.weight_spread <= 1.0)) {
    throw core::Error{
        core::ErrorKind::bad_argument,
        fmt::format("rank acceptability: weight spread {}, expected a share in [0, 1]", options.weight_spread)};
  }
}

void check_size(std::size_t ranked_count) {
  if (ranked_count <= kMaxSites) return;
  throw core::Error{core::ErrorKind::limit,
                    fmt::format("rank acceptability: {} sites to rank, at most {} fit; exclude more of them first",
                                ranked_count, kMaxSites)};
}

/// Values of the ranked sites in a dense block; what is not known exactly is drawn anew each time.
struct ValueBlock {
  std::size_t site_count = 0;
  std::size_t criterion_count = 0;
  std::vector<ValueInterval> value;  // site_count * criterion_count
  std::vector<double> weight_share;  // criterion_count
};

ValueBlock value_block(const CriteriaTable& table, std::span<const std::size_t> rows) {
  ValueBlock block{rows.size(), 0, {}, {}};
  std::vector<std::size_t> weighted;
  for (std::size_t c = 0; c < table.criteria().size(); ++c) {
    if (table.weight_share(c) > 0.0) weighted.push_back(c);  // weight 0: shown, not judged, so never drawn either
  }
  block.criterion_count = weighted.size();
  for (const std::size_t c : weighted) block.weight_share.push_back(table.weight_share(c));
  block.value.reserve(rows.size() * weighted.size());
  for (const std::size_t row : rows) {
    for (const std::size_t c : weighted) {
      block.value.push_back(table.interval(row, c));
    }
  }
  return block;
}

/// Uniform on the simplex: exponentials over their sum (Devroye 1986, ch. XI.4), mixed with the stated weights.
void draw_weights(core::Random& random, std::span<const double> stated, double spread, std::vector<double>& weight) {
  weight.resize(stated.size());
  double sum = 0.0;
  for (double& w : weight) {
    w = random.exponential();
    sum += w;
  }
  for (std::size_t c = 0; c < weight.size(); ++c) weight[c] = std::lerp(stated[c], weight[c] / sum, spread);
}

/// Room for one draw, reused over a block of draws.
struct Draw {
  std::vector<double> weight;
  std::vector<std::pair<double, std::uint32_t>> ranking;  // (-score, site): ascending is best first, ties by row
};

/// Each draw has its own stream, so neither the threads nor the number of unknowns in an earlier draw move it.
void rank_one_draw(const ValueBlock& block, const AcceptabilityOptions& options, std::uint64_t number, Draw& draw) {
  core::Random random{options.seed, number};
  draw_weights(random, block.weight_share, options.weight_spread, draw.weight);
  draw.ranking.clear();
  const ValueInterval* value = block.value.data();
  for (std::uint32_t site = 0; site < block.site_count; ++site) {
    double score = 0.0;
    for (const double weight : draw.weight) {
      const auto [low, best, high] = *value++;
      score += weight * (low < high ? std::lerp(low, high, random.uniform()) : best);
    }
    draw.ranking.emplace_back(-score, site);
  }
  std::sort(draw.ranking.begin(), draw.ranking.end());
}

/// How often each site took each rank: rank_count[site * sites + rank - 1].
std::vector<std::uint32_t> rank_counts(const ValueBlock& block, const AcceptabilityOptions& options,
                                       const core::Control& control) {
  const std::size_t n = block.site_count;
  std::vector<std::uint32_t> count(n * n);
  std::mutex count_mutex;
  core::for_each_chunk(options.draws, kDrawsPerBlock, control, "rank acceptability",
                       [&](std::size_t begin, std::size_t end) {
                         Draw draw;
                         std::vector<std::uint32_t> site_at_rank;
                         for (std::size_t number = begin; number < end; ++number) {
                           rank_one_draw(block, options, number, draw);
                           for (const auto& [negated, site] : draw.ranking) site_at_rank.push_back(site);
                         }
                         const std::lock_guard lock{count_mutex};
                         for (std::size_t i = 0; i < site_at_rank.size(); ++i) ++count[site_at_rank[i] * n + i % n];
                       });
  return count;
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

}  // namespace

RankAcceptability rank_acceptability(const CriteriaTable& table, std::span<const std::uint8_t> excluded,
                                     const AcceptabilityOptions& options, const core::Control& control) {
  check_options(options);
  detail::check_excluded(excluded, table.site_count());
  const std::vector<std::size_t> rows = detail::ranked_rows(table.site_count(), excluded);
  check_size(rows.size());

  const std::size_t all = table.site_count();
  RankAcceptability result{std::vector<double>(all),
                           std::vector<double>(all),
                           std::vector<std::uint32_t>(all),
                           std::vector<std::uint32_t>(all),
                           options,
                           top_count(rows.size())};
  if (rows.empty()) return result;
  const std::vector<std::uint32_t> counts = rank_counts(value_block(table, rows), options, control);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::span<const std::uint32_t> count{counts.data() + i * rows.size(), rows.size()};
    const auto top = count.first(result.top_count);
    std::uint64_t top_count = 0;
    for (const std::uint32_t c : top) top_count += c;
    result.first_share[rows[i]] = static_cast<double>(count[0]) / options.draws;
    result.top_share[rows[i]] = static_cast<double>(top_count) / options.draws;
    result.rank_p05[rows[i]] = rank_quantile(count, options.draws, 0.05);
    result.rank_p95[rows[i]] = rank_quantile(count, options.draws, 0.95);
  }
  return result;
}

}  // namespace trek::score
