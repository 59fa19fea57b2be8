#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trek/geo/detail/crossing_count.hpp"

namespace trek::geo::detail {

/// Edges of one large feature sorted into horizontal slabs of equal height, as compressed rows: whether the feature
/// covers a point takes only the edges of the point's slab.
class Slabs {
 public:
  Slabs(std::vector<Edge> edges, const Box& box);
  [[nodiscard]] bool covers(Point place) const noexcept;

 private:
  [[nodiscard]] std::size_t slab_of(double y_m) const noexcept;
  template <class Visit>
  void for_each_slab(const Edge& edge, Visit&& visit) const;
  [[nodiscard]] std::size_t entry_count() const;
  void fill();

  std::vector<Edge> edges_;
  double min_y_m_ = 0.0;
  double slabs_per_m_ = 0.0;
  std::size_t slab_count_ = 1;
  std::vector<std::size_t> first_;      // slab_count_ + 1
  std::vector<std::uint32_t> entries_;  // edges of slab s: [first_[s], first_[s + 1])
};

}  // namespace trek::geo::detail
