#include "trek/access/detail/sweep_map.hpp"

#include <algorithm>
#include <functional>
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

SweepPoints::SweepPoints(const SweepMap& map, const network::StreetGraph& graph, const PointEnds& others,
                         Direction direction)
    : streets_{map.streets(direction)},
      position_count_{static_cast<std::uint32_t>(map.hierarchy().node_count())},
      entrances_(others.size()) {
  const auto& position_of = map.hierarchy().position_of;
  for (std::size_t row = 0; row < others.size(); ++row) {
    for (const TimedNode& end : others.of(row)) {
      if (end.node.value() >= graph.core_node_count()) continue;
      add_entrance(static_cast<std::uint32_t>(row), position_of[end.node.value()], end.time_ds);
    }
    first_further_.push_back(static_cast<std::uint32_t>(further_.size()));
  }
  const std::vector<std::uint8_t> is_needed = needed_positions(position_count_);
  mark_wanted(map.hierarchy(), is_needed);
  keep_needed(map, is_needed);
  sort_entries();
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

/// visit(position, row) for every entrance, where the position may be changed.
template <class Visit>
void SweepPoints::for_each_position(const Visit& visit) {
  for (std::uint32_t row = 0; row < entrances_.size(); ++row) {
    for (std::uint32_t& position : entrances_[row].position) {
      if (position != Entrances::kNone) visit(position, row);
    }
    for (std::uint32_t i = first_further_[row]; i < first_further_[row + 1]; ++i) visit(further_[i].position, row);
  }
}

/// A descent comes to a position from lower ones alone, so that one pass from the last finds all.
std::vector<std::uint8_t> SweepPoints::needed_positions(std::size_t count) {
  std::vector<std::uint8_t> is_needed(count, 0);
  for_each_position([&](std::uint32_t position, std::uint32_t) { is_needed[position] = 1; });
  for (std::size_t p = count; p > 0;) {
    --p;
    if (is_needed[p] == 0) continue;
    for (std::uint32_t arc = streets_.first_descent[p]; arc < streets_.first_descent[p + 1]; ++arc)
      is_needed[streets_.descent[arc].position] = 1;
  }
  return is_needed;
}

/// The streets of the needed positions, numbered anew in their order. Not where that would save less than half.
void SweepPoints::keep_needed(const SweepMap& map, const std::vector<std::uint8_t>& is_needed) {
  const SweepStreets all = streets_;
  std::vector<std::uint32_t> number(is_needed.size() + 1, 0);  // of the first one needed from a position on
  std::inclusive_scan(is_needed.begin(), is_needed.end(), number.begin() + 1, std::plus<>{}, std::uint32_t{0});
  if (2 * std::size_t{number.back()} > is_needed.size()) return;
  position_count_ = number.back();
  map_position_.reserve(position_count_);
  first_descent_.reserve(std::size_t{position_count_} + 1);
  descent_.reserve(4 * std::size_t{position_count_});  // about as many as streets have
  for (std::uint32_t p = 0; p < is_needed.size(); ++p) {
    if (is_needed[p] == 0) continue;
    map_position_.push_back(p);
    first_descent_.push_back(static_cast<std::uint32_t>(descent_.size()));
    for (std::uint32_t arc = all.first_descent[p]; arc < all.first_descent[p + 1]; ++arc)
      descent_.push_back({number[all.descent[arc].position], all.descent[arc].time_ds});
  }
  first_descent_.push_back(static_cast<std::uint32_t>(descent_.size()));
  for (std::uint32_t cell = 0; cell < map.hierarchy().cell_count(); ++cell) {
    cell_first_.push_back(number[all.cell_first[cell]]);
    cell_separator_end_.push_back(number[all.cell_separator_end[cell]]);
    first_boundary_.push_back(static_cast<std::uint32_t>(boundary_.size()));
    for (std::uint32_t i = all.first_boundary[cell]; i < all.first_boundary[cell + 1]; ++i) {
      if (is_needed[all.boundary[i]] != 0) boundary_.push_back(number[all.boundary[i]]);
    }
  }
  first_boundary_.push_back(static_cast<std::uint32_t>(boundary_.size()));
  streets_.first_climb = nullptr;
  streets_.climb = nullptr;
  streets_.first_descent = first_descent_.data();
  streets_.descent = descent_.data();
  streets_.cell_first = cell_first_.data();
  streets_.cell_separator_end = cell_separator_end_.data();
  streets_.first_boundary = first_boundary_.data();
  streets_.boundary = boundary_.data();
  for_each_position([&](std::uint32_t& position, std::uint32_t) { position = number[position]; });
}

void SweepPoints::sort_entries() {
  first_entry_.assign(std::size_t{position_count_} + 1, 0);
  for_each_position([&](std::uint32_t position, std::uint32_t) { ++first_entry_[position + 1]; });
  std::partial_sum(first_entry_.begin(), first_entry_.end(), first_entry_.begin());
  entry_.resize(first_entry_.back());
  std::vector<std::uint32_t> next(first_entry_.begin(), first_entry_.end() - 1);
  for_each_position([&](std::uint32_t position, std::uint32_t row) { entry_[next[position]++] = {position, row}; });
}

/// Positions inside a cell follow those of the cell itself.
void SweepPoints::mark_wanted(const network::Hierarchy& hierarchy, const std::vector<std::uint8_t>& is_needed) {
  is_wanted_.assign(hierarchy.cell_count(), 0);
  for (std::size_t cell = 0; cell < hierarchy.cell_count(); ++cell) {
    const auto begin = is_needed.begin() + hierarchy.cell_first[cell];
    const auto end = is_needed.begin() + hierarchy.cell_end[cell];
    is_wanted_[cell] = std::find(begin, end, std::uint8_t{1}) != end ? 1 : 0;
  }
}

}  // namespace trek::access::detail
