#include "trek/access/detail/hole_filler.hpp"

#include <bit>

namespace trek::access::detail {

void HoleFiller::find_holes(const BitGrid& inside, const GridWindow& window) {
  runs_.clear();
  parent_.clear();
  std::uint32_t south = 0;
  const auto first_row = static_cast<std::uint32_t>(window.first_row);
  for (std::uint32_t row = first_row; row < window.end_row; ++row) {
    const auto north = static_cast<std::uint32_t>(runs_.size());
    find_runs(inside, window, row);
    for (auto run = north; run < runs_.size(); ++run) parent_.push_back(run);
    if (row > first_row) join_rows(south, north);
    south = north;
  }
  hole_.assign(runs_.size(), {});
  const std::size_t first_column = window.first_word * BitGrid::kWordBits;
  const std::size_t last_column = window.end_word * BitGrid::kWordBits - 1;
  for (std::uint32_t i = 0; i < runs_.size(); ++i) {
    const GridRun& run = runs_[i];
    Hole& hole = hole_[root(i)];
    hole.point_count += run.last - run.first + 1;
    const bool at_side = run.row == window.first_row || run.row + 1 == window.end_row || run.first == first_column ||
                         run.last == last_column;
    hole.stays = hole.stays || at_side;
  }
}

/// Where a bit differs from the one before it a run begins or ends.
void HoleFiller::find_runs(const BitGrid& inside, const GridWindow& window, std::uint32_t row) {
  constexpr std::uint32_t kBits = BitGrid::kWordBits;
  const auto words = inside.row(row);
  bool is_outside = false;
  BitGrid::Word before = ~BitGrid::Word{0};
  const auto end_word = static_cast<std::uint32_t>(window.end_word);
  for (auto word = static_cast<std::uint32_t>(window.first_word); word < end_word; ++word) {
    BitGrid::Word changes = words[word] ^ (words[word] << 1U | before >> (kBits - 1));
    before = words[word];
    for (; changes != 0; changes &= changes - 1) {
      const std::uint32_t column = word * kBits + static_cast<std::uint32_t>(std::countr_zero(changes));
      is_outside = !is_outside;
      if (is_outside) {
        runs_.push_back({row, column, 0});
      } else {
        runs_.back().last = column - 1;
      }
    }
  }
  if (is_outside) runs_.back().last = end_word * kBits - 1;
}

void HoleFiller::join_rows(std::uint32_t south, std::uint32_t north) {
  const std::uint32_t first_north = north;
  const auto end = static_cast<std::uint32_t>(runs_.size());
  while (south < first_north && north < end) {
    const GridRun& a = runs_[south];
    const GridRun& b = runs_[north];
    if (a.first <= b.last + 1 && b.first <= a.last + 1) {
      const std::uint32_t one = root(south);
      const std::uint32_t other = root(north);
      (one < other ? parent_[other] : parent_[one]) = one < other ? one : other;
    }
    if (a.last < b.last) {
      ++south;
    } else {
      ++north;
    }
  }
}

}  // namespace trek::access::detail
