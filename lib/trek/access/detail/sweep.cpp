#include "trek/access/detail/sweep.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace trek::access::detail {
namespace {

constexpr std::size_t kRowsABlock = 128;

}  // namespace

template <class Time>
Sweep<Time>::Sweep(const SweepInput& input, std::uint32_t limit_ds)
    : input_{input},
      kernel_{kernel_for<Time>(input.kernels)},
      streets_{input.map.streets(input.direction)},
      times_{input.map.hierarchy().node_count() * kLaneCount},
      reached_(input.map.hierarchy().node_count(), 0),
      lanes_{times_.data(), reached_.data(), static_cast<Time>(limit_ds)},
      found_{lanes_},
      is_forced_(streets_.cell_count, 0),
      visited_(streets_.cell_count),
      row_found_((input.others.size() + 63) / 64, 0),
      first_word_{row_found_.size()},
      block_{kRowsABlock * kLaneCount} {
  if (input.points.map_positions() == nullptr) return;
  own_times_.emplace(std::size_t{input.points.position_count()} * kLaneCount);
  own_reached_.assign(input.points.position_count(), 0);
  found_.time = own_times_->data();
  found_.reached = own_reached_.data();
}

template <class Time>
void Sweep<Time>::run(std::span<const std::uint32_t> sites, Fold& fold) {
  find_ends(sites);
  force_cells();
  for (const std::uint32_t cell : forced_) {
    kernel_.clear(lanes_, streets_.cell_first[cell], streets_.cell_separator_end[cell]);
  }
  seed();
  kernel_.climb(streets_, lanes_, forced_.data(), static_cast<std::uint32_t>(forced_.size()));
  visited_count_ = kernel_.descend(input_.points.streets(), found_, {lanes_.time, input_.points.map_positions()},
                                   is_forced_.data(), input_.points.is_wanted(), visited_.data());
  find_rows();
  find_shortcuts(sites);
  fold.begin(sites);
  pass_on(fold);
  fold.end();
  tidy();
}

template <class Time>
void Sweep<Time>::find_ends(std::span<const std::uint32_t> sites) {
  ends_.clear();
  outside_.clear();
  for (std::uint32_t lane = 0; lane < sites.size(); ++lane) {
    for_each_end(input_.graph, input_.sites.snap[sites[lane]], trip_at_site(input_.direction), Beyond::all,
                 [&](network::NodeIdx node, std::uint32_t time_ds) {
                   const bool is_core = node.value() < input_.graph.core_node_count();
                   (is_core ? ends_ : outside_).push_back({node, lane, time_ds});
                 });
  }
}

template <class Time>
void Sweep<Time>::force_cells() {
  forced_.clear();
  const auto& position_of = input_.map.hierarchy().position_of;
  for (const End& end : ends_) force_cells_around(position_of[end.node.value()]);
  std::sort(forced_.begin(), forced_.end());
}

template <class Time>
void Sweep<Time>::force_cells_around(std::uint32_t position) {
  for (std::uint32_t cell = input_.map.cell_of(position); is_forced_[cell] == 0; cell = input_.map.parent(cell)) {
    is_forced_[cell] = 1;
    forced_.push_back(cell);
  }
}

template <class Time>
void Sweep<Time>::seed() {
  for (const End& end : ends_) {
    if (end.time_ds > lanes_.limit) continue;
    const std::uint32_t position = input_.map.hierarchy().position_of[end.node.value()];
    Time& own = lanes_.time[std::size_t{position} * kLaneCount + end.lane];
    own = std::min(own, static_cast<Time>(end.time_ds));
    lanes_.reached[position] = 1;
  }
}

template <class Time>
void Sweep<Time>::find_row(std::uint32_t row) {
  const std::size_t word = row / 64;
  row_found_[word] |= std::uint64_t{1} << (row % 64);
  first_word_ = std::min(first_word_, word);
  last_word_ = std::max(last_word_, word);
}

/// Points beside the reached nodes.
template <class Time>
void Sweep<Time>::find_rows() {
  for (std::uint32_t i = 0; i < visited_count_; ++i) {
    const SweepStreets& streets = input_.points.streets();
    const std::uint32_t cell = visited_[i];
    for (const auto& entry : input_.points.entries(streets.cell_first[cell], streets.cell_separator_end[cell])) {
      if (found_.reached[entry.position] != 0) find_row(entry.row);
    }
  }
}

