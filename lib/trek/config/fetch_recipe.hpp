#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "trek/config/toml_table.hpp"
#include "trek/model/source.hpp"

namespace trek::config {

/// "file", "zip", "wfs", "ogc_features".
[[nodiscard]] std::optional<model::FetchKind> find_fetch_kind(std::string_view name) noexcept;

/// Whether it is asked page by page, for one of its types.
[[nodiscard]] bool is_service(model::FetchKind kind) noexcept;

/// How a source is downloaded, from a table with kind, url, type, page_size, file, sha256, bytes: `[fetch]` of a
/// mapping and `fetch` of a project's source. `url` is taken where the table has none. Reads the table to its end.
/// Errors  Error{config}.
[[nodiscard]] model::FetchRecipe fetch_recipe(TomlTable& table, const std::string& url);

}  // namespace trek::config
