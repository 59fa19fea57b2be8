#include "trek/ingest/detail/mapping.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/ingest/detail/embedded_text.hpp"
#include "trek/ingest/detail/tables.hpp"
#include "trek/ingest/known_sources.hpp"

namespace trek::ingest::detail {

namespace {

std::string text_of(const toml::table& table, std::string_view key) { return table[key].value_or(std::string{}); }

std::vector<std::string> texts_of(const toml::node& node) {
  std::vector<std::string> texts;
  if (const auto* const list = node.as_array()) {
    for (const auto& entry : *list) texts.push_back(entry.value_or(std::string{}));
  } else {
    texts.push_back(node.value_or(std::string{}));
  }
  return texts;
}

template <class Value, class Read>
std::map<std::string, Value> map_of(const toml::table& table, std::string_view key, Read read) {
  std::map<std::string, Value> map;
  if (const auto* const entries = table[key].as_table()) {
    for (const auto& [name, node] : *entries) map.emplace(std::string{name.str()}, read(node));
  }
  return map;
}

std::string text_in(const toml::node& node) { return node.value_or(std::string{}); }

void check_mapping(const Mapping& mapping) {
  const auto* const table = find_table(mapping.table);
  const auto known = [&](const std::string& canonical) {
    return table != nullptr && std::find(table->fields.begin(), table->fields.end(), canonical) != table->fields.end();
  };
  for (const auto& [canonical, spellings] : mapping.fields) {
    if (known(canonical) && !spellings.empty()) continue;
    throw core::Error{core::ErrorKind::internal,
                      fmt::format("mapping '{}': table '{}' has no field '{}'", mapping.id, mapping.table, canonical)};
  }
}

[[noreturn]] void fail_fetch(const Mapping& mapping, std::string_view problem) {
  throw core::Error{core::ErrorKind::internal, fmt::format("mapping '{}': [fetch] {}", mapping.id, problem)};
}

/// `fallback` for what is absent or no whole number: toml++ would convert any other, whether it fits or not.
template <class Number>
Number whole_number(const toml::node* node, Number fallback) {
  const auto* const found = node == nullptr ? nullptr : node->as_integer();
  return found != nullptr && std::in_range<Number>(found->get()) ? static_cast<Number>(found->get()) : fallback;
}

std::optional<model::FetchRecipe> fetch_of(const toml::table& table, const Mapping& mapping) {
  const auto* const entries = table["fetch"].as_table();
  if (entries == nullptr) return std::nullopt;
  const auto kind = find_fetch_kind(text_of(*entries, "kind"));
  if (!kind) fail_fetch(mapping, "has no kind out of file, zip, wfs, ogc_features");
  model::FetchRecipe recipe;
  recipe.kind = *kind;
  recipe.url = text_of(*entries, "url");
  recipe.type = text_of(*entries, "type");
  recipe.page_size = whole_number(entries->get("page_size"), recipe.page_size);
  recipe.file = text_of(*entries, "file");
  recipe.sha256 = text_of(*entries, "sha256");
  recipe.bytes = whole_number(entries->get("bytes"), recipe.bytes);
  if (!recipe.url.starts_with("https://")) fail_fetch(mapping, "needs a url that begins with https://");
  const bool paged = recipe.kind == model::FetchKind::wfs || recipe.kind == model::FetchKind::ogc_features;
  if (paged == recipe.type.empty()) fail_fetch(mapping, "needs a type if it is a service, and only then");
  return recipe;
}

}  // namespace

Mapping parsed_mapping(std::string_view text) {
  try {
    const toml::table table = toml::parse(text);
    Mapping mapping;
    mapping.id = text_of(table, "id");
    mapping.table = text_of(table, "table");
    mapping.title = text_of(table, "title");
    mapping.url = text_of(table, "url");
    mapping.licence = text_of(table, "licence");
    mapping.attribution = text_of(table, "attribution");
    mapping.layer = text_of(table, "layer");
    mapping.where = text_of(table, "where");
    mapping.where_at = text_of(table, "where_at");
    mapping.vintage_rule = text_of(table, "vintage_rule");
    mapping.layer_is_sure = table["layer_is_sure"].value_or(false);
    mapping.own = table["own"].value_or(false);
    mapping.several_rows = table["several_rows"].value_or(false);
    mapping.crs = text_of(table, "crs");
    mapping.cell_size_m = table["cell_size_m"].value_or(0.0);
    mapping.secret_below = table["secret_below"].value_or(0.0);
    mapping.rounded_to = table["rounded_to"].value_or(0.0);
    mapping.fields = map_of<std::vector<std::string>>(table, "fields", texts_of);
    if (const auto* const required = table.get("required")) mapping.required = texts_of(*required);
    if (const auto* const signature = table.get("signature")) mapping.signature = texts_of(*signature);
    if (const auto* const unless = table.get("unless")) mapping.unless = texts_of(*unless);
    if (const auto* const traps = table.get("traps")) mapping.traps = texts_of(*traps);
    mapping.constants = map_of<std::string>(table, "constants", text_in);
    mapping.factors = map_of<double>(table, "factors", [](const toml::node& node) { return node.value_or(1.0); });
    mapping.codes = map_of<std::map<std::string, std::string>>(table, "codes", [](const toml::node& node) {
      std::map<std::string, std::string> codes;
      if (const auto* const entries = node.as_table()) {
        for (const auto& [from, to] : *entries) codes.emplace(std::string{from.str()}, text_in(to));
      }
      return codes;
    });
    mapping.fetch = fetch_of(table, mapping);
    check_mapping(mapping);
    return mapping;
  } catch (const toml::parse_error& error) {
    throw core::Error{core::ErrorKind::internal, fmt::format("a shipped mapping is no TOML: {}", error.description())};
  }
}

std::span<const Mapping> shipped_mappings() {
  static const std::vector<Mapping> mappings = [] {
    std::vector<Mapping> list;
    for (const std::string_view text : mapping_texts) list.push_back(parsed_mapping(text));
    std::sort(list.begin(), list.end(), [](const Mapping& a, const Mapping& b) { return a.id < b.id; });
    return list;
  }();
  return mappings;
}

bool is_pattern(std::string_view spelling) noexcept { return spelling.ends_with('*'); }

constexpr std::string_view kSuperscriptTwo = "\u00B2";

std::string field_key(std::string_view name) {
  std::string key;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const char c = name[at];
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80U;
    if (name.substr(at).starts_with(kSuperscriptTwo)) {
      key.push_back('2');
      at += kSuperscriptTwo.size() - 1;
    } else if (c >= 'A' && c <= 'Z') {
      key.push_back(static_cast<char>(c - 'A' + 'a'));
    } else if (is_letter) {
      key.push_back(c);
    }
  }
  return key;
}

}  // namespace trek::ingest::detail

namespace trek::ingest {

std::optional<model::FetchKind> find_fetch_kind(std::string_view name) noexcept {
  static constexpr std::array<std::pair<std::string_view, model::FetchKind>, 4> kNames{
      {{"file", model::FetchKind::file},
       {"zip", model::FetchKind::zip},
       {"wfs", model::FetchKind::wfs},
       {"ogc_features", model::FetchKind::ogc_features}}};
  for (const auto& [known, kind] : kNames) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

std::span<const KnownSource> known_sources() {
  static const std::vector<KnownSource> sources = [] {
    std::vector<KnownSource> list;
    for (const detail::Mapping& mapping : detail::shipped_mappings())
      list.push_back({mapping.id, mapping.title, mapping.url, mapping.licence, mapping.attribution, mapping.fetch});
    return list;
  }();
  return sources;
}

}  // namespace trek::ingest
