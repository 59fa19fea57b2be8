#include <algorithm>
#include <numeric>

#include "drawn.hpp"
#include "support/balance.hpp"
#include "support/catch.hpp"
#include "support/real_data.hpp"
#include "trek/demand/demand.hpp"
#include "trek/ingest/inspect.hpp"
#include "trek/ingest/read.hpp"

namespace demand = trek::demand;
namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;

namespace {

template <class Table>
void check_counts(const ingest::Loaded<Table>& loaded, std::uint64_t used) {
  CHECK(loaded.record.used_count == used);
  CHECK(loaded.table.size() == used);
  CHECK(loaded.record.read_count == loaded.record.used_count + loaded.record.rejected_count);
  test::check_balance(loaded);
  CHECK(loaded.record.sha256.size() == 64);
}

model::Source real(std::string_view path, std::string table) {
  return test::source_of(test::real_data(path), std::move(table));
}

}  // namespace

TEST_CASE("real municipalities: Twente has 14, the Netherlands 342", "[ingest][data]") {
  const auto twente = ingest::read_municipalities(real("boundaries/twente_gemeenten_2026_rd.gpkg", "municipalities"),
                                                  {}, test::kControl);
  check_counts(twente, 14);
  CHECK(twente.record.mapping == "cbs_municipalities");
  CHECK(twente.record.crs.name == "none");
  const auto hengelo = trek::model::find_municipality(twente.table, "Hengelo");
  REQUIRE(hengelo.has_value());
  CHECK(twente.table.code[hengelo->value()] == "GM0164");

  const auto all = ingest::read_municipalities(
      real("boundaries/cbs_gemeenten_2026_gegeneraliseerd_rd.geojson", "municipalities"), {}, test::kControl);
  check_counts(all, 342);
}

TEST_CASE("real listed farms: 178 candidates, in RD and from WGS84 within a metre", "[ingest][data]") {
  const auto farms = ingest::read_candidates(real("heritage/twente_rijksmonument_boerderijen_2026.gpkg", "candidates"),
                                             {}, test::kControl);
  check_counts(farms, 178);
  CHECK(farms.record.mapping == "listed_farms");
  CHECK(farms.table.type[0] == trek::model::SiteType::farm);
  CHECK(farms.table.monument_kind[0] == trek::model::MonumentKind::national);

  const auto national =
      ingest::read_candidates(real("heritage/boerderijen_nl.geojson", "candidates"), {}, test::kControl);
  check_counts(national, 4554);
  CHECK(national.record.crs.accuracy_m.has_value());
  std::size_t found = 0;
  for (std::size_t row = 0; row < farms.table.size(); ++row) {
    const auto& keys = national.table.key;
    const auto same = std::find(keys.begin(), keys.end(), farms.table.key[row]);
    if (same == keys.end()) continue;
    ++found;
    const auto place = national.table.place[static_cast<std::size_t>(same - keys.begin())];
    CHECK(trek::geo::distance_m(place.value(), farms.table.place[row].value()) < 1.0);
  }
  CHECK(found > 150);
}

TEST_CASE("real townscapes: RD called degrees is caught, and read after the line that the error gives",
          "[ingest][data]") {
  auto source = real("heritage/rce_stads_dorpsgezichten_2012_nl.geojson", "townscapes");
  const auto message = test::data_error([&] { static_cast<void>(ingest::read_areas(source, {}, test::kControl)); });
  CAPTURE(message);
  CHECK(test::says(message, "crs = \"EPSG:28992\" and crs_reason = \"its coordinates are RD metres\""));

  source.crs = "EPSG:28992";
  CHECK(test::says(test::data_error([&] { static_cast<void>(ingest::read_areas(source, {}, test::kControl)); }),
                   "reason"));
  source.crs_reason = "its coordinates are RD metres";
  const auto mended = ingest::read_areas(source, {}, test::kControl);
  // 31 were in procedure and 3 are not protected at all.
  CHECK(mended.record.read_count == 478);
  CHECK(mended.record.left_out_count == 34);
  test::check_balance(mended);
  CHECK(mended.table.size() == mended.record.used_count);
  CHECK(mended.record.used_count == 444);
}

TEST_CASE("real stations, places and townscapes of Twente", "[ingest][data]") {
  check_counts(ingest::read_stations(real("poi/twente_ns_stations.geojson", "stations"), {}, test::kControl), 21);
  check_counts(
      ingest::read_areas(real("heritage/twente_stads_dorpsgezichten_2012.gpkg", "townscapes"), {}, test::kControl), 6);
  const auto places =
      ingest::read_areas(real("population/twente_top10nl_plaats_2025.gpkg", "built_up"), {}, test::kControl);
  check_counts(places, 69);
  double people = 0.0;
  for (const auto& inhabitants : places.table.inhabitants) people += inhabitants.value_or(0.0);
  CHECK(people == 587545.0);
}

