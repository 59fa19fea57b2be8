#include "trek/siting/conflict.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/core/error.hpp"
#include "trek/siting/detail/cover_question.hpp"
#include "trek/siting/detail/cover_search.hpp"

namespace trek::siting {
namespace {

using detail::Cover;
using detail::CoverProblem;
using detail::Decision;
using detail::Verdict;

constexpr std::size_t kMostHittingSets = 300;  // rounds, before a set that is smallest is given up

/// Whether sites meet a demand by themselves.
class MetDemands {
 public:
  explicit MetDemands(const DemandedSites& question) : question_{question} {}

  [[nodiscard]] bool meets(std::span<const std::uint32_t> sites, const Demand& demand) const {
    const CoverProblem cover = detail::cover_problem(question_, std::span{&demand, 1});
    std::vector<std::uint8_t> is_in(cover.site_count(), 0);
    for (const std::uint32_t site : sites) is_in[site] = 1;
    for (std::uint32_t site = 0; site < is_in.size(); ++site) {
      if (cover.decision[site] == (is_in[site] != 0 ? Decision::out : Decision::in)) return false;
    }
    for (std::size_t row = 0; row < cover.rows.size(); ++row) {
      const auto count = std::ranges::count_if(cover.rows[row], [&](std::uint32_t site) { return is_in[site] != 0; });
      if (count < static_cast<std::ptrdiff_t>(cover.need[row])) return false;
    }
    for (std::size_t limit = 0; limit < cover.limited.size(); ++limit) {
      const auto count =
          std::ranges::count_if(cover.limited[limit], [&](std::uint32_t site) { return is_in[site] != 0; });
      if (count > static_cast<std::ptrdiff_t>(cover.most[limit])) return false;
    }
    if (sites.size() < cover.least_count || sites.size() > cover.most_count) return false;
    return keeps_apart(sites, cover) && keeps_budget(sites, cover);
  }

 private:
  static bool keeps_apart(std::span<const std::uint32_t> sites, const CoverProblem& cover) {
    if (cover.apart.empty()) return true;
    return std::ranges::none_of(sites, [&](std::uint32_t a) {
      return std::ranges::any_of(sites, [&](auto b) { return std::ranges::binary_search(cover.apart[a], b); });
    });
  }
  static bool keeps_budget(std::span<const std::uint32_t> sites, const CoverProblem& cover) {
    if (cover.cost.empty()) return true;
    double sum = 0.0;
    for (const std::uint32_t site : sites) sum += cover.cost[site];
    return sum <= cover.budget * (1.0 + 1e-9);
  }

  const DemandedSites& question_;
};

class ConflictSearch {
 public:
  ConflictSearch(const DemandedSites& question, const core::Control& control)
      : question_{question}, control_{control}, met_{question}, all_{strongest(demands_of(question))} {}

  std::optional<Conflict> run() {
    if (cover_of(all_).verdict == Verdict::found) return std::nullopt;
    for (const Demand& demand : all_) {
      if (cover_of({demand}).verdict == Verdict::none) return Conflict{{demand}, true};
    }
    return smallest();
  }

 private:
  /// Without the rows that are served wherever another one is: a smallest set needs none of them.
  [[nodiscard]] std::vector<Demand> strongest(std::vector<Demand> demands) const {
    std::vector<std::vector<std::uint32_t>> sites;
    for (const Demand& demand : demands) {
      const CoverProblem cover = detail::cover_problem(question_, std::span{&demand, 1});
      sites.emplace_back();
      if (demand.kind == DemandKind::served) sites.back().assign(cover.rows[0].begin(), cover.rows[0].end());
    }
    std::vector<Demand> result;
    for (std::size_t i = 0; i < demands.size(); ++i) {
      const auto is_weaker_than = [&](std::size_t other) {
        if (other == i || demands[other].kind != DemandKind::served) return false;
        if (sites[other].size() == sites[i].size() && other > i) return false;
        return sites[other].size() <= sites[i].size() && std::ranges::includes(sites[i], sites[other]);
      };
      bool weaker = false;
      for (std::size_t other = 0; other < demands.size() && demands[i].kind == DemandKind::served && !weaker; ++other)
        weaker = is_weaker_than(other);
      if (!weaker) result.push_back(demands[i]);
    }
    return result;
  }

