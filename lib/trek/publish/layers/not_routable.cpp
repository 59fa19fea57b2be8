#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers::not_routable {

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& rows = results.not_routable;
  LayerTable table(words, "not_routable", GeometryType::point,
                   {"Niet aangesloten op het net", "Not connected to the network"},
                   {"Punten die het net van een vervoerwijze niet bereikt, en waarom.",
                    "Points that the network of a mode does not reach, and why."});
  const auto add_text = [&](const char* name, const core::Phrase& title, auto part) {
    table.add(name, FieldType::text, title, [&rows, part](std::size_t r) { return text(part(rows[r])); });
  };
  using Row = const NotRoutable&;
  add_text("table_name", {"Tabel", "Table"}, [](Row row) { return row.table; });
  add_text("key", {"Sleutel", "Key"}, [](Row row) { return row.key; });
  add_text("name", {"Naam", "Name"}, [](Row row) { return row.name; });
  add_text("mode", {"Vervoer", "Mode"}, [](Row row) { return model::name_of(row.mode); });
  add_text("reason", {"Reden", "Reason"}, [](Row row) { return network::name_of(row.failure); });
  table.add("distance_m", FieldType::real, {"Afstand tot de straat (m)", "Distance to the street (m)"},
            [&](std::size_t r) { return real(rows[r].distance_m, 1); });
  table.add("inhabitants", FieldType::real, {"Inwoners (personen)", "Inhabitants (people)"},
            [&](std::size_t r) { return real(rows[r].inhabitants, 2); });
  table.set_rows(rows.size(), [&](std::size_t r) { return shape_of(rows[r].place); });
  return {.order = 100,
          .table = std::move(table),
          .style = not_routable_style(words, "coalesce(\"name\", \"key\")"),
          .views = {{.draw_rank = DrawRank::diagnosis}}};
}

}  // namespace trek::publish::detail::layers::not_routable