TEST_CASE("real postcodes: 631,655 inhabitants in are demand and remainder out", "[ingest][data]") {
  const auto population =
      ingest::read_population(real("population/twente_pc4_leeftijd_2021.gpkg", "population"), {}, test::kControl);
  check_counts(population, 122);
  CHECK(population.table.target_is_counted);
  CHECK(population.table.key[0].size() == 4);
  const auto built_up =
      ingest::read_areas(real("population/twente_top10nl_plaats_2025.gpkg", "built_up"), {}, test::kControl);
  const auto municipalities = ingest::read_municipalities(
      real("boundaries/twente_gemeenten_2026_rd.gpkg", "municipalities"), {}, test::kControl);
  const auto result = demand::build_demand(population.table, &built_up.table, municipalities.table, {}, test::kControl);
  double inhabitants = 0.0;
  double target = 0.0;
  for (std::size_t row = 0; row < result.demand.size(); ++row) {
    inhabitants += result.demand.inhabitants[row];
    target += result.demand.target[row].value_or(0.0);
  }
  const double in_demand = inhabitants;
  for (const auto& rest : result.remainder) {
    inhabitants += rest.inhabitants;
    target += rest.target;
  }
  CHECK(result.source_inhabitants == 631655.0);
  CHECK(result.source_target == 151875.0);
  CHECK(inhabitants == Approx(631655.0).margin(1e-6));
  CHECK(target == Approx(151875.0).margin(1e-6));
  CHECK(in_demand > 0.98 * inhabitants);
  CHECK(result.target_estimated == 0.0);
}

TEST_CASE("real wards: shares in percent become people", "[ingest][data]") {
  const auto wards = ingest::read_population(real("population/twente_cbs_wijken_2022_kerncijfers.gpkg", "population"),
                                             {}, test::kControl);
  check_counts(wards, 120);
  CHECK_FALSE(wards.table.target_is_counted);
  double inhabitants = 0.0;
  double target = 0.0;
  for (std::size_t row = 0; row < wards.table.size(); ++row) {
    inhabitants += wards.table.inhabitants[row].value_or(0.0);
    target += wards.table.target[row].value_or(0.0);
  }
  CHECK(inhabitants > 600000.0);
  CHECK(target / inhabitants == Approx(0.24).margin(0.03));
}

TEST_CASE("real BAG extract: of 13,098 states the present one of 7,797 buildings", "[ingest][data]") {
  const auto buildings = ingest::read_buildings(real("bag/0221PND15092020.zip", "buildings"), {}, test::kControl);
  CHECK(buildings.record.mapping == "lv_bag_buildings");
  check_counts(buildings, 7797);
  std::size_t unknown_year = 0;
  for (const auto& year : buildings.table.built_year) unknown_year += year ? 0U : 1U;
  CHECK(unknown_year > 0);  // 9999
  const auto units =
      ingest::read_units(real("bag/lvbag_small/0221VBO15092020-000001.xml", "units"), {}, test::kControl);
  CHECK(units.record.mapping == "lv_bag_units");
  CHECK(units.table.size() == units.record.used_count);
  REQUIRE(units.table.size() > 0);
  CHECK(units.table.building_ids[0].size() >= 1);
}

TEST_CASE("real OSM extract: inspected by its counts", "[ingest][data]") {
  const auto file = ingest::inspect(test::real_data("network/enschede_walk_20231224.osm.pbf"), test::kControl);
  REQUIRE(file.layers.size() == 3);
  CHECK(file.layers[1].feature_count == 8087);
  CHECK(file.layers[0].look == trek::geo::CoordinateLook::degrees);
}

TEST_CASE("real layers: inspect finds the mapping that reading uses", "[ingest][data]") {
  const auto file = ingest::inspect(test::real_data("population/twente_pc4_leeftijd_2021.gpkg"), test::kControl);
  REQUIRE(file.layers.size() == 1);
  CHECK(file.layers[0].feature_count == 122);
  REQUIRE_FALSE(file.layers[0].fits.empty());
  CHECK(file.layers[0].fits[0].mapping == "cbs_postcode4_ages");
  const auto trap =
      ingest::inspect(test::real_data("heritage/rce_stads_dorpsgezichten_2012_nl.geojson"), test::kControl);
  REQUIRE(trap.layers[0].doubts.size() == 1);
  CHECK(test::says(trap.layers[0].doubts[0], "EPSG:28992"));
}
