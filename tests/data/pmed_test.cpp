// The graphs of the OR-Library (Beasley 1985), of which the optima of p-median and p-center are proven.
#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/real_data.hpp"
#include "trek/siting/covering_all.hpp"
#include "trek/siting/location.hpp"

namespace {

#ifdef TREK_SANITIZED
constexpr std::size_t kInstanceCount = 5;  // the larger ones take minutes there
#else
constexpr std::size_t kInstanceCount = 20;
#endif

struct Instance {
  std::string name;
  double median = 0.0;  // optima
  double center = 0.0;
};

std::vector<Instance> instances() {
  std::ifstream file{trek::test::real_data("siting/orlib_pmed/optima.csv")};
  std::vector<Instance> result;
  std::string line;
  std::getline(file, line);  // instance,p_median_optimum,p_center_optimum
  while (std::getline(file, line)) {
    std::istringstream fields{line};
    Instance instance;
    std::getline(fields, instance.name, ',');
    char comma = 0;
    fields >> instance.median >> comma >> instance.center;
    result.push_back(instance);
  }
  REQUIRE(result.size() == 20);
  result.resize(kInstanceCount);
  return result;
}

struct Graph {
  std::size_t p = 0;
  trek::siting::CostTable table = trek::siting::CostTable::dense({}, 0, 0);  // every node is a site and a demand row
  std::size_t node_count = 0;
  std::uint32_t longest = 0;
};

/// Shortest paths by Floyd & Warshall; of an edge that comes twice the last one counts.
std::vector<std::vector<std::uint32_t>> shortest_paths(std::istream& edges, std::size_t node_count,
                                                       std::size_t edge_count) {
  constexpr std::uint32_t kFar = 1'000'000;
  std::vector<std::vector<std::uint32_t>> distance(node_count, std::vector<std::uint32_t>(node_count, kFar));
  for (std::size_t node = 0; node < node_count; ++node) distance[node][node] = 0;
  for (std::size_t edge = 0; edge < edge_count; ++edge) {
    std::size_t from = 0;
    std::size_t to = 0;
    std::uint32_t cost = 0;
    edges >> from >> to >> cost;
    distance[from - 1][to - 1] = distance[to - 1][from - 1] = cost;
  }
  for (std::size_t via = 0; via < node_count; ++via) {
    for (auto& row : distance) {
      const std::uint32_t first = row[via];
      for (std::size_t to = 0; to < node_count; ++to) row[to] = std::min(row[to], first + distance[via][to]);
    }
  }
  return distance;
}

Graph read_graph(const std::string& name) {
  std::ifstream file{trek::test::real_data("siting/orlib_pmed/" + name + ".txt")};
  Graph graph;
  std::size_t edge_count = 0;
  file >> graph.node_count >> edge_count >> graph.p;
  std::vector<std::uint32_t> costs;
  for (const auto& row : shortest_paths(file, graph.node_count, edge_count)) {
    costs.insert(costs.end(), row.begin(), row.end());
    graph.longest = std::max(graph.longest, *std::max_element(row.begin(), row.end()));
  }
  graph.table = trek::siting::CostTable::dense(std::move(costs), graph.node_count, graph.node_count);
  REQUIRE(file.good());
  return graph;
}

}  // namespace

TEST_CASE("p_median: finds and proves the optima of the OR-Library", "[data]") {
  for (const Instance& instance : instances()) {
    CAPTURE(instance.name);
    const Graph graph = read_graph(instance.name);
    const std::vector<double> weight(graph.node_count, 1.0);
    const auto location = trek::siting::p_median({graph.table, weight, graph.p, {}}, graph.longest);
    CAPTURE(location.bound, location.gap_share, location.iterations, location.node_count);
    CHECK(location.chosen.size() == graph.p);
    CHECK(location.objective == instance.median);
    CHECK(location.bound <= instance.median);
    CHECK(location.optimal);
  }
}

TEST_CASE("p_center: finds and proves the optima of the OR-Library", "[data]") {
  for (const Instance& instance : instances()) {
    CAPTURE(instance.name);
    const Graph graph = read_graph(instance.name);
    const std::vector<double> weight(graph.node_count, 1.0);
    const auto location = trek::siting::p_center({graph.table, weight, graph.p, {}});
    CAPTURE(location.node_count);
    CHECK(location.chosen.size() == graph.p);
    CHECK(location.objective == instance.center);
    CHECK(location.bound == instance.center);
    CHECK(location.optimal);
  }
}
