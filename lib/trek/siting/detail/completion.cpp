#include "trek/siting/detail/completion.hpp"

#include <algorithm>

#include "trek/siting/detail/cover_question.hpp"
#include "trek/siting/detail/impossible.hpp"

namespace trek::siting::detail {
namespace {

constexpr std::uint64_t kCompletionNodes = 2000;

}  // namespace

Completion::Completion(const LocationTask& task, const LocationProblem& problem, const core::Control& control)
    : problem_{problem}, control_{control}, cover_{cover_problem({task}, demands_of({task}))} {
  const Cover cover = find_cover(cover_, {}, kCoverNodeLimit, control_);
  if (cover.verdict == Verdict::none) refuse_impossible({task}, control_);
  if (cover.verdict == Verdict::undecided) refuse_unsettled();
  any_ = free_sites(cover.sites);
}

std::vector<std::uint32_t> Completion::free_sites(std::span<const std::uint32_t> sites) const {
  std::vector<std::uint32_t> free;
  for (const std::uint32_t site : sites) {
    const auto found = std::ranges::lower_bound(problem_.site_row, site);
    if (found != problem_.site_row.end() && *found == site)
      free.push_back(static_cast<std::uint32_t>(found - problem_.site_row.begin()));
  }
  return free;
}

std::vector<std::uint32_t> Completion::preferring(std::span<const double> preference) const {
  std::vector<double> of_table(cover_.site_count(), 0.0);
  for (std::size_t site = 0; site < preference.size(); ++site) of_table[problem_.site_row[site]] = preference[site];
  const Cover cover = find_cover(cover_, of_table, kCompletionNodes, control_);
  return cover.verdict == Verdict::found ? free_sites(cover.sites) : any_;
}

Completion::Within Completion::within(const LocationProblem& smaller) const {
  CoverProblem cover = cover_;
  cover.decision.assign(cover.site_count(), Decision::out);
  for (const std::uint32_t site : smaller.site_row) cover.decision[site] = Decision::open;
  for (const std::uint32_t site : smaller.decided) cover.decision[site] = Decision::in;
  Cover found = find_cover(cover, {}, kCompletionNodes, control_);
  return {found.verdict, std::move(found.sites)};
}

}  // namespace trek::siting::detail
