#include "trek/project/detail/fetch_recipe.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/config/fetch_recipe.hpp"
#include "trek/config/mapping.hpp"
#include "trek/core/text.hpp"

namespace trek::project::detail {
namespace {

using model::FetchRecipe;

FetchRecipe recipe_by_word(config::TomlTable& table, const std::string& word, const model::Source& source) {
  if (const auto kind = config::find_fetch_kind(word)) {
    if (config::is_service(*kind))
      table.fail("fetch",
                 fmt::format("a service needs its type too: fetch = {{ kind = \"{}\", type = \"...\" }}", word));
    if (source.url.empty()) table.fail("fetch", fmt::format("'{}' needs the url of the source", word));
    FetchRecipe recipe;
    recipe.kind = *kind;
    recipe.url = source.url;
    return recipe;
  }
  std::vector<std::string> names{"file", "zip"};
  for (const config::Mapping& known : config::shipped_mappings()) {
    if (!known.fetch) continue;
    if (known.id == word) return *known.fetch;
    names.push_back(known.id);
  }
  table.fail("fetch", fmt::format("'{}' is not known{}; choose from {}, or give a table with kind, url and type", word,
                                  core::did_you_mean(word, names), fmt::join(names, ", ")));
}

}  // namespace

std::optional<FetchRecipe> fetch_recipe(config::TomlTable& table, const model::Source& source) {
  if (table.is_table("fetch")) {
    auto recipe = table.table("fetch");
    return config::fetch_recipe(*recipe, source.url);
  }
  const auto word = table.text("fetch");
  if (!word) return std::nullopt;
  return recipe_by_word(table, *word, source);
}

std::optional<geo::Box> fetch_region(config::TomlTable& root) {
  auto table = root.table("fetch");
  if (!table) return std::nullopt;
  const std::vector<double> corners = table->numbers("region");
  table->finish();
  if (corners.empty()) return std::nullopt;
  const bool box = corners.size() == 4 && corners[0] < corners[2] && corners[1] < corners[3];
  if (!box) table->fail("region", "expected [x_min, y_min, x_max, y_max] in EPSG:28992, metres");
  return geo::Box{corners[0], corners[1], corners[2], corners[3]};
}

}  // namespace trek::project::detail
