#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trek/siting/question.hpp"

/// What else could be chosen, and what that costs. METHODS "Where the next places go".
namespace trek::siting {

/// Another choice, beside the answer.
struct Alternative {
  ProvenChoice choice;
  std::vector<std::uint32_t> in{};   // sites that the answer does not have, ascending
  std::vector<std::uint32_t> out{};  // sites of the answer that it does not have
  /// By how much the best of these is worse than the best answer, in units of the objective: at least and at most. The
  /// two are equal where both are proven; below 0 it is better. 0 where no choice was found.
  double loss_low = 0.0;
  double loss_high = 0.0;
};

struct NearOptimal {
  std::vector<Alternative> list;  // the best first
  bool complete = false;          // proven: no other choice is as near
};

/// Alternatives to an answer that was found. Each costs about what the answer did.
class Alternatives {
 public:
  /// `most_is_best`: as wants_most. The answer is of the same solver, and found.
  Alternatives(Solver solver, ProvenChoice answer, bool most_is_best);

  /// The price of a site: the best choice that has it, and the best that does not.
  [[nodiscard]] Alternative with_site(std::uint32_t site) const;
  [[nodiscard]] Alternative without_site(std::uint32_t site) const;
  /// The best choice of another number of sites; `loss` below 0 is what more sites gain.
  [[nodiscard]] Alternative with_count(std::size_t p) const;
  /// The next best choices that are worse by at most `share` of the objective, at most `most`: none holds all sites of
  /// the answer or of one before it. With a given number of sites these are all other choices.
  ///
  /// Exact      as far as each is proven: the list is then the best there are, in order.
  /// Source     each choice found is cut off by the rule that not all of its sites are chosen (as the k best
  ///            solutions of a 0-1 program; Lawler 1972).
  [[nodiscard]] NearOptimal near_optimal(double share, std::size_t most) const;

 private:
  [[nodiscard]] Alternative alternative(const Addition& addition) const;
  [[nodiscard]] Alternative restricted(const Addition& addition) const;
  [[nodiscard]] bool is_within(double objective, double share) const;

  Solver solver_;
  ProvenChoice answer_;
  bool most_is_best_;
};

}  // namespace trek::siting
