#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/score/alternatives.hpp"

namespace trek::score {

/// How a lead in one criterion becomes a preference in [0, 1].
enum class PreferenceShape : std::uint8_t { usual, u_shape, v_shape, level, linear, gaussian };

/// The six generalised criteria of Brans and Vincke. A lead of 0 or less is no preference in any of them.
struct Preference {
  PreferenceShape shape = PreferenceShape::linear;
  double indifference = 0.0;  // u_shape, level, linear: a lead of at most this is none
  double strict = 1.0;        // v_shape, level, linear: from here on it is all (level: beyond it); gaussian: inflection

  [[nodiscard]] double operator()(double lead) const noexcept;
};

struct Flows {
  std::vector<double> positive;  // mean preference over the others, [0, 1]
  std::vector<double> negative;  // mean preference of the others over it, [0, 1]
  std::vector<double> net;       // positive - negative: what PROMETHEE II ranks by; adds up to 0
};

/// PROMETHEE II. What an alternative is worth depends on the others: one added site can move all flows.
///
/// Shape   one row per alternative; all 0 of a single one. `preference` has one per criterion.
/// Errors  Error{bad_argument}: not one preference per criterion, one with indifference < 0 or strict <= indifference
///         where it has both, weights that add up to 0.
/// Cost    O(n^2 * criteria).
/// Source  Brans and Vincke 1985, Management Science 31:647; flows as means: Brans and Mareschal 2005.
[[nodiscard]] Flows promethee(const Alternatives& all, std::span<const Preference> preference);

}  // namespace trek::score
