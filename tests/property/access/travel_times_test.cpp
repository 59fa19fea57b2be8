#include <algorithm>
#include <cmath>
#include <vector>

#include "random_streets.hpp"
#include "support/catch.hpp"
#include "trek/access/router.hpp"

namespace core = trek::core;
namespace network = trek::network;
namespace test = trek::test;

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name

constexpr auto kNone = access::kUnreachable_ds;

core::Control threads(unsigned count) {
  core::Control control;
  control.thread_count = count;
  return control;
}

/// The streets as a plain graph in which every point is a vertex: edges are cut where points lie on them.
/// Made for these tests from the edges alone: no arcs, no search of the library.
class CutGraph {
 public:
  CutGraph(const network::StreetGraph& graph, const access::Endpoints& sites, const access::Endpoints& others)
      : graph_{graph}, vertex_count_{graph.node_count()} {
    for (std::size_t row = 0; row < sites.size(); ++row) site_vertex_.push_back(add_point(sites, row));
    for (std::size_t row = 0; row < others.size(); ++row) other_vertex_.push_back(add_point(others, row));
    for (std::size_t edge = 0; edge < graph.edge_count(); ++edge) cut(edge);
  }

  [[nodiscard]] std::uint32_t site(std::size_t row) const { return site_vertex_[row]; }
  [[nodiscard]] std::uint32_t other(std::size_t row) const { return other_vertex_[row]; }

  /// Bellman-Ford from one vertex.
  [[nodiscard]] std::vector<std::uint32_t> times(std::uint32_t from) const {
    std::vector<std::uint32_t> time(vertex_count_, kNone);
    if (from == kNone) return time;
    time[from] = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (const auto& arc : arcs_) {
        if (time[arc.tail] == kNone || time[arc.tail] + arc.time >= time[arc.head]) continue;
        time[arc.head] = time[arc.tail] + arc.time;
        changed = true;
      }
    }
    return time;
  }

 private:
  struct Arc {
    std::uint32_t tail, head, time;
  };
  struct Stop {
    double share;
    std::uint32_t vertex;
    std::uint32_t connector;
    std::uint32_t edge;
  };

  std::uint32_t add_point(const access::Endpoints& points, std::size_t row) {
    if (!points.connected(row)) return kNone;
    const auto& snap = points.snap[row];
    const auto vertex = static_cast<std::uint32_t>(vertex_count_++);
    stops_.push_back({snap.share, vertex, snap.connector_ds, snap.edge.value()});
    return vertex;
  }

  static std::uint32_t offset(double share, std::uint32_t time) {
    return static_cast<std::uint32_t>(std::floor(share * time + 0.5));
  }

  void join(std::uint32_t a, std::uint32_t b, double share_a, double share_b, std::size_t edge) {
    if (const auto time = graph_.edge_forward_ds[edge]; time != network::kClosed_ds) {
      arcs_.push_back({a, b, offset(share_b, time) - offset(share_a, time)});
    }
    if (const auto time = graph_.edge_backward_ds[edge]; time != network::kClosed_ds) {
      arcs_.push_back({b, a, offset(share_b, time) - offset(share_a, time)});
    }
  }

  void cut(std::size_t edge) {
    std::vector<Stop> stops;
    std::copy_if(stops_.begin(), stops_.end(), std::back_inserter(stops),
                 [&](const Stop& stop) { return stop.edge == edge; });
    std::sort(stops.begin(), stops.end(), [](const Stop& a, const Stop& b) { return a.share < b.share; });
    double share = 0.0;
    std::uint32_t vertex = graph_.edge_from[edge].value();
    for (const auto& stop : stops) {
      if (stop.share > share) {  // a new place on the street; at an end it is the junction itself
        const auto next = stop.share < 1.0 ? static_cast<std::uint32_t>(vertex_count_++) : graph_.edge_to[edge].value();
        join(vertex, next, share, stop.share, edge);
        vertex = next;
        share = stop.share;
      }
      arcs_.push_back({stop.vertex, vertex, stop.connector});
      arcs_.push_back({vertex, stop.vertex, stop.connector});
    }
    if (share < 1.0) join(vertex, graph_.edge_to[edge].value(), share, 1.0, edge);
  }

  const network::StreetGraph& graph_;
  std::size_t vertex_count_;
  std::vector<Arc> arcs_;
  std::vector<Stop> stops_;
  std::vector<std::uint32_t> site_vertex_;
  std::vector<std::uint32_t> other_vertex_;
};

