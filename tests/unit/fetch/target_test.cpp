#include "trek/fetch/target.hpp"

#include "scene.hpp"
#include "support/catch.hpp"
#include "trek/config/mapping.hpp"
#include "trek/fetch/detail/address.hpp"

namespace config = trek::config;
namespace fetch = trek::fetch;
namespace model = trek::model;

TEST_CASE("shipped_mappings: what is shipped to be fetched is https, and a name that its reader knows",
          "[fetch][unit]") {
  std::size_t count = 0;
  for (const auto& known : config::shipped_mappings()) {
    if (!known.fetch) continue;
    CAPTURE(known.id);
    ++count;
    CHECK(fetch::detail::parsed_address(known.fetch->url).scheme == "https");
    CHECK_FALSE(known.fetch->file.empty());
    CHECK_FALSE(known.licence.empty());
    CHECK_FALSE(known.attribution.empty());
  }
  CHECK(count >= 6);
}

TEST_CASE("is_data_file: http(s) addresses that end like a data file", "[fetch][unit]") {
  CHECK(fetch::is_data_file("https://host/a/bag-light.gpkg"));
  CHECK(fetch::is_data_file("http://host/x.ZIP?version=2"));
  CHECK(fetch::is_data_file("https://host/overijssel-latest.osm.pbf"));
  for (const char* page : {"https://host/page.html", "https://host/zip", "https://host.zip/", "ftp://host/x.zip",
                           "trek init x.zip", "https://host/?file=x.gpkg", ""}) {
    CAPTURE(page);
    CHECK_FALSE(fetch::is_data_file(page));
  }
}

TEST_CASE("target_of: what the project names, and nothing else", "[fetch][unit]") {
  model::Source source;
  source.name = "panden";
  source.table = "buildings";
  CHECK_FALSE(fetch::target_of(source).recipe);  // a table alone names no source

  source.mapping = "bag_buildings";
  REQUIRE(fetch::target_of(source).recipe);
  CHECK(fetch::target_of(source).recipe->url == "https://service.pdok.nl/lv/bag/atom/downloads/bag-light.gpkg");
  CHECK(fetch::target_of(source).licence == "CC0 1.0");

  source.made_up = true;  // imitates the BAG: the real one must not take its place
  CHECK_FALSE(fetch::target_of(source).recipe);
  source.made_up = false;

  source.url = "ask the municipality";  // the project's own word on where it is from goes over the mapping's
  CHECK_FALSE(fetch::target_of(source).recipe);
  CHECK(fetch::target_of(source).place == "ask the municipality");

  source.url = "https://host/panden.gpkg";
  REQUIRE(fetch::target_of(source).recipe);
  CHECK(fetch::target_of(source).recipe->url == "https://host/panden.gpkg");

  source.fetch = model::FetchRecipe{model::FetchKind::wfs, "https://host/wfs", "bag:pand", 10, "", "", 0};
  CHECK(fetch::target_of(source).recipe->type == "bag:pand");
}
