#include "drawn.hpp"
#include "support/balance.hpp"
#include "support/catch.hpp"

namespace core = trek::core;
namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;

namespace {

std::string zone_feature(const std::string& id, const std::string& group, double x, const std::string& more = "") {
  return test::feature(R"("identificatie":")" + id + R"(","naam":"n","typePlanobject":"enkelbestemming",)" +
                           R"("bestemmingshoofdgroep":)" + group + more,
                       test::square(x, 475'000.0, 50.0));
}

}  // namespace

TEST_CASE("read_zones: main groups as the SVBP spells them; what is in no list is told with its place, and unknown",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "plannen.geojson",
      test::collection(
          {zone_feature("a", R"("centrum")", 250'000.0), zone_feature("b", R"("cultuur en ontspanning")", 250'100.0),
           zone_feature("c", R"("agrarisch met waarden")", 250'200.0), zone_feature("d", R"("tuin")", 250'300.0),
           zone_feature("e", R"("toverbos")", 250'400.0), zone_feature("f", "null", 250'500.0)}));
  const auto loaded = ingest::read_zones(test::source_of(path, "zoning"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.record.mapping == "zoning");
  using model::ZoneGroup;
  CHECK(loaded.table.key == std::vector<std::string>{"a", "b", "c", "d", "e", "f"});
  CHECK(loaded.table.group == std::vector{ZoneGroup::centre, ZoneGroup::culture, ZoneGroup::agrarian,
                                          ZoneGroup::residential, ZoneGroup::unknown, ZoneGroup::unknown});
  REQUIRE(loaded.report.findings().size() == 1);
  const core::Finding& finding = loaded.report.findings().front();
  CHECK(finding.rule == "unknown_code");
  CHECK(finding.value.en == "toverbos");
  REQUIRE(finding.location.has_value());
  CHECK(finding.location->x_m == Approx(250'425.0));
  CHECK(finding.location->y_m == Approx(475'025.0));
}

TEST_CASE("read_zones: a municipal layer, by the project's own words; a draft does not hold", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "eigen.geojson",
      test::collection(
          {test::feature(R"("nr":"1","soort":"C","stand":"vastgesteld")", test::square(250'000.0, 475'000.0, 50.0)),
           test::feature(R"("nr":"2","soort":"W","stand":"ontwerp")", test::square(250'100.0, 475'000.0, 50.0))}));
  auto source = test::source_of(path, "zoning");
  source.fields = {{"key", "nr"}, {"kind", "soort"}, {"status", "stand"}};
  source.codes = {{"kind", {{"C", "centre"}, {"W", "wonen"}}}};
  const auto loaded = ingest::read_zones(source, {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.group == std::vector{model::ZoneGroup::centre});
  CHECK(loaded.record.left_out_count == 1);
}
