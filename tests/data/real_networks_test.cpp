// Real street networks, from extract to times, against Boost.Graph on the arcs of the graph that was built.
#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/property_map/property_map.hpp>
#include <map>
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

/// Each node three times: a trip over streets for their own destinations from its start on, over streets open to all,
/// and over streets for their own destinations to its end. From one to the next at any node of the core.
enum Part : std::uint32_t { start_part, core_part, end_part };

BoostGraph exported(const network::StreetGraph& graph) {
  const auto node_count = static_cast<std::uint32_t>(graph.node_count());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  std::vector<Time> times;
  const auto add = [&](std::uint32_t from, std::uint32_t to, std::uint32_t time_ds) {
    ends.emplace_back(from, to);
    times.push_back({time_ds});
  };
  for (const std::uint32_t part : {start_part, core_part, end_part}) {
    std::size_t local = 0;
    for (std::uint32_t node = 0; node < node_count; ++node) {
      const std::uint32_t vertex = part * node_count + node;
      for (; local < graph.local_arc_tail.size() && graph.local_arc_tail[local].value() == node; ++local) {
        if (part == core_part) continue;
        add(vertex, part * node_count + graph.local_arc_head[local].value(), graph.local_arc_time_ds[local]);
      }
      if (node >= graph.core_node_count()) continue;
      for (std::uint32_t arc = graph.first_arc[node]; part == core_part && arc < graph.first_arc[node + 1]; ++arc)
        add(vertex, part * node_count + graph.arc_head[arc].value(), graph.arc_time_ds[arc]);
      if (part != end_part) add(vertex, vertex + node_count, 0);
    }
  }
  return BoostGraph{boost::edges_are_sorted, ends.begin(), ends.end(), times.begin(), 3 * node_count};
}

/// Nodes by place: copies of a junction, and streets that end at one barrier.
class Spots {
 public:
  explicit Spots(const network::StreetGraph& graph) : graph_{graph} {
    for (std::uint32_t node = 0; node < graph.node_count(); ++node) nodes_[key(node)].push_back(node);
  }
  [[nodiscard]] const std::vector<std::uint32_t>& at(std::uint32_t node) const { return nodes_.at(key(node)); }

 private:
  [[nodiscard]] std::pair<double, double> key(std::uint32_t node) const {
    return {graph_.node_place[node].x_m, graph_.node_place[node].y_m};
  }
  const network::StreetGraph& graph_;
  std::map<std::pair<double, double>, std::vector<std::uint32_t>> nodes_;
};

std::vector<std::uint32_t> boost_times_ds(const BoostGraph& graph, std::uint32_t from) {
  std::vector<std::uint32_t> times_ds(boost::num_vertices(graph));
  boost::dijkstra_shortest_paths(
      graph, from,
      boost::weight_map(boost::get(&Time::ds, graph))
          .distance_map(boost::make_iterator_property_map(times_ds.begin(), boost::get(boost::vertex_index, graph)))
          .distance_inf(trek::access::kUnreachable_ds));
  return times_ds;
}

trek::access::Endpoints some_of(const trek::access::Endpoints& all, core::Random& random, std::size_t count,
                                std::vector<std::uint32_t>& nodes) {
  trek::access::Endpoints some;
  for (std::size_t i = 0; i < count; ++i) {
    nodes.push_back(static_cast<std::uint32_t>(random.below(all.size())));
    some.place.push_back(all.place[nodes.back()]);
    some.snap.push_back(all.snap[nodes.back()]);
  }
  return some;
}

/// From node to node, each at its whole spot; a street for its own destinations at an end of the trip where the point
/// is on one.
class BoostTimes {
 public:
  explicit BoostTimes(const network::StreetGraph& graph)
      : graph_{graph},
        spots_{graph},
        boost_{exported(graph)},
        node_count_{static_cast<std::uint32_t>(graph.node_count())} {}

  [[nodiscard]] std::vector<std::uint32_t> times_ds(std::uint32_t from, const network::Snap& origin) const {
    std::vector<std::uint32_t> best(boost::num_vertices(boost_), trek::access::kUnreachable_ds);
    const std::uint32_t part = graph_.has(origin.edge, network::kLocalOnly) ? start_part : core_part;
    for (const std::uint32_t node : spots_.at(from)) {
      const auto times_ds = boost_times_ds(boost_, part * node_count_ + node);
      for (std::size_t v = 0; v < best.size(); ++v) best[v] = std::min(best[v], times_ds[v]);
    }
    return best;
  }

  [[nodiscard]] std::uint32_t time_to(const std::vector<std::uint32_t>& times_ds, std::uint32_t to,
                                      const network::Snap& destination) const {
    std::uint32_t best = trek::access::kUnreachable_ds;
    const std::uint32_t last = graph_.has(destination.edge, network::kLocalOnly) ? end_part : core_part;
    for (const std::uint32_t node : spots_.at(to)) {
      for (std::uint32_t part = start_part; part <= last; ++part)
        best = std::min(best, times_ds[part * node_count_ + node]);
    }
    return best;
  }

 private:
  const network::StreetGraph& graph_;
  Spots spots_;
  BoostGraph boost_;
  std::uint32_t node_count_;
};

/// 40 origins by 25 destinations.
void check_pairs(const network::ModeNetwork& one) {
  core::Random random{11};
  const auto all = trek::access::endpoints_at_nodes(one.graph);
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;
  const auto origins = some_of(all, random, 40, from);
  const auto destinations = some_of(all, random, 25, to);
  const BoostTimes reference{one.graph};
  std::vector<std::vector<std::uint32_t>> expected_ds;
  for (std::size_t i = 0; i < from.size(); ++i) expected_ds.push_back(reference.times_ds(from[i], origins.snap[i]));
  for (const auto kernel : {trek::access::Kernel::search, trek::access::Kernel::sweep}) {
    const auto router = trek::access::Router::on_streets(one.graph, {}, {&one.hierarchy, kernel});
    const auto table = router.travel_table(origins, destinations, core::Deciseconds{trek::access::kUnreachable_ds},
                                           trek::access::Direction::from_sites, {});
    std::size_t wrong_count = 0;
    std::size_t reached_count = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
      std::vector<std::uint32_t> found_ds(to.size(), trek::access::kUnreachable_ds);
      for (const auto& reach : table[i]) found_ds[reach.row] = reach.time_ds;
      for (std::size_t j = 0; j < to.size(); ++j) {
        if (found_ds[j] != reference.time_to(expected_ds[i], to[j], destinations.snap[j])) ++wrong_count;
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
      CHECK(one.hierarchy.node_count() == one.graph.core_node_count());
      check_pairs(one);
      check_isochrones(one);
    }
  }
}
