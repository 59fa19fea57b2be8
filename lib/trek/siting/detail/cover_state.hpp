#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trek/siting/detail/cover_problem.hpp"

namespace trek::siting::detail {

/// A cover that is being decided: what is in and out, and all that follows from it. Decisions are undone in the reverse
/// order. Keeps a reference: the problem must outlive it.
class CoverState {
 public:
  explicit CoverState(const CoverProblem& problem);

  /// Decides a site and all that follows. False if that breaks a rule: what was decided stands until it is undone.
  [[nodiscard]] bool decide(std::uint32_t site, Decision decision);
  /// What follows from the problem as it is given.
  [[nodiscard]] bool settle();
  [[nodiscard]] std::size_t mark() const noexcept { return trail_.size(); }
  void undo(std::size_t mark);

  [[nodiscard]] Decision decision(std::uint32_t site) const noexcept { return decision_[site]; }
  [[nodiscard]] bool is_open(std::uint32_t site) const noexcept { return decision_[site] == Decision::open; }
  /// What a row still needs, and of how many open sites; 0 or less: nothing.
  [[nodiscard]] std::int32_t need(std::size_t row) const noexcept { return need_[row]; }
  [[nodiscard]] std::int32_t open_in(std::size_t row) const noexcept { return open_in_[row]; }
  [[nodiscard]] std::size_t taken_count() const noexcept { return taken_count_; }
  [[nodiscard]] std::size_t open_count() const noexcept { return open_count_; }
  [[nodiscard]] std::size_t count_left() const noexcept { return problem_.most_count - taken_count_; }
  [[nodiscard]] double budget_left() const noexcept { return problem_.budget - spent_; }
  [[nodiscard]] const core::Rows<std::uint32_t>& rows_of_site() const noexcept { return rows_of_site_; }
  [[nodiscard]] std::vector<std::uint32_t> taken() const;

 private:
  void set(std::uint32_t site, Decision decision);
  [[nodiscard]] bool follow(std::uint32_t site);
  [[nodiscard]] bool follow_rows(std::uint32_t site);
  [[nodiscard]] bool follow_in(std::uint32_t site);
  [[nodiscard]] bool follow_counts();
  [[nodiscard]] bool settle_rows();
  [[nodiscard]] bool drain();
  bool want(std::uint32_t site, Decision decision);

  const CoverProblem& problem_;
  core::Rows<std::uint32_t> rows_of_site_;
  core::Rows<std::uint32_t> limits_of_site_;
  std::vector<Decision> decision_;
  std::vector<std::int32_t> need_;
  std::vector<std::int32_t> open_in_;
  std::vector<std::int32_t> room_;      // of each limit
  std::vector<std::uint32_t> by_cost_;  // sites, the cheapest first
  std::vector<std::uint32_t> trail_;    // decided sites, in order
  std::size_t followed_ = 0;            // of the trail
  std::size_t taken_count_ = 0;
  std::size_t open_count_ = 0;
  double spent_ = 0.0;
};

}  // namespace trek::siting::detail
