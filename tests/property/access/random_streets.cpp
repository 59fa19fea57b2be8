#include "random_streets.hpp"
#include "trek/network/build_street_graph.hpp"

namespace trek::test {
namespace {

geo::Point place_on(const network::StreetGraph& graph, network::EdgeIdx edge, double share) {
  const auto shape = graph.shape(edge);
  double length_m = 0.0;
  for (std::size_t i = 1; i < shape.size(); ++i) length_m += geo::distance_m(shape[i - 1], shape[i]);
  double left_m = share * length_m;
  for (std::size_t i = 1; i < shape.size(); ++i) {
    const double part_m = geo::distance_m(shape[i - 1], shape[i]);
    if (left_m <= part_m && part_m > 0.0) {
      const double t = left_m / part_m;
      return {shape[i - 1].x_m + t * (shape[i].x_m - shape[i - 1].x_m),
              shape[i - 1].y_m + t * (shape[i].y_m - shape[i - 1].y_m)};
    }
    left_m -= part_m;
  }
  return shape.back();
}

}  // namespace

network::StreetGraph random_streets(core::Random& random, std::size_t junction_count, std::size_t street_count,
                                    double extent_m) {
  return network::build_street_graph(model::Mode::bicycle,
                                     random_street_rows(random, junction_count, street_count, extent_m));
}

network::Streets random_street_rows(core::Random& random, std::size_t junction_count, std::size_t street_count,
                                    double extent_m) {
  const auto anywhere = [&] { return geo::Point{random.uniform(0.0, extent_m), random.uniform(0.0, extent_m)}; };
  std::vector<geo::Point> junctions(junction_count);
  for (std::size_t i = 0; i < junction_count; ++i) {  // some on the spot of another one, as if there were a barrier
    junctions[i] = i > 0 && random.below(5) == 0 ? junctions[random.below(i)] : anywhere();
  }
  const auto time_ds = [&] { return static_cast<std::uint32_t>(1 + random.below(60)); };
  std::vector<network::Street> streets;
  for (std::size_t i = 0; i < street_count; ++i) {
    network::Street street;
    street.from_key = random.below(junction_count);
    street.to_key = random.below(junction_count);
    street.shape = {junctions[street.from_key], anywhere(), junctions[street.to_key]};
    const double kind = random.uniform();
    if (kind < 0.8) street.forward_ds = time_ds();
    if (kind > 0.2) street.backward_ds = time_ds();
    street.way = i;
    streets.push_back(std::move(street));
  }
  return streets;
}

access::Endpoints random_endpoints(core::Random& random, const network::StreetGraph& graph, std::size_t count) {
  access::Endpoints points;
  for (std::size_t i = 0; i < count; ++i) {
    network::Snap snap;
    if (random.uniform() < 0.1) {
      snap.failure = network::SnapFailure::too_far;
    } else {
      snap.edge = network::EdgeIdx{static_cast<std::uint32_t>(random.below(graph.edge_count()))};
      snap.share = static_cast<double>(random.below(9)) / 8.0;  // both ends, and equal shares
      if (random.uniform() < 0.5) snap.share = random.uniform();
      snap.projected = place_on(graph, snap.edge, snap.share);
      snap.connector_ds = static_cast<std::uint32_t>(random.below(20));
    }
    points.place.push_back(snap.projected);
    points.snap.push_back(snap);
  }
  return points;
}

network::StreetGraph far_apart_streets(core::Random& random) {
  std::vector<network::Street> streets;
  for (std::uint64_t i = 0; i < 60; ++i) {
    network::Street street;
    street.from_key = random.below(30);
    street.to_key = random.below(30);
    street.shape = {
        {static_cast<double>(street.from_key), 0.0}, {50.0, 50.0}, {static_cast<double>(street.to_key), 0.0}};
    street.forward_ds = static_cast<std::uint32_t>(1 + random.below(100'000));
    street.backward_ds = static_cast<std::uint32_t>(1 + random.below(100'000));
    streets.push_back(street);
  }
  return network::build_street_graph(model::Mode::car, std::move(streets));
}

}  // namespace trek::test
