#include "trek/project/detail/travel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/target_file.hpp"
#include "trek/fetch/download_day.hpp"
#include "trek/ingest/read.hpp"
#include "trek/network/network_file.hpp"
#include "trek/project/detail/backdrop.hpp"
#include "trek/project/detail/places.hpp"
#include "trek/project/input_files.hpp"
#include "trek/project/street_reading.hpp"
#include "trek/project/timestamp.hpp"

namespace trek::project::detail {
namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

/// Into the cache; a folder that cannot be written only costs the next run its cache.
void keep(const std::filesystem::path& file, const network::Network& network) {
  std::error_code ignored;
  std::filesystem::create_directories(file.parent_path(), ignored);
  try {
    network::write_network_file(file, network, true);
  } catch (const core::Error& error) {
    if (error.kind() != core::ErrorKind::output && error.kind() != core::ErrorKind::bad_argument) throw;
  }
}

/// Whom outputs must name for the streets; empty where the project says nothing, and the extract itself is asked.
/// In one language, whatever that of the map: prepared streets serve both.
std::optional<network::SourceCredit> credit_of(const model::Source& source) {
  if (source.made_up) return network::SourceCredit{source.title.dutch() + " (made up)", "", ""};
  if (source.attribution.empty() && source.licence.empty()) return std::nullopt;
  return network::SourceCredit{source.title.dutch(), source.attribution.dutch(), source.licence};
}

/// The streets of all modes that share one extract: from the cache, else in one reading.
network::Network load_network(const Project& project, const model::Source& source, const std::string& sha256,
                              const std::vector<network::ModeSpeeds>& speeds, const core::Control& control) {
  const std::filesystem::path file = cache_file(project, source);
  check_cache_file(project, file);
  const std::string key = network::network_key(sha256, speeds, project.read.crs, credit_of(source));
  core::remove_dead_temporaries(project.cache_folder);
  if (auto cached = network::find_network_file(file, key)) return std::move(*cached);
  network::Network built = build_network(source.path, speeds, project.read.crs, control, credit_of(source));
  keep(file, built);
  return built;
}

model::SourceRecord network_record(const Project& project, const model::Source& source, const std::string& sha256,
                                   const network::OsmCounts& counts) {
  model::SourceRecord record;
  record.source = source;
  const bool nwb = network::is_nwb(source.path);
  record.driver = nwb ? "GDAL" : "libosmium";
  record.layer = nwb ? "wegvakken" : "ways";
  record.mapping = nwb ? "nwb_roads" : "osm";
  record.sha256 = sha256;
  record.fetched = fetch::download_day(source.path, sha256);
  record.crs = geo::Transformation{nwb ? geo::kRdNew : geo::kWgs84, project.read.crs}.operation();
  record.read_count = counts.way_count;
  record.used_count = counts.used_way_count;
  const auto rejected = counts.left_out.find("rejected");  // of an NWB: roads that cannot be read
  record.rejected_count = rejected == counts.left_out.end() ? 0 : rejected->second;
  record.left_out_count = counts.way_count - counts.used_way_count - record.rejected_count;
  return record;
}

/// What the rules did that depend on more than a way's own tags.
void tell_rules(const std::string& prefix, const network::ModeNetwork& network, Facts& facts) {
  const network::OsmCounts& counts = network.counts;
  const auto tell = [&](const std::string& what, std::uint64_t count) {
    facts.emplace_back(prefix + what, std::to_string(count));
  };
  if (!network.moment.empty()) facts.emplace_back(prefix + "moment", network.moment);
  tell("ways_local_only", counts.local_way_count);
  tell("streets_enclosed", counts.enclosed_street_count);
  tell("ways_without_entry", counts.no_entry_way_count);
  tell("barriers_local", counts.local_barrier_count);
  tell("areas_walked", counts.area_count);
  for (const auto& [reason, count] : counts.areas_not_walked) tell("areas_not_walked." + reason, count);
  tell("turn_restrictions_kept", counts.turn_restriction_count);
  tell("junction_copies", counts.junction_copy_count);
  for (const auto& [reason, count] : counts.turns_not_kept) tell("turn_restrictions_not_kept." + reason, count);
  tell("conditional_tags_judged", counts.conditions.judged);
  for (const auto& [kind, count] : counts.conditions.not_judged) tell("conditional_tags_not_judged." + kind, count);
}

void tell_network(const TravelSettings& settings, const network::ModeNetwork& network, Facts& facts) {
  const std::string prefix = fmt::format("network.{}.", model::name_of(settings.mode));
  const network::StreetGraph& graph = network.graph;
  facts.emplace_back(prefix + "file", settings.network->path.filename().string());
  facts.emplace_back(prefix + "nodes", std::to_string(graph.node_count()));
  facts.emplace_back(prefix + "edges", std::to_string(graph.edge_count()));
  facts.emplace_back(prefix + "components", std::to_string(graph.component_size.size()));
  const double largest = graph.component_size.empty() ? 0.0 : graph.component_size.front();
  facts.emplace_back(prefix + "largest_component_share",
                     fmt::format("{:.4f}", largest / std::max<double>(1.0, static_cast<double>(graph.node_count()))));
  facts.emplace_back(prefix + "ways", std::to_string(network.counts.way_count));
  facts.emplace_back(prefix + "ways_used", std::to_string(network.counts.used_way_count));
  for (const auto& [reason, count] : network.counts.left_out)
    facts.emplace_back(fmt::format("{}ways_left_out.{}", prefix, reason), std::to_string(count));
  tell_rules(prefix, network, facts);
}

void tell_straight_line(const TravelSettings& settings, Facts& facts) {
  const std::string prefix = fmt::format("network.{}.straight_line_", model::name_of(settings.mode));
  facts.emplace_back(prefix + "kmh", fmt::format("{:.1f}", settings.straight_line.speed.value() * 3.6));
  facts.emplace_back(prefix + "detour_factor", fmt::format("{:.2f}", settings.straight_line.detour_factor));
}

void check_network_exists(const TravelSettings& settings) {
  if (!core::is_absent(settings.network->path)) return core::check_input(settings.network->path);
  const model::Source& source = *settings.network;
  const std::string remedy =
      source.if_absent.empty()
          ? fmt::format("Get it from {} and put it there",
                        source.url.empty() ? "https://download.geofabrik.de (an .osm.pbf extract)" : source.url)
          : source.if_absent;
  throw core::Error{core::ErrorKind::data,
                    fmt::format("{}: no such file; it is the street network of mode {}. {}, or leave 'network' out of "
                                "the [[mode]] to travel in straight lines",
                                source.path.string(), model::name_of(settings.mode), remedy)};
}

/// An extract may say of itself that it holds more than it does.
void check_meets(const measure::ModeTravel& travel) {
  if (travel.network == nullptr) return;
  const auto is_outside = [](const network::Snap& snap) { return snap.failure == network::SnapFailure::outside; };
  const auto all_outside = [&](const access::Endpoints& points) {
    return std::all_of(points.snap.begin(), points.snap.end(), is_outside);
  };
  if (!all_outside(travel.sites) || !all_outside(travel.demand)) return;
  const geo::Box box = travel.network->graph.bounds();
  throw core::Error{
      core::ErrorKind::data,
      fmt::format(
          "{}: its streets for {} lie at x {:.0f} to {:.0f} and y {:.0f} to {:.0f} m, and no site and nobody of "
          "the project within reach of them; give an extract that holds the region",
          travel.settings->network->path.string(), model::name_of(travel.settings->mode), box.min_x_m, box.max_x_m,
          box.min_y_m, box.max_y_m)};
}

}  // namespace

