#include "trek/siting/detail/exact_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <queue>
#include <set>
#include <utility>

#include "trek/siting/detail/relaxation.hpp"

namespace trek::siting::detail {
namespace {

using Row = std::uint32_t;

constexpr double kMemory = 0.7;     // of the last direction, in the next one (Crowder 1976)
constexpr double kFirstStep = 1.0;  // share of Polyak's step
constexpr double kLastStep = 1e-3;
constexpr std::uint32_t kPatience = 12;  // iterations without a better bound before the step is halved
constexpr std::uint32_t kRootIterations = 1500;
constexpr std::uint32_t kNodeIterations = 60;
constexpr double kLargeTable = 1.2e6;      // costs: over fewer an evaluation takes less, and there may be more of them,
constexpr double kMostEvaluations = 1.25;  // up to so many times as many
constexpr std::uint32_t kExchangeInterval = 20;  // iterations between two exchanges from the relaxation's own choice
constexpr double kSelectionMemory = 0.9;         // of the running mean of the selections

/// A subproblem with the best prices that are known for it.
struct Node {
  LocationProblem problem;
  std::vector<double> price;
  std::vector<double> toll;  // one per rule on sites
  double bound = 0.0;
  std::vector<double> selection;  // running mean of the selections, one per free site
};

/// Where a node's prices and tolls are, and go.
struct Prices {
  std::vector<double> price;
  std::vector<double> toll;
  std::vector<double> direction;
  std::vector<double> toll_direction;

  void go_back(const Node& node) {
    price = node.price;
    toll = node.toll;
    std::fill(direction.begin(), direction.end(), 0.0);
    std::fill(toll_direction.begin(), toll_direction.end(), 0.0);
  }
};

/// A node that waits: its parent and the decision that makes it.
struct Waiting {
  std::shared_ptr<const Node> parent;
  Row site = kNoSite;
  Decision decision = Decision::open;
  std::uint32_t number = 0;
  [[nodiscard]] bool operator<(const Waiting& other) const {  // a priority queue gives its largest
    if (parent->bound != other.parent->bound) return parent->bound > other.parent->bound;
    return number < other.number;
  }
};

Node child(const Node& parent, std::span<const Decision> decision) {
  Restriction smaller = restricted(parent.problem, decision);
  Node node{std::move(smaller.problem), {}, parent.toll, parent.bound, {}};
  for (std::size_t row = 0; row < node.problem.row_count(); ++row) {
    const auto cap = static_cast<double>(node.problem.cap[row]);
    node.price.push_back(std::min(parent.price[smaller.row[row]], cap));
  }
  for (Row site = 0; site < decision.size(); ++site) {
    if (decision[site] == Decision::open) node.selection.push_back(parent.selection[site]);
  }
  return node;
}

class ExactSearch {
 public:
  ExactSearch(const LocationProblem& problem, const ExchangeSearch& exchange, Choice start,
              const LocationOptions& options, const core::Control& control, const Completion* completion)
      : root_{problem},
        exchange_{exchange},
        best_{std::move(start)},
        options_{options},
        control_{control},
        completion_{completion},
        most_iterations_{most_iterations()} {
    for (std::size_t rule = 0; rule < root_.side.row_count(); ++rule) toll_scale_.push_back(scale_of_toll(rule));
  }

  ExactResult run() {
    bound_ = std::min(bound_without_search(), ceiling());
    Node root{root_, first_prices(), std::vector<double>(root_.side.row_count(), 0.0), bound_,
              std::vector<double>(root_.site_count(), 0.0)};
    if (options_.iteration_limit > 0) {
      tighten(root, kRootIterations);
      ++node_count_;
      bound_ = std::min(root.bound, ceiling());
      branch(std::move(root));
    }
    ExactResult result{best_, bound_, is_closed(bound_), iterations_, node_count_};
    if (root_.integral) result.bound = std::min(std::ceil(bound_), best_.objective);
    for (Row& site : result.choice.sites) site = root_.site_row[site];
    result.choice.sites.insert(result.choice.sites.end(), root_.decided.begin(), root_.decided.end());
    std::sort(result.choice.sites.begin(), result.choice.sites.end());
    return result;
  }

