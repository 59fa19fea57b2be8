#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/core/report.hpp"
#include "trek/measure/measured.hpp"
#include "trek/model/source.hpp"
#include "trek/model/tables.hpp"
#include "trek/project/detail/inputs.hpp"
#include "trek/score/criteria.hpp"
#include "trek/score/ranking.hpp"

/// What a reader of single records cannot see: how sources go together, and what a municipality lacks.
namespace trek::project::detail {

/// Licence, attribution or vintage missing; older than `oldest_years` at `today`; of years too far apart. Made-up
/// sources are left in peace.
[[nodiscard]] core::Report source_doubts(const std::vector<model::SourceRecord>& sources, std::string_view today,
                                         int oldest_years);

/// Municipalities without people, buildings, monuments or places where the project has such a source, and those whose
/// people are not as many as the source of municipalities says.
[[nodiscard]] core::Report municipality_doubts(const Inputs& inputs, const model::Demand& demand,
                                               const model::Sites& sites);

/// Criteria that rank no site before another, or hardly: unknown for every site, of one value, or with values that
/// differ less than 0.3 of [0, 1]. Those of weight 0 are left in peace, and so is a list of fewer than two sites.
/// `how` it was measured is said behind the numbers.
[[nodiscard]] core::Report criteria_doubts(const score::CriteriaTable& table, const core::Phrase& how = {});
/// What a ranking cannot tell apart: criteria of which a tenth of the sites or more lies beyond the best anchor, and
/// ranks up to ten that several sites share. Errors  Error{bad_argument} unless there is one score per site.
[[nodiscard]] core::Report ranking_doubts(const score::CriteriaTable& table, std::span<const score::SiteScore> scores);
/// The doubts about criteria before a run: measured in straight lines. Nothing where that would take long (5e8 pairs of
/// sites and cells).
[[nodiscard]] core::Report criteria_doubts_as_the_crow_flies(const Project& project, const measure::Tables& inputs,
                                                             const core::Control& control);

}  // namespace trek::project::detail
