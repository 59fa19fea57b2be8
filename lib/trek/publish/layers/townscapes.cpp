#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers::townscapes {
Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& areas = results.townscapes;
  LayerTable table(words, "townscapes", GeometryType::multipolygon, {"Beschermde gezichten", "Protected townscapes"},
                   {"Beschermde stads- en dorpsgezichten.", "Protected townscapes and village views."});
  table.add_text("key", {"Sleutel", "Key"}, areas.key);
  table.add_text("name", {"Naam", "Name"}, areas.name);
  table.add_text("kind", {"Status", "Status"}, areas.kind);
  table.set_rows(areas.size(), [&](std::size_t a) { return shape_of(areas.area, a); });
  const FillSymbol fill{{140, 81, 10, 120}, FillPattern::hatched, {140, 81, 10}, 0.4};
  return {.order = 80,
          .table = std::move(table),
          .style = named_style(words("Beschermd gezicht", "Townscape"),
                               {{words("Beschermd gezicht", "Protected townscape"), "", fill}}),
          .views = {{.group = Group::context, .draw_rank = DrawRank::townscapes}}};
}

}  // namespace trek::publish::detail::layers::townscapes
