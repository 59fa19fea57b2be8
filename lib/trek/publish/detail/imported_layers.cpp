#include "trek/publish/detail/imported_layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "trek/model/columns.hpp"
#include "trek/publish/detail/layer_symbols.hpp"
#include "trek/publish/detail/place_columns.hpp"
#include "trek/publish/detail/site_evidence.hpp"

namespace trek::publish::detail {
namespace {

void add_list(LayerTable& layer, const char* name, const core::Phrase& title, const core::Rows<std::string>& column) {
  layer.add(name, FieldType::text, title,
            [&column](std::size_t row) { return text(fmt::format("{}", fmt::join(column[row], ", "))); });
}

void add_uses(LayerTable& layer, const std::vector<model::UseSet>& column) {
  layer.add("uses", FieldType::text, {"Gebruiksdoelen", "Uses"}, [&column](std::size_t row) {
    std::string all;
    for (auto use = model::Use::dwelling; use <= model::Use::other;
         use = static_cast<model::Use>(static_cast<int>(use) + 1)) {
      if (!column[row].has(use)) continue;
      if (!all.empty()) all += ", ";
      all += model::name_of(use);
    }
    return text(all);
  });
}

void add_address(LayerTable& layer, const std::vector<model::Address>& column) {
  layer.add("address", FieldType::text, {"Adres", "Address"},
            [&column](std::size_t row) { return text(model::one_line(column[row])); });
  layer.add("postcode", FieldType::text, {"Postcode", "Postcode"},
            [&column](std::size_t row) { return text(column[row].postcode); });
}

/// Empty where the source gives a point.
Value area_of_row(const geo::PolygonColumn& areas, std::size_t row) {
  const double area_m2 = geo::area_m2(areas.feature(row));
  return area_m2 > 0.0 ? real(area_m2, 0) : Value{};
}
core::Phrase area_as_point() {
  return {"Leeg: de bron geeft een punt. Een vlak staat hier als een punt erin.",
          "Empty: the source gives a point. An area stands here as a point inside it."};
}

void add_columns(const model::Municipalities& table, LayerTable& layer) {
  layer.add_text("code", {"Gemeentecode", "Municipality code"}, table.code);
  layer.add_text("name", {"Naam", "Name"}, table.name);
  layer.add_real("inhabitants", {"Inwoners (personen)", "Inhabitants (people)"}, table.inhabitants, 0);
}

void add_columns(const model::Buildings& table, LayerTable& layer) {
  layer.add_text("id", {"BAG-pand", "BAG building"}, table.id);
  layer.add_whole("built_year", {"Bouwjaar", "Built in"}, table.built_year);
  layer.add_code("status", {"Status", "Status"}, table.status);
  add_uses(layer, table.uses);
  layer.add_whole("unit_count", {"Verblijfsobjecten (aantal)", "Units (count)"}, table.unit_count);
}

void add_columns(const model::Roads& table, LayerTable& layer) {
  layer.add_text("id", {"Wegvak", "Road section"}, table.key);
  layer.add_whole("from_junction", {"Van junctie", "From junction"}, table.from_junction);
  layer.add_whole("to_junction", {"Naar junctie", "To junction"}, table.to_junction);
  layer.add_code("direction", {"Rijrichting", "Direction"}, table.direction);
  layer.add_text("name", {"Straat", "Street"}, table.name);
  layer.add_text("kind", {"Baansubsoort", "Kind (bst_code)"}, table.kind);
  layer.add_text("authority", {"Wegbeheerder (soort)", "Kind of authority"}, table.authority);
  layer.add_text("route_letter", {"Routeletter", "Route letter"}, table.route_letter);
  layer.add_text("form", {"Wegvorm (fow)", "Form of way (fow)"}, table.form);
}

void add_columns(const model::Units& table, LayerTable& layer) {
  layer.add_text("id", {"BAG-verblijfsobject", "BAG unit"}, table.id);
  layer.add_real("floor_area_m2", {"Vloeroppervlak (m2)", "Floor area (m2)"}, table.floor_area_m2, 0);
  layer.add_code("status", {"Status", "Status"}, table.status);
  add_uses(layer, table.uses);
  add_address(layer, table.address);
  add_list(layer, "building_ids", {"BAG-panden", "BAG buildings"}, table.building_ids);
}

void add_columns(const model::BuildingHeights& table, LayerTable& layer) {
  layer.add_text("building_id", {"BAG-pand", "BAG building"}, table.building_id);
  model::for_each_fact<model::BuildingHeights>([&](const auto& fact) {
    const model::FactText& said = fact_text(fact.of_site);
    const core::Phrase title{with_unit(said.label.dutch() + said.addition.dutch(), said.unit),
                             with_unit(said.label.en + said.addition.en, said.unit)};
    const auto& column = table.*fact.member;
    using Value = std::decay_t<decltype(column[0])>;
    if constexpr (std::is_same_v<Value, std::string>) {
      layer.add_text(fact.field, title, column);
    } else if constexpr (std::is_same_v<Value, std::optional<int>>) {
      layer.add_whole(fact.field, title, column);
    } else {
      layer.add_real(fact.field, title, column, said.decimals);
    }
  });
}

void add_columns(const model::EnergyLabels& table, LayerTable& layer) {
  layer.add_text("unit_id", {"BAG-verblijfsobject", "BAG unit"}, table.unit_id);
  add_list(layer, "building_ids", {"BAG-panden", "BAG buildings"}, table.building_ids);
  layer.add_text("energy_class", {"Energieklasse", "Energy class"}, table.energy_class);
  layer.add_text("date", {"Datum", "Date"}, table.date);
}

void add_columns(const model::Monuments& table, LayerTable& layer) {
  layer.add_text("number", {"Monumentnummer", "Monument number"}, table.number);
  layer.add_code("kind", {"Soort", "Kind"}, table.kind);
  layer.add_text("name", {"Naam", "Name"}, table.name);
  layer.add_code("location_quality", {"Plaatsing", "Location quality"}, table.location_quality);
  layer.add_text("main_category", {"Hoofdcategorie", "Main category"}, table.main_category);
  layer.add_text("sub_category", {"Subcategorie", "Subcategory"}, table.sub_category);
  layer.add_text("complex_number", {"Complexnummer", "Complex number"}, table.complex_number);
  layer.add_text("original_function", {"Oorspronkelijke functie", "Original function"}, table.original_function);
  add_address(layer, table.address);
  add_list(layer, "building_id", {"BAG-panden", "BAG buildings"}, table.building_ids);
  add_list(layer, "unit_ids", {"BAG-verblijfsobjecten", "BAG units"}, table.unit_ids);
  layer.add_text("url", {"Meer lezen", "Read more"}, table.url);
}

void add_columns(const model::VacancyRecords& table, LayerTable& layer) {
  layer.add_text("record", {"Record", "Record"}, table.record);
  layer.add_code("kind", {"Soort", "Kind"}, table.kind);
  layer.add_real("weight", {"Gewicht (0-1)", "Weight (0-1)"}, table.weight, 3);
  layer.add_text("date", {"Datum", "Date"}, table.date);
  add_list(layer, "building_id", {"BAG-panden", "BAG buildings"}, table.building_ids);
  add_list(layer, "unit_id", {"BAG-verblijfsobjecten", "BAG units"}, table.unit_ids);
  add_address(layer, table.address);
  layer.add_text("name", {"Naam", "Name"}, table.name);
  layer.add_code("type", {"Type gebouw", "Type of building"}, table.type);
  layer.add_text("note", {"Opmerking", "Note"}, table.note);
}

/// "ceiling_height: 3.2; owner_refuses: no".
std::string answers_text(std::span<const model::SiteAnswer> answers) {
  std::string result;
  for (const model::SiteAnswer& answer : answers) {
    result += fmt::format("{}{}: {}", result.empty() ? "" : "; ", answer.rule, answer.value);
  }
  return result;
}

void add_columns(const model::Candidates& table, LayerTable& layer) {
  layer.add_text("key", {"Sleutel", "Key"}, table.key);
  layer.add_text("name", {"Naam", "Name"}, table.name);
  layer.add_code("type", {"Soort", "Type"}, table.type);
  layer.add_real("floor_area_m2", {"Vloeroppervlak (m2)", "Floor area (m2)"}, table.floor_area_m2, 0);
  layer.add_whole("built_year", {"Bouwjaar", "Built in"}, table.built_year);
  layer.add_code("monument_kind", {"Monument", "Monument"}, table.monument_kind);
  layer.add_text("monument_number", {"Monumentnummer", "Monument number"}, table.monument_number);
  layer.add_text("original_function", {"Oorspronkelijke functie", "Original function"}, table.original_function);
  layer.add_text("present_use", {"Huidig gebruik", "Present use"}, table.present_use);
  add_address(layer, table.address);
  add_list(layer, "building_id", {"BAG-panden", "BAG buildings"}, table.building_ids);
  add_list(layer, "unit_id", {"BAG-verblijfsobjecten", "BAG units"}, table.unit_ids);
  layer.add_text("certainty", {"Zekerheid", "Certainty"}, table.certainty);
  layer.add_text("owner", {"Eigenaar", "Owner"}, table.owner);
  layer.add_text("rent", {"Huur", "Rent"}, table.rent);
  layer.add_real("height_m", {"Hoogte (m)", "Height (m)"}, table.height_m, 1);
  layer.add_whole("storeys", {"Bouwlagen", "Storeys"}, table.storeys);
  layer.add_real("vacancy_share", {"Leegstand (aandeel 0-1)", "Vacancy (share 0-1)"}, table.vacancy_share, 3);
  layer.add_text("date", {"Datum", "Date"}, table.date);
  layer.add("answers", FieldType::text, {"Antwoorden", "Answers"},
            [&table](std::size_t row) { return text(answers_text(table.answers[row])); });
  layer.add_text("note", {"Opmerking", "Note"}, table.note);
}

void add_columns(const model::PopulationAreas& table, LayerTable& layer) {
  layer.add_text("key", {"Sleutel", "Key"}, table.key);
  layer.add_real("inhabitants", {"Inwoners (personen)", "Inhabitants (people)"}, table.inhabitants, 1);
  layer.add_real("target", {"20-40 jaar (personen)", "Ages 20-40 (people)"}, table.target, 1);
  layer.add("target_is_counted", FieldType::boolean,
            {"20-40 geteld (op afronding na), niet geschat", "20-40 counted (to within rounding), not estimated"},
            [&table](std::size_t) { return Value{table.target_is_counted}; });
}

void add_columns(const model::ExistingPlaces& table, LayerTable& layer) {
  layer.add_text("key", {"Sleutel", "Key"}, table.key);
  layer.add_text("name", {"Naam", "Name"}, table.name);
  layer.add_code("kind", {"Soort", "Kind"}, table.kind);
  add_level(table, layer);
  layer.add_real("strength", {"Aantrekkingskracht (1 = gewoon)", "Attraction (1 = ordinary)"}, table.strength, 3);
  layer.add("chain", FieldType::text, {"Stappen van de keten", "Steps of the chain"},
            [&table](std::size_t row) { return text(model::names_of(table.chain[row])); });
  layer.add_text("certainty", {"Zekerheid", "Certainty"}, table.certainty);
  layer.add_text("note", {"Opmerking", "Note"}, table.note);
}

void add_columns(const model::NamedPoints& table, LayerTable& layer) {
  layer.add_text("key", {"Sleutel", "Key"}, table.key);
  layer.add_text("name", {"Naam", "Name"}, table.name);
}

void add_columns(const model::NamedAreas& table, LayerTable& layer) {
  layer.add_text("key", {"Sleutel", "Key"}, table.key);
  layer.add_text("name", {"Naam", "Name"}, table.name);
  layer.add_text("kind", {"Soort", "Kind"}, table.kind);
  layer.add_real("inhabitants", {"Inwoners (personen)", "Inhabitants (people)"}, table.inhabitants, 0);
}

void add_columns(const model::Zones& table, LayerTable& layer) {
  layer.add_text("key", {"Sleutel", "Key"}, table.key);
  layer.add_text("name", {"Naam", "Name"}, table.name);
  layer.add_code("group", {"Hoofdgroep", "Main group"}, table.group);
}

void add_columns(const model::Parking& table, LayerTable& layer) {
  layer.add_text("key", {"Sleutel", "Key"}, table.key);
  layer.add_text("name", {"Naam", "Name"}, table.name);
  layer.add_text("kind", {"Soort", "Kind"}, table.kind);
  layer.add_real("capacity", {"Plaatsen (aantal)", "Places (count)"}, table.capacity, 0);
  layer.add(
      "area_m2", FieldType::real, {"Oppervlakte (m2)", "Area (m2)"},
      [&table](std::size_t row) { return area_of_row(table.area, row); }, area_as_point());
}

void add_columns(const model::Districts& table, LayerTable& layer) {
  layer.add_text("code", {"Code", "Code"}, table.code);
  layer.add_text("name", {"Wijk of buurt", "District or neighbourhood"}, table.name);
  layer.add_text("municipality_code", {"Gemeentecode", "Municipality code"}, table.municipality_code);
  layer.add_real("inhabitants", {"Inwoners (personen)", "Inhabitants (people)"}, table.inhabitants, 0);
}

void add_columns(const model::PlannedDwellings& table, LayerTable& layer) {
  layer.add_text("key", {"Sleutel", "Key"}, table.key);
  layer.add_text("name", {"Plan", "Plan"}, table.name);
  layer.add_real("dwellings", {"Woningen (aantal)", "Dwellings (count)"}, table.dwellings, 0);
  layer.add(
      "area_m2", FieldType::real, {"Oppervlakte (m2)", "Area (m2)"},
      [&table](std::size_t row) { return area_of_row(table.area, row); }, area_as_point());
}

// --- where a row lies

template <class Table>
concept WithArea = requires(const Table& table) {
  table.area;
}
&&!std::is_same_v<Table, model::PlannedDwellings> && !std::is_same_v<Table, model::Parking>;  // may be points: shown so

template <class Table>
concept WithFootprint = std::is_same_v<Table, model::Buildings> || std::is_same_v<Table, model::BuildingHeights>;

template <class Table>
GeometryType geometry_type(const Table&) {
  if constexpr (WithFootprint<Table> || WithArea<Table>) {
    return GeometryType::multipolygon;
  } else if constexpr (std::is_same_v<Table, model::Roads>) {
    return GeometryType::line;
  } else {
    return GeometryType::point;
  }
}

template <class Table>
Geometry geometry(const Table& table, std::size_t row) {
  if constexpr (WithFootprint<Table>) {
    return shape_of(table.footprint, row);
  } else if constexpr (std::is_same_v<Table, model::Roads>) {
    return Geometry{table.line[row]};
  } else if constexpr (WithArea<Table>) {
    return shape_of(table.area, row);
  } else if constexpr (std::is_same_v<Table, model::EnergyLabels>) {
    return Geometry{};
  } else {
    return shape_of(table.place[row]);
  }
}

LayerStyle plain_style(const LayerSchema& schema) {
  Symbol symbol = marker(MarkerShape::circle, 1.8, kBlue);
  if (schema.geometry == GeometryType::multipolygon)
    symbol = FillSymbol{{86, 180, 233, 70}, FillPattern::solid, {0, 90, 140}, 0.2};
  if (schema.geometry == GeometryType::line) symbol = LineSymbol{{0, 90, 140}, 0.4};
  return named_style(schema.title, {{schema.title, "", symbol}}, schema.fields.front().name);
}

struct TableTitle {
  std::string_view table;
  const char* nl;
  const char* en;
};
constexpr std::array<TableTitle, 20> kTitles{
    {{"municipalities", "Gemeenten", "Municipalities"},
     {"districts", "Wijken of buurten", "Districts or neighbourhoods"},
     {"buildings", "Panden", "Buildings"},
     {"units", "Verblijfsobjecten", "Units"},
     {"building_heights", "Hoogte en inhoud van panden", "Heights and volumes of buildings"},
     {"energy_labels", "Energielabels", "Energy labels"},
     {"towns", "Woonplaatsen", "Towns"},
     {"monuments", "Monumenten", "Monuments"},
     {"townscapes", "Beschermde gezichten", "Protected townscapes"},
     {"vacancy", "Leegstand", "Vacancy"},
     {"candidates", "Kandidaten", "Candidates"},
     {"population", "Bevolking", "Population"},
     {"built_up", "Bebouwde kernen", "Built-up places"},
     {"places", "Bestaande plekken", "Existing places"},
     {"stations", "Stations", "Stations"},
     {"roads", "Wegvakken", "Roads"},
     {"parcels", "Percelen", "Parcels"},
     {"zoning", "Bestemmingen", "Zoning"},
     {"parking", "Parkeren", "Parking"},
     {"planned_dwellings", "Woningbouwplannen", "Planned dwellings"}}};

std::string imported_title(const std::string& table, const Words& words) {
  const auto* const found =
      std::find_if(kTitles.begin(), kTitles.end(), [&](const TableTitle& title) { return title.table == table; });
  return found == kTitles.end() ? table : words(found->nl, found->en);
}

template <class Table>
Layer imported_layer(const Table& table, std::string name, std::string title, std::vector<std::size_t> rows,
                     GeometryType type, const Words& words) {
  LayerTable layer(words, std::move(name), type, std::move(title),
                   {"Ingelezen en gecontroleerd.", "Read and checked."});
  add_columns(table, layer);
  const bool placed = type != GeometryType::none;
  layer.set_rows(std::move(rows),
                 [&table, placed](std::size_t row) { return placed ? geometry(table, row) : Geometry{}; });
  auto style = plain_style(layer.schema());
  return {.table = std::move(layer),
          .style = std::move(style),
          .views = {{.draw_rank = placed ? DrawRank::places : DrawRank::table}},
          .frame_rank = 1};
}

}  // namespace

std::vector<Layer> imported_layers(const model::AnyTable& any, const std::string& name, const MapHead& head) {
  const Words words{head.language};
  const std::string title = imported_title(name, words);
  return std::visit(
      [&](const auto& table) {
        std::vector<std::size_t> placed;
        std::vector<std::size_t> unplaced;
        for (std::size_t row = 0; row < table.size(); ++row) {
          const bool empty = std::holds_alternative<std::monostate>(geometry(table, row));
          (empty ? unplaced : placed).push_back(row);
        }
        return std::vector{
            imported_layer(table, name, title, std::move(placed), geometry_type(table), words),
            imported_layer(table, name + "_unplaced", title + words(" zonder locatie", " without a location"),
                           std::move(unplaced), GeometryType::none, words)};
      },
      any);
}

}  // namespace trek::publish::detail
