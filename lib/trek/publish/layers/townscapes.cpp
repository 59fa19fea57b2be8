#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers {
namespace {

LayerStyle style_of(const Words& words) {
  FillSymbol fill;
  fill.fill = {140, 81, 10, 120};
  fill.pattern = FillPattern::hatched;
  fill.stroke = {140, 81, 10};
  fill.stroke_mm = 0.4;
  LayerStyle style;
  style.name = words("Beschermd gezicht", "Townscape");
  style.rules = {{words("Beschermd gezicht", "Protected townscape"), "", fill}};
  style.display = "\"name\"";
  style.map_tip = kNameTip;
  return style;
}

}  // namespace

Layer townscapes_layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& areas = results.townscapes;
  LayerTable table{words,
                   "townscapes",
                   GeometryType::multipolygon,
                   {"Beschermde gezichten", "Protected townscapes"},
                   {"Beschermde stads- en dorpsgezichten.", "Protected townscapes and village views."}};
  table.add_text("key", {"Sleutel", "Key"}, areas.key);
  table.add_text("name", {"Naam", "Name"}, areas.name);
  table.add_text("kind", {"Status", "Status"}, areas.kind);
  table.set_rows(areas.size(), [&](std::size_t a) { return shape_of(areas.area, a); });
  return {.order = 80,
          .table = std::move(table),
          .style = style_of(words),
          .views = {{.group = Group::context, .draw_rank = DrawRank::townscapes}}};
}

}  // namespace trek::publish::detail::layers
