#include "trek/config/fetch_recipe.hpp"

#include <array>
#include <cstdint>
#include <utility>

namespace trek::config {
namespace {

using model::FetchKind;

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

constexpr std::array<std::pair<std::string_view, FetchKind>, 4> kKinds{{{"file", FetchKind::file},
                                                                        {"zip", FetchKind::zip},
                                                                        {"wfs", FetchKind::wfs},
                                                                        {"ogc_features", FetchKind::ogc_features}}};

FetchKind required_kind(TomlTable& table) {
  Words names;
  for (const auto& [name, kind] : kKinds) names.push_back(name);
  return *find_fetch_kind(table.required_word({"kind", "how it is downloaded"}, names));
}

}  // namespace

std::optional<FetchKind> find_fetch_kind(std::string_view name) noexcept {
  for (const auto& [known, kind] : kKinds) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

bool is_service(FetchKind kind) noexcept { return kind == FetchKind::wfs || kind == FetchKind::ogc_features; }

model::FetchRecipe fetch_recipe(TomlTable& table, const std::string& url) {
  model::FetchRecipe recipe;
  recipe.kind = required_kind(table);
  recipe.url = table.text({"url", "address of the file or service; default the url of the source"}).value_or(url);
  if (recipe.url.empty()) table.fail("url", "is missing, and the source has no url either; one of the two is required");
  recipe.type = table.text({"type", "type (wfs) or collection (ogc_features) of a service"}, "");
  if (is_service(recipe.kind) == recipe.type.empty())
    table.fail("type",
               "names the type (wfs) or collection (ogc_features) of a service; required there, and only there");
  recipe.page_size = table.count({"page_size", "features asked for at a time"}, recipe.page_size, 1, 100'000);
  recipe.file = table.text({"file", "name that the file gets; default the last part of the address"}, "");
  recipe.sha256 = table.text({"sha256", "checksum that the file must have"}, "");
  if (!recipe.sha256.empty() && !is_sha256(recipe.sha256)) table.fail("sha256", "expected 64 hexadecimal digits");
  recipe.bytes =
      static_cast<std::uint64_t>(table.integer({"bytes", "size that the file must have; 0: any"}, 0, 0, INT64_MAX));
  table.finish();
  return recipe;
}

}  // namespace trek::config
