#include "trek/network/snap.hpp"
#include "trek/network/build_street_graph.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "trek/core/random.hpp"

namespace {

using namespace trek;
using network::SnapFailure;
using network::StreetGraph;

/// A town of crooked streets: a grid with gaps, so that islands of many sizes come about.
StreetGraph random_town(std::uint64_t seed, std::uint64_t side, double street_share, double no_entry_share = 0.0) {
  core::Random random{seed};
  std::vector<geo::Point> corners;
  for (std::uint64_t i = 0; i < side * side; ++i) {
    corners.push_back({static_cast<double>(i % side) * 100.0 + random.uniform(0.0, 40.0),
                       static_cast<double>(i / side) * 100.0 + random.uniform(0.0, 40.0)});
  }
  std::vector<network::Street> streets;
  const auto add = [&](std::uint64_t a, std::uint64_t b) {
    if (random.uniform() > street_share) return;
    const geo::Point bend{(corners[a].x_m + corners[b].x_m) / 2.0 + random.uniform(-20.0, 20.0),
                          (corners[a].y_m + corners[b].y_m) / 2.0 + random.uniform(-20.0, 20.0)};
    streets.push_back({a, b, {corners[a], bend, corners[b]}, 100, 100, streets.size()});
    if (random.uniform() < no_entry_share) streets.back().flags = network::kNoEntry;
  };
  for (std::uint64_t i = 0; i < side * side; ++i) {
    if (i % side + 1 < side) add(i, i + 1);
    if (i / side + 1 < side) add(i, i + side);
  }
  return network::build_street_graph(model::Mode::foot, std::move(streets));
}

geo::Point on_segment(geo::Point a, geo::Point b, geo::Point p) {
  const double dx = b.x_m - a.x_m;
  const double dy = b.y_m - a.y_m;
  const double t = std::clamp(((p.x_m - a.x_m) * dx + (p.y_m - a.y_m) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  return {a.x_m + t * dx, a.y_m + t * dy};
}

/// Distance to the nearest street that `accept` allows, by looking at all of them.
template <class Accept>
double nearest_m(const StreetGraph& graph, geo::Point place, Accept accept) {
  double best_m = std::numeric_limits<double>::infinity();
  for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
    if (!accept(e)) continue;
    const auto shape = graph.shape(network::EdgeIdx{e});
    for (std::size_t i = 1; i < shape.size(); ++i) {
      best_m = std::min(best_m, geo::distance_m(place, on_segment(shape[i - 1], shape[i], place)));
    }
  }
  return best_m;
}

/// The point at a share of an edge's length, by walking along its shape.
geo::Point walked(const StreetGraph& graph, network::EdgeIdx edge, double share) {
  const auto shape = graph.shape(edge);
  double left_m = 0.0;
  for (std::size_t i = 1; i < shape.size(); ++i) left_m += geo::distance_m(shape[i - 1], shape[i]);
  left_m *= share;
  for (std::size_t i = 1; i < shape.size(); ++i) {
    const double segment_m = geo::distance_m(shape[i - 1], shape[i]);
    if (left_m <= segment_m) {
      const double t = left_m / segment_m;
      return {shape[i - 1].x_m + t * (shape[i].x_m - shape[i - 1].x_m),
              shape[i - 1].y_m + t * (shape[i].y_m - shape[i - 1].y_m)};
    }
    left_m -= segment_m;
  }
  return shape.back();
}

/// Whether the box, or the round rim of `margin_m` about it, holds the place.
bool is_covered(const geo::Box& box, geo::Point p, double margin_m) {
  const geo::Point nearest{std::clamp(p.x_m, box.min_x_m, box.max_x_m), std::clamp(p.y_m, box.min_y_m, box.max_y_m)};
  return geo::distance_m(nearest, p) <= margin_m;
}

TEST_CASE("snap: equals looking at every segment", "[network][property]") {
  const auto seed = GENERATE(range(0U, 50U));
  CAPTURE(seed);
  const auto graph = random_town(seed, 8, 0.55, seed % 2 == 0 ? 0.0 : 0.3);
  network::SnapOptions options;
  options.max_distance = core::Meters{60.0};
  options.min_component_nodes = 5;
  const network::Snapper snapper{graph, options};
  const auto is_small = [&](network::NodeIdx end) {
    const auto component = graph.component[end.value()];
    return component != 0 && graph.component_size[component] < 5;
  };
  const auto no_entry = [&](std::uint32_t e) { return (graph.edge_flags[e] & network::kNoEntry) != 0; };
  const auto is_cut_off = [&](std::uint32_t e) { return is_small(graph.edge_from[e]) || is_small(graph.edge_to[e]); };
  const auto is_island = [&](std::uint32_t e) { return !no_entry(e) && is_cut_off(e); };
  core::Random random{seed, 1};
  for (int i = 0; i < 100; ++i) {
    const geo::Point place{random.uniform(-150.0, 950.0), random.uniform(-150.0, 950.0)};
    const auto snap = snapper.snap(place);
    const double connected_m = nearest_m(graph, place, [&](auto e) { return !no_entry(e) && !is_cut_off(e); });
    const double island_m = nearest_m(graph, place, is_island);
    const double no_entry_m = nearest_m(graph, place, no_entry);
    CAPTURE(place.x_m, place.y_m, connected_m, island_m, no_entry_m);
    if (connected_m <= 60.0) {
      REQUIRE(snap.ok());
      CHECK(snap.distance_m == Approx(connected_m).margin(1e-7));
      CHECK(geo::distance_m(snap.projected, walked(graph, snap.edge, snap.share)) < 1e-6);
      CHECK(geo::distance_m(snap.projected, place) == Approx(snap.distance_m).margin(1e-7));
      CHECK(snap.connector_ds == std::llround(snap.distance_m / (4.8 / 3.6) * 10.0));
    } else if (island_m <= 60.0) {
      CHECK(snap.failure == SnapFailure::island);
      CHECK(snap.distance_m == Approx(island_m).margin(1e-7));
    } else if (no_entry_m <= 60.0) {
      CHECK(snap.failure == SnapFailure::no_entry);
      CHECK(snap.distance_m == Approx(no_entry_m).margin(1e-7));
    } else {
      CHECK(snap.failure == (is_covered(graph.bounds(), place, 60.0) ? SnapFailure::too_far : SnapFailure::outside));
      CHECK_FALSE(snap.edge.valid());
      CHECK(std::isnan(snap.distance_m));
    }
  }
}

TEST_CASE("snap: several threads find what one finds", "[network][property][parallel]") {
  const auto graph = random_town(3, 20, 0.6);
  const network::Snapper snapper{graph};
  core::Random random{4};
  std::vector<geo::Point> places(2000);
  for (auto& place : places) place = {random.uniform(-300.0, 2300.0), random.uniform(-300.0, 2300.0)};
  const auto alone = snapper.snap(places);
  std::vector<std::vector<network::Snap>> found(4);
  {
    std::vector<std::thread> threads;
    for (auto& result : found) threads.emplace_back([&] { result = snapper.snap(places); });
    for (auto& thread : threads) thread.join();
  }
  for (const auto& result : found) {
    REQUIRE(result.size() == alone.size());
    std::size_t different = 0;
    for (std::size_t i = 0; i < alone.size(); ++i) {
      const bool same = result[i].edge == alone[i].edge && result[i].projected == alone[i].projected &&
                        result[i].connector_ds == alone[i].connector_ds && result[i].failure == alone[i].failure;
      if (!same) ++different;
    }
    CHECK(different == 0);
  }
}

}  // namespace
