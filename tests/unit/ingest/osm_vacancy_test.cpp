#include "trek/ingest/detail/osm_vacancy.hpp"

#include "drawn.hpp"
#include "support/balance.hpp"
#include "support/catch.hpp"
#include "trek/ingest/import.hpp"
#include "trek/ingest/inspect.hpp"

namespace detail = trek::ingest::detail;
namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;
using test::source_of;

namespace {

using Tags = std::vector<std::pair<std::string, std::string>>;

/// The weight of the evidence: of the kind (0.7), lower, or none at all.
double weight_of(const Tags& tags) {
  const auto vacancy = detail::find_osm_vacancy(tags);
  if (!vacancy) return 0.0;
  return vacancy->weight.value_or(model::default_weight(model::VacancyKind::osm_disused));
}

}  // namespace

TEST_CASE("OSM: tags that say that premises are out of use", "[ingest][unit]") {
  const std::vector<Tags> vacant{{{"disused:shop", "bakery"}},
                                 {{"abandoned:amenity", "cinema"}},
                                 {{"disused:building", "church"}},
                                 {{"shop", "vacant"}},
                                 {{"building", "disused"}},
                                 {{"building", "abandoned"}},
                                 {{"building", "ruins"}},
                                 {{"building", "church"}, {"disused", "yes"}},
                                 {{"building", "industrial"}, {"abandoned", "yes"}},
                                 {{"building", "retail"}, {"vacant", "yes"}},
                                 {{"disused:shop", "bakery"}, {"shop", "no"}},
                                 {{"disused:shop", "bakery"}, {"shop", "vacant"}}};
  for (const Tags& tags : vacant) {
    CAPTURE(tags[0].first, tags[0].second);
    CHECK(weight_of(tags) == 0.7);
  }
}

TEST_CASE("OSM: tags that do not", "[ingest][unit]") {
  const std::vector<Tags> others{{},
                                 {{"shop", "bakery"}},
                                 {{"building", "yes"}},
                                 {{"building", "yes"}, {"disused", "no"}},
                                 {{"disused:amenity", "telephone"}},  // stands beside a building
                                 {{"disused:amenity", "parking"}, {"disused", "yes"}},
                                 {{"abandoned:railway", "rail"}},
                                 {{"disused:shop", "no"}},
                                 {{"demolished:building", "yes"}},
                                 {{"abandoned", "yes"}}};  // of what?
  for (const Tags& tags : others) {
    CAPTURE(tags.empty() ? "" : tags[0].first + "=" + tags[0].second);
    CHECK(weight_of(tags) == 0.0);
  }
}

TEST_CASE("OSM: a live use on the same object, or only a memory, weighs less", "[ingest][unit]") {
  CHECK(weight_of({{"disused:shop", "bakery"}, {"shop", "clothes"}}) == 0.3);
  CHECK(weight_of({{"disused:amenity", "pub"}, {"office", "company"}}) == 0.3);
  CHECK(weight_of({{"disused:amenity", "pub"}, {"amenity", "bench"}}) == 0.7);  // no use of a building
  CHECK(weight_of({{"was:shop", "bakery"}, {"building", "house"}}) == 0.3);
  CHECK(weight_of({{"was:shop", "bakery"}, {"disused", "yes"}}) == 0.7);
  CHECK(detail::find_osm_vacancy(Tags{{"disused:shop", "bakery"}, {"building", "yes"}, {"abandoned", "yes"}})->tags ==
        "disused:shop=bakery; abandoned=yes");
}

TEST_CASE("OSM vacancy: from the export that osm_places reads; others are left out, dates only if there are any",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "export.geojson",
      test::collection(
          {test::feature(
               R"("@id":"node/1","disused:shop":"bakery","name":"Bakker","@timestamp":"2024-05-06T07:08:09Z")",
               test::point(6.8937, 52.2215)),
           test::feature(R"("@id":"way/2","building":"church","disused":"yes","ref:bag":"153100000000001")",
                         test::square(6.8940, 52.2215, 0.0005)),
           test::feature(R"("@id":"node/3","amenity":"cafe")", test::point(6.8938, 52.2215)),
           test::feature(
               R"("@id":"node/4","disused:shop":"kiosk","shop":"books","addr:street":"Markt","addr:housenumber":"3")",
               test::point(6.8939, 52.2215)),
           test::feature(R"("@id":"way/5","abandoned:railway":"rail")",
                         R"({"type":"LineString","coordinates":[[6.89,52.22],[6.90,52.22]]})")},
          "OGC:1.3:CRS84"));
  const auto file = ingest::inspect(path, test::kControl);
  const auto fit = std::find_if(file.layers[0].fits.begin(), file.layers[0].fits.end(),
                                [](const auto& f) { return f.mapping == "osm_vacancy"; });
  REQUIRE(fit != file.layers[0].fits.end());
  CHECK(fit->recognised);
  const auto imported = ingest::import_source(source_of(path, "vacancy"), {}, test::kControl);
  CHECK(imported.record.mapping == "osm_vacancy");
  const auto& table = std::get<model::VacancyRecords>(imported.table);
  REQUIRE(table.record == std::vector<std::string>{"node/1", "way/2", "node/4"});
  CHECK(table.date == std::vector<std::string>{"2024-05-06", "", ""});
  for (const auto kind : table.kind) CHECK(kind == model::VacancyKind::osm_disused);
  CHECK_FALSE(table.weight[0]);
  CHECK(table.weight[2] == 0.3);
  CHECK(table.note[0] == "Bakker (disused:shop=bakery)");
  REQUIRE(table.building_ids[1].size() == 1);
  CHECK(table.building_ids[1][0] == "0153100000000001");
  CHECK(table.address[2].street == "Markt");
  CHECK(imported.record.left_out_count == 1);
  test::check_balance(imported);
  CHECK(test::count_of(imported.report, "not_vacant") == 1);
  CHECK(imported.record.rejected_count == 1);  // a line is no premises
}

TEST_CASE("OSM vacancy: a layer of shops alone is not recognised, and is read when the project says so",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "shops.geojson", test::collection({test::feature(R"("osm_id":"1","shop":"vacant")", test::point(6.8937, 52.2215)),
                                         test::feature(R"("osm_id":"2","shop":"books")", test::point(6.8938, 52.2215))},
                                        "OGC:1.3:CRS84"));
  auto source = source_of(path, "vacancy");
  CHECK_FALSE(test::data_error([&] { (void)ingest::read_vacancy(source, {}, test::kControl); }).empty());
  source.mapping = "osm_vacancy";
  CHECK(ingest::read_vacancy(source, {}, test::kControl).table.record == std::vector<std::string>{"1"});
}
