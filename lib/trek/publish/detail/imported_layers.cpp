#include "trek/publish/detail/imported_layers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>
#include <utility>

#include "trek/core/text.hpp"

namespace trek::publish::detail {
namespace {

using Rows = std::vector<std::size_t>;

/// Adds the columns of a table: each is given the row of the table, not that of the layer.
class Columns {
 public:
  Columns(LayerTable& layer, const Rows& rows, const Words& words) : layer_{layer}, rows_{rows}, words_{words} {}

  template <class Cell>
  void add(const char* name, FieldType type, const char* nl, const char* en, Cell cell) {
    layer_.add(name, type, words_(nl, en), [this, cell](std::size_t r) { return cell(rows_[r]); });
  }
  void add_text(const char* name, const char* nl, const char* en, const std::vector<std::string>& column) {
    add(name, FieldType::text, nl, en, [&column](std::size_t row) { return text(column[row]); });
  }
  void add_list(const char* name, const char* nl, const char* en, const core::Rows<std::string>& column) {
    add(name, FieldType::text, nl, en, [&column](std::size_t row) {
      std::string all;
      for (const std::string& part : column[row]) all += (all.empty() ? "" : ", ") + part;
      return text(all);
    });
  }
  void add_number(const char* name, const char* nl, const char* en, const std::vector<std::optional<double>>& column,
                  int decimals) {
    add(name, FieldType::real, nl, en, [&column, decimals](std::size_t row) { return real(column[row], decimals); });
  }
  void add_year(const std::vector<std::optional<int>>& column) {
    add("built_year", FieldType::integer, "Bouwjaar", "Built in",
        [&column](std::size_t row) { return column[row] ? Value{std::int64_t{*column[row]}} : Value{}; });
  }
  template <class Code>
  void add_code(const char* name, const char* nl, const char* en, const std::vector<Code>& column) {
    add(name, FieldType::text, nl, en, [&column](std::size_t row) { return text(model::name_of(column[row])); });
  }
  void add_uses(const std::vector<model::UseSet>& column) {
    add("uses", FieldType::text, "Gebruiksdoelen", "Uses", [&column](std::size_t row) {
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
  void add_address(const std::vector<model::Address>& column) {
    add("address", FieldType::text, "Adres", "Address",
        [&column](std::size_t row) { return text(model::one_line(column[row])); });
    add("postcode", FieldType::text, "Postcode", "Postcode",
        [&column](std::size_t row) { return text(column[row].postcode); });
  }

 private:
  LayerTable& layer_;
  const Rows& rows_;
  const Words& words_;
};

void add_columns(const model::Municipalities& table, Columns& columns) {
  columns.add_text("code", "Gemeentecode", "Municipality code", table.code);
  columns.add_text("name", "Naam", "Name", table.name);
  columns.add_number("inhabitants", "Inwoners (personen)", "Inhabitants (people)", table.inhabitants, 0);
}

void add_columns(const model::Buildings& table, Columns& columns) {
  columns.add_text("id", "BAG-pand", "BAG building", table.id);
  columns.add_year(table.built_year);
  columns.add_code("status", "Status", "Status", table.status);
  columns.add_uses(table.uses);
  columns.add("unit_count", FieldType::integer, "Verblijfsobjecten (aantal)", "Units (count)",
              [&table](std::size_t row) { return Value{std::int64_t{table.unit_count[row]}}; });
}

void add_columns(const model::Roads& table, Columns& columns) {
  columns.add_text("id", "Wegvak", "Road section", table.key);
  const auto add_junction = [&columns](const char* name, const char* nl, const char* en, const auto& column) {
    columns.add(name, FieldType::integer, nl, en,
                [&column](std::size_t row) { return Value{std::int64_t{column[row]}}; });
  };
  add_junction("from_junction", "Van junctie", "From junction", table.from_junction);
  add_junction("to_junction", "Naar junctie", "To junction", table.to_junction);
  columns.add_code("direction", "Rijrichting", "Direction", table.direction);
  columns.add_text("name", "Straat", "Street", table.name);
  columns.add_text("kind", "Baansubsoort", "Kind (bst_code)", table.kind);
  columns.add_text("authority", "Wegbeheerder (soort)", "Kind of authority", table.authority);
  columns.add_text("route_letter", "Routeletter", "Route letter", table.route_letter);
  columns.add_text("form", "Wegvorm (fow)", "Form of way (fow)", table.form);
}

void add_columns(const model::Units& table, Columns& columns) {
  columns.add_text("id", "BAG-verblijfsobject", "BAG unit", table.id);
  columns.add_number("floor_area_m2", "Vloeroppervlak (m2)", "Floor area (m2)", table.floor_area_m2, 0);
  columns.add_code("status", "Status", "Status", table.status);
  columns.add_uses(table.uses);
  columns.add_address(table.address);
  columns.add_list("building_ids", "BAG-panden", "BAG buildings", table.building_ids);
}

void add_columns(const model::BuildingHeights& table, Columns& columns) {
  columns.add_text("building_id", "BAG-pand", "BAG building", table.building_id);
  columns.add("storeys", FieldType::integer, "Bouwlagen (schatting)", "Storeys (estimate)", [&table](std::size_t row) {
    return table.storeys[row] ? Value{std::int64_t{*table.storeys[row]}} : Value{};
  });
  columns.add_number("height_m", "Hoogte (m)", "Height (m)", table.height_m, 2);
  columns.add_number("volume_m3", "Inhoud (m3)", "Volume (m3)", table.volume_m3, 0);
}

void add_columns(const model::EnergyLabels& table, Columns& columns) {
  columns.add_text("unit_id", "BAG-verblijfsobject", "BAG unit", table.unit_id);
  columns.add_list("building_ids", "BAG-panden", "BAG buildings", table.building_ids);
  columns.add_text("energy_class", "Energieklasse", "Energy class", table.energy_class);
  columns.add_text("date", "Datum", "Date", table.date);
}

void add_columns(const model::Monuments& table, Columns& columns) {
  columns.add_text("number", "Monumentnummer", "Monument number", table.number);
  columns.add_code("kind", "Soort", "Kind", table.kind);
  columns.add_text("name", "Naam", "Name", table.name);
  columns.add_code("location_quality", "Plaatsing", "Location quality", table.location_quality);
  columns.add_text("main_category", "Hoofdcategorie", "Main category", table.main_category);
  columns.add_text("sub_category", "Subcategorie", "Subcategory", table.sub_category);
  columns.add_text("complex_number", "Complexnummer", "Complex number", table.complex_number);
  columns.add_text("original_function", "Oorspronkelijke functie", "Original function", table.original_function);
  columns.add_address(table.address);
  columns.add_list("building_id", "BAG-panden", "BAG buildings", table.building_ids);
  columns.add_list("unit_ids", "BAG-verblijfsobjecten", "BAG units", table.unit_ids);
  columns.add_text("url", "Meer lezen", "Read more", table.url);
}

void add_columns(const model::VacancyRecords& table, Columns& columns) {
  columns.add_text("record", "Record", "Record", table.record);
  columns.add_code("kind", "Soort", "Kind", table.kind);
  columns.add_number("weight", "Gewicht (0-1)", "Weight (0-1)", table.weight, 3);
  columns.add("date", FieldType::text, "Datum", "Date", [&table](std::size_t row) { return text(table.date[row]); });
  columns.add_list("building_id", "BAG-panden", "BAG buildings", table.building_ids);
  columns.add_list("unit_id", "BAG-verblijfsobjecten", "BAG units", table.unit_ids);
  columns.add_address(table.address);
  columns.add_text("name", "Naam", "Name", table.name);
  columns.add_code("type", "Type gebouw", "Type of building", table.type);
  columns.add_text("note", "Opmerking", "Note", table.note);
}

/// "ceiling_height: 3.2; owner_refuses: no".
std::string answers_text(std::span<const model::SiteAnswer> answers) {
  std::string result;
  for (const model::SiteAnswer& answer : answers) {
    result += fmt::format("{}{}: {}", result.empty() ? "" : "; ", answer.rule, answer.value);
  }
  return result;
}

void add_columns(const model::Candidates& table, Columns& columns) {
  columns.add_text("key", "Sleutel", "Key", table.key);
  columns.add_text("name", "Naam", "Name", table.name);
  columns.add_code("type", "Soort", "Type", table.type);
  columns.add_number("floor_area_m2", "Vloeroppervlak (m2)", "Floor area (m2)", table.floor_area_m2, 0);
  columns.add_year(table.built_year);
  columns.add_code("monument_kind", "Monument", "Monument", table.monument_kind);
  columns.add_text("monument_number", "Monumentnummer", "Monument number", table.monument_number);
  columns.add_text("original_function", "Oorspronkelijke functie", "Original function", table.original_function);
  columns.add_text("present_use", "Huidig gebruik", "Present use", table.present_use);
  columns.add_address(table.address);
  columns.add_list("building_id", "BAG-panden", "BAG buildings", table.building_ids);
  columns.add_list("unit_id", "BAG-verblijfsobjecten", "BAG units", table.unit_ids);
  columns.add_text("certainty", "Zekerheid", "Certainty", table.certainty);
  columns.add_text("owner", "Eigenaar", "Owner", table.owner);
  columns.add_text("rent", "Huur", "Rent", table.rent);
  columns.add_number("height_m", "Hoogte (m)", "Height (m)", table.height_m, 1);
  columns.add("storeys", FieldType::integer, "Bouwlagen", "Storeys", [&table](std::size_t row) {
    return table.storeys[row] ? Value{std::int64_t{*table.storeys[row]}} : Value{};
  });
  columns.add_number("vacancy_share", "Leegstand (aandeel 0-1)", "Vacancy (share 0-1)", table.vacancy_share, 3);
  columns.add_text("date", "Datum", "Date", table.date);
  columns.add("answers", FieldType::text, "Antwoorden", "Answers",
              [&table](std::size_t row) { return text(answers_text(table.answers[row])); });
  columns.add_text("note", "Opmerking", "Note", table.note);
}

void add_columns(const model::PopulationAreas& table, Columns& columns) {
  columns.add_text("key", "Sleutel", "Key", table.key);
  columns.add_number("inhabitants", "Inwoners (personen)", "Inhabitants (people)", table.inhabitants, 1);
  columns.add_number("target", "20-40 jaar (personen)", "Ages 20-40 (people)", table.target, 1);
  columns.add("target_is_counted", FieldType::boolean, "20-40 geteld (op afronding na), niet geschat",
              "20-40 counted (to within rounding), not estimated",
              [&table](std::size_t) { return Value{table.target_is_counted}; });
}

void add_columns(const model::ExistingPlaces& table, Columns& columns) {
  columns.add_text("key", "Sleutel", "Key", table.key);
  columns.add_text("name", "Naam", "Name", table.name);
  columns.add_code("kind", "Soort", "Kind", table.kind);
  columns.add("strength", FieldType::real, "Aantrekkingskracht (1 = gewoon)", "Attraction (1 = ordinary)",
              [&table](std::size_t row) { return real(table.strength[row], 3); });
  columns.add_text("certainty", "Zekerheid", "Certainty", table.certainty);
  columns.add_text("note", "Opmerking", "Note", table.note);
}

void add_columns(const model::NamedPoints& table, Columns& columns) {
  columns.add_text("key", "Sleutel", "Key", table.key);
  columns.add_text("name", "Naam", "Name", table.name);
}

void add_columns(const model::NamedAreas& table, Columns& columns) {
  columns.add_text("key", "Sleutel", "Key", table.key);
  columns.add_text("name", "Naam", "Name", table.name);
  columns.add_text("kind", "Soort", "Kind", table.kind);
  columns.add_number("inhabitants", "Inwoners (personen)", "Inhabitants (people)", table.inhabitants, 0);
}

// --- where a row lies

Geometry area(const geo::PolygonColumn& column, std::size_t row) {
  auto feature = column.feature(row);
  return feature.empty() ? Geometry{} : Geometry{std::move(feature)};
}
Geometry point(geo::Point place) { return geo::is_finite(place) ? Geometry{place} : Geometry{}; }

template <class Table>
concept WithArea = requires(const Table& table) {
  table.area;
};

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
    return area(table.footprint, row);
  } else if constexpr (std::is_same_v<Table, model::Roads>) {
    return Geometry{table.line[row]};
  } else if constexpr (WithArea<Table>) {
    return area(table.area, row);
  } else if constexpr (std::is_same_v<Table, model::EnergyLabels>) {
    return Geometry{};
  } else if constexpr (std::is_same_v<Table, model::VacancyRecords> || std::is_same_v<Table, model::Monuments> ||
                       std::is_same_v<Table, model::Candidates>) {
    return table.place[row] ? point(*table.place[row]) : Geometry{};
  } else {
    return point(table.place[row]);
  }
}

LayerStyle plain_style(GeometryType type, const std::string& title, const std::string& name_field) {
  LayerStyle style;
  style.name = title;
  if (type == GeometryType::multipolygon) {
    FillSymbol fill;
    fill.fill = {86, 180, 233, 70};
    fill.stroke = {0, 90, 140};
    fill.stroke_mm = 0.2;
    style.rules = {{title, "", fill}};
  } else if (type == GeometryType::line) {
    style.rules = {{title, "", LineSymbol{{0, 90, 140}, 0.4}}};
  } else {
    MarkerSymbol marker;
    marker.size_mm = 1.8;
    marker.fill = {0, 114, 178};
    style.rules = {{title, "", marker}};
  }
  style.display = "\"" + name_field + "\"";
  style.map_tip = "<b>[% \"" + name_field + "\" %]</b>";
  return style;
}

struct TableTitle {
  std::string_view table;
  const char* nl;
  const char* en;
};
constexpr std::array<TableTitle, 17> kTitles{
    {{"municipalities", "Gemeenten", "Municipalities"},
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
     {"zoning", "Bestemmingen", "Zoning"}}};

std::string title_of(const std::string& table, const Words& words) {
  const auto* const found =
      std::find_if(kTitles.begin(), kTitles.end(), [&](const TableTitle& title) { return title.table == table; });
  return found == kTitles.end() ? table : words(found->nl, found->en);
}

}  // namespace

std::vector<DeliveredLayer> write_imported(const model::AnyTable& any, const std::string& name, const Words& words,
                                           GeoPackage& out) {
  return std::visit(
      [&](const auto& table) {
        Rows placed;
        Rows unplaced;
        for (std::size_t row = 0; row < table.size(); ++row) {
          const bool empty = std::holds_alternative<std::monostate>(geometry(table, row));
          (empty ? unplaced : placed).push_back(row);
        }
        std::vector<DeliveredLayer> layers;
        const auto write = [&](const std::string& layer_name, const std::string& title, const Rows& rows,
                               GeometryType type) {
          LayerTable layer{layer_name, type, title, words("Ingelezen en gecontroleerd.", "Read and checked.")};
          Columns columns{layer, rows, words};
          add_columns(table, columns);
          layer.write(out, rows.size(), [&](std::size_t r) {
            return type == GeometryType::none ? Geometry{} : geometry(table, rows[r]);
          });
          layers.push_back({layer.schema(), plain_style(type, title, layer.schema().fields.front().name)});
        };
        const std::string title = title_of(name, words);
        write(name, title, placed, geometry_type(table));
        write(name + "_unplaced", title + words(" zonder locatie", " without a location"), unplaced,
              GeometryType::none);
        return layers;
      },
      any);
}

}  // namespace trek::publish::detail
