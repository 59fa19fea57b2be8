// How many people reach a place within five minutes on foot? Three streets, two places, no files.
#include <cstdio>
#include <vector>

#include "trek/access/measures.hpp"
#include "trek/access/router.hpp"
#include "trek/network/build_street_graph.hpp"
#include "trek/network/street_graph.hpp"

namespace network = trek::network;

int main() {
  // Streets as polylines between junctions (keys 1 to 4), with the time each way in tenths of a second. One is one-way.
  const std::vector<network::Street> streets{
      {1, 2, {{0, 0}, {300, 0}}, 2250, 2250, 100},
      {2, 3, {{300, 0}, {300, 200}, {500, 200}}, 3000, network::kClosed_ds, 101},
      {3, 4, {{500, 200}, {500, 0}}, 1500, 1500, 102},
  };
  network::SnapOptions snap;
  snap.min_component_nodes = 1;  // a toy network is all there is
  const network::StreetGraph graph = network::build_street_graph(trek::model::Mode::foot, streets);
  const trek::access::Router router = trek::access::Router::on_streets(graph, snap);

  const std::vector<trek::geo::Point> places{{150, 5}, {500, 100}};
  const std::vector<trek::geo::Point> homes{{20, -10}, {280, 10}, {490, 190}};
  const std::vector<double> people{120, 80, 45};

  const trek::access::Endpoints sites = router.endpoints(places);
  const trek::access::Endpoints demand = router.endpoints(homes);
  const std::vector<trek::core::Deciseconds> limits{trek::core::Deciseconds{3000}};
  const trek::access::TravelTable table =
      router.travel_table(sites, demand, limits.front(), trek::access::Direction::to_sites, {});
  const std::vector<double> reached = trek::access::cumulative(table, people, limits);

  for (std::size_t site = 0; site < places.size(); ++site) {
    std::printf("place %zu: %.0f people within 5 minutes\n", site, reached[site]);
  }
  // The first place is reached by the two homes on its street; the second by the home beside it alone, since the way
  // from the others takes longer than five minutes.
  return reached[0] == 200 && reached[1] == 45 ? 0 : 1;
}
