#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/heritage.hpp"
#include "trek/core/random.hpp"
#include "trek/geo/polygon.hpp"
#include "trek/resolve/resolve.hpp"

namespace core = trek::core;
namespace geo = trek::geo;
namespace model = trek::model;
namespace resolve = trek::resolve;
namespace test = trek::test;
using model::ZoneGroup;

namespace {

/// Two halls of one owner, 40 x 50 and 20 x 50 m, side by side from (0, 0): 3,000 m2; and what they are zoned for.
struct ZonedHalls {
  model::Buildings buildings;
  model::Candidates candidates;
  model::Zones zones;

  explicit ZonedHalls(bool has_buildings = true) {
    test::Candidate halls;
    halls.key = "halls";
    halls.type = model::SiteType::factory;
    halls.place = {30, 25};
    if (has_buildings) {
      test::add(buildings, {test::drawn_building_id(1), {0, 0, 40, 50}});
      test::add(buildings, {test::drawn_building_id(2), {40, 0, 60, 50}});
      halls.building_id = test::drawn_building_id(1) + "," + test::drawn_building_id(2);
    }
    test::add(candidates, halls);
  }
  void add_zone(ZoneGroup group, const geo::Box& box) {
    zones.key.push_back("zone " + std::to_string(zones.size()));
    zones.name.emplace_back();
    zones.group.push_back(group);
    zones.area.append({geo::rectangle(box)});
  }
  [[nodiscard]] model::Site site() const {
    resolve::Evidence evidence;
    if (buildings.size() > 0) evidence.buildings = &buildings;
    evidence.candidates = &candidates;
    evidence.zones = &zones;
    resolve::CandidateRule rule;
    const auto sites = resolve::resolve_sites(evidence, rule, {}).sites;
    REQUIRE(sites.size() == 1);
    model::Site site;
    site.zoning = sites.zoning[0];
    site.other_zoning = sites.other_zoning[0];
    for (const model::SiteLink& link : sites.links[0]) site.links.push_back(link);
    return site;
  }
};

std::string zone_record(const model::Site& site) {
  const auto found = std::ranges::find(site.links, "zoning", &model::SiteLink::table);
  return found == site.links.end() ? "" : found->record;
}

}  // namespace

TEST_CASE("zoning of a site: the main group of most of its buildings, with the zone that says so", "[resolve][unit]") {
  ZonedHalls halls;
  CHECK(halls.site().zoning.empty());
  halls.add_zone(ZoneGroup::nature, {500, 500, 600, 600});  // elsewhere
  CHECK(halls.site().zoning.empty());
  halls.add_zone(ZoneGroup::business, {-10, -10, 40, 60});    // the first hall: 2,000 of 3,000 m2
  halls.add_zone(ZoneGroup::residential, {40, -10, 57, 60});  // 850 m2: 28 %; 150 m2 in none: 5 %
  const auto site = halls.site();
  CHECK(site.zoning == "business");
  CHECK(site.other_zoning.dutch() == "wonen (28 %)");
  CHECK(site.other_zoning.en == "residential (28 %)");
  CHECK(zone_record(site) == "zone 1");
}

TEST_CASE("zoning of a site: outside every zone it is unknown, and partly so it is told", "[resolve][unit]") {
  ZonedHalls halls;
  halls.add_zone(ZoneGroup::centre, {0, 0, 29, 50});  // 48 %
  CHECK(halls.site().zoning.empty());
  CHECK(halls.site().other_zoning.empty());
  halls.add_zone(ZoneGroup::centre, {29, 0, 36, 50});  // 60 % in all
  CHECK(halls.site().zoning == "centre");
  CHECK(halls.site().other_zoning.dutch() == "buiten elke bestemming (40 %)");
  CHECK(zone_record(halls.site()) == "zone 0");
}

TEST_CASE("zoning of a site: a group that nobody knows may be the main one", "[resolve][unit]") {
  ZonedHalls halls;
  halls.add_zone(ZoneGroup::unknown, {0, 0, 36, 50});  // 60 %
  halls.add_zone(ZoneGroup::centre, {36, 0, 60, 50});
  CHECK(halls.site().zoning.empty());
  CHECK(halls.site().other_zoning.dutch() == "centrum (40 %), onbekend (60 %)");
  CHECK(zone_record(halls.site()).empty());
  halls.add_zone(ZoneGroup::centre, {0, 0, 18, 50});  // two plans: 70 % is in the centre as well
  CHECK(halls.site().zoning == "centre");
}

TEST_CASE("zoning of a site: one of a list without a building is where its point is", "[resolve][unit]") {
  ZonedHalls point{false};
  CHECK(point.site().zoning.empty());
  point.add_zone(ZoneGroup::social, {0, 0, 60, 50});
  CHECK(point.site().zoning == "social");
}

TEST_CASE("zoning of a site: the shares are those of a count of squares", "[resolve][property]") {
  const auto seed = GENERATE(range(0U, 50U));
  CAPTURE(seed);
  core::Random random{seed};
  ZonedHalls halls;
  // Columns of zones over the halls, of whole metres; a plan in four lacks one of them.
  std::array<double, model::kZoneGroupCount> columns_m{};
  double x_m = 0.0;
  double zoned_m = 0.0;
  while (x_m < 60.0) {
    const double to_m = std::min(60.0, x_m + 1.0 + static_cast<double>(random.below(30)));
    const auto group = static_cast<ZoneGroup>(random.below(5));
    if (random.uniform() < 0.75) {
      halls.add_zone(group, {x_m, -20, to_m, 70});
      columns_m[static_cast<std::size_t>(group)] += to_m - x_m;
      zoned_m += to_m - x_m;
    }
    x_m = to_m;
  }
  const auto* const most = std::ranges::max_element(columns_m);
  const bool is_known = zoned_m >= 30.0;
  CHECK(halls.site().zoning ==
        (is_known ? model::name_of(static_cast<ZoneGroup>(most - columns_m.begin())) : std::string_view{}));
}
