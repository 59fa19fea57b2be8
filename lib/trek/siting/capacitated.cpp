#include "trek/siting/capacitated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <queue>
#include <set>

#include "trek/core/error.hpp"
#include "trek/siting/detail/capacity_bound.hpp"
#include "trek/siting/detail/cover_question.hpp"
#include "trek/siting/detail/cover_search.hpp"
#include "trek/siting/detail/impossible.hpp"
#include "trek/siting/detail/location_answer.hpp"
#include "trek/siting/detail/service_flow.hpp"

namespace trek::siting {
namespace {

using detail::CapacityBound;
using detail::CoverProblem;
using detail::CoverState;
using detail::ServiceNetwork;
using Fate = detail::Decision;
using Sites = std::vector<std::uint32_t>;

constexpr std::uint32_t kFirstEvaluations = 400;
constexpr std::uint32_t kBranchEvaluations = 40;
constexpr std::uint32_t kCapacityPatience = 8;
constexpr std::uint32_t kOfferInterval = 20;    // evaluations between two choices that are tried
constexpr std::uint32_t kMostExchanges = 600;   // choices that are tried by exchange, of the first one
constexpr std::uint64_t kCapacityNodes = 2000;  // to complete a choice
constexpr double kCapacityTolerance = 1e-9;     // share of the weight: sums nearer than this are one
constexpr double kMostWhole = 0x1.0p52;

class CapacitatedSearch {
 public:
  CapacitatedSearch(const LocationTask& task, std::uint32_t standard, std::span<const double> capacity,
                    const LocationOptions& options, const core::Control& control)
      : options_{options},
        control_{control},
        network_{task, standard, capacity},
        cover_{detail::cover_problem({task}, demands_of({task}))},
        state_{cover_},
        side_{detail::side_rules(task)},
        relaxation_{network_, side_},
        whole_{are_whole(capacity)} {
    for (const double weight : network_.weight()) total_ += weight;
    for (std::size_t rule = 0; rule < side_.row_count(); ++rule) toll_scale_.push_back(scale_of_toll(rule));
    const detail::Cover any = detail::find_cover(cover_, {}, detail::kCoverNodeLimit, control);
    if (any.verdict == detail::Verdict::none) detail::refuse_impossible({task}, control);
    if (any.verdict == detail::Verdict::undecided) detail::refuse_unsettled();
    offer(any.sites);
  }

  void run() {
    offer_preferred([&](std::uint32_t site) { return -std::min(network_.capacity(site), reach_of(site)); });
    exchange();
    bound_ = total_;
    if (options_.iteration_limit == 0) return;
    std::priority_queue<Node> waiting;
    waiting.push({std::vector<Fate>(cover_.site_count(), Fate::open),
                  std::vector<double>(network_.weight().size(), 0.5), std::vector<double>(side_.row_count(), 0.0),
                  total_, 0});
    while (!waiting.empty()) {
      Node node = waiting.top();
      bound_ = std::min(bound_, node.bound);
      if (is_near_enough(node.bound) || iterations_ >= options_.iteration_limit) return;
      waiting.pop();
      expand(std::move(node), waiting);
    }
    bound_ = best_;
  }

  [[nodiscard]] const Sites& sites() const noexcept { return sites_; }
  [[nodiscard]] double objective() const noexcept { return best_; }
  [[nodiscard]] bool is_proven() const { return is_closed(bound_); }
  /// From above.
  [[nodiscard]] double bound() const {
    if (whole_) return std::max(best_, std::min(total_, std::floor(bound_ + kCapacityTolerance * total_)));
    return std::max(best_, std::min(total_, bound_ + kCapacityTolerance * total_));
  }
  [[nodiscard]] std::uint32_t iterations() const noexcept { return iterations_; }
  [[nodiscard]] std::uint32_t node_count() const noexcept { return node_count_; }
  [[nodiscard]] const ServiceNetwork& network() const noexcept { return network_; }

