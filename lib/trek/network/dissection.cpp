#include "trek/network/dissection.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "trek/core/parallel.hpp"
#include "trek/network/detail/cells.hpp"
#include "trek/network/detail/core_graph.hpp"
#include "trek/network/detail/leaf_order.hpp"

namespace trek::network {
namespace {

using detail::Cell;
using detail::CoreGraph;
using detail::kNoNode;

/// The order of the core alone.
struct CoreOrder {
  std::vector<std::uint32_t> node_at;  // core nodes
  std::vector<Cell> cells;
};

CoreOrder dissect_core(CoreGraph& core, std::uint32_t leaf_node_count, const core::Control& control) {
  const detail::CutGraph graph{core.place, core.weight, leaf_node_count};
  detail::Part whole{std::vector<std::uint32_t>(core.node.size()), std::move(core.first), std::move(core.neighbour), 0};
  std::iota(whole.node.begin(), whole.node.end(), 0U);
  CoreOrder order{std::vector<std::uint32_t>(core.node.size()), {}};
  auto roots = detail::split(graph, whole, {}, order.node_at, order.cells);
  whole = {};
  const auto cells = detail::dissect(graph, std::move(roots), order.node_at, control);
  order.cells.insert(order.cells.end(), cells.begin(), cells.end());
  std::sort(order.cells.begin(), order.cells.end(), [](const Cell& a, const Cell& b) { return a.first < b.first; });
  return order;
}

/// A group of the fringe and the position, in the order of the core, of the node it hangs on.
struct HangingGroup {
  std::uint32_t core_position;  // kNoNode if on none
  std::uint32_t group;
};

/// The two holders of a group are neighbours in the core, so the cell of the one holds the cell of the other: the group
/// goes with the inner one, which has the higher position.
std::vector<HangingGroup> hang_groups(const CoreGraph& core, std::span<const std::uint32_t> node_at) {
  std::vector<std::uint32_t> position_of(node_at.size());
  for (std::uint32_t p = 0; p < node_at.size(); ++p) position_of[node_at[p]] = p;
  std::vector<HangingGroup> hanging;
  hanging.reserve(core.fringe.size());
  for (std::uint32_t g = 0; g < core.fringe.size(); ++g) {
    const auto [a, b] = core.fringe.holders[g];
    const std::uint32_t last = b == kNoNode ? a : std::max(position_of[a], position_of[b]);
    hanging.push_back({b == kNoNode && a != kNoNode ? position_of[a] : last, g});
  }
  std::sort(hanging.begin(), hanging.end(), [](const HangingGroup& a, const HangingGroup& b) {
    return std::pair{a.core_position, a.group} < std::pair{b.core_position, b.group};
  });
  return hanging;
}

/// Puts the fringe between the cells of the core.
///
/// Groups that hang on a separator become leaves behind it, as many in one as fit; in a leaf of the core they join it
/// if they fit. A group too large for a leaf is left for `large_groups`.
class FringeMerge {
 public:
  struct LargeGroup {
    std::uint32_t group;
    std::uint32_t position;
  };

  FringeMerge(const CoreGraph& core, const CoreOrder& order, std::uint32_t leaf_node_count)
      : core_{core}, order_{order}, leaf_node_count_{leaf_node_count}, hanging_{hang_groups(core, order.node_at)} {
    node_at_.reserve(core.node.size() + core.fringe.node.size());
  }

  void run() {
    for (const Cell& cell : order_.cells) {
      close_cells(cell.first);
      add_cell(cell);
    }
    close_cells(kNoNode);
    add_leaves(take_groups(kNoNode));
  }

  [[nodiscard]] std::vector<std::uint32_t>& node_at() noexcept { return node_at_; }
  [[nodiscard]] std::vector<Cell>& cells() noexcept { return cells_; }
  [[nodiscard]] std::span<const LargeGroup> large_groups() const noexcept { return large_groups_; }

 private:
  struct OpenCell {
    std::uint32_t core_end;
    std::size_t cell;
  };

  [[nodiscard]] std::uint32_t position() const noexcept { return static_cast<std::uint32_t>(node_at_.size()); }
  [[nodiscard]] std::span<const std::uint32_t> nodes(const HangingGroup& hanging) const noexcept {
    return core_.fringe.group(hanging.group);
  }

  void close_cells(std::uint32_t core_position) {
    while (!open_.empty() && open_.back().core_end <= core_position) {
      cells_[open_.back().cell].end = position();
      open_.pop_back();
    }
  }

  void add_cell(const Cell& cell) {
    open_.push_back({cell.end, cells_.size()});
    cells_.push_back({position(), 0, 0});
    for (std::uint32_t p = cell.first; p < cell.separator_end; ++p) node_at_.push_back(core_.node[order_.node_at[p]]);
    const auto groups = take_groups(cell.separator_end - 1);
    if (cell.separator_end == cell.end && fits(groups)) {
      for (const HangingGroup& group : groups) add_nodes(group);
      cells_.back().separator_end = position();
    } else {
      cells_.back().separator_end = position();
      add_leaves(groups);
    }
  }

  /// The next groups, up to those that hang on `last`.
  std::span<const HangingGroup> take_groups(std::uint32_t last) {
    const std::size_t begin = taken_count_;
    while (taken_count_ < hanging_.size() && hanging_[taken_count_].core_position <= last) ++taken_count_;
    return std::span{hanging_}.subspan(begin, taken_count_ - begin);
  }

  /// Whether the cell that was just begun stays a leaf with the groups in it.
  [[nodiscard]] bool fits(std::span<const HangingGroup> groups) const noexcept {
    std::size_t count = position() - cells_.back().first;
    for (const HangingGroup& group : groups) count += nodes(group).size();
    return groups.empty() || count <= leaf_node_count_;
  }

