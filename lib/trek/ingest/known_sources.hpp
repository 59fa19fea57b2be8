#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "trek/model/source.hpp"

namespace trek::ingest {

[[nodiscard]] std::optional<model::FetchKind> find_fetch_kind(std::string_view name) noexcept;

/// A public source that trek knows: a file of datasets/sources/.
struct KnownSource {
  std::string id;
  std::string title;
  std::string url;
  std::string licence;
  std::string attribution;
  std::optional<model::FetchRecipe> fetch;
};

/// All of them, ordered by id.
[[nodiscard]] std::span<const KnownSource> known_sources();

}  // namespace trek::ingest
