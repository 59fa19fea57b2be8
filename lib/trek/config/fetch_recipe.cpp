#include "trek/config/fetch_recipe.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <utility>

namespace trek::config {
namespace {

using model::FetchKind;

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

FetchKind required_kind(TomlTable& table) {
  const std::string name = table.required_text("kind");
  if (const auto kind = find_fetch_kind(name)) return *kind;
  table.fail("kind", fmt::format("'{}' is not known; choose from file, zip, wfs, ogc_features", name));
}

}  // namespace

std::optional<FetchKind> find_fetch_kind(std::string_view name) noexcept {
  static constexpr std::array<std::pair<std::string_view, FetchKind>, 4> kNames{
      {{"file", FetchKind::file},
       {"zip", FetchKind::zip},
       {"wfs", FetchKind::wfs},
       {"ogc_features", FetchKind::ogc_features}}};
  for (const auto& [known, kind] : kNames) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

bool is_service(FetchKind kind) noexcept { return kind == FetchKind::wfs || kind == FetchKind::ogc_features; }

model::FetchRecipe fetch_recipe(TomlTable& table, const std::string& url) {
  model::FetchRecipe recipe;
  recipe.kind = required_kind(table);
  recipe.url = table.text("url").value_or(url);
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

}  // namespace trek::config
