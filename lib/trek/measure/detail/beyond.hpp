#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "trek/geo/point.hpp"
#include "trek/geo/square_map.hpp"
#include "trek/measure/extent.hpp"
#include "trek/measure/tables.hpp"
#include "trek/model/estimate.hpp"

namespace trek::measure::detail {

/// The extent of the data, as all modes ask it.
struct Surroundings {
  const DataExtent& extent;
  geo::OutsideCounts places;
  PeopleBeyond people;
};

/// What lies beyond the data of a mode, around its sites. METHODS "Where the data end".
class Beyond {
 public:
  /// All that is given must outlive it. `mode` is the row of the travel in the extent; see judged_min.
  Beyond(const ModeTravel& travel, const Surroundings& surroundings, std::size_t mode, double judged_min);

  /// Of the circle around a site, the part of which no people or streets are known.
  [[nodiscard]] double share(std::size_t site, double radius_m) const {
    return outside_.within(place(site), radius_m).share();
  }
  /// The most people beyond the data, in the circle around a site.
  [[nodiscard]] double inhabitants(std::size_t site, double radius_m) const {
    return surroundings_.people.inhabitants(place(site), radius_m);
  }
  [[nodiscard]] double target(std::size_t site, double radius_m) const {
    return surroundings_.people.target(place(site), radius_m);
  }
  [[nodiscard]] const StreetEdge& edge() const noexcept { return surroundings_.extent.edges[mode_]; }
  [[nodiscard]] const geo::OutsideCounts& places() const noexcept { return surroundings_.places; }
  [[nodiscard]] const geo::SquareMap& stations() const noexcept { return surroundings_.extent.stations; }
  /// What of it lies in the streets of the mode too.
  [[nodiscard]] geo::SquareMap stations_on_streets() const {
    return within_streets(stations(), surroundings_.extent.streets[mode_]);
  }

  /// Of people near a site as the crow flies those who are not counted, but who may come by streets beyond the data:
  /// out to their edge and back is not too far. `weight` is what a row may count for at most, `counted` the most that
  /// is counted already, of rows that are near too.
  template <class Weight>
  [[nodiscard]] double rerouted(std::size_t site, double radius_m, double counted, Weight weight) const {
    if (site_to_edge_m_.empty() || site_to_edge_m_[site] >= radius_m) return 0.0;
    double near = 0.0;
    double may_come = 0.0;
    for (std::size_t row = 0; row < travel_.demand.size(); ++row) {
      const double far = geo::distance_m(place(site), travel_.demand.place[row]);
      if (far > radius_m) continue;
      const double people = weight(row, far);
      near += people;
      if (site_to_edge_m_[site] + row_to_edge_m_[row] <= radius_m) may_come += people;
    }
    return std::clamp(near - counted, 0.0, may_come);
  }

 private:
  [[nodiscard]] geo::Point place(std::size_t site) const { return travel_.sites.place[site]; }

  const ModeTravel& travel_;
  const Surroundings& surroundings_;
  std::size_t mode_;
  geo::OutsideCounts outside_;          // of people and the mode's streets
  std::vector<double> site_to_edge_m_;  // of the streets; empty where none are travelled
  std::vector<double> row_to_edge_m_;
};

/// What may lie beyond widens an estimate; what is unknown stays so.
void widen(model::Estimate& estimate, double more, double beyond_share) noexcept;

}  // namespace trek::measure::detail
