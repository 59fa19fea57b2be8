#include "reference.hpp"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/property_map/property_map.hpp>

namespace trek::bench {

TextbookSearch::TextbookSearch(const network::StreetGraph& graph)
    : graph_{graph}, time_ds_(graph.node_count(), kNever_ds) {}

std::span<const std::uint32_t> TextbookSearch::reached(std::uint32_t from, std::uint32_t limit_ds) {
  const auto later = [](const Entry& a, const Entry& b) { return a.time_ds > b.time_ds; };
  for (const std::uint32_t node : touched_) time_ds_[node] = kNever_ds;
  touched_.assign(1, from);
  settled_.clear();
  heap_.assign(1, {0, from});
  time_ds_[from] = 0;
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    const Entry entry = heap_.back();
    heap_.pop_back();
    if (entry.time_ds != time_ds_[entry.node]) continue;
    settled_.push_back(entry.node);
    for (std::uint32_t arc = graph_.first_arc[entry.node]; arc < graph_.first_arc[entry.node + 1]; ++arc) {
      const std::uint32_t head = graph_.arc_head[arc].value();
      const std::uint32_t time_ds = entry.time_ds + graph_.arc_time_ds[arc];
      if (time_ds > limit_ds || time_ds >= time_ds_[head]) continue;
      if (time_ds_[head] == kNever_ds) touched_.push_back(head);
      time_ds_[head] = time_ds;
      heap_.push_back({time_ds, head});
      std::push_heap(heap_.begin(), heap_.end(), later);
    }
  }
  return settled_;
}

namespace {

struct Time {
  std::uint32_t ds = 0;
};
using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Time, boost::no_property,
                                                 std::uint32_t, std::uint32_t>;

struct Stop {};
struct StopAt : boost::default_dijkstra_visitor {
  const std::uint32_t* time;
  std::uint32_t limit_ds;
  StopAt(const std::uint32_t* times, std::uint32_t limit) : time{times}, limit_ds{limit} {}
  void examine_vertex(std::uint32_t node, const Graph&) const {
    if (time[node] > limit_ds) throw Stop{};
  }
};

}  // namespace

struct BoostSearch::State {
  Graph graph;
  std::vector<std::uint32_t> time_ds;
};

BoostSearch::BoostSearch(const network::StreetGraph& graph) : state_{std::make_unique<State>()} {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  std::vector<Time> times;
  for (std::uint32_t node = 0; node < graph.core_node_count(); ++node) {
    for (std::uint32_t arc = graph.first_arc[node]; arc < graph.first_arc[node + 1]; ++arc) {
      ends.emplace_back(node, graph.arc_head[arc].value());
      times.push_back({graph.arc_time_ds[arc]});
    }
  }
  state_->graph = Graph{boost::edges_are_sorted, ends.begin(), ends.end(), times.begin(),
                        static_cast<std::uint32_t>(graph.node_count())};
  state_->time_ds.resize(graph.node_count());
}
BoostSearch::~BoostSearch() = default;

const std::vector<std::uint32_t>& BoostSearch::times_ds(std::uint32_t from, std::uint32_t limit_ds) {
  auto& time_ds = state_->time_ds;
  const auto index = boost::get(boost::vertex_index, state_->graph);
  try {
    boost::dijkstra_shortest_paths(state_->graph, from,
                                   boost::weight_map(boost::get(&Time::ds, state_->graph))
                                       .distance_map(boost::make_iterator_property_map(time_ds.begin(), index))
                                       .distance_inf(kNever_ds)
                                       .visitor(StopAt{time_ds.data(), limit_ds}));
  } catch (const Stop&) {
  }
  return time_ds;
}

}  // namespace trek::bench