  Cover cover_of(const std::vector<Demand>& demands) {
    Cover cover = detail::find_cover(detail::cover_problem(question_, demands), {}, detail::kCoverNodeLimit, control_);
    if (cover.verdict == Verdict::undecided) {
      throw core::Error{
          core::ErrorKind::limit,
          fmt::format("location: whether the demands can be met is not settled after {} steps; ask for less "
                      "at once: fewer sites, a wider spacing, no budget",
                      detail::kCoverNodeLimit)};
    }
    return cover;
  }

  [[nodiscard]] std::vector<Demand> chosen(const std::vector<std::uint32_t>& rows) const {
    std::vector<Demand> demands;
    for (const std::uint32_t row : rows) demands.push_back(all_[row]);
    return demands;
  }

  /// What a part that can be met leaves out, once all is added that can be.
  std::vector<std::uint32_t> left_out(std::vector<std::uint32_t> part, std::vector<std::uint32_t> sites) {
    std::vector<std::uint32_t> left;
    for (std::uint32_t row = 0; row < all_.size(); ++row) {
      if (std::ranges::binary_search(part, row)) continue;
      std::vector<std::uint32_t> larger = part;
      larger.insert(std::ranges::upper_bound(larger, row), row);
      if (!met_.meets(sites, all_[row])) {
        Cover cover = cover_of(chosen(larger));
        if (cover.verdict == Verdict::none) {
          left.push_back(row);
          continue;
        }
        sites = std::move(cover.sites);
      }
      part = std::move(larger);
    }
    return left;
  }

  /// Fewest demands that hold one of each list.
  std::vector<std::uint32_t> hitting(const core::Rows<std::uint32_t>& lists) {
    CoverProblem cover;
    cover.decision.assign(all_.size(), Decision::open);
    cover.rows = lists;
    cover.need.assign(lists.size(), 1);
    for (cover.most_count = least_hit_;; ++cover.most_count) {
      const Cover found = detail::find_cover(cover, {}, detail::kCoverNodeLimit, control_);
      if (found.verdict == Verdict::found) return found.sites;
      if (found.verdict == Verdict::undecided) return {};
      least_hit_ = cover.most_count + 1;
    }
  }

  Conflict smallest() {
    core::Rows<std::uint32_t> lists;
    least_hit_ = 1;
    for (std::size_t round = 0; round < kMostHittingSets; ++round) {
      const std::vector<std::uint32_t> part = hitting(lists);
      if (part.empty() && round > 0) break;
      const Cover cover = cover_of(chosen(part));
      if (cover.verdict == Verdict::none) return {chosen(part), true};
      lists.append_row(left_out(part, cover.sites));
    }
    return {without_superfluous(), false};
  }

  /// A set in conflict from which nothing can be left out.
  std::vector<Demand> without_superfluous() {
    std::vector<Demand> demands = all_;
    for (std::size_t i = demands.size(); i-- > 0;) {
      std::vector<Demand> fewer = demands;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (cover_of(fewer).verdict == Verdict::none) demands = std::move(fewer);
    }
    return demands;
  }

  const DemandedSites& question_;
  const core::Control& control_;
  MetDemands met_;
  std::vector<Demand> all_;
  std::size_t least_hit_ = 1;
};

}  // namespace

std::optional<Conflict> find_conflict(const DemandedSites& question, const core::Control& control) {
  detail::check_rules(question.task);
  return ConflictSearch{question, control}.run();
}

}  // namespace trek::siting
