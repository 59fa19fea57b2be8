#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <set>

#include "options.hpp"
#include "trek/core/target_file.hpp"
#include "trek/geo/crs.hpp"
#include "trek/ingest/input_files.hpp"
#include "trek/model/all_modes.hpp"
#include "trek/network/network_file.hpp"
#include "trek/project/street_reading.hpp"

namespace trek::cli {
namespace {

network::Moment moment_of(std::string_view text) {
  if (const auto moment = network::find_moment(text)) return *moment;
  core::refuse_argument(
      "is no moment of a week; expected a day and a time, such as 'tuesday 14:00' or 'zaterdag 20:30'");
}

struct BuildArguments {
  std::filesystem::path extract;
  std::vector<model::Mode> modes{model::kAllModes.begin(), model::kAllModes.end()};
  std::string crs;  // empty: by where the extract lies
  network::Moment moment;
  network::SourceCredit credit;  // empty: the extract's own
  OutputFile output;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("EXTRACT", extract,
            {"OSM extract (.osm.pbf, .osm, .osm.bz2), or the wegvakken of an NWB (GeoPackage, shapefile, ...)",
             "twente.osm.pbf"});
    output.declare(all, "-o,--output", {"Network file to write", "net.trek", {}, true});
    all.add("--mode", modes, choices_of(model::kAllModes), {"Modes to build, with commas between", "foot,car", "all"});
    all.add("--crs", crs,
            {"CRS in metres", "EPSG:28992", "EPSG:28992 in the Netherlands, elsewhere the UTM zone of the middle"});
    all.add("--moment", moment, moment_of,
            {"When one travels, for access and limits that depend on it", "saturday 20:30", network::text_of(moment)});
    const std::string own = "what the extract says";
    all.add("--title", credit.title, {"What the streets are", "Streets of Twente", own});
    all.add("--attribution", credit.attribution, {"Whom maps made with it must name", "The city of Hengelo", own});
    all.add("--licence", credit.licence, {"Licence of the streets", "CC BY 4.0", own});
    shared.add_threads(all).add_progress(all).add_format(all);
  }
};

struct InfoArguments {
  std::filesystem::path file;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("FILE", file, {"Network file, as 'trek network build' writes it", "net.trek"});
    shared.add_format(all);
  }
};

/// What a network holds, a quantity a row; what belongs to no mode has no mode.
class QuantityTable {
 public:
  void add(std::string_view mode, std::string_view quantity, ResultTable::Cell value) {
    ResultTable::Cell mode_cell;
    if (!mode.empty()) mode_cell = std::string{mode};
    table_.add({std::move(mode_cell), std::string{quantity}, std::move(value)});
  }
  void add(std::string_view mode, std::string_view quantity, std::uint64_t count) {
    add(mode, quantity, ResultTable::Cell{static_cast<std::int64_t>(count)});
  }
  void print(Format format) const { table_.print(format); }

 private:
  ResultTable table_{{"mode", "quantity", "value"}};
};

double largest_share(const network::StreetGraph& graph) {
  if (graph.component_size.empty()) return 0.0;
  return static_cast<double>(graph.component_size.front()) / static_cast<double>(graph.node_count());
}

/// What the rules did that depend on more than a way's own tags.
void add_rules(QuantityTable& table, std::string_view mode, const network::OsmCounts& counts) {
  table.add(mode, "areas_walked", counts.area_count);
  table.add(mode, "area_walks", counts.walk_count);
  for (const auto& [reason, count] : counts.areas_not_walked) table.add(mode, "areas_not_walked." + reason, count);
  table.add(mode, "turn_restrictions_kept", counts.turn_restriction_count);
  table.add(mode, "junction_copies", counts.junction_copy_count);
  for (const auto& [reason, count] : counts.turns_not_kept)
    table.add(mode, "turn_restrictions_not_kept." + reason, count);
  table.add(mode, "conditional_tags_judged", counts.conditions.judged);
  for (const auto& [kind, count] : counts.conditions.not_judged)
    table.add(mode, "conditional_tags_not_judged." + kind, count);
}

