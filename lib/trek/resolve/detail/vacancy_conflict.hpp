#pragma once

#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/model/tables.hpp"

namespace trek::resolve::detail {

/// What the evidence of one site says against itself, the newest first; empty: nothing. A conflict is that one piece
/// says that the site is in use, another that it is rather vacant than not: which of the two is right a person must
/// see, and the share of vacancy stays what it would be without the first.
[[nodiscard]] core::Phrase vacancy_conflict(const std::vector<model::VacancyEvidence>& evidence);

}  // namespace trek::resolve::detail
