#include <fmt/format.h>

#include "csv_file.hpp"
#include "travel_arguments.hpp"
#include "travel_groups.hpp"
#include "travel_network.hpp"
#include "travel_points.hpp"
#include "trek/access/catchments.hpp"

namespace trek::cli {
namespace {

struct MatrixArguments {
  TravelArguments travel;
  std::filesystem::path destinations;

  void declare(Arguments& all) {
    travel.declare(all, kPointsHelp);
    all.add("--destinations", destinations, {"Points, as origins", "destinations.csv", {}, true});
    travel.limits = parsed_limits("1440");
    travel.declare_limits(all, {"Leave out pairs that take longer", "30", "a day, 1440"});
    travel.declare_kernel(all);
    travel.declare_output(all, "times.csv");
  }
};

access::Trips trips_of(const TravelArguments& arguments) {
  if (arguments.limits.size() > 1) core::refuse_argument("--limit-min: a matrix has one limit");
  return {arguments.limits.back(), arguments.direction};
}

/// Keys as cells, made once: they are written for every pair.
std::vector<std::string> cells_of(const std::vector<std::string>& keys) {
  std::vector<std::string> cells;
  for (const std::string& key : keys) cells.push_back(core::csv_cell(key));
  return cells;
}

void write_pairs(const access::Router& router, const TravelPoints& origins, const TravelPoints& destinations,
                 const access::Trips& trips, const core::Control& control, CsvFile& out) {
  const auto from = cells_of(origins.table().key);
  const auto to = cells_of(destinations.table().key);
  for (const char* name : {"origin", "destination", "time_s"}) out.add_verbatim(name);
  out.end_row();
  for_each_nearest_row(router, origins.endpoints, first_rows(origins.table().key), destinations.endpoints,
                       first_rows(destinations.table().key), trips, control,
                       [&](std::uint32_t origin, std::span<const access::Reach> row) {
                         for (const access::Reach& reach : row) {
                           out.add_verbatim(from[origin]);
                           out.add_verbatim(to[reach.row]);
                           out.add_seconds(reach.time_ds);
                           out.end_row();
                         }
                       });
}

ExitCode write_matrix(const MatrixArguments& arguments) {
  const TravelArguments& travel = arguments.travel;
  Session session{travel.shared};
  const core::Control control = session.control();
  const access::Trips trips = trips_of(travel);
  check_outputs(travel, {travel.origins, arguments.destinations});
  CsvFile out{travel.output.path,
              travel.output.overwrite};  // before any work: an output that is there is refused at once
  const TravelNetwork network = open_travel_network(travel);
  const access::Router router = router_on(network, travel);
  const TravelPoints origins =
      read_travel_points(travel.origins, "origins", std::vector<std::string>{}, travel, network, router, control);
  const TravelPoints destinations =
      read_travel_points_beside(origins, arguments.destinations, "destinations", travel, network, router, control);
  write_pairs(router, origins, destinations, trips, control, out);
  tell_points(session.console(), {&origins, &destinations}, travel);
  const std::uint64_t pairs = out.row_count() - 1;
  const std::uint64_t possible = std::uint64_t{connected_features(origins.endpoints, first_rows(origins.table().key))} *
                                 connected_features(destinations.endpoints, first_rows(destinations.table().key));
  out.finish();
  session.console().say(fmt::format("Written: {} ({} pairs; {} more are not reached within {} min)", travel.output.path,
                                    pairs, possible - pairs, minutes(trips.limit)));
  return kDone;
}

}  // namespace

Verb matrix_verb() {
  return verb(
      "matrix", "Travel times between points of your own, as CSV",
      {"trek matrix --network net.trek --mode bicycle --origins homes.csv --destinations halls.csv -o times.csv"},
      write_matrix);
}

}  // namespace trek::cli
