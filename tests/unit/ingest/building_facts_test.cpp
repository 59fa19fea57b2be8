#include <fstream>

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

/// Layer pand of 3DBAG: heights over NAP, the id with its namespace, the ridge only where there is one.
std::string pand(const std::string& id, const std::string& more) {
  return test::feature(R"("identificatie":"NL.IMBAG.Pand.)" + id + R"(","status":"Pand in gebruik",)" + more,
                       test::square(257900, 471400, 10));
}

std::string pands() {
  return test::collection(
      {pand("0153100000000001", R"("b3_bouwlagen":3,"b3_h_maaiveld":24.5,"b3_h_nok":36.0,"b3_volume_lod22":900.4)"),
       pand("0153100000000002", R"("b3_bouwlagen":null,"b3_h_maaiveld":24.5,"b3_h_nok":null,"b3_volume_lod22":80.0)"),
       pand("0153100000000003", R"("b3_bouwlagen":0,"b3_h_maaiveld":null,"b3_h_nok":31.0,"b3_volume_lod22":null)"),
       pand("0153100000000004", R"("b3_bouwlagen":2,"b3_h_maaiveld":24.5,"b3_h_nok":20.0,"b3_volume_lod22":-5)"),
       pand("0153100000000001", R"("b3_bouwlagen":4,"b3_h_maaiveld":24.5,"b3_h_nok":36.0,"b3_volume_lod22":1)")},
      "EPSG::7415");
}

/// EP-online CSV v2, as it comes: two lines before the header, semicolons, decimal commas.
constexpr const char* kLabels =
    "PublicatieDatum;20240801\r\n"
    "LaatstVerwerkteMutatievolgnummer;1234567\r\n"
    "Pand_opnamedatum;Pand_status;Pand_energieindex;Pand_energieklasse;Pand_registratiedatum;"
    "Pand_bagverblijfsobjectid;Pand_bagpandid;Pand_warmtebehoefte\r\n"
    "20150301;Bestaand;1,95;E;20150302;0153010000000001;0153100000000001;210,5\r\n"
    "20230401;Bestaand;1,10;A++;20230405;0153010000000001;0153100000000001;40,1\r\n"
    "20180101;Bestaand;1,60;C;20180110;0153010000000001;0153100000000001;150,0\r\n"
    "20200101;Bestaand;;B;20200102;153010000000002;;\r\n"
    "20200101;Vergunningsaanvraag;0,80;A;20200102;;153100000000009,0153100000000008;\r\n"
    "20200101;Bestaand;;;20200102;0153010000000003;0153100000000001;\r\n"
    "20200101;Bestaand;;H;20200102;0153010000000004;0153100000000001;\r\n"
    "20200101;Bestaand;;A;20200102;;;\r\n";

}  // namespace

TEST_CASE("find_energy_class: A with up to five plusses to G, and nothing else", "[ingest][unit]") {
  for (const std::string name : {"A+++++", "A++++", "A+", "A", "B", "G"})
    CHECK(detail::find_energy_class(name) == name);
  for (const std::string name : {"", "H", "B+", "A-", "A++++++", "AB", "a"}) {
    CAPTURE(name);
    CHECK_FALSE(detail::find_energy_class(name));
  }
  CHECK(model::energy_class_rank("A++++") < model::energy_class_rank("A"));
  CHECK(model::energy_class_rank("A") < model::energy_class_rank("B"));
}

TEST_CASE("3DBAG: heights over the ground, not over NAP; what the source does not know stays unknown",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("pand.geojson", pands());
  const auto loaded = ingest::read_building_heights(source_of(path, "building_heights"), {}, test::kControl);
  CHECK(loaded.record.mapping == "bag3d_heights");
  const auto& table = loaded.table;
  REQUIRE(table.building_id ==
          std::vector<std::string>{"0153100000000001", "0153100000000002", "0153100000000003", "0153100000000004"});
  CHECK(table.height_m[0] == 11.5);
  CHECK(table.storeys[0] == 3);
  CHECK(table.volume_m3[0] == 900.4);
  CHECK_FALSE(table.height_m[1]);  // a flat roof has no ridge
  CHECK_FALSE(table.storeys[1]);
  CHECK_FALSE(table.height_m[2]);  // an elevation alone is no height
  CHECK_FALSE(table.storeys[2]);
  CHECK_FALSE(table.height_m[3]);
  CHECK(test::count_of(loaded.report, "roof_under_ground") == 1);
  CHECK_FALSE(table.volume_m3[3]);
  CHECK(test::count_of(loaded.report, "negative_amount") == 1);
  CHECK(test::count_of(loaded.report, "duplicate_key") == 1);
  CHECK(loaded.record.read_count == 5);
  CHECK(loaded.record.used_count == 4);
  CHECK(table.footprint.feature(0).size() == 1);
}

TEST_CASE("3DBAG: the highest point of a roof counts before its ridge", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("heights.csv",
                                 "identificatie,b3_bouwlagen,b3_h_maaiveld,b3_h_dak_max,b3_h_nok\n"
                                 "NL.IMBAG.Pand.0153100000000001,2,10.0,19.0,18.5\n");
  const auto loaded = ingest::read_building_heights(source_of(path, "building_heights"), {}, test::kControl);
  REQUIRE(loaded.table.size() == 1);
  CHECK(loaded.table.height_m[0] == 9.0);
}

