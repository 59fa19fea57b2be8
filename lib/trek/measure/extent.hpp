#pragma once

#include <optional>
#include <vector>

#include "trek/geo/point.hpp"
#include "trek/geo/square_map.hpp"
#include "trek/model/tables.hpp"

/// Where the data end: beyond it nothing is known, and nobody is counted. METHODS "Where the data end".
namespace trek::measure {

/// How far points are from where the streets of a mode end: only near that may a way by streets that are not in the
/// data be shorter than all that are. Squares are five times as large, so that a bend of the edge is no edge.
class StreetEdge {
 public:
  /// Empty: a straight line, which ends nowhere.
  explicit StreetEdge(const std::optional<geo::SquareMap>& streets);
  /// As the crow flies, at least; `most_m` where it is farther, or nowhere.
  [[nodiscard]] double nearest_m(geo::Point place, double most_m) const;
  [[nodiscard]] std::vector<double> nearest_m(const std::vector<geo::Point>& places, double most_m) const;

 private:
  std::optional<geo::OutsideCounts> outside_;
};

/// Where the data are held to go on.
struct DataExtent {
  geo::SquareMap people;    // municipalities with people, but for those that people leave along a straight line; and
                            // where cells lie close together outside them
  geo::SquareMap places;    // municipalities of the region, and those around it that hold a place
  geo::SquareMap stations;  // the same of stations, and all ground between stations
  std::vector<std::optional<geo::SquareMap>> streets{};  // of each mode, by who has the streets; empty: a straight line
  std::vector<StreetEdge> edges{};                       // of the same
};

/// What of a map lies in the streets too, if there are any.
[[nodiscard]] geo::SquareMap within_streets(geo::SquareMap known, const std::optional<geo::SquareMap>& streets);

/// The most people that may live where no data are: nowhere beyond is it denser than the densest squares of the same
/// size in the data, or than 5,000 people a km2 where those are emptier. Of three sizes of square the least counts.
class PeopleBeyond {
 public:
  PeopleBeyond(const geo::SquareMap& known, const model::Demand& demand);
  /// Within a circle; 0 where the data go on in all of it.
  [[nodiscard]] double inhabitants(geo::Point place, double radius_m) const { return most(place, radius_m, false); }
  [[nodiscard]] double target(geo::Point place, double radius_m) const { return most(place, radius_m, true); }

 private:
  struct Scale {
    geo::OutsideCounts outside;
    double most_inhabitants = 0.0;  // of any square of this size
    double most_target = 0.0;
  };
  [[nodiscard]] double most(geo::Point place, double radius_m, bool target) const;
  std::vector<Scale> scales_;  // the finest first
};

}  // namespace trek::measure
