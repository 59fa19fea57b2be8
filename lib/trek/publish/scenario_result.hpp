#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "trek/access/mode_access.hpp"
#include "trek/core/phrase.hpp"
#include "trek/coverage/coverage.hpp"
#include "trek/coverage/service_change.hpp"
#include "trek/model/tables.hpp"
#include "trek/score/ranking.hpp"
#include "trek/score/score_change.hpp"

namespace trek::publish {

/// What one scenario comes to, beside the run itself.
struct ScenarioResult {
  core::Phrase name;
  core::Phrase changes;                    // what is otherwise in it, in words; of planned dwellings what is assumed
  std::vector<std::uint32_t> opened;       // rows of the sites
  std::vector<std::uint32_t> closed;       // rows of the existing places of the run
  model::Demand future;                    // people who are not there yet; they follow the rows of the run's demand
  model::ExistingPlaces places;            // as they would be
  std::vector<access::ModeAccess> access;  // of the run's demand and the future, to these places; a row a mode
  std::vector<coverage::MunicipalityCoverage> coverage;
  std::optional<coverage::MunicipalityCoverage> region_coverage;
  std::vector<coverage::ServiceChange> service;  // a row a mode
  std::vector<score::SiteScore> scores;          // one a site; what is opened has no rank any more
  std::vector<std::optional<score::LeadingCriterion>>
      leading;  // one a site: what moved it most against the middle site
};

}  // namespace trek::publish
