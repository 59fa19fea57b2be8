#include "trek/access/detail/sweep_map.hpp"

#include <numeric>

namespace trek::access::detail {

SweepMap::SweepMap(const network::Hierarchy& hierarchy)
    : hierarchy_{hierarchy},
      cell_of_(hierarchy.node_count()),
      parent_(hierarchy.cell_count()),
      cell_next_(hierarchy.cell_count()) {
  const auto cell_count = static_cast<std::uint32_t>(hierarchy.cell_count());
  std::vector<std::uint32_t> around;  // the cells that are not left yet
  for (std::uint32_t cell = 0; cell <= cell_count; ++cell) {
    while (!around.empty() && (cell == cell_count || hierarchy.cell_end[around.back()] <= hierarchy.cell_first[cell])) {
      cell_next_[around.back()] = cell;
      around.pop_back();
    }
    if (cell == cell_count) break;
    parent_[cell] = around.empty() ? cell : around.back();
    around.push_back(cell);
    for (std::uint32_t p = hierarchy.cell_first[cell]; p < hierarchy.cell_separator_end[cell]; ++p) cell_of_[p] = cell;
  }
}

SweepStreets SweepMap::streets(Direction direction) const noexcept {
  const network::Hierarchy& h = hierarchy_;
  SweepStreets streets;
  const bool forward = direction == Direction::from_sites;
  streets.first_climb = (forward ? h.first_climb : h.first_descent).data();
  streets.climb = (forward ? h.climb : h.descent).data();
  streets.first_descent = (forward ? h.first_descent : h.first_climb).data();
  streets.descent = (forward ? h.descent : h.climb).data();
  streets.cell_first = h.cell_first.data();
  streets.cell_separator_end = h.cell_separator_end.data();
  streets.cell_next = cell_next_.data();
  streets.first_boundary = h.first_boundary.data();
  streets.boundary = h.boundary.data();
  streets.cell_count = static_cast<std::uint32_t>(h.cell_count());
  return streets;
}

SweepPoints::SweepPoints(const SweepMap& map, const network::StreetGraph& graph, const PointEnds& others)
    : entrances_(others.size()), first_row_(map.hierarchy().node_count() + 1, 0) {
  const auto& position_of = map.hierarchy().position_of;
  for (std::size_t row = 0; row < others.size(); ++row) {
    for (const TimedNode& end : others.of(row)) {
      if (end.node.value() >= graph.core_node_count()) continue;
      add_entrance(static_cast<std::uint32_t>(row), position_of[end.node.value()], end.time_ds);
    }
    first_further_.push_back(static_cast<std::uint32_t>(further_.size()));
  }
  const auto for_each_entrance = [&](const auto& visit) {
    for (std::uint32_t row = 0; row < entrances_.size(); ++row) {
      for (const std::uint32_t position : entrances_[row].position) {
        if (position != Entrances::kNone) visit(position, row);
      }
      for (const Further& entrance : further(row)) visit(entrance.position, row);
    }
  };
  for_each_entrance([&](std::uint32_t position, std::uint32_t) { ++first_row_[position + 1]; });
  std::partial_sum(first_row_.begin(), first_row_.end(), first_row_.begin());
  row_.resize(first_row_.back());
  std::vector<std::uint32_t> next(first_row_.begin(), first_row_.end() - 1);
  for_each_entrance([&](std::uint32_t position, std::uint32_t row) { row_[next[position]++] = row; });
  mark_wanted(map);
}

void SweepPoints::add_entrance(std::uint32_t row, std::uint32_t position, std::uint32_t rest_ds) {
  Entrances& entrance = entrances_[row];
  for (std::size_t end = 0; end < 2; ++end) {
    if (entrance.position[end] != Entrances::kNone) continue;
    entrance.position[end] = position;
    entrance.rest_ds[end] = rest_ds;
    return;
  }
  further_.push_back({position, rest_ds});
}

void SweepPoints::mark_wanted(const SweepMap& map) {
  const network::Hierarchy& h = map.hierarchy();
  is_wanted_.assign(h.cell_count(), 0);
  for (auto cell = static_cast<std::uint32_t>(h.cell_count()); cell > 0;) {
    --cell;
    if (first_row_[h.cell_first[cell]] < first_row_[h.cell_end[cell]]) is_wanted_[cell] = 1;
  }
}

}  // namespace trek::access::detail
