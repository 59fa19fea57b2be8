#include "trek/geo/detail/slabs.hpp"

#include <algorithm>
#include <utility>

namespace trek::geo::detail {

Slabs::Slabs(std::vector<Edge> edges, const Box& box) : edges_{std::move(edges)}, min_y_m_{box.min_y_m} {
  // Tall edges fall into many slabs; fewer slabs keep memory within a few times the edges.
  for (slab_count_ = edges_.size() / 4; slab_count_ > 1; slab_count_ /= 2) {
    slabs_per_m_ = static_cast<double>(slab_count_) / (box.max_y_m - box.min_y_m);
    if (entry_count() <= 8 * edges_.size()) break;
  }
  fill();
}

bool Slabs::covers(Point place) const noexcept {
  CrossingCount count{place};
  const std::size_t slab = slab_of(place.y_m);
  for (std::size_t i = first_[slab]; i < first_[slab + 1]; ++i) {
    const Edge& edge = edges_[entries_[i]];
    count.add(edge.from, edge.to);
  }
  return count.covered();
}

/// Never decreasing in y, so that an edge lies in every slab between those of its ends.
std::size_t Slabs::slab_of(double y_m) const noexcept {
  const double slab = (y_m - min_y_m_) * slabs_per_m_;
  if (!(slab > 0.0)) return 0;  // also NaN, of a feature without height
  const auto last = slab_count_ - 1;
  return slab < static_cast<double>(last) ? static_cast<std::size_t>(slab) : last;
}

template <class Visit>
void Slabs::for_each_slab(const Edge& edge, Visit&& visit) const {
  const auto [low, high] = std::minmax(edge.from.y_m, edge.to.y_m);
  for (std::size_t slab = slab_of(low); slab <= slab_of(high); ++slab) visit(slab);
}

std::size_t Slabs::entry_count() const {
  std::size_t count = 0;
  for (const auto& edge : edges_) {
    const auto [low, high] = std::minmax(edge.from.y_m, edge.to.y_m);
    count += slab_of(high) - slab_of(low) + 1;
  }
  return count;
}

void Slabs::fill() {
  first_.assign(slab_count_ + 1, 0);
  for (const auto& edge : edges_) for_each_slab(edge, [this](std::size_t slab) { ++first_[slab + 1]; });
  for (std::size_t slab = 0; slab < slab_count_; ++slab) first_[slab + 1] += first_[slab];
  entries_.resize(first_.back());
  std::vector<std::size_t> next{first_.begin(), first_.end() - 1};
  for (std::size_t e = 0; e < edges_.size(); ++e) {
    for_each_slab(edges_[e], [&](std::size_t slab) { entries_[next[slab]++] = static_cast<std::uint32_t>(e); });
  }
}

}  // namespace trek::geo::detail
