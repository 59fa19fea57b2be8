#include <cstddef>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "trek/access/detail/hole_filler.hpp"
#include "trek/core/random.hpp"

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name
namespace core = trek::core;
using access::detail::BitGrid;
using access::detail::GridRun;

/// Spots on a grid, more of them or fewer.
BitGrid spots(core::Random& random, std::size_t rows, std::size_t words, double share) {
  BitGrid grid;
  grid.assign(rows, words);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < words * BitGrid::kWordBits; ++column) {
      if (random.uniform() < share) grid.set(column, row);
    }
  }
  return grid;
}

/// One hole after another, flooded point by point.
BitGrid flooded(const BitGrid& inside, std::size_t most, const BitGrid& streets) {
  BitGrid filled = inside;
  BitGrid seen = inside;
  const std::size_t columns = inside.words_a_row() * BitGrid::kWordBits;
  for (std::size_t start = 0; start < columns * inside.row_count(); ++start) {
    if (seen.test(start % columns, start / columns)) continue;
    std::vector<std::pair<std::size_t, std::size_t>> hole{{start % columns, start / columns}};
    seen.set(hole[0].first, hole[0].second);
    bool stays = false;
    for (std::size_t next = 0; next < hole.size(); ++next) {
      const auto [column, row] = hole[next];
      stays = stays || streets.test(column, row) || column == 0 || row == 0 || column + 1 == columns ||
              row + 1 == inside.row_count();
      for (std::size_t r = row == 0 ? 0 : row - 1; r <= row + 1 && r < inside.row_count(); ++r) {
        for (std::size_t c = column == 0 ? 0 : column - 1; c <= column + 1 && c < columns; ++c) {
          if (seen.test(c, r)) continue;
          seen.set(c, r);
          hole.emplace_back(c, r);
        }
      }
    }
    if (stays || hole.size() > most) continue;
    for (const auto& [column, row] : hole) filled.set(column, row);
  }
  return filled;
}

}  // namespace

TEST_CASE("holes: filled as by flooding one after another", "[access][property]") {
  const auto seed = GENERATE(range(0U, 60U));
  CAPTURE(seed);
  core::Random random{seed, 5};
  const BitGrid inside = spots(random, 3 + random.below(60), 1 + random.below(3), random.uniform(0.3, 0.9));
  BitGrid streets = spots(random, inside.row_count(), inside.words_a_row(), 0.02);
  const std::size_t most = random.below(40);
  BitGrid filled = inside;
  access::detail::HoleFiller holes;
  for (int again = 0; again < 2; ++again) {  // what one time leaves behind does not matter to the next
    filled = inside;
    holes.fill(filled, {0, filled.row_count(), 0, filled.words_a_row()}, most, [&](const GridRun& run) {
      for (std::size_t column = run.first; column <= run.last; ++column) {
        if (streets.test(column, run.row)) return true;
      }
      return false;
    });
  }
  const BitGrid expected = flooded(inside, most, streets);
  for (std::size_t row = 0; row < inside.row_count(); ++row) {
    for (std::size_t word = 0; word < inside.words_a_row(); ++word) {
      CHECK(filled.row(row)[word] == expected.row(row)[word]);
    }
  }
}
