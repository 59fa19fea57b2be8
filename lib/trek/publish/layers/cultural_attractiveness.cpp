#include <fmt/format.h>

#include "trek/publish/detail/layer.hpp"

/// What existing places near home are worth to the people of each municipality. METHODS "Cultural attractiveness".
namespace trek::publish::detail::layers::cultural_attractiveness {
namespace {

using measure::Attractiveness;

constexpr int kDecimals = 3;

void add_parts(LayerTable& table, const std::vector<Attractiveness>& rows) {
  for (std::size_t kind = 0; kind < measure::kValuedKinds.size(); ++kind) {
    const model::PlaceKind of = measure::kValuedKinds[kind];
    table.add(fmt::format("part_{}", model::name_of(of)), FieldType::real,
              {fmt::format("Aanbod dichtbij: {} (0-1)", model::label_of(of, model::Language::nl)),
               fmt::format("Supply near home: {} (0-1)", model::label_of(of, model::Language::en))},
              [&rows, kind](std::size_t r) { return real(rows[r].parts[kind], kDecimals); },
              {"Gemiddeld over de inwoners: 1 wie er genoeg van dichtbij heeft, 0 wie er niets van heeft.",
               "Mean over the inhabitants: 1 who has enough of it near, 0 who has none of it."});
  }
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& rows = results.attractiveness;
  LayerTable table(
      words, "cultural_attractiveness", GeometryType::none,
      {"Culturele aantrekkelijkheid per gemeente (indicatief)", "Cultural attractiveness by municipality (indicative)"},
      {"Indicatief: wat bestaande plekken dichtbij huis waard zijn voor de inwoners, in drie delen. De strategie geeft "
       "een rangorde van de delen en geen getallen; plekken buiten de gegevens tellen niet mee.",
       "Indicative: what existing places near home are worth to the inhabitants, in three parts. The strategy gives an "
       "order of the parts and no numbers; places beyond the data do not count."});
  table.add("municipality_code", FieldType::text, {"Gemeentecode", "Municipality code"},
            [&](std::size_t r) { return text(municipality_code(results, rows[r].municipality)); });
  table.add("municipality", FieldType::text, {"Gemeente", "Municipality"},
            [&](std::size_t r) { return text(municipality_name(results, rows[r].municipality)); });
  table.add("mode", FieldType::text, {"Vervoerswijze", "Mode"},
            [&rows](std::size_t r) { return text(model::name_of(rows[r].mode)); });
  table.add("attractiveness", FieldType::real, {"Aantrekkelijkheid (0-100)", "Attractiveness (0-100)"},
            [&rows](std::size_t r) { return real(rows[r].value, 1); },
            {"De delen samen, met de gewichten van de gebruikswaarde.",
             "The parts together, by the weights of the use value."});
  add_parts(table, rows);
  table.add("inhabitants", FieldType::real, {"Inwoners (personen)", "Inhabitants (people)"},
            [&rows](std::size_t r) { return real(rows[r].inhabitants, 0); },
            {"Wie op het netwerk is aangesloten.", "Those whom the network reaches."});
  table.add("inhabitants_unknown", FieldType::real,
            {"Inwoners van wie het onbekend is (personen)", "Inhabitants of whom it is unknown (people)"},
            [&rows](std::size_t r) { return real(rows[r].unknown, 0); });
  table.set_rows(rows.size());
  return {.order = 134, .table = std::move(table), .views = {LayerView{}}};
}

}  // namespace trek::publish::detail::layers::cultural_attractiveness