 private:
  struct Node {
    std::vector<Fate> decision;
    std::vector<double> price;
    std::vector<double> toll;
    double bound = 0.0;
    std::uint32_t number = 0;
    [[nodiscard]] bool operator<(const Node& other) const {  // a priority queue gives its largest
      return bound != other.bound ? bound < other.bound : number > other.number;
    }
  };

  [[nodiscard]] bool are_whole(std::span<const double> capacity) const {
    double sum = 0.0;
    const auto is_whole = [&](double number) {
      sum += number;
      return number == std::floor(number);
    };
    return std::ranges::all_of(network_.weight(), is_whole) && std::ranges::all_of(capacity, is_whole) &&
           sum < kMostWhole;
  }
  [[nodiscard]] double reach_of(std::uint32_t site) const {
    double sum = 0.0;
    for (const auto& arc : network_.arcs_of(site)) sum += network_.weight()[arc.row];
    return sum;
  }
  /// No choice of that bound serves more than the best one.
  [[nodiscard]] bool is_closed(double bound) const {
    const double rounding = kCapacityTolerance * total_;
    return whole_ ? bound + rounding < best_ + 1.0 : bound <= best_ + rounding;
  }
  [[nodiscard]] bool is_near_enough(double bound) const {
    return is_closed(bound) || bound - best_ <= options_.gap_share * bound;
  }

  double offer(const Sites& sites) {
    if (!tried_.insert(sites).second) return 0.0;
    const double served = network_.service(sites).weight;
    if (sites_.empty() || served > best_) {
      best_ = served;
      sites_ = sites;
    }
    return served;
  }
  template <class Preference>
  void offer_preferred(const Preference& preference_of) {
    std::vector<double> preference;
    for (std::uint32_t site = 0; site < cover_.site_count(); ++site) preference.push_back(preference_of(site));
    const detail::Cover cover = detail::find_cover(cover_, preference, kCapacityNodes, control_);
    if (cover.verdict == detail::Verdict::found) offer(cover.sites);
  }

  [[nodiscard]] bool keeps_to_rules(const Sites& sites) {
    state_.undo(0);
    if (!state_.settle()) return false;
    for (const std::uint32_t site : sites) {
      if (state_.decision(site) == Fate::in) continue;
      if (!state_.is_open(site) || !state_.decide(site, Fate::in)) return false;
    }
    return state_.open_count() == 0 && state_.taken() == sites;
  }
  /// Vertex exchange: the first swap that serves more, until the number of tries is used up.
  void exchange() {
    std::uint32_t tries = 0;
    for (bool better = true; better && tries < kMostExchanges;) {
      better = false;
      const Sites from = sites_;
      for (std::size_t slot = 0; slot < from.size() && !better; ++slot) {
        for (std::uint32_t site = 0; site < cover_.site_count() && !better && tries < kMostExchanges; ++site) {
          Sites sites = from;
          if (std::ranges::binary_search(from, site)) continue;
          sites[slot] = site;
          std::ranges::sort(sites);
          if (!keeps_to_rules(sites)) continue;
          ++tries;
          const double before = best_;
          offer(sites);
          better = best_ > before;
        }
      }
    }
  }

  void expand(Node node, std::priority_queue<Node>& waiting) {
    control_.check_stop();
    control_.report("sites: with capacities", iterations_, options_.iteration_limit);
    ++node_count_;
    state_.undo(0);
    if (!state_.settle()) return;
    for (std::uint32_t site = 0; site < node.decision.size(); ++site) {
      if (node.decision[site] != Fate::open && !state_.decide(site, node.decision[site])) return;
    }
    if (!climb(node)) return;
    if (state_.open_count() == 0) {
      offer(state_.taken());
      return;
    }
    const std::uint32_t site = most_uncertain();
    for (std::uint32_t other = 0; other < node.decision.size(); ++other) node.decision[other] = state_.decision(other);
    for (const Fate fate : {Fate::in, Fate::out}) {
      Node child = node;
      child.decision[site] = fate;
      child.number = ++number_;
      waiting.push(std::move(child));
    }
  }

