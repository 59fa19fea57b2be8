#include "trek/ingest/detail/mapping.hpp"

#include <algorithm>
#include <regex>
#include <set>

#include "drawn.hpp"
#include "support/catch.hpp"
#include "trek/core/text.hpp"
#include "trek/ingest/detail/binding.hpp"
#include "trek/model/codes.hpp"

namespace core = trek::core;
namespace detail = trek::ingest::detail;
namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;

namespace {

detail::Binding bound(const model::Source& source, std::string_view table, std::vector<detail::LayerFields> layers) {
  return detail::bound(source, *detail::find_table(table), layers);
}

model::Source nameless(std::string table) { return test::source_of("drawn.gpkg", std::move(table)); }

}  // namespace

TEST_CASE("shipped mappings: every table has one, ids are unique, required fields can be found", "[ingest][unit]") {
  std::set<std::string> ids;
  std::set<std::string> tables;
  for (const auto& mapping : detail::shipped_mappings()) {
    CAPTURE(mapping.id);
    CHECK(ids.insert(mapping.id).second);
    tables.insert(mapping.table);
    CHECK_FALSE(mapping.title.empty());
    CHECK_FALSE(mapping.required.empty());
    CHECK_NOTHROW(std::regex{mapping.layer});
    for (const auto& either : mapping.required) {
      for (const auto& canonical : core::split(either, '|')) CHECK(mapping.fields.contains(canonical));
    }
  }
  for (const auto& table : detail::all_tables()) CHECK(tables.contains(std::string{table.mapping_table()}));
}

TEST_CASE("shipped mappings: every public source says what goes wrong with it", "[ingest][unit]") {
  for (const auto& mapping : detail::shipped_mappings()) {
    CAPTURE(mapping.id);
    CHECK(mapping.own == mapping.traps.empty());
  }
}

TEST_CASE("bound: a signature of alternatives, and fields that begin alike", "[ingest][unit]") {
  const auto binding =
      bound(nameless("vacancy"), "vacancy",
            {{"osm", {"@id", "name", "disused:shop", "abandoned:amenity", "shop", "disusedness"}, true}});
  CHECK(binding.mapping.id == "osm_vacancy");
  CHECK(binding.fields.at("tags").columns == std::vector<int>{2, 3, 4});
  auto source = nameless("vacancy");
  CHECK_FALSE(test::data_error([&] {
                bound(source, "vacancy", {{"osm", {"@id", "shop", "disusedness"}, true}});
              }).empty());
}

TEST_CASE("shipped codes lead to codes that the model knows", "[ingest][unit]") {
  for (const auto& mapping : detail::shipped_mappings()) {
    const auto kinds = mapping.codes.find("kind");
    if (kinds == mapping.codes.end() || mapping.table != "places") continue;
    for (const auto& [from, to] : kinds->second) {
      CAPTURE(mapping.id, from, to);
      CHECK(trek::model::find_place_kind(to).has_value());
    }
  }
}

TEST_CASE("field_key: case, underscores and blanks do not count", "[ingest][unit]") {
  CHECK(detail::field_key("aantalInwoners25Tot45Jaar") == detail::field_key("aantal_inwoners_25_tot_45_jaar"));
  CHECK(detail::field_key("RD x") == "rdx");
}

TEST_CASE("bound: a layer is recognised by its fields, not by its name", "[ingest][unit]") {
  const auto binding =
      bound(nameless("population"), "population",
            {{"layer_styles_of_mine", {"a", "b"}, true}, {"x", {"CRS28992RES100M", "aantalInwoners"}, true}});
  CHECK(binding.layer == 1);
  CHECK(binding.mapping.id == "cbs_grid_100m");
  CHECK(binding.fields.at("inhabitants").columns == std::vector<int>{1});
}

TEST_CASE("bound: two layers that fit are a question, and layer = answers it", "[ingest][unit]") {
  const std::vector<detail::LayerFields> layers{{"one", {"statcode", "statnaam"}, true},
                                                {"two", {"statcode", "statnaam"}, true}};
  auto source = nameless("municipalities");
  const auto message = test::data_error([&] { bound(source, "municipalities", layers); });
  CHECK(test::says(message, "layers 'one' and 'two' both fit"));
  source.layer = "Two";
  CHECK(bound(source, "municipalities", layers).layer == 1);
  source.layer = "three";
  CHECK(test::says(test::data_error([&] { bound(source, "municipalities", layers); }), "there are: one, two"));
}

TEST_CASE("bound: a missing field is named, with the nearest that is there", "[ingest][unit]") {
  auto source = nameless("municipalities");
  const std::vector<detail::LayerFields> layers{{"gemeenten", {"statcod", "statnaam"}, true}};
  const auto message = test::data_error([&] { bound(source, "municipalities", layers); });
  CAPTURE(message);
  CHECK(test::says(message, "no field for 'code'"));
  CHECK(test::says(message, "did you mean 'statcod'?"));
  CHECK(test::says(message, "fields.code = "));
  source.fields["code"] = "statcod";
  CHECK(bound(source, "municipalities", layers).fields.at("code").source_name == "statcod");
  source.fields["code"] = "statcodes";
  CHECK(test::says(test::data_error([&] { bound(source, "municipalities", layers); }), "did you mean 'statcod'?"));
}

TEST_CASE("bound: unknown canonical fields and mappings are errors with the nearest name", "[ingest][unit]") {
  const std::vector<detail::LayerFields> layers{{"gemeenten", {"statcode", "statnaam"}, true}};
  auto source = nameless("municipalities");
  source.fields["inhabitant"] = "x";
  CHECK(test::says(test::data_error([&] { bound(source, "municipalities", layers); }), "did you mean 'inhabitants'?"));
  source.fields.clear();
  source.mapping = "cbs_municipality";
  CHECK(test::says(test::data_error([&] { bound(source, "municipalities", layers); }),
                   "did you mean 'cbs_municipalities'?"));
}

TEST_CASE("bound: a file that speaks trek needs no mapping", "[ingest][unit]") {
  const auto binding =
      bound(nameless("municipalities"), "municipalities", {{"m", {"code", "name", "inhabitants"}, true}});
  CHECK(binding.mapping.id == "canonical");
}
