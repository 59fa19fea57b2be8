#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trek::config {

enum class Geometry { areas, points, areas_or_points, points_if_any, areas_if_any, areas_or_points_if_any, lines };

/// A field of a table by its canonical name, which means the same in every table.
struct TableField {
  constexpr TableField(const char* field, bool number = false) : name{field}, is_number{number} {}  // NOLINT
  constexpr operator std::string_view() const noexcept { return name; }                             // NOLINT
  std::string_view name;
  bool is_number = false;  // its texts are read as numbers
};

/// Of what a project can have a [[source]] of a table: of the region, of what lies around it as well (sites are made
/// inside only, so that other tables have nothing to say there), or not at all: a table of other verbs.
enum class Extent { region, surroundings_too, no_project };

/// What a table of `model` can be filled from: its canonical field names, which are also the keys of `fields` in a
/// project file.
struct TableFields {
  std::string_view name;
  Geometry geometry;
  std::string_view key;                    // the field that names a record
  std::vector<std::string_view> required;  // without these there is no table
  std::vector<TableField> fields;          // all of them, the required ones too
  std::string_view mappings_of = {};       // the table whose mappings it is read by; empty: its own
  Extent extent = Extent::region;
  [[nodiscard]] std::string_view mapping_table() const noexcept { return mappings_of.empty() ? name : mappings_of; }
};

/// Null for a table that trek does not know.
[[nodiscard]] const TableFields* find_table(std::string_view name);
[[nodiscard]] std::span<const TableFields> all_tables();

/// Source fields that hold a point where a layer has no geometry, read for any table: canonical name and spellings.
struct PlaceField {
  std::string_view canonical;
  std::vector<std::string> spellings;
};
[[nodiscard]] std::span<const PlaceField> place_fields();

/// Whether a field is read as a number, in whichever table it stands; those that hold a point are.
[[nodiscard]] bool is_number_field(std::string_view canonical);

}  // namespace trek::config
