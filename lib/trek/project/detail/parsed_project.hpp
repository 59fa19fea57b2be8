#pragma once

#include <filesystem>
#include <string>

#include "trek/config/toml_table.hpp"
#include "trek/project/project.hpp"

namespace trek::project::detail {

/// The project that `text` says, as if it stood in `file`; `asked`, where given, takes down every key that was asked
/// for.
[[nodiscard]] Project parsed_project(const std::filesystem::path& file, const std::string& text,
                                     const Overrides& overrides, config::AskedKeys* asked = nullptr);

}  // namespace trek::project::detail
