#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trek/geo/crs.hpp"

namespace trek::geo {

/// A file of corrections that an operation between CRSs needs.
struct GridFile {
  std::string name;
  bool is_there = false;
};

/// The most accurate operation between two CRSs that PROJ knows, whether or not this machine has its grids: what a
/// Transformation could reach.
struct KnownOperation {
  CrsOperation operation;
  std::vector<GridFile> grids;
};

/// Empty where PROJ knows none that states its accuracy.
/// Errors  Error{data} for a CRS that PROJ does not know.
[[nodiscard]] std::optional<KnownOperation> find_known_operation(std::string_view source, std::string_view target);

}  // namespace trek::geo