 private:
  /// What the bound can prove at most: that nothing is better than the best choice.
  [[nodiscard]] double ceiling() const {
    return root_.integral ? best_.objective : best_.objective * (1.0 - kRelativeTolerance);
  }
  /// No choice of that bound improves on the best one; whole objectives improve by at least 1.
  [[nodiscard]] bool is_closed(double bound) const {
    return root_.integral ? bound > best_.objective - 1.0 : bound >= ceiling();
  }
  [[nodiscard]] bool is_near_enough(double bound) const {
    return is_closed(bound) || best_.objective - bound <= options_.gap_share * (best_.objective + root_.offset);
  }
  [[nodiscard]] bool is_spent() const { return iterations_ >= most_iterations_; }
  [[nodiscard]] std::uint32_t most_iterations() const {
    std::size_t cost_count = 0;
    for (Row row = 0; row < root_.row_count(); ++row) cost_count += root_.costs[row].size();
    const double times =
        std::clamp(kLargeTable / static_cast<double>(std::max<std::size_t>(cost_count, 1)), 1.0, kMostEvaluations);
    constexpr double kMost = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(std::min(times * options_.iteration_limit, kMost));
  }

  /// Every row at its nearest site.
  [[nodiscard]] double bound_without_search() const {
    double sum = root_.settled_cost;
    for (std::size_t row = 0; row < root_.row_count(); ++row) {
      sum += root_.weight[row] * root_.costs[row].front().cost;
    }
    return root_.integral ? sum : sum * (1.0 - kRelativeTolerance);
  }

  /// A row pays up to the second nearest site of the best choice: there, no other site lies below its price.
  [[nodiscard]] std::vector<double> first_prices() const {
    const std::vector<std::uint8_t> chosen = flags(best_.sites);
    std::vector<double> price;
    for (Row row = 0; row < root_.row_count(); ++row) {
      std::uint32_t cost = root_.cap[row];
      int found = 0;
      for (const SiteCost& entry : root_.costs[row]) {
        if (chosen[entry.site] == 0) continue;
        cost = entry.cost;
        if (++found == 2) break;
        cost = root_.cap[row];
      }
      price.push_back(cost);
    }
    return price;
  }
  [[nodiscard]] std::vector<std::uint8_t> flags(std::span<const Row> sites) const {
    std::vector<std::uint8_t> chosen(root_.site_count(), 0);
    for (const Row site : sites) chosen[site] = 1;
    return chosen;
  }

  /// Tries the free sites that are flagged, with those that are decided on the way to `problem`.
  void offer(const LocationProblem& problem, std::span<const std::uint8_t> is_selected, bool exchange) {
    std::vector<Row> rows(problem.decided.begin() + static_cast<std::ptrdiff_t>(root_.decided.size()),
                          problem.decided.end());
    for (Row site = 0; site < problem.site_count(); ++site) {
      if (is_selected[site] != 0) rows.push_back(problem.site_row[site]);
    }
    offer_sites(std::move(rows), exchange);
  }
  /// Sites of the table.
  void offer_sites(std::vector<Row> rows, bool exchange) {
    std::sort(rows.begin(), rows.end());
    for (Row& row : rows) {
      const auto found = std::lower_bound(root_.site_row.begin(), root_.site_row.end(), row);
      row = static_cast<Row>(found - root_.site_row.begin());
    }
    if (!root_.side.empty()) rows = keeping_rules(rows);
    if (exchange && !tried_.insert(rows).second) return;
    Choice choice = exchange ? exchange_.improved(rows) : Choice{rows, objective_of(root_, flags(rows))};
    if (choice.objective < best_.objective) best_ = std::move(choice);
  }

  /// The free sites of the root, or others in place of some of them where they break a rule.
  [[nodiscard]] std::vector<Row> keeping_rules(const std::vector<Row>& rows) const {
    const std::vector<std::uint8_t> chosen = flags(rows);
    if (root_.side.is_met(chosen)) return rows;
    std::vector<double> preference;
    for (const std::uint8_t flag : chosen) preference.push_back(flag != 0 ? 0.0 : 1.0);
    return completion_->preferring(preference);
  }

