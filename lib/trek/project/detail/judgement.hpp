#pragma once

#include <cstdint>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/model/site_answer.hpp"
#include "trek/model/tables.hpp"
#include "trek/project/detail/measures.hpp"
#include "trek/project/project.hpp"
#include "trek/reuse/profile.hpp"
#include "trek/score/criteria.hpp"
#include "trek/score/ranking.hpp"

namespace trek::project::detail {

/// What a run thinks of its sites.
struct Judgement {
  reuse::Profile profile;
  std::vector<reuse::ReuseAssessment> assessments;
  score::CriteriaTable criteria;
  std::vector<score::SiteScore> scores;
  std::vector<score::RankGroup> groups;
  score::RankAcceptability acceptability;
};

[[nodiscard]] reuse::Profile profile_of(const Project& project);

/// What the project's criteria ask, out of what was measured.
[[nodiscard]] score::CriteriaTable criteria_table(const Project& project, const Measured& measured,
                                                  std::size_t site_count);

/// Vetoes, score, rank and its firmness. A site that fails a veto keeps its score and has no rank.
[[nodiscard]] Judgement judge(const Project& project, const model::Sites& sites, const Measured& measured,
                              const std::vector<model::SiteAnswer>& answers, const core::Control& control);

/// Rows of the best sites, by rank, then row; at most `count`.
[[nodiscard]] std::vector<std::uint32_t> best_rows(const std::vector<score::SiteScore>& scores, std::size_t count);

/// Rows of the sites that `isochrone_sites` names by key, name or address, or by a part of one; what names none is
/// reported.
[[nodiscard]] std::vector<std::uint32_t> named_sites(const Project& project, const model::Sites& sites,
                                                     core::Report& report);

}  // namespace trek::project::detail