/// times[site][other] in the given direction.
std::vector<std::vector<std::uint32_t>> all_times(const CutGraph& cut, std::size_t site_count, std::size_t other_count,
                                                  access::Direction direction) {
  std::vector times(site_count, std::vector<std::uint32_t>(other_count, kNone));
  if (direction == access::Direction::from_sites) {
    for (std::size_t s = 0; s < site_count; ++s) {
      const auto from = cut.times(cut.site(s));
      for (std::size_t o = 0; o < other_count; ++o) {
        if (cut.other(o) != kNone) times[s][o] = from[cut.other(o)];
      }
    }
  } else {
    for (std::size_t o = 0; o < other_count; ++o) {
      const auto from = cut.times(cut.other(o));
      for (std::size_t s = 0; s < site_count; ++s) {
        if (cut.site(s) != kNone) times[s][o] = from[cut.site(s)];
      }
    }
  }
  return times;
}

/// A limit that some pair meets exactly, so that "at the limit is reached" is always at stake.
std::uint32_t limit_among(const std::vector<std::vector<std::uint32_t>>& times, core::Random& random) {
  std::vector<std::uint32_t> reached;
  for (const auto& row : times) {
    std::copy_if(row.begin(), row.end(), std::back_inserter(reached), [](std::uint32_t t) { return t != kNone; });
  }
  return reached.empty() ? 100U : reached[random.below(reached.size())];
}

std::vector<access::Reach> expected_row(const std::vector<std::uint32_t>& times, std::uint32_t limit) {
  std::vector<access::Reach> row;
  for (std::size_t other = 0; other < times.size(); ++other) {
    if (times[other] <= limit) row.push_back({static_cast<std::uint32_t>(other), times[other]});
  }
  return row;
}

access::Router::Nearest expected_nearest(const std::vector<std::vector<std::uint32_t>>& times, std::size_t other,
                                         std::uint32_t limit) {
  access::Router::Nearest nearest;
  for (std::size_t site = 0; site < times.size(); ++site) {
    if (times[site][other] > limit || times[site][other] >= nearest.time_ds) continue;
    nearest = {static_cast<std::uint32_t>(site), times[site][other]};
  }
  return nearest;
}

struct Case {
  network::StreetGraph graph;
  access::Endpoints sites;
  access::Endpoints others;
};

Case random_case(core::Random& random) {
  Case one;
  const auto junctions = 2 + random.below(14);
  one.graph = test::random_streets(random, junctions, 1 + random.below(2 * junctions));
  one.sites = test::random_endpoints(random, one.graph, 6);
  one.others = test::random_endpoints(random, one.graph, 25);
  return one;
}

}  // namespace

TEST_CASE("travel times: equal Bellman-Ford on the graph cut at the points", "[access][property]") {
  const auto seed = GENERATE(range(0U, 300U));
  const auto direction = GENERATE(access::Direction::from_sites, access::Direction::to_sites);
  CAPTURE(seed, static_cast<int>(direction));
  core::Random random{seed};
  const Case one = random_case(random);
  const auto times = all_times(CutGraph{one.graph, one.sites, one.others}, 6, 25, direction);
  const auto limit = limit_among(times, random);
  CAPTURE(limit);

  const auto router = access::Router::on_streets(one.graph);
  const auto table = router.travel_table(one.sites, one.others, core::Deciseconds{limit}, direction, threads(1));
  REQUIRE(table.size() == 6);
  for (std::size_t site = 0; site < 6; ++site) {
    CAPTURE(site);
    const auto row = table[site];
    CHECK(std::vector(row.begin(), row.end()) == expected_row(times[site], limit));
  }
  const auto nearest = router.nearest_site(one.sites, one.others, core::Deciseconds{limit}, direction, threads(2));
  REQUIRE(nearest.size() == 25);
  for (std::size_t other = 0; other < 25; ++other) {
    CAPTURE(other);
    const auto expected = expected_nearest(times, other, limit);
    CHECK(nearest[other].time_ds == expected.time_ds);
    if (expected.time_ds != kNone) CHECK(nearest[other].site == expected.site);
  }
}