void add_mode(QuantityTable& table, const network::ModeNetwork& network) {
  const network::StreetGraph& graph = network.graph;
  const network::OsmCounts& counts = network.counts;
  const std::string_view mode = model::name_of(graph.mode);
  table.add(mode, "nodes", graph.node_count());
  table.add(mode, "edges", graph.edge_count());
  table.add(mode, "arcs", graph.arc_count());
  table.add(mode, "components", graph.component_size.size());
  table.add(mode, "largest_component_share", ResultTable::Number{largest_share(graph), 4});
  table.add(mode, "ways", counts.way_count);
  table.add(mode, "ways_used", counts.used_way_count);
  for (const auto& [reason, count] : counts.left_out) table.add(mode, "ways_left_out." + reason, count);
  if (counts.unknown_direction_count > 0) table.add(mode, "ways_used_both_ways_unsaid", counts.unknown_direction_count);
  table.add(mode, "ways_local_only", counts.local_way_count);
  table.add(mode, "streets_enclosed", counts.enclosed_street_count);
  table.add(mode, "ways_without_entry", counts.no_entry_way_count);
  table.add(mode, "barriers", counts.barrier_count);
  table.add(mode, "barriers_local", counts.local_barrier_count);
  add_rules(table, mode, counts);
  if (!network.moment.empty()) table.add(mode, "moment", ResultTable::Cell{network.moment});
  table.add(mode, "missing_nodes", counts.missing_node_count);
  table.add(mode, "prepared", ResultTable::Cell{std::string{network.hierarchy.empty() ? "no" : "yes"}});
  table.add(mode, "hierarchy_arcs", network.hierarchy.climb.size() + network.hierarchy.descent.size());
}

QuantityTable quantities(const network::Network& network, const std::filesystem::path& file) {
  QuantityTable table;
  table.add("", "source", network.source);
  table.add("", "source_title", network.credit.title);
  table.add("", "source_attribution", network.credit.attribution);
  table.add("", "source_licence", network.credit.licence);
  table.add("", "source_sha256", network.source_sha256);
  table.add("", "crs", network.crs);
  table.add("", "proj_version", network.proj_version);
  table.add("", "made_by", network.made_by);
  table.add("", "key", network.key);
  table.add("", "file_bytes", std::filesystem::file_size(file));
  for (const network::ModeNetwork& mode : network.modes) add_mode(table, mode);
  return table;
}

std::vector<network::ModeSpeeds> speeds_of(const BuildArguments& arguments) {
  std::vector<network::ModeSpeeds> speeds;
  for (const model::Mode mode : std::set<model::Mode>{arguments.modes.begin(), arguments.modes.end()}) {
    speeds.push_back(network::default_speeds(mode));
    speeds.back().moment = arguments.moment;
  }
  return speeds;
}

std::string chosen_crs(const BuildArguments& arguments, Session& session) {
  if (!arguments.crs.empty()) {
    if (!geo::is_geographic(arguments.crs)) return arguments.crs;
    throw core::Error{core::ErrorKind::bad_argument,
                      fmt::format("--crs {}: is in degrees; give a CRS in metres, for example EPSG:28992 (the "
                                  "Netherlands) or the UTM zone",
                                  arguments.crs)};
  }
  if (network::is_nwb(arguments.extract)) return std::string{geo::kRdNew};
  std::string crs = geo::projected_crs_for(network::osm_bounds(arguments.extract, session.control()));
  session.console().say(fmt::format("CRS {}, by where the extract lies; --crs takes another", crs));
  return crs;
}

/// What is given goes over what the extract says of itself.
network::SourceCredit credit_of(const BuildArguments& arguments) {
  network::SourceCredit credit = network::find_credit(arguments.extract);
  const network::SourceCredit& given = arguments.credit;
  if (!given.title.empty()) credit.title = given.title;
  if (!given.attribution.empty()) credit.attribution = given.attribution;
  if (!given.licence.empty()) credit.licence = given.licence;
  return credit;
}

ExitCode build_network(const BuildArguments& arguments) {
  using Clock = std::chrono::steady_clock;
  Session session{arguments.shared};
  const auto& [output, overwrite] = arguments.output;
  core::check_target(output, overwrite, ingest::input_files(arguments.extract));
  const std::vector<network::ModeSpeeds> speeds = speeds_of(arguments);
  const Clock::time_point start = Clock::now();
  const network::Network network = project::build_network(arguments.extract, speeds, chosen_crs(arguments, session),
                                                          session.control(), credit_of(arguments));
  write_network_file(output, network, overwrite);
  const std::chrono::duration<double> time = Clock::now() - start;
  QuantityTable table = quantities(network, output);
  table.add("", "seconds", ResultTable::Number{time.count(), 2});
  session.console().say("Written: " + output);
  table.print(arguments.shared.format);
  return kDone;
}

ExitCode describe_network(const InfoArguments& arguments) {
  quantities(network::open_network_file(arguments.file), arguments.file).print(arguments.shared.format);
  return kDone;
}

}  // namespace

Verb network_verb() {
  const Verb build =
      verb("build", "Make the street network of an OpenStreetMap extract or an NWB, for any number of runs",
           {"trek network build twente.osm.pbf -o net.trek",
            "trek network build twente.osm.pbf -o net.trek --mode foot,bicycle --moment 'saturday 20:30'"},
           build_network);
  const Verb info = verb("info", "What a network file holds, and what it was made from", {"trek network info net.trek"},
                         describe_network);
  return {"network", "Street networks as files: build one, or look into it", {}, {}, {build, info}};
}

}  // namespace trek::cli
