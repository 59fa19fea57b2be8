#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers::background_streets {
namespace {

using network::BackdropKind;

/// Beyond this denominator they would be a smudge around each site.
constexpr double kLargeScale = 60'000.0;

LayerStyle style_of(const Words& words) {
  constexpr Color kStreet{110, 110, 110, 200};
  constexpr Color kPath{120, 120, 120, 150};
  constexpr Color kStream{130, 150, 170, 190};
  const auto is_kind = [](BackdropKind kind) { return equals("kind", network::name_of(kind)); };
  auto style = named_style(words("Straten, paden en beken", "Streets, paths and streams"),
                           {{words("straat", "street"), is_kind(BackdropKind::street), LineSymbol{kStreet, 0.25}},
                            {words("pad", "path"), is_kind(BackdropKind::path), LineSymbol{kPath, 0.15}},
                            {words("beek of sloot", "stream or ditch"), std::string{kElse}, LineSymbol{kStream, 0.2}}});
  style.map_tip = "[% coalesce(\"name\", '') %]";
  style.smallest_scale = kLargeScale;
  return style;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& lines = results.backdrop.local;
  LayerTable table(
      words, "background_streets", GeometryType::line,
      {"Straten, paden en beken bij de beste locaties", "Streets, paths and streams near the best sites"},
      {"Om een plek te herkennen: wat binnen 750 m ligt van een locatie met een eigen blad (van elk hoogstens de 1.000 "
       "dichtstbijzijnde). Alleen getekend vanaf 1 : 60.000.",
       "To recognise a place by: what lies within 750 m of a site that has a sheet (of each at most the 1,000 "
       "nearest). "
       "Drawn from 1 : 60,000 on alone."});
  table.add("kind", FieldType::text, {"Wat het is", "What it is"},
            [&lines](std::size_t row) { return text(network::name_of(lines[row].kind)); });
  table.add("name", FieldType::text, {"Naam", "Name"}, [&lines](std::size_t row) { return text(lines[row].name); });
  table.set_rows(lines.size(), [&lines](std::size_t row) { return Geometry{lines[row].shape}; });
  return {
      .order = 88, .table = std::move(table), .style = style_of(words), .views = {background_view(DrawRank::backdrop)}};
}

}  // namespace trek::publish::detail::layers::background_streets
