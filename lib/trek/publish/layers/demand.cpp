#include <fmt/format.h>

#include <algorithm>

#include "trek/publish/detail/demand_style.hpp"
#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers::demand {
namespace {

constexpr int kPeopleDecimals = 6;  // of expectations a cell: so that sums over all cells come out as elsewhere

constexpr Color kWhite{255, 255, 255};

Symbol cell_symbol(Color color) { return FillSymbol{color, FillPattern::solid, kWhite, 0.0}; }
Symbol point_symbol(Color color) { return marker(MarkerShape::circle, 1.2, color, kWhite, 0.0); }

/// Whether a place is near enough, and which is the nearest: by the exact time, so that sums over cells are those of
/// the municipalities.
void add_access(LayerTable& table, const Results& results, const access::ModeAccess& access, const Words& words) {
  const auto mode = model::name_of(access.mode);
  const auto by = fmt::format(", {}", model::label_of(access.mode, words.language()));
  table.add(fmt::format("served_{}", mode), FieldType::boolean,
            words("Plek binnen de norm", "A place within the norm") + by,
            [&access](std::size_t d) { return access.connected[d] != 0 ? Value{access.served(d)} : Value{}; },
            {"Leeg: niet op het wegennet, dus onbekend.", "Empty: off the network, so unknown."});
  if (results.serving.serves.empty()) return;
  const auto add = [&](const char* stem, const std::string& title, auto text_of) {
    table.add(fmt::format("nearest_place_{}_{}", mode, stem), FieldType::text, title + by,
              [&access, text_of](std::size_t d) {
                const auto& nearest = access.nearest[d];
                return nearest.time_ds == access::kUnreachable_ds ? Value{} : text(text_of(nearest.site));
              });
  };
  const auto& places = results.existing_places;
  add("key", words("Dichtstbijzijnde plek, sleutel", "Nearest place, key"),
      [&places](std::uint32_t p) { return places.key[p]; });
  add("name", words("Dichtstbijzijnde plek", "Nearest place"), [&places](std::uint32_t p) { return places.name[p]; });
  add("municipality_code", words("Gemeentecode van die plek", "Municipality code of that place"),
      [&results](std::uint32_t p) { return municipality_code(results, results.serving.municipality[p]); });
}

void add_fields(LayerTable& table, const Results& results, const Words& words) {
  const auto& demand = results.demand;
  table.add_text("key", {"Sleutel", "Key"}, demand.key);
  table.add_real("inhabitants", {"Inwoners (personen)", "Inhabitants (people)"}, demand.inhabitants, kPeopleDecimals);
  table.add_real("target", {"20-40-jarigen (personen)", "People of 20-40 (people)"}, demand.target, kPeopleDecimals,
                 {"Leeg: onbekend.", "Empty: unknown."});
  table.add_real("target_low", {"20-40-jarigen, minstens (personen)", "People of 20-40, at least (people)"},
                 demand.target_low, 2);
  table.add_real("target_high", {"20-40-jarigen, hoogstens (personen)", "People of 20-40, at most (people)"},
                 demand.target_high, 2);
  table.add("target_estimated", FieldType::boolean, {"20-40-jarigen geschat", "People of 20-40 estimated"},
            [&demand](std::size_t d) { return Value{demand.target_estimated[d] != 0}; });
  table.add("municipality_code", FieldType::text, {"Gemeentecode", "Municipality code"},
            [&results](std::size_t d) { return text(municipality_code(results, results.demand.municipality[d])); });
  table.add_measures(results.demand_measures, demand.size());
  for (const access::ModeAccess& access : results.access) add_access(table, results, access, words);
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& demand = results.demand;
  const bool squares = demand.cell_size_m > 0.0;
  LayerTable table(words, "demand", squares ? GeometryType::multipolygon : GeometryType::point,
                   {"Inwoners en hun bereik", "Inhabitants and their access"},
                   {"Waar mensen wonen, en hoe ver het naar een bestaande plek is.",
                    "Where people live, and how far an existing place is."});
  add_fields(table, results, words);
  table.set_rows(results.output_cells_m > 0.0 ? 0 : demand.size(), [&demand, squares](std::size_t d) -> Geometry {
    const auto place = demand.place[d];
    if (!squares) return place;
    return geo::MultiPolygon{
        geo::rectangle(geo::Box{place.x_m, place.y_m, place.x_m, place.y_m}.grown(demand.cell_size_m / 2.0))};
  });
  const auto classes = column_classes(table, demand_column(results), head.style);
  return {.order = 40,
          .table = std::move(table),
          .style = demand_style(classes, squares ? cell_symbol : point_symbol, words),
          .views = {{.group = Group::context, .draw_rank = DrawRank::reach}},
          .frame_rank = 4,
          .classes = {classes}};
}

}  // namespace trek::publish::detail::layers::demand
