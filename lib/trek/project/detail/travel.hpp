#pragma once

#include <string>
#include <utility>
#include <vector>

#include "trek/access/router.hpp"
#include "trek/core/column.hpp"
#include "trek/core/control.hpp"
#include "trek/measure/measured.hpp"
#include "trek/model/source.hpp"
#include "trek/network/network.hpp"
#include "trek/project/project.hpp"
#include "trek/publish/results.hpp"

namespace trek::project::detail {

/// How people travel in a run, and what its maps lie on.
struct Connected {
  std::vector<measure::ModeTravel> travel;  // a mode each
  core::Column<char> backdrop;              // of find_backdrop_source; empty: none
};

/// Builds or loads the network of every mode and places the points on it.
/// `facts` receives what the run should tell of each network (nodes, edges, components, left out and why).
[[nodiscard]] Connected connect(const Project& project, const measure::Tables& inputs, const core::Control& control,
                                std::vector<std::pair<std::string, std::string>>& facts,
                                std::vector<model::SourceRecord>& sources);

/// A router of a mode's streets, or of its straight lines where there are none. Points into the network.
[[nodiscard]] access::Router router_of(const Project& project, const TravelSettings& settings,
                                       const network::ModeNetwork* network);

/// Every point that some mode does not reach, and why.
[[nodiscard]] std::vector<publish::NotRoutable> not_routable(const std::vector<measure::ModeTravel>& travel,
                                                             const measure::Tables& inputs);

}  // namespace trek::project::detail
