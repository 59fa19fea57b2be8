// The text of a mapping: a file of datasets/sources/.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "trek/config/field_key.hpp"
#include "trek/config/mapping.hpp"
#include "trek/config/source_tables.hpp"
#include "trek/core/error.hpp"

namespace trek::fuzz {
namespace {

/// A text that is no mapping is a fault of the text, and says where.
std::optional<config::Mapping> mapping_of(std::string_view text) {
  try {
    return config::parsed_mapping("drawn.toml", text);
  } catch (const core::Error& error) {
    require(error.kind() == core::ErrorKind::config, "a text that is no mapping is a fault of the text");
    require(std::string_view{error.what()}.starts_with("drawn.toml:"), "and the message says where");
    return std::nullopt;
  }
}

}  // namespace

std::vector<std::string> seeds() {
  return {R"(id = "drawn"
table = "candidates"
title = "Drawn"
url = "https://example.org"
layer = "sites.*"
where = "\"status\" = 'leeg'"
crs = "EPSG:28992"
required = ["key", "name"]
signature = ["a|b"]
several_rows = true
traps = ["its areas are hectares"]
[fields]
key = ["id", "nummer"]
name = ["naam"]
[factors]
floor_area_m2 = 10000
[constants]
type = "school"
[codes.type]
s = "school"
[fetch]
kind = "wfs"
url = "https://example.org/wfs"
type = "sites"
page_size = 500
)",
          "id = \"b\"\ntable = \"places\"\n[fields]\nname = [\"naam\", \"disused:*\"]\n"};
}

std::vector<std::string> words() {
  return {"[fields]", "[fetch]", "[codes.", "required = ", "\"x\"",      "[[", "]]",    "= true", "= 1e99", "'''",
          "\"\"\"",   "\\u0000", "inf",     "nan",         "2026-01-01", ".*", "a.b.c", "{",      "}"};
}

void run(std::string_view input) {
  const auto mapping = mapping_of(input);
  if (!mapping) return;
  const config::TableFields* const table = config::find_table(mapping->table);
  require(table != nullptr, "a mapping is of a table that is known");
  for (const auto& [field, spellings] : mapping->fields) {
    require(std::ranges::count(table->fields, field, &config::TableField::name) == 1,
            "a mapped field is one of its table's");
    for (const std::string& spelling : spellings)
      require(config::field_key(spelling) == config::field_key(config::field_key(spelling)),
              "a key of a field stays one");
  }
}

}  // namespace trek::fuzz
