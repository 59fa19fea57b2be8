#include "support/dutch_roads.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>
#include <utility>

namespace trek::bench {
namespace {

using geo::Point;

constexpr double kDetour = 0.7;        // a new road, against the straight line, at its best
constexpr double kSharedRoad = 0.5;    // using a road that is there, against building one
constexpr double kBridgeCells = 12.0;  // a new bridge costs as much as this many cells of road
constexpr double kMotorwayStep_m = 500.0;
constexpr std::size_t kShortestMotorway = 5;  // steps
enum Purpose : std::uint64_t { road_cost = 300, motorway_bend };

// ---- Which towns are joined

/// The `wanted` nearest of the first `count` towns, other than `town` itself.
std::vector<std::size_t> nearest_towns(const std::vector<Town>& towns, std::size_t town, std::size_t count,
                                       std::size_t wanted) {
  std::vector<std::pair<double, std::size_t>> others;
  for (std::size_t t = 0; t < count; ++t) {
    if (t != town) others.emplace_back(geo::distance_m(towns[t].centre, towns[town].centre), t);
  }
  wanted = std::min(wanted, others.size());
  std::partial_sort(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(wanted), others.end());
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < wanted; ++i) rows.push_back(others[i].second);
  return rows;
}

Road road_between(std::size_t smaller, std::size_t town_count) noexcept {
  const double rank = static_cast<double>(smaller) / static_cast<double>(town_count);
  if (rank < 0.12) return Road::primary;
  return rank < 0.5 ? Road::secondary : Road::tertiary;
}

// ---- Paths along the coarse lattice

/// One search after another over the same lattice; what a search touched it puts back.
class RoadBuilder {
 public:
  RoadBuilder(const Landscape& land, MainRoads& roads)
      : land_{land},
        roads_{roads},
        cost_(land.lattice.corner_count(), kUnreached),
        before_(land.lattice.corner_count(), 0) {}

  void join(std::uint32_t from, std::uint32_t to, Road road) {
    search(from, to);
    for (std::uint32_t at = to; at != from; at = before_[at]) {
      Road& built = road_of(std::min(at, before_[at]), std::max(at, before_[at]));
      built = std::min(built, road);
    }
    for (const std::uint32_t corner : touched_) cost_[corner] = kUnreached;
    touched_.clear();
  }

 private:
  static constexpr double kUnreached = std::numeric_limits<double>::infinity();
  using Step = std::pair<double, std::uint32_t>;  // cost with the rest estimated, corner

  [[nodiscard]] std::uint32_t column(std::uint32_t corner) const { return corner % (land_.lattice.cell_count + 1); }
  [[nodiscard]] std::uint32_t line(std::uint32_t corner) const { return corner / (land_.lattice.cell_count + 1); }
  Road& road_of(std::uint32_t low, std::uint32_t high) {
    return high == low + 1 ? roads_.rightward[low] : roads_.upward[low];
  }
  [[nodiscard]] std::uint32_t crossing(std::uint32_t corner) const {
    return land_.lattice.crossing(column(corner) * Lattice::kBlocks, line(corner) * Lattice::kBlocks);
  }

  double step_cost(std::uint32_t at, std::uint32_t next) {
    const std::uint32_t low = std::min(at, next);
    const std::uint32_t high = std::max(at, next);
    if (road_of(low, high) != Road::footway) return kSharedRoad;
    const double plain = 0.8 + 0.5 * chance_.of(std::uint64_t{low} * 2 + (high == low + 1 ? 1 : 0), road_cost);
    return plain + (land_.is_water_between(crossing(low), crossing(high)) ? kBridgeCells : 0.0);
  }
  [[nodiscard]] double rest(std::uint32_t corner, std::uint32_t to) const {
    const auto apart = [](std::uint32_t p, std::uint32_t q) { return static_cast<double>(p > q ? p - q : q - p); };
    return kDetour * (apart(column(corner), column(to)) + apart(line(corner), line(to)));
  }
  template <class Visit>
  void each_neighbour(std::uint32_t at, Visit visit) const {
    const std::uint32_t last = land_.lattice.cell_count;
    if (column(at) > 0) visit(at - 1);
    if (column(at) < last) visit(at + 1);
    if (line(at) > 0) visit(at - (last + 1));
    if (line(at) < last) visit(at + (last + 1));
  }
  void reach(std::uint32_t corner, double cost, std::uint32_t before) {
    if (cost_[corner] == kUnreached) touched_.push_back(corner);
    cost_[corner] = cost;
    before_[corner] = before;
  }

  /// A* (Hart, Nilsson and Raphael 1968); where roads are shared the estimate is too high, and the path merely good.
  void search(std::uint32_t from, std::uint32_t to) {
    std::priority_queue<Step, std::vector<Step>, std::greater<>> open;
    reach(from, 0.0, from);
    open.emplace(rest(from, to), from);
    while (!open.empty()) {
      const auto [estimate, at] = open.top();
      open.pop();
      if (at == to) return;
      if (estimate > cost_[at] + rest(at, to)) continue;
      each_neighbour(at, [&, at = at](std::uint32_t next) {
        const double cost = cost_[at] + step_cost(at, next);
        if (cost >= cost_[next]) return;
        reach(next, cost, at);
        open.emplace(cost + rest(next, to), next);
      });
    }
  }

