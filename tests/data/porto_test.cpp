// The real streets of Porto, in three modes, with a handful of places that anyone can find on a map.
#include <array>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/real_data.hpp"
#include "trek/access/isochrones.hpp"
#include "trek/access/router.hpp"
#include "trek/geo/crs.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/geo/topology.hpp"
#include "trek/network/osm.hpp"

namespace {

namespace core = trek::core;
namespace network = trek::network;
namespace geo = trek::geo;
using trek::access::Direction;
using trek::access::Router;
using trek::core::Deciseconds;
using trek::model::Mode;

constexpr const char* kUtm29 = "EPSG:32629";  // metres, for Portugal
constexpr std::array kModes{Mode::foot, Mode::bicycle, Mode::car};

std::vector<geo::Point> places() {
  // São Bento, Casa da Música, Foz do Douro, Campanhã, Aliados: longitude and latitude as on any map, to 100 m
  const std::vector<geo::LonLat> known{
      {-8.6100, 41.1456}, {-8.6306, 41.1589}, {-8.6745, 41.1503}, {-8.5853, 41.1487}, {-8.6110, 41.1480}};
  const geo::Transformation transformation{geo::kWgs84, kUtm29};
  std::vector<geo::Point> result;
  for (const geo::LonLat place : known) result.push_back(transformation.to_point(place));
  return result;
}

const std::vector<network::ModeNetwork>& porto() {
  static const std::vector<network::ModeNetwork> networks = [] {
    std::vector<network::ModeSpeeds> speeds;
    for (const Mode mode : kModes) speeds.push_back(network::default_speeds(mode));
    return network::read_osm(trek::test::real_data("network/porto_portugal.osm.pbf"), speeds, kUtm29, {});
  }();
  return networks;
}

/// Places every few metres along the streets that take places, with the time at which each is reached.
struct StreetPlaces {
  std::vector<geo::Point> place;
  std::vector<double> time_ds;
};

/// From the times of the nodes by plain arithmetic.
StreetPlaces street_places(const network::StreetGraph& graph, const network::Snap& site, Deciseconds limit) {
  const auto node_ds = trek::access::node_times_ds(graph, site, limit, Direction::to_sites);
  const auto part_ds = [](std::uint32_t node_time_ds, double share, std::uint32_t edge_ds) {
    const bool closed = node_time_ds == trek::access::kUnreachable_ds || edge_ds == network::kClosed_ds;
    return closed ? std::numeric_limits<double>::infinity() : node_time_ds + share * edge_ds;
  };
  StreetPlaces places;
  for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
    if (e == site.edge.value() || !network::takes_places(graph, network::EdgeIdx{e}, {})) continue;
    const auto shape = graph.shape(network::EdgeIdx{e});
    double before_m = 0.0;
    for (std::size_t i = 1; i < shape.size(); ++i) {
      const double part_m = geo::distance_m(shape[i - 1], shape[i]);
      for (double m = 0.5; m < part_m; m += 1.0) {
        const double share = (before_m + m) / std::max<double>(graph.edge_length_m[e], 0.01);
        places.place.push_back(geo::between(shape[i - 1], shape[i], m / part_m));
        places.time_ds.push_back(
            std::min(part_ds(node_ds[graph.edge_from[e].value()], share, graph.edge_backward_ds[e]),
                     part_ds(node_ds[graph.edge_to[e].value()], 1.0 - share, graph.edge_forward_ds[e])));
      }
      before_m += part_m;
    }
  }
  return places;
}

}  // namespace

