#include "trek/fetch/target.hpp"

#include <algorithm>
#include <array>

#include "trek/config/mapping.hpp"
#include "trek/fetch/detail/address.hpp"
#include "trek/fetch/detail/side_file.hpp"

namespace trek::fetch {
namespace {

constexpr std::array<std::string_view, 9> kDataFiles{".gpkg", ".zip", ".csv", ".geojson", ".json",
                                                     ".fgb",  ".gml", ".pbf", ".xml"};

std::optional<model::FetchRecipe> recipe_for(const model::Source& source, const config::Mapping* known) {
  if (source.fetch) return source.fetch;
  if (is_data_file(source.url)) {
    model::FetchRecipe recipe;
    recipe.url = source.url;
    return recipe;
  }
  if (!source.url.empty() || source.made_up || known == nullptr) return std::nullopt;
  return known->fetch;
}

}  // namespace

std::vector<std::filesystem::path> written_files(const std::filesystem::path& path) {
  return {path, detail::part_path(path), detail::part_note_path(path), detail::source_note_path(path)};
}

bool is_data_file(std::string_view url) {
  const auto address = detail::find_address(url);
  if (!address) return false;
  const std::string extension = detail::extension_of(*address);
  return std::find(kDataFiles.begin(), kDataFiles.end(), extension) != kDataFiles.end();
}

Target target_of(const model::Source& source) {
  const config::Mapping* known = source.made_up ? nullptr : config::find_mapping(source.mapping);
  Target target{source.name,    source.path,           source.url,      recipe_for(source, known),
                source.licence, source.attribution.en, source.if_absent};
  if (known == nullptr) return target;
  if (target.place.empty()) target.place = known->url;
  if (target.licence.empty()) target.licence = known->licence;
  if (target.attribution.empty()) target.attribution = known->attribution;
  return target;
}

}  // namespace trek::fetch