  void add_leaves(std::span<const HangingGroup> groups) {
    std::uint32_t leaf_first = position();
    for (const HangingGroup& group : groups) {
      if (position() + nodes(group).size() > leaf_first + leaf_node_count_) leaf_first = end_leaf(leaf_first);
      if (nodes(group).size() > leaf_node_count_) {
        large_groups_.push_back({group.group, position()});
        add_nodes(group);
        leaf_first = position();
      } else {
        add_nodes(group);
      }
    }
    end_leaf(leaf_first);
  }

  std::uint32_t end_leaf(std::uint32_t leaf_first) {
    if (position() > leaf_first) cells_.push_back({leaf_first, position(), position()});
    return position();
  }

  void add_nodes(const HangingGroup& group) {
    node_at_.insert(node_at_.end(), nodes(group).begin(), nodes(group).end());
  }

  const CoreGraph& core_;
  const CoreOrder& order_;
  std::size_t leaf_node_count_;
  std::vector<HangingGroup> hanging_;
  std::size_t taken_count_ = 0;
  std::vector<OpenCell> open_;
  std::vector<std::uint32_t> node_at_;
  std::vector<Cell> cells_;
  std::vector<LargeGroup> large_groups_;
};

/// Large groups as a graph of their own, whose nodes are numbered group after group.
class LargeGroups {
 public:
  LargeGroups(const Adjacency& graph, const detail::Fringe& fringe, std::span<const FringeMerge::LargeGroup> groups)
      : graph_{graph}, frame_{detail::frame_of(graph.place)} {
    std::vector<std::uint32_t> number_of(graph.node_count(), kNoNode);
    for (const auto& group : groups) add(fringe.group(group.group), group.position, number_of);
  }

  /// Replaces the nodes at the positions of the groups, and adds their cells.
  void dissect(std::uint32_t leaf_node_count, std::span<std::uint32_t> node_at, std::vector<Cell>& cells,
               const core::Control& control) {
    const std::vector<std::uint32_t> weight(node_.size(), 1);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> runs;
    for (const auto& part : parts_) runs.emplace_back(part.position, part.position + part.size());
    const auto found = detail::dissect({place_, weight, leaf_node_count}, std::move(parts_), node_at, control);
    cells.insert(cells.end(), found.begin(), found.end());
    for (const auto& [begin, end] : runs) {
      for (std::uint32_t p = begin; p < end; ++p) node_at[p] = node_[node_at[p]];
    }
  }

 private:
  void add(std::span<const std::uint32_t> group, std::uint32_t position, std::span<std::uint32_t> number_of) {
    const auto base = static_cast<std::uint32_t>(node_.size());
    detail::Part part;
    part.position = position;
    for (const std::uint32_t v : group) {
      number_of[v] = static_cast<std::uint32_t>(node_.size());
      part.node.push_back(number_of[v]);
      node_.push_back(v);
      place_.push_back(detail::rough_place(graph_.place[v], frame_));
    }
    for (const std::uint32_t v : group) {
      for (std::uint32_t i = graph_.first[v]; i < graph_.first[v + 1]; ++i) {
        const std::uint32_t w = number_of[graph_.neighbour[i]];
        if (w != kNoNode) part.neighbour.push_back(w - base);  // no edge leads from a group to another
      }
      part.first.push_back(static_cast<std::uint32_t>(part.neighbour.size()));
    }
    parts_.push_back(std::move(part));
  }

  const Adjacency& graph_;
  geo::Box frame_;
  std::vector<std::uint32_t> node_;
  std::vector<detail::RoughPlace> place_;
  std::vector<detail::Part> parts_;
};

void order_leaves(const Adjacency& graph, std::span<const Cell> cells, std::span<std::uint32_t> node_at,
                  const core::Control& control) {
  constexpr std::size_t kGrain = 256;
  std::vector<std::uint32_t> position_of(node_at.size());
  for (std::uint32_t p = 0; p < node_at.size(); ++p) position_of[node_at[p]] = p;
  core::for_each_chunk(cells.size(), kGrain, control, "", [&](std::size_t begin, std::size_t end) {
    for (const Cell& cell : cells.subspan(begin, end - begin)) {
      if (cell.separator_end != cell.end) continue;
      detail::order_leaf(graph, position_of, cell.first, node_at.subspan(cell.first, cell.end - cell.first));
    }
  });
}

Dissection as_dissection(std::vector<std::uint32_t> node_at, std::span<const Cell> cells) {
  Dissection result{std::move(node_at), {}, {}, {}};
  for (const Cell& cell : cells) {
    result.cell_first.push_back(cell.first);
    result.cell_separator_end.push_back(cell.separator_end);
    result.cell_end.push_back(cell.end);
  }
  return result;
}

}  // namespace

Dissection nested_dissection(const Adjacency& graph, const DissectionOptions& options, const core::Control& control) {
  CoreGraph core = detail::build_core_graph(graph);
  const std::uint32_t leaf_node_count = std::max(options.leaf_node_count, 1U);
  const CoreOrder order = dissect_core(core, leaf_node_count, control);
  FringeMerge merge{core, order, leaf_node_count};
  merge.run();
  auto& cells = merge.cells();
  LargeGroups{graph, core.fringe, merge.large_groups()}.dissect(leaf_node_count, merge.node_at(), cells, control);
  std::sort(cells.begin(), cells.end(), [](const Cell& a, const Cell& b) { return a.first < b.first; });
  order_leaves(graph, cells, merge.node_at(), control);
  return as_dissection(std::move(merge.node_at()), cells);
}

}  // namespace trek::network
