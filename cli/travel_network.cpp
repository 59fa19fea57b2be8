#include "travel_network.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>
#include <vector>

#include "trek/core/error.hpp"
#include "trek/network/network_file.hpp"

namespace trek::cli {

TravelNetwork open_travel_network(const TravelArguments& arguments) {
  network::Network network = network::open_network_file(arguments.network);
  std::vector<std::string> names;
  for (network::ModeNetwork& mode : network.modes) {
    names.emplace_back(model::name_of(mode.graph.mode));
    if (mode.graph.mode == arguments.mode)
      return {std::move(mode.graph), std::move(mode.hierarchy), network.crs, network.credit};
  }
  core::refuse_argument(fmt::format("--mode {}: {} has no such mode; it has: {}", model::name_of(arguments.mode),
                                    arguments.network.string(), fmt::join(names, ", ")));
}

access::Router router_on(const TravelNetwork& network, const TravelArguments& arguments) {
  network::SnapOptions snap;
  snap.max_distance = core::Meters{arguments.max_snap_m};
  const network::Hierarchy* const hierarchy = network.hierarchy.empty() ? nullptr : &network.hierarchy;
  return access::Router::on_streets(network.graph, snap, {hierarchy, arguments.kernel});
}

}  // namespace trek::cli
