#include "trek/siting/covering_all.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "trek/core/error.hpp"
#include "trek/siting/detail/cover_question.hpp"
#include "trek/siting/detail/cover_search.hpp"
#include "trek/siting/detail/impossible.hpp"
#include "trek/siting/detail/location_answer.hpp"

namespace trek::siting {
namespace {

using detail::Cover;
using detail::CoverProblem;
using detail::Verdict;

void check_cover_weights(const LocationTask& task) {
  if (task.weight.size() == task.costs.row_count()) return;
  core::refuse_argument(fmt::format("location: {} weights for {} demand rows, expected one weight per row",
                                    task.weight.size(), task.costs.row_count()));
}

CoverProblem whole_cover(const DemandedSites& question) {
  return detail::cover_problem(question, demands_of(question));
}

/// The location of chosen sites, without objective and bound.
Location location_of(const LocationTask& task, std::vector<std::uint32_t> chosen, std::uint32_t standard) {
  const detail::CostRule rule{standard, 1, true};
  Location location;
  location.chosen = std::move(chosen);
  detail::order_by_gain(location, task, rule);
  detail::Assignment assigned = detail::assignment(task, location.chosen, rule);
  detail::add_up(location, task, assigned, true);
  location.assigned = std::move(assigned.site);
  return location;
}

void set_proof(Location& location, double objective, double bound) {
  location.objective = objective;
  location.bound = bound;
  location.optimal = objective == bound;
  location.gap_share = detail::gap_share(objective, bound);
}

/// Fewest sites first. What is undecided on the way leaves the bound behind.
class FewestSites {
 public:
  FewestSites(const DemandedSites& question, const core::Control& control)
      : question_{question}, control_{control}, cover_{whole_cover(question)}, most_{cover_.most_count} {}

  Location run(std::uint32_t standard) {
    const Cover any = find(most_);
    if (any.verdict == Verdict::none) detail::refuse_impossible(question_, control_);
    std::vector<std::uint32_t> best = any.sites;
    if (any.verdict == Verdict::undecided) best.assign(cover_.site_count() + 1, 0);
    std::size_t bound = detail::least_cover_count(cover_, best.size());
    bool closed = true;
    for (std::size_t count = bound; count < best.size(); ++count) {
      Cover cover = find(count);
      if (cover.verdict == Verdict::found) best = std::move(cover.sites);
      closed = closed && cover.verdict != Verdict::undecided;
      if (closed) bound = std::min(count + 1, best.size());
    }
    if (best.size() > cover_.site_count()) detail::refuse_unsettled();
    if (closed) bound = best.size();
    Location location = location_of(question_.task, std::move(best), standard);
    location.node_count = static_cast<std::uint32_t>(std::min<std::uint64_t>(node_count_, 0xFFFFFFFFU));
    set_proof(location, static_cast<double>(location.chosen.size()), static_cast<double>(bound));
    return location;
  }

 private:
  Cover find(std::size_t most_count) {
    cover_.most_count = most_count;
    control_.report("sites: covering all", node_count_);
    Cover cover = detail::find_cover(cover_, {}, detail::kCoverNodeLimit, control_);
    node_count_ += cover.node_count;
    return cover;
  }

  const DemandedSites& question_;
  const core::Control& control_;
  CoverProblem cover_;
  std::size_t most_;
  std::uint64_t node_count_ = 0;
};

/// The costs at which a row that counts may be served, ascending, from the largest of their least ones on.
std::vector<std::uint32_t> standards_of(const LocationTask& task) {
  std::vector<std::uint32_t> costs;
  std::uint32_t least = 0;
  for (std::size_t row = 0; row < task.weight.size(); ++row) {
    if (!counts(task.weight[row])) continue;
    std::uint32_t nearest = kNoCost;
    task.costs.for_each(row, [&](const SiteCost& entry) {
      costs.push_back(entry.cost);
      nearest = std::min(nearest, entry.cost);
    });
    if (nearest != kNoCost) least = std::max(least, nearest);
  }
  std::ranges::sort(costs);
  costs.erase(std::unique(costs.begin(), costs.end()), costs.end());
  costs.erase(costs.begin(), std::ranges::lower_bound(costs, least));
  if (costs.empty()) costs.push_back(0);
  return costs;
}

class LeastStandard {
 public:
  LeastStandard(const LocationTask& task, const core::Control& control)
      : task_{task}, control_{control}, standards_{standards_of(task)}, no_rules_{has_no_rules(task)} {}

