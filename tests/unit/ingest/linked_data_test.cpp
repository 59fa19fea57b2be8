#include "drawn.hpp"
#include "support/balance.hpp"
#include "support/catch.hpp"
#include "trek/ingest/detail/values.hpp"
#include "trek/ingest/import.hpp"
#include "trek/ingest/inspect.hpp"

namespace detail = trek::ingest::detail;
namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;
using test::source_of;

namespace {

/// Exports as a SPARQL service writes them: a row per relation, ids that lost a zero, literals and IRIs.
constexpr const char* kExport =
    "rijksmonumentnummer,verblijfsobjectIdentificatie,functieNaam,omschrijving,complex\n"
    "23259,654010000001819,kerk,\"Toren Ned. Herv. Kerk. Smalle toren.\",\n"
    "500123,0153010000000001,fabriek,Spinnerij van "
    "1899,https://linkeddata.cultureelerfgoed.nl/cho-kennis/id/complex/77\n"
    "500123,0153010000000002,fabriek,Spinnerij van "
    "1899,https://linkeddata.cultureelerfgoed.nl/cho-kennis/id/complex/77\n"
    "https://linkeddata.cultureelerfgoed.nl/cho-kennis/id/rijksmonument/500123,"
    "http://bag.basisregistraties.overheid.nl/bag/id/verblijfsobject/0153010000000003,ketelhuis,,\n"
    "00500123,0153010000000003,ketelhuis,,78\n"
    "\"\"\"24000\"\"^^xsd:integer\",  153010000000009 ,\"\"\"boerderij\"\"@nl\",,\n"
    "24001,,https://data.cultureelerfgoed.nl/term/id/rn/95d0669d,,\n"
    "24002,kwijt,,,\n"
    ",0153010000000001,,,\n";

std::vector<std::string> units_of(const model::Monuments& table, std::size_t row) {
  const auto units = table.unit_ids[row];
  return {units.begin(), units.end()};
}

}  // namespace

TEST_CASE("find_bag_id: from IRIs, quotes and numbers that lost their zeros", "[ingest][unit]") {
  const std::string id = "0654010000001819";
  for (const std::string text :
       {"654010000001819", " 0654010000001819 ", "\"0654010000001819\"", "\"0654010000001819\"^^xsd:string",
        "<http://bag.basisregistraties.overheid.nl/bag/id/verblijfsobject/0654010000001819>",
        "https://bag.basisregistraties.overheid.nl/bag/id/verblijfsobject#654010000001819"}) {
    CAPTURE(text);
    CHECK(detail::find_bag_id(text) == id);
  }
  CHECK_FALSE(detail::find_bag_id("https://bag.basisregistraties.overheid.nl/bag/id/verblijfsobject/"));
  CHECK_FALSE(detail::find_bag_id("\""));
}

TEST_CASE("beginning_of: the first sentence of a description, never a half character", "[ingest][unit]") {
  CHECK(detail::beginning_of("Toren Ned. Herv. Kerk.") == "Toren Ned");
  CHECK(detail::beginning_of(" Spinnerij van 1899.\nMet schoorsteen.") == "Spinnerij van 1899");
  CHECK(detail::beginning_of("") == "");
  std::string wide;
  for (int i = 0; i < 60; ++i) wide += "\xC3\xA9";
  const std::string cut = detail::beginning_of(wide);
  CHECK(cut.size() == 83);
  CHECK(cut.substr(78) == "\xC3\xA9...");
}

TEST_CASE("linked data of RCE: a row a relation becomes a monument with several units, and no row is lost",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto loaded =
      ingest::read_monuments(source_of(folder.write("export.csv", kExport), "monuments"), {}, test::kControl);
  CHECK(loaded.record.mapping == "rce_linked_data");
  const auto& table = loaded.table;
  REQUIRE(table.number == std::vector<std::string>{"23259", "500123", "24000", "24001", "24002"});
  CHECK(loaded.record.read_count == 9);
  CHECK(loaded.record.used_count == 5);
  CHECK(loaded.record.joined_count == 3);
  test::check_balance(loaded);
  CHECK(loaded.record.rejected_count == 1);
  CHECK(test::count_of(loaded.report, "missing_key") == 1);

  CHECK(units_of(table, 0) == std::vector<std::string>{"0654010000001819"});
  CHECK(units_of(table, 1) == std::vector<std::string>{"0153010000000001", "0153010000000002", "0153010000000003"});
  CHECK(table.original_function[1] == "fabriek; ketelhuis");
  CHECK(table.name[1] == "Spinnerij van 1899");
  CHECK(table.complex_number[1] == "77");
  CHECK(test::count_of(loaded.report, "rows_differ") == 1);  // complex 78
  CHECK(units_of(table, 2) == std::vector<std::string>{"0153010000000009"});
  CHECK(table.original_function[2] == "boerderij");
  CHECK(table.original_function[3].empty());
  CHECK(test::count_of(loaded.report, "term_without_words") == 1);
  CHECK(units_of(table, 4).empty());
  CHECK(test::count_of(loaded.report, "no_bag_id") == 1);
  for (std::size_t row = 0; row < table.size(); ++row) {
    CHECK_FALSE(table.place[row]);
    CHECK(table.kind[row] == model::MonumentKind::national);
  }
}

TEST_CASE("linked data of RCE: inspect knows it, and import counts what further rows add", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("rijksmonumenten.csv", kExport);
  const auto file = ingest::inspect(path, test::kControl);
  REQUIRE(file.layers[0].fits.size() > 0);
  CHECK(file.layers[0].fits[0].mapping == "rce_linked_data");
  CHECK(file.layers[0].fits[0].recognised);
  const auto imported = ingest::import_source(source_of(path, "monuments"), {}, test::kControl);
  CHECK(imported.record.used_count == trek::model::row_count(imported.table));
  CHECK(imported.record.read_count == 9);
  test::check_balance(imported);
}

TEST_CASE("linked data of RCE: a query with names of its own is read with mapping and fields", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  auto source = source_of(folder.write("eigen.csv", "nr;vbo\n12;0153010000000001\n12;0153010000000002\n"), "monuments");
  source.mapping = "rce_linked_data";
  source.fields = {{"number", "nr"}, {"unit_id", "vbo"}};
  const auto loaded = ingest::read_monuments(source, {}, test::kControl);
  REQUIRE(loaded.table.size() == 1);
  CHECK(units_of(loaded.table, 0).size() == 2);
}

TEST_CASE("monuments: a layer of points still needs a place, unless a key or an address says where", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "monumenten.geojson",
      test::collection({test::feature(R"("monumentnummer":"1","adres":"Dorpsstraat 1, 7511AB Enschede")", "null"),
                        test::feature(R"("monumentnummer":"2","adres":"")", "null"),
                        test::feature(R"("monumentnummer":"3","adres":"")", test::point(257900, 471400)),
                        test::feature(R"("monumentnummer":"3","adres":"")", test::point(257900, 471400))}));
  const auto loaded = ingest::read_monuments(source_of(path, "monuments"), {}, test::kControl);
  CHECK(loaded.table.number == std::vector<std::string>{"1", "3"});
  CHECK_FALSE(loaded.table.place[0]);
  CHECK(test::count_of(loaded.report, "missing_geometry") == 1);
  CHECK(test::count_of(loaded.report, "duplicate_key") == 1);  // a list of one row a monument
}