  const Landscape& land_;
  MainRoads& roads_;
  Chance chance_{land_.seed};
  std::vector<double> cost_;
  std::vector<std::uint32_t> before_;
  std::vector<std::uint32_t> touched_;
};

std::uint32_t corner_near(const Lattice& lattice, Point plan) noexcept {
  const auto line = [&](double at_m) {
    return std::min(static_cast<std::uint32_t>(std::lround(std::max(at_m, 0.0) / Lattice::kCell_m)),
                    lattice.cell_count);
  };
  return lattice.corner(line(plan.x_m), line(plan.y_m));
}

// ---- Straightening

/// Sums of the places of each corner's neighbours along the roads.
struct Neighbours {
  std::vector<Point> sum;
  std::vector<std::uint8_t> count;

  void add(const std::vector<Point>& place, std::uint32_t a, std::uint32_t b) {
    for (const auto& [one, other] : {std::pair{a, b}, std::pair{b, a}}) {
      sum[one].x_m += place[other].x_m;
      sum[one].y_m += place[other].y_m;
      ++count[one];
    }
  }
};

/// Paths along a lattice are stairs; a corner that moves halfway to the middle of its neighbours makes them a road.
void straighten(Landscape& land, const MainRoads& roads) {
  const Lattice& lattice = land.lattice;
  Neighbours near{std::vector<Point>(lattice.corner_count()), std::vector<std::uint8_t>(lattice.corner_count(), 0)};
  for (std::uint32_t b = 0; b <= lattice.cell_count; ++b) {
    for (std::uint32_t a = 0; a <= lattice.cell_count; ++a) {
      const std::uint32_t at = lattice.corner(a, b);
      if (roads.rightward[at] != Road::footway) near.add(land.corner_place, at, at + 1);
      if (roads.upward[at] != Road::footway) near.add(land.corner_place, at, lattice.corner(a, b + 1));
    }
  }
  for (std::size_t at = 0; at < near.sum.size(); ++at) {
    if (near.count[at] < 2) continue;
    Point& place = land.corner_place[at];
    place.x_m = 0.5 * (place.x_m + near.sum[at].x_m / near.count[at]);
    place.y_m = 0.5 * (place.y_m + near.sum[at].y_m / near.count[at]);
  }
}

// ---- Motorways

/// From the edge of one town to that of another, in one long bend.
Motorway motorway_between(const Town& from, const Town& to, double bend) {
  const double apart_m = geo::distance_m(from.centre, to.centre);
  const Point along{(to.centre.x_m - from.centre.x_m) / apart_m, (to.centre.y_m - from.centre.y_m) / apart_m};
  const double begin_m = 0.8 * from.radius_m;
  const double length_m = apart_m - begin_m - 0.8 * to.radius_m;
  const auto count = static_cast<std::size_t>(std::max(4.0, length_m / kMotorwayStep_m));
  Motorway motorway;
  for (std::size_t k = 0; k <= count; ++k) {
    const double share = static_cast<double>(k) / static_cast<double>(count);
    const double at_m = begin_m + share * length_m;
    const double aside_m = bend * 0.12 * length_m * share * (1.0 - share) * 4.0;
    motorway.line.push_back({from.centre.x_m + along.x_m * at_m - along.y_m * aside_m,
                             from.centre.y_m + along.y_m * at_m + along.x_m * aside_m});
  }
  return motorway;
}

}  // namespace

MainRoads build_main_roads(Landscape& land) {
  MainRoads roads;
  roads.rightward.assign(land.lattice.corner_count(), Road::footway);
  roads.upward.assign(land.lattice.corner_count(), Road::footway);
  RoadBuilder builder{land, roads};
  for (std::size_t town = 1; town < land.towns.size(); ++town) {
    auto others = nearest_towns(land.towns, town, town, 2);
    const auto nearest = nearest_towns(land.towns, town, land.towns.size(), 2);
    others.insert(others.end(), nearest.begin(), nearest.end());
    for (const std::size_t other : others) {
      builder.join(corner_near(land.lattice, land.towns[town].centre),
                   corner_near(land.lattice, land.towns[other].centre),
                   road_between(std::max(town, other), land.towns.size()));
    }
  }
  for (int round = 0; round < 4; ++round) straighten(land, roads);
  return roads;
}

std::vector<Motorway> build_motorways(const Landscape& land) {
  const std::size_t large_count = std::min(land.towns.size(), 2 + land.towns.size() / 30);
  const Chance chance{land.seed};
  std::vector<Motorway> motorways;
  for (std::size_t town = 1; town < large_count; ++town) {
    for (const std::size_t other : nearest_towns(land.towns, town, town, 2)) {
      const double bend = chance.either_way(town * large_count + other, motorway_bend);
      const Motorway motorway = motorway_between(land.towns[town], land.towns[other], bend);
      if (motorway.line.size() > kShortestMotorway) motorways.push_back(motorway);
    }
  }
  return motorways;
}

}  // namespace trek::bench
