#include "trek/publish/detail/qgis_tables.hpp"

#include <fmt/format.h>

#include <pugixml.hpp>

#include "trek/publish/detail/project_archive.hpp"

namespace trek::publish::detail {
namespace {

constexpr const char* kStyleTable = R"sql(
CREATE TABLE "layer_styles" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "f_table_catalog" TEXT(256), "f_table_schema" TEXT(256),
 "f_table_name" TEXT(256), "f_geometry_column" TEXT(256), "styleName" TEXT(30), "styleQML" TEXT, "styleSLD" TEXT, "useAsDefault" BOOLEAN,
 "description" TEXT, "owner" TEXT(30), "ui" TEXT(30), "update_time" DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
)sql";

constexpr const char* kMetadataTables = R"sql(
CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
 md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
 timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
 CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
 CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
INSERT INTO gpkg_extensions VALUES
 ('gpkg_metadata', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec120/#extension_metadata', 'read-write'),
 ('gpkg_metadata_reference', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec120/#extension_metadata', 'read-write');
)sql";

std::string_view symbol_type_of(GeometryType geometry) {
  switch (geometry) {
    case GeometryType::none:
      return "";
    case GeometryType::point:
      return "marker";
    case GeometryType::line:
      return "line";
    case GeometryType::multipolygon:
      return "fill";
  }
  return "";
}

/// Symbols that the renderer draws features with; symbols nested in a symbol layer (arrows, centroids) may be others.
struct SymbolTypes : pugi::xml_tree_walker {
  std::string_view wanted;
  std::string fault;
  int count = 0;
  bool for_each(pugi::xml_node& node) override {
    const bool is_symbol = std::string_view{node.name()} == "symbol";
    if (!is_symbol || std::string_view{node.parent().name()} == "layer") return true;
    ++count;
    const std::string_view type = node.attribute("type").value();
    if (type != wanted && fault.empty())
      fault = fmt::format("symbol '{}' is a {}, the layer needs a {}", node.attribute("name").value(), type, wanted);
    return true;
  }
};

std::string renderer_fault(pugi::xml_node renderer, std::string_view wanted) {
  if (!renderer) return "has no <renderer-v2>";
  SymbolTypes types;
  types.wanted = wanted;
  renderer.traverse(types);
  if (types.count == 0) return "has no symbol";
  return types.fault;
}

}  // namespace

std::string find_xml_fault(const std::string& xml) {
  pugi::xml_document document;
  const auto result = document.load_buffer(xml.data(), xml.size());
  if (!result) return fmt::format("is not well-formed XML: {} at byte {}", result.description(), result.offset);
  return document.document_element() ? "" : "is not XML: it has no element";
}

std::string find_style_fault(const std::string& qml, GeometryType geometry) {
  if (auto fault = find_xml_fault(qml); !fault.empty()) return fault;
  pugi::xml_document document;
  document.load_buffer(qml.data(), qml.size());
  const auto root = document.child("qgis");
  if (!root) return "has no <qgis> element";
  if (geometry == GeometryType::none) return {};
  return renderer_fault(root.child("renderer-v2"), symbol_type_of(geometry));
}

void write_styles(const Database& database, const std::vector<Style>& styles, std::string_view timestamp) {
  if (styles.empty()) return;
  database.execute(kStyleTable);
  Statement contents{database,
                     "INSERT INTO gpkg_contents VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?, NULL, "
                     "NULL, NULL, NULL, 0)"};
  contents.bind(1, timestamp).run();
  Statement count{database, "INSERT INTO gpkg_ogr_contents VALUES ('layer_styles', ?)"};
  count.bind(1, static_cast<std::int64_t>(styles.size())).run();
  // '' and not NULL for catalog and schema: with NULL QGIS does not find the style.
  Statement insert{database,
                   "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
                   "styleName, styleQML, "
                   "styleSLD, useAsDefault, description, owner, ui, update_time) VALUES ('', '', ?, ?, ?, ?, '', ?, "
                   "'', '', NULL, ?)"};
  for (const auto& style : styles) {
    insert.bind(1, style.layer)
        .bind(2, style.spatial ? "geom" : "")
        .bind(3, style.name)
        .bind(4, style.qml)
        .bind(5, std::int64_t{style.is_default ? 1 : 0})
        .bind(6, timestamp)
        .run();
  }
}

void write_metadata(const Database& database, const std::vector<LayerMetadata>& metadata, std::string_view mark,
                    std::string_view timestamp) {
  if (metadata.empty() && mark.empty()) return;
  database.execute(kMetadataTables);
  Statement insert{database,
                   "INSERT INTO gpkg_metadata VALUES (?, 'dataset', 'http://mrcc.com/qgis.dtd', 'text/xml', ?)"};
  Statement refer{database, "INSERT INTO gpkg_metadata_reference VALUES ('table', ?, NULL, NULL, ?, ?, NULL)"};
  std::int64_t id = 0;
  for (const auto& entry : metadata) {
    insert.bind(1, ++id).bind(2, entry.qmd).run();
    refer.bind(1, entry.layer).bind(2, timestamp).bind(3, id).run();
  }
  Statement own{database, "INSERT INTO gpkg_metadata VALUES (?, 'undefined', ?, 'text/plain', ?)"};
  own.bind(1, ++id).bind(2, kMarkUri).bind(3, mark).run();
  Statement whole{database, "INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?, ?, NULL)"};
  whole.bind(1, timestamp).bind(2, id).run();
}

void write_project(const Database& database, const std::string& name, const std::string& qgs,
                   std::string_view timestamp) {
  database.execute("CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB)");
  const auto metadata =
      fmt::format(R"({{"last_modified_time": "{}", "last_modified_user": "trek" }})", timestamp.substr(0, 19));
  const auto content = hex(zipped({archived(name + ".qgs", qgs)}));
  Statement insert{database, "INSERT INTO qgis_projects VALUES (?, ?, ?)"};
  insert.bind(1, name).bind(2, metadata).bind(3, content).run();
}

}  // namespace trek::publish::detail