TEST_CASE("3DBAG: types of roof; what it could not see is unknown", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("roofs.csv",
                                 "identificatie,b3_bouwlagen,b3_dak_type\n"
                                 "NL.IMBAG.Pand.0153100000000001,2,slanted\n"
                                 "NL.IMBAG.Pand.0153100000000002,2,multiple horizontal\n"
                                 "NL.IMBAG.Pand.0153100000000003,2,horizontal\n"
                                 "NL.IMBAG.Pand.0153100000000004,2,could not detect\n"
                                 "NL.IMBAG.Pand.0153100000000005,2,no points\n");
  const auto loaded = ingest::read_building_heights(source_of(path, "building_heights"), {}, test::kControl);
  CHECK(loaded.table.roof_type == std::vector<std::string>{"slanted", "multiple_horizontal", "horizontal", "", ""});
}

TEST_CASE("3DBAG: a layer of roof parts is not taken for buildings", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path =
      folder.write("lod12_2d.geojson",
                   test::collection({test::feature(R"("identificatie":"NL.IMBAG.Pand.0153100000000001","b3_h_max":9)",
                                                   test::square(257900, 471400, 10))}));
  CHECK(test::says(test::data_error([&] {
                     (void)ingest::read_building_heights(source_of(path, "building_heights"), {}, test::kControl);
                   }),
                   "no field for 'storeys' (looked for b3_bouwlagen)"));
}

TEST_CASE("records of buildings that the project does not have are counted, in one note", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const std::unordered_set<std::string> ids{"0153100000000002", "0153010000000002"};
  ingest::ReadOptions options;
  options.bag_ids = &ids;
  const auto heights = ingest::read_building_heights(
      source_of(folder.write("pand.geojson", pands()), "building_heights"), options, test::kControl);
  CHECK(heights.table.building_id == std::vector<std::string>{"0153100000000002"});
  CHECK(heights.record.elsewhere_count == 4);
  CHECK(heights.record.read_count == 1);
  REQUIRE(test::count_of(heights.report, "elsewhere") == 1);
  CHECK(heights.report.findings().back().value == "4 records");
  const auto labels =
      ingest::read_energy_labels(source_of(folder.write("v2.csv", kLabels), "energy_labels"), options, test::kControl);
  CHECK(labels.table.unit_id == std::vector<std::string>{"0153010000000002"});
  CHECK(labels.record.elsewhere_count == 6);
  test::check_balance(heights);
  test::check_balance(labels);
  CHECK(labels.record.rejected_count == 1);
}

TEST_CASE("EP-online: the two lines before the header, and of several labels of a unit the newest", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("v20240801_v2.csv", kLabels);
  const auto loaded = ingest::read_energy_labels(source_of(path, "energy_labels"), {}, test::kControl);
  CHECK(loaded.record.mapping == "ep_online_labels");
  const auto& table = loaded.table;
  REQUIRE(table.unit_id == std::vector<std::string>{"0153010000000001", "0153010000000002", ""});
  CHECK(table.energy_class == std::vector<std::string>{"A++", "B", "A"});
  CHECK(table.date[0] == "2023-04-05");
  CHECK(table.building_ids[1].empty());
  REQUIRE(table.building_ids[2].size() == 2);
  CHECK(table.building_ids[2][0] == "0153100000000009");
  CHECK(loaded.record.read_count == 8);
  test::check_balance(loaded);
  CHECK(loaded.record.used_count == 3);
  CHECK(loaded.record.rejected_count == 1);  // names nothing
  CHECK(loaded.record.left_out_count == 4);  // two older ones, one without a class, one with a class that is none
  CHECK(test::count_of(loaded.report, "unknown_code") == 1);
  CHECK(test::count_of(loaded.report, "older_label") == 0);  // counted, not listed
}

TEST_CASE("EP-online: import lists every label that is not in it", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("v20240801_v2.csv", kLabels);
  const auto imported = ingest::import_source(source_of(path, "energy_labels"), {}, test::kControl);
  CHECK(test::count_of(imported.report, "older_label") == 2);
  CHECK(test::count_of(imported.report, "no_energy_class") == 2);
  CHECK(imported.record.read_count == 8);
  test::check_balance(imported);
  const auto file = ingest::inspect(path, test::kControl);
  REQUIRE(file.layers.size() == 1);
  CHECK(file.layers[0].feature_count == 8);
  CHECK(file.layers[0].fits[0].recognised);
  CHECK(file.layers[0].fits[0].mapping == "ep_online_labels");
}

TEST_CASE("EP-online: which label is kept does not depend on the order of the rows", "[ingest][unit]") {
  const std::string header = "Pand_bagverblijfsobjectid;Pand_energieklasse;Pand_registratiedatum\n";
  const std::vector<std::string> rows{"0153010000000001;A;20200101\n", "0153010000000001;D;20200101\n",
                                      "0153010000000001;B;\n"};
  std::vector<std::size_t> order{0, 1, 2};
  do {
    const test::TemporaryFolder folder;
    const auto path = folder.write("labels.csv", header + rows[order[0]] + rows[order[1]] + rows[order[2]]);
    const auto loaded = ingest::read_energy_labels(source_of(path, "energy_labels"), {}, test::kControl);
    REQUIRE(loaded.table.size() == 1);
    CHECK(loaded.table.energy_class[0] == "D");  // of one date the worse
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("a file of two lines about itself and nothing else is told so", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("v2.csv", "PublicatieDatum;20240801\nLaatstVerwerkteMutatievolgnummer;1");
  CHECK_FALSE(test::data_error([&] {
                (void)ingest::read_energy_labels(source_of(path, "energy_labels"), {}, test::kControl);
              }).empty());
}
