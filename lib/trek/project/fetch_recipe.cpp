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
  const config::Key key{
      "fetch", "how 'trek fetch' gets it: file, zip, the name of a mapping, or a table with kind, url and type"};
  if (table.is_table(key.name)) {
    auto recipe = table.table(key);
    return config::fetch_recipe(*recipe, source.url);
  }
  const auto word = table.text(key);
  if (!word) return std::nullopt;
  return recipe_by_word(table, *word, source);
}

}  // namespace trek::project::detail
