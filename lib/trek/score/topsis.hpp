#pragma once

#include <cstdint>
#include <vector>

#include "trek/score/alternatives.hpp"

namespace trek::score {

/// What alternatives are measured against.
enum class TopsisReference : std::uint8_t {
  scale,  // values in [0, 1]; ideal is 1 in every criterion and the opposite 0: no site moves another's closeness
  list,   // any numbers; each over the Euclidean norm of its criterion, ideal is the best of the list: as published
};

/// TOPSIS: how near each alternative is to the ideal, against how near to its opposite.
///
/// Shape   one closeness in [0, 1] per alternative, 1 the ideal itself. Empty  no alternatives: none.
///         0.5 where ideal and opposite are the same: there is nothing to tell apart.
/// Source  Hwang and Yoon 1981, Multiple Attribute Decision Making, ch. III.
[[nodiscard]] std::vector<double> topsis(const Alternatives& all, TopsisReference reference = TopsisReference::scale);

}  // namespace trek::score
