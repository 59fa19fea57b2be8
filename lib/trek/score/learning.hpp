#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/score/criteria.hpp"

/// What to find out first: how much each answer is worth to a shortlist.
namespace trek::score {

/// A veto of a site that nobody has answered, and how likely it passes.
struct OpenVeto {
  std::size_t site = 0;
  std::size_t veto = 0;      // the caller's number
  double pass_chance = 0.5;  // (0, 1)
};

/// The chance that the next answer is a pass, after so many passes and fails: Laplace's rule of succession (1814).
[[nodiscard]] double pass_chance(std::size_t pass_count, std::size_t fail_count) noexcept;

struct LearningOptions {
  std::size_t shortlist_count = 10;
  std::uint64_t seed = 20260223;
  std::uint32_t draws = 1000;  // a site, for what all its answers together are worth; trek's choice
};

/// Something unknown of one site.
struct Question {
  std::size_t site = 0;
  std::optional<std::size_t> criterion;  // its measure
  std::size_t veto = 0;                  // where it is no criterion
  double value = 0.0;          // by which the answer alone lifts the expected worth of the shortlist, in score
  double with_others = 0.0;    // its part in what all answers on its site lift it by together
  double change_chance = 0.0;  // that the answer alone changes who is on the shortlist
};

struct Learning {
  std::vector<double> expected;  // one per site: expected score times the chance that no veto fails; NaN: excluded
  std::vector<std::size_t> shortlist;  // the best by that, the best first
  std::vector<Question> questions;     // by the larger of `value` and `with_others`, descending; then by row
};

/// Expected value of learning each unknown. A site is worth its score if no open veto fails, else nothing. What is not
/// known exactly is as likely anywhere between its bounds; vetoes are answered independently of each other. An answer
/// is worth what it lifts the sum of the expected worths of the best `shortlist_count` by, since it may bring another
/// site among them. With no more ranked sites than the shortlist holds nothing is worth asking.
///
/// Shape   a question per ranked site and criterion with weight whose value is not exact, and per open veto.
/// Errors  Error{bad_argument}: not one flag per site, a veto of a site that is not there, a chance outside (0, 1), a
///         shortlist of none. Same result on any thread count.
/// Cost    O(sites * (log sites + criteria * draws)).
/// Source  Raiffa and Schlaifer 1961 (expected value of information); Howard 1966, IEEE Trans. SSC 2:22.
[[nodiscard]] Learning learning(const CriteriaTable& table, std::span<const std::uint8_t> excluded,
                                std::span<const OpenVeto> vetoes, const LearningOptions& options,
                                const core::Control& control);

}  // namespace trek::score
