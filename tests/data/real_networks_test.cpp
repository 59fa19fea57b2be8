// Real street networks, from extract to times, against Boost.Graph on the arcs of the graph that was built.
#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/property_map/property_map.hpp>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/real_data.hpp"
#include "trek/access/isochrones.hpp"
#include "trek/access/router.hpp"
#include "trek/core/random.hpp"
#include "trek/geo/topology.hpp"
#include "trek/network/network_file.hpp"

namespace {

namespace network = trek::network;
namespace geo = trek::geo;
namespace core = trek::core;
using trek::model::Mode;

struct City {
  const char* file;
  const char* crs;
};
constexpr City kCities[] = {{"network/porto_portugal.osm.pbf", "EPSG:32629"},
                            {"network/poa_osm.pbf", "EPSG:32722"},
                            {"network/enschede_walk_20231224.osm.pbf", "EPSG:28992"}};

struct Time {
  std::uint32_t ds = 0;
};
using BoostGraph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Time, boost::no_property,
                                                      std::uint32_t, std::uint32_t>;

BoostGraph exported(const network::StreetGraph& graph) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  std::vector<Time> times;
  for (std::uint32_t node = 0; node < graph.node_count(); ++node) {
    for (std::uint32_t arc = graph.first_arc[node]; arc < graph.first_arc[node + 1]; ++arc) {
      ends.emplace_back(node, graph.arc_head[arc].value());
      times.push_back({graph.arc_time_ds[arc]});
    }
  }
  return BoostGraph{boost::edges_are_sorted, ends.begin(), ends.end(), times.begin(),
                    static_cast<std::uint32_t>(graph.node_count())};
}

std::vector<std::uint32_t> boost_times_ds(const BoostGraph& graph, std::uint32_t from) {
  std::vector<std::uint32_t> times_ds(boost::num_vertices(graph));
  boost::dijkstra_shortest_paths(
      graph, from,
      boost::weight_map(boost::get(&Time::ds, graph))
          .distance_map(boost::make_iterator_property_map(times_ds.begin(), boost::get(boost::vertex_index, graph)))
          .distance_inf(trek::access::kUnreachable_ds));
  return times_ds;
}

/// Whoever stands at a barrier is at all the junctions that it makes of one, where the graph has one of them.
bool is_at_barrier(const trek::access::Endpoints& all, std::uint32_t node) {
  return std::count(all.place.begin(), all.place.end(), all.place[node]) > 1;
}

trek::access::Endpoints some_of(const trek::access::Endpoints& all, core::Random& random, std::size_t count,
                                std::vector<std::uint32_t>& nodes) {
  trek::access::Endpoints some;
  while (some.place.size() < count) {
    const auto node = static_cast<std::uint32_t>(random.below(all.size()));
    if (is_at_barrier(all, node)) continue;
    nodes.push_back(node);
    some.place.push_back(all.place[nodes.back()]);
    some.snap.push_back(all.snap[nodes.back()]);
  }
  return some;
}

/// 40 origins by 25 destinations.
void check_pairs(const network::ModeNetwork& one) {
  core::Random random{11};
  const auto all = trek::access::endpoints_at_nodes(one.graph);
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;
  const auto origins = some_of(all, random, 40, from);
  const auto destinations = some_of(all, random, 25, to);
  const BoostGraph graph = exported(one.graph);
  for (const auto kernel : {trek::access::Kernel::search, trek::access::Kernel::sweep}) {
    const auto router = trek::access::Router::on_streets(one.graph, {}, {&one.hierarchy, kernel});
    const auto table = router.travel_table(origins, destinations, core::Deciseconds{trek::access::kUnreachable_ds},
                                           trek::access::Direction::from_sites, {});
    std::size_t wrong_count = 0;
    std::size_t reached_count = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const auto expected_ds = boost_times_ds(graph, from[i]);
      std::vector<std::uint32_t> found_ds(to.size(), trek::access::kUnreachable_ds);
      for (const auto& reach : table[i]) found_ds[reach.row] = reach.time_ds;
      for (std::size_t j = 0; j < to.size(); ++j) {
        if (found_ds[j] != expected_ds[to[j]]) ++wrong_count;
        if (found_ds[j] != trek::access::kUnreachable_ds) ++reached_count;
      }
    }
    CHECK(wrong_count == 0);
    CHECK(reached_count > 300);
  }
}

void check_isochrones(const network::ModeNetwork& one) {
  core::Random random{12};
  std::vector<std::uint32_t> nodes;
  const auto sites = some_of(trek::access::endpoints_at_nodes(one.graph), random, 4, nodes);
  const std::vector limits{core::Deciseconds{3000}, core::Deciseconds{6000}, core::Deciseconds{9000}};
  const auto router = trek::access::Router::on_streets(one.graph);
  const auto bands = trek::access::isochrones(router, sites, limits, trek::access::Direction::from_sites,
                                              trek::access::default_isochrone_options(one.graph.mode), {});
  CHECK(bands.size() >= 4);
  for (const auto& band : bands) CHECK_FALSE(geo::find_invalidity(band.area).has_value());
  for (std::size_t i = 0; i < bands.size(); ++i) {
    for (std::size_t j = i + 1; j < bands.size() && bands[j].site == bands[i].site; ++j)
      CHECK(geo::area_m2(geo::intersection(bands[i].area, bands[j].area)) < 1e-3);
  }
}

}  // namespace

TEST_CASE("real networks: 1,000 pairs a mode take what Boost.Graph says; isochrones are valid and apart", "[data]") {
  for (const City& city : kCities) {
    std::vector<network::ModeSpeeds> speeds;
    for (const Mode mode : {Mode::foot, Mode::bicycle, Mode::car}) speeds.push_back(network::default_speeds(mode));
    const auto built = network::build_network(trek::test::real_data(city.file), speeds, city.crs, "test", {});
    REQUIRE(built.modes.size() == 3);
    for (const network::ModeNetwork& one : built.modes) {
      CAPTURE(city.file, trek::model::name_of(one.graph.mode), one.graph.node_count());
      CHECK(one.hierarchy.node_count() == one.graph.node_count());
      check_pairs(one);
      check_isochrones(one);
    }
  }
}
