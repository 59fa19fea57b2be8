#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/model/tables.hpp"
#include "trek/network/street_graph.hpp"
#include "trek/project/detail/inputs.hpp"
#include "trek/project/detail/square_map.hpp"
#include "trek/project/detail/travel.hpp"
#include "trek/project/project.hpp"

namespace trek::project::detail {

/// How far points are from where the streets of a mode end: only near that may a way by streets that are not in the
/// data be shorter than all that are. Squares are five times as large, so that a bend of the edge is no edge.
class StreetEdge {
 public:
  /// Empty: a straight line, which ends nowhere.
  explicit StreetEdge(const std::optional<SquareMap>& streets);
  /// As the crow flies, at least; `most_m` where it is farther, or nowhere.
  [[nodiscard]] double nearest_m(geo::Point place, double most_m) const;
  [[nodiscard]] std::vector<double> nearest_m(const std::vector<geo::Point>& places, double most_m) const;

 private:
  std::optional<OutsideCounts> outside_;
};

/// Where the data of a project are held to go on: beyond it nothing is known, and nobody is counted.
struct DataExtent {
  SquareMap people;    // municipalities with people, but for those that people leave along a straight line; and where
                       // cells lie close together outside them
  SquareMap places;    // municipalities of the region, and those around it that hold a place
  SquareMap stations;  // the same of stations, and all ground between stations
  std::vector<std::optional<SquareMap>> streets{};  // of each mode, by `add_streets`; empty: a straight line
  std::vector<StreetEdge> edges{};                  // of the same
};

/// Source  METHODS "Where the data end". Cost  linear in the squares and the cells.
[[nodiscard]] DataExtent data_extent(const Project& project, const Inputs& inputs);

/// Adds where the streets of each mode go on.
void add_streets(const Project& project, const std::vector<ModeTravel>& travel, DataExtent& extent,
                 const core::Control& control);

/// Where the streets of a mode go on: the hull of its junctions; of a map of a few streets the bounds that it states.
/// `shape` gives box and size of the squares.
[[nodiscard]] SquareMap street_extent(const network::StreetGraph& graph, const std::filesystem::path& extract,
                                      const std::string& crs, double margin_m, const SquareMap& shape,
                                      const core::Control& control);

/// The most people that may live where no data are: nowhere beyond is it denser than the densest squares of the same
/// size in the data, or than 5,000 people a km2 where those are emptier. Of three sizes of square the least counts.
class PeopleBeyond {
 public:
  PeopleBeyond(const SquareMap& known, const model::Demand& demand);
  /// Within a circle; 0 where the data go on in all of it.
  [[nodiscard]] double inhabitants(geo::Point place, double radius_m) const { return most(place, radius_m, false); }
  [[nodiscard]] double target(geo::Point place, double radius_m) const { return most(place, radius_m, true); }

 private:
  struct Scale {
    OutsideCounts outside;
    double most_inhabitants = 0.0;  // of any square of this size
    double most_target = 0.0;
  };
  [[nodiscard]] double most(geo::Point place, double radius_m, bool target) const;
  std::vector<Scale> scales_;  // the finest first
};

}  // namespace trek::project::detail