access::Router router_of(const Project& project, const TravelSettings& settings, const network::ModeNetwork* network) {
  if (network == nullptr) return access::Router::as_the_crow_flies(settings.straight_line);
  access::Preparation preparation;
  if (!network->hierarchy.empty()) preparation.hierarchy = &network->hierarchy;
  return access::Router::on_streets(network->graph, project.snap, preparation);
}

Connected connect(const Project& project, const measure::Tables& inputs, const core::Control& control, Facts& facts,
                  std::vector<model::SourceRecord>& sources) {
  std::map<std::filesystem::path, std::vector<const TravelSettings*>> by_extract;
  for (const TravelSettings& settings : project.modes) {
    if (settings.on_streets()) by_extract[settings.network->path].push_back(&settings);
  }
  Connected connected;
  const model::Source* const backdrop_source = find_backdrop_source(project);
  std::map<model::Mode, std::unique_ptr<network::ModeNetwork>> networks;
  for (const auto& [extract, modes] : by_extract) {
    check_network_exists(*modes.front());
    control.report("streets: file", 0);
    const std::string sha256 = ingest::fingerprint(extract);
    std::vector<network::ModeSpeeds> speeds;
    for (const TravelSettings* settings : modes) speeds.push_back(settings->speeds);
    network::Network network = load_network(project, *modes.front()->network, sha256, speeds, control);
    sources.push_back(network_record(project, *modes.front()->network, sha256, network.modes.front().counts));
    if (backdrop_source != nullptr && backdrop_source->path == extract) connected.backdrop = network.backdrop;
    for (network::ModeNetwork& one : network.modes) {
      const model::Mode mode = one.graph.mode;
      networks[mode] = std::make_unique<network::ModeNetwork>(std::move(one));
    }
  }

  std::vector<measure::ModeTravel>& travel = connected.travel;
  for (const TravelSettings& settings : project.modes) {
    control.check_stop();
    auto network = std::move(networks[settings.mode]);
    access::Router router = router_of(project, settings, network.get());
    network ? tell_network(settings, *network, facts) : tell_straight_line(settings, facts);
    const auto place = [&](const auto* table) {
      return table == nullptr ? access::Endpoints{} : router.endpoints(table->place, control);
    };
    access::Endpoints sites = place(inputs.sites);
    access::Endpoints demand = place(inputs.demand);
    access::Endpoints places = place(inputs.places);
    access::Endpoints stations = place(inputs.stations);
    travel.push_back({&settings, std::move(network), std::move(router), std::move(sites), std::move(demand),
                      std::move(places), std::move(stations)});
    check_meets(travel.back());
  }
  return connected;
}

