#include <fmt/format.h>

#include "trek/network/moment.hpp"
#include "trek/project/detail/section.hpp"

namespace trek::project::detail::sections {
namespace {

void read_moment(config::TomlTable& table, Project& project) {
  const std::string text =
      table.text({"moment", "when one travels, for access, limits and opening hours that depend on it"},
                 network::text_of(network::Moment{}));
  const auto moment = network::find_moment(text);
  if (!moment)
    table.fail("moment", fmt::format("'{}' is no moment of a week; expected a day and a time, such as "
                                     "\"tuesday 14:00\" or \"zaterdag 20:30\"",
                                     text));
  for (TravelSettings& mode : project.modes) mode.speeds.moment = *moment;
}

void read_streets(config::TomlTable& table, Project& project) {
  network::SnapOptions& snap = project.snap;
  snap.max_distance =
      core::Meters{table.number({"max_snap_m", "farther from a street than this a place is not connected, and listed"},
                                snap.max_distance.value(), 1.0, 5000.0)};
  snap.connector_speed = core::kilometers_per_hour(
      table.number({"connector_kmh", "speed of the walk between a place and its street"}, 4.8, 1.0, 50.0));
  snap.min_component_nodes =
      table.count({"smallest_island_nodes", "loose parts with fewer junctions are not travelled from"},
                  snap.min_component_nodes, 1, 1'000'000);
  read_moment(table, project);
  const std::string direction = table.word({"direction", "whether people come to the sites, or leave from them"},
                                           {"to_sites", "from_sites"}, "to_sites");
  project.direction = direction == "to_sites" ? access::Direction::to_sites : access::Direction::from_sites;
}

}  // namespace

Section streets() {
  return {.key = {"streets", "How places are put on streets, and when these are travelled."},
          .read = read_streets,
          .looks_at = {"mode"}};
}

}  // namespace trek::project::detail::sections
