#include "trek/config/mapping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "trek/config/detail/embedded_text.hpp"
#include "trek/config/fetch_recipe.hpp"
#include "trek/config/source_tables.hpp"
#include "trek/config/toml_table.hpp"
#include "trek/core/error.hpp"
#include "trek/core/text.hpp"

namespace trek::config {
namespace {

constexpr double kAny = std::numeric_limits<double>::max();

const TableFields& required_table(TomlTable& root) {
  const std::string name = root.required_text("table");
  if (const TableFields* const table = find_table(name)) return *table;
  std::vector<std::string> names;
  for (const TableFields& table : all_tables()) names.emplace_back(table.name);
  root.fail("table", fmt::format("'{}' is not known{}", name, core::did_you_mean(name, names)));
}

/// What a mapping says field by field, under `key`: `read` is called for every field of the table that stands there,
/// and any other name is an error.
template <class Read>
void for_each_field(TomlTable& root, std::string_view key, const TableFields& table, Read read) {
  auto entries = root.table(key);
  if (!entries) return;
  for (const std::string_view field : table.fields) read(*entries, std::string{field});
  entries->finish();
}

void read_fields(TomlTable& root, const TableFields& table, Mapping& mapping) {
  for_each_field(root, "fields", table, [&](TomlTable& entries, const std::string& field) {
    std::vector<std::string> spellings = entries.texts(field);
    if (!spellings.empty()) {
      mapping.fields.emplace(field, std::move(spellings));
    } else if (entries.is_list(field)) {
      entries.fail(field, "is an empty list, expected the names under which a source has it, best first");
    }
  });
  for_each_field(root, "constants", table, [&](TomlTable& entries, const std::string& field) {
    if (auto constant = entries.text(field)) mapping.constants.emplace(field, std::move(*constant));
  });
  for_each_field(root, "factors", table, [&](TomlTable& entries, const std::string& field) {
    if (const auto factor = entries.number(field)) mapping.factors.emplace(field, *factor);
  });
  for_each_field(root, "codes", table, [&](TomlTable& entries, const std::string& field) {
    auto codes = entries.text_map(field);
    if (!codes.empty()) mapping.codes.emplace(field, std::move(codes));
  });
}

void read_source(TomlTable& root, Mapping& mapping) {
  mapping.title = root.text("title").value_or("");
  mapping.url = root.text("url").value_or("");
  mapping.licence = root.text("licence").value_or("");
  mapping.attribution = root.text("attribution").value_or("");
  mapping.vintage_rule = root.text("vintage_rule").value_or("");
  mapping.traps = root.texts("traps");
  mapping.own = root.boolean("own").value_or(false);
  auto fetch = root.table("fetch");
  if (!fetch) return;
  mapping.fetch = fetch_recipe(*fetch, "");
  if (!mapping.fetch->url.starts_with("https://")) fetch->fail("url", "expected an address that begins with https://");
}

void read_layer(TomlTable& root, Mapping& mapping) {
  mapping.layer = root.text("layer").value_or("");
  mapping.layer_is_sure = root.boolean("layer_is_sure").value_or(false);
  mapping.where = root.text("where").value_or("");
  mapping.where_at = root.text("where_at").value_or("");
  mapping.several_rows = root.boolean("several_rows").value_or(false);
  mapping.crs = root.text("crs").value_or("");
  mapping.cell_size_m = root.number("cell_size_m", 0.0, 0.0, kAny);
  mapping.secret_below = root.number("secret_below", 0.0, 0.0, kAny);
  mapping.rounded_to = root.number("rounded_to", 0.0, 0.0, kAny);
  mapping.required = root.texts("required");
  mapping.signature = root.texts("signature");
  mapping.unless = root.texts("unless");
}

std::vector<Mapping> read_shipped() {
  std::vector<Mapping> list;
  try {
    for (const detail::EmbeddedText& text : detail::mapping_texts) list.push_back(parsed_mapping(text.name, text.text));
  } catch (const core::Error& error) {
    throw core::Error{core::ErrorKind::internal, fmt::format("a shipped mapping is at fault: {}", error.what())};
  }
  std::ranges::sort(list, {}, &Mapping::id);
  return list;
}

}  // namespace

Mapping parsed_mapping(const std::filesystem::path& file, std::string_view text) {
  TomlTable root{file, text};
  Mapping mapping;
  mapping.id = root.required_text("id");
  const TableFields& table = required_table(root);
  mapping.table = table.name;
  read_source(root, mapping);
  read_layer(root, mapping);
  read_fields(root, table, mapping);
  root.finish();
  return mapping;
}

std::span<const Mapping> shipped_mappings() {
  static const std::vector<Mapping> mappings = read_shipped();
  return mappings;
}

const Mapping* find_mapping(std::string_view id) {
  const auto mappings = shipped_mappings();
  const auto found = std::ranges::find(mappings, id, &Mapping::id);
  return found == mappings.end() ? nullptr : &*found;
}

}  // namespace trek::config
