#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers::background_areas {
namespace {

/// Grey, and what is below shines through: no colour of it can be taken for one of a class.
LayerStyle style_of(const Words& words) {
  auto style = named_style(words("Bebouwing en water", "Built-up areas and water"),
                           {{words("bebouwde kom", "built-up area"), equals("kind", "built_up"),
                             FillSymbol{{110, 110, 110, 60}, FillPattern::solid, {110, 110, 110, 0}, 0.0}},
                            {words("water", "water"), std::string{kElse},
                             FillSymbol{{150, 165, 180, 150}, FillPattern::solid, {150, 165, 180, 0}, 0.0}}});
  style.map_tip = "[% coalesce(\"name\", '') %]";
  return style;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& built_up = results.built_up;
  const auto& lakes = results.backdrop.lakes;
  const auto is_built_up = [&built_up](std::size_t row) { return row < built_up.size(); };
  LayerTable table(words, "background_areas", GeometryType::multipolygon,
                   {"Bebouwing en water", "Built-up areas and water"},
                   {"Om te zien waar men is: bebouwde kommen van het project en water van het stratenbestand.",
                    "To see where one is: built-up areas of the project, and water of the extract of streets."});
  table.add("kind", FieldType::text, {"Wat het is", "What it is"},
            [is_built_up](std::size_t row) { return text(is_built_up(row) ? "built_up" : "lake"); });
  table.add("name", FieldType::text, {"Naam", "Name"}, [&built_up, &lakes, is_built_up](std::size_t row) {
    return text(is_built_up(row) ? built_up.name[row] : lakes[row - built_up.size()].name);
  });
  table.set_rows(built_up.size() + lakes.size(), [&built_up, &lakes, is_built_up](std::size_t row) -> Geometry {
    if (is_built_up(row)) return shape_of(built_up.area, row);
    return geo::oriented(lakes[row - built_up.size()].shape);
  });
  return {.order = 85,
          .table = std::move(table),
          .style = style_of(words),
          .views = {background_view(DrawRank::backdrop_areas)}};
}

}  // namespace trek::publish::detail::layers::background_areas
