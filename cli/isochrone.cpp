#include "trek/access/isochrones.hpp"

#include <fmt/format.h>

#include <memory>

#include "kept_content.hpp"
#include "travel_arguments.hpp"
#include "travel_network.hpp"
#include "travel_points.hpp"
#include "trek/project/run.hpp"
#include "trek/publish/geopackage.hpp"
#include "trek/publish/isochrone_map.hpp"

namespace trek::cli {
namespace {

struct IsochroneArguments {
  TravelArguments travel;
  double simplify_m = access::IsochroneOptions{}.simplify_tolerance.value();
  std::string language = "nl";
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
  const auto limits = parsed_limits(travel.limits_min);
  // Before any work: an output that is there is refused at once. It leaves no trace, and the map makes its own.
  publish::check_file_name(travel.output);
  check_outputs(travel, {travel.origins});
  const KeptContent kept{travel.output, travel.overwrite};
  const TravelNetwork network = open_travel_network(travel);
  const access::Router router = router_on(network, travel);
  const TravelPoints origins =
      read_travel_points(travel.origins, "origins", std::vector<std::string>{}, travel, network, router, control);
  tell_points(session.console(), {&origins}, travel);
  check_any(origins);
  const auto bands = bands_of(router, origins, limits, arguments, control);
  publish::write_isochrone_map(
      {origins.table().key, origins.endpoints, bands, limits, router.mode(), travel.direction,
       arguments.language == "en" ? model::Language::en : model::Language::nl, network.crs, project::run_timestamp(),
       network.credit.title, network.credit.attribution, network.credit.licence},
      travel.output, {travel.overwrite}, control);
  kept.tell(session.console());
  session.console().say(
      fmt::format("Written: {} ({} bands; open it in QGIS: project 'trek' inside)", travel.output, bands.size()));
  return kDone;
}

}  // namespace

void add_isochrone(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<IsochroneArguments>();
  CLI::App* verb = app.add_subcommand("isochrone", "A map of what points of your own reach, as GeoPackage");
  arguments->travel.add_travel(*verb, "Points: CSV (id, and x and y or lat and lon) or any vector file");
  verb->add_option("--limit-min", arguments->travel.limits_min, "Limits in minutes: a band between each two")
      ->required()
      ->option_text("5,10,...");
  verb->add_option("--simplify-m", arguments->simplify_m, "How far the outline may be off, in metres (default: 4)")
      ->check(CLI::Range(0.0, 1000.0))
      ->option_text("M");
  verb->add_option("--lang", arguments->language, "Language of labels and map (default: nl)")
      ->check(CLI::IsMember({"nl", "en"}))
      ->option_text("nl|en");
  arguments->travel.add_output(*verb, "OUT.gpkg");
  verb->callback([&action, arguments] { action = [arguments] { return write_isochrones(*arguments); }; });
}

}  // namespace trek::cli