  /// Settles a node whose rules on sites leave no choice, or of which any that keeps to them will do.
  bool settle_rules(Node& node) {
    if (!node.problem.side.may_be_met()) {
      node.bound = ceiling();
      return true;
    }
    if (node.problem.row_count() > 0) return false;
    const Completion::Within found = completion_->within(node.problem);
    if (found.verdict == Verdict::undecided) return false;
    if (found.verdict == Verdict::found) {
      std::vector<Row> rows;
      std::ranges::set_difference(found.sites, root_.decided, std::back_inserter(rows));
      offer_sites(std::move(rows), false);
    }
    node.bound = ceiling();
    return true;
  }

  /// Settles a node that leaves nothing to choose, or nothing to win by it. True if it was one.
  bool settle(Node& node) {
    const LocationProblem& problem = node.problem;
    const bool no_choice = problem.pick_count == 0 || problem.pick_count == problem.site_count();
    if (!problem.side.empty() && settle_rules(node)) return true;
    if (!no_choice && (problem.row_count() > 0 || !problem.side.empty())) return false;
    std::vector<std::uint8_t> first(problem.site_count(), 0);
    std::fill_n(first.begin(), problem.pick_count, std::uint8_t{1});
    if (problem.side.is_met(first)) offer(problem, first, false);
    node.bound = ceiling();
    return true;
  }

  /// Subgradient steps on the prices of one node; sites whose decision is proven leave it on the way.
  void tighten(Node& node, std::uint32_t iteration_limit) {
    double step = kFirstStep;
    std::uint32_t used = 0;
    while (!settle(node)) {
      if (!tighten_fixed_sites(node, iteration_limit, used, step)) return;
    }
  }

  /// Until enough sites are fixed to make the problem smaller (true), or there is no more to do (false).
  bool tighten_fixed_sites(Node& node, std::uint32_t iteration_limit, std::uint32_t& used, double& step) {
    Relaxation relaxation{node.problem};
    std::vector<Decision> decision(node.problem.site_count(), Decision::open);
    Prices prices{node.price, node.toll, std::vector<double>(node.price.size(), 0.0),
                  std::vector<double>(node.toll.size(), 0.0)};
    std::uint32_t stalled = 0;
    double local_best = -std::numeric_limits<double>::infinity();
    while (used < iteration_limit && !is_spent() && step > kLastStep) {
      control_.check_stop();
      relaxation.evaluate(prices.price, prices.toll);
      ++used;
      ++iterations_;
      remember_selection(node, relaxation);
      if (iterations_ % kExchangeInterval == 1) offer(node.problem, relaxation.is_selected(), true);
      if (relaxation.bound() > local_best) {
        local_best = relaxation.bound();
        node.bound = std::max(node.bound, local_best);
        node.price = prices.price;
        node.toll = prices.toll;
        stalled = 0;
      } else if (++stalled >= kPatience) {
        step *= 0.5;
        stalled = 0;
        prices.go_back(node);
        continue;
      }
      if (is_near_enough(node.bound)) return false;
      if (fix_sites(relaxation, decision)) {
        node = child(node, decision);
        return true;
      }
      move(node.problem, relaxation, step, prices);
    }
    const bool some_fixed =
        std::any_of(decision.begin(), decision.end(), [](Decision d) { return d != Decision::open; });
    if (some_fixed) node = child(node, decision);
    if (some_fixed) settle(node);
    return false;
  }

  static void remember_selection(Node& node, const Relaxation& relaxation) {
    for (std::size_t site = 0; site < node.selection.size(); ++site) {
      node.selection[site] = kSelectionMemory * node.selection[site] +
                             (1.0 - kSelectionMemory) * static_cast<double>(relaxation.is_selected()[site]);
    }
  }

  /// Marks the sites whose other decision cannot lead to a better choice. True when they are worth a smaller problem.
  [[nodiscard]] bool fix_sites(const Relaxation& relaxation, std::vector<Decision>& decision) const {
    std::size_t fixed_count = 0;
    for (Row site = 0; site < decision.size(); ++site) {
      if (decision[site] == Decision::open && is_closed(relaxation.bound_if_flipped(site))) {
        decision[site] = relaxation.is_selected()[site] != 0 ? Decision::in : Decision::out;
      }
      if (decision[site] != Decision::open) ++fixed_count;
    }
    return fixed_count > 0 && fixed_count * 8 >= decision.size();
  }

