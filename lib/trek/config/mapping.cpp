#include "trek/config/mapping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "trek/config/detail/embedded_text.hpp"
#include "trek/config/fetch_recipe.hpp"
#include "trek/config/source_tables.hpp"
#include "trek/config/toml_table.hpp"
#include "trek/core/error.hpp"

namespace trek::config {
namespace {

constexpr double kAny = std::numeric_limits<double>::max();

const TableFields& required_table(TomlTable& root) {
  Words names;
  for (const TableFields& table : all_tables()) names.emplace_back(table.name);
  return *find_table(root.required_word({"table", "the table that a source fills by it"}, names));
}

/// What a mapping says field by field, under `key`: `read` is called for every field of the table that stands there,
/// and any other name is an error.
template <class Read>
void for_each_field(TomlTable& root, const Key& key, const TableFields& table, Read read) {
  auto entries = root.table(key);
  if (!entries) return;
  for (const std::string_view field : table.fields) read(*entries, std::string{field});
  entries->finish();
}

void read_fields(TomlTable& root, const TableFields& table, Mapping& mapping) {
  for_each_field(root, {"fields", "trek's field = its names in sources"}, table,
                 [&](TomlTable& entries, const std::string& field) {
                   std::vector<std::string> spellings =
                       entries.texts({field, "the names under which a source has it, best first"});
                   if (!spellings.empty()) {
                     mapping.fields.emplace(field, std::move(spellings));
                   } else if (entries.is_list(field)) {
                     entries.fail(field,
                                  "is an empty list, expected the names under which a source has it, best first");
                   }
                 });
  for_each_field(root, {"constants", "trek's field = one value"}, table,
                 [&](TomlTable& entries, const std::string& field) {
                   if (auto constant = entries.text({field, "the value of every record"}))
                     mapping.constants.emplace(field, std::move(*constant));
                 });
  for_each_field(root, {"factors", "trek's field = a factor"}, table,
                 [&](TomlTable& entries, const std::string& field) {
                   if (const auto factor = entries.number({field, "what its numbers are multiplied by"}))
                     mapping.factors.emplace(field, *factor);
                 });
  for_each_field(root, {"codes", "trek's field = its codes"}, table, [&](TomlTable& entries, const std::string& field) {
    auto codes = entries.text_map({field, "code of the source = code of trek"});
    if (!codes.empty()) mapping.codes.emplace(field, std::move(codes));
  });
}

void read_source(TomlTable& root, Mapping& mapping) {
  mapping.title = root.text({"title", "of the source, in tables of sources"}, "");
  mapping.url = root.text({"url", "where the source comes from"}, "");
  mapping.licence = root.text({"licence", "under which its data may be used"}, "");
  mapping.attribution = root.text({"attribution", "whose data they are, as it must stand on a map"}, "");
  mapping.vintage_rule = root.text({"vintage_rule", "how one tells of when its data are"}, "");
  mapping.traps = root.texts({"traps", "what is easily taken for something else, told to its users"});
  mapping.own = root.boolean({"own", "true: a form of trek's own, not a public source"}, mapping.own);
  auto fetch = root.table({"fetch", "how it is downloaded"});
  if (!fetch) return;
  mapping.fetch = fetch_recipe(*fetch, "");
  if (!mapping.fetch->url.starts_with("https://")) fetch->fail("url", "expected an address that begins with https://");
}

void read_layer(TomlTable& root, Mapping& mapping) {
  mapping.layer = root.text({"layer", "name of its layer, as a regular expression"}, "");
  mapping.layer_is_sure = root.boolean({"layer_is_sure", "true: a layer of that name is it"}, mapping.layer_is_sure);
  mapping.where = root.text({"where", "only these records, as SQL"}, "");
  mapping.where_at = root.text({"where_at", "the same for a day of reference"}, "");
  mapping.several_rows = root.boolean({"several_rows", "true: a row for each relation of a record"}, false);
  mapping.crs = root.text({"crs", "coordinate system, where files of it declare none"}, "");
  mapping.cell_size_m = root.number({"cell_size_m", "side of its squares; 0: none"}, 0.0, 0.0, kAny);
  mapping.secret_below = root.number({"secret_below", "smaller counts are kept secret"}, 0.0, 0.0, kAny);
  mapping.rounded_to = root.number({"rounded_to", "counts are rounded to multiples of it"}, 0.0, 0.0, kAny);
  mapping.required = root.texts({"required", "fields without which a layer is not it"});
  mapping.signature = root.texts({"signature", "fields by which a layer is recognised"});
  mapping.unless = root.texts({"unless", "fields that show a layer to be another source"});
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
  mapping.id = root.required_text({"id", "its name in a project: mapping = \"...\""});
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
