#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "trek/publish/detail/sqlite.hpp"
#include "trek/publish/layer_schema.hpp"

/// The bookkeeping tables of GeoPackage 1.3, as OGC 12-128r17 and GDAL define them.
namespace trek::publish::detail {

inline constexpr std::string_view kGeometryColumn = "geom";
inline constexpr std::string_view kKeyColumn = "fid";

/// srs_id of a CRS: its EPSG number, or a number of our own for a definition without code.
[[nodiscard]] std::int32_t srs_id_of(std::string_view crs);

/// Application id, version and the tables that every file has; `crs` beside the three that the standard demands.
void write_foundation(const Database& database, std::string_view crs);

/// What is known of a layer when its last row is in.
struct LayerFacts {
  const LayerSchema* schema = nullptr;
  std::uint64_t row_count = 0;
  geo::Box bounds;
  std::vector<geo::Box> boxes;  // one per row, in order of fid; empty without geometry
};

void create_layer_table(const Database& database, const LayerSchema& schema);
/// INSERT with one parameter a field, the geometry last.
[[nodiscard]] std::string insert_statement(const LayerSchema& schema);
/// gpkg_contents, gpkg_geometry_columns, aliases, R-tree with its triggers, feature count with its triggers.
void register_layer(const Database& database, const LayerFacts& facts, std::int32_t srs_id, std::string_view timestamp);

}  // namespace trek::publish::detail
