#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "trek/geo/point.hpp"

namespace trek::publish {

/// People of the region who live in one square, and how many of them have a place within the norm.
struct StoredSquare {
  /// By one mode.
  struct Served {
    double people = 0.0;         // of whom it is known
    double served = 0.0;         // of these
    double target_served = 0.0;  // people of 20-40 among them
    double target = 0.0;
  };
  geo::Box box;
  double people = 0.0;
  std::vector<Served> modes;  // in the order that was asked for
};

/// The cells of an output together in squares of `size_m`, from a multiple of it on: by their middle, the lowest and
/// most western first. Squares in which nobody lives are left out. None where the output has no cells.
/// Errors  Error{data}: not an output of trek.
[[nodiscard]] std::vector<StoredSquare> stored_squares(const std::filesystem::path& geopackage,
                                                       const std::vector<std::string>& modes, double size_m);

}  // namespace trek::publish
