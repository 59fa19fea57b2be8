#include "trek/access/isochrones.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <optional>
#include <span>
#include <vector>

#include "random_streets.hpp"
#include "support/catch.hpp"
#include "support/holds.hpp"
#include "support/threads.hpp"
#include "trek/core/random.hpp"
#include "trek/geo/topology.hpp"
#include "trek/network/build_street_graph.hpp"

using trek::test::threads;

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name
namespace core = trek::core;
namespace geo = trek::geo;
namespace network = trek::network;
namespace test = trek::test;
using access::Direction;

constexpr std::uint32_t kLimits_ds[] = {20, 60, 90};
constexpr double kGround_m = 75.0;
/// So near to an outline the drawing decides: what is lost by simplifying it, and a gap narrower than a step may close.
constexpr double kOutline_m = 20.0;

std::vector<core::Deciseconds> limits() {
  std::vector<core::Deciseconds> all;
  for (const auto limit : kLimits_ds) all.emplace_back(limit);
  return all;
}

/// Where a place meets the streets, and how long the way to there is, by plain arithmetic from the times of the nodes.
struct OnStreets {
  double distance_m = INFINITY;
  double time_ds = INFINITY;
  double longest_ds = INFINITY;  // of streets that lie on one another, the one that takes longest
};

class Oracle {
 public:
  Oracle(const network::StreetGraph& graph, const network::Snap& site, Direction direction)
      : graph_{graph},
        site_{site},
        node_ds_{access::node_times_ds(graph, site, core::Deciseconds{100'000}, direction)},
        away_from_{direction == Direction::from_sites ? graph.edge_forward_ds : graph.edge_backward_ds},
        away_to_{direction == Direction::from_sites ? graph.edge_backward_ds : graph.edge_forward_ds} {}

  [[nodiscard]] OnStreets meet(geo::Point place) const {
    OnStreets best;
    for (std::uint32_t e = 0; e < graph_.edge_count(); ++e) {
      const auto shape = graph_.shape(network::EdgeIdx{e});
      double length_m = 0.0;
      for (std::size_t i = 1; i < shape.size(); ++i) length_m += geo::distance_m(shape[i - 1], shape[i]);
      double before_m = 0.0;
      for (std::size_t i = 1; i < shape.size(); ++i) {
        const double part_m = geo::distance_m(shape[i - 1], shape[i]);
        const double dx = (shape[i].x_m - shape[i - 1].x_m) / part_m;
        const double dy = (shape[i].y_m - shape[i - 1].y_m) / part_m;
        const double along_m =
            std::clamp((place.x_m - shape[i - 1].x_m) * dx + (place.y_m - shape[i - 1].y_m) * dy, 0.0, part_m);
        const double away_m =
            std::hypot(place.x_m - shape[i - 1].x_m - along_m * dx, place.y_m - shape[i - 1].y_m - along_m * dy);
        const double time = time_ds(e, (before_m + along_m) / length_m);
        if (std::abs(away_m - best.distance_m) < 5e-3) {
          best.time_ds = std::min(best.time_ds, time);
          best.longest_ds = std::max(best.longest_ds, time);
        } else if (away_m < best.distance_m) {
          best = {away_m, time, time};
        }
        before_m += part_m;
      }
    }
    return best;
  }
  /// Whether the place belongs to the area, and every place near it as well or as little: where an outline may run, the
  /// drawing decides.
  [[nodiscard]] std::optional<bool> clearly_inside(geo::Point place, double limit_ds, double ground_m,
                                                   double near_m) const {
    std::optional<bool> all;
    for (int turn = 0; turn < 24; ++turn) {
      const double radius_m = near_m * static_cast<double>(turn % 3) / 2.0;
      const double angle = 2.0 * std::numbers::pi * static_cast<double>(turn) / 24.0;
      const OnStreets met = meet({place.x_m + radius_m * std::cos(angle), place.y_m + radius_m * std::sin(angle)});
      const bool inside = met.distance_m <= ground_m && met.time_ds <= limit_ds;
      if ((all && *all != inside) || (inside && met.longest_ds > limit_ds)) return std::nullopt;
      all = inside;
    }
    return all;
  }

 private:
  [[nodiscard]] double time_ds(std::uint32_t e, double share) const {
    const auto open = [](std::uint32_t time) {
      return time == network::kClosed_ds || time == access::kUnreachable_ds ? INFINITY : static_cast<double>(time);
    };
    const auto part = [](double share_of_edge, double edge_ds) {
      return share_of_edge > 0.0 ? share_of_edge * edge_ds : 0.0;
    };
    const double along_ds = open(away_from_[e]);
    const double against_ds = open(away_to_[e]);
    double time = std::min(open(node_ds_[graph_.edge_from[e].value()]) + part(share, along_ds),
                           open(node_ds_[graph_.edge_to[e].value()]) + part(1.0 - share, against_ds));
    if (site_.edge.value() == e) {
      const double ahead = share - site_.share;
      time = std::min(time, site_.connector_ds + (ahead >= 0.0 ? part(ahead, along_ds) : part(-ahead, against_ds)));
    }
    return time;
  }

  const network::StreetGraph& graph_;
  network::Snap site_;
  std::vector<std::uint32_t> node_ds_;
  std::span<const std::uint32_t> away_from_;
  std::span<const std::uint32_t> away_to_;
};

/// Every street takes places: small random networks have parts that would count as islands.
network::SnapOptions all_streets() {
  network::SnapOptions options;
  options.min_component_nodes = 0;
  return options;
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
    return band.site == site && band.to.count() <= to_ds && test::holds(band.area, place);
  });
}

}  // namespace

