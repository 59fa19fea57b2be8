#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/geo/point.hpp"
#include "trek/network/snap.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::access::detail {

/// Where the streets are that take places: a box for every few of them, in the order in which they are numbered, near
/// ones together. Cost: one reading of all shapes.
class EdgeBoxes {
 public:
  EdgeBoxes(const network::StreetGraph& graph, const network::SnapOptions& options);

  /// Calls visit(edge) by ascending number for all edges that take places and may be in the box, and for some more.
  template <class Visit>
  void for_each_near(const geo::Box& box, const Visit& visit) const {
    for (std::size_t group = 0; group < group_.size(); ++group) {
      if (!group_[group].intersects(box)) continue;
      const std::size_t end = std::min(bunch_.size(), (group + 1) * kBunches);
      for (std::size_t bunch = group * kBunches; bunch < end; ++bunch) {
        if (!bunch_[bunch].intersects(box)) continue;
        for (std::uint32_t bits = takes_places_[bunch]; bits != 0; bits &= bits - 1) {
          visit(network::EdgeIdx{static_cast<std::uint32_t>(bunch * kEdges) +
                                 static_cast<std::uint32_t>(std::countr_zero(bits))});
        }
      }
    }
  }
  /// Holds those of these edges that take places, and little more.
  [[nodiscard]] geo::Box bounds(std::span<const std::uint32_t> edges) const;

 private:
  static constexpr std::uint32_t kEdges = 8;   // per bunch
  static constexpr std::size_t kBunches = 64;  // per group

  std::vector<std::uint8_t> takes_places_;  // per bunch: a bit per edge
  std::vector<geo::Box> bunch_;             // of those that take places
  std::vector<geo::Box> group_;
};

}  // namespace trek::access::detail
