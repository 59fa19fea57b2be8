#include "trek/network/dissection.hpp"

#include <algorithm>
#include <limits>
#include <mutex>
#include <numeric>
#include <set>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "trek/core/error.hpp"
#include "trek/core/random.hpp"

namespace {

using namespace trek;
using network::Adjacency;
using network::Dissection;

using Edge = std::pair<std::uint32_t, std::uint32_t>;

Adjacency graph_of(std::vector<geo::Point> places, const std::vector<Edge>& edges) {
  std::vector<std::set<std::uint32_t>> rows(places.size());
  for (const auto& [a, b] : edges) {
    if (a == b) continue;
    rows[a].insert(b);
    rows[b].insert(a);
  }
  Adjacency graph;
  graph.place = std::move(places);
  for (const auto& row : rows) {
    graph.neighbour.insert(graph.neighbour.end(), row.begin(), row.end());
    graph.first.push_back(static_cast<std::uint32_t>(graph.neighbour.size()));
  }
  return graph;
}

std::vector<geo::Point> random_places(std::size_t count, core::Random& random) {
  std::vector<geo::Point> places(count);
  for (geo::Point& place : places) place = {random.uniform(0.0, 1000.0), random.uniform(-500.0, 500.0)};
  return places;
}

/// Crooked streets with gaps, their nodes numbered at random.
Adjacency town(std::uint32_t width, std::uint32_t height, double gap_share, core::Random& random) {
  std::vector<std::uint32_t> name(std::size_t{width} * height);
  std::iota(name.begin(), name.end(), 0U);
  random.shuffle(name);
  std::vector<geo::Point> places(name.size());
  std::vector<Edge> edges;
  for (std::uint32_t i = 0; i < name.size(); ++i) {
    const std::uint32_t column = i % width;
    const std::uint32_t row = i / width;
    places[name[i]] = {column * 100.0 + random.uniform(0.0, 40.0), row * 100.0 + random.uniform(0.0, 40.0)};
    if (column + 1 < width && random.uniform() >= gap_share) edges.emplace_back(name[i], name[i + 1]);
    if (row + 1 < height && random.uniform() >= gap_share) edges.emplace_back(name[i], name[i + width]);
  }
  return graph_of(std::move(places), edges);
}

Adjacency random_graph(std::uint32_t node_count, std::uint32_t edge_count, core::Random& random) {
  std::vector<Edge> edges;
  for (std::uint32_t i = 0; i < edge_count; ++i) {
    edges.emplace_back(static_cast<std::uint32_t>(random.below(node_count)),
                       static_cast<std::uint32_t>(random.below(node_count)));
  }
  return graph_of(random_places(node_count, random), edges);
}

Adjacency path(std::uint32_t node_count) {
  std::vector<geo::Point> places;
  std::vector<Edge> edges;
  for (std::uint32_t i = 0; i < node_count; ++i) {
    places.push_back({i * 10.0, 0.0});
    if (i > 0) edges.emplace_back(i - 1, i);
  }
  return graph_of(std::move(places), edges);
}

Adjacency star(std::uint32_t node_count, core::Random& random) {
  std::vector<Edge> edges;
  for (std::uint32_t i = 1; i < node_count; ++i) edges.emplace_back(0, i);
  return graph_of(random_places(node_count, random), edges);
}

Adjacency complete(std::uint32_t node_count, core::Random& random) {
  std::vector<Edge> edges;
  for (std::uint32_t i = 0; i < node_count; ++i) {
    for (std::uint32_t j = 0; j < i; ++j) edges.emplace_back(i, j);
  }
  return graph_of(random_places(node_count, random), edges);
}

Dissection dissected(const Adjacency& graph, std::uint32_t leaf_node_count = 32, unsigned thread_count = 1) {
  core::Control control;
  control.thread_count = thread_count;
  return network::nested_dissection(graph, {leaf_node_count}, control);
}

bool is_each_node_once(const Adjacency& graph, const Dissection& order) {
  std::vector<std::uint32_t> nodes = order.node_at;
  std::sort(nodes.begin(), nodes.end());
  std::vector<std::uint32_t> all(graph.node_count());
  std::iota(all.begin(), all.end(), 0U);
  return nodes == all;
}

/// The cell in whose separator each position is; none if the cells do not nest as they should.
std::vector<std::size_t> cell_of_positions(const Dissection& order) {
  std::vector<std::size_t> cell_of;
  std::vector<std::uint32_t> open_ends;
  for (std::size_t c = 0; c < order.cell_count(); ++c) {
    if (order.cell_first[c] != cell_of.size()) return {};
    while (!open_ends.empty() && open_ends.back() == order.cell_first[c]) open_ends.pop_back();
    const std::uint32_t parent_end =
        open_ends.empty() ? static_cast<std::uint32_t>(order.node_at.size()) : open_ends.back();
    if (order.cell_separator_end[c] <= order.cell_first[c]) return {};
    if (order.cell_end[c] < order.cell_separator_end[c] || order.cell_end[c] > parent_end) return {};
    cell_of.resize(order.cell_separator_end[c], c);
    open_ends.push_back(order.cell_end[c]);
  }
  return cell_of;
}

bool is_every_edge_within_a_cell(const Adjacency& graph, const Dissection& order,
                                 const std::vector<std::size_t>& cell_of) {
  for (std::uint32_t p = 0; p < order.node_at.size(); ++p) {
    const std::uint32_t v = order.node_at[p];
    for (std::uint32_t i = graph.first[v]; i < graph.first[v + 1]; ++i) {
      const auto other =
          std::find(order.node_at.begin(), order.node_at.end(), graph.neighbour[i]) - order.node_at.begin();
      const auto low = std::min(static_cast<std::ptrdiff_t>(p), other);
      const auto high = std::max(static_cast<std::ptrdiff_t>(p), other);
      if (high >= static_cast<std::ptrdiff_t>(order.cell_end[cell_of[static_cast<std::size_t>(low)]])) return false;
    }
  }
  return true;
}

void check_dissection(const Adjacency& graph, const Dissection& order) {
  REQUIRE(is_each_node_once(graph, order));
  REQUIRE(order.cell_separator_end.size() == order.cell_count());
  REQUIRE(order.cell_end.size() == order.cell_count());
  const auto cell_of = cell_of_positions(order);
  REQUIRE(cell_of.size() == graph.node_count());
  CHECK(is_every_edge_within_a_cell(graph, order, cell_of));
}

std::uint32_t largest_leaf(const Dissection& order) {
  std::uint32_t largest = 0;
  for (std::size_t c = 0; c < order.cell_count(); ++c) {
    if (order.cell_separator_end[c] == order.cell_end[c]) {
      largest = std::max(largest, order.cell_end[c] - order.cell_first[c]);
    }
  }
  return largest;
}

bool is_same(const Dissection& a, const Dissection& b) {
  return a.node_at == b.node_at && a.cell_first == b.cell_first && a.cell_separator_end == b.cell_separator_end &&
         a.cell_end == b.cell_end;
}

/// Edges of the graph and those that contraction from the last position to the first adds, by brute force.
std::size_t chordal_edge_count(const Adjacency& graph, const Dissection& order) {
  std::vector<std::uint32_t> position_of(graph.node_count());
  for (std::uint32_t p = 0; p < position_of.size(); ++p) position_of[order.node_at[p]] = p;
  std::vector<std::set<std::uint32_t>> lower(graph.node_count());
  for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
    for (std::uint32_t i = graph.first[v]; i < graph.first[v + 1]; ++i) {
      const std::uint32_t w = position_of[graph.neighbour[i]];
      if (w < position_of[v]) lower[position_of[v]].insert(w);
    }
  }
  std::size_t count = 0;
  for (auto row = lower.rbegin(); row != lower.rend(); ++row) {
    count += row->size();
    for (const std::uint32_t a : *row) lower[a].insert(row->begin(), row->find(a));
  }
  return count;
}

