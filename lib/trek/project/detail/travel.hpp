#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "trek/access/router.hpp"
#include "trek/core/control.hpp"
#include "trek/network/osm.hpp"
#include "trek/project/detail/inputs.hpp"
#include "trek/project/project.hpp"
#include "trek/publish/delivery.hpp"

namespace trek::project::detail {

/// One mode, ready to travel: its streets (or straight line) and every point placed on them.
struct ModeTravel {
  const TravelSettings* settings = nullptr;
  std::unique_ptr<network::ModeNetwork> network;  // null for a straight line; the router points into it
  access::Router router;
  access::Endpoints sites;
  access::Endpoints demand;
  access::Endpoints places;
  access::Endpoints stations;
};

struct TravelInputs {
  const model::Sites* sites = nullptr;
  const model::Demand* demand = nullptr;
  const model::ExistingPlaces* places = nullptr;  // may be null
  const model::NamedPoints* stations = nullptr;   // may be null
};

/// Builds or loads the network of every mode and places the points on it.
/// `facts` receives what the run should tell of each network (nodes, edges, components, left out and why).
[[nodiscard]] std::vector<ModeTravel> connect(const Project& project, const TravelInputs& inputs,
                                              const core::Control& control,
                                              std::vector<std::pair<std::string, std::string>>& facts,
                                              std::vector<model::SourceRecord>& sources);

/// Every point that some mode does not reach, and why.
[[nodiscard]] std::vector<publish::NotRoutable> not_routable(const std::vector<ModeTravel>& travel,
                                                             const TravelInputs& inputs);

/// Where the decay counts for less than this share of an opportunity next door, it is cut.
inline constexpr double kDecayCut = 0.01;
/// How far a mode is measured: the largest limit, the norm, and as far as the decay is above kDecayCut, at most two
/// hours; to the decisecond.
[[nodiscard]] core::Deciseconds horizon(const TravelSettings& settings, const access::Decay& decay);
/// As far as nearest places and stations are looked for.
inline constexpr std::uint32_t kFarthest_min = 120;

[[nodiscard]] inline core::Deciseconds minutes(std::uint32_t count) { return core::Deciseconds{count * 600U}; }

}  // namespace trek::project::detail