std::vector<publish::NotRoutable> not_routable(const std::vector<measure::ModeTravel>& travel,
                                               const measure::Tables& inputs) {
  std::vector<publish::NotRoutable> result;
  for (const measure::ModeTravel& mode : travel) {
    const auto add = [&](std::string_view table, const access::Endpoints& points, const auto& key, const auto& name,
                         const auto& people) {
      for (std::size_t row = 0; row < points.size(); ++row) {
        if (points.connected(row)) continue;
        const network::Snap& snap = points.snap[row];
        result.push_back({std::string{table}, key(row), name(row), mode.settings->mode, points.place[row], snap.failure,
                          snap.distance_m, people(row)});
      }
    };
    const auto nobody = [](std::size_t) { return 0.0; };
    add(
        "site", mode.sites, [&](std::size_t r) { return inputs.sites->key[r]; },
        [&](std::size_t r) { return inputs.sites->name[r]; }, nobody);
    if (inputs.places != nullptr) {
      add(
          "existing_place", mode.places, [&](std::size_t r) { return inputs.places->key[r]; },
          [&](std::size_t r) { return inputs.places->name[r]; }, nobody);
    }
    add(
        "demand", mode.demand, [&](std::size_t r) { return inputs.demand->key[r]; },
        [](std::size_t) { return std::string{}; }, [&](std::size_t r) { return inputs.demand->inhabitants[r]; });
  }
  return result;
}

}  // namespace trek::project::detail
