#include "trek/siting/detail/exchange.hpp"

#include <algorithm>
#include <numeric>

#include "trek/core/parallel.hpp"
#include "trek/core/random.hpp"

namespace trek::siting::detail {
namespace {

using Row = std::uint32_t;

constexpr Row kNoSlot = kNoSite;
constexpr double kLeastProfitShare = 1e-12;  // of the objective: what is less is likely rounding

constexpr std::size_t kLargestShake = 4;       // sites that a shake changes at most

/// The two chosen sites that are nearest to a row, as slots of the choice; the cap where there are none.
struct Nearest {
  std::uint32_t time_ds = 0;
  std::uint32_t second_ds = 0;
  Row slot = kNoSlot;
  Row second_slot = kNoSlot;
};

}  // namespace

/// One search: the choice (a slot a site) and the sums that tell the profit of every swap.
class ExchangeState {
 public:
  explicit ExchangeState(const ExchangeSearch& search)
      : search_{&search},
        problem_{&search.problem_},
        slot_count_{problem_->pick_count},
        slot_of_site_(problem_->site_count(), kNoSlot),
        gain_(problem_->site_count(), 0.0),
        loss_(slot_count_, 0.0),
        shared_(problem_->site_count() * slot_count_, 0.0),
        nearest_(problem_->row_count()) {
    for (Row row = 0; row < problem_->row_count(); ++row) {
      nearest_[row] = {problem_->cap_ds[row], problem_->cap_ds[row], kNoSlot, kNoSlot};
    }
  }

  void start_with(std::span<const Row> sites) {
    for (const Row site : sites) take(site);
    for (Row row = 0; row < problem_->row_count(); ++row) {
      nearest_[row] = find_nearest(row);
      count<+1>(row);
    }
  }
  void add_greedily() {
    while (site_in_slot_.size() < slot_count_) {
      const Row site = best_addition();
      find_rows_near(site);
      uncount_touched();
      take(site);
      recount_touched();
    }
  }
  /// The profits carry rounding, the objective does not: it must fall every time, so that this ends.
  void exchange() {
    double before = objective();
    for (Swap swap = best_swap(); swap.profit > kLeastProfitShare * before; swap = best_swap()) {
      carry_out(swap);
      const double after = objective();
      if (!(after < before)) break;
      before = after;
    }
  }
  /// `count` random sites for as many random chosen ones, none of them twice.
  void shake(std::size_t count, core::Random& random) {
    std::vector<Row> slots(slot_count_);
    std::iota(slots.begin(), slots.end(), Row{0});
    random.shuffle(slots);
    std::vector<Row> sites;
    for (Row site = 0; site < slot_of_site_.size(); ++site) {
      if (slot_of_site_[site] == kNoSlot) sites.push_back(site);
    }
    random.shuffle(sites);
    count = std::min({count, slots.size(), sites.size()});
    for (std::size_t i = 0; i < count; ++i) carry_out({0.0, sites[i], slots[i]});
  }
  [[nodiscard]] double objective() const {
    double sum = problem_->fixed_cost;
    for (Row row = 0; row < problem_->row_count(); ++row) sum += problem_->weight[row] * nearest_[row].time_ds;
    return sum;
  }
  [[nodiscard]] Choice choice() const {
    Choice result{site_in_slot_, objective()};
    std::sort(result.sites.begin(), result.sites.end());
    return result;
  }

 private:
  struct Swap {
    double profit = 0.0;
    Row site = kNoSite;
    Row slot = kNoSlot;
  };

  void take(Row site) {
    slot_of_site_[site] = static_cast<Row>(site_in_slot_.size());
    site_in_slot_.push_back(site);
  }

  [[nodiscard]] Nearest find_nearest(Row row) const {
    Nearest found{problem_->cap_ds[row], problem_->cap_ds[row], kNoSlot, kNoSlot};
    for (const SiteCost& cost : problem_->costs[row]) {
      const Row slot = slot_of_site_[cost.site];
      if (slot == kNoSlot) continue;
      if (found.slot != kNoSlot) {
        found.second_ds = cost.time_ds;
        found.second_slot = slot;
        break;
      }
      found.time_ds = cost.time_ds;
      found.slot = slot;
    }
    return found;
  }

  /// Adds (kSign +1) or takes away (-1) what a row contributes to the sums.
  template <int kSign>
  void count(Row row) {
    const Nearest& near = nearest_[row];
    const double weight = kSign * problem_->weight[row];
    if (near.slot == kNoSlot) {
      for (const SiteCost& cost : problem_->costs[row]) gain_[cost.site] += weight * (near.time_ds - cost.time_ds);
      return;
    }
    const double loss = weight * (near.second_ds - near.time_ds);
    loss_[near.slot] += loss;
    double* const shared = shared_.data() + near.slot;
    for (const SiteCost& cost : problem_->costs[row]) {
      if (cost.time_ds >= near.second_ds) break;
      double& pair = shared[cost.site * slot_count_];
      if (cost.time_ds < near.time_ds) {
        gain_[cost.site] += weight * (near.time_ds - cost.time_ds);
        pair += loss;
      } else {
        pair += weight * (near.second_ds - cost.time_ds);
      }
    }
  }