  /// Polyak's step towards the best objective, along the deflected direction; prices stay within first cost and cap,
  /// tolls above 0.
  void move(const LocationProblem& problem, const Relaxation& relaxation, double step, Prices& prices) const {
    double norm = 0.0;
    const std::span<const double> slope = relaxation.slope();
    for (std::size_t row = 0; row < slope.size(); ++row) {
      double& direction = prices.direction[row];
      direction = slope[row] + kMemory * direction;
      norm += problem.weight[row] * direction * direction;
    }
    const std::span<const double> side_slope = relaxation.side_slope();
    for (std::size_t rule = 0; rule < side_slope.size(); ++rule) {
      double& direction = prices.toll_direction[rule];
      direction = side_slope[rule] + kMemory * direction;
      if (prices.toll[rule] <= 0.0) direction = std::max(0.0, direction);
      norm += toll_scale_[rule] * direction * direction;
    }
    if (!(norm > 0.0)) return;
    const double length = step * (best_.objective - relaxation.bound()) / norm;
    for (std::size_t row = 0; row < slope.size(); ++row) {
      const auto low = static_cast<double>(problem.costs[row].front().cost);
      const auto high = static_cast<double>(problem.cap[row]);
      prices.price[row] = std::clamp(prices.price[row] + length * prices.direction[row], low, high);
    }
    for (std::size_t rule = 0; rule < side_slope.size(); ++rule) {
      prices.toll[rule] = std::max(0.0, prices.toll[rule] + length * toll_scale_[rule] * prices.toll_direction[rule]);
    }
  }

  /// A toll is a saving where a price is a cost: the weight of a chosen site lies between, and the largest amount of
  /// the rule.
  [[nodiscard]] double scale_of_toll(std::size_t rule) const {
    double largest = 0.0;
    for (const SideAmount& amount : root_.side.rows[rule]) largest = std::max(largest, std::abs(amount.amount));
    if (!(largest > 0.0)) return 0.0;
    double weight = 0.0;
    for (const double one : root_.weight) weight += one;
    return kTollShare * weight / static_cast<double>(root_.pick_count) / (largest * largest);
  }

  void branch(Node&& root) {
    std::priority_queue<Waiting> waiting;
    std::uint32_t number = 0;
    const auto split = [&](Node&& node) {
      if (is_closed(node.bound)) return;
      const Row site = most_uncertain(node);
      const auto parent = std::make_shared<const Node>(std::move(node));
      waiting.push({parent, site, Decision::out, number++});
      waiting.push({parent, site, Decision::in, number++});
    };
    split(std::move(root));
    while (!waiting.empty()) {
      const Waiting next = waiting.top();
      bound_ = std::max(bound_, std::min(next.parent->bound, ceiling()));
      if (is_near_enough(next.parent->bound) || is_spent()) return;
      waiting.pop();
      std::vector<Decision> decision(next.parent->problem.site_count(), Decision::open);
      decision[next.site] = next.decision;
      Node node = child(*next.parent, decision);
      ++node_count_;
      tighten(node, kNodeIterations);
      split(std::move(node));
    }
    bound_ = ceiling();
  }

  static Row most_uncertain(const Node& node) {
    Row best = 0;
    for (Row site = 1; site < node.selection.size(); ++site) {
      if (std::abs(node.selection[site] - 0.5) < std::abs(node.selection[best] - 0.5)) best = site;
    }
    return best;
  }

  const LocationProblem& root_;
  const ExchangeSearch& exchange_;
  Choice best_;  // free sites of the root
  const LocationOptions& options_;
  const core::Control& control_;
  const Completion* completion_;
  const std::uint32_t most_iterations_;
  std::vector<double> toll_scale_;
  double bound_ = 0.0;
  std::uint32_t iterations_ = 0;
  std::uint32_t node_count_ = 0;
  std::set<std::vector<Row>> tried_;
};

}  // namespace

ExactResult exact_search(const LocationProblem& problem, const ExchangeSearch& exchange, const Choice& start,
                         const LocationOptions& options, const core::Control& control, const Completion* completion) {
  return ExactSearch{problem, exchange, start, options, control, completion}.run();
}

}  // namespace trek::siting::detail
