#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "trek/geo/spatial_index.hpp"
#include "trek/resolve/detail/building_finder.hpp"
#include "trek/resolve/detail/draft.hpp"
#include "trek/resolve/detail/parking_facts.hpp"
#include "trek/resolve/detail/use_mix.hpp"
#include "trek/resolve/evidence.hpp"

namespace trek::resolve::detail {

/// What reuse of a site is judged by: it follows from the site's other facts, and from what lies around it. METHODS
/// "Reuse potential".
class ReuseFacts {
 public:
  /// Both must outlive this.
  ReuseFacts(const Evidence& evidence, const BuildingFinder& finder);
  /// Fills them in. What rests on the building stays unknown where its link is in doubt.
  void take(Draft& site) const;

 private:
  [[nodiscard]] std::optional<double> nearest_dwelling_m(const Draft& site) const;
  [[nodiscard]] std::set<std::uint32_t> plot(const Draft& site) const;
  void take_surroundings(Draft& site) const;
  void take_plot(const std::set<std::uint32_t>& plot, Draft& site) const;
  void take_parking(const std::set<std::uint32_t>& plot, Draft& site) const;

  const Evidence& evidence_;
  const BuildingFinder& finder_;
  std::vector<std::uint32_t> dwelling_units_;  // rows of the units, one a point of `dwellings_`
  std::optional<geo::PointIndex> dwellings_;
  std::optional<geo::PointIndex> meeting_;
  std::optional<geo::PointIndex> hospitality_;
  std::optional<geo::PointIndex> stations_;
  std::optional<geo::PolygonLocator> parcels_;
  std::optional<ParkingAround> parking_;
  std::optional<UseMix> mix_;
};

}  // namespace trek::resolve::detail
