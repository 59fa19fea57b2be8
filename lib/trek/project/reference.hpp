#pragma once

#include <string>
#include <vector>

namespace trek::project {

/// A key of a project file.
struct KeyReference {
  std::string table;    // "mode": stands under [mode] or [[mode]]
  std::string key;      // "norm_min"
  std::string takes;    // "whole number from 1 to 180"
  std::string meaning;  // one sentence; empty where nobody wrote one
};

/// Every key that a project file may hold, table by table in the order in which they are read: taken down from the
/// reader itself, so that the list cannot differ from what is read.
[[nodiscard]] std::vector<KeyReference> key_reference();

}  // namespace trek::project
