#include <fmt/format.h>

#include <algorithm>

#include "trek/publish/detail/layer.hpp"
#include "trek/publish/map_style.hpp"

namespace trek::publish {
namespace {

constexpr std::uint32_t kShortlist = 10;  // of a list that is long enough: score::RankAcceptability

/// One area of each kind, so that layers say what they have classes of.
Results smallest_results(const std::vector<model::Mode>& modes) {
  coverage::AreaCoverage area;
  for (const model::Mode mode : modes) area.modes.emplace_back().mode = mode;
  Results results;
  results.municipalities.code = {""};
  results.municipalities.name = {""};
  results.municipalities.inhabitants = {std::nullopt};
  results.municipalities.area.append({});
  results.coverage.push_back({area, model::MunicipalityIdx{0U}});
  results.districts.table.code = {""};
  results.districts.table.name = {""};
  results.districts.table.municipality_code = {""};
  results.districts.table.inhabitants = {std::nullopt};
  results.districts.table.area.append({});
  results.districts.municipality = {model::MunicipalityIdx{0U}};
  results.districts.coverage.push_back({area, model::DistrictIdx{0U}});
  results.judgement.acceptability.top_count = kShortlist;
  return results;
}

void add_names(const Results& results, const MapHead& head, bool with_unknown, std::vector<ClassedName>& names) {
  for (const detail::Layer& layer : detail::result_layers(results, head)) {
    for (const ColumnClasses& classes : layer.classes) {
      if (!with_unknown && classes.counts.empty()) continue;
      ClassedName name{layer.table.schema().name, classes.column};
      if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
  }
}

}  // namespace

std::vector<ClassedName> classed_names(const std::vector<model::Mode>& modes) {
  std::vector<ClassedName> names;
  Results results = smallest_results(modes);
  add_names(results, {}, true, names);
  for (const model::Mode mode : modes) {
    Measure time;
    time.id = fmt::format("{}_{}_min", kAnyWord, model::name_of(mode));
    time.unit = "min";
    results.demand_measures = {std::move(time)};
    add_names(results, {}, true, names);
  }
  return names;
}

std::vector<ClassedName> drawn_classes(const Results& results, const MapHead& head) {
  std::vector<ClassedName> names;
  add_names(results, head, false, names);
  return names;
}

}  // namespace trek::publish
