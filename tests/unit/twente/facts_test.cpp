#include "twente/facts.hpp"

#include <algorithm>
#include <numeric>

#include "support/catch.hpp"
#include "trek/model/tables.hpp"

using namespace trek;

TEST_CASE("read_facts: municipalities and settlements as CBS and TOP10NL have them", "[twente][unit]") {
  const auto facts = datasets::read_facts();
  REQUIRE(facts.municipalities.size() == 14);
  REQUIRE(facts.settlements.size() == 69);
  std::int64_t people = 0;
  for (const auto& municipality : facts.municipalities) {
    CHECK(model::find_municipality_code(municipality.code) == municipality.code);
    people += municipality.inhabitants;
  }
  CHECK(people == 640806);
  CHECK(facts.municipalities[5].name == "Hengelo (O.)");
  CHECK(facts.municipalities[5].area_m2 == Approx(61.8e6));
  CHECK(facts.settlements.front().name == "Enschede");
  CHECK(facts.settlements.back().name == "'t Stift");
  CHECK(facts.settlements.back().place == geo::Point{254200, 486300});
  CHECK(std::ranges::is_sorted(facts.settlements, std::greater{}, &datasets::SettlementFact::inhabitants));
}

TEST_CASE("read_facts: settlements never have more people than their municipality", "[twente][unit]") {
  const auto facts = datasets::read_facts();
  std::vector<std::int64_t> rest;
  for (const auto& municipality : facts.municipalities) rest.push_back(municipality.inhabitants);
  for (const auto& settlement : facts.settlements) rest[settlement.municipality] -= settlement.inhabitants;
  for (std::size_t m = 0; m < rest.size(); ++m) {
    CAPTURE(facts.municipalities[m].name);
    CHECK(rest[m] > 0);
  }
}

TEST_CASE("read_facts: every named site says how uncertain it is", "[twente][unit]") {
  const auto facts = datasets::read_facts();
  REQUIRE(facts.named_sites.size() == 14);
  for (const auto& site : facts.named_sites) {
    CAPTURE(site.name);
    CHECK(site.uncertainty_m >= 100.0);
    CHECK_FALSE(site.position_source.empty());
    CHECK((site.role == "existing") == !site.kind.empty());
    CHECK((site.role == "existing") == site.site_type.empty());
  }
  CHECK(facts.named_sites[1].name == "Voormalige V&D \"Het Warenhuis\" Enschede");
}
