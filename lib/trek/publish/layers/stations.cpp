#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers::stations {
namespace {

LayerStyle style_of(const Words& words) {
  auto style =
      named_style(words("Station", "Station"),
                  {{words("station", "station"), "", marker(MarkerShape::triangle, 3.0, {250, 220, 60}, kDark, 0.3)}});
  style.labels = {{.expression = "\"name\"", .filter = {}, .size_pt = 7.0, .smallest_scale = 100'000.0}};
  return style;
}

/// They stand on the map where a criterion asks for them.
bool is_asked_for(const Results& results) {
  const auto asked = [&](const Measure& measure) {
    return std::ranges::any_of(results.judgement.criteria.criteria(), [&](const auto& criterion) {
      return criterion.weight > 0.0 && criterion.id == measure.id;
    });
  };
  return std::ranges::any_of(results.site_measures, [&](const Measure& measure) {
    return measure.need == measure::Need::stations && asked(measure);
  });
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& stations = results.stations;
  LayerTable table(words, "stations", GeometryType::point, {"Stations", "Stations"},
                   {"Stations waarvandaan de reistijd tot een locatie is gemeten.",
                    "Stations from which the travel time to a site was measured."});
  table.add_text("key", {"Sleutel", "Key"}, stations.key);
  table.add_text("name", {"Naam", "Name"}, stations.name);
  table.set_rows(stations.size(), [&](std::size_t s) { return Geometry{stations.place[s]}; });
  return {.order = 70,
          .table = std::move(table),
          .style = style_of(words),
          .views = {{.group = Group::context,
                     .draw_rank = DrawRank::stations,
                     .visible = is_asked_for(results),
                     .place = 22,
                     .themes = {Theme::overview, Theme::one_site}}}};
}

}  // namespace trek::publish::detail::layers::stations
