#include <fmt/format.h>

#include <vector>

#include "access_bench.hpp"
#include "bench/support/timing.hpp"
#include "boost_segments.hpp"
#include "trek/core/random.hpp"
#include "trek/network/snap.hpp"

namespace trek::bench {
namespace {

using ::bench::require;

std::vector<geo::Segment> segments_of(const network::StreetGraph& graph) {
  std::vector<geo::Segment> segments;
  for (std::uint32_t edge = 0; edge < graph.edge_count(); ++edge) {
    const auto shape = graph.shape(network::EdgeIdx{edge});
    for (std::size_t i = 0; i + 1 < shape.size(); ++i) segments.push_back({shape[i], shape[i + 1]});
  }
  return segments;
}

/// As addresses lie: beside streets, some at a junction, a few out in the fields; in no order.
std::vector<geo::Point> addresses(const network::StreetGraph& graph, std::size_t count) {
  core::Random random{11};
  const geo::Box bounds = graph.bounds();
  std::vector<geo::Point> places(count);
  for (geo::Point& place : places) {
    const auto shape = graph.shape(network::EdgeIdx{static_cast<std::uint32_t>(random.below(graph.edge_count()))});
    const std::uint64_t kind = random.below(20);
    place = shape[random.below(shape.size())];
    if (kind > 1) place = {place.x_m + random.uniform(-40.0, 40.0), place.y_m + random.uniform(-40.0, 40.0)};
    if (kind == 1) {
      place = {random.uniform(bounds.min_x_m - 500.0, bounds.max_x_m + 500.0),
               random.uniform(bounds.min_y_m - 500.0, bounds.max_y_m + 500.0)};
    }
  }
  return places;
}

constexpr double kLimit_m = 250.0;

void check_nearest(const geo::SegmentIndex& own, const BoostSegments& boost, const std::vector<geo::Point>& places) {
  for (const geo::Point place : places) {
    const auto hit = own.find_nearest(place, kLimit_m);
    require((hit ? hit->row : BoostSegments::kNone) == boost.nearest(place, kLimit_m), "the nearest segment");
  }
}

}  // namespace

void measure_placing(Report& report, const network::ModeNetwork& one, double goal_us) {
  const auto segments = segments_of(one.graph);
  const auto places = addresses(one.graph, 145'000);
  const geo::SegmentIndex own{segments};
  const BoostSegments boost{segments};
  check_nearest(own, boost, places);

  const auto built = ::bench::interleaved(
      report.runs(), [&] { ::bench::keep(geo::SegmentIndex{segments}); },
      [&] { ::bench::keep(BoostSegments{segments}); });
  report.add({fmt::format("index of {} pieces of street, 1 thread", segments.size()), built.own_s, "s", "Boost R-tree",
              built.baseline_s, built.ratio, ::bench::at_least_times(1.0)});

  const double us_a_place = 1e6 / static_cast<double>(places.size());
  const network::Snapper snapper{one.graph};
  const auto placed = ::bench::interleaved(
      report.runs(), [&] { ::bench::keep(snapper.snap(places)); },
      [&] {
        std::uint64_t sum = 0;
        for (const geo::Point place : places) sum += boost.nearest(place, kLimit_m);
        ::bench::keep(sum);
      });
  const std::string task =
      fmt::format("{} addresses placed on streets of {} junctions, 1 thread", places.size(), one.graph.node_count());
  report.add({task, placed.own_s * us_a_place, "us a place", "", {}, {}, ::bench::at_most(goal_us)});
  report.add({task, placed.own_s * us_a_place, "us a place", "Boost R-tree, nearest piece alone",
              placed.baseline_s * us_a_place, placed.ratio, ::bench::at_least_times(2.0)});
}

}  // namespace trek::bench
