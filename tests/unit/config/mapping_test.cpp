#include "trek/config/mapping.hpp"

#include <regex>
#include <set>
#include <string>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "trek/config/field_key.hpp"
#include "trek/config/source_tables.hpp"
#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/model/codes.hpp"

namespace config = trek::config;
namespace core = trek::core;
namespace model = trek::model;

using trek::test::says;

namespace {

constexpr const char* kDrawnMapping = R"(id = "drawn"
table = "candidates"
layer = "sites.*"
crs = "EPSG:28992"
required = ["name", "x|key"]
several_rows = true
rounded_to = 5
traps = ["its areas are hectares"]
[fields]
key = ["id", "nummer"]
name = ["naam", "disused:*"]
[factors]
floor_area_m2 = 10000
[constants]
type = "school"
[codes.vacancy]
leeg = "vacant"
[fetch]
kind = "wfs"
url = "https://example.org/wfs"
type = "sites"
page_size = 500
)";

/// The message of the error that a mapping gives after `from` became `to`; "" if it is accepted.
std::string mapping_error(const std::string& from, const std::string& to) {
  std::string text = kDrawnMapping;
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  try {
    (void)config::parsed_mapping("drawn.toml", text.replace(at, from.size(), to));
  } catch (const core::Error& error) {
    CHECK(error.kind() == core::ErrorKind::config);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("parsed_mapping: what a mapping says", "[config][unit]") {
  const config::Mapping drawn = config::parsed_mapping("drawn.toml", kDrawnMapping);
  CHECK(drawn.id == "drawn");
  CHECK(drawn.table == "candidates");
  CHECK(drawn.fields.at("key") == std::vector<std::string>{"id", "nummer"});
  CHECK(drawn.fields.size() == 2);
  CHECK(drawn.required == std::vector<std::string>{"name", "x|key"});
  CHECK(drawn.several_rows);
  CHECK_FALSE(drawn.layer_is_sure);
  CHECK(drawn.rounded_to == 5.0);
  CHECK(drawn.cell_size_m == 0.0);
  CHECK(drawn.factors.at("floor_area_m2") == 10'000.0);
  CHECK(drawn.constants.at("type") == "school");
  CHECK(drawn.codes.at("vacancy").at("leeg") == "vacant");
  REQUIRE(drawn.fetch);
  CHECK(drawn.fetch->kind == model::FetchKind::wfs);
  CHECK(drawn.fetch->page_size == 500);
}

TEST_CASE("parsed_mapping: an unknown key is an error with line and nearest key, as in a project", "[config][unit]") {
  CHECK(says(mapping_error("several_rows", "several_row"),
             "drawn.toml:6: several_row: unknown key; did you mean 'several_rows'?"));
}

TEST_CASE("parsed_mapping: what cannot be meant is an error that says where", "[config][unit]") {
  CHECK(says(mapping_error("\"candidates\"", "\"candidate\""), "drawn.toml:2: table: 'candidate' is not known"));
  CHECK(says(mapping_error("floor_area_m2", "floor_area"), "did you mean 'floor_area_m2'?"));
  CHECK(
      says(mapping_error("type = \"school\"", "types = \"school\""), "drawn.toml:15: [constants].types: unknown key"));
  CHECK(says(mapping_error("codes.vacancy", "codes.vacanc"), "[codes].vacanc: unknown key"));
  CHECK(says(mapping_error("[\"id\", \"nummer\"]", "[]"), "[fields].key: is an empty list"));
  CHECK(says(mapping_error("[\"id\", \"nummer\"]", "\"id\""), "[fields].key: is text, expected a list of texts"));
  CHECK(says(mapping_error("several_rows = true", "several_rows = 1"), "is a whole number, expected true or false"));
  CHECK(says(mapping_error("rounded_to = 5", "rounded_to = -5"), "rounded_to: is -5"));
  CHECK(says(mapping_error("id = \"drawn\"", ""), "is missing or empty"));
  CHECK(says(mapping_error("https://example", "http://example"), "[fetch].url: expected an address that begins"));
  CHECK(says(mapping_error("type = \"sites\"\n", ""), "[fetch].type: names the type"));
  CHECK(says(mapping_error("\"wfs\"\nurl = \"https://example.org/wfs\"\ntype = \"sites\"",
                           "\"ogc_features\"\nurl = \"https://a.b\""),
             "[fetch].type: names the type"));
  CHECK(says(mapping_error("page_size = 500", "page_size = 0"), "[fetch].page_size: is 0, expected 1 to 100000"));
  CHECK(says(mapping_error("page_size = 500", "pages = 500"), "[fetch].pages: unknown key"));
}

TEST_CASE("find_mapping: by id, or nothing", "[config][unit]") {
  REQUIRE(config::find_mapping("nwb_roads") != nullptr);
  CHECK(config::find_mapping("nwb_roads")->table == "roads");
  CHECK(config::find_mapping("nwb_road") == nullptr);
  CHECK(config::find_mapping("") == nullptr);
}

TEST_CASE("shipped mappings: every table has one, ids are unique, required fields can be found", "[config][unit]") {
  std::set<std::string> ids;
  std::set<std::string> tables;
  for (const auto& mapping : config::shipped_mappings()) {
    CAPTURE(mapping.id);
    CHECK((ids.empty() || *ids.rbegin() < mapping.id));  // in their order, and once
    ids.insert(mapping.id);
    tables.insert(mapping.table);
    CHECK_FALSE(mapping.title.empty());
    CHECK_FALSE(mapping.required.empty());
    CHECK_NOTHROW(std::regex{mapping.layer});
    for (const auto& either : mapping.required) {
      for (const auto& canonical : core::split(either, '|')) CHECK(mapping.fields.contains(canonical));
    }
  }
  for (const auto& table : config::all_tables()) CHECK(tables.contains(std::string{table.mapping_table()}));
}

TEST_CASE("shipped mappings: every public source says what goes wrong with it", "[config][unit]") {
  for (const auto& mapping : config::shipped_mappings()) {
    CAPTURE(mapping.id);
    CHECK(mapping.own == mapping.traps.empty());
  }
}

TEST_CASE("shipped codes lead to codes that the model knows", "[config][unit]") {
  for (const auto& mapping : config::shipped_mappings()) {
    const auto kinds = mapping.codes.find("kind");
    if (kinds == mapping.codes.end() || mapping.table != "places") continue;
    for (const auto& [from, to] : kinds->second) {
      CAPTURE(mapping.id, from, to);
      CHECK(trek::model::find_place_kind(to).has_value());
    }
  }
}

TEST_CASE("field_key: case, underscores and blanks do not count", "[config][unit]") {
  CHECK(config::field_key("aantalInwoners25Tot45Jaar") == config::field_key("aantal_inwoners_25_tot_45_jaar"));
  CHECK(config::field_key("RD x") == "rdx");
  CHECK(config::field_key("Huur per m\u00B2 (jaar)") == config::field_key("huur_per_m2_jaar"));
  CHECK(config::field_key("m\u00B2bvo") == "m2bvo");
}
