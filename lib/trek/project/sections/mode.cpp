#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "trek/project/detail/section.hpp"
#include "trek/project/detail/section_keys.hpp"

namespace trek::project::detail::sections {
namespace {

std::vector<std::uint32_t> read_minutes(config::TomlTable& table, const config::Key& key) {
  std::vector<std::uint32_t> result;
  for (const double limit : table.numbers(key)) {
    const bool ascends = result.empty() || limit > result.back();
    if (!(limit >= 1 && limit <= 180) || limit != std::floor(limit) || !ascends) {
      table.fail(key.name, "expected whole minutes from 1 to 180, ascending: [5, 10, 15]");
    }
    result.push_back(static_cast<std::uint32_t>(limit));
  }
  return result;
}

std::vector<std::uint32_t> read_limits(config::TomlTable& table) {
  auto limits = read_minutes(
      table, {"limits_min", "minutes within which people are counted and isochrones drawn; default [5, 10, 15, 30]"});
  return limits.empty() ? std::vector<std::uint32_t>{5, 10, 15, 30} : limits;
}

double default_speed_kmh(model::Mode mode) {
  switch (mode) {
    case model::Mode::foot:
      return 4.8;
    case model::Mode::bicycle:
      return 15.0;
    case model::Mode::e_bike:
      return 20.0;
    case model::Mode::car:
      return 45.0;
  }
  return 4.8;
}

void read_speeds(config::TomlTable& table, TravelSettings& settings) {
  settings.speeds = network::default_speeds(settings.mode);
  const auto speed = core::kilometers_per_hour(
      table.number({"speed_kmh", "speed; on streets of foot, bicycle and e-bike, else of the straight line"},
                   default_speed_kmh(settings.mode), 0.5, 200.0));
  access::StraightLine& line = settings.straight_line;
  line.mode = settings.mode;
  line.speed = speed;
  line.detour_factor = table.number({"detour_factor", "straight line x this = way travelled; not used on streets"},
                                    line.detour_factor, 1.0, 3.0);
  if (settings.on_streets() && settings.mode != model::Mode::car) settings.speeds.base = speed;
  settings.speeds.peak_factor =
      table.number({"peak_factor", "car times x this; 1 is free flow"}, settings.speeds.peak_factor, 1.0, 5.0);
}

void read_mode(config::TomlTable& table, Project& project) {
  TravelSettings settings;
  settings.mode =
      *model::find_mode(table.required_word({"mode", "the way to travel"}, {"foot", "bicycle", "e_bike", "car"}));
  const auto same_mode = [&](const TravelSettings& other) { return other.mode == settings.mode; };
  if (std::any_of(project.modes.begin(), project.modes.end(), same_mode))
    table.fail("mode", "stands in an earlier [[mode]] as well");
  if (const auto name =
          table.text({"network", "name of the source with streets; without it travel goes in straight lines"}))
    settings.network = named_source(table, "network", *name, "network", project);
  read_speeds(table, settings);
  settings.limits_min = read_limits(table);
  const bool car = settings.mode == model::Mode::car;
  settings.norm_min =
      table.count({"norm_min", "minutes within which a person counts as served; by car the default is 30"},
                  car ? 30 : settings.norm_min, 1, 180);
  settings.norms_min = read_minutes(
      table, {"norms_min", "minutes at which coverage is told as well, in the table coverage_norms: [10, 15, 20]"});
  project.modes.push_back(std::move(settings));
}

void check_modes(const config::TomlTable& root, const Project& project) {
  if (project.modes.empty()) root.fail("mode", "there is no [[mode]]; give at least one: mode = \"bicycle\"");
}

}  // namespace

Section mode() {
  return {.key = {"mode", "How people travel: a [[mode]] for each way."},
          .read = read_mode,
          .repeats = true,
          .check = check_modes,
          .looks_at = {"source"},
          .samples = {"[[mode]]\nmode = \"foot\"\nnetwork = \"streets\"\n"}};
}

}  // namespace trek::project::detail::sections
