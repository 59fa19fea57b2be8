#include "drawn.hpp"
#include "support/balance.hpp"
#include "support/catch.hpp"
#include "trek/ingest/inspect.hpp"

/// Public sources as they were in other years.
namespace ingest = trek::ingest;
namespace test = trek::test;
using test::collection;
using test::feature;
using test::source_of;
using test::square;

namespace {

const std::string kNeighbourhoods = collection(
    {feature(
         R"("BU_CODE":"BU01640000","BU_NAAM":"Centrum","WK_CODE":"WK016400","GM_CODE":"GM0164","GM_NAAM":"Proefstad",)"
         R"("H2O":"NEE","AANT_INW":2105,"P_15_24_JR":12,"P_25_44_JR":31)",
         square(250000, 475000, 1000)),
     feature(R"("BU_CODE":"BU01640001","BU_NAAM":"Zuid","WK_CODE":"WK016400","GM_CODE":"GM0164","GM_NAAM":"Proefstad",)"
             R"("H2O":"NEE","AANT_INW":40,"P_15_24_JR":-99999999,"P_25_44_JR":-99999999)",
             square(251000, 475000, 1000))});

}  // namespace

TEST_CASE("CBS neighbourhoods of 2019 are people, and no municipalities", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  std::string text = kNeighbourhoods;
  text.replace(text.find("drawn"), 5, "buurt_2019_v3");  // the layer
  const auto path = folder.write("buurt_2019_v3.geojson", text);
  const auto loaded = ingest::read_population(source_of(path, "population"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.record.mapping == "cbs_districts");
  CHECK(loaded.table.key == std::vector<std::string>{"BU01640000", "BU01640001"});
  CHECK(loaded.table.inhabitants[0] == 2105.0);
  CHECK(*loaded.table.target[0] == Approx(0.5 * 0.12 * 2105 + 0.75 * 0.31 * 2105));
  CHECK_FALSE(loaded.table.target[1].has_value());
  const auto file = ingest::inspect(path, test::kControl);
  REQUIRE_FALSE(file.layers[0].fits.empty());
  CHECK(file.layers[0].fits[0].mapping == "cbs_districts");
  for (const auto& fit : file.layers[0].fits) CHECK((fit.table != "municipalities" || !fit.missing.empty()));
  const auto error = test::data_error(
      [&] { static_cast<void>(ingest::read_municipalities(source_of(path, "municipalities"), {}, test::kControl)); });
  CHECK(error.find("'BU_CODE'") != std::string::npos);
  CHECK(error.find("table 'population'") != std::string::npos);
}

TEST_CASE("CBS municipalities of 2019 are municipalities", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("gemeente_2019_v3.geojson",
                                 collection({feature(R"("GM_CODE":"GM0164","GM_NAAM":"Proefstad","AANT_INW":2145)",
                                                     square(250000, 475000, 1000))}));
  const auto loaded = ingest::read_municipalities(source_of(path, "municipalities"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.code == std::vector<std::string>{"GM0164"});
  CHECK(loaded.table.inhabitants[0] == 2145.0);
}

TEST_CASE("CBS grids until 2020 are read by their names of then", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  for (const auto& [name, code, mapping, size] :
       {std::tuple{"cbs_vk100_2017_v3.csv", "C28992R100", "cbs_grid_100m", 100.0},
        std::tuple{"CBSvierkant100m201410.csv", "c28992r100", "cbs_grid_100m", 100.0},
        std::tuple{"cbs_vk500_2017_v2.csv", "C28992R500", "cbs_grid_500m", 500.0}}) {
    CAPTURE(name);
    const auto path = folder.write(name, std::string{code} +
                                             ",INWONER,INW_1524,INW_2544\nE2500N4750,50,10,20\n"
                                             "E2505N4750,5,-99997,-99997\n");
    const auto loaded = ingest::read_population(source_of(path, "population"), {}, test::kControl);
    test::check_balance(loaded);
    CHECK(loaded.record.mapping == mapping);
    CHECK(loaded.table.cell_size_m == size);
    CHECK(loaded.table.inhabitants[0] == 50.0);
    CHECK(*loaded.table.target[0] == Approx(20));
    CHECK_FALSE(loaded.table.target[1].has_value());
  }
}

TEST_CASE("CBS postcode areas with wide age bands, of then and of now", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  for (const auto& [name, properties] :
       {std::pair{"cbs_pc4_2020_v1", R"("PC4":7511,"INWONER":50,"INW_1524":10,"INW_2544":20)"},
        std::pair{"cbs_pc6_2020_v1", R"("PC6":"7511AB","INWONER":50,"INW_1524":10,"INW_2544":20)"},
        std::pair{"postcode6", R"("postcode6":"7511AB","aantal_inwoners":50,"aantal_inwoners_15_tot_25_jaar":10,)"
                               R"("aantal_inwoners_25_tot_45_jaar":20)"}}) {
    CAPTURE(name);
    const auto path =
        folder.write(std::string{name} + ".geojson", collection({feature(properties, square(250000, 475000, 100))}));
    const auto loaded = ingest::read_population(source_of(path, "population"), {}, test::kControl);
    test::check_balance(loaded);
    CHECK(loaded.record.mapping == "cbs_postcodes");
    CHECK(loaded.table.inhabitants[0] == 50.0);
    CHECK(*loaded.table.target[0] == Approx(20));
  }
}
