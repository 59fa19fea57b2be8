#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trek/publish/detail/sqlite.hpp"
#include "trek/publish/layer_schema.hpp"

/// The tables that QGIS reads beside the layers: styles, layer metadata and the embedded project.
namespace trek::publish::detail {

struct Style {
  std::string layer;
  std::string name;
  std::string qml;
  bool spatial = true;
  bool is_default = true;  // which QGIS loads
};
struct LayerMetadata {
  std::string layer;
  std::string qmd;
};

/// Why a text is no style for this geometry; empty when it is one. QGIS itself loads such a style and draws nothing.
[[nodiscard]] std::string find_style_fault(const std::string& qml, GeometryType geometry);
/// Why a text is no well-formed XML; empty when it is.
[[nodiscard]] std::string find_xml_fault(const std::string& xml);

void write_styles(const Database& database, const std::vector<Style>& styles, std::string_view timestamp);
/// Where a mark of the file as a whole stands in gpkg_metadata.
inline constexpr std::string_view kMarkUri = "urn:trek:written";
/// `mark` goes beside them.
void write_metadata(const Database& database, const std::vector<LayerMetadata>& metadata, std::string_view mark,
                    std::string_view timestamp);
void write_project(const Database& database, const std::string& name, const std::string& qgs,
                   std::string_view timestamp);

}  // namespace trek::publish::detail
