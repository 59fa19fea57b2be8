#include "travel_network.hpp"

#include <fmt/format.h>

#include "trek/core/error.hpp"
#include "trek/network/osm.hpp"

namespace trek::cli {

TravelNetwork open_travel_network(const TravelArguments& arguments, const core::Control& control) {
  const auto mode = model::find_mode(arguments.mode);
  if (!mode) throw core::Error{core::ErrorKind::bad_argument, fmt::format("--mode {}: no such mode", arguments.mode)};
  const std::string crs = "EPSG:28992";
  auto network = network::read_osm(arguments.network, network::default_speeds(*mode), crs, control);
  return {std::move(network.graph), {}, crs};
}

access::Router router_on(const TravelNetwork& network, const TravelArguments& arguments) {
  network::SnapOptions snap;
  snap.max_distance = core::Meters{arguments.max_snap_m};
  const network::Hierarchy* const hierarchy = network.hierarchy.empty() ? nullptr : &network.hierarchy;
  return access::Router::on_streets(network.graph, snap, {hierarchy, arguments.kernel});
}

}  // namespace trek::cli
