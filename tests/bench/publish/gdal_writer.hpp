#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "trek/geo/polygon.hpp"

namespace bench {

/// A building as a register has it: six attributes and a multipolygon.
struct Building {
  std::string key;
  std::string use;
  std::string status;
  std::int64_t year = 0;
  double area_m2 = 0.0;
  bool monument = false;
  trek::geo::MultiPolygon shape;
};

/// The same buildings as features in GDAL's memory, from which GDAL writes GeoPackages: reading them costs nothing.
class GdalWriter {
 public:
  explicit GdalWriter(const std::vector<Building>& buildings);
  ~GdalWriter();
  GdalWriter(const GdalWriter&) = delete;
  GdalWriter& operator=(const GdalWriter&) = delete;
  /// What `ogr2ogr -f GPKG file memory` runs, in this process.
  void translate(const std::filesystem::path& file) const;
  /// A loop over CreateFeature in one transaction: the least that can be asked of GDAL's writer.
  void write(const std::filesystem::path& file) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What GDAL reads back. Throws std::runtime_error where the file or the layer does not open.
class GdalReader {
 public:
  GdalReader(const std::filesystem::path& file, const std::string& layer);
  ~GdalReader();
  GdalReader(const GdalReader&) = delete;
  GdalReader& operator=(const GdalReader&) = delete;
  [[nodiscard]] std::size_t count() const;
  /// Ids of the features that a spatial filter of this box finds, ascending.
  [[nodiscard]] std::vector<std::int64_t> ids_in(const trek::geo::Box& box) const;
  /// Points of the first shell, and the value of the attribute `key`.
  struct Found {
    trek::geo::Ring shell;
    std::string key;
  };
  [[nodiscard]] Found feature(std::int64_t id) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace bench
