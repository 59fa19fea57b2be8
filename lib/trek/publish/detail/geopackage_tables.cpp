#include "trek/publish/detail/geopackage_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "trek/geo/crs.hpp"
#include "trek/publish/detail/packed_rtree.hpp"

namespace trek::publish::detail {
namespace {

constexpr std::int32_t kUnregisteredSrs = 100'000;

constexpr const char* kFoundation = R"sql(
PRAGMA application_id=1196444487;
PRAGMA user_version=10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
 organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
 description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
 min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
 CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER DEFAULT NULL);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
 srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
 CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
 CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
 scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
 mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
 CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
 min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
 CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
INSERT INTO gpkg_extensions VALUES
 ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write'),
 ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write');
INSERT INTO gpkg_spatial_ref_sys VALUES
 ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
 ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system');
)sql";

/// The triggers that OGC 12-128r17 (extension "rtree") prescribes; {t} is the quoted table, {r} the name of the tree.
constexpr std::string_view kRtreeTriggers = R"sql(
CREATE TRIGGER "{r}_insert" AFTER INSERT ON {t} WHEN (new."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN INSERT OR REPLACE INTO "{r}" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "{r}_update1" AFTER UPDATE OF "geom" ON {t} WHEN OLD."fid" = NEW."fid" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN INSERT OR REPLACE INTO "{r}" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "{r}_update2" AFTER UPDATE OF "geom" ON {t} WHEN OLD."fid" = NEW."fid" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))
BEGIN DELETE FROM "{r}" WHERE id = OLD."fid"; END;
CREATE TRIGGER "{r}_update3" AFTER UPDATE ON {t} WHEN OLD."fid" != NEW."fid" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN DELETE FROM "{r}" WHERE id = OLD."fid";
INSERT OR REPLACE INTO "{r}" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "{r}_update4" AFTER UPDATE ON {t} WHEN OLD."fid" != NEW."fid" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))
BEGIN DELETE FROM "{r}" WHERE id IN (OLD."fid", NEW."fid"); END;
CREATE TRIGGER "{r}_delete" AFTER DELETE ON {t} WHEN old."geom" NOT NULL BEGIN DELETE FROM "{r}" WHERE id = OLD."fid"; END;
)sql";

constexpr std::string_view kCountTriggers = R"sql(
CREATE TRIGGER "trigger_insert_feature_count_{n}" AFTER INSERT ON {t}
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('{n}'); END;
CREATE TRIGGER "trigger_delete_feature_count_{n}" AFTER DELETE ON {t}
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('{n}'); END;
)sql";

std::string_view type_name(FieldType type) {
  switch (type) {
    case FieldType::integer:
      return "INTEGER";
    case FieldType::real:
      return "REAL";
    case FieldType::text:
      return "TEXT";
    case FieldType::boolean:
      return "BOOLEAN";
    case FieldType::date:
      return "DATE";
  }
  return "TEXT";
}

std::string_view type_name(GeometryType type) {
  switch (type) {
    case GeometryType::none:
      return "";
    case GeometryType::point:
      return "POINT";
    case GeometryType::line:
      return "LINESTRING";
    case GeometryType::multipolygon:
      return "MULTIPOLYGON";
  }
  return "";
}

/// "Amersfoort / RD New" from `PROJCS["Amersfoort / RD New", ...`.
std::string name_in(const std::string& wkt) {
  const auto first = wkt.find('"');
  const auto last = wkt.find('"', first + 1);
  return last == std::string::npos ? "unnamed" : wkt.substr(first + 1, last - first - 1);
}

void insert_srs(const Database& database, std::string_view crs) {
  const auto id = srs_id_of(crs);
  const auto definition = geo::crs_wkt(crs, true);
  const auto name = name_in(definition);
  Statement insert{database, "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)"};
  insert.bind(1, name).bind(2, std::int64_t{id}).bind(3, id == kUnregisteredSrs ? "NONE" : "EPSG");
  insert.bind(4, std::int64_t{id}).bind(5, definition).bind(6, std::string_view{});
  insert.run();
}

