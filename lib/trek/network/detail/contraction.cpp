#include "trek/network/detail/contraction.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "trek/core/parallel.hpp"

namespace trek::network::detail {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kSubtreesAChunk = 8;  // few chunks: each needs scratch of the size of the graph

/// Sum of two times, kClosed_ds when either is closed or the sum does not fit.
std::uint32_t sum_ds(std::uint32_t a, std::uint32_t b) noexcept {
  const std::uint32_t sum = a + b;
  return sum < a ? kClosed_ds : sum;
}

/// Calls `body(range)` for the subtrees in parallel, by way of their number.
template <class Body>
void for_each_subtree(const WorkParts& parts, const core::Control& control, const Body& body) {
  core::for_each_chunk(parts.subtrees.size(), 1, control, "", [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) body(parts.subtrees[i], i);
  });
}

/// Elimination tree and upper neighbours, from the last position to the first. Lists lie in one store a part of the
/// work; the lists of the last store, that of the top, are made once all others are there.
class Eliminator {
 public:
  Eliminator(const StreetGraph& graph, const Order& order, const WorkParts& parts)
      : graph_{graph},
        order_{order},
        parts_{parts},
        lists_(order.position_of.size()),
        stores_(parts.subtrees.size() + 1) {
    first_child_.assign(lists_.size(), kNone);
    next_sibling_.assign(lists_.size(), kNone);
  }

  void run(const core::Control& control) {
    for_each_subtree(parts_, control, [&](WorkParts::Range range, std::size_t store) { eliminate(range, store); });
    for (const WorkParts::Range range : parts_.subtrees) {  // those whose parent is above the subtree
      for (std::uint32_t p = range.begin; p < range.end; ++p) {
        const std::uint32_t parent = parent_of(p);
        if (parent != kNone && parent < range.begin) link(p, parent);
      }
    }
    for (std::size_t i = parts_.top.size(); i > 0; --i) eliminate(parts_.top[i - 1], stores_.size() - 1);
  }

  [[nodiscard]] Contraction taken() {
    Contraction result;
    result.first.assign(lists_.size() + 1, 0);
    for (std::size_t p = 0; p < lists_.size(); ++p) result.first[p + 1] = result.first[p] + lists_[p].size;
    result.upper.resize(result.first.back());
    const auto copy = [&](WorkParts::Range range, std::size_t store) {
      for (std::uint32_t p = range.begin; p < range.end; ++p) {
        const auto from = stores_[store].begin() + lists_[p].begin;
        std::copy(from, from + lists_[p].size, result.upper.begin() + result.first[p]);
      }
      std::vector<std::uint32_t>{}.swap(stores_[store]);
    };
    for (std::size_t i = 0; i < parts_.subtrees.size(); ++i) copy(parts_.subtrees[i], i);
    const std::vector<std::uint32_t> top = std::move(stores_.back());
    for (const WorkParts::Range range : parts_.top) {
      for (std::uint32_t p = range.begin; p < range.end; ++p) {
        const auto from = top.begin() + lists_[p].begin;
        std::copy(from, from + lists_[p].size, result.upper.begin() + result.first[p]);
      }
    }
    return result;
  }

 private:
  struct List {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };

  [[nodiscard]] std::span<const std::uint32_t> list(std::uint32_t p, std::size_t store) const {
    return {stores_[store].data() + lists_[p].begin, lists_[p].size};
  }
  [[nodiscard]] std::size_t store_of(std::uint32_t p) const {
    const auto after = std::upper_bound(parts_.subtrees.begin(), parts_.subtrees.end(), p,
                                        [](std::uint32_t at, WorkParts::Range range) { return at < range.begin; });
    const auto number = static_cast<std::size_t>(after - parts_.subtrees.begin());
    return number > 0 && p < parts_.subtrees[number - 1].end ? number - 1 : parts_.subtrees.size();
  }
  [[nodiscard]] std::uint32_t parent_of(std::uint32_t p) const {
    const auto own = list(p, store_of(p));
    return own.empty() ? kNone : own.back();
  }
  void link(std::uint32_t child, std::uint32_t parent) {
    next_sibling_[child] = first_child_[parent];
    first_child_[parent] = child;
  }

