#pragma once

#include <filesystem>

#include "trek/project/project.hpp"

namespace trek::project {

/// Reads and validates a project file. What it names is read wherever it lies; what is written by its names (the cache,
/// what is fetched) stays in its folder but for the folders of `overrides`. Texts lose the secrets of addresses in them
/// (core::without_secrets); only a recipe keeps the whole address.
///
/// Errors  Error{config}, one line with file and line number: not TOML, unknown key (with the nearest known one), wrong
///         type, value out of range, a name that is none, a cache elsewhere, two sources of one name, a mode twice, no
///         criteria. Sources are not opened: see check.
[[nodiscard]] Project read_project(const std::filesystem::path& file, const Overrides& overrides = {});

}  // namespace trek::project
