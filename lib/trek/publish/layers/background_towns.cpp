#include <set>
#include <string>

#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers::background_towns {
namespace {

/// Names alone, the larger the place; what the map is about keeps them off. A municipality of the same name has its own
/// label.
LayerStyle style_of(const Words& words) {
  const auto dot = marker(MarkerShape::circle, 0.8, {110, 110, 110}, {255, 255, 255}, 0.0);
  auto style = named_style(words("Plaatsnamen", "Names of towns"), {{words("plaats", "town"), "", dot}});
  const auto label = [](const char* kind, double size_pt, int priority, double smallest_scale) {
    return LabelRule{.expression = "\"name\"",
                     .filter = equals("kind", kind) + " AND NOT \"names_municipality\"",
                     .placement = LabelPlacement::beside_point,
                     .size_pt = size_pt,
                     .color = {95, 95, 95},
                     .halo_mm = 0.5,
                     .beside_mm = 0.6,
                     .priority = priority,
                     .smallest_scale = smallest_scale};
  };
  style.labels = {label("city", 8.0, 2, 0.0), label("town", 7.0, 1, 300'000.0), label("village", 6.5, 0, 150'000.0)};
  return style;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& towns = results.backdrop.towns;
  LayerTable table(words, "background_towns", GeometryType::point, {"Plaatsnamen", "Names of towns"},
                   {"Steden, plaatsen en dorpen, uit het stratenbestand van het project.",
                    "Cities, towns and villages, from the project's extract of streets."});
  table.add("name", FieldType::text, {"Naam", "Name"}, [&towns](std::size_t row) { return text(towns[row].name); });
  table.add("kind", FieldType::text, {"Soort plaats", "Kind of place"},
            [&towns](std::size_t row) { return text(towns[row].kind); });
  std::set<std::string> municipalities;
  for (const std::string& name : results.municipalities.name) municipalities.insert(model::folded_place_name(name));
  table.add("names_municipality", FieldType::boolean, {"Heet als een gemeente", "Has the name of a municipality"},
            [&towns, municipalities](std::size_t row) {
              return Value{municipalities.contains(model::folded_place_name(towns[row].name))};
            });
  table.set_rows(towns.size(), [&towns](std::size_t row) { return shape_of(towns[row].place); });
  return {
      .order = 87, .table = std::move(table), .style = style_of(words), .views = {background_view(DrawRank::backdrop)}};
}

}  // namespace trek::publish::detail::layers::background_towns
