#include "trek/access/detail/hole_filler.hpp"

#include <bit>

namespace trek::access::detail {

void HoleFiller::find_holes(const BitGrid& inside) {
  runs_.clear();
  parent_.clear();
  std::uint32_t south = 0;
  for (std::uint32_t row = 0; row < inside.row_count(); ++row) {
    const auto north = static_cast<std::uint32_t>(runs_.size());
    find_runs(inside, row);
    for (auto run = north; run < runs_.size(); ++run) parent_.push_back(run);
    if (row > 0) join_rows(south, north);
    south = north;
  }
  hole_.assign(runs_.size(), {});
  const std::size_t last_column = inside.words_a_row() * BitGrid::kWordBits - 1;
  for (std::uint32_t i = 0; i < runs_.size(); ++i) {
    const GridRun& run = runs_[i];
    Hole& hole = hole_[root(i)];
    hole.point_count += run.last - run.first + 1;
    if (run.row == 0 || run.row + 1 == inside.row_count() || run.first == 0 || run.last == last_column)
      hole.stays = true;
  }
}

/// Where a bit differs from the one before it a run begins or ends.
void HoleFiller::find_runs(const BitGrid& inside, std::uint32_t row) {
  constexpr std::uint32_t kBits = BitGrid::kWordBits;
  const auto words = inside.row(row);
  bool is_outside = false;
  BitGrid::Word before = ~BitGrid::Word{0};
  for (std::uint32_t word = 0; word < words.size(); ++word) {
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
  if (is_outside) runs_.back().last = static_cast<std::uint32_t>(words.size()) * kBits - 1;
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
