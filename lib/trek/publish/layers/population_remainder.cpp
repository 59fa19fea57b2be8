#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers::population_remainder {

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& rows = results.remainder;
  LayerTable table(words, "population_remainder", GeometryType::point,
                   {"Inwoners die niet op de kaart staan", "Inhabitants who are not on the map"},
                   {"Mensen die de bron telt maar die buiten de gemeenten vallen of geen gebied hebben.",
                    "People whom the source counts but who fall outside the municipalities or have no area."});
  table.add("key", FieldType::text, {"Sleutel in de bron", "Key in the source"},
            [&](std::size_t r) { return text(rows[r].key); });
  table.add("inhabitants", FieldType::real, {"Inwoners (personen)", "Inhabitants (people)"},
            [&](std::size_t r) { return real(rows[r].inhabitants, 2); });
  table.add("target", FieldType::real, {"20-40-jarigen (personen)", "People of 20-40 (people)"},
            [&](std::size_t r) { return real(rows[r].target, 2); });
  table.add("reason", FieldType::text, {"Reden", "Reason"}, [&](std::size_t r) { return text(rows[r].reason); });
  table.set_rows(rows.size(), [&](std::size_t r) { return shape_of(rows[r].place); });
  LayerStyle style;
  style.name = words("Restant", "Remainder");
  style.rules = {{words("Niet op de kaart", "Not on the map"), "", marker(MarkerShape::circle, 1.8, kPink, kDark)}};
  style.display = "\"key\"";
  style.map_tip = "[% \"inhabitants\" %] " + words("inwoners", "inhabitants") + ": [% \"reason\" %]";
  return {.order = 120,
          .table = std::move(table),
          .style = std::move(style),
          .views = {{.draw_rank = DrawRank::diagnosis}}};
}

}  // namespace trek::publish::detail::layers::population_remainder