  [[nodiscard]] Row best_addition() const {
    Row best = kNoSite;
    for (Row site = 0; site < problem_->site_count(); ++site) {
      if (slot_of_site_[site] != kNoSlot) continue;
      if (best == kNoSite || gain_[site] > gain_[best]) best = site;
    }
    return best;
  }

  [[nodiscard]] Swap best_swap() const {
    Swap best;
    for (Row site = 0; site < problem_->site_count(); ++site) {
      if (slot_of_site_[site] != kNoSlot) continue;
      const double* const shared = shared_.data() + site * slot_count_;
      for (Row slot = 0; slot < slot_count_; ++slot) {
        const double profit = gain_[site] - loss_[slot] + shared[slot];
        if (profit > best.profit) best = {profit, site, slot};
      }
    }
    return best;
  }

  void find_rows_near(Row site) {
    touched_.clear();
    for (const auto& entry : search_->rows_of_site_[site]) {
      if (entry.time_ds < nearest_[entry.row].second_ds) touched_.push_back(entry.row);
    }
  }
  void find_rows_of_slot(Row slot) {
    for (Row row = 0; row < problem_->row_count(); ++row) {
      if (nearest_[row].slot == slot || nearest_[row].second_slot == slot) touched_.push_back(row);
    }
    std::sort(touched_.begin(), touched_.end());
    touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
  }
  void uncount_touched() {
    for (const Row row : touched_) count<-1>(row);
  }
  void recount_touched() {
    for (const Row row : touched_) {
      nearest_[row] = find_nearest(row);
      count<+1>(row);
    }
  }

  void carry_out(const Swap& swap) {
    find_rows_near(swap.site);
    find_rows_of_slot(swap.slot);
    uncount_touched();
    clear(swap.slot);
    slot_of_site_[site_in_slot_[swap.slot]] = kNoSlot;
    slot_of_site_[swap.site] = swap.slot;
    site_in_slot_[swap.slot] = swap.site;
    recount_touched();
  }
  /// All rows of the slot are taken away: what is left in its sums is rounding.
  void clear(Row slot) {
    loss_[slot] = 0.0;
    for (Row site = 0; site < problem_->site_count(); ++site) shared_[site * slot_count_ + slot] = 0.0;
  }

  const ExchangeSearch* search_;  // pointers, so that a search can be put back to an earlier state
  const LocationProblem* problem_;
  std::size_t slot_count_;
  std::vector<Row> site_in_slot_;
  std::vector<Row> slot_of_site_;
  std::vector<double> gain_;    // a site: what adding it saves
  std::vector<double> loss_;    // a slot: what emptying it costs
  std::vector<double> shared_;  // [site][slot]: what adding and emptying together save beyond gain - loss
  std::vector<Nearest> nearest_;
  std::vector<Row> touched_;  // rows of the move at hand, ascending
};

ExchangeSearch::ExchangeSearch(const LocationProblem& problem) : problem_{problem} {
  std::vector<std::size_t> next(problem.site_count() + 1, 0);
  for (const SiteCost& cost : problem.costs.values()) ++next[cost.site + std::size_t{1}];
  std::partial_sum(next.begin(), next.end(), next.begin());
  const std::vector<std::size_t> first = next;
  std::vector<RowCost> entries(problem.costs.value_count());
  for (Row row = 0; row < problem.row_count(); ++row) {
    for (const SiteCost& cost : problem.costs[row]) entries[next[cost.site]++] = {row, cost.time_ds};
  }
  for (std::size_t site = 0; site < problem.site_count(); ++site) {
    rows_of_site_.append_row({entries.data() + first[site], entries.data() + first[site + 1]});
  }
}

Choice ExchangeSearch::improved(std::span<const std::uint32_t> sites) const {
  ExchangeState state{*this};
  state.start_with(sites);
  state.add_greedily();
  state.exchange();
  return state.choice();
}

Choice ExchangeSearch::from_start(std::uint32_t start, const LocationOptions& options) const {
  core::Random random{options.seed, start};
  std::vector<Row> sites;
  if (start > 0) {
    sites.resize(problem_.site_count());
    std::iota(sites.begin(), sites.end(), Row{0});
    random.shuffle(sites);
    sites.resize(problem_.pick_count);
  }
  ExchangeState best{*this};
  best.start_with(sites);
  best.add_greedily();
  best.exchange();
  std::size_t size = 1;
  for (std::uint32_t shake = 0; shake < options.shake_count; ++shake) {
    ExchangeState trial = best;
    trial.shake(size, random);
    trial.exchange();
    size = size % kLargestShake + 1;
    if (!(trial.objective() <= best.objective())) continue;
    if (trial.objective() < best.objective()) size = 1;
    best = std::move(trial);
  }
  return best.choice();
}

Choice ExchangeSearch::best_of_starts(const LocationOptions& options, const core::Control& control) const {
  std::vector<Choice> choices(options.start_count);
  core::for_each_chunk(choices.size(), 1, control, "sites: starts", [&](std::size_t begin, std::size_t end) {
    for (std::size_t start = begin; start < end; ++start) {
      choices[start] = from_start(static_cast<std::uint32_t>(start), options);
    }
  });
  return *std::min_element(choices.begin(), choices.end(),
                           [](const Choice& a, const Choice& b) { return a.objective < b.objective; });
}

}  // namespace trek::siting::detail
