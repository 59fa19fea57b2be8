#include "trek/project/reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "trek/measure/measured.hpp"
#include "trek/project/detail/measure_settings.hpp"
#include "trek/project/detail/parsed_project.hpp"
#include "trek/project/detail/section.hpp"

namespace trek::project {
namespace {

/// A project with every section, each in the sample of that number or its last one.
std::string sample_project(std::size_t number) {
  std::string text = "[project]\nname = \"reference\"\n";
  for (const detail::Section& section : detail::all_sections()) {
    const auto& samples = section.samples;
    text += samples.empty() ? fmt::format("[{}]\n", section.key.name) : samples[std::min(number, samples.size() - 1)];
  }
  return text;
}

config::AskedKeys all_asked() {
  std::size_t most = 1;
  for (const detail::Section& section : detail::all_sections()) most = std::max(most, section.samples.size());
  config::AskedKeys asked;
  for (std::size_t number = 0; number < most; ++number)
    static_cast<void>(detail::parsed_project("trek.toml", sample_project(number), {}, &asked));
  return asked;
}

}  // namespace

config::AskedKeys key_reference() {
  config::AskedKeys list;
  for (config::AskedKey& entry : all_asked()) {
    if (entry.table.empty()) std::swap(entry.table, entry.key);
    const auto is_it = [&](const config::AskedKey& known) {
      return known.table == entry.table && known.key == entry.key;
    };
    if (std::none_of(list.begin(), list.end(), is_it)) list.push_back(std::move(entry));
  }
  // A key stands with the others of its table, where that was met first.
  std::map<std::string, std::size_t> place;
  for (const config::AskedKey& entry : list) place.try_emplace(entry.table, place.size());
  std::ranges::stable_sort(list, {}, [&](const config::AskedKey& entry) { return place.at(entry.table); });
  return list;
}

std::vector<MeasureReference> measure_reference() {
  measure::Settings settings;
  settings.has_places = settings.has_stations = true;
  settings.catchment.emplace();
  settings.value.emplace();
  settings.border.emplace();
  TravelSettings& mode = settings.modes.emplace_back();
  mode.network.emplace();
  mode.limits_min = {15};
  std::vector<MeasureReference> list;
  for (const measure::Measure& one : measure::criteria_measures(settings))
    list.push_back({one.id, one.label.en, one.unit.en, detail::need_text(one.need)});
  return list;
}

}  // namespace trek::project
