#pragma once

#include <string>

#include "trek/geo/point.hpp"

namespace trek::model {

/// People that a source counts but that could not be put anywhere; kept, listed, and part of every total.
struct PopulationRemainder {
  std::string key;  // of the source area
  double inhabitants = 0.0;
  double target = 0.0;
  std::string reason;  // "no_area"
  geo::Point place;
};

}  // namespace trek::model
