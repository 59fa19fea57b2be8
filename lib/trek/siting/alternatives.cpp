#include "trek/siting/alternatives.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace trek::siting {
namespace {

/// Not all of these sites.
SiteCount not_all_of(const std::vector<std::uint32_t>& sites) {
  return {sites, 0, static_cast<std::uint32_t>(sites.size()) - 1};
}

}  // namespace

Alternatives::Alternatives(Solver solver, ProvenChoice answer, bool most_is_best)
    : solver_{std::move(solver)}, answer_{std::move(answer)}, most_is_best_{most_is_best} {}

Alternative Alternatives::alternative(const Addition& addition) const {
  Alternative result{solver_(addition)};
  const ProvenChoice& choice = result.choice;
  if (choice.state != Settled::found) return result;
  std::ranges::set_difference(choice.chosen, answer_.chosen, std::back_inserter(result.in));
  std::ranges::set_difference(answer_.chosen, choice.chosen, std::back_inserter(result.out));
  const double sign = most_is_best_ ? -1.0 : 1.0;
  // The best of both lie between what was found and what is proven.
  result.loss_low = sign * (choice.bound - answer_.objective);
  result.loss_high = sign * (choice.objective - answer_.bound);
  return result;
}

/// A choice that keeps to more is never better.
Alternative Alternatives::restricted(const Addition& addition) const {
  Alternative result = alternative(addition);
  result.loss_low = std::max(result.loss_low, 0.0);
  result.loss_high = std::max(result.loss_high, result.loss_low);
  return result;
}

Alternative Alternatives::with_site(std::uint32_t site) const { return restricted({.forced = {site}}); }

Alternative Alternatives::without_site(std::uint32_t site) const { return restricted({.forbidden = {site}}); }

Alternative Alternatives::with_count(std::size_t p) const { return alternative({.p = p}); }

bool Alternatives::is_within(double objective, double share) const {
  const double room = share * std::abs(answer_.objective);
  return most_is_best_ ? objective >= answer_.objective - room : objective <= answer_.objective + room;
}

NearOptimal Alternatives::near_optimal(double share, std::size_t most) const {
  NearOptimal result;
  if (answer_.chosen.empty()) {
    result.complete = true;  // every other choice holds all of its sites
    return result;
  }
  Addition cuts{.count = {not_all_of(answer_.chosen)}};
  while (result.list.size() < most) {
    Alternative next = restricted(cuts);
    if (next.choice.state == Settled::found && is_within(next.choice.objective, share)) {
      cuts.count.push_back(not_all_of(next.choice.chosen));
      result.list.push_back(std::move(next));
      continue;
    }
    const bool none_left = next.choice.state == Settled::found && !is_within(next.choice.bound, share);
    result.complete = none_left || next.choice.state == Settled::impossible;
    break;
  }
  return result;
}

}  // namespace trek::siting
