#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "trek/geo/detail/orientation.hpp"
#include "trek/geo/spatial_index.hpp"

namespace trek::geo {
namespace {

struct Edge {
  Point from;
  Point to;
};

/// Crossings of a ray to the right, counted exactly.
class CrossingCount {
 public:
  explicit CrossingCount(Point place) noexcept : place_{place} {}
  void add(const Edge& edge) noexcept {
    const auto [low, high] = std::minmax(edge.from.y_m, edge.to.y_m);
    if (!(low <= place_.y_m && place_.y_m <= high)) return;  // also where a coordinate is NaN
    if (place_.x_m > std::max(edge.from.x_m, edge.to.x_m)) return;
    // Lower end counts, upper end does not: a vertex on the ray is crossed once, a peak twice or never.
    const bool crosses = (edge.from.y_m > place_.y_m) != (edge.to.y_m > place_.y_m);
    if (place_.x_m < std::min(edge.from.x_m, edge.to.x_m)) {
      inside_ ^= crosses;
      return;
    }
    const int side = detail::orientation(edge.from, edge.to, place_);
    if (side == 0) on_edge_ = true;
    // Left of an edge that goes up, or right of one that goes down, the ray meets it.
    if (crosses) inside_ ^= (side > 0) == (edge.to.y_m > edge.from.y_m);
  }
  [[nodiscard]] bool covered() const noexcept { return on_edge_ || inside_; }

 private:
  Point place_;
  bool inside_ = false;
  bool on_edge_ = false;
};

/// Edges of one large feature sorted into horizontal slabs of equal height, as compressed rows.
class Slabs {
 public:
  Slabs() = default;
  Slabs(std::vector<Edge> edges, const Box& box) : edges_{std::move(edges)}, min_y_m_{box.min_y_m} {
    // Tall edges fall into many slabs; fewer slabs keep memory within a few times the edges.
    for (slab_count_ = edges_.size() / 4; slab_count_ > 1; slab_count_ /= 2) {
      slabs_per_m_ = static_cast<double>(slab_count_) / (box.max_y_m - box.min_y_m);
      if (entry_count() <= 8 * edges_.size()) break;
    }
    fill();
  }
  [[nodiscard]] bool empty() const noexcept { return edges_.empty(); }
  [[nodiscard]] bool covers(Point place) const noexcept {
    CrossingCount count{place};
    const std::size_t slab = slab_of(place.y_m);
    for (std::size_t i = first_[slab]; i < first_[slab + 1]; ++i) count.add(edges_[entries_[i]]);
    return count.covered();
  }

 private:
  /// Never decreasing in y, so that an edge lies in every slab between those of its ends.
  [[nodiscard]] std::size_t slab_of(double y_m) const noexcept {
    const double slab = (y_m - min_y_m_) * slabs_per_m_;
    if (!(slab > 0.0)) return 0;  // also NaN, of a feature without height
    const auto last = slab_count_ - 1;
    return slab < static_cast<double>(last) ? static_cast<std::size_t>(slab) : last;
  }
  template <class Visit>
  void for_each_slab(const Edge& edge, Visit&& visit) const {
    const auto [low, high] = std::minmax(edge.from.y_m, edge.to.y_m);
    for (std::size_t slab = slab_of(low); slab <= slab_of(high); ++slab) visit(slab);
  }
  [[nodiscard]] std::size_t entry_count() const {
    std::size_t count = 0;
    for (const auto& edge : edges_) {
      const auto [low, high] = std::minmax(edge.from.y_m, edge.to.y_m);
      count += slab_of(high) - slab_of(low) + 1;
    }
    return count;
  }
  void fill() {
    first_.assign(slab_count_ + 1, 0);
    for (const auto& edge : edges_) for_each_slab(edge, [this](std::size_t slab) { ++first_[slab + 1]; });
    for (std::size_t slab = 0; slab < slab_count_; ++slab) first_[slab + 1] += first_[slab];
    entries_.resize(first_.back());
    std::vector<std::size_t> next{first_.begin(), first_.end() - 1};
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      for_each_slab(edges_[e], [&](std::size_t slab) { entries_[next[slab]++] = static_cast<std::uint32_t>(e); });
    }
  }

