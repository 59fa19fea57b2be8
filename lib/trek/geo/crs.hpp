#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "trek/geo/point.hpp"

namespace trek::geo {

inline constexpr std::string_view kRdNew = "EPSG:28992";
inline constexpr std::string_view kWgs84 = "EPSG:4326";

/// What PROJ does between two CRSs: kept with the run, since 0.25 m and 100 m are both called "transformed".
struct CrsOperation {
  std::string source;  // "EPSG:4326", or the name where there is no code
  std::string target;
  std::string name;                  // PROJ's name of the operation; "none" when source and target are equal
  std::optional<double> accuracy_m;  // as PROJ states it; empty if it does not say
};

/// Transforms coordinates between two CRSs, always with x = east/longitude and y = north/latitude.
///
/// Takes the most accurate operation that this machine can carry out; a ballpark one (datum ignored: 114 m off in the
/// Netherlands) is refused. Not shared between threads: one per thread.
/// Errors  Error{data} for a CRS that PROJ does not know, or when only a ballpark operation exists.
/// Source  PROJ; EPSG:28992 accuracies in lib/METHODS.md, "Coordinates".
class Transformation {
 public:
  /// `source` and `target` are anything PROJ reads: "EPSG:28992", WKT, PROJJSON.
  Transformation(std::string_view source, std::string_view target);
  ~Transformation();
  Transformation(Transformation&&) noexcept;
  Transformation& operator=(Transformation&&) noexcept;

  [[nodiscard]] const CrsOperation& operation() const noexcept;
  /// True when source and target describe the same CRS; then nothing is changed.
  [[nodiscard]] bool is_identity() const noexcept;
  /// In place. A point that cannot be transformed becomes (inf, inf): check with std::isfinite.
  void apply(std::span<double> x, std::span<double> y) const;
  [[nodiscard]] Point to_point(LonLat place) const;
  [[nodiscard]] LonLat to_lon_lat(Point place) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// WKT2:2019 of a CRS, as QGIS projects and gpkg_spatial_ref_sys want it; WKT1 (GDAL flavour) with `wkt1`.
[[nodiscard]] std::string crs_wkt(std::string_view crs, bool wkt1 = false);
/// "EPSG:28992" for a definition PROJ can identify with confidence; empty otherwise.
[[nodiscard]] std::optional<std::string> find_crs_code(std::string_view definition);
/// A CRS in metres for a part of the world (degrees): RD New where all of it lies within the Netherlands' bounds, else
/// the UTM zone of its middle, "EPSG:32629".
[[nodiscard]] std::string projected_crs_for(const Box& lon_lat_deg);
[[nodiscard]] bool is_geographic(std::string_view crs);
[[nodiscard]] std::string proj_version();

}  // namespace trek::geo