TEST_CASE("Porto: one reading builds three graphs, nearly all of each in one piece", "[data]") {
  REQUIRE(porto().size() == 3);
  for (const network::ModeNetwork& network : porto()) {
    const auto& graph = network.graph;
    CAPTURE(trek::model::name_of(graph.mode));
    CHECK(graph.node_count() > 50'000);
    CHECK(graph.component_size.front() > 0.95 * static_cast<double>(graph.node_count()));
    CHECK(network.counts.used_way_count < network.counts.way_count);
  }
}

TEST_CASE("Porto: every place is on the streets, and times are what the city is like", "[data]") {
  std::vector<std::vector<std::vector<double>>> minutes;  // mode, from, to
  for (const network::ModeNetwork& network : porto()) {
    const Router router = Router::on_streets(network.graph);
    const auto endpoints = router.endpoints(places());
    for (std::size_t i = 0; i < endpoints.size(); ++i) CHECK(endpoints.connected(i));
    const auto table = router.travel_table(endpoints, endpoints, Deciseconds{2 * 36'000}, Direction::from_sites, {});
    auto& mode = minutes.emplace_back(5, std::vector<double>(5, -1.0));
    for (std::size_t from = 0; from < 5; ++from) {
      for (const auto& reach : table[from]) mode[from][reach.row] = reach.time_ds / 600.0;
    }
  }
  for (std::size_t from = 0; from < 5; ++from) {
    for (std::size_t to = 0; to < 5; ++to) {
      CAPTURE(from, to);
      REQUIRE(minutes[0][from][to] >= 0.0);
      const double crow_km = geo::distance_m(places()[from], places()[to]) / 1000.0;
      CHECK(minutes[0][from][to] >= 60.0 * crow_km / 4.8 - 0.1);  // nobody walks faster than the crow flies
      CHECK(minutes[1][from][to] <= minutes[0][from][to] + 1.0);  // a bicycle may be pushed
      if (crow_km > 3.0) CHECK(minutes[2][from][to] < minutes[1][from][to]);
    }
  }
  CHECK(minutes[0][0][4] < 10.0);  // São Bento to Aliados is a short walk
}

TEST_CASE("Porto: isochrones are valid and nest", "[data]") {
  const std::vector<Deciseconds> limits{Deciseconds{3000}, Deciseconds{6000}, Deciseconds{9000}};
  for (const network::ModeNetwork& network : porto()) {
    const Router router = Router::on_streets(network.graph);
    const auto sites = router.endpoints(places());
    const auto bands = trek::access::isochrones(router, sites, limits, Direction::to_sites,
                                                trek::access::default_isochrone_options(network.graph.mode), {});
    CAPTURE(trek::model::name_of(network.graph.mode));
    CHECK(bands.size() == 15);
    for (const auto& band : bands) CHECK_FALSE(geo::find_invalidity(band.area).has_value());
    for (std::size_t i = 1; i < bands.size(); ++i) {
      if (bands[i].site == bands[i - 1].site)
        CHECK(geo::area_m2(geo::intersection(bands[i].area, bands[i - 1].area)) < 1.0);
    }
  }
}

namespace {

/// Of streets, by limit, in places along them.
struct StreetsDrawn {
  std::vector<double> inside, wrongly_inside, wrongly_outside;
};

StreetsDrawn streets_drawn(const network::StreetGraph& graph, const std::vector<Deciseconds>& limits,
                           const trek::access::IsochroneOptions& options) {
  const Router router = Router::on_streets(graph);
  const auto sites = router.endpoints(places());
  const auto bands = trek::access::isochrones(router, sites, limits, Direction::to_sites, options, {});
  StreetsDrawn drawn;
  for (auto* counts : {&drawn.inside, &drawn.wrongly_inside, &drawn.wrongly_outside}) counts->resize(limits.size());
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    geo::PolygonColumn areas;
    std::vector<Deciseconds> upper;
    for (const auto& band : bands) {
      if (band.site != site) continue;
      areas.append(band.area);
      upper.push_back(band.to);
    }
    const geo::PolygonLocator locator{areas};
    const StreetPlaces streets = street_places(graph, sites.snap[site], limits.back());
    const auto found = locator.find(streets.place);
    for (std::size_t i = 0; i < found.size(); ++i) {
      for (std::size_t limit = 0; limit < limits.size(); ++limit) {
        const bool is_inside = found[i] && upper[*found[i]] <= limits[limit];
        const bool is_reached = streets.time_ds[i] <= limits[limit].count();
        drawn.inside[limit] += is_inside ? 1.0 : 0.0;
        drawn.wrongly_inside[limit] += is_inside && !is_reached ? 1.0 : 0.0;
        drawn.wrongly_outside[limit] += !is_inside && is_reached ? 1.0 : 0.0;
      }
    }
  }
  return drawn;
}

}  // namespace

TEST_CASE("Porto: streets that are not reached lie outside of the area, those that are inside", "[data]") {
  const std::vector<Deciseconds> limits{Deciseconds{3000}, Deciseconds{6000}, Deciseconds{9000}};
  for (const network::ModeNetwork& network : porto()) {
    CAPTURE(trek::model::name_of(network.graph.mode));
    auto options = trek::access::default_isochrone_options(network.graph.mode);
    const StreetsDrawn usual = streets_drawn(network.graph, limits, options);
    CAPTURE(usual.wrongly_inside, usual.wrongly_outside, usual.inside);
    // Of five minutes the area is small, and its rim long.
    CHECK(usual.wrongly_inside[0] <= 0.03 * usual.inside[0]);
    CHECK(usual.wrongly_inside[1] <= 0.007 * usual.inside[1]);
    CHECK(usual.wrongly_inside[2] <= 0.005 * usual.inside[2]);
    CHECK(usual.wrongly_outside[2] <= 0.01 * usual.inside[2]);
    // What is not right there is the grid's doing, not the rule's.
    options.step = core::Meters{options.step.value() / 4.0};
    options.simplify_tolerance = core::Meters{1.0};
    const StreetsDrawn fine = streets_drawn(network.graph, limits, options);
    CAPTURE(fine.wrongly_inside, fine.wrongly_outside, fine.inside);
    for (std::size_t limit = 0; limit < limits.size(); ++limit) {
      CHECK(fine.wrongly_inside[limit] <= 0.005 * fine.inside[limit]);
      CHECK(fine.wrongly_outside[limit] <= 0.01 * fine.inside[limit]);
    }
  }
}
