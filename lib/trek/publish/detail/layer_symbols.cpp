#include "trek/publish/detail/layer_symbols.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "trek/network/snap.hpp"

namespace trek::publish::detail {
namespace {

ValueMap mode_words(const Words& words) {
  ValueMap map{"mode", {}};
  for (const auto mode : {model::Mode::foot, model::Mode::bicycle, model::Mode::e_bike, model::Mode::car}) {
    map.words.emplace_back(model::name_of(mode), model::label_of(mode, words.language()));
  }
  return map;
}

Symbol isochrone_symbol(Color color) {
  return FillSymbol{{color.red, color.green, color.blue, 110}, FillPattern::solid, color, 0.25};
}

}  // namespace

MarkerSymbol marker(MarkerShape shape, double size_mm, Color fill, Color stroke, double stroke_mm) {
  return {shape, size_mm, fill, stroke, stroke_mm};
}

StyleRule rest_rule(const Words& words) {
  return {words("onbekend", "unknown"), std::string{kElse}, marker(MarkerShape::circle, 1.6, kNoData, kDark)};
}

std::string equals(std::string_view field, std::string_view value) {
  return fmt::format("\"{}\" = '{}'", field, value);
}

LabelRule municipality_label() {
  return {.expression = "\"name\"",
          .filter = {},
          .placement = LabelPlacement::inside_polygon,
          .size_pt = 9.0,
          .color = {78, 96, 116},
          .halo_mm = 0.6,
          .priority = 3};
}

LayerStyle named_style(std::string name, std::vector<StyleRule> rules, std::string_view field) {
  LayerStyle style;
  style.name = std::move(name);
  style.rules = std::move(rules);
  style.display = fmt::format("\"{}\"", field);
  style.map_tip = fmt::format("<b>[% {} %]</b>", style.display);
  return style;
}

LayerStyle isochrone_style(const Words& words, std::span<const double> breaks_min, std::string_view name_field) {
  LayerStyle style;
  style.name = words("Reistijd", "Travel time");
  for (const auto& [from, to, color] : minute_classes(breaks_min)) {
    if (std::isfinite(to))
      style.rules.push_back({fmt::format("{} – {} min", from, to),
                             fmt::format("\"to_min\" > {} AND \"to_min\" <= {}", from, to), isochrone_symbol(color)});
    else
      style.rules.push_back({fmt::format("> {} min", from), std::string{kElse}, isochrone_symbol(color)});
  }
  style.draw_order = "\"to_min\"";
  style.value_maps = {mode_words(words)};
  style.display = fmt::format("\"{}\"", name_field);
  style.map_tip = fmt::format("<b>[% \"{}\" %]</b><br/>[% \"from_min\" %] – [% \"to_min\" %] min", name_field);
  return style;
}

LayerStyle not_routable_style(const Words& words, std::string_view name) {
  LayerStyle style;
  style.name = words("Waarom niet", "Why not");
  const auto add = [&](network::SnapFailure failure, std::string label, Color color) {
    style.rules.push_back({std::move(label), equals("reason", network::name_of(failure)),
                           marker(MarkerShape::triangle, 2.4, color, kDark)});
  };
  add(network::SnapFailure::too_far, words("te ver van een straat", "too far from a street"), kOrange);
  add(network::SnapFailure::island, words("alleen een los stuk net", "only an island of the network"), kVermilion);
  add(network::SnapFailure::no_entry,
      words("alleen een weg waar men niet op of af kan", "only a road that cannot be entered there"), kSky);
  add(network::SnapFailure::outside, words("buiten het net", "outside the network"), kPink);
  add(network::SnapFailure::no_place, words("geen plaats", "no place"), kDark);
  style.rules.push_back(rest_rule(words));
  style.display = name;
  style.map_tip = fmt::format("<b>[% {} %]</b><br/>[% \"mode\" %]: [% \"reason\" %]", name);
  return style;
}

}  // namespace trek::publish::detail
