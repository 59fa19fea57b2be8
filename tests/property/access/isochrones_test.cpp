#include "trek/access/isochrones.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "random_streets.hpp"
#include "support/catch.hpp"
#include "support/threads.hpp"
#include "trek/access/detail/contours.hpp"
#include "trek/access/detail/distance_field.hpp"
#include "trek/core/random.hpp"
#include "trek/geo/topology.hpp"

using trek::test::threads;

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name
namespace core = trek::core;
namespace geo = trek::geo;
namespace network = trek::network;
namespace test = trek::test;
using access::Direction;

constexpr std::uint32_t kLimits_ds[] = {20, 60, 90};
constexpr double kBuffer_m = 75.0;
constexpr double kTolerance_m = 10.0;
constexpr double kStep_m = kBuffer_m / 3.0;

std::vector<core::Deciseconds> limits() {
  std::vector<core::Deciseconds> all;
  for (const auto limit : kLimits_ds) all.emplace_back(limit);
  return all;
}

bool in_ring(const geo::Ring& ring, geo::Point p) {
  bool inside = false;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const auto a = ring[i - 1];
    const auto b = ring[i];
    if ((a.y_m > p.y_m) == (b.y_m > p.y_m)) continue;
    if (p.x_m < a.x_m + (p.y_m - a.y_m) / (b.y_m - a.y_m) * (b.x_m - a.x_m)) inside = !inside;
  }
  return inside;
}

bool contains(const geo::MultiPolygon& area, geo::Point p) {
  bool inside = false;  // even-odd over shells and holes alike
  for (const auto& polygon : area) {
    inside ^= in_ring(polygon.shell, p);
    for (const auto& hole : polygon.holes) inside ^= in_ring(hole, p);
  }
  return inside;
}

/// A place on a street and the time to it.
struct Sample {
  geo::Point place;
  double time_ds = 0.0;
};

/// Places every few metres of every street, with their times by plain arithmetic from the times of the nodes.
std::vector<Sample> street_samples(const network::StreetGraph& graph, const network::Snap& site, Direction direction) {
  const auto node_ds = access::node_times_ds(graph, site, core::Deciseconds{1000}, direction);
  const auto open = [](std::uint32_t time) {
    return time == network::kClosed_ds || time == access::kUnreachable_ds ? INFINITY : static_cast<double>(time);
  };
  std::vector<Sample> samples;
  for (std::size_t e = 0; e < graph.edge_count(); ++e) {
    double along_ds = open(graph.edge_forward_ds[e]);  // to travel from edge_from towards edge_to
    double against_ds = open(graph.edge_backward_ds[e]);
    if (direction == Direction::to_sites) std::swap(along_ds, against_ds);  // travel is the other way
    const auto shape = graph.shape(network::EdgeIdx{e});
    double length_m = 0.0;
    for (std::size_t i = 1; i < shape.size(); ++i) length_m += geo::distance_m(shape[i - 1], shape[i]);
    double before_m = 0.0;
    for (std::size_t i = 1; i < shape.size(); ++i) {
      const double part_m = geo::distance_m(shape[i - 1], shape[i]);
      for (double m = 0.0; m < part_m; m += 4.0) {
        const double share = (before_m + m) / length_m;
        double time_ds = std::min(open(node_ds[graph.edge_from[e].value()]) + (share > 0.0 ? share * along_ds : 0.0),
                                  open(node_ds[graph.edge_to[e].value()]) + (1.0 - share) * against_ds);
        if (site.edge.value() == e) {
          const double ahead = share - site.share;
          const double own_ds = ahead >= 0.0 ? (ahead > 0.0 ? ahead * along_ds : 0.0) : -ahead * against_ds;
          time_ds = std::min(time_ds, site.connector_ds + own_ds);
        }
        samples.push_back({{shape[i - 1].x_m + m / part_m * (shape[i].x_m - shape[i - 1].x_m),
                            shape[i - 1].y_m + m / part_m * (shape[i].y_m - shape[i - 1].y_m)},
                           time_ds});
      }
      before_m += part_m;
    }
  }
  samples.push_back({site.projected, 0.0});
  return samples;
}

