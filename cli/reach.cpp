#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <set>
#include <utility>

#include "csv_file.hpp"
#include "decay_argument.hpp"
#include "travel_arguments.hpp"
#include "travel_groups.hpp"
#include "travel_network.hpp"
#include "travel_points.hpp"
#include "trek/access/catchments.hpp"
#include "trek/core/text.hpp"

namespace trek::cli {
namespace {

WeightNames weight_names(std::string_view columns) { return core::split(columns, ','); }

struct ReachArguments {
  TravelArguments travel;
  std::filesystem::path weights;
  WeightNames columns;
  std::vector<NamedDecay> decays;

  void declare(Arguments& all) {
    travel.declare(all, std::string{kPointsHelp} + "; 'all': every node of the network");
    all.add("--weights", weights,
            {"Points with columns of numbers to add up: people, jobs, places", "people.csv", {}, true});
    all.add("--columns", columns, weight_names,
            {"The columns to add up", "people,jobs", "all that hold numbers alone"});
    travel.declare_limits(all, {"A column a limit and weight", "5,10,15", {}, true});
    all.add(
        "--decay", decays, parsed_decay,
        {"Also the potential, within the last limit, by a decay: " + decay_kinds(), "exponential:half_life_min=12"});
    travel.declare_kernel(all);
    travel.declare_output(all, "reach.csv");
  }
};

/// The sums that are asked for, and their names as columns.
struct Measures {
  std::vector<std::string> names;
  std::vector<access::WeightedSum> sums;
};

/// A row of the output before its measures, and whether it has any.
struct OriginRows {
  access::Endpoints endpoints;
  std::vector<std::uint32_t> firsts;  // see first_rows
  std::vector<std::string> columns;
  std::function<void(std::size_t row, CsvFile& out)> add_cells;
};

void check_no_kind_twice(const std::vector<NamedDecay>& decays) {
  std::set<std::string> kinds;
  for (const NamedDecay& decay : decays) {
    if (kinds.insert(decay.kind).second) continue;
    core::refuse_argument(
        fmt::format("--decay: {} is given twice, and would have one column; take them in two runs", decay.kind));
  }
}

Measures measures_of(const model::WeightedPoints& points, const std::vector<core::Deciseconds>& limits,
                     const std::vector<NamedDecay>& decays) {
  Measures measures;
  for (std::size_t w = 0; w < points.weight.size(); ++w) {
    const std::string& name = points.weight_name[w];
    for (const core::Deciseconds limit : limits) {
      measures.names.push_back(fmt::format("{}_{}_min", name, minutes(limit)));
      measures.sums.push_back({points.weight[w], access::Step{minutes(limit)}});
    }
    for (const NamedDecay& decay : decays) {
      measures.names.push_back(fmt::format("{}_{}", name, decay.kind));
      measures.sums.push_back({points.weight[w], decay.decay});
    }
  }
  return measures;
}

void check_weights(const TravelPoints& weights) {
  if (!weights.table().weight.empty()) return;
  throw core::Error{core::ErrorKind::data,
                    fmt::format("{}: no column of numbers to weigh with; there should be one besides id and place, "
                                "or name one with --columns",
                                weights.loaded.record.source.path.string())};
}

/// Every junction, without the copies that it has for turns.
OriginRows rows_of(const network::StreetGraph& graph) {
  const access::Endpoints all = access::endpoints_at_nodes(graph);
  access::Endpoints junctions;
  std::vector<std::uint32_t> nodes;
  for (std::uint32_t node = 0; node < graph.node_count(); ++node) {
    if (graph.is_copy(network::NodeIdx{node})) continue;
    nodes.push_back(node);
    junctions.place.push_back(all.place[node]);
    junctions.snap.push_back(all.snap[node]);
  }
  std::vector<std::uint32_t> firsts(nodes.size());
  std::iota(firsts.begin(), firsts.end(), 0U);
  return {std::move(junctions),
          std::move(firsts),
          {"id", "x", "y"},
          [&graph, nodes = std::move(nodes)](std::size_t row, CsvFile& out) {
            const std::uint32_t node = nodes[row];
            out.add(graph.node_key[node]);
            out.add_verbatim(fmt::format("{:.2f}", graph.node_place[node].x_m));
            out.add_verbatim(fmt::format("{:.2f}", graph.node_place[node].y_m));
          }};
}

OriginRows rows_of(const TravelPoints& origins) {
  return {origins.endpoints,
          first_rows(origins.table().key),
          {"id", "not_connected"},
          [&origins](std::size_t row, CsvFile& out) {
            out.add(origins.table().key[row]);
            out.add(origins.failure(row));
          }};
}

/// Of the places of a feature, from its first row on, the first that is connected; else the first.
std::size_t connected_place(const OriginRows& rows, std::size_t first) {
  for (std::size_t row = first; row < rows.firsts.size() && rows.firsts[row] == first; ++row) {
    if (rows.endpoints.connected(row)) return row;
  }
  return first;
}

/// The sums where features have several places: each weighs once, at its nearest.
std::vector<std::vector<double>> sums_of_nearest(const access::Router& router, const OriginRows& rows,
                                                 const TravelPoints& weights, const Measures& measures,
                                                 const access::Trips& trips, const core::Control& control) {
  std::vector<std::vector<double>> results(measures.sums.size(), std::vector<double>(rows.endpoints.size(), 0.0));
  for_each_nearest_row(router, rows.endpoints, rows.firsts, weights.endpoints, first_rows(weights.table().key), trips,
                       control, [&](std::uint32_t origin, std::span<const access::Reach> row) {
                         for (const access::Reach& reach : row) {
                           for (std::size_t m = 0; m < measures.sums.size(); ++m) {
                             const double weight = measures.sums[m].weight[reach.row];
                             if (std::isnan(weight)) continue;
                             results[m][origin] += weight * access::decay_at(measures.sums[m].decay,
                                                                             minutes(core::Deciseconds{reach.time_ds}));
                           }
                         }
                       });
  return results;
}

/// Without a connection nothing is known, which is not 0.
void write_rows(const OriginRows& rows, const Measures& measures, const std::vector<std::vector<double>>& results,
                CsvFile& out) {
  for (const std::string& name : rows.columns) out.add(name);
  for (const std::string& name : measures.names) out.add(name);
  out.end_row();
  for (std::size_t row = 0; row < rows.endpoints.size(); ++row) {
    if (rows.firsts[row] != row) continue;
    const std::size_t place = connected_place(rows, row);
    rows.add_cells(place, out);
    for (const auto& result : results) rows.endpoints.connected(place) ? out.add(result[row]) : out.add_empty();
    out.end_row();
  }
}

ExitCode write_reach(const ReachArguments& arguments) {
  const TravelArguments& travel = arguments.travel;
  Session session{travel.shared};
  const core::Control control = session.control();
  const auto& limits = travel.limits;
  check_no_kind_twice(arguments.decays);
  check_outputs(travel, {travel.origins == "all" ? std::filesystem::path{} : travel.origins, arguments.weights});
  CsvFile out{travel.output.path,
              travel.output.overwrite};  // before any work: an output that is there is refused at once
  const TravelNetwork network = open_travel_network(travel);
  const access::Router router = router_on(network, travel);
  const TravelPoints weights =
      read_travel_points(arguments.weights, "weights", arguments.columns, travel, network, router, control);
  check_weights(weights);
  std::optional<TravelPoints> origins;
  if (travel.origins != "all")
    origins = read_travel_points_beside(weights, travel.origins, "origins", travel, network, router, control);
  const OriginRows rows = origins ? rows_of(*origins) : rows_of(network.graph);
  const Measures measures = measures_of(weights.table(), limits, arguments.decays);
  const access::Trips trips{limits.back(), travel.direction};
  const bool several = has_several_places(rows.firsts) || has_several_places(first_rows(weights.table().key));
  const auto results =
      several ? sums_of_nearest(router, rows, weights, measures, trips, control)
              : access::weighted_sums(router, rows.endpoints, weights.endpoints, measures.sums, trips, control);
  write_rows(rows, measures, results, out);
  tell_points(
      session.console(),
      origins ? std::vector<const TravelPoints*>{&*origins, &weights} : std::vector<const TravelPoints*>{&weights},
      travel);
  out.finish();
  session.console().say(fmt::format("Written: {} ({} origins, {} measures)", travel.output.path, out.row_count() - 1,
                                    measures.names.size()));
  return kDone;
}

}  // namespace

Verb reach_verb() {
  return verb("reach", "What lies within reach of points of your own, or of every junction",
              {"trek reach --network net.trek --mode foot --origins halls.csv --weights people.csv --limit-min 5,10,15 "
               "-o reach.csv",
               "trek reach --network net.trek --mode bicycle --origins all --weights people.csv --limit-min 30 "
               "--decay exponential:half_life_min=12 -o reach.csv"},
              write_reach);
}

}  // namespace trek::cli
