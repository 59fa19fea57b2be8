#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "trek/model/source.hpp"

namespace trek::fetch {

/// A source as seen by a download: where it goes, and how it comes, if anything says so.
struct Target {
  std::string name;
  std::filesystem::path path;
  std::string place;  // where it can be had by hand: an address or a sentence; may be empty
  std::optional<model::FetchRecipe> recipe;
  std::string licence;
  std::string attribution;
  std::string if_absent{};  // as of the source: said in place of `place` where the file is not there
};

/// What the project names, and nothing else: its own `fetch`, else its `url` if that is a data file, else, where it has
/// no url of its own, the recipe of the mapping that it names. Made-up data is only fetched by the first two.
[[nodiscard]] Target target_of(const model::Source& source);

/// All that a download to a path may write: the file, and what comes beside it.
[[nodiscard]] std::vector<std::filesystem::path> written_files(const std::filesystem::path& path);

/// True for an http(s) address whose path ends like a data file: .gpkg .zip .csv .geojson .json .fgb .gml .pbf .xml
[[nodiscard]] bool is_data_file(std::string_view url);

}  // namespace trek::fetch
