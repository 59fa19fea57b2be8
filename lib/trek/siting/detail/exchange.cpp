#include "trek/siting/detail/exchange.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "trek/core/parallel.hpp"
#include "trek/core/random.hpp"

namespace trek::siting::detail {
namespace {

using Row = std::uint32_t;

constexpr Row kNoSlot = kNoSite;
constexpr double kLeastProfitShare = 1e-12;  // of the scale: what is less is likely rounding

constexpr std::size_t kPairsAnEntry = 4;  // pairs of a swap that are compared in the time of one entry
constexpr std::size_t kShakeWork = 1000;  // of a shake itself, so that a small problem has an end too
constexpr std::size_t kLeastShake = 2;    // sites that a shake changes: one alone is mostly changed back
constexpr std::size_t kShakeSizes = 3;    // 2, 3, 4, and again

/// The two chosen sites that are nearest to a row, as slots of the choice; the cap where there are none.
struct Nearest {
  std::uint32_t cost = 0;
  std::uint32_t second_cost = 0;
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
        nearest_(problem_->row_count()),
        use_{search.side_},
        is_touched_(problem_->row_count(), 0) {
    for (Row row = 0; row < problem_->row_count(); ++row) {
      nearest_[row] = {problem_->cap[row], problem_->cap[row], kNoSlot, kNoSlot};
    }
    scale_ = objective();
  }

