#include "drawn.hpp"
#include "support/balance.hpp"
#include "support/catch.hpp"
#include "trek/ingest/detail/values.hpp"

namespace detail = trek::ingest::detail;
namespace ingest = trek::ingest;
namespace test = trek::test;
using Texts = std::vector<std::string>;

namespace {

constexpr const char* kFirst = "0164100000000001";
constexpr const char* kSecond = "0164100000000004";

Texts ids(std::span<const std::string> row) { return {row.begin(), row.end()}; }

}  // namespace

TEST_CASE("list_parts: several values in any of the forms in use", "[ingest][unit]") {
  for (const char* text : {"a,b", "a, b", "a; b", "a|b", "{a,b}", "(2:a,b)", R"(["a","b"])", "['a', 'b']", "a\nb",
                           "\"a\";\"b\"", "a,,b,", "[ a , b ]"}) {
    CAPTURE(text);
    CHECK(detail::list_parts(text) == Texts{"a", "b"});
  }
  CHECK(detail::list_parts("overige gebruiksfunctie") == Texts{"overige gebruiksfunctie"});
  CHECK(detail::list_parts("(0:)").empty());
  CHECK(detail::list_parts("[]").empty());
  CHECK(detail::list_parts("(oud: a, b)") == Texts{"(oud: a", "b)"});  // no list of GDAL's
}

TEST_CASE("id_parts: identifications, however they stand together", "[ingest][unit]") {
  const std::string first = kFirst;
  const std::string second = kSecond;
  for (const std::string& text :
       {first + "," + second, first + " " + second, first + "; " + second, first + " en " + second,
        first + "/" + second, "(2:" + first + "," + second + ")", "{" + first + "|" + second + "}",
        first + " + " + second, "[\"" + first + "\",\"" + second + "\"]", "pand " + first + " en " + second}) {
    CAPTURE(text);
    CHECK(detail::id_parts(text) == Texts{first, second});
  }
  CHECK(detail::id_parts("0164 1000 0000 0001") == Texts{"0164 1000 0000 0001"});  // one, and it can be read
  CHECK(detail::find_bag_id("0164 1000 0000 0001") == first);
  CHECK(detail::find_bag_id("'164100000000001") == first);
  CHECK(detail::find_bag_id("164100000000001.0") == first);
  CHECK(detail::id_parts("geen pand") == Texts{"geen pand"});
  CHECK(detail::id_parts(first + " 12345") == Texts{first, "12345"});
}

TEST_CASE("units: building ids as GDAL writes lists into a GeoPackage; one that cannot be read is a finding",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto unit = [](const char* id, const char* buildings) {
    return test::feature(
        std::string{R"("identificatie":")"} + id + R"(","oppervlakte":100,"pand_identificatie":)" + buildings,
        test::point(250000, 470000));
  };
  const auto path = folder.write(
      "vbo.geojson", test::collection({unit("0164010000000001", R"x("(2:0164100000000001,0164100000000004)")x"),
                                       unit("0164010000000002", R"("0164100000000004;weg")"),
                                       unit("0164010000000003", R"("1,641E+14")")}));
  const auto loaded = ingest::read_units(test::source_of(path, "units"), {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 3);
  CHECK(ids(loaded.table.building_ids[0]) == Texts{kFirst, kSecond});
  CHECK(ids(loaded.table.building_ids[1]) == Texts{kSecond});
  CHECK(loaded.table.building_ids[2].empty());
  CHECK(test::count_of(loaded.report, "no_bag_id") == 3);  // "weg", and the two halves of what a spreadsheet rounded
}

TEST_CASE("units: a list that GDAL hands on as one, also of numbers and longer than its own text of it",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  std::string numbers = "[";
  for (int i = 10; i < 40; ++i) numbers += (i > 10 ? "," : "") + std::string{"1641000000000"} + std::to_string(i);
  const auto path = folder.write(
      "vbo.geojson", test::collection({test::feature(
                         R"("identificatie":"0164010000000001","oppervlakte":9,"pand_identificatie":)" + numbers + "]",
                         test::point(250000, 470000))}));
  const auto loaded = ingest::read_units(test::source_of(path, "units"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.building_ids[0].size() == 30);
  CHECK(loaded.report.findings().empty());
}

TEST_CASE("candidates, vacancy and monuments: one field may name several buildings and units", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto candidates = folder.write("c.csv",
                                       "naam,x,y,bag_pand_id\n"
                                       "Hal,250000,470000,0164100000000001; 0164100000000004; 0164010000000001\n"
                                       "Schuur,250000,470000,0164100000000001 0164\n");
  const auto named = ingest::read_candidates(test::source_of(candidates, "candidates"), {}, test::kControl);
  test::check_balance(named);
  CHECK(ids(named.table.building_ids[0]) == Texts{kFirst, kSecond});
  CHECK(ids(named.table.unit_ids[0]) == Texts{"0164010000000001"});  // by its own digits, whatever the column's name
  CHECK(ids(named.table.building_ids[1]) == Texts{kFirst});
  CHECK(test::count_of(named.report, "no_bag_id") == 1);

  const auto register_file = folder.write("v.csv",
                                          "nr,datum,bag_id\n1,2026,0164100000000001|0164010000000001\n"
                                          "2,2026,0164200000000001 0164100000000004\n");
  const auto vacancy = ingest::read_vacancy(test::source_of(register_file, "vacancy"), {}, test::kControl);
  test::check_balance(vacancy);
  CHECK(ids(vacancy.table.building_ids[0]) == Texts{kFirst});
  CHECK(ids(vacancy.table.unit_ids[0]) == Texts{"0164010000000001"});
  CHECK(ids(vacancy.table.building_ids[1]) == Texts{kSecond});
  CHECK(test::count_of(vacancy.report, "no_bag_id") == 1);  // 20: an address, neither building nor unit

  auto monuments = test::source_of(
      folder.write("m.csv", "number,building_id\n15300,\"0164100000000001,0164100000000004\"\n"), "monuments");
  monuments.mapping = "canonical";
  const auto listed = ingest::read_monuments(monuments, {}, test::kControl);
  test::check_balance(listed);
  CHECK(ids(listed.table.building_ids[0]) == Texts{kFirst, kSecond});
}
