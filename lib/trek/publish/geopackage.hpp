#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trek/geo/point.hpp"
#include "trek/publish/layer_schema.hpp"

namespace trek::publish {

/// Throws where the project inside could not refer to a file of this name: QGIS ends a path at '|', and XML holds no
/// control characters and nothing but UTF-8. Errors  Error{output}.
void check_file_name(const std::filesystem::path& target);

/// Of the SQLite that is loaded: "3.40.1".
[[nodiscard]] std::string sqlite_version();

struct GeoPackageOptions {
  bool overwrite = false;  // false: an existing target is an error, and stays
  std::string crs{"EPSG:28992"};
  std::string timestamp;  // ISO 8601 with milliseconds, UTC; the same goes to every row that needs one
};

/// Writes one GeoPackage 1.3: a temporary file beside the target, in one transaction; `finish()` syncs it and renames
/// it into place. Destroyed without `finish()`, or on any error, it leaves no trace and the old target as it was.
///
/// Same calls, same bytes. Not for several threads. NaN and infinite reals are written as NULL; text is cleaned.
/// A layer to which no row was appended is left out of the file (PDOK: no empty layers).
/// Geometry: shells counter-clockwise; null and empty geometry is refused in a layer that has geometry.
/// Errors  as core::TargetFile; Error{output}: a name that QGIS cannot take, disk full or at fault, ulimit -f.
///         Error{bad_argument} besides: names,
///         types or counts that do not fit the schema.
class GeoPackage {
 public:
  GeoPackage(const std::filesystem::path& target, GeoPackageOptions options);
  ~GeoPackage();
  GeoPackage(GeoPackage&&) noexcept;
  GeoPackage& operator=(GeoPackage&&) noexcept;

  /// Begins a layer (or a table without geometry); rows go to the layer that was begun last.
  void begin_layer(LayerSchema schema);
  void append(std::span<const Value> values, const Geometry& geometry = {});
  /// Default style of a layer (QML), for QGIS. Checked: well-formed XML, symbol type fits the geometry.
  void set_style(std::string_view layer, std::string_view name, std::string_view qml);
  /// Another style, by a name of its own, to be chosen in QGIS. Checked likewise.
  void add_style(std::string_view layer, std::string_view name, std::string_view qml);
  /// QGIS layer metadata (abstract, licence, attribution) as XML beside the layer.
  void set_metadata(std::string_view layer, std::string_view qmd);
  /// Embedded QGIS project: the text of a .qgs; zipped and hex-encoded here.
  void set_project(std::string_view name, std::string_view qgs);

  [[nodiscard]] std::uint64_t row_count(std::string_view layer) const;
  [[nodiscard]] geo::Box bounds(std::string_view layer) const;
  /// A SHA-256 of all layers, values and shapes that were appended so far: the same data give the same one.
  [[nodiscard]] std::string identity();
  /// Layers with at least one row, in order.
  [[nodiscard]] std::vector<std::string> layers() const;

  /// After this the file is complete at the target. Errors as above; then nothing was changed.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trek::publish
