#include "trek/access/isochrones.hpp"

#include <fmt/format.h>

#include "kept_content.hpp"
#include "travel_arguments.hpp"
#include "travel_network.hpp"
#include "travel_points.hpp"
#include "trek/project/timestamp.hpp"
#include "trek/publish/geopackage.hpp"
#include "trek/publish/isochrone_map.hpp"

namespace trek::cli {
namespace {

struct IsochroneArguments {
  TravelArguments travel;
  double simplify_m = access::IsochroneOptions{}.simplify_tolerance.value();
  model::Language language = model::Language::nl;

  void declare(Arguments& all) {
    travel.declare(all, kPointsHelp);
    travel.declare_limits(all, {"A band between each two limits", "5,10,15", {}, true});
    all.add("--simplify-m", simplify_m, {0.0, 1000.0}, {"How far the outline may be off"});
    all.add("--lang", language, languages(), {"Language of labels and map"});
    travel.declare_output(all, "isochrones.gpkg");
  }
};

void check_any(const TravelPoints& origins) {
  if (origins.size() > 0) return;
  throw core::Error{core::ErrorKind::data,
                    fmt::format("{}: none of its {} rows can be used; there is nothing to draw",
                                origins.loaded.record.source.path.string(), origins.loaded.record.read_count)};
}

std::vector<access::IsochroneBand> bands_of(const access::Router& router, const TravelPoints& origins,
                                            const std::vector<core::Deciseconds>& limits,
                                            const IsochroneArguments& arguments, const core::Control& control) {
  auto options = access::default_isochrone_options(router.mode());
  options.simplify_tolerance = core::Meters{arguments.simplify_m};
  return access::isochrones(router, origins.endpoints, limits, arguments.travel.direction, options, control);
}

ExitCode write_isochrones(const IsochroneArguments& arguments) {
  const TravelArguments& travel = arguments.travel;
  Session session{travel.shared};
  const core::Control control = session.control();
  const auto& limits = travel.limits;
  const auto& [output, overwrite] = travel.output;
  // Before any work: an output that is there is refused at once. It leaves no trace, and the map makes its own.
  publish::check_file_name(output);
  check_outputs(travel, {travel.origins});
  const KeptContent kept{output, overwrite};
  const TravelNetwork network = open_travel_network(travel);
  const access::Router router = router_on(network, travel);
  const TravelPoints origins =
      read_travel_points(travel.origins, "origins", std::vector<std::string>{}, travel, network, router, control);
  tell_points(session.console(), {&origins}, travel);
  check_any(origins);
  const auto bands = bands_of(router, origins, limits, arguments, control);
  publish::write_isochrone_map(
      {{}, {}, arguments.language, network.crs, project::run_timestamp()},
      {origins.table().key, origins.endpoints, bands, limits, router.mode(), travel.direction, network.credit},
      {output, overwrite}, control);
  kept.tell(session.console());
  session.console().say(
      fmt::format("Written: {} ({} bands; open it in QGIS: project 'trek' inside)", output, bands.size()));
  return kDone;
}

}  // namespace

Verb isochrone_verb() {
  return verb(
      "isochrone", "A map of what points of your own reach, as GeoPackage",
      {"trek isochrone --network net.trek --mode foot --origins halls.csv --limit-min 5,10,15 -o isochrones.gpkg"},
      write_isochrones);
}

}  // namespace trek::cli