  /// Lowers the bound of a node, and decides sites by it. False where it is closed.
  bool climb(Node& node) {
    std::vector<double> price = node.price;
    std::vector<double> toll = node.toll;
    std::vector<double> direction(price.size(), 0.0);
    selection_.assign(cover_.site_count(), 0.0);
    double step = 1.0;
    double local = std::numeric_limits<double>::infinity();
    std::uint32_t stalled = 0;
    const std::uint32_t limit = node_count_ == 1 ? kFirstEvaluations : kBranchEvaluations;
    for (std::uint32_t i = 0; i < limit && iterations_ < options_.iteration_limit; ++i) {
      relaxation_.evaluate(state_, cover_.most_count - state_.taken_count(), price, toll);
      ++iterations_;
      for (std::uint32_t site = 0; site < selection_.size(); ++site)
        selection_[site] = 0.9 * selection_[site] + (relaxation_.is_selected(site) ? 0.1 : 0.0);
      if (iterations_ % kOfferInterval == 1)
        offer_preferred([&](std::uint32_t site) { return relaxation_.is_selected(site) ? 0.0 : 1.0; });
      if (relaxation_.bound() < local) {
        local = relaxation_.bound();
        node.price = price;
        node.toll = toll;
        stalled = 0;
      } else if (++stalled >= kCapacityPatience) {
        step *= 0.5;
        stalled = 0;
        if (step < 1e-3) break;
      }
      node.bound = std::min(node.bound, local);
      if (is_closed(node.bound)) return false;
      if (!decide_by_bound()) return false;
      move(price, toll, direction, step);
    }
    return true;
  }
  bool decide_by_bound() {
    for (std::uint32_t site = 0; site < cover_.site_count(); ++site) {
      if (!state_.is_open(site) || !is_closed(relaxation_.bound_if_flipped(site))) continue;
      if (!state_.decide(site, relaxation_.is_selected(site) ? Fate::in : Fate::out)) return false;
    }
    return true;
  }
  void move(std::vector<double>& price, std::vector<double>& toll, std::vector<double>& direction, double step) const {
    double norm = 0.0;
    for (std::size_t row = 0; row < price.size(); ++row) {
      direction[row] = relaxation_.slope()[row] + 0.7 * direction[row];
      norm += network_.weight()[row] * direction[row] * direction[row];
    }
    const std::span<const double> beyond = relaxation_.side_slope();
    for (std::size_t rule = 0; rule < toll.size(); ++rule) {
      if (toll[rule] > 0.0 || beyond[rule] > 0.0) norm += toll_scale_[rule] * beyond[rule] * beyond[rule];
    }
    if (!(norm > 0.0)) return;
    const double length = step * std::max(relaxation_.bound() - best_, 1e-6 * total_) / norm;
    for (std::size_t row = 0; row < price.size(); ++row)
      price[row] = std::clamp(price[row] + length * direction[row], 0.0, 1.0);
    for (std::size_t rule = 0; rule < toll.size(); ++rule)
      toll[rule] = std::max(0.0, toll[rule] + length * toll_scale_[rule] * beyond[rule]);
  }
  /// As in the relaxation without capacities: see METHODS.
  [[nodiscard]] double scale_of_toll(std::size_t rule) const {
    double largest = 0.0;
    for (const detail::SideAmount& amount : side_.rows[rule]) largest = std::max(largest, std::abs(amount.amount));
    const auto count = static_cast<double>(std::max<std::size_t>(cover_.most_count, 1));
    return largest > 0.0 ? detail::kTollShare * total_ / count / (largest * largest) : 0.0;
  }
  [[nodiscard]] std::uint32_t most_uncertain() const {
    std::uint32_t best = kNoSite;
    for (std::uint32_t site = 0; site < cover_.site_count(); ++site) {
      if (!state_.is_open(site)) continue;
      if (best == kNoSite || std::abs(selection_[site] - 0.5) < std::abs(selection_[best] - 0.5)) best = site;
    }
    return best;
  }

