#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "trek/geo/point.hpp"
#include "trek/geo/polygon.hpp"

namespace trek::model {

/// Dwellings that are planned, and not yet there: who lives in them is counted in a scenario only.
struct PlannedDwellings {
  std::vector<std::string> key;
  std::vector<std::string> name;
  std::vector<std::optional<double>> dwellings;  // to be added; empty: the source gives no number, unknown
  std::vector<geo::Point> place;                 // of an area a point inside it
  geo::PolygonColumn area;                       // an empty row for a plan that is a point
  [[nodiscard]] std::size_t size() const noexcept { return key.size(); }
  static constexpr auto columns() {
    using T = PlannedDwellings;
    return std::tuple{&T::key, &T::name, &T::dwellings, &T::place, &T::area};
  }
};

}  // namespace trek::model
