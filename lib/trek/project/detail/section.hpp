#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trek/config/toml_table.hpp"
#include "trek/project/project.hpp"

namespace trek::project::detail {

/// A section of a project file. All of it stands in the file of its name in sections/, which defines the function of
/// its name there; `sections` in CMakeLists.txt is the one list of them, in the order in which they are read and shown.
struct Section {
  config::Key key;  // "streets", and what it says
  /// Reads [key] where it stands, or each [[key]], into its part of the project. A key without a meaning does not
  /// compile, and one that is not asked for here is unknown.
  void (*read)(config::TomlTable& table, Project& project) = nullptr;
  bool repeats = false;  // [[key]]
  /// What must be so after it, whether it stands there or not. Errors  Error{config}.
  void (*check)(const config::TomlTable& root, const Project& project) = nullptr;
  /// The sections that it looks at. They stand before it in the list; a test holds them to it.
  std::vector<std::string_view> looks_at{};
  /// Texts in which it asks for all of its keys, for the reference; none: its heading does.
  std::vector<std::string> samples{};
};

/// All but [project], in the order in which they are read.
[[nodiscard]] const std::vector<Section>& all_sections();

/// [project], before all others: what they say is taken in its language and from its folders.
void read_head(config::TomlTable& root, Project& project, const Overrides& overrides);

}  // namespace trek::project::detail