  const LocationOptions& options_;
  const core::Control& control_;
  ServiceNetwork network_;
  CoverProblem cover_;
  CoverState state_;
  detail::SideRules side_;
  CapacityBound relaxation_;
  std::vector<double> toll_scale_;
  bool whole_;
  double total_ = 0.0;
  double best_ = 0.0;
  double bound_ = 0.0;
  Sites sites_;
  std::set<Sites> tried_;
  std::vector<double> selection_;
  std::uint32_t iterations_ = 0;
  std::uint32_t node_count_ = 0;
  std::uint32_t number_ = 0;
};

void check_capacity(const LocationTask& task, std::span<const double> capacity) {
  if (task.weight.size() != task.costs.row_count()) {
    core::refuse_argument(fmt::format("location: {} weights for {} demand rows, expected one weight per row",
                                      task.weight.size(), task.costs.row_count()));
  }
  if (capacity.size() != task.costs.site_count()) {
    core::refuse_argument(fmt::format("location: {} capacities for {} sites, expected one per site", capacity.size(),
                                      task.costs.site_count()));
  }
  for (std::size_t site = 0; site < capacity.size(); ++site) {
    if (!(capacity[site] >= 0.0) || std::isinf(capacity[site]))
      core::refuse_argument(fmt::format("location: site {} has capacity {}, expected 0 or more", site, capacity[site]));
  }
  detail::check_rules(task);
}

/// Forced sites first, then always the one that adds most to those before it.
void order_by_service(Location& location, const LocationTask& task, const ServiceNetwork& network) {
  Sites left = location.chosen;
  Sites sites;
  double served = 0.0;
  const auto is_forced = [&](std::uint32_t site) { return std::ranges::find(task.forced, site) != task.forced.end(); };
  while (!left.empty()) {
    const bool any_forced = std::ranges::any_of(left, is_forced);
    std::size_t best = left.size();
    double most = -1.0;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (any_forced && !is_forced(left[i])) continue;
      sites.push_back(left[i]);
      const double with = network.service(sites).weight;
      sites.pop_back();
      if (with > most) best = i;
      most = std::max(most, with);
    }
    sites.push_back(left[best]);
    location.by_gain.push_back(left[best]);
    location.gain.push_back(most - served);
    served = most;
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(best));
  }
}

void assign_most(CapacitatedLocation& result, const LocationTask& task) {
  Location& location = result.location;
  location.assigned.assign(task.weight.size(), kNoSite);
  result.served.assign(task.costs.site_count(), 0.0);
  std::vector<double> most(task.weight.size(), 0.0);
  for (const ServedPart& part : result.parts) {
    result.served[part.site] += part.weight;
    if (part.weight > most[part.row]) location.assigned[part.row] = part.site;
    most[part.row] = std::max(most[part.row], part.weight);
  }
  for (const double weight : task.weight) location.weight += counts(weight) ? weight : 0.0;
  location.served_share = location.weight > 0.0 ? std::min(location.objective / location.weight, 1.0) : 0.0;
}

}  // namespace

CapacitatedLocation capacitated_covering(const LocationTask& task, std::uint32_t standard,
                                         std::span<const double> capacity, const LocationOptions& options,
                                         const core::Control& control) {
  check_capacity(task, capacity);
  CapacitatedSearch search{task, standard, capacity, options, control};
  search.run();
  CapacitatedLocation result;
  Location& location = result.location;
  location.chosen = search.sites();
  location.objective = search.objective();
  location.bound = search.bound();
  location.optimal = search.is_proven();
  location.gap_share = detail::gap_share(location.objective, location.bound);
  location.iterations = search.iterations();
  location.node_count = search.node_count();
  result.parts = search.network().service(location.chosen).parts;
  order_by_service(location, task, search.network());
  assign_most(result, task);
  return result;
}

}  // namespace trek::siting