  void eliminate(WorkParts::Range range, std::size_t store) {
    std::vector<std::uint32_t> merged;
    std::vector<std::uint32_t> scratch;
    const bool is_top = store + 1 == stores_.size();
    for (std::uint32_t p = range.end; p > range.begin;) {
      --p;
      add_streets(p, merged);
      for (std::uint32_t child = first_child_[p]; child != kNone; child = next_sibling_[child]) {
        const auto below = list(child, is_top ? store_of(child) : store);
        scratch.clear();  // a child's last upper is p itself
        std::set_union(merged.begin(), merged.end(), below.begin(), below.end() - 1, std::back_inserter(scratch));
        merged.swap(scratch);
      }
      lists_[p] = {static_cast<std::uint32_t>(stores_[store].size()), static_cast<std::uint32_t>(merged.size())};
      stores_[store].insert(stores_[store].end(), merged.begin(), merged.end());
      if (!merged.empty() && (is_top || merged.back() >= range.begin)) link(p, merged.back());
    }
  }

  /// Lower positions that p's own streets lead to, ascending, each once.
  void add_streets(std::uint32_t p, std::vector<std::uint32_t>& merged) const {
    merged.clear();
    const std::uint32_t node = order_.dissection.node_at[p];
    const auto add = [&](NodeIdx other) {
      const std::uint32_t position = order_.position_of[other.value()];
      if (position < p) merged.push_back(position);
    };
    for (std::uint32_t arc = graph_.first_arc[node]; arc < graph_.first_arc[node + 1]; ++arc) add(graph_.arc_head[arc]);
    for (std::uint32_t arc = graph_.first_in_arc[node]; arc < graph_.first_in_arc[node + 1]; ++arc)
      add(graph_.in_arc_tail[arc]);
    std::sort(merged.begin(), merged.end());
    merged.erase(std::unique(merged.begin(), merged.end()), merged.end());
  }

  const StreetGraph& graph_;
  const Order& order_;
  const WorkParts& parts_;
  std::vector<List> lists_;  // one per position, within the store of its part
  std::vector<std::vector<std::uint32_t>> stores_;
  std::vector<std::uint32_t> first_child_;
  std::vector<std::uint32_t> next_sibling_;
};

/// Calls visit(arc, tail, head) for every arc of the graph, with the positions of its ends.
template <class Visit>
void for_each_street(const StreetGraph& graph, const Order& order, const Visit& visit) {
  for (std::uint32_t node = 0; node < graph.core_node_count(); ++node) {
    const std::uint32_t tail = order.position_of[node];
    for (std::uint32_t arc = graph.first_arc[node]; arc < graph.first_arc[node + 1]; ++arc)
      visit(arc, tail, order.position_of[graph.arc_head[arc].value()]);
  }
}

/// Found once, so that new weights need no search.
std::vector<std::uint32_t> arcs_of_streets(const StreetGraph& graph, const Order& order,
                                           const Contraction& contraction) {
  std::vector<std::uint32_t> of_street(graph.arc_count(), Contraction::kLoop);
  for_each_street(graph, order, [&](std::uint32_t arc, std::uint32_t tail, std::uint32_t head) {
    if (tail == head) return;
    const auto uppers = contraction.uppers(std::max(tail, head));
    const auto at = std::lower_bound(uppers.begin(), uppers.end(), std::min(tail, head)) - uppers.begin();
    of_street[arc] = contraction.first[std::max(tail, head)] + static_cast<std::uint32_t>(at);
  });
  return of_street;
}

/// The shortest street of each arc.
void take_streets(const StreetGraph& graph, const Order& order, const Contraction& contraction, ArcTimes& times) {
  for_each_street(graph, order, [&](std::uint32_t arc, std::uint32_t tail, std::uint32_t head) {
    if (tail == head) return;
    auto& best_ds = (tail > head ? times.climb_ds : times.descent_ds)[contraction.of_street[arc]];
    best_ds = std::min(best_ds, graph.arc_time_ds[arc]);
  });
}

