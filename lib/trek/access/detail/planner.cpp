#include "trek/access/detail/planner.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "trek/access/detail/row_search.hpp"
#include "trek/access/detail/search.hpp"
#include "trek/access/detail/sweep_kernel.hpp"

namespace trek::access::detail {
namespace {

// Nanoseconds, as bench_access measures them; their ratio is what counts.
constexpr double kSearch_ns = 30.0;      // a node that a search settles
constexpr double kSweep_ns = 15.0;       // a node that a sweep visits, for all its lanes
constexpr double kClimb_ns = 20'000.0;   // a sweep, before it descends
constexpr std::size_t kSampleCount = 3;  // searches to learn from
constexpr std::size_t kFewestSites = 8;  // below, preparing the destinations costs more than it gains

struct Reached {
  double node_count = 0.0;
  double radius_m = 0.0;
};

Reached reached_from(const network::StreetGraph& graph, const network::Snap& site, std::uint32_t limit_ds,
                     Direction direction, std::size_t most_nodes, Search& search) {
  Reached reached;
  search.start(limit_ds);
  seed(search, graph, site, direction);
  search.run(arcs_of(graph, direction), most_nodes);
  reached.node_count = static_cast<double>(search.reached().size());
  for (const std::uint32_t node : search.reached()) {
    reached.radius_m = std::max(reached.radius_m, geo::distance_m(site.projected, graph.node_place[node]));
  }
  return reached;
}

}  // namespace

std::vector<std::uint32_t> sites_along_curve(const network::StreetGraph& graph, const Endpoints& sites,
                                             std::span<const std::uint32_t> rows) {
  std::vector<std::pair<network::NodeIdx, std::uint32_t>> order;
  for (const std::uint32_t row : rows) {
    if (sites.connected(row)) order.emplace_back(graph.edge_from[sites.snap[row].edge.value()], row);
  }
  std::sort(order.begin(), order.end());
  std::vector<std::uint32_t> result;
  result.reserve(order.size());
  for (const auto& [node, row] : order) result.push_back(row);
  return result;
}

Kernel planned_kernel(const network::StreetGraph& graph, const Endpoints& sites, std::uint32_t limit_ds,
                      Direction direction) {
  std::vector<std::uint32_t> all(sites.size());
  std::iota(all.begin(), all.end(), 0U);
  const std::vector<std::uint32_t> order = sites_along_curve(graph, sites, all);
  if (order.size() < kFewestSites) return Kernel::search;
  Search search{graph.core_node_count()};
  const double dearest_sweeps_ns =
      static_cast<double>(kSampleCount) * (kClimb_ns + static_cast<double>(graph.core_node_count()) * kSweep_ns);
  double search_ns = 0.0;
  double sweep_ns = 0.0;
  for (std::size_t sample = 0; sample < kSampleCount; ++sample) {
    const std::size_t middle = order.size() * (2 * sample + 1) / (2 * kSampleCount);
    const std::size_t begin = middle - std::min<std::size_t>(middle, kLaneCount / 2);
    const std::size_t end = std::min<std::size_t>(begin + kLaneCount, order.size());
    const network::Snap& site = sites.snap[order[middle]];
    const auto lanes = static_cast<double>(end - begin);
    // A search that costs more than all sweeps could settles it.
    const double most_nodes = dearest_sweeps_ns / (lanes * kSearch_ns);
    const Reached reached =
        reached_from(graph, site, limit_ds, direction, static_cast<std::size_t>(most_nodes), search);
    if (reached.node_count > most_nodes) return Kernel::sweep;
    double spread_m = 0.0;
    for (std::size_t i = begin; i < end; ++i)
      spread_m = std::max(spread_m, geo::distance_m(site.projected, sites.snap[order[i]].projected));
    const double growth = reached.radius_m > 0.0 ? 1.0 + spread_m / reached.radius_m : lanes;
    const double together = std::min({reached.node_count * growth * growth, reached.node_count * lanes,
                                      static_cast<double>(graph.core_node_count())});
    search_ns += reached.node_count * lanes * kSearch_ns;
    sweep_ns += kClimb_ns + together * kSweep_ns;
  }
  return sweep_ns < search_ns ? Kernel::sweep : Kernel::search;
}

}  // namespace trek::access::detail
