#pragma once

#include <map>
#include <string>

#include "trek/core/units.hpp"
#include "trek/model/mode.hpp"
#include "trek/network/moment.hpp"

namespace trek::network {

/// Speeds and delays of a mode; the defaults are the Dutch ones of METHODS "Streets".
struct ModeSpeeds {
  model::Mode mode = model::Mode::foot;
  core::MetersPerSecond base;                             // foot 4.8, bicycle 15, e-bike 20 km/h; unused by car
  std::map<std::string, core::MetersPerSecond> by_class;  // car: "motorway" -> 100 km/h ...; by highway tag
  double peak_factor = 1.0;                               // car times are multiplied by it
  core::Seconds signal_delay{0.0};                        // car: 2 s at traffic signals
  core::Seconds ferry_wait{300.0};
  core::MetersPerSecond ferry_speed = core::kilometers_per_hour(5.0);  // without a duration tag
  core::MetersPerSecond dismounted = core::kilometers_per_hour(4.0);   // bicycle pushed on a footway
  core::MetersPerSecond cycleway_bonus{0.0};  // bicycles: 1 km/h faster where nothing else drives
  Moment moment;                              // at which access, limits and opening hours are judged
};
[[nodiscard]] ModeSpeeds default_speeds(model::Mode mode);

}  // namespace trek::network
