#include "trek/score/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "trek/core/error.hpp"
#include "trek/score/alternatives.hpp"
#include "trek/score/ranking.hpp"

namespace trek::score {
namespace {

std::vector<double> sums_of(const Alternatives& all, std::span<const double> weight) {
  const double whole = std::accumulate(weight.begin(), weight.end(), 0.0);
  std::vector<double> sums;
  sums.reserve(all.size());
  for (std::size_t a = 0; a < all.size(); ++a)
    sums.push_back(std::inner_product(weight.begin(), weight.end(), all.row(a).begin(), 0.0) / whole);
  return sums;
}

std::uint32_t rank_among(std::span<const double> sums, std::size_t one) { return competition_ranks(sums)[one]; }

TornadoBar bar_of(const Alternatives& all, std::size_t criterion, std::size_t one, double change) {
  TornadoBar bar{.criterion = criterion};
  std::vector<double> weight = all.weight_share;
  weight[criterion] = all.weight_share[criterion] * (1.0 - change);
  const auto less = sums_of(all, weight);
  weight[criterion] = all.weight_share[criterion] * (1.0 + change);
  const auto more = sums_of(all, weight);
  bar.score_less = less[one];
  bar.score_more = more[one];
  bar.rank_less = rank_among(less, one);
  bar.rank_more = rank_among(more, one);
  return bar;
}

/// By how much the one is surer than the other, by criterion.
std::vector<double> leads(const CriteriaTable& table, std::size_t ahead, std::size_t behind) {
  std::vector<double> result;
  for (std::size_t c = 0; c < table.criteria().size(); ++c)
    result.push_back(table.interval(ahead, c).low - table.interval(behind, c).low);
  return result;
}

std::vector<double> shares_of(const CriteriaTable& table) {
  std::vector<double> shares;
  for (std::size_t c = 0; c < table.criteria().size(); ++c) shares.push_back(table.weight_share(c));
  return shares;
}

double change_of(const WeightChange& change) { return std::abs(change.to_share - change.from_share); }

std::vector<std::size_t> by_lead(std::span<const double> lead) {
  std::vector<std::size_t> order(lead.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lead[a] > lead[b]; });
  return order;
}

}  // namespace

std::vector<TornadoBar> tornado(const CriteriaTable& table, std::span<const std::uint8_t> excluded, std::size_t site,
                                double change) {
  const auto rows = ranked_rows(table.site_count(), excluded);
  const auto found = std::ranges::find(rows, site);
  if (found == rows.end()) core::refuse_argument(fmt::format("tornado: the site at row {} has no rank", site));
  if (!(change > 0.0 && change < 1.0))
    core::refuse_argument(fmt::format("tornado: a change of {}, expected a share between 0 and 1", change));
  const Alternatives all = alternatives(table, rows, Side::low);
  std::vector<TornadoBar> bars;
  for (std::size_t c = 0; c < all.criterion_count(); ++c) {
    const double share = all.weight_share[c];
    if (share > 0.0 && share < 1.0)
      bars.push_back(bar_of(all, c, static_cast<std::size_t>(found - rows.begin()), change));
  }
  const auto length = [](const TornadoBar& bar) { return std::abs(bar.score_more - bar.score_less); };
  std::ranges::stable_sort(bars, [&](const auto& a, const auto& b) { return length(a) > length(b); });
  return bars;
}

std::vector<WeightChange> single_changes(const CriteriaTable& table, std::size_t ahead, std::size_t behind) {
  const auto lead = leads(table, ahead, behind);
  const auto share = shares_of(table);
  const double gap = std::max(0.0, std::inner_product(lead.begin(), lead.end(), share.begin(), 0.0));
  std::vector<WeightChange> changes;
  for (std::size_t c = 0; c < lead.size(); ++c) {
    if (gap <= 1e-12) {
      changes.push_back({c, share[c], share[c]});
      continue;
    }
    if (lead[c] == 0.0) continue;
    const double added = -gap / lead[c];  // to a weight that was a share: then they add up to 1 + added
    if (share[c] + added < 0.0 || share[c] == 1.0) continue;
    changes.push_back({c, share[c], (share[c] + added) / (1.0 + added)});
  }
  std::ranges::stable_sort(changes, [](const auto& a, const auto& b) { return change_of(a) < change_of(b); });
  return changes;
}

std::optional<NearestWeights> nearest_weights(const CriteriaTable& table, std::size_t ahead, std::size_t behind) {
  const auto lead = leads(table, ahead, behind);
  NearestWeights result{shares_of(table), 0.0};
  std::vector<double>& share = result.weight_share;
  double gap = std::inner_product(lead.begin(), lead.end(), share.begin(), 0.0);
  if (gap <= 1e-12) return result;
  const auto order = by_lead(lead);
  const std::size_t to = order.back();  // where a unit of weight helps `behind` most
  if (lead[to] > 0.0) return std::nullopt;
  for (const std::size_t from : order) {
    const double gain = lead[from] - lead[to];  // by which a unit that moves there narrows the gap
    if (gap <= 0.0 || gain <= 0.0) break;
    const double moved = std::min(share[from], gap / gain);
    share[from] -= moved;
    share[to] += moved;
    result.moved_share += moved;
    gap -= moved * gain;
  }
  return gap <= 1e-9 ? std::optional{result} : std::nullopt;
}

std::optional<Unseating> unseating(const CriteriaTable& table, std::span<const std::uint8_t> excluded) {
  const auto scores = weighted_sum(table, excluded);
  const auto leads_all = std::ranges::find_if(scores, [](const SiteScore& site) { return site.rank == 1U; });
  if (leads_all == scores.end()) return std::nullopt;
  const auto leader = static_cast<std::size_t>(leads_all - scores.begin());
  std::optional<Unseating> best;
  std::optional<WeightChange> single;
  std::size_t single_rival = 0;
  for (std::size_t rival = 0; rival < scores.size(); ++rival) {
    if (rival == leader || !scores[rival].rank) continue;
    if (const auto changes = single_changes(table, leader, rival);
        !changes.empty() && (!single || change_of(changes.front()) < change_of(*single))) {
      single = changes.front();
      single_rival = rival;
    }
    auto weights = nearest_weights(table, leader, rival);
    if (weights && (!best || weights->moved_share < best->weights.moved_share))
      best = Unseating{leader, rival, std::move(*weights), {}, 0};
  }
  if (!best) return best;
  best->single = single;
  best->single_rival = single_rival;
  return best;
}

}  // namespace trek::score