TEST_CASE("isochrones: hold the places whose nearest street is reached, and nothing else", "[access][property]") {
  const auto seed = GENERATE(range(0U, 25U));
  const auto direction = GENERATE(Direction::from_sites, Direction::to_sites);
  CAPTURE(seed, static_cast<int>(direction));
  core::Random random{seed};
  const auto graph = test::random_streets(random, 12, 20, 3000.0);
  const auto sites = test::random_endpoints(random, graph, 2);
  access::IsochroneOptions options;
  options.largest_filled_hole = core::SquareMeters{0.0};
  const auto bands = access::isochrones(access::Router::on_streets(graph, all_streets()), sites, limits(), direction,
                                        options, threads(1));
  int sure_count = 0;
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    if (!sites.connected(site)) {
      CHECK(std::none_of(bands.begin(), bands.end(), [&](const auto& band) { return band.site == site; }));
      continue;
    }
    const Oracle oracle{graph, sites.snap[site], direction};
    for (int i = 0; i < 150; ++i) {
      // Half of the places anywhere, half near a street, where it matters.
      geo::Point place{random.uniform(-200.0, 3200.0), random.uniform(-200.0, 3200.0)};
      if (i % 2 == 0) {
        place = graph.shape_points[random.below(graph.shape_points.size())];
        place.x_m += random.uniform(-150.0, 150.0);
        place.y_m += random.uniform(-150.0, 150.0);
      }
      if (geo::distance_m(place, sites.place[site]) < 400.0) continue;  // the site's own way counts there
      for (const auto limit : kLimits_ds) {
        const auto sure = oracle.clearly_inside(place, limit, kGround_m, kOutline_m);
        if (!sure) continue;
        ++sure_count;
        CAPTURE(site, place.x_m, place.y_m, limit);
        CHECK(in_any(bands, site, limit, place) == *sure);
      }
    }
  }
  if (sites.connected(0) || sites.connected(1)) CHECK(sure_count > 100);
}