  Location run() {
    if (!try_standard(standards_.size() - 1)) {
      if (undecided_) detail::refuse_unsettled();
      detail::refuse_impossible({task_, CountRule::exactly, standards_.back()}, control_);
    }
    std::size_t low = 0;  // all below are ruled out, or not settled
    while (low < best_) {
      const std::size_t middle = low + (best_ - low) / 2;
      if (!try_standard(middle)) low = middle + 1;
    }
    const std::size_t bound = std::min(ruled_out_, best_);
    Location location = location_of(task_, std::move(sites_), standards_[best_]);
    location.node_count = static_cast<std::uint32_t>(std::min<std::uint64_t>(node_count_, 0xFFFFFFFFU));
    set_proof(location, standards_[best_], standards_[bound]);
    return location;
  }

 private:
  /// Whether any more sites may make up the number.
  static bool has_no_rules(const LocationTask& task) {
    const SiteRules& rules = task.rules;
    if (!rules.group_minimum.empty() || !rules.count.empty() || rules.spacing > 0.0 || !std::isinf(rules.budget))
      return false;
    return rules.forbidden.empty() || rules.forbidden.size() + task.p <= task.costs.site_count();
  }

  /// Whether it was met: then it is the best so far.
  bool try_standard(std::size_t standard) {
    control_.report("sites: least standard", node_count_);
    CoverProblem cover = whole_cover({task_, CountRule::exactly, standards_[standard]});
    if (no_rules_) cover.least_count = 0;  // any sites make up the number
    Cover found = detail::find_cover(cover, {}, detail::kCoverNodeLimit, control_);
    node_count_ += found.node_count;
    if (found.verdict == Verdict::found) {
      best_ = standard;
      sites_ = std::move(found.sites);
      if (no_rules_) fill(cover);
      return true;
    }
    if (found.verdict == Verdict::none) ruled_out_ = standard + 1;
    undecided_ = undecided_ || found.verdict == Verdict::undecided;
    return false;
  }
  void fill(const CoverProblem& cover) {
    const std::size_t count = std::min(task_.p, cover.site_count());
    for (std::uint32_t site = 0; site < cover.site_count() && sites_.size() < count; ++site) {
      if (cover.decision[site] == detail::Decision::open && !std::ranges::binary_search(sites_, site))
        sites_.insert(std::ranges::upper_bound(sites_, site), site);
    }
  }

  const LocationTask& task_;
  const core::Control& control_;
  std::vector<std::uint32_t> standards_;
  bool no_rules_;
  bool undecided_ = false;
  std::size_t best_ = 0;
  std::size_t ruled_out_ = 0;  // no standard below can be met
  std::vector<std::uint32_t> sites_;
  std::uint64_t node_count_ = 0;
};

}  // namespace

Location set_covering(const LocationTask& task, std::uint32_t standard, const core::Control& control) {
  check_cover_weights(task);
  detail::check_rules(task);
  const DemandedSites question{task, task.p > 0 ? CountRule::at_most : CountRule::any, standard};
  return FewestSites{question, control}.run(standard);
}

Location p_center(const LocationTask& task, const core::Control& control) {
  check_cover_weights(task);
  detail::check_rules(task);
  return LeastStandard{task, control}.run();
}

}  // namespace trek::siting
