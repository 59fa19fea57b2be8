#include "cut_graph.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "random_streets.hpp"

namespace trek::test {
namespace {

constexpr auto kNever = access::kUnreachable_ds;

std::uint32_t offset(double share, std::uint32_t time) {
  return static_cast<std::uint32_t>(std::floor(share * time + 0.5));
}

}  // namespace

CutGraph::CutGraph(const network::StreetGraph& graph, const access::Endpoints& sites, const access::Endpoints& others)
    : graph_{graph}, vertex_count_{graph.node_count()} {
  for (std::size_t row = 0; row < sites.size(); ++row) site_vertex_.push_back(add_point(sites, row));
  for (std::size_t row = 0; row < others.size(); ++row) other_vertex_.push_back(add_point(others, row));
  for (std::size_t edge = 0; edge < graph.edge_count(); ++edge) cut(edge);
}

std::vector<std::uint32_t> CutGraph::times(std::uint32_t from) const {
  std::vector<std::uint32_t> time(vertex_count_, kNever);
  if (from == kNever) return time;
  time[from] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& arc : arcs_) {
      if (time[arc.tail] == kNever || time[arc.tail] + arc.time >= time[arc.head]) continue;
      if (arc.tail != from && is_point(arc.tail)) continue;  // at a barrier one stands on both sides, and does not pass
      time[arc.head] = time[arc.tail] + arc.time;
      changed = true;
    }
  }
  return time;
}

bool CutGraph::is_point(std::uint32_t vertex) const {
  return vertex >= graph_.node_count() && vertex < graph_.node_count() + stops_.size();
}

std::uint32_t CutGraph::add_point(const access::Endpoints& points, std::size_t row) {
  if (!points.connected(row)) return kNever;
  const auto& snap = points.snap[row];
  const auto vertex = static_cast<std::uint32_t>(vertex_count_++);
  stops_.push_back({snap.share, vertex, snap.connector_ds, snap.edge.value()});
  if (snap.share > 0.0 && snap.share < 1.0) return vertex;
  const auto& ends = snap.share > 0.0 ? graph_.edge_to : graph_.edge_from;
  const geo::Point spot = graph_.node_place[ends[snap.edge.value()].value()];
  for (std::uint32_t node = 0; node < graph_.node_count(); ++node) {  // every street that ends there
    if (graph_.node_place[node] != spot) continue;
    arcs_.push_back({vertex, node, snap.connector_ds});
    arcs_.push_back({node, vertex, snap.connector_ds});
  }
  return vertex;
}

void CutGraph::join(std::uint32_t a, std::uint32_t b, double share_a, double share_b, std::size_t edge) {
  if (const auto time = graph_.edge_forward_ds[edge]; time != network::kClosed_ds) {
    arcs_.push_back({a, b, offset(share_b, time) - offset(share_a, time)});
  }
  if (const auto time = graph_.edge_backward_ds[edge]; time != network::kClosed_ds) {
    arcs_.push_back({b, a, offset(share_b, time) - offset(share_a, time)});
  }
}

void CutGraph::cut(std::size_t edge) {
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

std::vector<std::vector<std::uint32_t>> all_times(const network::StreetGraph& graph, const access::Endpoints& sites,
                                                  const access::Endpoints& others, access::Direction direction) {
  const CutGraph cut{graph, sites, others};
  const std::size_t site_count = sites.size();
  const std::size_t other_count = others.size();
  std::vector times(site_count, std::vector<std::uint32_t>(other_count, kNever));
  if (direction == access::Direction::from_sites) {
    for (std::size_t s = 0; s < site_count; ++s) {
      const auto from = cut.times(cut.site(s));
      for (std::size_t o = 0; o < other_count; ++o) {
        if (cut.other(o) != kNever) times[s][o] = from[cut.other(o)];
      }
    }
  } else {
    for (std::size_t o = 0; o < other_count; ++o) {
      const auto from = cut.times(cut.other(o));
      for (std::size_t s = 0; s < site_count; ++s) {
        if (cut.site(s) != kNever) times[s][o] = from[cut.site(s)];
      }
    }
  }
  return times;
}

Town random_town(core::Random& random) {
  Town town;
  const auto junctions = 2 + random.below(14);
  town.graph = random_streets(random, junctions, 1 + random.below(2 * junctions));
  town.sites = random_endpoints(random, town.graph, 6);
  town.others = random_endpoints(random, town.graph, 25);
  return town;
}

}  // namespace trek::test
