#include "trek/network/mode_speeds.hpp"

namespace trek::network {

using model::Mode;

ModeSpeeds default_speeds(Mode mode) {
  const auto km_h = [](double speed) { return core::kilometers_per_hour(speed); };
  ModeSpeeds speeds;
  speeds.mode = mode;
  switch (mode) {
    case Mode::foot:
      speeds.base = km_h(4.8);
      break;
    case Mode::bicycle:
      speeds.base = km_h(15.0);
      break;
    case Mode::e_bike:
      speeds.base = km_h(20.0);
      break;
    case Mode::car:
      break;
  }
  if (mode == Mode::bicycle || mode == Mode::e_bike) speeds.cycleway_bonus = km_h(1.0);
  if (mode != Mode::car) return speeds;
  speeds.signal_delay = core::Seconds{2.0};
  // Of OSRM's car profile (METHODS "Speeds"), the links too. 100 km/h is the limit of Dutch motorways by day.
  speeds.by_class = {{"motorway", km_h(100.0)},     {"motorway_link", km_h(75.0)},  {"trunk", km_h(85.0)},
                     {"trunk_link", km_h(70.0)},    {"primary", km_h(65.0)},        {"primary_link", km_h(60.0)},
                     {"secondary", km_h(55.0)},     {"secondary_link", km_h(50.0)}, {"tertiary", km_h(40.0)},
                     {"tertiary_link", km_h(30.0)}, {"unclassified", km_h(25.0)},   {"residential", km_h(25.0)},
                     {"living_street", km_h(10.0)}, {"service", km_h(15.0)},        {"road", km_h(25.0)},
                     {"track", km_h(15.0)},         {"path", km_h(10.0)},           {"cycleway", km_h(10.0)},
                     {"footway", km_h(10.0)},       {"pedestrian", km_h(10.0)}};
  return speeds;
}

}  // namespace trek::network
