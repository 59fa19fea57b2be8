#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "trek/ingest/detail/ogr.hpp"
#include "trek/ingest/detail/private_folder.hpp"

namespace trek::ingest::detail {

/// The elements of a GML feature that hold a geometry each, as paths below the feature ("geometrie", "plaats|punt"),
/// in the order found. From the beginning of the file.
struct GmlShapes {
  std::string feature;  // "pand"
  std::vector<std::string> paths;
};
[[nodiscard]] std::vector<GmlShapes> find_gml_shapes(std::string_view text);

/// Where features have several geometries (an outline and a label point), of which GDAL would take the last: writes a
/// schema (.gfs) beside `link`, which must be in a folder of trek's own, so that each becomes a column. Nothing else.
void describe_gml_shapes(const std::filesystem::path& link, PrivateFolder& folder);

}  // namespace trek::ingest::detail
