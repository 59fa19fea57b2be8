#include "trek/network/osm_rules.hpp"

#include <string>

#include "support/catch.hpp"

namespace {

using namespace trek;
using model::Mode;
using network::Tags;

bool is_used(Mode mode, const Tags& tags) { return network::way_rule(network::default_speeds(mode), tags).used(); }

/// Letters of the modes that use a way: f, b, c.
std::string users(const Tags& tags) {
  std::string result;
  if (is_used(Mode::foot, tags)) result += 'f';
  if (is_used(Mode::bicycle, tags)) result += 'b';
  if (is_used(Mode::car, tags)) result += 'c';
  CHECK(is_used(Mode::e_bike, tags) == is_used(Mode::bicycle, tags));
  return result;
}

double bicycle_km_h(const Tags& tags) {
  return network::way_rule(network::default_speeds(Mode::bicycle), tags).forward.value() * 3.6;
}

TEST_CASE("way_rule: who uses which class", "[network][unit]") {
  CHECK(users({{"highway", "motorway"}}) == "c");
  CHECK(users({{"highway", "motorway_link"}}) == "c");
  CHECK(users({{"highway", "trunk"}}) == "c");
  CHECK(users({{"highway", "trunk"}, {"bicycle", "yes"}, {"foot", "yes"}}) == "fbc");
  CHECK(users({{"highway", "primary"}}) == "fbc");
  CHECK(users({{"highway", "primary"}, {"motorroad", "yes"}}) == "c");
  CHECK(users({{"highway", "residential"}}) == "fbc");
  CHECK(users({{"highway", "living_street"}}) == "fbc");
  CHECK(users({{"highway", "service"}}) == "fbc");
  CHECK(users({{"highway", "cycleway"}}) == "fb");
  CHECK(users({{"highway", "cycleway"}, {"foot", "no"}}) == "b");
  CHECK(users({{"highway", "footway"}}) == "fb");
  CHECK(users({{"highway", "footway"}, {"bicycle", "no"}}) == "f");
  for (const char* who : {"yes", "designated", "permissive", "destination", "delivery", "customers"}) {
    CAPTURE(who);  // who goes there may ride there
    CHECK(bicycle_km_h({{"highway", "footway"}, {"bicycle", who}}) == Approx(15));
    CHECK(bicycle_km_h({{"highway", "pedestrian"}, {"bicycle", who}}) == Approx(15));
  }
  CHECK(bicycle_km_h({{"highway", "footway"}}) == Approx(4));
  CHECK(bicycle_km_h({{"highway", "footway"}, {"bicycle", "dismount"}}) == Approx(4));
  CHECK(bicycle_km_h({{"highway", "footway"}, {"access", "destination"}}) == Approx(4));  // says nothing of riding
  CHECK(users({{"highway", "pedestrian"}}) == "fb");
  CHECK(users({{"highway", "path"}}) == "fb");
  CHECK(users({{"highway", "bridleway"}}) == "f");
  CHECK(users({{"highway", "steps"}}) == "f");
  CHECK(users({{"highway", "steps"}, {"ramp:bicycle", "yes"}}) == "fb");
  CHECK(users({{"highway", "track"}}) == "fb");
  CHECK(users({{"highway", "track"}, {"motor_vehicle", "yes"}}) == "fbc");
  CHECK(users({{"highway", "track"}, {"tracktype", "grade3"}}) == "fb");
  CHECK(users({{"highway", "track"}, {"tracktype", "grade4"}}) == "f");
  CHECK(users({{"highway", "track"}, {"tracktype", "grade5"}, {"bicycle", "designated"}}) == "fb");
  CHECK(users({{"highway", "raceway"}}).empty());
  CHECK(users({{"highway", "proposed"}}).empty());
  CHECK(users({{"highway", "footway"}, {"indoor", "yes"}}).empty());
  CHECK(users({{"waterway", "river"}}).empty());
}

TEST_CASE("way_rule: the most specific access tag decides", "[network][unit]") {
  CHECK(users({{"highway", "service"}, {"access", "no"}}).empty());
  CHECK(users({{"highway", "service"}, {"access", "no"}, {"foot", "yes"}}) == "f");
  CHECK(users({{"highway", "residential"}, {"access", "no"}, {"vehicle", "yes"}}) == "bc");
  CHECK(users({{"highway", "residential"}, {"vehicle", "no"}}) == "f");
  CHECK(users({{"highway", "residential"}, {"vehicle", "no"}, {"bicycle", "yes"}}) == "fb");
  CHECK(users({{"highway", "residential"}, {"motor_vehicle", "no"}}) == "fb");
  CHECK(users({{"highway", "residential"}, {"motor_vehicle", "no"}, {"motorcar", "yes"}}) == "fbc");
  CHECK(users({{"highway", "unclassified"}, {"motor_vehicle", "emergency"}}) == "fb");
  CHECK(users({{"highway", "unclassified"}, {"motor_vehicle", "emergency;destination"}}) == "fbc");
  CHECK(users({{"highway", "secondary"}, {"bicycle", "use_sidepath"}}) == "fc");
  CHECK(users({{"highway", "secondary"}, {"foot", "use_sidepath"}}) == "bc");
}

network::WayRule rule(Mode mode, const Tags& tags) { return network::way_rule(network::default_speeds(mode), tags); }

/// Letters of the modes to which a way is open for its own destinations only.
std::string locals(const Tags& tags) {
  std::string result;
  if (rule(Mode::foot, tags).local()) result += 'f';
  if (rule(Mode::bicycle, tags).local()) result += 'b';
  if (rule(Mode::car, tags).local()) result += 'c';
  return result;
}

TEST_CASE("way_rule: ways for their own destinations only", "[network][unit]") {
  for (const char* who :
       {"private", "agricultural", "forestry", "permit", "residents", "customers", "delivery", "destination"}) {
    CAPTURE(who);
    const Tags drive{{"highway", "service"}, {"access", who}};
    CHECK(users(drive) == "fbc");
    CHECK(locals(drive) == "fbc");
    const Tags street{{"highway", "residential"}, {"motor_vehicle", who}};
    CHECK(locals(street) == "c");
    CHECK(rule(Mode::car, street).forward.value() * 3.6 == Approx(25));  // as fast as any
  }
  for (const char* who : {"no", "emergency", "military", "psv", "bus", "hov"}) {
    CAPTURE(who);
    CHECK(users({{"highway", "service"}, {"access", who}}).empty());
  }
  CHECK(locals({{"highway", "service"}, {"access", "private"}, {"foot", "yes"}}) == "bc");  // its own key wins
  CHECK(locals({{"highway", "service"}, {"access", "private;permissive"}}).empty());        // the friendliest
  CHECK(locals({{"highway", "footway"}, {"access", "customers"}}) == "fb");                 // pushed, to the shop
  CHECK(locals({{"highway", "footway"}, {"access", "private"}, {"foot", "yes"}}).empty());  // pushed where one walks
  CHECK(locals({{"route", "ferry"}, {"access", "private"}}) == "fbc");
  CHECK(locals({{"highway", "residential"}}).empty());
  const auto into = rule(Mode::car, {{"highway", "residential"}, {"motor_vehicle:backward", "destination"}});
  CHECK_FALSE(into.local_forward);
  CHECK(into.local_backward);
  CHECK(into.backward.value() > 0.0);
  const auto out = rule(Mode::car, {{"highway", "service"}, {"access", "private"}, {"motorcar:forward", "yes"}});
  CHECK_FALSE(out.local_forward);
  CHECK(out.local_backward);
}

TEST_CASE("way_rule: a tag of the mode's own opens what is shut by default", "[network][unit]") {
  for (const char* highway : {"busway", "services", "rest_area"}) {
    CAPTURE(highway);
    CHECK(users({{"highway", highway}}).empty());
    CHECK(users({{"highway", highway}, {"access", "yes"}}).empty());  // not a key of its own
    CHECK(users({{"highway", highway}, {"foot", "yes"}}) == "f");
    CHECK(users({{"highway", highway}, {"bicycle", "designated"}}) == "b");
    CHECK(users({{"highway", highway}, {"motor_vehicle", "permissive"}}) == "c");
    CHECK(users({{"highway", highway}, {"vehicle", "yes"}}).empty());
  }
  CHECK(users({{"highway", "busway"}, {"access", "no"}, {"bicycle", "yes"}}) == "b");
  CHECK(users({{"highway", "primary"}, {"motorroad", "yes"}, {"bicycle", "yes"}}) == "bc");
  CHECK(users({{"highway", "bridleway"}, {"bicycle", "yes"}}) == "fb");
  for (const char* highway : {"track", "path", "cycleway", "footway", "pedestrian", "bridleway"}) {
    CAPTURE(highway);
    CHECK(rule(Mode::car, {{"highway", highway}}).left_out == "no_class");
    CHECK(rule(Mode::car, {{"highway", highway}, {"vehicle", "destination"}}).left_out == "no_class");
    CHECK(locals({{"highway", highway}, {"motor_vehicle", "destination"}}) == "c");
    CHECK(locals({{"highway", highway}, {"motor_vehicle", "agricultural"}}) == "c");
    CHECK(rule(Mode::car, {{"highway", highway}, {"motorcar", "yes"}}).used());
  }
  CHECK(users({{"highway", "construction"}, {"foot", "yes"}}).empty());  // not there at all
  CHECK(users({{"highway", "steps"}, {"motor_vehicle", "yes"}}) == "f");
}

TEST_CASE("way_rule: where nobody joins a way between its ends", "[network][unit]") {
  const auto no_entry = [](const Tags& tags) {
    const bool car = rule(Mode::car, tags).no_entry;
    const auto foot = rule(Mode::foot, tags);
    if (foot.used()) CHECK(foot.no_entry == car);
    return car;
  };
  CHECK(no_entry({{"highway", "motorway"}}));
  for (const char* highway : {"motorway_link", "trunk_link", "primary_link", "tertiary_link"}) {
    CHECK(no_entry({{"highway", highway}}));
  }
  CHECK(no_entry({{"highway", "primary"}, {"motorroad", "yes"}}));
  CHECK(no_entry({{"highway", "residential"}, {"tunnel", "yes"}}));
  CHECK_FALSE(no_entry({{"highway", "residential"}, {"tunnel", "building_passage"}}));
  CHECK_FALSE(no_entry({{"highway", "residential"}, {"tunnel", "no"}}));
  CHECK(no_entry({{"highway", "residential"}, {"bridge", "viaduct"}}));
  CHECK_FALSE(no_entry({{"highway", "residential"}, {"bridge", "boardwalk"}}));
  CHECK_FALSE(no_entry({{"highway", "residential"}, {"bridge", "no"}}));
  CHECK(no_entry({{"route", "ferry"}}));
  CHECK(no_entry({{"route", "ferry"}, {"highway", "primary"}}));
  CHECK(no_entry({{"highway", "trunk"}}));
  CHECK(no_entry({{"highway", "trunk"}, {"maxspeed", "80"}}));
  CHECK(no_entry({{"highway", "trunk"}, {"sidewalk", "no"}}));
  CHECK_FALSE(no_entry({{"highway", "trunk"}, {"sidewalk:right", "yes"}}));
  CHECK_FALSE(no_entry({{"highway", "trunk"}, {"maxspeed", "50"}}));
  CHECK_FALSE(no_entry({{"highway", "trunk"}, {"maxspeed", "NL:urban"}}));
  CHECK(no_entry({{"highway", "trunk"}, {"motorroad", "yes"}, {"maxspeed", "50"}}));
  CHECK_FALSE(no_entry({{"highway", "primary"}}));
}

TEST_CASE("way_rule: piers and platforms are walked, areas of some classes too", "[network][unit]") {
  CHECK(users({{"man_made", "pier"}}) == "fb");
  CHECK(bicycle_km_h({{"man_made", "pier"}}) == Approx(4));
  CHECK(users({{"railway", "platform"}}) == "f");
  CHECK(users({{"public_transport", "platform"}}) == "f");
  CHECK(users({{"man_made", "breakwater"}}).empty());
  for (const Tags& ground :
       {Tags{{"highway", "footway"}}, Tags{{"highway", "pedestrian"}}, Tags{{"highway", "platform"}},
        Tags{{"man_made", "pier"}}, Tags{{"railway", "platform"}}, Tags{{"public_transport", "platform"}}}) {
    Tags area = ground;
    area.add("area", "yes");
    CHECK(users(area) == "fb");
    CHECK(rule(Mode::foot, area).area);
    CHECK(bicycle_km_h(area) == Approx(4));
    CHECK(network::area_rule(network::default_speeds(Mode::foot), ground).area);
    area.add("bicycle", "no");
    CHECK(users(area) == "f");
  }
  for (const char* highway : {"service", "residential", "living_street", "track"}) {
    CHECK(rule(Mode::foot, {{"highway", highway}, {"area", "yes"}}).left_out == "area");
  }
  CHECK(users({{"highway", "pedestrian"}, {"area", "yes"}, {"motor_vehicle", "yes"}}) == "fb");
  CHECK(users({{"highway", "pedestrian"}, {"area", "yes"}, {"foot", "no"}}).empty());
}

TEST_CASE("passage: barriers for those who are at home behind them", "[network][unit]") {
  using network::Passage;
  for (const Mode mode : {Mode::foot, Mode::bicycle, Mode::car}) {
    CHECK(network::passage(mode, {{"barrier", "gate"}}) == Passage::open);
    CHECK(network::passage(mode, {{"barrier", "gate"}, {"access", "private"}}) == Passage::local);
    CHECK(network::passage(mode, {{"barrier", "gate"}, {"access", "customers"}}) == Passage::local);
    CHECK(network::passage(mode, {{"barrier", "gate"}, {"locked", "yes"}}) == Passage::local);
    CHECK(network::passage(mode, {{"barrier", "gate"}, {"locked", "yes"}, {"access", "yes"}}) == Passage::open);
    CHECK(network::passage(mode, {{"barrier", "gate"}, {"access", "no"}, {"locked", "yes"}}) == Passage::blocked);
    CHECK(network::passage(mode, {{"barrier", "fence"}, {"access", "private"}}) == Passage::blocked);
    CHECK(network::passage(mode, {{"access", "private"}}) == Passage::open);  // no barrier
  }
  CHECK(network::passage(Mode::foot, {{"barrier", "gate"}, {"access", "private"}, {"foot", "yes"}}) == Passage::open);
  CHECK(network::passage(Mode::car, {{"barrier", "bollard"}, {"access", "private"}}) == Passage::blocked);
  CHECK(network::passage(Mode::car, {{"barrier", "bollard"}, {"motor_vehicle", "delivery"}}) == Passage::local);
}

TEST_CASE("judged_tags: what holds at the moment", "[network][unit]") {
  const auto judged = [](Mode mode, const Tags& tags, std::string_view moment) {
    auto speeds = network::default_speeds(mode);
    speeds.moment = *network::find_moment(moment);
    network::ConditionCounts counts;
    return network::way_rule(speeds, network::judged_tags(speeds, tags, counts));
  };
  const Tags shopping{{"highway", "pedestrian"}, {"bicycle", "no"}, {"bicycle:conditional", "yes @ (18:00-11:00)"}};
  CHECK_FALSE(judged(Mode::bicycle, shopping, "tuesday 14:00").used());
  CHECK(judged(Mode::bicycle, shopping, "tuesday 20:00").forward.value() * 3.6 == Approx(15));
  CHECK(judged(Mode::foot, shopping, "tuesday 14:00").used());
  const Tags park{{"highway", "footway"}, {"opening_hours", "Mo-Su 07:00-22:00"}, {"foot", "yes"}};
  CHECK(judged(Mode::foot, park, "tuesday 14:00").used());
  CHECK(judged(Mode::foot, park, "tuesday 23:00").left_out == "no_access");
  const Tags market{{"highway", "pedestrian"}, {"amenity", "marketplace"}, {"opening_hours", "Sa 08:00-16:00"}};
  CHECK(judged(Mode::foot, market, "tuesday 14:00").used());  // the hours of the market, not of the square
  const Tags motorway{{"highway", "motorway"}, {"maxspeed", "100"}, {"maxspeed:conditional", "60 @ (06:00-19:00)"}};
  CHECK(judged(Mode::car, motorway, "tuesday 14:00").forward.value() * 3.6 == Approx(60));
  CHECK(judged(Mode::car, motorway, "tuesday 20:00").forward.value() * 3.6 == Approx(100));
  const Tags one_way{{"highway", "residential"}, {"oneway:conditional", "yes @ (Mo-Fr 12:00-18:00)"}};
  CHECK(judged(Mode::car, one_way, "tuesday 14:00").backward.value() == 0.0);
  CHECK(judged(Mode::car, one_way, "sunday 14:00").backward.value() > 0.0);
  const Tags school{{"highway", "residential"}, {"motor_vehicle:forward:conditional", "no @ (Mo-Fr 08:00-16:00)"}};
  CHECK(judged(Mode::car, school, "tuesday 14:00").forward.value() == 0.0);
  CHECK(judged(Mode::car, school, "tuesday 14:00").backward.value() > 0.0);
  const Tags delivery{
      {"highway", "residential"}, {"motor_vehicle", "no"}, {"motor_vehicle:conditional", "delivery @ (06:00-15:00)"}};
  CHECK(judged(Mode::car, delivery, "tuesday 14:00").local());
}

TEST_CASE("way_rule: closed in one direction", "[network][unit]") {
  const auto car = network::default_speeds(Mode::car);
  const auto rule = network::way_rule(car, {{"highway", "tertiary"}, {"motor_vehicle:backward", "no"}});
  CHECK(rule.forward.value() > 0.0);
  CHECK(rule.backward.value() == 0.0);
  CHECK(network::way_rule(car, {{"highway", "motorway_link"}}).backward.value() == 0.0);
  CHECK(network::way_rule(car, {{"highway", "motorway_link"}, {"oneway", "no"}}).backward.value() > 0.0);
  CHECK(network::way_rule(car, {{"highway", "tertiary"}, {"oneway", "reversible"}}).left_out == "reversible");
}

TEST_CASE("default_speeds: car speeds are those of the profile that METHODS names", "[network][unit]") {
  const auto car = network::default_speeds(Mode::car);
  const auto km_h = [&](const char* highway) { return car.by_class.at(highway).value() * 3.6; };
  CHECK(km_h("motorway") == Approx(100));
  CHECK(km_h("motorway_link") == Approx(75));
  CHECK(km_h("trunk") == Approx(85));
  CHECK(km_h("tertiary_link") == Approx(30));
  CHECK(km_h("service") == Approx(15));
  CHECK(car.signal_delay.count() == 2.0);
  CHECK(network::default_speeds(Mode::foot).base.value() * 3.6 == Approx(4.8));
  CHECK(network::default_speeds(Mode::bicycle).base.value() * 3.6 == Approx(15));
  CHECK(network::default_speeds(Mode::e_bike).base.value() * 3.6 == Approx(20));
  CHECK(network::default_speeds(Mode::e_bike).ferry_wait.count() == 300.0);
}

TEST_CASE("find_speed_limit: numbers, units, words", "[network][unit]") {
  const auto km_h = [](std::string_view text) {
    const auto limit = network::find_speed_limit(text);
    return limit ? limit->value() * 3.6 : -1.0;
  };
  CHECK(km_h("50") == Approx(50));
  CHECK(km_h("50 km/h") == Approx(50));
  CHECK(km_h("20 mph") == Approx(32.18688));
  CHECK(km_h("20mph") == Approx(32.18688));
  CHECK(km_h("70;50") == Approx(50));
  CHECK(km_h("NL:urban") == Approx(50));
  CHECK(km_h("NL:rural") == Approx(80));
  CHECK(km_h("NL:zone30") == Approx(30));
  CHECK(km_h("DE:zone:30") == Approx(30));
  CHECK(km_h("NL:zone:0") == -1.0);  // nobody would ever get on
  CHECK(km_h("none") == -1.0);
  CHECK(km_h("signals") == -1.0);
  CHECK(km_h("") == -1.0);
  CHECK(km_h("0") == -1.0);
  CHECK(km_h("-30") == -1.0);
  CHECK(km_h("fast") == -1.0);
  CHECK(km_h("50 knots") == -1.0);
}

TEST_CASE("find_duration: the ways in which mappers write it", "[network][unit]") {
  const auto seconds = [](std::string_view text) {
    const auto duration = network::find_duration(text);
    return duration ? duration->count() : -1.0;
  };
  CHECK(seconds("00:15") == 900);
  CHECK(seconds("1:30:00") == 5400);
  CHECK(seconds("15") == 900);
  CHECK(seconds("PT15M") == 900);
  CHECK(seconds("PT1H30M") == 5400);
  CHECK(seconds("P1DT1S") == 86401);
  CHECK(seconds("PT90S") == 90);
  CHECK(seconds("") == -1.0);
  CHECK(seconds("0") == -1.0);
  CHECK(seconds("a while") == -1.0);
  CHECK(seconds("PT") == -1.0);
  CHECK(seconds("PT15") == -1.0);
  CHECK(seconds("P15M") == -1.0);
  CHECK(seconds("1:2:3:4") == -1.0);
  CHECK(seconds("15 min") == -1.0);
}

}  // namespace
