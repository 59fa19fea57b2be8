#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/siting/detail/cover_search.hpp"
#include "trek/siting/detail/location_problem.hpp"

namespace trek::siting::detail {

/// Finds choices of the free sites of a problem that keep to the rules on sites.
class Completion {
 public:
  /// Errors  Error{limit}: no choice keeps to them, or none is found. Error{cancelled}.
  Completion(const LocationTask& task, const LocationProblem& problem, const core::Control& control);

  /// Free sites, ascending, those of the least preference first as far as the rules let; some choice that keeps to the
  /// rules, where that search takes too long.
  [[nodiscard]] std::vector<std::uint32_t> preferring(std::span<const double> preference) const;

  struct Within {
    Verdict verdict = Verdict::undecided;
    std::vector<std::uint32_t> sites;  // of the table, those that are decided too
  };
  /// Of a smaller problem: its decided sites and some of its free ones.
  [[nodiscard]] Within within(const LocationProblem& smaller) const;

 private:
  [[nodiscard]] std::vector<std::uint32_t> free_sites(std::span<const std::uint32_t> sites) const;

  const LocationProblem& problem_;
  const core::Control& control_;
  CoverProblem cover_;
  std::vector<std::uint32_t> any_;
};

}  // namespace trek::siting::detail
