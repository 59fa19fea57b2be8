#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/heritage.hpp"
#include "trek/core/random.hpp"
#include "trek/geo/topology.hpp"
#include "trek/resolve/detail/use_mix.hpp"
#include "trek/resolve/resolve.hpp"

namespace core = trek::core;
namespace geo = trek::geo;
namespace model = trek::model;
namespace resolve = trek::resolve;
namespace test = trek::test;

namespace {

constexpr double kEndless = std::numeric_limits<double>::infinity();
const std::string kHall = test::drawn_building_id(1);         // 60 x 50 m: 3,000 m2
const std::string kReusedHouse = test::drawn_building_id(2);  // next door

void add_named(model::ExistingPlaces& table, model::PlaceKind kind, geo::Point place) {
  table.key.push_back(std::to_string(table.size()));
  table.name.emplace_back();
  table.kind.push_back(kind);
  table.place.push_back(place);
  table.strength.push_back(1.0);
  table.chain.emplace_back();
  table.certainty.emplace_back();
  table.note.emplace_back();
}

/// A hall, a dwelling beside it, and what a test adds.
struct ReuseStreet {
  model::Buildings buildings;
  model::Units units;
  model::BuildingHeights heights;
  model::Candidates candidates;
  model::ExistingPlaces places;
  model::NamedPoints stations;
  model::NamedAreas parcels;
  model::Parking parking;

  explicit ReuseStreet(std::optional<double> floor_area_m2 = 3000.0) {
    test::add(buildings, {kHall, {0, 0, 60, 50}});
    test::add(buildings, {kReusedHouse, {100, 0, 110, 10}});
    test::add(units, {test::drawn_unit_id(1), {kHall}, floor_area_m2, {model::Use::industry}});
    units.place.back() = {30, 25};
    test::Candidate hall;
    hall.key = "hall";
    hall.type = model::SiteType::factory;
    hall.building_id = kHall;
    hall.place = {30, 25};
    test::add(candidates, hall);
  }
  void add_dwelling(int number, const std::string& building, geo::Point place) {
    test::add(units, {test::drawn_unit_id(number), {building}, 90.0, {model::Use::dwelling}});
    units.place.back() = place;
  }
  void measure(double volume_m3, double height_m, int storeys) {
    heights.building_id.push_back(kHall);
    heights.footprint.append({});
    heights.storeys.emplace_back(storeys);
    heights.height_m.emplace_back(height_m);
    heights.volume_m3.emplace_back(volume_m3);
    heights.roof_type.emplace_back("horizontal");
  }
  void add_parcel(const geo::Box& box) {
    parcels.key.push_back(std::to_string(parcels.size()));
    parcels.name.emplace_back();
    parcels.kind.emplace_back();
    parcels.inhabitants.emplace_back();
    parcels.area.append({geo::rectangle(box)});
  }
  /// An area; or a point where the box has no size.
  void add_parking(const geo::Box& box, std::optional<double> capacity = {}) {
    parking.key.push_back(std::to_string(parking.size()));
    parking.name.emplace_back();
    parking.kind.emplace_back();
    parking.capacity.push_back(capacity);
    parking.place.push_back(box.centre());
    const bool is_point = box.max_x_m == box.min_x_m;
    parking.area.append(is_point ? geo::MultiPolygon{} : geo::MultiPolygon{geo::rectangle(box)});
  }
  [[nodiscard]] model::Sites sites() const {
    resolve::Evidence evidence;
    evidence.buildings = &buildings;
    evidence.units = &units;
    evidence.candidates = &candidates;
    if (heights.size() > 0) evidence.heights = &heights;
    if (places.size() > 0) evidence.places = &places;
    if (stations.size() > 0) evidence.stations = &stations;
    if (parcels.size() > 0) evidence.parcels = &parcels;
    if (parking.size() > 0) evidence.parking = &parking;
    auto resolved = resolve::resolve_sites(evidence, {}, {});
    REQUIRE(resolved.sites.size() == 1);
    return std::move(resolved.sites);
  }
};

}  // namespace

