#include "trek/geo/rings.hpp"

#include <cstdint>
#include <span>
#include <vector>

#include "support/catch.hpp"

using namespace trek::geo;

TEST_CASE("rings_of: closed lines of parts", "[unit]") {
  using Line = std::vector<std::uint32_t>;
  const auto rings = [](const std::vector<Line>& lines) {
    std::vector<std::span<const std::uint32_t>> spans{lines.begin(), lines.end()};
    return rings_of(spans);
  };
  CHECK(rings({{1, 2, 3, 1}}) == NodeRings{{1, 2, 3}});
  CHECK(rings({{1, 2}, {3, 2}, {3, 4, 1}}) == NodeRings{{1, 2, 3, 4}});
  CHECK(rings({{1, 2, 3, 1}, {5, 6}, {7, 6}, {7, 5}}) == NodeRings{{1, 2, 3}, {5, 6, 7}});
  CHECK(rings({{1, 2}, {2, 3}}).empty());
  CHECK(rings({{1, 2, 3, 1}, {5, 6}}).empty());
  CHECK(rings({{1, 2, 1}}).empty());
}
