#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "trek/geo/point.hpp"
#include "trek/geo/polygon.hpp"

/// What a layer of a GeoPackage holds: its fields, values and shapes.
namespace trek::publish {

enum class FieldType : std::uint8_t { integer, real, text, boolean, date };
enum class GeometryType : std::uint8_t { none, point, line, multipolygon };

struct FieldSchema {
  std::string name;  // [a-z][a-z0-9_]*, at most 53 characters
  FieldType type = FieldType::text;
  std::string title;  // alias for people, with the unit in brackets; goes to gpkg_data_columns as well
  std::string description;
  std::string tab{};  // the page of a form on which it stands; empty everywhere: a form without pages
};

struct LayerSchema {
  std::string name;  // [a-z][a-z0-9_]*, at most 53 characters
  GeometryType geometry = GeometryType::none;
  std::string title;     // gpkg_contents.identifier
  std::string abstract;  // gpkg_contents.description
  std::vector<FieldSchema> fields;
};

/// Null, a number, a text or a truth value.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, bool>;
using Geometry = std::variant<std::monostate, geo::Point, geo::LineString, geo::MultiPolygon>;

}  // namespace trek::publish
