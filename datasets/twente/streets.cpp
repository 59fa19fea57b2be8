#include "twente/streets.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <queue>

#include "trek/core/random.hpp"
#include "twente/streams.hpp"

namespace trek::datasets {
namespace {

using core::Random;
using geo::Point;

constexpr double kTownBendSpacing_m = 40.0;
constexpr double kCountryBendSpacing_m = 62.0;

class DisjointSets {
 public:
  explicit DisjointSets(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0U); }
  std::uint32_t root(std::uint32_t row) {
    while (parent_[row] != row) row = parent_[row] = parent_[parent_[row]];
    return row;
  }
  bool join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    parent_[std::max(a, b)] = std::min(a, b);
    return a != b;
  }

 private:
  std::vector<std::uint32_t> parent_;
};

/// Kruskal's spanning tree, with lengths blurred so that the tree does not follow the shortest links everywhere.
std::vector<bool> spanning_tree(const std::vector<Link>& links, std::size_t junction_count, Random& random) {
  std::vector<double> cost(links.size());
  for (std::size_t i = 0; i < links.size(); ++i) cost[i] = links[i].length_m * random.uniform(0.7, 1.3);
  std::vector<std::size_t> order(links.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return cost[i]; });
  std::vector<bool> tree(links.size(), false);
  DisjointSets sets{junction_count};
  for (const auto i : order) tree[i] = sets.join(links[i].from, links[i].to);
  return tree;
}

/// A link becomes a street, a path, or nothing.
struct Plan {
  Link link;
  Road road = Road::residential;
  std::int32_t town = -1;
  bool tree = false;
};

bool is_carriageway(Road road) { return road <= Road::living_street; }

/// What a link that the tree does not need turns into.
std::optional<Road> spare_road(bool in_town, Zone zone, Random& random) {
  const double draw = random.uniform();
  if (!in_town) {
    if (draw < 0.56) return Road::unclassified;
    if (draw < 0.72) return Road::track;
    if (draw < 0.77) return Road::cycleway;
    return std::nullopt;
  }
  if (zone == Zone::centre) {
    if (draw < 0.35) return Road::pedestrian;
    if (draw < 0.85) return Road::residential;
  }
  if (zone == Zone::park)
    return draw < 0.7 ? std::optional{draw < 0.45 ? Road::footway : Road::cycleway} : std::nullopt;
  if (draw < 0.76) return Road::residential;
  if (draw < 0.84) return Road::footway;
  if (draw < 0.90) return Road::cycleway;
  return std::nullopt;
}

std::vector<Plan> plans(const std::vector<Town>& towns, const Junctions& junctions, Random& random) {
  const auto links = links_between(junctions);
  const auto tree = spanning_tree(links, junctions.place.size(), random);
  std::vector<Plan> result;
  for (std::size_t i = 0; i < links.size(); ++i) {
    const auto town = junctions.town[links[i].from] == junctions.town[links[i].to] ? junctions.town[links[i].from] : -1;
    const Point a = junctions.place[links[i].from];
    const Point b = junctions.place[links[i].to];
    const Point middle{0.5 * (a.x_m + b.x_m), 0.5 * (a.y_m + b.y_m)};
    const Zone zone = town < 0 ? Zone::suburb : towns[static_cast<std::size_t>(town)].zone_at(middle);
    const auto spare = spare_road(town >= 0, zone, random);
    if (tree[i]) {
      result.push_back({links[i], town < 0 ? Road::unclassified : Road::residential, town, true});
    } else if (spare) {
      result.push_back({links[i], *spare, town, false});
    }
  }
  return result;
}

/// Ways between junctions for Dijkstra: plans at each junction.
std::vector<std::vector<std::uint32_t>> plans_at(const std::vector<Plan>& plans, std::size_t junction_count) {
  std::vector<std::vector<std::uint32_t>> result(junction_count);
  for (std::uint32_t i = 0; i < plans.size(); ++i) {
    if (!is_carriageway(plans[i].road)) continue;
    result[plans[i].link.from].push_back(i);
    result[plans[i].link.to].push_back(i);
  }
  return result;
}

/// The plans on the cheapest way (Dijkstra); roads that already are main ones attract.
std::vector<std::uint32_t> cheapest_way(const std::vector<Plan>& plans,
                                        const std::vector<std::vector<std::uint32_t>>& at, std::uint32_t from,
                                        std::uint32_t to) {
  constexpr std::uint32_t kNone = 0xFFFFFFFF;
  std::vector<double> cost(at.size(), 1e18);
  std::vector<std::uint32_t> via(at.size(), kNone);
  std::priority_queue<std::pair<double, std::uint32_t>, std::vector<std::pair<double, std::uint32_t>>, std::greater<>>
      queue;
  cost[from] = 0.0;
  queue.emplace(0.0, from);
  while (!queue.empty()) {
    const auto [reached, node] = queue.top();
    queue.pop();
    if (node == to) break;
    if (reached > cost[node]) continue;
    for (const auto i : at[node]) {
      const auto& plan = plans[i];
      const auto next = plan.link.from == node ? plan.link.to : plan.link.from;
      const double onward = reached + plan.link.length_m * (plan.road <= Road::tertiary ? 0.6 : 1.0);
      if (onward >= cost[next]) continue;
      cost[next] = onward;
      via[next] = i;
      queue.emplace(onward, next);
    }
  }
  std::vector<std::uint32_t> way;
  for (auto node = to; node != from && via[node] != kNone;) {
    way.push_back(via[node]);
    const auto& link = plans[via[node]].link;
    node = link.from == node ? link.to : link.from;
  }
  return way;
}

