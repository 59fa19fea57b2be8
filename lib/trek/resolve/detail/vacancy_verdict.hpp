#pragma once

#include <optional>
#include <string>
#include <vector>

#include "trek/model/tables.hpp"

namespace trek::resolve::detail {

/// What the pieces of evidence of one site say together.
struct VacancyVerdict {
  std::optional<double> share;  // 1 - prod(1 - weight); empty without evidence
  std::string conflict;         // what is said against each other, the newest first; empty: nothing
};

/// A conflict: one piece says that the site is in use, another that it is rather vacant than not. The share is what it
/// would be without the first: which of the two is right a person must see.
[[nodiscard]] VacancyVerdict vacancy_verdict(const std::vector<model::VacancyEvidence>& evidence,
                                             model::Language language);

}  // namespace trek::resolve::detail