  void start_with(std::span<const Row> sites) {
    for (const Row site : sites) take(site);
    for (Row row = 0; row < problem_->row_count(); ++row) {
      nearest_[row] = find_nearest(row);
      count<+1>(row);
    }
    objective_ = objective();
  }
  void add_greedily() {
    while (site_in_slot_.size() < slot_count_) {
      const Row site = best_addition();
      touched_.clear();
      find_rows_near(site);
      uncount_touched();
      take(site);
      recount_touched();
    }
    objective_ = objective();
  }
  /// The profits carry rounding; what a swap saved is summed anew over its rows, so that this ends.
  void exchange() {
    for (Swap swap = best_swap(); swap.profit > least_profit(); swap = best_swap()) {
      if (!(carry_out(swap) > least_profit())) break;
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
    for (std::size_t i = 0; i < count; ++i) {
      if (allows(sites[i], slots[i])) carry_out({0.0, sites[i], slots[i]});
    }
  }
  [[nodiscard]] double cost() const noexcept { return objective_; }
  /// Entries looked at so far, about: the same on every machine, as time is not.
  [[nodiscard]] std::uint64_t work() const noexcept { return work_; }
  [[nodiscard]] Choice choice() const {
    Choice result{site_in_slot_, objective_};
    std::sort(result.sites.begin(), result.sites.end());
    return result;
  }

 private:
  struct Swap {
    double profit = 0.0;
    Row site = kNoSite;
    Row slot = kNoSlot;
  };

  [[nodiscard]] double objective() const {
    double sum = problem_->settled_cost;
    for (Row row = 0; row < problem_->row_count(); ++row) sum += problem_->weight[row] * nearest_[row].cost;
    return sum;
  }
  [[nodiscard]] double least_profit() const { return kLeastProfitShare * scale_; }

  [[nodiscard]] bool allows(Row site, Row slot) const { return is_free_ || use_.allows(site, site_in_slot_[slot]); }

  void take(Row site) {
    use_.add(site);
    slot_of_site_[site] = static_cast<Row>(site_in_slot_.size());
    site_in_slot_.push_back(site);
  }

  [[nodiscard]] Nearest find_nearest(Row row) const {
    Nearest found{problem_->cap[row], problem_->cap[row], kNoSlot, kNoSlot};
    for (const SiteCost& entry : problem_->costs[row]) {
      const Row slot = slot_of_site_[entry.site];
      if (slot == kNoSlot) continue;
      if (found.slot != kNoSlot) {
        found.second_cost = entry.cost;
        found.second_slot = slot;
        break;
      }
      found.cost = entry.cost;
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
      for (const SiteCost& entry : problem_->costs[row]) gain_[entry.site] += weight * (near.cost - entry.cost);
      return;
    }
    const double loss = weight * (near.second_cost - near.cost);
    loss_[near.slot] += loss;
    double* const shared = shared_.data() + near.slot;
    for (const SiteCost& entry : problem_->costs[row]) {
      if (entry.cost >= near.second_cost) break;
      ++work_;
      double& pair = shared[entry.site * slot_count_];
      if (entry.cost < near.cost) {
        gain_[entry.site] += weight * (near.cost - entry.cost);
        pair += loss;
      } else {
        pair += weight * (near.second_cost - entry.cost);
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
      // What a pair shares is at most what its slot loses: no swap saves more than the gain of its site.
      if (slot_of_site_[site] != kNoSlot || !(gain_[site] > best.profit)) continue;
      const double* const shared = shared_.data() + site * slot_count_;
      if (!(gain_[site] + largest_difference(shared) > best.profit)) continue;
      for (Row slot = 0; slot < slot_count_; ++slot) {
        const double profit = gain_[site] + (shared[slot] - loss_[slot]);
        if (profit > best.profit && allows(site, slot)) best = {profit, site, slot};
      }
    }
    return best;
  }
  /// Of shared - loss over the slots; four at a time, because each comparison waits for the one before it.
  [[nodiscard]] double largest_difference(const double* shared) const {
    std::array<double, 4> largest{};
    largest.fill(-std::numeric_limits<double>::infinity());
    std::size_t slot = 0;
    for (; slot + 4 <= slot_count_; slot += 4) {
      for (std::size_t lane = 0; lane < 4; ++lane) {
        largest[lane] = std::max(largest[lane], shared[slot + lane] - loss_[slot + lane]);
      }
    }
    for (; slot < slot_count_; ++slot) largest[0] = std::max(largest[0], shared[slot] - loss_[slot]);
    return std::max(std::max(largest[0], largest[1]), std::max(largest[2], largest[3]));
  }

  void find_rows_near(Row site) {
    for (const auto& entry : search_->rows_of_site_[site]) {
      if (entry.cost < nearest_[entry.row].second_cost) touched_.push_back(entry.row);
    }
  }
  /// Rows of which the slot holds one of the two nearest sites; those near the new site are touched already.
  void find_rows_of_slot(Row slot) {
    for (const Row row : touched_) is_touched_[row] = 1;
    const std::size_t near_count = touched_.size();
    for (const auto& entry : search_->rows_of_site_[site_in_slot_[slot]]) {
      const Nearest& near = nearest_[entry.row];
      if ((near.slot == slot || near.second_slot == slot) && is_touched_[entry.row] == 0) {
        touched_.push_back(entry.row);
      }
    }
    for (std::size_t i = 0; i < near_count; ++i) is_touched_[touched_[i]] = 0;
  }
  [[nodiscard]] double cost_of_touched() const {
    double sum = 0.0;
    for (const Row row : touched_) sum += problem_->weight[row] * nearest_[row].cost;
    return sum;
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

  /// What it saved.
  double carry_out(const Swap& swap) {
    touched_.clear();
    work_ += search_->rows_of_site_[swap.site].size() + shared_.size() / kPairsAnEntry;
    find_rows_near(swap.site);
    find_rows_of_slot(swap.slot);
    const double before = cost_of_touched();
    uncount_touched();
    clear(swap.slot);
    use_.remove(site_in_slot_[swap.slot]);
    use_.add(swap.site);
    slot_of_site_[site_in_slot_[swap.slot]] = kNoSlot;
    slot_of_site_[swap.site] = swap.slot;
    site_in_slot_[swap.slot] = swap.site;
    recount_touched();
    const double saved = before - cost_of_touched();
    objective_ -= saved;
    return saved;
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
  SideUse use_;
  bool is_free_ = problem_->side.empty();  // no rules on sites
  double objective_ = 0.0;
  double scale_ = 0.0;  // the objective of no free site at all: no objective is above it
  std::uint64_t work_ = 0;
  std::vector<Row> touched_;              // rows of the move at hand, each once
  std::vector<std::uint8_t> is_touched_;  // a flag a row; all 0 between moves
};

ExchangeSearch::ExchangeSearch(const LocationProblem& problem, const Completion* completion)
    : problem_{problem}, completion_{completion}, side_{by_site(problem.side, problem.site_count())} {
  std::vector<std::size_t> next(problem.site_count() + 1, 0);
  for (const SiteCost& entry : problem.costs.values()) ++next[entry.site + std::size_t{1}];
  std::partial_sum(next.begin(), next.end(), next.begin());
  const std::vector<std::size_t> first = next;
  std::vector<RowCost> entries(problem.costs.value_count());
  for (Row row = 0; row < problem.row_count(); ++row) {
    for (const SiteCost& entry : problem.costs[row]) entries[next[entry.site]++] = {row, entry.cost};
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

/// What each site would leave of the objective by itself, but for a constant.
std::vector<double> ExchangeSearch::costs_of_single_sites() const {
  std::vector<double> cost(problem_.site_count(), 0.0);
  for (Row site = 0; site < cost.size(); ++site) {
    for (const RowCost& entry : rows_of_site_[site])
      cost[site] -= problem_.weight[entry.row] * (problem_.cap[entry.row] - entry.cost);
  }
  return cost;
}

/// None for the greedy start, else random ones; a whole choice where there are rules on sites.
std::vector<Row> ExchangeSearch::first_sites(std::uint32_t start, core::Random& random) const {
  if (completion_ != nullptr) {
    std::vector<double> preference = costs_of_single_sites();
    for (double& value : preference) value = start > 0 ? random.uniform() : value;
    return completion_->preferring(preference);
  }
  if (start == 0) return {};
  std::vector<Row> sites(problem_.site_count());
  std::iota(sites.begin(), sites.end(), Row{0});
  random.shuffle(sites);
  sites.resize(problem_.pick_count);
  return sites;
}

Choice ExchangeSearch::from_start(std::uint32_t start, const LocationOptions& options) const {
  core::Random random{options.seed, start};
  ExchangeState best{*this};
  best.start_with(first_sites(start, random));
  best.add_greedily();
  best.exchange();
  ExchangeState trial = best;
  std::uint64_t work = 0;
  for (std::size_t shake = 0; work < options.shake_work; ++shake) {
    trial = best;
    trial.shake(kLeastShake + shake % kShakeSizes, random);
    trial.exchange();
    work += trial.work() - best.work() + problem_.row_count() + kShakeWork;
    if (trial.cost() <= best.cost()) std::swap(best, trial);
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
