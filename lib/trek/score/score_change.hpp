#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace trek::score {

/// What moved the score of a site most.
struct LeadingCriterion {
  std::size_t criterion = 0;
  double change = 0.0;  // of what it adds
};

/// Of the criteria that moved a score the way the whole score moved, the one that moved it most; where the score as a
/// whole stayed, the one that moved most either way. Of equals the first.
///
/// Shape   one contribution a criterion, before and after: a criterion that there was not adds 0.
/// Empty   no criterion moved by more than `least`.
/// Errors  Error{bad_argument}: not as many contributions after as before.
[[nodiscard]] std::optional<LeadingCriterion> leading_criterion(std::span<const double> before,
                                                                std::span<const double> after, double least = 1e-9);

/// The middle one of some changes, of an even number the mean of the two in the middle; 0 of none. What a criterion did
/// to most sites moves no rank: the middle one's change is taken off before a criterion is said to have moved a site.
[[nodiscard]] double middle_change(std::vector<double> changes);

}  // namespace trek::score
