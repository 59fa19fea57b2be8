#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "trek/geo/polygon.hpp"

/// What the library is compared with. Each answers as trek::geo::PolygonLocator::find does: the lowest row that covers
/// a point, or `kNoRow`.
namespace bench {

inline constexpr std::uint32_t kNoRow = 0xFFFFFFFFU;
using Rows = std::vector<std::uint32_t>;

/// Prepared geometries below an STR-tree of GEOS. The points are GEOS' own, made before the clock runs.
class GeosLocator {
 public:
  explicit GeosLocator(const std::vector<trek::geo::MultiPolygon>& shapes);
  ~GeosLocator();
  GeosLocator(const GeosLocator&) = delete;
  GeosLocator& operator=(const GeosLocator&) = delete;
  void set_points(const std::vector<trek::geo::Point>& places);
  void find_all(Rows& rows) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A packed R-tree of boxes, and covered_by, of Boost.Geometry.
class BoostLocator {
 public:
  explicit BoostLocator(const std::vector<trek::geo::MultiPolygon>& shapes);
  ~BoostLocator();
  BoostLocator(const BoostLocator&) = delete;
  BoostLocator& operator=(const BoostLocator&) = delete;
  void find_all(const std::vector<trek::geo::Point>& places, Rows& rows) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace bench