void insert_contents(const Database& database, const LayerFacts& facts, std::int32_t srs_id,
                     std::string_view timestamp) {
  const auto& schema = *facts.schema;
  const bool spatial = schema.geometry != GeometryType::none;
  const auto& identifier = schema.title.empty() ? schema.name : schema.title;
  Statement insert{database, "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  insert.bind(1, schema.name).bind(2, spatial ? "features" : "attributes").bind(3, identifier);
  insert.bind(4, schema.abstract).bind(5, timestamp);
  if (spatial) {  // left NULL otherwise
    insert.bind(6, facts.bounds.min_x_m).bind(7, facts.bounds.min_y_m);
    insert.bind(8, facts.bounds.max_x_m).bind(9, facts.bounds.max_y_m);
  }
  insert.bind(10, std::int64_t{spatial ? srs_id : 0});
  insert.run();
}

void insert_count(const Database& database, const LayerFacts& facts) {
  Statement insert{database, "INSERT INTO gpkg_ogr_contents VALUES (?, ?)"};
  insert.bind(1, facts.schema->name).bind(2, static_cast<std::int64_t>(facts.row_count)).run();
  const auto& name = facts.schema->name;
  database.execute(fmt::format(kCountTriggers, fmt::arg("n", name), fmt::arg("t", sql_name(name))));
}

void insert_geometry_column(const Database& database, const LayerSchema& schema, std::int32_t srs_id) {
  Statement insert{database, "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)"};
  insert.bind(1, schema.name).bind(2, kGeometryColumn).bind(3, type_name(schema.geometry));
  insert.bind(4, std::int64_t{srs_id}).run();
}

void insert_aliases(const Database& database, const LayerSchema& schema) {
  Statement insert{database, "INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, ?, NULL, NULL)"};
  std::set<std::string> used;  // the standard wants `name` unique within a table
  for (const auto& field : schema.fields) {
    if (field.title.empty() && field.description.empty()) continue;
    insert.bind(1, schema.name).bind(2, field.name);
    const bool is_new = !field.title.empty() && used.insert(field.title).second;
    is_new ? insert.bind(3, field.title) : insert.bind_null(3);
    insert.bind(4, field.title).bind(5, field.description).run();
  }
}

void build_rtree(const Database& database, const LayerFacts& facts) {
  const auto& name = facts.schema->name;
  const auto tree = fmt::format("rtree_{}_{}", name, kGeometryColumn);
  database.execute(fmt::format("CREATE VIRTUAL TABLE {} USING rtree(id, minx, maxx, miny, maxy)", sql_name(tree)));
  fill_rtree(database, tree, facts.boxes);
  database.execute(fmt::format(kRtreeTriggers, fmt::arg("r", tree), fmt::arg("t", sql_name(name))));
  Statement extension{database,
                      "INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', "
                      "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')"};
  extension.bind(1, name).bind(2, kGeometryColumn).run();
}

}  // namespace

std::int32_t srs_id_of(std::string_view crs) {
  constexpr std::string_view kPrefix = "EPSG:";
  std::int32_t number = 0;
  if (!crs.starts_with(kPrefix)) return kUnregisteredSrs;
  const auto digits = crs.substr(kPrefix.size());
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return parsed.ec == std::errc{} && parsed.ptr == digits.data() + digits.size() ? number : kUnregisteredSrs;
}

void write_foundation(const Database& database, std::string_view crs) {
  database.execute(kFoundation);
  insert_srs(database, geo::kWgs84);
  if (srs_id_of(crs) != srs_id_of(geo::kWgs84)) insert_srs(database, crs);
}

void create_layer_table(const Database& database, const LayerSchema& schema) {
  auto sql = fmt::format("CREATE TABLE {} (\"{}\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", sql_name(schema.name),
                         kKeyColumn);
  if (schema.geometry != GeometryType::none)
    sql += fmt::format(", \"{}\" {}", kGeometryColumn, type_name(schema.geometry));
  for (const auto& field : schema.fields) sql += fmt::format(", {} {}", sql_name(field.name), type_name(field.type));
  database.execute(sql + ")");
}

std::string insert_statement(const LayerSchema& schema) {
  std::string columns;
  std::string marks;
  const auto add = [&](std::string_view name) {
    columns += (columns.empty() ? "" : ", ") + sql_name(name);
    marks += marks.empty() ? "?" : ", ?";
  };
  for (const auto& field : schema.fields) add(field.name);
  if (schema.geometry != GeometryType::none) add(kGeometryColumn);
  if (columns.empty()) return fmt::format("INSERT INTO {} DEFAULT VALUES", sql_name(schema.name));
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", sql_name(schema.name), columns, marks);
}

void register_layer(const Database& database, const LayerFacts& facts, std::int32_t srs_id,
                    std::string_view timestamp) {
  insert_contents(database, facts, srs_id, timestamp);
  insert_count(database, facts);
  insert_aliases(database, *facts.schema);
  if (facts.schema->geometry == GeometryType::none) return;
  insert_geometry_column(database, *facts.schema, srs_id);
  build_rtree(database, facts);
}

}  // namespace trek::publish::detail