double distance_to_reached_m(const std::vector<Sample>& samples, geo::Point place, std::uint32_t limit_ds) {
  double nearest_m = INFINITY;
  for (const auto& sample : samples) {
    if (sample.time_ds <= limit_ds) nearest_m = std::min(nearest_m, geo::distance_m(sample.place, place));
  }
  return nearest_m;
}

/// A town: blocks of 60 to 280 m with one street in four left out, so that there are gaps of every size.
network::StreetGraph dense_town(core::Random& random, std::uint64_t side) {
  const double spacing_m = random.uniform(60.0, 280.0);
  std::vector<geo::Point> junctions;
  for (std::uint64_t i = 0; i < side * side; ++i) {
    junctions.push_back({static_cast<double>(i % side) * spacing_m + random.uniform(-20.0, 20.0),
                         static_cast<double>(i / side) * spacing_m + random.uniform(-20.0, 20.0)});
  }
  std::vector<network::Street> streets;
  const auto add = [&](std::uint64_t a, std::uint64_t b) {
    if (random.uniform() < 0.25) return;
    network::Street street;
    street.from_key = a;
    street.to_key = b;
    street.shape = {junctions[a], junctions[b]};
    street.forward_ds = static_cast<std::uint32_t>(2 + random.below(10));
    street.backward_ds = street.forward_ds;
    street.way = streets.size();
    streets.push_back(std::move(street));
  };
  for (std::uint64_t i = 0; i < side * side; ++i) {
    if (i % side + 1 < side) add(i, i + 1);
    if (i + side < side * side) add(i, i + side);
  }
  return network::build_street_graph(trek::model::Mode::bicycle, std::move(streets));
}

/// Of bands whose limits lie so near to one another that outlines run together, part and touch.
void check_bands(const std::vector<access::IsochroneBand>& bands) {
  for (std::size_t a = 0; a < bands.size(); ++a) {
    CAPTURE(a);
    CHECK(geo::find_invalidity(bands[a].area).value_or("") == "");
    CHECK(geo::area_m2(bands[a].area) > 0.0);
    CHECK(bands[a].from < bands[a].to);
    for (const auto& polygon : bands[a].area) {
      CHECK(geo::signed_area_m2(polygon.shell) > 0.0);
      for (const auto& hole : polygon.holes) CHECK(geo::signed_area_m2(hole) < 0.0);
    }
    for (std::size_t b = 0; b < a; ++b) {
      if (bands[a].site != bands[b].site) continue;
      CHECK(bands[b].to <= bands[a].from);
      CHECK(geo::area_m2(geo::intersection(bands[a].area, bands[b].area)) == 0.0);
    }
  }
}

bool in_any(const std::vector<access::IsochroneBand>& bands, std::uint32_t site, std::uint32_t to_ds,
            geo::Point place) {
  return std::any_of(bands.begin(), bands.end(), [&](const access::IsochroneBand& band) {
    return band.site == site && band.to.count() <= to_ds && contains(band.area, place);
  });
}

}  // namespace

TEST_CASE("isochrones: hold what is near a reached street and nothing else", "[access][property]") {
  const auto seed = GENERATE(range(0U, 25U));
  const auto direction = GENERATE(Direction::from_sites, Direction::to_sites);
  CAPTURE(seed, static_cast<int>(direction));
  core::Random random{seed};
  const auto graph = test::random_streets(random, 12, 20, 3000.0);
  const auto sites = test::random_endpoints(random, graph, 2);
  access::IsochroneOptions options;
  options.smallest_hole = core::SquareMeters{0.0};  // filled holes hold places far from any street
  const auto bands =
      access::isochrones(access::Router::on_streets(graph), sites, limits(), direction, options, threads(1));
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    if (!sites.connected(site)) {
      CHECK(std::none_of(bands.begin(), bands.end(), [&](const auto& band) { return band.site == site; }));
      continue;
    }
    const auto samples = street_samples(graph, sites.snap[site], direction);
    for (int i = 0; i < 150; ++i) {
      // Half of the places anywhere, half near a street, where it matters.
      geo::Point place{random.uniform(-200.0, 3200.0), random.uniform(-200.0, 3200.0)};
      if (i % 2 == 0) {
        place = samples[random.below(samples.size())].place;
        place.x_m += random.uniform(-150.0, 150.0);
        place.y_m += random.uniform(-150.0, 150.0);
      }
      for (const auto limit : kLimits_ds) {
        CAPTURE(site, place.x_m, place.y_m, limit);
        const double far_m = distance_to_reached_m(samples, place, limit);
        CAPTURE(far_m);
        if (far_m < kBuffer_m - kTolerance_m - 5.0) CHECK(in_any(bands, site, limit, place));
        // A gap narrower than a step may close.
        if (far_m > kBuffer_m + kTolerance_m + kStep_m) CHECK_FALSE(in_any(bands, site, limit, place));
      }
    }
  }
}

