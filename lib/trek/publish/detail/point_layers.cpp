#include <fmt/format.h>

#include <array>
#include <cmath>

#include "trek/geo/crs.hpp"
#include "trek/publish/detail/delivered_layer.hpp"
#include "trek/publish/detail/finding_words.hpp"

namespace trek::publish::detail {
namespace {

MarkerSymbol marker(MarkerShape shape, double size_mm, Color fill, Color stroke = {255, 255, 255},
                    double stroke_mm = 0.2) {
  return {shape, size_mm, fill, stroke, stroke_mm};
}

// Okabe & Ito (2008): told apart by every kind of colour vision.
constexpr Color kGreen{0, 158, 115};
constexpr Color kSky{86, 180, 233};
constexpr Color kVermilion{213, 94, 0};
constexpr Color kOrange{230, 159, 0};
constexpr Color kPink{204, 121, 167};
constexpr Color kDark{60, 60, 60};

StyleRule rest_rule(const Words& words) {
  return {words("onbekend", "unknown"), std::string{kElse}, marker(MarkerShape::circle, 1.6, kNoData, kDark)};
}

std::string equals(const char* field, std::string_view value) { return fmt::format("\"{}\" = '{}'", field, value); }

std::string_view name_of(core::Severity severity) {
  switch (severity) {
    case core::Severity::note:
      return "note";
    case core::Severity::warning:
      return "warning";
    case core::Severity::rejected:
      return "rejected";
  }
  return "rejected";
}

bool is_drawable(const Delivery& delivery, const core::Finding& finding) {
  return finding.location && detail::is_drawable(delivery, geo::Point{finding.location->x_m, finding.location->y_m});
}

std::vector<const core::Finding*> findings(const Delivery& delivery, bool drawable) {
  std::vector<const core::Finding*> result;
  if (delivery.report == nullptr) return result;
  for (const auto& finding : delivery.report->findings()) {
    if (is_drawable(delivery, finding) == drawable) result.push_back(&finding);
  }
  return result;
}

void add_finding_fields(LayerTable& table, const std::vector<const core::Finding*>& rows, const Words& words) {
  table.add("source", FieldType::text, words("Bron", "Source"), [&](std::size_t r) { return text(rows[r]->source); });
  table.add("record", FieldType::text, words("Record", "Record"),
            [&rows, words](std::size_t r) { return text(words(rows[r]->record)); });
  table.add("severity", FieldType::text, words("Ernst", "Severity"),
            [&](std::size_t r) { return text(name_of(rows[r]->severity)); });
  table.add("rule", FieldType::text, words("Regel", "Rule"), [&](std::size_t r) { return text(rows[r]->rule); });
  table.add("value", FieldType::text, words("Gevonden waarde", "Value found"),
            [&rows, words](std::size_t r) { return text(words(rows[r]->value)); });
  table.add("remedy", FieldType::text, words("Wat te doen", "What to do"),
            [&rows, words](std::size_t r) { return text(remedy_text(rows[r]->rule, rows[r]->remedy, words)); });
}

ValueMap severity_words(const Words& words) {
  return {"severity",
          {{"note", words("opmerking", "note")},
           {"warning", words("waarschuwing", "warning")},
           {"rejected", words("afgewezen", "rejected")}}};
}

ValueMap rule_words(const Words& words) {
  ValueMap map{"rule", {}};
  for (const FindingWords& entry : finding_words())
    map.words.emplace_back(entry.rule, words(entry.label_nl, entry.label_en));
  return map;
}

LayerStyle place_style(const Words& words) {
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
  LabelRule name;
  name.expression = "\"name\"";
  name.filter = "\"kind\" <> 'hospitality'";
  name.size_pt = 7.0;
  name.color = {0, 90, 70};
  name.smallest_scale = 60'000.0;
  name.priority = 4;
  style.labels = {name};
  style.value_maps = {kinds};
  style.display = "\"name\"";
  style.map_tip = "<b>[% \"name\" %]</b><br/>[% represent_value(\"kind\") %]";
  return style;
}

}  // namespace

bool is_drawable(const Delivery& delivery, geo::Point place) {
  if (!geo::is_finite(place)) return false;
  constexpr geo::Box kNetherlands{-7'000.0, 289'000.0, 300'000.0, 629'000.0};  // area of use of EPSG:28992, rounded out
  return delivery.crs != geo::kRdNew || kNetherlands.contains(place);
}

LayerStyle not_routable_style(const Words& words, std::string_view name) {
  LayerStyle style;
  style.name = words("Waarom niet", "Why not");
  const auto add = [&](network::SnapFailure failure, std::string label, Color color) {
    style.rules.push_back({std::move(label), equals("reason", network::name_of(failure)),
                           marker(MarkerShape::triangle, 2.4, color, kDark)});
  };
  add(network::SnapFailure::too_far, words("te ver van een straat", "too far from a street"), kOrange);
  add(network::SnapFailure::island, words("alleen een los stuk net", "only an island of the network"), kVermilion);
  add(network::SnapFailure::no_entry,
      words("alleen een weg waar men niet op of af kan", "only a road that cannot be entered there"), kSky);
  add(network::SnapFailure::outside, words("buiten het net", "outside the network"), kPink);
  add(network::SnapFailure::no_place, words("geen plaats", "no place"), kDark);
  style.rules.push_back(rest_rule(words));
  style.display = name;
  style.map_tip = fmt::format("<b>[% {} %]</b><br/>[% \"mode\" %]: [% \"reason\" %]", name);
  return style;
}

namespace {

LayerStyle rejected_style(const Words& words) {
  LayerStyle style;
  style.name = words("Ernst", "Severity");
  style.rules = {
      {words("afgewezen", "rejected"), equals("severity", "rejected"),
       marker(MarkerShape::cross, 2.4, kVermilion, kVermilion, 0.5)},
      {words("waarschuwing", "warning"), equals("severity", "warning"),
       marker(MarkerShape::triangle, 2.2, kOrange, kDark)},
      {words("opmerking", "note"), equals("severity", "note"), marker(MarkerShape::circle, 1.8, kSky, kDark)},
      rest_rule(words)};
  style.value_maps = {severity_words(words), rule_words(words)};
  style.display = "\"record\"";
  style.map_tip =
      "<b>[% \"source\" %] [% \"record\" %]</b><br/>[% represent_value(\"rule\") %]: [% coalesce(\"value\", '') "
      "%]<br/>[% "
      "coalesce(\"remedy\", '') %]";
  return style;
}

}  // namespace

DeliveredLayer write_existing_places(const Delivery& delivery, GeoPackage& out) {
  const Words words{delivery.language};
  LayerTable table{"existing_places", GeometryType::point, words("Bestaande plekken", "Existing places"),
                   abstract_of(delivery, "Third places, culturele ankers en horeca die er al zijn.",
                               "Third places, cultural anchors and hospitality that exist.")};
  const auto* const places = delivery.existing_places;
  if (places != nullptr) {
    table.add("key", FieldType::text, words("Sleutel", "Key"),
              [places](std::size_t p) { return text(places->key[p]); });
    table.add("name", FieldType::text, words("Naam", "Name"),
              [places](std::size_t p) { return text(places->name[p]); });
    table.add("kind", FieldType::text, words("Soort", "Kind"),
              [places](std::size_t p) { return text(model::name_of(places->kind[p])); });
    if (delivery.serving != nullptr) {
      table.add("counts_for_norm", FieldType::boolean, words("Telt voor de norm", "Counts for the norm"),
                [&delivery](std::size_t p) { return Value{delivery.serving->serves[p] != 0}; });
      table.add(
          "municipality_code", FieldType::text, words("Gemeentecode", "Municipality code"),
          [&delivery](std::size_t p) { return text(municipality_code(delivery, delivery.serving->municipality[p])); });
    }
    table.add("strength", FieldType::real, words("Aantrekkingskracht (1 = gewoon)", "Attraction (1 = ordinary)"),
              [places](std::size_t p) { return real(places->strength[p], 3); });
    table.add("certainty", FieldType::text, words("Zekerheid", "Certainty"),
              [places](std::size_t p) { return text(places->certainty[p]); });
    table.add("note", FieldType::text, words("Opmerking", "Note"),
              [places](std::size_t p) { return text(places->note[p]); });
  }
  table.write(out, places == nullptr ? 0 : places->size(),
              [places](std::size_t p) { return Geometry{places->place[p]}; });
  return {table.schema(), place_style(words)};
}

DeliveredLayer write_stations(const Delivery& delivery, GeoPackage& out) {
  const Words words{delivery.language};
  LayerTable table{"stations", GeometryType::point, words("Stations", "Stations"),
                   abstract_of(delivery, "Stations waarvandaan de reistijd tot een locatie is gemeten.",
                               "Stations from which the travel time to a site was measured.")};
  const auto* const stations = delivery.stations;
  if (stations != nullptr) {
    table.add("key", FieldType::text, words("Sleutel", "Key"),
              [stations](std::size_t s) { return text(stations->key[s]); });
    table.add("name", FieldType::text, words("Naam", "Name"),
              [stations](std::size_t s) { return text(stations->name[s]); });
  }
  table.write(out, stations == nullptr ? 0 : stations->size(),
              [stations](std::size_t s) { return Geometry{stations->place[s]}; });
  LayerStyle style;
  style.name = words("Station", "Station");
  style.rules = {{words("station", "station"), "", marker(MarkerShape::triangle, 3.0, {250, 220, 60}, kDark, 0.3)}};
  LabelRule name;
  name.expression = "\"name\"";
  name.size_pt = 7.0;
  name.smallest_scale = 100'000.0;
  style.labels = {name};
  style.display = "\"name\"";
  style.map_tip = "<b>[% \"name\" %]</b>";
  return {table.schema(), style};
}

DeliveredLayer write_not_routable(const Delivery& delivery, GeoPackage& out) {
  const Words words{delivery.language};
  LayerTable table{"not_routable", GeometryType::point,
                   words("Niet aangesloten op het net", "Not connected to the network"),
                   abstract_of(delivery, "Punten die het net van een vervoerwijze niet bereikt, en waarom.",
                               "Points that the network of a mode does not reach, and why.")};
  const auto& rows = delivery.not_routable;
  table.add("table_name", FieldType::text, words("Tabel", "Table"), [&](std::size_t r) { return text(rows[r].table); });
  table.add("key", FieldType::text, words("Sleutel", "Key"), [&](std::size_t r) { return text(rows[r].key); });
  table.add("name", FieldType::text, words("Naam", "Name"), [&](std::size_t r) { return text(rows[r].name); });
  table.add("mode", FieldType::text, words("Vervoer", "Mode"),
            [&](std::size_t r) { return text(model::name_of(rows[r].mode)); });
  table.add("reason", FieldType::text, words("Reden", "Reason"),
            [&](std::size_t r) { return text(network::name_of(rows[r].failure)); });
  table.add("distance_m", FieldType::real, words("Afstand tot de straat (m)", "Distance to the street (m)"),
            [&](std::size_t r) { return real(rows[r].distance_m, 1); });
  table.add("inhabitants", FieldType::real, words("Inwoners (personen)", "Inhabitants (people)"),
            [&](std::size_t r) { return real(rows[r].inhabitants, 2); });
  table.write(out, rows.size(), [&](std::size_t r) {
    const auto place = rows[r].place;
    return geo::is_finite(place) ? Geometry{place} : Geometry{};
  });
  return {table.schema(), not_routable_style(words, "coalesce(\"name\", \"key\")")};
}

DeliveredLayer write_rejected_records(const Delivery& delivery, GeoPackage& out) {
  const Words words{delivery.language};
  LayerTable table{"rejected_records", GeometryType::point, words("Meldingen op de kaart", "Findings on the map"),
                   abstract_of(delivery, "Records die zijn afgewezen, hersteld of betwijfeld, en waarom.",
                               "Records that were rejected, repaired or doubted, and why.")};
  const auto rows = findings(delivery, true);
  add_finding_fields(table, rows, words);
  table.write(out, rows.size(), [&](std::size_t r) {
    return Geometry{geo::Point{rows[r]->location->x_m, rows[r]->location->y_m}};
  });
  return {table.schema(), rejected_style(words)};
}

DeliveredLayer write_rejected_records_unplaced(const Delivery& delivery, GeoPackage& out) {
  const Words words{delivery.language};
  LayerTable table{"rejected_records_unplaced", GeometryType::none,
                   words("Meldingen zonder locatie", "Findings without a location"),
                   abstract_of(delivery, "Als de bevindingen met plaats, maar zonder bruikbare coördinaten.",
                               "As the findings with a place, but without usable coordinates.")};
  const auto rows = findings(delivery, false);
  add_finding_fields(table, rows, words);
  const auto add = [&](const char* name, double core::Location::*part) {
    table.add(name, FieldType::real, fmt::format("{} (m)", name[0]), [&rows, part](std::size_t r) {
      return rows[r]->location ? real((*rows[r]->location).*part, 3) : Value{};
    });
  };
  add("x_m", &core::Location::x_m);
  add("y_m", &core::Location::y_m);
  table.write(out, rows.size());
  LayerStyle style;
  style.value_maps = {severity_words(words), rule_words(words)};
  style.display = "\"record\"";
  return {table.schema(), style};
}

DeliveredLayer write_population_remainder(const Delivery& delivery, GeoPackage& out) {
  const Words words{delivery.language};
  LayerTable table{
      "population_remainder", GeometryType::point,
      words("Inwoners die niet op de kaart staan", "Inhabitants who are not on the map"),
      abstract_of(delivery, "Mensen die de bron telt maar die buiten de gemeenten vallen of geen gebied hebben.",
                  "People whom the source counts but who fall outside the municipalities or have no area.")};
  const auto& rows = delivery.remainder;
  table.add("key", FieldType::text, words("Sleutel in de bron", "Key in the source"),
            [&](std::size_t r) { return text(rows[r].key); });
  table.add("inhabitants", FieldType::real, words("Inwoners (personen)", "Inhabitants (people)"),
            [&](std::size_t r) { return real(rows[r].inhabitants, 2); });
  table.add("target", FieldType::real, words("20-40-jarigen (personen)", "People of 20-40 (people)"),
            [&](std::size_t r) { return real(rows[r].target, 2); });
  table.add("reason", FieldType::text, words("Reden", "Reason"), [&](std::size_t r) { return text(rows[r].reason); });
  table.write(out, rows.size(), [&](std::size_t r) {
    const auto place = rows[r].place;
    return geo::is_finite(place) ? Geometry{place} : Geometry{};
  });
  LayerStyle style;
  style.name = words("Restant", "Remainder");
  style.rules = {{words("Niet op de kaart", "Not on the map"), "", marker(MarkerShape::circle, 1.8, kPink, kDark)}};
  style.display = "\"key\"";
  style.map_tip = "[% \"inhabitants\" %] " + words("inwoners", "inhabitants") + ": [% \"reason\" %]";
  return {table.schema(), style};
}

}  // namespace trek::publish::detail
