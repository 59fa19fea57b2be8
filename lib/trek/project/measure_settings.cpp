#include "trek/project/detail/measure_settings.hpp"

#include <algorithm>
#include <optional>

#include "trek/measure/measured.hpp"

namespace trek::project {
namespace detail {

measure::Settings measure_settings(const Project& project) {
  measure::Settings settings;
  settings.modes = project.modes;
  settings.direction = project.direction;
  settings.decay = project.decay;
  settings.huff = project.huff;
  settings.catchment = project.catchment;
  settings.value = project.value;
  settings.border = project.border;
  settings.monument_values = project.monument_values;
  settings.function_values = project.function_values;
  settings.has_places = project.find_source("places") != nullptr;
  settings.has_stations = project.find_source("stations") != nullptr;
  for (const profile::Criterion& criterion : project.criteria) settings.judged.insert(criterion.id);
  return settings;
}

std::string need_text(measure::Need need) {
  switch (need) {
    case measure::Need::nothing:
      return "";
    case measure::Need::places:
      return "a [[source]] with table = \"places\"";
    case measure::Need::stations:
      return "a [[source]] with table = \"stations\"";
    case measure::Need::streets:
      return "a [[mode]] with a network";
    case measure::Need::catchment:
      return "a section [catchment] and a [[source]] with table = \"places\"";
    case measure::Need::value:
      return "a section [value] and a [[source]] with table = \"places\"";
    case measure::Need::border:
      return "a section [border] and a [[source]] with table = \"population\" and abroad = true";
  }
  return "";
}

std::string lacking(const Project& project, std::string_view id) {
  measure::Settings all = measure_settings(project);
  all.has_places = all.has_stations = true;
  if (!all.catchment) all.catchment.emplace();
  if (!all.value) all.value.emplace();
  if (!all.border) all.border.emplace();
  for (TravelSettings& mode : all.modes) mode.network.emplace();
  const auto find = [&](const measure::Settings& settings) {
    const auto list = measure::criteria_measures(settings);
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const measure::Measure& one) { return one.id == id; });
    return found == list.end() ? std::optional<measure::Need>{} : found->need;
  };
  const auto need = find(all);
  return need && !find(measure_settings(project)) ? need_text(*need) : "";
}

double farthest_reach_m(const Project& project) {
  double farthest = 0.0;
  for (const TravelSettings& mode : project.modes)
    farthest = std::max(farthest, measure::reach_m(mode, measure::horizon_min(mode, project.decay)));
  return farthest;
}

}  // namespace detail

std::vector<std::string> measure_ids(const Project& project) {
  std::vector<std::string> ids;
  for (measure::Measure& one : measure::criteria_measures(detail::measure_settings(project)))
    ids.push_back(std::move(one.id));
  return ids;
}

}  // namespace trek::project
