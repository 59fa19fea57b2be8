#pragma once

#include <string>
#include <utility>
#include <vector>

#include "trek/demand/demand.hpp"
#include "trek/project/project.hpp"
#include "trek/project/run_summary.hpp"
#include "trek/publish/results.hpp"

namespace trek::project::detail {

/// Keys and values of the `run` table.
using Facts = std::vector<std::pair<std::string, std::string>>;

/// Versions, project and options: all that a run depends on besides its sources.
void tell_options(const Project& project, const RunOptions& options, Facts& facts);
/// Counts in and out.
void tell_counts(const RunSummary& summary, const demand::DemandResult& demand,
                 const model::Municipalities& municipalities, Facts& facts);
/// What the stakeholders agree on; nothing without them.
void tell_stakeholders(const publish::Judgement& judgement, const model::Sites& sites, Facts& facts);
/// "; left out: 3 of another type (shop), ..." or nothing.
[[nodiscard]] std::string left_out_text(const std::vector<resolve::LeftOut>& left_out);
/// What a reader must know before believing the map.
[[nodiscard]] core::Phrase notice_of(const Project& project);

}  // namespace trek::project::detail
