#include "trek/measure/measured.hpp"

#include <cmath>
#include <limits>
#include <optional>

#include "support/catch.hpp"

namespace model = trek::model;
namespace measure = trek::measure;
using model::Estimate;
using model::MonumentKind;
using model::SiteType;

namespace {

constexpr double kNoLimit = std::numeric_limits<double>::infinity();

measure::Settings graded() {
  measure::Settings graded;
  graded.monument_values = {{"national", 1.0}, {"municipal", 0.8}, {"townscape", 0.5}, {"none", 0.0}};
  graded.function_values = {{"factory", 1.0}, {"warehouse", 0.8}, {"office", 0.4}};
  return graded;
}

/// A works of 950 m2.
model::Sites one_site() {
  model::Sites sites;
  sites.key = {"works"};
  sites.type = {SiteType::factory};
  sites.floor_area_m2 = {950.0};
  sites.footprint_m2.resize(1);
  sites.storeys = {2};
  sites.height_m.resize(1);
  sites.volume_m3.resize(1);
  sites.built_year = {1911};
  sites.in_townscape = {true};
  sites.monument_kind = {MonumentKind::unknown};
  sites.monument_at_most = {MonumentKind::national};
  sites.vacancy_share.resize(1);
  sites.vacancy_known_share = {0.0};
  sites.ranges.resize(1);
  return sites;
}

Estimate fact(const model::Sites& sites, const std::string& id) {
  measure::Settings settings = graded();
  settings.judged = {id};
  const measure::Tables tables{&sites, nullptr, nullptr, nullptr};
  const auto taken = measure::measured(settings, tables, {}, nullptr, measure::Wanted::judged, {});
  REQUIRE(taken.sites.size() == 1);
  CHECK_FALSE(taken.sites.front().column);
  return taken.sites.front().measure.estimate(0);
}

}  // namespace

TEST_CASE("site_fact: what is certain is exact, and what nobody knows unknown", "[measure][unit]") {
  const auto sites = one_site();
  CHECK(fact(sites, "floor_area_m2") == Estimate::exact(950.0));
  CHECK(fact(sites, "storeys") == Estimate::exact(2.0));
  CHECK(fact(sites, "in_townscape") == Estimate::exact(1.0));
  CHECK(fact(sites, "function_value") == Estimate::exact(1.0));
  for (const char* id : {"footprint_m2", "height_m", "volume_m3", "vacancy_share", "monument_value"}) {
    CAPTURE(id);
    CHECK_FALSE(fact(sites, id).is_known());
    CHECK(fact(sites, id).high == kNoLimit);
  }
}

TEST_CASE("site_fact: each fact is that of its own column", "[measure][unit]") {
  auto sites = one_site();
  sites.footprint_m2[0] = 475.0;
  sites.height_m[0] = 9.5;
  sites.volume_m3[0] = 4200.0;
  sites.vacancy_share[0] = 0.25;
  CHECK(fact(sites, "footprint_m2") == Estimate::exact(475.0));
  CHECK(fact(sites, "height_m") == Estimate::exact(9.5));
  CHECK(fact(sites, "volume_m3") == Estimate::exact(4200.0));
  CHECK(fact(sites, "vacancy_share") == Estimate::exact(0.25));
  CHECK(fact(sites, "built_year") == Estimate::exact(1911.0));
}

TEST_CASE("site_fact: a link in doubt bounds the facts and leaves its confidence of them", "[measure][unit]") {
  auto sites = one_site();
  sites.ranges[0].floor_area_m2 = model::Range{90.0, 1200.0};
  sites.ranges[0].built_year = model::Range{-kNoLimit, kNoLimit};
  sites.ranges[0].footprint_m2 = model::Range{1.0, 2.0};  // of a fact that nobody knows
  sites.ranges[0].other_types = {SiteType::office};
  sites.ranges[0].link_confidence = 0.55;
  CHECK(fact(sites, "floor_area_m2") == Estimate{950.0, 90.0, 1200.0, 0.55});
  CHECK(fact(sites, "built_year") == Estimate{1911.0, -kNoLimit, kNoLimit, 0.55});
  CHECK_FALSE(fact(sites, "footprint_m2").is_known());
  sites.ranges[0].floor_area_known_share = 0.4;  // of the units, less is known than of the link
  CHECK(fact(sites, "floor_area_m2") == Estimate{950.0, 90.0, 1200.0, 0.4});
  CHECK(fact(sites, "built_year").known_share == 0.55);
  CHECK(fact(sites, "function_value") == Estimate{1.0, 0.4, 1.0, 0.55});
  sites.ranges[0].other_types = {SiteType::unknown};  // any type
  CHECK(fact(sites, "function_value").best == 1.0);
  CHECK(fact(sites, "function_value").low == -kNoLimit);
}

TEST_CASE("site_fact: the monument's grade lies between what it is and what it may be", "[measure][unit]") {
  auto sites = one_site();
  const auto grade = [&](MonumentKind kind, MonumentKind at_most) {
    sites.monument_kind[0] = kind;
    sites.monument_at_most[0] = at_most;
    return fact(sites, "monument_value");
  };
  CHECK(grade(MonumentKind::national, MonumentKind::national) == Estimate::exact(1.0));
  CHECK(grade(MonumentKind::none, MonumentKind::none) == Estimate::exact(0.0));
  CHECK(grade(MonumentKind::townscape, MonumentKind::municipal) == Estimate{0.5, 0.5, 0.8, 0.5});
  CHECK(grade(MonumentKind::none, MonumentKind::municipal) == Estimate{0.0, 0.0, 0.8, 0.5});
}

TEST_CASE("site_fact: vacancy carries its bounds and what was seen of it", "[measure][unit]") {
  auto sites = one_site();
  sites.vacancy_share[0] = 0.1;
  sites.vacancy_known_share[0] = 0.8;
  sites.ranges[0].vacancy_share = model::Range{0.0, 0.5};
  CHECK(fact(sites, "vacancy_share") == Estimate{0.1, 0.0, 0.5, 0.8});
}
