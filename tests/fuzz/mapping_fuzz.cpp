// The text of a mapping: a file of datasets/sources/.
#include <string>
#include <vector>

#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "trek/ingest/detail/binding.hpp"
#include "trek/ingest/detail/mapping.hpp"
#include "trek/ingest/detail/tables.hpp"

namespace trek::fuzz {
namespace {

/// A mapping is trek's own, so that a text that is none is an internal fault, and nothing else is.
std::optional<ingest::detail::Mapping> mapping_of(std::string_view text) {
  try {
    return ingest::detail::parsed_mapping(text);
  } catch (const core::Error& error) {
    require(error.kind() == core::ErrorKind::internal, "a mapping at fault is trek's fault");
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
required = ["id", "x|lon"]
signature = ["a|b"]
several_rows = true
traps = ["its areas are hectares"]
[fields]
id = ["id", "nummer"]
x = ["x"]
lon = ["lon", "lengte"]
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
  for (const auto& [field, spellings] : mapping->fields) {
    for (const std::string& spelling : spellings)
      require(ingest::detail::field_key(spelling) == ingest::detail::field_key(ingest::detail::field_key(spelling)),
              "a key of a field stays one");
  }
}

}  // namespace trek::fuzz
