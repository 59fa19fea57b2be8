#pragma once

#include <cstdint>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/measure/measured.hpp"
#include "trek/model/site_answer.hpp"
#include "trek/model/tables.hpp"
#include "trek/profile/assessment.hpp"
#include "trek/project/project.hpp"
#include "trek/project/user_tables.hpp"
#include "trek/publish/results.hpp"
#include "trek/resolve/resolve.hpp"
#include "trek/score/criteria.hpp"
#include "trek/score/ranking.hpp"

namespace trek::project::detail {

using publish::Judgement;

/// What became of each answer and decision.
[[nodiscard]] UserTables user_tables(const Project& project, const resolve::Resolution& resolved,
                                     const profile::UsableAnswers& usable);
/// Those of the user's file, with those of the lists of candidates.
[[nodiscard]] profile::UsableAnswers usable_answers(const Project& project, const resolve::Resolution& resolved,
                                                    std::vector<model::SiteAnswer> of_file);

/// What the project's criteria ask, out of what was measured.
[[nodiscard]] score::CriteriaTable criteria_table(const Project& project, const measure::Measured& measured,
                                                  std::size_t site_count);

/// What each site is under every profile, score, rank and its firmness. A site that no profile leaves keeps its score
/// and has no rank.
[[nodiscard]] Judgement judge(const Project& project, const model::Sites& sites, const measure::Measured& measured,
                              const std::vector<model::SiteAnswer>& answers, const core::Control& control);

/// Rows of the best sites, by rank, then row; at most `count`.
[[nodiscard]] std::vector<std::uint32_t> best_rows(const std::vector<score::SiteScore>& scores, std::size_t count);

/// Rows of the sites that `isochrone_sites` names by key, name or address, or by a part of one; what names none is
/// reported.
[[nodiscard]] std::vector<std::uint32_t> named_sites(const Project& project, const model::Sites& sites,
                                                     core::Report& report);

/// A flag a site: 1 for those that `[output] highlight` names, by key, name or address or a part of one. No rows where
/// it names none. Errors  Error{config}: a text that means no site (the nearest name is told) or several (they are
/// listed).
[[nodiscard]] std::vector<std::uint8_t> highlighted_sites(const Project& project, const model::Sites& sites);

}  // namespace trek::project::detail
