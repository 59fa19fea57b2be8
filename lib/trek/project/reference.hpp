#pragma once

#include <string>
#include <vector>

#include "trek/config/toml_table.hpp"

namespace trek::project {

/// Every key that a project file may hold, table by table in the order in which they are read: taken down from the
/// reader itself, so that the list cannot differ from what is read. A section comes first by itself, with an empty key
/// and what it is for.
[[nodiscard]] config::AskedKeys key_reference();

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
