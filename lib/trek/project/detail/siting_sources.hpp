#pragma once

#include <span>
#include <vector>

#include "trek/access/mode_access.hpp"
#include "trek/measure/tables.hpp"
#include "trek/model/tables.hpp"
#include "trek/project/detail/siting_places.hpp"
#include "trek/project/project.hpp"
#include "trek/publish/results.hpp"

namespace trek::project::detail {

/// What the questions of a project are asked of.
struct SitingSources {
  const Project& project;
  const model::Sites& sites;
  const model::Demand& demand;
  const model::Municipalities& municipalities;
  const std::vector<measure::ModeTravel>& travel;
  const std::vector<access::ModeAccess>& access;  // to existing places; none without them
  const publish::Judgement& judgement;
  std::span<const NamedSites> names;  // one a question
};

}  // namespace trek::project::detail
