#pragma once

#include <optional>

#include "trek/config/toml_table.hpp"
#include "trek/model/source.hpp"

namespace trek::project::detail {

/// `fetch` of a `[[source]]`: the id of a shipped mapping, a kind ("file", "zip") for its `url`, or a table with kind,
/// url, type, page_size, file, sha256, bytes. Empty: the project says nothing of its own.
/// Errors  Error{config}.
[[nodiscard]] std::optional<model::FetchRecipe> fetch_recipe(config::TomlTable& table, const model::Source& source);

}  // namespace trek::project::detail
