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
  CHECK(users({{"highway", "service"}, {"access", "private"}}).empty());
  CHECK(users({{"highway", "service"}, {"access", "private"}, {"foot", "yes"}}) == "f");
  CHECK(users({{"highway", "residential"}, {"access", "no"}, {"vehicle", "yes"}}) == "bc");
  CHECK(users({{"highway", "residential"}, {"vehicle", "no"}}) == "f");
  CHECK(users({{"highway", "residential"}, {"vehicle", "no"}, {"bicycle", "yes"}}) == "fb");
  CHECK(users({{"highway", "residential"}, {"motor_vehicle", "no"}}) == "fb");
  CHECK(users({{"highway", "residential"}, {"motor_vehicle", "no"}, {"motorcar", "yes"}}) == "fbc");
  CHECK(users({{"highway", "unclassified"}, {"motor_vehicle", "agricultural"}}) == "fb");
  CHECK(users({{"highway", "unclassified"}, {"motor_vehicle", "agricultural;destination"}}) == "fbc");
  CHECK(users({{"highway", "secondary"}, {"bicycle", "use_sidepath"}}) == "fc");
  CHECK(users({{"highway", "secondary"}, {"foot", "use_sidepath"}}) == "bc");
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
