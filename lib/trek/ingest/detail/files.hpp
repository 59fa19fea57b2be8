#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "trek/ingest/detail/ogr.hpp"

namespace trek::ingest::detail {

/// A folder of its own that disappears with the object.
class PrivateFolder {
 public:
  PrivateFolder() = default;
  ~PrivateFolder();
  PrivateFolder(PrivateFolder&& other) noexcept : path_{std::move(other.path_)} { other.path_.clear(); }
  PrivateFolder& operator=(PrivateFolder&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
  }
  /// Makes the folder at the first call.
  const std::filesystem::path& path();

 private:
  std::filesystem::path path_;
};

/// An input, open for reading. The folder outlives the dataset.
struct OpenedFile {
  PrivateFolder folder;  // holds a copy or a link where the original must not be touched
  Dataset dataset;
  std::string driver;  // GDAL's short name
};

/// Opens a vector file, a zip with one in it, or a folder of shapefiles or LV BAG files.
///
/// Errors  Error{data}: absent (`url` says where to get it), not one of the formats, damaged.
[[nodiscard]] OpenedFile open_file(const std::filesystem::path& path, const std::string& url, GdalScope& scope);

/// Names of the layers that hold records, in file order; QGIS's and GeoPackage's own tables are left out.
[[nodiscard]] std::vector<std::string> layer_names(const Dataset& dataset);

/// SHA-256 of the file, or of it and its side files (shapefile, -wal), or of all files in a folder.
[[nodiscard]] std::string fingerprint(const std::filesystem::path& path);

}  // namespace trek::ingest::detail
