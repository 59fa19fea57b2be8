#include "trek/measure/settings.hpp"

#include "support/catch.hpp"

namespace core = trek::core;
namespace model = trek::model;
namespace network = trek::network;
using trek::measure::horizon;
using trek::measure::reach_m;

TEST_CASE("reach_m: how far a mode gets at most", "[measure][unit]") {
  trek::measure::TravelSettings settings;
  settings.straight_line = {model::Mode::bicycle, core::kilometers_per_hour(15.0), 1.25};
  CHECK(reach_m(settings, 15.0) == Approx(3000.0));  // 12 km/h as the crow flies
  settings.network.emplace();
  settings.speeds = network::default_speeds(model::Mode::bicycle);
  CHECK(reach_m(settings, 15.0) == Approx(4000.0));  // 15 km/h, and 1 more on a cycleway
  settings.mode = model::Mode::car;
  settings.speeds = network::default_speeds(model::Mode::car);
  CHECK(reach_m(settings, 6.0) == Approx(10'000.0));  // a motorway
}

TEST_CASE("horizon: the largest limit, the norm, and as far as the decay counts", "[measure][unit]") {
  trek::measure::TravelSettings settings;
  settings.limits_min = {5, 15};
  settings.norm_min = 20;
  CHECK(horizon(settings, trek::access::Step{5.0}).count() == 12'000);
  settings.norm_min = 10;
  CHECK(horizon(settings, trek::access::Step{5.0}).count() == 9'000);
  CHECK(horizon(settings, trek::access::Exponential{10.0}).count() == 39'863);  // 10 min * log2(100)
}
