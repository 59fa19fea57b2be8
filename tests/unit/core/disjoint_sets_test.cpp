#include "trek/core/disjoint_sets.hpp"

#include <random>

#include "support/catch.hpp"

using trek::core::DisjointSets;

TEST_CASE("DisjointSets: the lowest member stands for its set, however it was joined", "[core][unit]") {
  DisjointSets sets{6};
  CHECK(sets.find(3) == 3);
  sets.join(5, 3);
  sets.join(4, 5);  // 3 4 5
  sets.join(1, 0);  // 0 1
  CHECK(sets.find(4) == 3);
  CHECK(sets.find(5) == 3);
  CHECK(sets.find(1) == 0);
  CHECK(sets.find(2) == 2);
  sets.join(1, 4);
  for (const std::uint32_t member : {0U, 1U, 3U, 4U, 5U}) CHECK(sets.find(member) == 0);
  CHECK(sets.find(2) == 2);
}

TEST_CASE("DisjointSets: as labels that spread over all pairs", "[core][property]") {
  const auto seed = GENERATE(range(0U, 50U));
  CAPTURE(seed);
  std::mt19937 random{seed};
  const auto below = [&](std::uint32_t end) { return static_cast<std::uint32_t>(random() % end); };
  const std::uint32_t count = 1 + below(40);
  DisjointSets sets{count};
  std::vector<std::uint32_t> label(count);
  std::iota(label.begin(), label.end(), 0U);
  for (std::uint32_t joins = below(count); joins > 0; --joins) {
    const std::uint32_t a = below(count);
    const std::uint32_t b = below(count);
    sets.join(a, b);
    const std::uint32_t low = std::min(label[a], label[b]);
    const std::uint32_t high = std::max(label[a], label[b]);
    std::replace(label.begin(), label.end(), high, low);
  }
  for (std::uint32_t member = 0; member < count; ++member) CHECK(sets.find(member) == label[member]);
}
