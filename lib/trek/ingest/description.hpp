#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "trek/geo/point.hpp"
#include "trek/geo/rd.hpp"

/// What a file holds, as it is found without a mapping.
namespace trek::ingest {

struct FieldDescription {
  std::string name;
  std::string type;  // GDAL's: "Integer64", "String", ...
  std::uint64_t null_count = 0;
  std::string example;  // first value that is not null
};

/// A shipped mapping, and how well a layer fits it.
struct MappingFit {
  std::string mapping;  // id
  std::string table;
  std::string title;
  std::vector<std::string> missing;  // required fields that were not found; empty: it fits
  bool recognised = false;           // the layer is this public source, by fields that only it has or by its name
  std::string vintage_rule;          // how one finds out of when it is
  std::vector<std::string> traps;    // what goes wrong with this source, a sentence each
  std::string licence;               // of the source; empty where the user knows it
  std::string attribution;
};

struct LayerDescription {
  std::string name;
  std::string geometry_type;  // "MultiPolygon", "None", ...
  std::string crs;            // "EPSG:28992", a name, or empty
  std::uint64_t feature_count = 0;
  std::uint64_t null_geometry_count = 0;
  std::uint64_t invalid_geometry_count = 0;
  std::string invalid_example;  // "feature 12: Self-intersection at 1 2"
  geo::Box bounds;              // in the file's own coordinates
  geo::CoordinateLook look = geo::CoordinateLook::elsewhere;
  std::vector<FieldDescription> fields;
  std::vector<MappingFit> fits;     // fitting ones first
  std::vector<std::string> doubts;  // "declares EPSG:4326 but the coordinates look like RD metres: set crs = ..."
};

struct FileDescription {
  std::filesystem::path path;
  std::string driver;
  std::uint64_t byte_count = 0;
  std::vector<LayerDescription> layers;
};

}  // namespace trek::ingest
