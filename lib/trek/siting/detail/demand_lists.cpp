#include "trek/siting/detail/demand_lists.hpp"

#include "trek/siting/detail/cover_question.hpp"
#include "trek/siting/detail/cover_search.hpp"

namespace trek::siting::detail {

Settled settled_without_choice(const DemandedSites& question, const core::Control& control) {
  const CoverProblem cover = cover_problem(question, demands_of(question));
  const bool none = find_cover(cover, {}, kCoverNodeLimit, control).verdict == Verdict::none;
  return none ? Settled::impossible : Settled::undecided;
}

}  // namespace trek::siting::detail
