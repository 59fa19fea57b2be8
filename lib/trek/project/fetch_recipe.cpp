#include "trek/project/detail/fetch_recipe.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/core/text.hpp"
#include "trek/ingest/known_sources.hpp"

namespace trek::project::detail {
namespace {

using model::FetchKind;
using model::FetchRecipe;

bool is_service(FetchKind kind) { return kind == FetchKind::wfs || kind == FetchKind::ogc_features; }

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

FetchKind required_kind(TomlTable& table) {
  const std::string name = table.required_text("kind");
  if (const auto kind = ingest::find_fetch_kind(name)) return *kind;
  table.fail("kind", fmt::format("'{}' is not known; choose from file, zip, wfs, ogc_features", name));
}

FetchRecipe recipe_from_table(TomlTable& table, const model::Source& source) {
  FetchRecipe recipe;
  recipe.kind = required_kind(table);
  recipe.url = table.text("url").value_or(source.url);
  if (recipe.url.empty()) table.fail("url", "is missing, and the source has no url either; one of the two is required");
  recipe.type = table.text("type").value_or("");
  if (is_service(recipe.kind) == recipe.type.empty())
    table.fail("type",
               "names the type (wfs) or collection (ogc_features) of a service; required there, and only there");
  recipe.page_size = static_cast<std::uint32_t>(table.integer("page_size", 1, 100'000).value_or(recipe.page_size));
  recipe.file = table.text("file").value_or("");
  recipe.sha256 = table.text("sha256").value_or("");
  if (!recipe.sha256.empty() && !is_sha256(recipe.sha256)) table.fail("sha256", "expected 64 hexadecimal digits");
  recipe.bytes = static_cast<std::uint64_t>(table.integer("bytes", 0, INT64_MAX).value_or(0));
  table.finish();
  return recipe;
}

FetchRecipe recipe_by_word(TomlTable& table, const std::string& word, const model::Source& source) {
  if (const auto kind = ingest::find_fetch_kind(word)) {
    if (is_service(*kind))
      table.fail("fetch",
                 fmt::format("a service needs its type too: fetch = {{ kind = \"{}\", type = \"...\" }}", word));
    if (source.url.empty()) table.fail("fetch", fmt::format("'{}' needs the url of the source", word));
    FetchRecipe recipe;
    recipe.kind = *kind;
    recipe.url = source.url;
    return recipe;
  }
  std::vector<std::string> names{"file", "zip"};
  for (const ingest::KnownSource& known : ingest::known_sources()) {
    if (!known.fetch) continue;
    if (known.id == word) return *known.fetch;
    names.push_back(known.id);
  }
  table.fail("fetch", fmt::format("'{}' is not known{}; choose from {}, or give a table with kind, url and type", word,
                                  core::did_you_mean(word, names), fmt::join(names, ", ")));
}

}  // namespace

std::optional<FetchRecipe> fetch_recipe(TomlTable& table, const model::Source& source) {
  if (table.is_table("fetch")) {
    auto recipe = table.table("fetch");
    return recipe_from_table(*recipe, source);
  }
  const auto word = table.text("fetch");
  if (!word) return std::nullopt;
  return recipe_by_word(table, *word, source);
}

std::optional<geo::Box> fetch_region(TomlTable& root) {
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