/// Shortens the arcs of u by way of each node below it: lower triangles. `slot` is scratch, one per position.
void take_lower_triangles(const Contraction& contraction, const Transposed& lower, std::uint32_t u,
                          std::vector<std::uint32_t>& slot, ArcTimes& times) {
  for (std::uint32_t arc = contraction.first[u]; arc < contraction.first[u + 1]; ++arc)
    slot[contraction.upper[arc]] = arc;
  for (std::uint32_t i = lower.first[u]; i < lower.first[u + 1]; ++i) {
    const auto [below, below_u] = lower.arcs[i];  // the arc between `below` and u
    const std::uint32_t to_below_ds = times.descent_ds[below_u];
    const std::uint32_t from_below_ds = times.climb_ds[below_u];
    for (std::uint32_t arc = contraction.first[below]; arc < below_u; ++arc) {  // uppers before u
      const std::uint32_t target = slot[contraction.upper[arc]];
      times.climb_ds[target] = std::min(times.climb_ds[target], sum_ds(to_below_ds, times.climb_ds[arc]));
      times.descent_ds[target] = std::min(times.descent_ds[target], sum_ds(times.descent_ds[arc], from_below_ds));
    }
  }
}

/// For one node after another: its best times by way of another upper, and what is needed beside them.
class Perfector {
 public:
  Perfector(const Contraction& contraction, ArcTimes& times, std::vector<std::uint8_t>& needed)
      : contraction_{contraction}, times_{times}, needed_{needed}, mark_(contraction.node_count(), kNone) {}

  void perfect(std::uint32_t p) {
    const auto uppers = contraction_.uppers(p);
    const std::uint32_t begin = contraction_.first[p];
    by_way_climb_ds_.assign(uppers.size(), kClosed_ds);
    by_way_descent_ds_.assign(uppers.size(), kClosed_ds);
    for (std::uint32_t i = 0; i < uppers.size(); ++i) mark_[uppers[i]] = i;
    for (std::uint32_t i = 0; i < uppers.size(); ++i) take_pairs(uppers[i], i, begin);
    for (std::uint32_t i = 0; i < uppers.size(); ++i) {
      mark_[uppers[i]] = kNone;
      const std::uint32_t arc = begin + i;
      needed_[arc] = static_cast<std::uint8_t>((times_.climb_ds[arc] < by_way_climb_ds_[i] ? kClimbs : 0U) |
                                               (times_.descent_ds[arc] < by_way_descent_ds_[i] ? kDescends : 0U));
      times_.climb_ds[arc] = std::min(times_.climb_ds[arc], by_way_climb_ds_[i]);
      times_.descent_ds[arc] = std::min(times_.descent_ds[arc], by_way_descent_ds_[i]);
    }
  }

 private:
  /// Pairs of uppers u (number i) and w (number j), u after w: the arc between them is perfect already.
  void take_pairs(std::uint32_t u, std::uint32_t i, std::uint32_t begin) {
    for (std::uint32_t between = contraction_.first[u]; between < contraction_.first[u + 1]; ++between) {
      const std::uint32_t j = mark_[contraction_.upper[between]];
      if (j == kNone) continue;
      const std::uint32_t u_to_w_ds = times_.climb_ds[between];
      const std::uint32_t w_to_u_ds = times_.descent_ds[between];
      lower(by_way_climb_ds_[j], sum_ds(times_.climb_ds[begin + i], u_to_w_ds));
      lower(by_way_climb_ds_[i], sum_ds(times_.climb_ds[begin + j], w_to_u_ds));
      lower(by_way_descent_ds_[j], sum_ds(w_to_u_ds, times_.descent_ds[begin + i]));
      lower(by_way_descent_ds_[i], sum_ds(u_to_w_ds, times_.descent_ds[begin + j]));
    }
  }
  static void lower(std::uint32_t& best_ds, std::uint32_t time_ds) noexcept { best_ds = std::min(best_ds, time_ds); }

  const Contraction& contraction_;
  ArcTimes& times_;
  std::vector<std::uint8_t>& needed_;
  std::vector<std::uint32_t> mark_;  // one per position: number among the uppers, or kNone
  std::vector<std::uint32_t> by_way_climb_ds_;
  std::vector<std::uint32_t> by_way_descent_ds_;
};

}  // namespace

Order restricted(const Dissection& whole, std::span<const std::uint32_t> present) {
  Order order;
  std::vector<std::uint32_t> before(whole.node_at.size() + 1, 0);  // present nodes before each position
  for (std::size_t p = 0; p < whole.node_at.size(); ++p) {
    const std::uint32_t node = present[whole.node_at[p]];
    before[p + 1] = before[p] + (node == kNotPresent ? 0U : 1U);
    if (node != kNotPresent) order.dissection.node_at.push_back(node);
  }
  for (std::size_t c = 0; c < whole.cell_count(); ++c) {
    const std::uint32_t first = before[whole.cell_first[c]];
    const std::uint32_t end = before[whole.cell_end[c]];
    if (first == end) continue;
    order.dissection.cell_first.push_back(first);
    order.dissection.cell_separator_end.push_back(before[whole.cell_separator_end[c]]);
    order.dissection.cell_end.push_back(end);
  }
  order.position_of.resize(order.dissection.node_at.size());
  for (std::uint32_t p = 0; p < order.position_of.size(); ++p) order.position_of[order.dissection.node_at[p]] = p;
  return order;
}

