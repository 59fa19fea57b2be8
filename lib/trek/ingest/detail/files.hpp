#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "trek/ingest/detail/lv_bag.hpp"
#include "trek/ingest/detail/ogr.hpp"
#include "trek/ingest/detail/private_folder.hpp"

namespace trek::ingest::detail {

/// An input, open for reading. The folder outlives the dataset.
struct OpenedFile {
  PrivateFolder folder;                 // holds a copy or a link where the original must not be touched
  Dataset dataset;                      // empty for an extract
  std::optional<LvBagExtract> extract;  // its files are opened one at a time: see PartedLayer
  std::string driver;                   // GDAL's short name
  std::vector<std::string> notes;       // what had to be done to read it: code page, lines before a header
};

/// Opens a vector file, a zip with one in it, or a folder of shapefiles or LV BAG files.
///
/// Errors  Error{data}: absent (`url` says where to get it), not one of the formats, damaged.
[[nodiscard]] OpenedFile open_file(const std::filesystem::path& path, const std::string& url, GdalScope& scope);

/// Names of the layers that hold records, in file order; QGIS's and GeoPackage's own tables are left out.
[[nodiscard]] std::vector<std::string> layer_names(const Dataset& dataset);

}  // namespace trek::ingest::detail
