#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <numeric>
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

struct ReachArguments {
  TravelArguments travel;
  std::string weights;
  std::string columns;
  std::vector<std::string> decays;
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

std::vector<NamedDecay> parsed_decays(const std::vector<std::string>& texts) {
  std::vector<NamedDecay> decays;
  for (const std::string& text : texts) {
    decays.push_back(parsed_decay(text));
    for (std::size_t i = 0; i + 1 < decays.size(); ++i) {
      if (decays[i].kind != decays.back().kind) continue;
      throw core::Error{core::ErrorKind::bad_argument,
                        fmt::format("--decay {}: {} is given twice, and would have one column; take them in two runs",
                                    text, decays[i].kind)};
    }
  }
  return decays;
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

WeightNames weight_names(const std::string& columns) {
  return columns.empty() ? WeightNames{} : WeightNames{core::split(columns, ',')};
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
  const auto limits = parsed_limits(travel.limits_min);
  const auto decays = parsed_decays(arguments.decays);
  check_outputs(travel, {travel.origins == "all" ? std::string{} : travel.origins, arguments.weights});
  CsvFile out{travel.output, travel.overwrite};  // before any work: an output that is there is refused at once
  const TravelNetwork network = open_travel_network(travel);
  const access::Router router = router_on(network, travel);
  const TravelPoints weights = read_travel_points(arguments.weights, "weights", weight_names(arguments.columns), travel,
                                                  network, router, control);
  check_weights(weights);
  std::optional<TravelPoints> origins;
  if (travel.origins != "all")
    origins = read_travel_points_beside(weights, travel.origins, "origins", travel, network, router, control);
  const OriginRows rows = origins ? rows_of(*origins) : rows_of(network.graph);
  const Measures measures = measures_of(weights.table(), limits, decays);
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
  session.console().say(
      fmt::format("Written: {} ({} origins, {} measures)", travel.output, out.row_count() - 1, measures.names.size()));
  return kDone;
}

}  // namespace

void add_reach(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<ReachArguments>();
  CLI::App* verb = app.add_subcommand("reach", "What lies within reach of points of your own, or of every junction");
  arguments->travel.add_travel(
      *verb, "Points: CSV (id, and x and y or lat and lon) or any vector file; 'all': every node of the network");
  verb->add_option("--weights", arguments->weights, "Points with columns of numbers to add up: people, jobs, places")
      ->required()
      ->option_text("FILE");
  verb->add_option("--columns", arguments->columns, "The columns to add up (default: all that hold numbers alone)")
      ->option_text("A,B");
  verb->add_option("--limit-min", arguments->travel.limits_min, "Limits in minutes: a column a limit and weight")
      ->required()
      ->option_text("5,10,...");
  verb->add_option("--decay", arguments->decays,
                   "Also the potential, within the last limit, by a decay: " + decay_kinds())
      ->option_text("KIND:...")
      ->allow_extra_args(false);
  arguments->travel.add_kernel(*verb);
  arguments->travel.add_output(*verb, "OUT.csv");
  verb->callback([&action, arguments] { action = [arguments] { return write_reach(*arguments); }; });
}

}  // namespace trek::cli
