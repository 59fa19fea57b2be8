#pragma once

// GEOS handles and the way to and from them. Included by sources of trek::geo and its benchmark only.

#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "trek/geo/polygon.hpp"

namespace trek::geo::detail {

struct FinishGeos {
  void operator()(GEOSContextHandle_t handle) const noexcept { GEOS_finish_r(handle); }
};

/// Frees with the context that made the geometry; the context must outlive it.
struct DestroyGeometry {
  GEOSContextHandle_t handle = nullptr;
  void operator()(GEOSGeometry* geometry) const noexcept { GEOSGeom_destroy_r(handle, geometry); }
};
using Geometry = std::unique_ptr<GEOSGeometry, DestroyGeometry>;

/// A GEOS context of its own (one a call: cheap, and safe on any thread) that keeps GEOS' last message.
class Geos {
 public:
  Geos();
  [[nodiscard]] GEOSContextHandle_t handle() const noexcept { return handle_.get(); }

  /// Takes ownership. Errors  Error{internal} with GEOS' message if `geometry` is null.
  [[nodiscard]] Geometry checked(GEOSGeometry* geometry, const char* operation) const;
  /// `geometry` is 2 where GEOS predicates failed.
  [[nodiscard]] bool checked_predicate(char answer, const char* operation) const;
  [[noreturn]] void fail(const char* operation) const;

  [[nodiscard]] Geometry line(std::span<const Point> points) const;
  [[nodiscard]] Geometry point(Point place) const;
  [[nodiscard]] Geometry polygon(const Polygon& polygon) const;
  /// One multipolygon, as it stands: rings must be closed, finite and of four points or more.
  [[nodiscard]] Geometry multipolygon(const MultiPolygon& polygons) const;
  /// A collection of GEOS `type`; takes the parts over.
  [[nodiscard]] Geometry collection(int type, std::vector<Geometry> parts) const;

  /// The polygon parts of any geometry, oriented; lines and points are left out.
  [[nodiscard]] MultiPolygon polygons(const GEOSGeometry* geometry) const;

 private:
  std::unique_ptr<std::string> message_;  // on the heap: GEOS holds its address
  std::unique_ptr<GEOSContextHandle_HS, FinishGeos> handle_;
};

}  // namespace trek::geo::detail
