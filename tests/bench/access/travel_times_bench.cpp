// Travel times and isochrones on a made-up region of Twente's size: 380 x 380 junctions, 150 m apart.
// Checks the searches against Boost.Graph's Dijkstra first, then prints times.
#include <fmt/format.h>

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/property_map/property_map.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "trek/access/isochrones.hpp"
#include "trek/access/router.hpp"
#include "trek/core/random.hpp"
#include "trek/geo/topology.hpp"
#include "trek/model/mode.hpp"

namespace {

namespace access = trek::access;
namespace core = trek::core;
namespace geo = trek::geo;
namespace network = trek::network;
using trek::model::Mode;

constexpr std::uint64_t kSide = 380;
constexpr double kSpacing_m = 150.0;

double speed_kmh(Mode mode, std::uint64_t line) {
  if (mode == Mode::foot) return 4.8;
  if (mode == Mode::bicycle) return 15.0;
  if (line % 40 == 0) return 100.0;
  return line % 8 == 0 ? 60.0 : 25.0;
}

/// A jittered lattice with one street in six left out, arterials every 8 lines and motorways every 40.
network::StreetGraph lattice(Mode mode) {
  core::Random random{1};
  std::vector<geo::Point> junction(kSide * kSide);
  for (std::uint64_t i = 0; i < junction.size(); ++i) {
    junction[i] = {240'000.0 + static_cast<double>(i % kSide) * kSpacing_m + random.uniform(-40.0, 40.0),
                   460'000.0 + static_cast<double>(i / kSide) * kSpacing_m + random.uniform(-40.0, 40.0)};
  }
  std::vector<network::Street> streets;
  const auto add = [&](std::uint64_t a, std::uint64_t b, std::uint64_t line) {
    if (line % 8 != 0 && random.uniform() < 1.0 / 6.0) return;
    network::Street street;
    street.from_key = a;
    street.to_key = b;
    const geo::Point bend{(junction[a].x_m + junction[b].x_m) / 2.0 + random.uniform(-15.0, 15.0),
                          (junction[a].y_m + junction[b].y_m) / 2.0 + random.uniform(-15.0, 15.0)};
    street.shape = {junction[a], bend, junction[b]};
    const double length_m = geo::distance_m(junction[a], bend) + geo::distance_m(bend, junction[b]);
    const auto time_ds = static_cast<std::uint32_t>(length_m / speed_kmh(mode, line) * 36.0) + 1;
    street.forward_ds = time_ds;
    if (mode != Mode::car || random.uniform() < 0.9) street.backward_ds = time_ds;
    street.way = streets.size();
    streets.push_back(std::move(street));
  };
  for (std::uint64_t y = 0; y < kSide; ++y) {
    for (std::uint64_t x = 0; x < kSide; ++x) {
      const std::uint64_t i = y * kSide + x;
      if (x + 1 < kSide) add(i, i + 1, y);
      if (y + 1 < kSide) add(i, i + kSide, x);
    }
  }
  return network::build_street_graph(mode, std::move(streets));
}

access::Endpoints random_points(core::Random& random, const network::StreetGraph& graph, std::size_t count) {
  access::Endpoints points;
  while (points.size() < count) {
    network::Snap snap;
    snap.edge = network::EdgeIdx{static_cast<std::uint32_t>(random.below(graph.edge_count()))};
    if (graph.component[graph.edge_from[snap.edge.value()].value()] != 0) continue;
    snap.share = random.uniform();
    snap.projected = graph.node_place[graph.edge_from[snap.edge.value()].value()];
    snap.connector_ds = static_cast<std::uint32_t>(random.below(600));
    points.place.push_back(snap.projected);
    points.snap.push_back(snap);
  }
  return points;
}

double ms_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/// Boost.Graph's Dijkstra, stopped at a limit.
class BoostSearch {
 public:
  explicit BoostSearch(const network::StreetGraph& graph) : time_(graph.node_count()) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
    std::vector<Time> times;
    for (std::uint32_t node = 0; node < graph.node_count(); ++node) {
      for (std::uint32_t arc = graph.first_arc[node]; arc < graph.first_arc[node + 1]; ++arc) {
        ends.emplace_back(node, graph.arc_head[arc].value());
        times.push_back({graph.arc_time_ds[arc]});
      }
    }
    graph_ = Graph{boost::edges_are_sorted, ends.begin(), ends.end(), times.begin(),
                   static_cast<std::uint32_t>(graph.node_count())};
  }

  const std::vector<std::uint32_t>& times_ds(std::uint32_t from, std::uint32_t limit_ds) {
    try {
      boost::dijkstra_shortest_paths(
          graph_, from,
          boost::weight_map(boost::get(&Time::ds, graph_))
              .distance_map(boost::make_iterator_property_map(time_.begin(), boost::get(boost::vertex_index, graph_)))
              .distance_inf(access::kUnreachable_ds)
              .visitor(StopAt{{}, time_.data(), limit_ds}));
    } catch (const Stop&) {
    }
    return time_;
  }

 private:
  struct Time {
    std::uint32_t ds = 0;
  };
  using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Time, boost::no_property,
                                                   std::uint32_t, std::uint32_t>;
  struct Stop {};
  struct StopAt : boost::default_dijkstra_visitor {
    const std::uint32_t* time;
    std::uint32_t limit_ds;
    StopAt(boost::default_dijkstra_visitor base, const std::uint32_t* times, std::uint32_t limit)
        : boost::default_dijkstra_visitor{base}, time{times}, limit_ds{limit} {}
    void examine_vertex(std::uint32_t node, const Graph&) const {
      if (time[node] > limit_ds) throw Stop{};
    }
  };
  Graph graph_;
  std::vector<std::uint32_t> time_;
};

network::Snap at_node(const network::StreetGraph& graph, std::uint32_t node) {
  network::Snap snap;
  snap.edge = graph.arc_edge[graph.first_arc[node]];
  snap.share = graph.edge_from[snap.edge.value()].value() == node ? 0.0 : 1.0;
  return snap;
}

void check_against_boost(const network::StreetGraph& graph) {
  BoostSearch boost_search{graph};
  core::Random random{2};
  for (int i = 0; i < 5; ++i) {
    const auto node = static_cast<std::uint32_t>(random.below(graph.node_count()));
    if (graph.first_arc[node] == graph.first_arc[node + 1]) continue;
    const auto found = access::node_times_ds(graph, at_node(graph, node), core::Deciseconds{access::kUnreachable_ds},
                                             access::Direction::from_sites);
    if (found != boost_search.times_ds(node, access::kUnreachable_ds)) {
      fmt::print(stderr, "bench_access: times differ from Boost.Graph from node {}\n", node);
      std::exit(1);
    }
  }
}

/// Milliseconds a source of a whole travel table with 30,000 destinations, and of Boost.Graph without any.
void print_searches(const access::Router& router, std::uint32_t minutes) {
  const auto& graph = *router.graph();
  core::Random random{3};
  const auto sites = random_points(random, graph, 100);
  const auto others = random_points(random, graph, 30'000);
  core::Control control;
  control.thread_count = 1;
  const core::Deciseconds limit{minutes * 600};

  auto start = std::chrono::steady_clock::now();
  const auto table = router.travel_table(sites, others, limit, access::Direction::to_sites, control);
  const double table_ms = ms_since(start) / static_cast<double>(sites.size());

  BoostSearch boost_search{graph};
  constexpr std::size_t kBoostSources = 20;
  start = std::chrono::steady_clock::now();
  for (std::size_t site = 0; site < kBoostSources; ++site) {
    boost_search.times_ds(graph.edge_from[sites.snap[site].edge.value()].value(), limit.count());
  }
  const double boost_ms = ms_since(start) / static_cast<double>(kBoostSources);
  fmt::print("{:8} {:3} min  {:8.3f} ms a source, {:6.0f} pairs   Boost.Graph {:8.3f} ms\n",
             trek::model::name_of(graph.mode), minutes, table_ms,
             static_cast<double>(table.value_count()) / static_cast<double>(sites.size()), boost_ms);
}

void print_table(const access::Router& router) {
  core::Random random{4};
  const auto sites = random_points(random, *router.graph(), 500);
  const auto others = random_points(random, *router.graph(), 30'000);
  core::Control control;
  control.thread_count = 2;
  const auto start = std::chrono::steady_clock::now();
  const auto table =
      router.travel_table(sites, others, core::Deciseconds{18'000}, access::Direction::to_sites, control);
  fmt::print("{:8} table of 500 x 30,000 to 30 min on 2 threads: {:.2f} s, {} pairs\n",
             trek::model::name_of(router.mode()), ms_since(start) / 1000.0, table.value_count());
}

void print_isochrones(const access::Router& router) {
  core::Random random{5};
  const auto sites = random_points(random, *router.graph(), 3);
  core::Control control;
  control.thread_count = 1;
  const std::vector limits{core::Deciseconds{3000}, core::Deciseconds{6000}, core::Deciseconds{9000},
                           core::Deciseconds{18'000}};
  const auto start = std::chrono::steady_clock::now();
  const auto bands = access::isochrones(router, sites, limits, access::Direction::to_sites,
                                        access::default_isochrone_options(router.mode()), control);
  const double ms = ms_since(start) / static_cast<double>(sites.size());
  std::size_t vertices = 0;
  std::size_t most = 0;
  for (const auto& band : bands) {
    if (geo::find_invalidity(band.area)) {
      fmt::print(stderr, "bench_access: an isochrone band is not valid\n");
      std::exit(1);
    }
    std::size_t own = 0;
    for (const auto& polygon : band.area) {
      own += polygon.shell.size();
      for (const auto& hole : polygon.holes) own += hole.size();
    }
    vertices += own;
    most = std::max(most, own);
  }
  fmt::print("{:8} isochrones of 5, 10, 15, 30 min: {:.0f} ms a site, {} points, largest band {}\n",
             trek::model::name_of(router.mode()), ms, vertices / sites.size(), most);
}

}  // namespace

int main() {
  for (const Mode mode : {Mode::foot, Mode::bicycle, Mode::car}) {
    const auto graph = lattice(mode);
    check_against_boost(graph);
    const auto router = access::Router::on_streets(graph);
    fmt::print("{:8} {} nodes, {} edges\n", trek::model::name_of(mode), graph.node_count(), graph.edge_count());
    for (const std::uint32_t minutes : {5U, 15U, 30U}) print_searches(router, minutes);
    print_table(router);
    print_isochrones(router);
  }
}