TEST_CASE("dissection: two squares that share a corner are cut there", "[network][property]") {
  // Nodes 0 to 4 and 4 to 8: corners of a square and its middle, each joined to each other; 4 alone is in both.
  const std::vector<geo::Point> places{{0, 0},   {0, 9},   {9, 0},   {4, 5},  {10, 10},
                                       {20, 11}, {11, 20}, {15, 15}, {20, 20}};
  std::vector<Edge> edges;
  for (std::uint32_t a = 0; a < 5; ++a) {
    for (std::uint32_t b = 0; b < a; ++b) edges.insert(edges.end(), {{a, b}, {a + 4, b + 4}});
  }
  const auto graph = graph_of(places, edges);
  const auto order = dissected(graph, 4);
  check_dissection(graph, order);
  CHECK(order.node_at[0] == 4);
  CHECK(order.cell_first == std::vector<std::uint32_t>{0, 1, 5});
  CHECK(order.cell_separator_end == std::vector<std::uint32_t>{1, 5, 9});
  CHECK(order.cell_end == std::vector<std::uint32_t>{9, 5, 9});
}

TEST_CASE("dissection: no nodes have no cells, one node has one", "[network][property]") {
  const auto none = dissected(Adjacency{});
  CHECK(none.node_at.empty());
  CHECK(none.cell_count() == 0);
  const auto one = dissected(graph_of({{5, 5}}, {}));
  CHECK(one.node_at == std::vector<std::uint32_t>{0});
  CHECK(one.cell_end == std::vector<std::uint32_t>{1});
}

