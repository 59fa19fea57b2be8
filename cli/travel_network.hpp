#pragma once

#include <string>

#include "travel_arguments.hpp"
#include "trek/access/router.hpp"
#include "trek/network/hierarchy.hpp"
#include "trek/network/network_file.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::cli {

/// One mode of a network file.
struct TravelNetwork {
  network::StreetGraph graph;
  network::Hierarchy hierarchy;  // empty: every row is a search
  std::string crs;
  network::SourceCredit credit;
};

/// Errors  Error{bad_argument} for a mode that the file does not have, with those that it has; Error{data} for a file
///         that is absent or damaged.
[[nodiscard]] TravelNetwork open_travel_network(const TravelArguments& arguments);

/// Keeps references to the network, which must outlive it.
[[nodiscard]] access::Router router_on(const TravelNetwork& network, const TravelArguments& arguments);

}  // namespace trek::cli