// 27,000 m3 on 3,000 m2 of ground: 9 m, less 0.5 m of structure. On two floors 4.5 - 0.5.
TEST_CASE("resolve_sites: the mean free height is volume over footprint and storeys", "[resolve][unit]") {
  const auto height = [](std::optional<double> floor_area_m2) {
    ReuseStreet street{floor_area_m2};
    street.measure(27'000.0, 9.6, 3);  // what 3DBAG estimates of the storeys does not count
    return street.sites();
  };
  CHECK(height(3000.0).free_height_m[0] == Approx(8.5));
  CHECK(height(6000.0).free_height_m[0] == Approx(4.0));
  CHECK(height(7400.0).free_height_m[0] == Approx(4.0));  // 2.47 floors are two
  CHECK(height(500.0).free_height_m[0] == Approx(8.5));   // at least one
  const auto unknown = height(std::nullopt);              // one floor or more
  CHECK_FALSE(unknown.free_height_m[0].has_value());
  REQUIRE(unknown.ranges[0].free_height_m.has_value());
  CHECK((unknown.ranges[0].free_height_m->low == 0.0 && unknown.ranges[0].free_height_m->high == Approx(8.5)));
  CHECK_FALSE(ReuseStreet{}.sites().free_height_m[0].has_value());
  CHECK_FALSE(ReuseStreet{}.sites().ranges[0].free_height_m.has_value());
}

TEST_CASE("resolve_sites: ground share and depth of plan", "[resolve][unit]") {
  CHECK(ReuseStreet{6000.0}.sites().ground_share[0] == Approx(0.5));
  CHECK(ReuseStreet{2500.0}.sites().ground_share[0] == 1.0);
  CHECK_FALSE(ReuseStreet{std::nullopt}.sites().ground_share[0].has_value());
  CHECK(ReuseStreet{}.sites().plan_depth_m[0] == Approx(50.0).margin(0.03));
}

TEST_CASE("resolve_sites: the nearest dwelling is another's", "[resolve][unit]") {
  ReuseStreet street;
  CHECK(street.sites().nearest_dwelling_m[0] == 1000.0);  // none as far as is looked
  CHECK(street.sites().ranges[0].nearest_dwelling_m == model::Range{1000.0, kEndless});
  street.add_dwelling(2, kHall, {62, 25});  // its own, though the point lies beside it
  CHECK(street.sites().nearest_dwelling_m[0] == 1000.0);
  street.add_dwelling(3, kReusedHouse, {105, 5});
  CHECK(street.sites().nearest_dwelling_m[0] == Approx(45.0));
  CHECK_FALSE(street.sites().ranges[0].nearest_dwelling_m.has_value());
  street.add_dwelling(4, kReusedHouse, {30, -20});
  CHECK(street.sites().nearest_dwelling_m[0] == Approx(20.0));
}

TEST_CASE("resolve_sites: the nearest dwelling equals a look at all of them", "[resolve][property]") {
  const auto seed = GENERATE(range(0U, 25U));
  CAPTURE(seed);
  core::Random random{seed};
  ReuseStreet street;
  double nearest_m = 1000.0;
  for (int number = 2; number < 30; ++number) {
    const geo::Point place{random.uniform(-900.0, 900.0), random.uniform(-900.0, 900.0)};
    street.add_dwelling(number, kReusedHouse, place);
    const double across_m = std::max({0.0, -place.x_m, place.x_m - 60.0});
    const double along_m = std::max({0.0, -place.y_m, place.y_m - 50.0});
    const double distance_m = std::hypot(across_m, along_m);
    if (distance_m > 0.0) nearest_m = std::min(nearest_m, distance_m);
  }
  CHECK(street.sites().nearest_dwelling_m[0] == Approx(nearest_m));
}

TEST_CASE("resolve_sites: meeting places and hospitality around, as far as the list knows", "[resolve][unit]") {
  using model::PlaceKind;
  ReuseStreet street;
  CHECK_FALSE(street.sites().meeting_share[0].has_value());
  add_named(street.places, PlaceKind::hospitality, {30, 2500});  // too far off to say that there is none nearer
  CHECK_FALSE(street.sites().meeting_share[0].has_value());
  add_named(street.places, PlaceKind::hospitality, {30, 400});
  auto sites = street.sites();
  CHECK(sites.meeting_share[0] == 0.5);  // of meeting places the list has none
  CHECK(sites.ranges[0].meeting_share == model::Range{0.5, 1.0});
  add_named(street.places, PlaceKind::cultural_anchor, {30, 1500});  // the list knows them here, and has none near
  sites = street.sites();
  CHECK(sites.meeting_share[0] == 0.5);
  CHECK_FALSE(sites.ranges[0].meeting_share.has_value());
  add_named(street.places, PlaceKind::third_place, {30, 500});
  CHECK(street.sites().meeting_share[0] == 1.0);
}

TEST_CASE("resolve_sites: plot, open ground and the parking places on it; the station", "[resolve][unit]") {
  ReuseStreet street;
  CHECK_FALSE(street.sites().plot_m2[0].has_value());
  CHECK_FALSE(street.sites().station_m[0].has_value());
  for (const geo::Box& box : {geo::Box{-10, -10, 70, 90}, geo::Box{70, -10, 200, 90}}) street.add_parcel(box);
  street.stations.key = {"station"};
  street.stations.name = {"Station"};
  street.stations.place = {{30, 1025}};
  const auto sites = street.sites();
  CHECK(sites.plot_m2[0] == Approx(8000.0));
  CHECK(sites.open_ground_m2[0] == Approx(5000.0));
  CHECK(sites.parking_places[0] == 200.0);
  CHECK(sites.ranges[0].parking_places == model::Range{200.0, kEndless});
  REQUIRE(sites.station_m[0].has_value());
  CHECK(*sites.station_m[0] == Approx(geo::distance_m(sites.place[0], {30, 1025})));
}

TEST_CASE("resolve_sites: the mix of uses within 500 m is the entropy of floor by use", "[resolve][unit]") {
  ReuseStreet street;  // 3,000 m2 of industry
  CHECK(street.sites().mix_entropy[0] == 0.0);
  const auto add = [&](int number, std::optional<double> area_m2, std::vector<model::Use> uses, geo::Point place) {
    test::add(street.units, {test::drawn_unit_id(number), {kReusedHouse}, area_m2, std::move(uses)});
    street.units.place.back() = place;
  };
  add(2, 3000.0, {model::Use::office}, {100, 25});  // two halves, of eleven uses
  CHECK(*street.sites().mix_entropy[0] == Approx(std::log(2.0) / std::log(11.0)));
  add(3, 4000.0, {model::Use::shop, model::Use::dwelling}, {100, 25});  // 0.3, 0.3, 0.2 and 0.2 of the floor
  const double entropy = -(0.6 * std::log(0.3) + 0.4 * std::log(0.2)) / std::log(11.0);
  CHECK(*street.sites().mix_entropy[0] == Approx(entropy));
  add(4, 9000.0, {model::Use::sport}, {30, 540});  // 515 m from the middle of the hall
  add(5, 9000.0, {}, {100, 25});                   // a shed
  add(6, 9000.0, {model::Use::sport}, {100, 25});
  street.units.status.back() = model::UnitStatus::withdrawn;
  CHECK(*street.sites().mix_entropy[0] == Approx(entropy));
  CHECK_FALSE(street.sites().ranges[0].mix_entropy.has_value());
  add(7, std::nullopt, {model::Use::sport}, {100, 25});
  CHECK(*street.sites().mix_entropy[0] == Approx(entropy));
  CHECK(street.sites().ranges[0].mix_entropy == model::Range{0.0, 1.0});
}

// Shannon 1948, "A Mathematical Theory of Communication", section 9: letters A, B, C, D with probabilities 1/2, 1/4,
// 1/8 and 1/8 have H = 7/4 bits a symbol, of at most log2 4 = 2: a relative entropy of 7/8.
TEST_CASE("mix_entropy: the source of four letters of Shannon 1948", "[resolve][unit]") {
  CHECK(*resolve::detail::mix_entropy(std::vector{4000.0, 2000.0, 1000.0, 1000.0}) == Approx(7.0 / 8.0));
  CHECK(*resolve::detail::mix_entropy(std::vector{500.0, 500.0, 500.0, 500.0}) == 1.0);
  CHECK_FALSE(resolve::detail::mix_entropy(std::vector{0.0, 0.0, 0.0, 0.0}).has_value());
  ReuseStreet street;  // 3,000 m2 of industry; a site has eleven uses to be mixed of
  test::add(street.units, {test::drawn_unit_id(2), {kReusedHouse}, 1500.0, {model::Use::office}});
  test::add(street.units, {test::drawn_unit_id(3), {kReusedHouse}, 1500.0, {model::Use::shop, model::Use::dwelling}});
  CHECK(*street.sites().mix_entropy[0] == Approx(7.0 / 4.0 / std::log2(11.0)));
}

// The hall is 60 x 50 m from (0, 0); its plot of 80 x 100 m leaves 5,000 m2 open: 200 places.
TEST_CASE("resolve_sites: parking within 250 m counts with the own ground, as the least that there is",
          "[resolve][unit]") {
  ReuseStreet street;
  CHECK_FALSE(street.sites().parking_around[0].has_value());
  street.add_parking({300, 0, 312, 10}, 40.0);     // 246 m from the wall to its middle
  street.add_parking({305, 100, 321, 110}, 99.0);  // farther
  auto sites = street.sites();
  CHECK(sites.parking_around[0] == 40.0);
  CHECK(sites.parking_places[0] == 40.0);  // without parcels nobody knows the own ground
  CHECK(sites.ranges[0].parking_places == model::Range{40.0, kEndless});
  CHECK_FALSE(sites.parking_by_area[0].has_value());
  street.add_parcel({-10, -10, 70, 90});
  CHECK(street.sites().parking_places[0] == 240.0);
  street.add_parking({-100, 0, -50, 24});     // 1,200 m2 and no number: 48
  street.add_parking({-100, 60, -100, 60});   // a point and no number: nothing that is sure
  street.add_parking({0, 60, 40, 80}, 30.0);  // on its own plot, which is counted already
  sites = street.sites();
  CHECK(sites.parking_around[0] == 88.0);
  CHECK(sites.parking_by_area[0] == 48.0);
  CHECK(sites.parking_places[0] == 288.0);
  street.add_parking({-90, 5, -80, 15}, 500.0);  // within the ground of 48: that one counts
  street.add_parking({-75, 12, -75, 12}, 20.0);  // a point in it, likewise
  CHECK(street.sites().parking_places[0] == 288.0);
}

TEST_CASE("resolve_sites: no parking within 250 m says nothing of the own ground", "[resolve][unit]") {
  ReuseStreet street;
  street.add_parking({900, 0, 912, 10}, 40.0);
  const auto sites = street.sites();
  CHECK(sites.parking_around[0] == 0.0);
  CHECK_FALSE(sites.parking_places[0].has_value());
  CHECK_FALSE(sites.ranges[0].parking_places.has_value());
}

TEST_CASE("resolve_sites: parking around equals a look at all grounds", "[resolve][property]") {
  const auto seed = GENERATE(range(0U, 25U));
  CAPTURE(seed);
  core::Random random{seed};
  ReuseStreet street;
  double places = 0.0;
  for (int number = 0; number < 40; ++number) {
    // Apart from each other: none lies within another one.
    const geo::Point at{-400.0 + 20.0 * number + random.uniform(0.0, 5.0), random.uniform(-400.0, 400.0)};
    const geo::Box box{at.x_m, at.y_m, at.x_m + 10.0, at.y_m + random.uniform(5.0, 60.0)};
    const auto capacity = random.uniform() < 0.5 ? std::optional{std::floor(random.uniform(1.0, 80.0))} : std::nullopt;
    street.add_parking(box, capacity);
    const geo::Point middle = box.centre();
    const double across_m = std::max({0.0, -middle.x_m, middle.x_m - 60.0});
    const double along_m = std::max({0.0, -middle.y_m, middle.y_m - 50.0});
    if (std::hypot(across_m, along_m) > 250.0) continue;
    places += capacity ? *capacity : std::floor(10.0 * (box.max_y_m - box.min_y_m) / 25.0);
  }
  CHECK(street.sites().parking_around[0] == Approx(places));
}
