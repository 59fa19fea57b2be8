#include "support/dutch_street_builder.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>
#include <utility>

namespace trek::bench {
namespace {

using geo::Point;

/// Disjoint sets with path halving (Tarjan and van Leeuwen 1984).
class Parts {
 public:
  explicit Parts(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0U); }
  /// Whether they were apart.
  bool join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    parent_[std::max(a, b)] = std::min(a, b);
    return a != b;
  }

 private:
  std::uint32_t root(std::uint32_t a) {
    while (parent_[a] != a) a = parent_[a] = parent_[parent_[a]];
    return a;
  }
  std::vector<std::uint32_t> parent_;
};

}  // namespace

std::uint32_t StreetBuilder::add_vertex(Point place) {
  streets_.place.push_back(place);
  return static_cast<std::uint32_t>(streets_.place.size() - 1);
}

std::uint32_t StreetBuilder::vertex_at(std::uint32_t crossing) {
  const std::uint32_t width = land_.lattice.side() + 1;
  if (vertex_[crossing] == kNone) vertex_[crossing] = add_vertex(land_.place(crossing % width, crossing / width));
  return vertex_[crossing];
}

void StreetBuilder::add(const LatticeStreet& street) {
  const auto row = static_cast<std::uint32_t>(streets_.street.size());
  const std::uint32_t low = std::min(street.from, street.to);
  const std::uint32_t apart = std::max(street.from, street.to) - low;
  (apart <= Lattice::kBlocks ? rightward_ : upward_)[low] = row;
  const std::uint32_t from = vertex_at(street.from);
  streets_.street.push_back(
      {from, vertex_at(street.to), street.road, street.oneway, street.contraflow, street.in_town});
}

void StreetBuilder::join_parts(bool cars_only) {
  Parts parts{streets_.place.size()};
  for (const Street& street : streets_.street) {
    if (!cars_only || is_for_cars(street.road)) parts.join(street.from, street.to);
  }
  for (auto* left_out : {&spare_, &bridges_}) {
    for (const LatticeStreet& street : *left_out) {
      if (cars_only && !is_for_cars(street.road)) continue;
      if (!has_vertex(street.from) || !has_vertex(street.to)) continue;
      if (parts.join(vertex_[street.from], vertex_[street.to])) add(street);
    }
  }
}

void StreetBuilder::reconnect() {
  join_parts(true);
  join_parts(false);
  spare_ = {};
  bridges_ = {};
}

std::uint32_t StreetBuilder::cut(std::uint32_t row, double share) {
  const Point a = place(street(row).from);
  const Point b = place(street(row).to);
  const std::uint32_t vertex = add_vertex({a.x_m + share * (b.x_m - a.x_m), a.y_m + share * (b.y_m - a.y_m)});
  cuts_.push_back({row, share, vertex});
  return vertex;
}

void StreetBuilder::finish_cuts() {
  std::sort(cuts_.begin(), cuts_.end(),
            [](const Cut& a, const Cut& b) { return std::tie(a.row, a.share) < std::tie(b.row, b.share); });
  for (std::size_t begin = 0, end = 0; begin < cuts_.size(); begin = end) {
    const std::uint32_t row = cuts_[begin].row;
    while (end < cuts_.size() && cuts_[end].row == row) ++end;
    const std::uint32_t last = street(row).to;
    streets_.street[row].to = cuts_[begin].vertex;
    for (std::size_t k = begin; k < end; ++k) {
      Street piece = street(row);
      piece.from = cuts_[k].vertex;
      piece.to = k + 1 < end ? cuts_[k + 1].vertex : last;
      streets_.street.push_back(piece);
    }
  }
  cuts_ = {};
}

}  // namespace trek::bench