TEST_CASE("node_times_ds: equals Bellman-Ford", "[access][property]") {
  const auto seed = GENERATE(range(0U, 200U));
  const auto direction = GENERATE(access::Direction::from_sites, access::Direction::to_sites);
  CAPTURE(seed, static_cast<int>(direction));
  core::Random random{seed, 1};
  const Case one = random_case(random);
  for (std::size_t site = 0; site < one.sites.size(); ++site) {
    if (!one.sites.connected(site)) continue;
    const auto limit = static_cast<std::uint32_t>(random.below(200));
    const auto found = access::node_times_ds(one.graph, one.sites.snap[site], core::Deciseconds{limit}, direction);
    const CutGraph cut{one.graph, one.sites, {}};
    for (std::uint32_t node = 0; node < one.graph.node_count(); ++node) {
      const auto time = direction == access::Direction::from_sites ? cut.times(cut.site(site))[node]
                                                                   : cut.times(node)[cut.site(site)];
      CHECK(found[node] == (time <= limit ? time : kNone));
    }
  }
}

TEST_CASE("travel times: the same on any thread count", "[access][property][parallel]") {
  core::Random random{7};
  const auto graph = test::random_streets(random, 400, 700);
  const auto sites = test::random_endpoints(random, graph, 90);
  const auto others = test::random_endpoints(random, graph, 500);
  const auto router = access::Router::on_streets(graph);
  const auto limit = core::Deciseconds{150};
  const auto to_sites = access::Direction::to_sites;
  const auto one = router.travel_table(sites, others, limit, to_sites, threads(1));
  REQUIRE(one.value_count() > 1000);
  for (const unsigned count : {2U, 4U}) {
    const auto many = router.travel_table(sites, others, limit, to_sites, threads(count));
    REQUIRE(many.size() == one.size());
    for (std::size_t site = 0; site < one.size(); ++site) {
      CHECK(std::vector(many[site].begin(), many[site].end()) == std::vector(one[site].begin(), one[site].end()));
    }
  }
}

TEST_CASE("travel times: hours long, past the window of the queue", "[access][property]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  core::Random random{seed, 2};
  std::vector<network::Street> streets;
  for (std::uint64_t i = 0; i < 60; ++i) {
    network::Street street;
    street.from_key = random.below(30);
    street.to_key = random.below(30);
    street.shape = {
        {static_cast<double>(street.from_key), 0.0}, {50.0, 50.0}, {static_cast<double>(street.to_key), 0.0}};
    street.forward_ds = static_cast<std::uint32_t>(1 + random.below(100'000));
    street.backward_ds = static_cast<std::uint32_t>(1 + random.below(100'000));
    streets.push_back(street);
  }
  const auto graph = network::build_street_graph(trek::model::Mode::car, streets);
  const auto sites = test::random_endpoints(random, graph, 5);
  const auto others = test::random_endpoints(random, graph, 20);
  const auto direction = access::Direction::from_sites;
  const auto times = all_times(CutGraph{graph, sites, others}, 5, 20, direction);
  const auto table =
      access::Router::on_streets(graph).travel_table(sites, others, core::Deciseconds{kNone}, direction, threads(1));
  for (std::size_t site = 0; site < 5; ++site) {
    const auto row = table[site];
    CHECK(std::vector(row.begin(), row.end()) == expected_row(times[site], kNone - 1));
  }
}