  std::vector<Edge> edges_;
  double min_y_m_ = 0.0;
  double slabs_per_m_ = 0.0;
  std::size_t slab_count_ = 1;
  std::vector<std::size_t> first_;      // slab_count_ + 1
  std::vector<std::uint32_t> entries_;  // edges of slab s: [first_[s], first_[s + 1])
};

constexpr std::size_t kLargeEdgeCount = 64;  // below, running along all edges is as fast

template <class Visit>
void for_each_edge(const PolygonColumn& polygons, std::size_t row, Visit&& visit) {
  for (std::size_t r = 0; r < polygons.ring_count(row); ++r) {
    const auto ring = polygons.ring(row, r);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) visit(Edge{ring[i], ring[i + 1]});
  }
}

bool has_only_finite_points(const PolygonColumn& polygons, std::size_t row) {
  bool finite = true;
  for_each_edge(polygons, row, [&finite](const Edge& edge) {
    finite = finite && std::isfinite(edge.from.x_m) && std::isfinite(edge.from.y_m) && std::isfinite(edge.to.x_m) &&
             std::isfinite(edge.to.y_m);
  });
  return finite;
}

/// Slabs of a feature with many edges; none for a small one.
Slabs slabs_of(const PolygonColumn& polygons, std::size_t row) {
  std::vector<Edge> edges;
  for_each_edge(polygons, row, [&edges](const Edge& edge) { edges.push_back(edge); });
  if (edges.size() < kLargeEdgeCount) return {};
  return {std::move(edges), polygons.box(row)};
}

/// A feature with a point that is not finite covers nothing: its box is left empty.
std::vector<Box> boxes_of(const PolygonColumn& polygons) {
  std::vector<Box> boxes(polygons.size());
  for (std::size_t row = 0; row < polygons.size(); ++row) {
    if (has_only_finite_points(polygons, row)) boxes[row] = polygons.box(row);
  }
  return boxes;
}

}  // namespace

struct PolygonLocator::State {
  const PolygonColumn* polygons;
  BoxIndex boxes;
  std::vector<std::uint32_t> slabs_of_row;  // one more than the place in `slabs`; 0: none
  std::vector<Slabs> slabs;

  explicit State(const PolygonColumn& column) : polygons{&column}, boxes{boxes_of(column)} {
    slabs_of_row.resize(column.size(), 0);
    for (std::size_t row = 0; row < column.size(); ++row) {
      Slabs made = slabs_of(column, row);
      if (made.empty()) continue;
      slabs.push_back(std::move(made));
      slabs_of_row[row] = static_cast<std::uint32_t>(slabs.size());
    }
  }
  [[nodiscard]] std::vector<std::uint32_t> candidates(Point place) const {
    return boxes.intersecting({place.x_m, place.y_m, place.x_m, place.y_m});
  }
  [[nodiscard]] bool covers(std::uint32_t row, Point place) const {
    if (slabs_of_row[row] > 0) return slabs[slabs_of_row[row] - 1].covers(place);
    CrossingCount count{place};
    for_each_edge(*polygons, row, [&](const Edge& edge) { count.add(edge); });
    return count.covered();
  }
};

PolygonLocator::PolygonLocator(const PolygonColumn& polygons) : state_{std::make_unique<State>(polygons)} {}
PolygonLocator::~PolygonLocator() = default;
PolygonLocator::PolygonLocator(PolygonLocator&&) noexcept = default;
PolygonLocator& PolygonLocator::operator=(PolygonLocator&&) noexcept = default;

std::optional<std::uint32_t> PolygonLocator::find(Point place) const {
  for (const std::uint32_t row : state_->candidates(place))
    if (state_->covers(row, place)) return row;
  return std::nullopt;
}

std::vector<std::uint32_t> PolygonLocator::all(Point place) const {
  std::vector<std::uint32_t> rows = state_->candidates(place);
  std::erase_if(rows, [&](std::uint32_t row) { return !state_->covers(row, place); });
  return rows;
}

}  // namespace trek::geo
