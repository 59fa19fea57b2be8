#include "trek/project/detail/travel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "trek/core/error.hpp"
#include "trek/core/sha256.hpp"
#include "trek/network/cache.hpp"

namespace trek::project::detail {
namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

std::filesystem::path cache_file(const Project& project, const TravelSettings& settings) {
  return project.cache_folder / fmt::format("{}_{}.streets", settings.network->name, model::name_of(settings.mode));
}

/// The networks of all modes that share one extract: from the cache, else in one reading.
void load_networks(const Project& project, const std::filesystem::path& extract,
                   const std::vector<const TravelSettings*>& modes, const core::Control& control,
                   std::map<model::Mode, std::unique_ptr<network::OsmNetwork>>& networks, const std::string& sha256) {
  std::vector<network::ModeSpeeds> missing;
  std::vector<const TravelSettings*> missing_modes;
  for (const TravelSettings* settings : modes) {
    const std::string key = network::cache_key(sha256, settings->speeds, project.read.crs);
    if (auto cached = network::find_cached(cache_file(project, *settings), key)) {
      networks[settings->mode] = std::make_unique<network::OsmNetwork>(std::move(*cached));
    } else {
      missing.push_back(settings->speeds);
      missing_modes.push_back(settings);
    }
  }
  if (missing.empty()) return;
  std::vector<network::OsmNetwork> built = network::read_osm(extract, missing, project.read.crs, control);
  for (std::size_t i = 0; i < built.size(); ++i) {
    const std::string key = network::cache_key(sha256, missing[i], project.read.crs);
    std::error_code ignored;  // a folder that cannot be written only costs the next run its cache
    std::filesystem::create_directories(project.cache_folder, ignored);
    try {
      network::write_cache(cache_file(project, *missing_modes[i]), key, built[i]);
    } catch (const core::Error& error) {
      if (error.kind() != core::ErrorKind::output) throw;
    }
    networks[missing_modes[i]->mode] = std::make_unique<network::OsmNetwork>(std::move(built[i]));
  }
}

ingest::SourceRecord network_record(const Project& project, const ingest::Source& source, const std::string& sha256,
                                    const network::OsmCounts& counts) {
  ingest::SourceRecord record;
  record.source = source;
  record.driver = "libosmium";
  record.layer = "ways";
  record.mapping = "osm";
  record.sha256 = sha256;
  record.crs = geo::Transformation{geo::kWgs84, project.read.crs}.operation();
  record.read_count = counts.way_count;
  record.used_count = counts.used_way_count;
  record.rejected_count = counts.way_count - counts.used_way_count;
  return record;
}

void tell_network(const TravelSettings& settings, const network::OsmNetwork& network, Facts& facts) {
  const std::string prefix = fmt::format("network.{}.", model::name_of(settings.mode));
  const network::StreetGraph& graph = network.graph;
  facts.emplace_back(prefix + "file", settings.network->path.filename().string());
  facts.emplace_back(prefix + "nodes", std::to_string(graph.node_count()));
  facts.emplace_back(prefix + "edges", std::to_string(graph.edge_count()));
  facts.emplace_back(prefix + "components", std::to_string(graph.component_size.size()));
  const double largest = graph.component_size.empty() ? 0.0 : graph.component_size.front();
  facts.emplace_back(prefix + "largest_component_share",
                     fmt::format("{:.4f}", largest / std::max<double>(1.0, static_cast<double>(graph.node_count()))));
  facts.emplace_back(prefix + "ways_used",
                     fmt::format("{} of {}", network.counts.used_way_count, network.counts.way_count));
  for (const auto& [reason, count] : network.counts.left_out)
    facts.emplace_back(fmt::format("{}ways_left_out.{}", prefix, reason), std::to_string(count));
}

void tell_straight_line(const TravelSettings& settings, Facts& facts) {
  facts.emplace_back(fmt::format("network.{}.straight_line", model::name_of(settings.mode)),
                     fmt::format("{:.1f} km/h, detour factor {:.2f}", settings.straight_line.speed.value() * 3.6,
                                 settings.straight_line.detour_factor));
}

void check_network_exists(const TravelSettings& settings) {
  if (std::filesystem::exists(settings.network->path)) return;
  throw core::Error{
      core::ErrorKind::data,
      fmt::format("{}: no such file; it is the street network of mode {}. Get it from {} and put it there, or leave "
                  "'network' out of the [[mode]] to travel in straight lines",
                  settings.network->path.string(), model::name_of(settings.mode),
                  settings.network->url.empty() ? "https://download.geofabrik.de (an .osm.pbf extract)"
                                                : settings.network->url)};
}

access::Router router_of(const Project& project, const TravelSettings& settings, const network::OsmNetwork* network) {
  return network != nullptr ? access::Router::on_streets(network->graph, project.snap)
                            : access::Router::as_the_crow_flies(settings.straight_line);
}

}  // namespace

std::uint32_t horizon_min(const TravelSettings& settings, const access::Decay& decay) {
  const std::uint32_t counted = std::max(settings.limits_min.back(), settings.norm_min);
  std::uint32_t horizon = counted;
  while (horizon < 60 && access::decay_at(decay, horizon) > 0.05) ++horizon;
  return horizon;
}

std::vector<ModeTravel> connect(const Project& project, const TravelInputs& inputs, const core::Control& control,
                                Facts& facts, std::vector<ingest::SourceRecord>& sources) {
  std::map<std::filesystem::path, std::vector<const TravelSettings*>> by_extract;
  for (const TravelSettings& settings : project.modes) {
    if (settings.on_streets()) by_extract[settings.network->path].push_back(&settings);
  }
  std::map<model::Mode, std::unique_ptr<network::OsmNetwork>> networks;
  for (const auto& [extract, modes] : by_extract) {
    check_network_exists(*modes.front());
    const std::string sha256 = core::sha256_of_file(extract);
    load_networks(project, extract, modes, control, networks, sha256);
    sources.push_back(network_record(project, *modes.front()->network, sha256, networks[modes.front()->mode]->counts));
  }

  std::vector<ModeTravel> travel;
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
  }
  return travel;
}

std::vector<publish::NotRoutable> not_routable(const std::vector<ModeTravel>& travel, const TravelInputs& inputs) {
  std::vector<publish::NotRoutable> result;
  for (const ModeTravel& mode : travel) {
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
