#include "trek/config/source_tables.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <type_traits>
#include <utility>

#include "trek/model/columns.hpp"

namespace trek::config {

namespace {

constexpr TableField number(const char* field) { return {field, true}; }

std::vector<TableField> with_numbers(const char* key, std::initializer_list<const char*> names) {
  std::vector<TableField> fields{key};
  for (const char* const name : names) fields.push_back(number(name));
  return fields;
}

std::vector<TableField> with_address(std::vector<TableField> fields) {
  for (const char* const part :
       {"street", "house_number", "house_letter", "house_addition", "postcode", "town", "address"}) {
    fields.emplace_back(part);
  }
  return fields;
}

/// Fields by which a register says whether a record still holds, or already.
std::vector<TableField> with_standing(std::vector<TableField> fields) {
  for (const char* const part : {"status", "begin", "end"}) fields.emplace_back(part);
  return fields;
}

TableFields with_surroundings(TableFields table) {
  table.extent = Extent::surroundings_too;
  return table;
}

TableFields of_no_project(TableFields table) {
  table.extent = Extent::no_project;
  return table;
}

/// The key, and fields that become a column each.
template <class Table>
std::vector<TableField> with_facts(const char* key, std::vector<TableField> fields) {
  fields.insert(fields.begin(), key);
  model::for_each_fact<Table>([&](const auto& fact) {
    using Column = std::remove_cvref_t<decltype(std::declval<Table>().*fact.member)>;
    fields.emplace_back(fact.field, !std::is_same_v<Column, std::vector<std::string>>);
  });
  return fields;
}

std::vector<TableFields> building_tables() {
  return {
      with_surroundings(
          {"municipalities", Geometry::areas, "code", {"code", "name"}, {"code", "name", number("inhabitants")}}),
      {"buildings",
       Geometry::areas,
       "id",
       {"id"},
       {"id", number("built_year"), "status", "uses", number("unit_count")}},
      {"units",
       Geometry::points,
       "id",
       {"id"},
       with_address({"id", number("floor_area_m2"), "status", "uses", "building_ids", "main_address_id",
                     "further_address_ids"})},
      {"building_heights",
       Geometry::areas_if_any,
       "building_id",
       {"building_id"},
       with_facts<model::BuildingHeights>("building_id", {number("roof_top_m"), number("ground_m")})},
      {"energy_labels",
       Geometry::points_if_any,
       "unit_id",
       {"energy_class"},
       {"unit_id", "building_id", "energy_class", "date"}},
      of_no_project(
          {"addresses",
           Geometry::points_if_any,
           "id",
           {"id", "house_number"},
           {"id", "house_number", "house_letter", "house_addition", "postcode", "street_id", "town_id", "status"}}),
      of_no_project({"streets", Geometry::points_if_any, "id", {"id", "name"}, {"id", "name", "town_id", "status"}}),
  };
}

std::vector<TableFields> record_tables() {
  return {
      {"monuments",
       Geometry::points_if_any,
       "number",
       {"number"},
       with_standing(
           with_address({"number", "kind", "location_quality", "main_category", "sub_category", "complex_number",
                         "name", "description", "original_function", "building_id", "unit_id", "bag_id", "url"}))},
      {"vacancy",
       Geometry::points_if_any,
       "record",
       {},
       with_standing(with_address({"record", "kind", number("weight"), "date", "building_id", "unit_id", "bag_id",
                                   "name", "type", "note", "tags"}))},
      {"candidates",
       Geometry::areas_or_points_if_any,
       "key",
       {},
       with_standing(with_address({"key",
                                   "name",
                                   "type",
                                   number("floor_area_m2"),
                                   number("storeys"),
                                   number("height_m"),
                                   number("built_year"),
                                   "monument_kind",
                                   "monument_number",
                                   "original_function",
                                   "present_use",
                                   "building_id",
                                   "unit_id",
                                   "bag_id",
                                   "certainty",
                                   "owner",
                                   "owner_willing",
                                   "rent",
                                   "vacancy",
                                   "date",
                                   "owner_refuses",
                                   "assembly_forbidden",
                                   "health_risk",
                                   "demolished",
                                   "ceiling_height",
                                   "note"}))},
  };
}

/// Three tables of one kind: people to be counted, totals to rake them to, ages to take shares from.
TableFields population_table(std::string_view name) {
  return {name,
          Geometry::areas,
          "key",
          {"key", "inhabitants"},
          with_numbers(
              "key", {"inhabitants", "target",       "age_15_19",     "age_20_24",     "age_25_29",     "age_30_34",
                      "age_35_39",   "age_40_44",    "age_0_15",      "age_15_25",     "age_25_45",     "age_45_65",
                      "age_65_up",   "percent_0_15", "percent_15_25", "percent_25_45", "percent_45_65", "percent_65_up",
                      "area_m2",     "area_ha",      "area_km2"}),
          "population"};
}

std::vector<TableFields> region_tables() {
  return {
      {"districts", Geometry::areas, "code", {"code"}, {"code", "name", "municipality_code", number("inhabitants")}},
      with_surroundings(population_table("population")),
      population_table("population_totals"),
      population_table("population_ages"),
      with_surroundings(
          {"places",
           Geometry::points,
           "key",
           {},
           with_standing({"key", "name", "kind", "level", number("strength"), "chain", "certainty", "note"})}),
      of_no_project({"points", Geometry::points, "id", {}, {"id"}}),
      of_no_project(
          {"roads",
           Geometry::lines,
           "id",
           {"id", "from_junction", "to_junction"},
           {"id", "from_junction", "to_junction", "direction", "name", "kind", "authority", "route_letter", "form"}}),
      with_surroundings({"stations", Geometry::points, "key", {"name"}, with_standing({"key", "name"})}),
      {"townscapes", Geometry::areas, "key", {"name"}, with_standing({"key", "name", "kind", number("inhabitants")})},
      {"built_up", Geometry::areas, "key", {}, {"key", "name", "kind", number("inhabitants")}},
      {"planned_dwellings", Geometry::areas_or_points, "key", {"dwellings"}, {"key", "name", number("dwellings")}},
      of_no_project({"towns", Geometry::areas, "key", {"name"}, {"key", "name", "kind"}}),
      {"parcels", Geometry::areas, "key", {"key"}, {"key", "name", "kind"}},
      {"zoning", Geometry::areas, "key", {"kind"}, with_standing({"key", "name", "kind"})},
      {"parking",
       Geometry::areas_or_points,
       "key",
       {},
       with_standing({"key", "name", "amenity", "kind", "access", number("capacity")})},
  };
}

const std::vector<TableFields>& tables() {
  static const std::vector<TableFields> list = [] {
    std::vector<TableFields> all;
    for (const auto& part : {building_tables(), record_tables(), region_tables()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return list;
}

}  // namespace

std::span<const TableFields> all_tables() { return tables(); }

const TableFields* find_table(std::string_view name) {
  const auto& list = tables();
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& table) { return table.name == name; });
  return found == list.end() ? nullptr : &*found;
}

std::span<const PlaceField> place_fields() {
  static const std::vector<PlaceField> list{
      {"x", {"x", "rd_x", "x_rd", "x_coord", "x_coordinaat", "xcoordinaat", "x_m", "rdx", "x_mp_100m"}},
      {"y", {"y", "rd_y", "y_rd", "y_coord", "y_coordinaat", "ycoordinaat", "y_m", "rdy", "y_mp_100m"}},
      {"lat", {"lat", "latitude", "breedtegraad", "lat_deg", "wgs84_lat"}},
      {"lon", {"lon", "lng", "long", "longitude", "lengtegraad", "lon_deg", "wgs84_lon"}},
  };
  return list;
}

bool is_number_field(std::string_view canonical) {
  const auto is_it = [&](const TableField& field) { return field.is_number && field.name == canonical; };
  const auto has_it = [&](const TableFields& table) { return std::ranges::any_of(table.fields, is_it); };
  const auto is_place = [&](const PlaceField& field) { return field.canonical == canonical; };
  return std::ranges::any_of(tables(), has_it) || std::ranges::any_of(place_fields(), is_place);
}

}  // namespace trek::config
