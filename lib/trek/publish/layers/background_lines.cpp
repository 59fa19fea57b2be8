#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers::background_lines {
namespace {

using network::BackdropKind;

LayerStyle style_of(const Words& words) {
  constexpr Color kRoad{120, 120, 120, 190};
  constexpr Color kRail{70, 70, 70, 190};
  constexpr Color kWater{130, 150, 170, 190};
  const auto rule = [](const std::string& label, BackdropKind kind, Color color, double width_mm) {
    return StyleRule{label, equals("kind", network::name_of(kind)), LineSymbol{color, width_mm}};
  };
  auto style =
      named_style(words("Wegen, spoor en water", "Roads, railways and water"),
                  {rule(words("autosnelweg of autoweg", "motorway"), BackdropKind::motorway, kRoad, 0.6),
                   rule(words("hoofdweg", "main road"), BackdropKind::main_road, kRoad, 0.25),
                   rule(words("spoor", "railway"), BackdropKind::railway, kRail, 0.35),
                   {words("rivier of kanaal", "river or canal"), std::string{kElse}, LineSymbol{kWater, 0.5}}});
  style.map_tip = "[% coalesce(\"name\", '') %]";
  return style;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& lines = results.backdrop.lines;
  LayerTable table(words, "background_lines", GeometryType::line,
                   {"Hoofdwegen, spoor en vaarwegen", "Main roads, railways and waterways"},
                   {"Om te zien waar men is, uit het stratenbestand van het project.",
                    "To see where one is, from the project's extract of streets."});
  table.add("kind", FieldType::text, {"Wat het is", "What it is"},
            [&lines](std::size_t row) { return text(network::name_of(lines[row].kind)); });
  table.add("name", FieldType::text, {"Naam of nummer", "Name or number"},
            [&lines](std::size_t row) { return text(lines[row].name); });
  table.set_rows(lines.size(), [&lines](std::size_t row) { return Geometry{lines[row].shape}; });
  return {
      .order = 86, .table = std::move(table), .style = style_of(words), .views = {background_view(DrawRank::backdrop)}};
}

}  // namespace trek::publish::detail::layers::background_lines