template <class Time>
void Sweep<Time>::find_shortcuts(std::span<const std::uint32_t> sites) {
  shortcuts_.clear();
  for (std::uint32_t lane = 0; lane < sites.size(); ++lane) {
    const network::Snap& site = input_.sites.snap[sites[lane]];
    for (const auto& point : input_.on_edges.on_edge(site.edge)) {
      const std::uint32_t time_ds = along_edge_ds(input_.graph, site, input_.others.snap[point.row], input_.direction);
      if (time_ds > lanes_.limit) continue;
      shortcuts_.push_back({point.row, lane, time_ds});
      find_row(point.row);
    }
  }
  find_outside_core();
  std::sort(shortcuts_.begin(), shortcuts_.end());
}

/// Points that a site has over streets open to their destinations only.
template <class Time>
void Sweep<Time>::find_outside_core() {
  for (const End& end : outside_) {
    for (const auto& point : input_.beyond_core.at(end.node.value())) {
      const std::uint64_t time_ds = std::uint64_t{end.time_ds} + point.rest_ds;
      if (time_ds > lanes_.limit) continue;
      shortcuts_.push_back({point.row, end.lane, static_cast<std::uint32_t>(time_ds)});
      find_row(point.row);
    }
  }
}

/// Shortens the times of the rows at hand by the entrances for which the kernel has no room.
template <class Time>
void Sweep<Time>::take_further() {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    for (const SweepPoints::Further& entrance : input_.points.further(rows_[i])) {
      if (found_.reached[entrance.position] == 0) continue;
      const Time* const begin = found_.time + std::size_t{entrance.position} * kLaneCount;
      Time* const times = block_.data() + i * kLaneCount;
      for (std::uint32_t lane = 0; lane < kLaneCount; ++lane) {
        const std::uint64_t time_ds = std::uint64_t{begin[lane]} + entrance.rest_ds;
        if (time_ds < times[lane]) times[lane] = static_cast<Time>(time_ds);
      }
    }
  }
}

/// All that was found, by ascending row, block by block.
template <class Time>
void Sweep<Time>::pass_on(Fold& fold) {
  auto shortcut = shortcuts_.begin();
  const auto pass_block = [&] {
    kernel_.gather(found_, input_.points.entrances(), rows_.data(), rows_.size(), block_.data());
    if (input_.points.has_further()) take_further();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      for (; shortcut != shortcuts_.end() && shortcut->row == rows_[i]; ++shortcut) {
        Time& time = block_.data()[i * kLaneCount + shortcut->lane];
        time = std::min(time, static_cast<Time>(shortcut->time_ds));
      }
    }
    fold.add(TimeBlock<Time>{rows_, block_.data(), kLaneCount});
    rows_.clear();
  };
  for (std::size_t word = first_word_; word <= last_word_ && word < row_found_.size(); ++word) {
    for (std::uint64_t bits = row_found_[word]; bits != 0; bits &= bits - 1) {
      rows_.push_back(static_cast<std::uint32_t>(word * 64) + static_cast<std::uint32_t>(std::countr_zero(bits)));
      if (rows_.size() == kRowsABlock) pass_block();
    }
    row_found_[word] = 0;
  }
  if (!rows_.empty()) pass_block();
  first_word_ = row_found_.size();
  last_word_ = 0;
}

template <class Time>
void Sweep<Time>::tidy() {
  const auto forget = [](const SweepStreets& streets, std::uint8_t* reached, std::uint32_t cell) {
    std::fill(reached + streets.cell_first[cell], reached + streets.cell_separator_end[cell], std::uint8_t{0});
  };
  for (std::uint32_t i = 0; i < visited_count_; ++i) forget(input_.points.streets(), found_.reached, visited_[i]);
  for (const std::uint32_t cell : forced_) {
    forget(streets_, lanes_.reached, cell);
    is_forced_[cell] = 0;
  }
}

template class Sweep<std::uint16_t>;
template class Sweep<std::uint32_t>;

}  // namespace trek::access::detail