/// Pairs of towns that no third lies between, large ones first.
std::vector<std::pair<std::size_t, std::size_t>> neighbouring_towns(const std::vector<Town>& towns) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t a = 0; a < towns.size(); ++a) {
    for (std::size_t b = a + 1; b < towns.size(); ++b) {
      const Point middle{0.5 * (towns[a].centre.x_m + towns[b].centre.x_m),
                         0.5 * (towns[a].centre.y_m + towns[b].centre.y_m)};
      const double radius_m = 0.5 * geo::distance_m(towns[a].centre, towns[b].centre);
      const bool between = std::ranges::any_of(towns, [&](const Town& other) {
        return &other != &towns[a] && &other != &towns[b] && geo::distance_m(other.centre, middle) < radius_m;
      });
      if (!between) pairs.emplace_back(a, b);
    }
  }
  std::ranges::stable_sort(pairs, std::greater{}, [&](const auto& pair) {
    return std::min(towns[pair.first].inhabitants, towns[pair.second].inhabitants);
  });
  return pairs;
}

void raise_main_roads(std::vector<Plan>& plans, const std::vector<Town>& towns, const Junctions& junctions) {
  const auto at = plans_at(plans, junctions.place.size());
  for (const auto& [a, b] : neighbouring_towns(towns)) {
    const bool large = std::min(towns[a].inhabitants, towns[b].inhabitants) > 7000;
    for (const auto i : cheapest_way(plans, at, junctions.town_centre[a], junctions.town_centre[b])) {
      plans[i].road = std::min(plans[i].road, large ? Road::secondary : Road::tertiary);
    }
  }
}

/// Nodes from one junction to the other, on a gentle curve.
std::vector<std::uint32_t> bent(StreetMap& map, const Plan& plan, Random& random) {
  const bool in_town = plan.town >= 0;
  const Point a = map.nodes[plan.link.from];
  const Point b = map.nodes[plan.link.to];
  const double length_m = plan.link.length_m;
  const auto bends = static_cast<int>(length_m / (in_town ? kTownBendSpacing_m : kCountryBendSpacing_m));
  const double bow_m = random.uniform(-1.0, 1.0) * length_m * (in_town ? 0.035 : 0.07);
  const double sway_m = random.uniform(-1.0, 1.0) * length_m * (in_town ? 0.015 : 0.035);
  std::vector<std::uint32_t> nodes{plan.link.from};
  for (int i = 1; i <= bends; ++i) {
    const double t = static_cast<double>(i) / (bends + 1);
    const double off_m = bow_m * std::sin(std::numbers::pi * t) + sway_m * std::sin(2 * std::numbers::pi * t);
    nodes.push_back(map.add_node({a.x_m + t * (b.x_m - a.x_m) - off_m * (b.y_m - a.y_m) / length_m,
                                  a.y_m + t * (b.y_m - a.y_m) + off_m * (b.x_m - a.x_m) / length_m}));
  }
  nodes.push_back(plan.link.to);
  return nodes;
}

Street street_of(StreetMap& map, const Plan& plan, const std::vector<Town>& towns, Random& random) {
  Street street;
  street.nodes = bent(map, plan, random);
  street.road = plan.road;
  street.town = plan.town;
  street.tree = plan.tree;
  if (plan.town < 0 || plan.tree || plan.road != Road::residential) return street;
  const Zone zone =
      towns[static_cast<std::size_t>(plan.town)].zone_at(map.nodes[street.nodes[street.nodes.size() / 2]]);
  const double draw = random.uniform();
  if (draw < (zone == Zone::centre ? 0.45 : 0.04)) {
    street.oneway = true;
    street.contraflow = random.uniform() < 0.8;
  } else if (draw < 0.16 && zone == Zone::suburb) {
    street.road = Road::living_street;
  } else if (draw > 0.985 && street.nodes.size() > 2) {
    map.marks[street.nodes[street.nodes.size() / 2]] = NodeMark::bollard;
  }
  return street;
}

}  // namespace

void draw_streets(StreetMap& map, const std::vector<Town>& towns, const Junctions& junctions, std::uint64_t seed) {
  Random random{seed, stream(Stage::streets)};
  auto all = plans(towns, junctions, random);
  raise_main_roads(all, towns, junctions);
  for (const auto place : junctions.place) map.add_node(place);
  for (const auto& plan : all) map.streets.push_back(street_of(map, plan, towns, random));
}

StreetMap street_map(const std::vector<Town>& towns, const LabelGrid& region, std::uint64_t seed) {
  StreetMap map;
  draw_streets(map, towns, junctions(towns, region, seed), seed);
  name_streets(map, seed);
  draw_highways(map, towns, region, seed);
  return map;
}

}  // namespace trek::datasets