TEST_CASE("isochrones: valid, oriented, never overlapping, without small holes", "[access][property]") {
  const auto seed = GENERATE(range(0U, 15U));
  CAPTURE(seed);
  core::Random random{seed, 1};
  const auto graph = test::random_streets(random, 40, 80, 4000.0);
  const auto sites = test::random_endpoints(random, graph, 3);
  const auto bands =
      access::isochrones(access::Router::on_streets(graph), sites, limits(), Direction::to_sites, {}, threads(1));
  REQUIRE_FALSE(bands.empty());
  check_bands(bands);
}

TEST_CASE("isochrones: valid and apart where outlines run together, part and touch", "[access][property]") {
  const auto seed = GENERATE(range(0U, 20U));
  const auto smallest_hole_m2 = GENERATE(0.0, 10'000.0);
  CAPTURE(seed, smallest_hole_m2);
  core::Random random{seed, 2};
  const auto graph = seed % 2 == 0 ? dense_town(random, 20) : test::random_streets(random, 60, 120, 5000.0);
  const auto sites = test::random_endpoints(random, graph, 2);
  std::vector<core::Deciseconds> near_limits;
  for (std::uint32_t limit = 20; limit < 70; limit += 1 + static_cast<std::uint32_t>(random.below(10))) {
    near_limits.emplace_back(limit);
  }
  access::IsochroneOptions options;
  options.smallest_hole = core::SquareMeters{smallest_hole_m2};
  options.buffer = core::Meters{seed % 3 == 0 ? 150.0 : 75.0};
  check_bands(access::isochrones(access::Router::on_streets(graph), sites, near_limits, Direction::to_sites, options,
                                 threads(1)));
}

TEST_CASE("isochrones: all bands together are the area of the last limit", "[access][property]") {
  const auto seed = GENERATE(range(0U, 4U));
  CAPTURE(seed);
  core::Random random{seed, 3};
  const auto graph = dense_town(random, 12);
  const auto sites = test::random_endpoints(random, graph, 1);
  if (!sites.connected(0)) return;
  access::IsochroneOptions options;
  options.smallest_hole = core::SquareMeters{0.0};
  const auto router = access::Router::on_streets(graph);
  const auto bands = access::isochrones(router, sites, limits(), Direction::to_sites, options, threads(1));
  std::vector<geo::MultiPolygon> areas;
  double sum_m2 = 0.0;
  for (const auto& band : bands) {
    areas.push_back(band.area);
    sum_m2 += geo::area_m2(band.area);
  }
  const auto together = geo::union_of(areas);
  CHECK(geo::area_m2(together) == Approx(sum_m2).epsilon(1e-9));
  // Against the union of GEOS's buffers of the streets that are reached, from samples 4 m apart.
  const auto samples = street_samples(graph, sites.snap[0], Direction::to_sites);
  std::vector<geo::LineString> reached;
  for (const auto& sample : samples) {
    if (sample.time_ds <= kLimits_ds[2]) reached.push_back({sample.place});
  }
  const auto sure = geo::buffered_lines(reached, kBuffer_m - kTolerance_m - 4.5, 8);
  const auto possible = geo::buffered_lines(reached, kBuffer_m + kTolerance_m + kStep_m + 2.5, 8);
  CHECK(geo::area_m2(geo::difference(sure, together)) == Approx(0.0).margin(1e-6));
  CHECK(geo::area_m2(geo::difference(together, possible)) == Approx(0.0).margin(1e-6));
}

TEST_CASE("isochrones: the grid of a dense town is inside where measured distances say so", "[access][property]") {
  const auto seed = GENERATE(range(0U, 12U));
  CAPTURE(seed);
  core::Random random{seed, 4};
  const auto graph = dense_town(random, 16);
  std::vector<access::detail::Line> lines;
  geo::Box bounds;
  for (std::size_t edge = 0; edge < graph.edge_count(); ++edge) {
    const auto shape = graph.shape(network::EdgeIdx{edge});
    lines.push_back({shape[0], shape[1]});
    for (const auto& point : shape) bounds.add(point);
  }
  const auto nearest_m = [&](geo::Point place) {
    double nearest = INFINITY;
    for (const auto& line : lines) {
      const double dx = line.to.x_m - line.from.x_m;
      const double dy = line.to.y_m - line.from.y_m;
      const double along = (place.x_m - line.from.x_m) * dx + (place.y_m - line.from.y_m) * dy;
      const double share = std::clamp(along / (dx * dx + dy * dy), 0.0, 1.0);
      nearest = std::min(nearest, geo::distance_m(place, {line.from.x_m + share * dx, line.from.y_m + share * dy}));
    }
    return nearest;
  };
  constexpr double kSmallestHole_m2 = 10'000.0;
  access::detail::DistanceField plain;  // holes filled by their outlines alone
  access::detail::DistanceField quick;  // small pockets filled on the way
  plain.start(bounds, kBuffer_m, 0.0);
  quick.start(bounds, kBuffer_m, kSmallestHole_m2);
  access::detail::Contours outlines;
  for (const std::size_t end : {lines.size() / 2, lines.size()}) {
    const std::size_t begin = end == lines.size() ? lines.size() / 2 : 0;
    plain.add(std::span{lines}.subspan(begin, end - begin));
    quick.add(std::span{lines}.subspan(begin, end - begin));
  }
  for (std::size_t row = 0; row < plain.row_count(); ++row) {
    for (std::size_t column = 0; column < plain.column_count(); ++column) {
      const double distance_m = nearest_m(plain.place(column, row));
      if (std::abs(distance_m - kBuffer_m) < 1e-3) continue;
      CHECK(plain.inside().test(column, row) == (distance_m < kBuffer_m));
    }
  }
  outlines.start();
  outlines.trace(plain, kSmallestHole_m2);
  outlines.start();
  outlines.trace(quick, kSmallestHole_m2);
  for (std::size_t row = 0; row < plain.row_count(); ++row) {
    const auto a = plain.inside().row(row);
    const auto b = quick.inside().row(row);
    CHECK(std::equal(a.begin(), a.end(), b.begin(), b.end()));
  }
}

TEST_CASE("isochrones: the same on any thread count", "[access][property][parallel]") {
  core::Random random{11};
  const auto graph = test::random_streets(random, 60, 120, 4000.0);
  const auto sites = test::random_endpoints(random, graph, 8);
  const auto router = access::Router::on_streets(graph);
  const auto one = access::isochrones(router, sites, limits(), Direction::to_sites, {}, threads(1));
  const auto two = access::isochrones(router, sites, limits(), Direction::to_sites, {}, threads(2));
  REQUIRE(one.size() == two.size());
  for (std::size_t band = 0; band < one.size(); ++band) {
    CHECK(one[band].site == two[band].site);
    CHECK(one[band].to == two[band].to);
    REQUIRE(one[band].area.size() == two[band].area.size());
    for (std::size_t part = 0; part < one[band].area.size(); ++part) {
      CHECK(one[band].area[part].shell == two[band].area[part].shell);
      CHECK(one[band].area[part].holes == two[band].area[part].holes);
    }
  }
}
