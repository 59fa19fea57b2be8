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

/// A measure that a `[[criterion]]` may name.
struct MeasureReference {
  std::string id;  // of a mode and a limit with those: "people_target_bicycle_15min"
  std::string label;
  std::string unit;   // may be empty
  std::string needs;  // what a project must have for it; may be empty
};

/// All measures there are, of bicycle and a limit of 15 min where they have a mode and a limit: from the measures
/// themselves. `key_reference` is in English, and so is this.
[[nodiscard]] std::vector<MeasureReference> measure_reference();

}  // namespace trek::project
