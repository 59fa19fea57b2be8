#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "trek/core/phrase.hpp"
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
  std::vector<core::Phrase> notes;      // what had to be done to read it: code page, lines before a header
  std::string target;                   // the path that GDAL was given; empty for an extract
  std::uint64_t lines_before = 0;       // lines of a CSV before its header, which the target leaves out
};

/// Errors  Error{data}: absent (`remedy` says what to do then; empty: to correct the path), or nothing that may be
/// read.
void check_present(const std::filesystem::path& path, const std::string& remedy);

/// Opens a vector file, a zip with one in it, or a folder of shapefiles or LV BAG files.
///
/// Errors  Error{data}: absent (`remedy` as of check_present), not one of the formats, damaged.
[[nodiscard]] OpenedFile open_file(const std::filesystem::path& path, const std::string& remedy, GdalScope& scope);

/// Of a page of a service: how many features are missing and what to do. Empty for a file that is whole, as far as it
/// says.
[[nodiscard]] std::optional<std::string> find_missing_pages(const OpenedFile& opened);

/// Names of the layers that hold records, in file order; QGIS's and GeoPackage's own tables are left out.
[[nodiscard]] std::vector<std::string> layer_names(const Dataset& dataset);

}  // namespace trek::ingest::detail
