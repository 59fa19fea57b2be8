#include <fmt/format.h>

#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"
#include "trek/publish/detail/place_columns.hpp"

namespace trek::publish::detail::layers::existing_places {
namespace {

LayerStyle style_of(const Words& words) {
  LayerStyle style;
  style.name = words("Soort plek", "Kind of place");
  ValueMap kinds{"kind", {}};
  const auto add = [&](model::PlaceKind kind, const MarkerSymbol& symbol) {
    const std::string label{model::label_of(kind, words.language())};
    style.rules.push_back({label, equals("kind", model::name_of(kind)), symbol});
    kinds.words.emplace_back(model::name_of(kind), label);
  };
  const Color ink{20, 70, 60};
  add(model::PlaceKind::third_place, marker(MarkerShape::square, 2.2, kGreen, ink));
  add(model::PlaceKind::cultural_anchor, marker(MarkerShape::diamond, 2.4, kSky, ink));
  add(model::PlaceKind::hospitality, marker(MarkerShape::circle, 0.9, {150, 160, 165}, ink, 0.0));
  style.rules.push_back(rest_rule(words));
  style.labels = {{.expression = "\"name\"",
                   .filter = "\"kind\" <> 'hospitality'",
                   .size_pt = 7.0,
                   .color = {0, 90, 70},
                   .priority = 4,
                   .smallest_scale = 60'000.0}};
  style.value_maps = {kinds};
  style.display = "\"name\"";
  style.map_tip = "<b>[% \"name\" %]</b><br/>[% represent_value(\"kind\") %]";
  return style;
}

void add_serving(LayerTable& table, const Results& results) {
  const auto& serving = results.serving;
  table.add("counts_for_norm", FieldType::boolean, {"Telt voor de norm", "Counts for the norm"},
            [&](std::size_t p) { return Value{serving.serves[p] != 0}; });
  table.add("municipality_code", FieldType::text, {"Gemeentecode", "Municipality code"},
            [&](std::size_t p) { return text(municipality_code(results, serving.municipality[p])); });
}

/// Whom its closing would leave without a place, by a mode.
void add_reliance(LayerTable& table, const coverage::ModeReliance& reliance, const Words& words) {
  const auto mode = model::name_of(reliance.mode);
  const auto behind = fmt::format("{} {} min {}", words(" binnen", " within"), reliance.norm.count() / 600,
                                  model::label_of(reliance.mode, words.language()));
  const core::Phrase about{
      "Zij staan zonder als deze plek sluit. Hoogstens: een plek buiten de gegevens telt niet mee. "
      "Leeg: telt niet voor de norm, of ligt niet aan het wegennet.",
      "They are without if this place closes. At most: a place beyond the data does not count. "
      "Empty: does not count for the norm, or is off the network."};
  const auto add = [&](const char* stem, const std::string& title, double coverage::Reliance::*people) {
    table.add(
        fmt::format("{}_{}", stem, mode), FieldType::real, title + behind,
        [&reliance, people](std::size_t p) {
          const auto& relying = reliance.places[p];
          return relying ? real((*relying).*people, 1) : Value{};
        },
        about);
  };
  add("only_place_of", words("Inwoners die alleen deze plek hebben", "Inhabitants who have this place alone"),
      &coverage::Reliance::people);
  add("only_place_of_target",
      words("Inwoners van 20-40 die alleen deze plek hebben", "Inhabitants of 20-40 who have this place alone"),
      &coverage::Reliance::target);
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& places = results.existing_places;
  LayerTable table(words, "existing_places", GeometryType::point, {"Bestaande plekken", "Existing places"},
                   {"Third places, culturele ankers en horeca die er al zijn.",
                    "Third places, cultural anchors and hospitality that exist."});
  table.add_text("key", {"Sleutel", "Key"}, places.key);
  table.add_text("name", {"Naam", "Name"}, places.name);
  table.add_code("kind", {"Soort", "Kind"}, places.kind);
  add_level(places, table);
  if (!results.serving.serves.empty()) add_serving(table, results);
  table.add_real("strength", {"Aantrekkingskracht (1 = gewoon)", "Attraction (1 = ordinary)"}, places.strength, 3);
  table.add("chain", FieldType::text, {"Stappen van de keten", "Steps of the chain"},
            [&places, words](std::size_t p) { return text(model::labels_of(places.chain[p], words.language())); },
            {"Cultuureducatie, participatie, talentontwikkeling, professionele top. Leeg: onbekend.",
             "Cultural education, participation, talent development, professional top. Empty: unknown."});
  for (const coverage::ModeReliance& reliance : results.reliance) add_reliance(table, reliance, words);
  table.add_text("certainty", {"Zekerheid", "Certainty"}, places.certainty);
  table.add_text("note", {"Opmerking", "Note"}, places.note);
  table.set_rows(places.size(), [&](std::size_t p) { return Geometry{places.place[p]}; });
  return {.order = 60,
          .table = std::move(table),
          .style = style_of(words),
          .views = {{.group = Group::context,
                     .draw_rank = DrawRank::places,
                     .visible = true,
                     .place = 21,
                     .themes = {Theme::overview, Theme::coverage, Theme::need, Theme::advice, Theme::one_site}}},
          .frame_rank = 3};
}

}  // namespace trek::publish::detail::layers::existing_places
