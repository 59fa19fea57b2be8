#include "trek/geo/rings.hpp"

#include <cstddef>
#include <utility>

namespace trek::geo {

NodeRings rings_of(const std::vector<std::span<const std::uint32_t>>& lines) {
  NodeRings rings;
  std::vector<bool> used(lines.size(), false);
  const auto find_next = [&](std::uint32_t end) {
    std::size_t next = 0;
    while (next < lines.size() && (used[next] || (lines[next].front() != end && lines[next].back() != end))) ++next;
    return next;
  };
  for (std::size_t first = 0; first < lines.size(); ++first) {
    if (used[first]) continue;
    used[first] = true;
    std::vector<std::uint32_t> ring{lines[first].begin(), lines[first].end()};
    while (ring.back() != ring.front()) {
      const std::size_t next = find_next(ring.back());
      if (next == lines.size()) return {};
      used[next] = true;
      const bool forward = lines[next].front() == ring.back();
      forward ? ring.insert(ring.end(), lines[next].begin() + 1, lines[next].end())
              : ring.insert(ring.end(), lines[next].rbegin() + 1, lines[next].rend());
    }
    ring.pop_back();
    if (ring.size() < 3) return {};
    rings.push_back(std::move(ring));
  }
  return rings;
}

}  // namespace trek::geo