TEST_CASE("isochrones: every point of the grid is in the band of the street nearest to it", "[access][property]") {
  const auto seed = GENERATE(range(0U, 24U));
  const auto direction = seed % 2 == 0 ? Direction::from_sites : Direction::to_sites;
  CAPTURE(seed);
  core::Random random{seed, 4};
  const auto graph = seed % 3 == 0 ? dense_town(random, 12) : test::random_streets(random, 30, 60, 3000.0);
  const auto sites = test::random_endpoints(random, graph, 2);
  access::IsochroneOptions options;  // so that an outline passes between the points as they are reached
  options.largest_filled_hole = core::SquareMeters{0.0};
  options.simplify_tolerance = core::Meters{0.0};
  options.step = core::Meters{seed % 4 == 0 ? 12.5 : random.uniform(4.0, 60.0)};
  options.ground = core::Meters{seed % 5 == 0 ? 150.0 : 75.0};
  const auto bands = access::isochrones(access::Router::on_streets(graph, all_streets()), sites, limits(), direction,
                                        options, threads(1));
  const auto near_limit = [](double time_ds) {
    return std::any_of(std::begin(kLimits_ds), std::end(kLimits_ds),
                       [&](double limit_ds) { return std::abs(time_ds - limit_ds) < 0.01; });
  };
  const auto first_limit = [](double time_ds) {
    return std::find_if(std::begin(kLimits_ds), std::end(kLimits_ds),
                        [&](double limit_ds) { return time_ds <= limit_ds; }) -
           std::begin(kLimits_ds);
  };
  const geo::Box box = graph.bounds().grown(200.0);
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    if (!sites.connected(site)) continue;
    const Oracle oracle{graph, sites.snap[site], direction};
    for (int i = 0; i < 800; ++i) {
      const double step_m = options.step.value();
      const geo::Point place{std::round(random.uniform(box.min_x_m, box.max_x_m) / step_m) * step_m,
                             std::round(random.uniform(box.min_y_m, box.max_y_m) / step_m) * step_m};
      if (geo::distance_m(place, sites.place[site]) < 400.0) continue;  // the site's own way counts there
      const OnStreets met = oracle.meet(place);
      const bool rounding_decides = std::abs(met.distance_m - options.ground.value()) < 0.01 ||
                                    near_limit(met.time_ds) || first_limit(met.time_ds) != first_limit(met.longest_ds);
      if (rounding_decides) continue;
      const auto limit = met.distance_m <= options.ground.value() ? first_limit(met.time_ds) : std::ssize(kLimits_ds);
      CAPTURE(site, place.x_m, place.y_m, met.distance_m, met.time_ds);
      for (std::ptrdiff_t l = 0; l < std::ssize(kLimits_ds); ++l) {
        CHECK(in_any(bands, site, kLimits_ds[l], place) == (limit <= l));
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
  const auto bands = access::isochrones(access::Router::on_streets(graph, all_streets()), sites, limits(),
                                        Direction::to_sites, {}, threads(1));
  REQUIRE_FALSE(bands.empty());
  check_bands(bands);
}

TEST_CASE("isochrones: valid and apart where outlines run together, part and touch", "[access][property]") {
  const auto seed = GENERATE(range(0U, 20U));
  const auto largest_hole_m2 = GENERATE(0.0, 10'000.0);
  CAPTURE(seed, largest_hole_m2);
  core::Random random{seed, 2};
  const auto graph = seed % 2 == 0 ? dense_town(random, 20) : test::random_streets(random, 60, 120, 5000.0);
  const auto sites = test::random_endpoints(random, graph, 2);
  std::vector<core::Deciseconds> near_limits;
  for (std::uint32_t limit = 20; limit < 70; limit += 1 + static_cast<std::uint32_t>(random.below(10))) {
    near_limits.emplace_back(limit);
  }
  access::IsochroneOptions options;
  options.largest_filled_hole = core::SquareMeters{largest_hole_m2};
  options.ground = core::Meters{seed % 3 == 0 ? 150.0 : 75.0};
  check_bands(access::isochrones(access::Router::on_streets(graph, all_streets()), sites, near_limits,
                                 Direction::to_sites, options, threads(1)));
}

TEST_CASE("isochrones: all bands together are the area of the last limit", "[access][property]") {
  const auto seed = GENERATE(range(0U, 4U));
  CAPTURE(seed);
  core::Random random{seed, 3};
  const auto graph = dense_town(random, 12);
  const auto sites = test::random_endpoints(random, graph, 1);
  if (!sites.connected(0)) return;
  access::IsochroneOptions options;
  options.largest_filled_hole = core::SquareMeters{0.0};
  const auto router = access::Router::on_streets(graph, all_streets());
  const auto bands = access::isochrones(router, sites, limits(), Direction::to_sites, options, threads(1));
  std::vector<geo::MultiPolygon> areas;
  double sum_m2 = 0.0;
  for (const auto& band : bands) {
    areas.push_back(band.area);
    sum_m2 += geo::area_m2(band.area);
  }
  const auto together = geo::union_of(areas);
  CHECK(geo::area_m2(together) == Approx(sum_m2).epsilon(1e-9));
}

TEST_CASE("isochrones: an area does not depend on the others that are drawn", "[access][property]") {
  // Alone, a site has the ground worked out near its own streets only; after others it finds more.
  const auto seed = GENERATE(range(0U, 6U));
  CAPTURE(seed);
  core::Random random{seed, 6};
  const auto graph = dense_town(random, 20);
  const auto sites = test::random_endpoints(random, graph, 8);
  const auto router = access::Router::on_streets(graph, all_streets());
  access::IsochroneOptions options;
  options.step = core::Meters{5.0};
  const auto all = access::isochrones(router, sites, limits(), Direction::to_sites, options, threads(1));
  std::size_t band = 0;
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    const auto alone = access::isochrones(router, {{sites.place[site]}, {sites.snap[site]}}, limits(),
                                          Direction::to_sites, options, threads(1));
    for (const auto& own : alone) {
      CAPTURE(site, own.to.count());
      REQUIRE(band < all.size());
      CHECK(all[band].site == site);
      REQUIRE(all[band].area.size() == own.area.size());
      for (std::size_t part = 0; part < own.area.size(); ++part) {
        CHECK(all[band].area[part].shell == own.area[part].shell);
        CHECK(all[band].area[part].holes == own.area[part].holes);
      }
      ++band;
    }
  }
  CHECK(band == all.size());
}

TEST_CASE("isochrones: the same on any thread count", "[access][property][parallel]") {
  core::Random random{11};
  const auto graph = test::random_streets(random, 60, 120, 4000.0);
  const auto sites = test::random_endpoints(random, graph, 8);
  const auto router = access::Router::on_streets(graph, all_streets());
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