WorkParts work_parts(const Dissection& dissection) {
  constexpr std::size_t kParts = 64;
  constexpr std::size_t kSmallest = 256;
  const std::size_t most = std::max(kSmallest, dissection.node_at.size() / kParts);
  WorkParts parts;
  for (std::size_t c = 0; c < dissection.cell_count();) {
    const WorkParts::Range cell{dissection.cell_first[c], dissection.cell_end[c]};
    if (cell.end - cell.begin <= most) {
      parts.subtrees.push_back(cell);
      while (c < dissection.cell_count() && dissection.cell_first[c] < cell.end) ++c;
    } else {
      parts.top.push_back({cell.begin, dissection.cell_separator_end[c]});
      ++c;
    }
  }
  return parts;
}

Contraction contraction(const StreetGraph& graph, const Order& order, const WorkParts& parts,
                        const core::Control& control) {
  Eliminator eliminator{graph, order, parts};
  eliminator.run(control);
  Contraction result = eliminator.taken();
  result.of_street = arcs_of_streets(graph, order, result);
  return result;
}

Transposed transposed(const Contraction& contraction) {
  Transposed result;
  result.first.assign(contraction.node_count() + 1, 0);
  for (const std::uint32_t u : contraction.upper) ++result.first[u + 1];
  std::partial_sum(result.first.begin(), result.first.end(), result.first.begin());
  result.arcs.resize(contraction.arc_count());
  std::vector<std::uint32_t> next(result.first.begin(), result.first.end() - 1);
  for (std::uint32_t p = 0; p < contraction.node_count(); ++p) {
    for (std::uint32_t arc = contraction.first[p]; arc < contraction.first[p + 1]; ++arc)
      result.arcs[next[contraction.upper[arc]]++] = {p, arc};
  }
  return result;
}

ArcTimes customized(const StreetGraph& graph, const Order& order, const WorkParts& parts,
                    const Contraction& contraction, const Transposed& lower, const core::Control& control) {
  ArcTimes times{std::vector(contraction.arc_count(), kClosed_ds), std::vector(contraction.arc_count(), kClosed_ds)};
  take_streets(graph, order, contraction, times);
  const auto customize = [&](WorkParts::Range range, std::vector<std::uint32_t>& slot) {
    for (std::uint32_t p = range.end; p > range.begin;) {
      --p;
      take_lower_triangles(contraction, lower, p, slot, times);
    }
  };
  core::for_each_chunk(parts.subtrees.size(), kSubtreesAChunk, control, "", [&](std::size_t begin, std::size_t end) {
    std::vector<std::uint32_t> slot(contraction.node_count());
    for (std::size_t i = begin; i < end; ++i) customize(parts.subtrees[i], slot);
  });
  std::vector<std::uint32_t> slot(contraction.node_count());
  for (std::size_t i = parts.top.size(); i > 0; --i) customize(parts.top[i - 1], slot);
  return times;
}

std::vector<std::uint8_t> needed_arcs(const WorkParts& parts, const Contraction& contraction, ArcTimes& times,
                                      const core::Control& control) {
  std::vector<std::uint8_t> needed(contraction.arc_count(), 0);
  Perfector top{contraction, times, needed};
  for (const WorkParts::Range range : parts.top) {
    for (std::uint32_t p = range.begin; p < range.end; ++p) top.perfect(p);
  }
  core::for_each_chunk(parts.subtrees.size(), kSubtreesAChunk, control, "", [&](std::size_t begin, std::size_t end) {
    Perfector perfector{contraction, times, needed};
    for (std::size_t i = begin; i < end; ++i) {
      for (std::uint32_t p = parts.subtrees[i].begin; p < parts.subtrees[i].end; ++p) perfector.perfect(p);
    }
  });
  return needed;
}

}  // namespace trek::network::detail
