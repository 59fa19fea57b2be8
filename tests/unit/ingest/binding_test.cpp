#include "trek/ingest/detail/binding.hpp"

#include "drawn.hpp"
#include "support/catch.hpp"

namespace detail = trek::ingest::detail;
namespace model = trek::model;
namespace test = trek::test;

namespace {

detail::Binding bound(const model::Source& source, std::string_view table, std::vector<detail::LayerFields> layers) {
  return detail::bound(source, *trek::config::find_table(table), layers);
}

model::Source nameless(std::string table) { return test::source_of("drawn.gpkg", std::move(table)); }

}  // namespace

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