TEST_CASE("dissection: nothing lies between cells, whatever the graph", "[network][property]") {
  const auto seed = GENERATE(range(0U, 60U));
  CAPTURE(seed);
  core::Random random{seed};
  const auto node_count = static_cast<std::uint32_t>(1 + random.below(400));
  const auto graph = random_graph(node_count, static_cast<std::uint32_t>(random.below(2 * node_count + 1)), random);
  const auto leaf_node_count = static_cast<std::uint32_t>(random.below(40));
  CAPTURE(node_count, leaf_node_count);
  check_dissection(graph, dissected(graph, leaf_node_count));
}

TEST_CASE("dissection: towns in any order of nodes, cut down to leaves", "[network][property]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  core::Random random{seed};
  const auto graph = town(5 + seed, 30, 0.05 * static_cast<double>(seed % 8), random);
  const auto order = dissected(graph, 8);
  check_dissection(graph, order);
  CHECK(largest_leaf(order) <= 8);
}

TEST_CASE("dissection: paths, stars and complete graphs", "[network][property]") {
  core::Random random{7};
  SECTION("a path is halved again and again") {
    const auto graph = path(1000);
    const auto order = dissected(graph, 10);
    check_dissection(graph, order);
    CHECK(largest_leaf(order) <= 10);
    CHECK(chordal_edge_count(graph, order) < std::size_t{2} * 999);
  }
  SECTION("a star is cut at its middle") {
    const auto graph = star(500, random);
    const auto order = dissected(graph);
    check_dissection(graph, order);
    CHECK(order.node_at[0] == 0);
    CHECK(chordal_edge_count(graph, order) == 499);
  }
  SECTION("a complete graph has no cut") {
    const auto graph = complete(60, random);
    check_dissection(graph, dissected(graph));
  }
}

TEST_CASE("dissection: places that are all the same", "[network][property]") {
  core::Random random{11};
  auto graph = town(20, 20, 0.1, random);
  for (geo::Point& place : graph.place) place = {1000.0, 2000.0};
  const auto order = dissected(graph);
  check_dissection(graph, order);
  CHECK(largest_leaf(order) <= 32);
}

TEST_CASE("dissection: the separator of a lattice is as long as its short side", "[network][property]") {
  core::Random random{3};
  const auto width = GENERATE(8U, 15U);
  const auto graph = town(width, 60, 0.0, random);
  const auto order = dissected(graph);
  check_dissection(graph, order);
  CHECK(order.cell_separator_end[0] == width);
}

TEST_CASE("dissection: contraction adds few edges", "[network][property]") {
  core::Random random{5};
  const auto graph = town(40, 40, 1.0 / 6.0, random);
  const auto edge_count = graph.neighbour.size() / 2;
  CHECK(chordal_edge_count(graph, dissected(graph)) < 5 * edge_count);
}

TEST_CASE("dissection: the same on any number of threads", "[network][property][parallel]") {
  core::Random random{13};
  const auto graph = town(190, 160, 0.1, random);  // enough for directions and parts in parallel
  const auto alone = dissected(graph, 32, 1);
  CHECK(is_same(alone, dissected(graph, 32, 2)));
  CHECK(is_same(alone, dissected(graph, 32, 4)));
}

TEST_CASE("dissection: tells how far it is, and stops when asked", "[network][property][parallel]") {
  core::Random random{17};
  const auto graph = town(40, 40, 0.1, random);
  std::stop_source source;
  core::Control control;
  control.thread_count = 2;
  control.stop = source.get_token();
  std::vector<std::string> stages;
  control.on_progress = [&](const core::Progress& progress) { stages.emplace_back(progress.stage); };
  check_dissection(graph, network::nested_dissection(graph, {}, control));
  REQUIRE_FALSE(stages.empty());
  CHECK(stages.front() == "streets: order");
  source.request_stop();
  CHECK_THROWS_AS(network::nested_dissection(graph, {}, control), core::Error);
}

}  // namespace
