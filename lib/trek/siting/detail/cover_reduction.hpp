#pragma once

#include "trek/siting/detail/cover_problem.hpp"

namespace trek::siting::detail {

/// The same question with fewer rows and sites, as often as one leads to another: a row that has all the sites of
/// another that needs as many is met when that one is; a site whose open rows are all rows of another one is out, where
/// no rule (another need than 1, limits, distances, budget) tells the two apart (Garfinkel & Nemhauser 1972). What is
/// decided is decided in the result too; a cover of that, with the sites that are in, is one of `problem`.
[[nodiscard]] CoverProblem reduced(const CoverProblem& problem);

}  // namespace trek::siting::detail
