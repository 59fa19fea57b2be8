// Tags of OSM: opening hours, conditions, speeds, durations, and what they make of a way, a barrier or a restriction.
#include <cmath>
#include <string>
#include <vector>

#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "trek/model/mode.hpp"
#include "trek/network/detail/osm_relations.hpp"
#include "trek/network/moment.hpp"
#include "trek/network/opening_hours.hpp"
#include "trek/network/osm_rules.hpp"

namespace trek::fuzz {
namespace {

constexpr model::Mode kModes[] = {model::Mode::foot, model::Mode::bicycle, model::Mode::e_bike, model::Mode::car};

void check_times(std::string_view text) {
  for (const network::Moment moment : {network::Moment{}, network::Moment{6, 0}, network::Moment{4, 1439}}) {
    const auto open = network::open_at(text, moment);
    require(open.verdict != network::Verdict::unknown || !open.not_judged.empty() || text.empty(),
            "what is not known has a reason");
    const auto value = network::conditional_value(text, moment).value;
    require(!value || text.find(*value) != std::string_view::npos, "a value is a part of the text");
  }
  if (const auto moment = network::find_moment(text))
    require(network::find_moment(network::text_of(*moment)) == moment, "a moment is read as it is written");
  if (const auto day = network::find_weekday(text)) require(*day < 7, "a day of the week");
  if (const auto limit = network::find_speed_limit(text))
    require(std::isfinite(limit->value()) && limit->value() > 0.0, "a limit is above 0");
  if (const auto duration = network::find_duration(text))
    require(std::isfinite(duration->count()) && duration->count() > 0.0, "a duration is above 0");
}

/// One line a tag, "key=value".
network::Tags tags_of(std::string_view text) {
  network::Tags tags;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const auto mark = line.find('=');
    if (mark != std::string_view::npos) tags.add(line.substr(0, mark), line.substr(mark + 1));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return tags;
}

void check_rule(const network::WayRule& rule) {
  for (const double speed : {rule.forward.value(), rule.backward.value()})
    require(std::isfinite(speed) && speed >= 0.0, "a speed is a number");
  if (rule.used() && !rule.ferry && !rule.area)
    require(rule.forward.value() > 0.0 || rule.backward.value() > 0.0, "a way that is used is open");
}

void check_tags(const network::Tags& tags) {
  for (const model::Mode mode : kModes) {
    const auto speeds = network::default_speeds(mode);
    network::ConditionCounts counts;
    const network::Tags judged = network::judged_tags(speeds, tags, counts);
    check_rule(network::way_rule(speeds, judged));
    static_cast<void>(network::area_rule(speeds, judged));
    static_cast<void>(network::passage(mode, judged));
    static_cast<void>(network::detail::turn_rule(speeds, tags, counts));
    static_cast<void>(network::has_conditions(tags));
  }
}

}  // namespace

std::vector<std::string> seeds() {
  return {"Mo-Fr 08:00-18:00; Sa 10:00-17:00; PH off",
          "24/7",
          "Mo,We 22:00-02:00 || \"by appointment\"",
          "Apr-Oct: sunrise-sunset",
          "no @ (Mo-Fr 07:00-09:00 AND weight>3.5)",
          "destination @ (22:00-06:00); yes",
          "tuesday 14:00",
          "NL:zone30",
          "30 mph",
          "PT1H30M",
          "highway=residential\noneway=yes\nmaxspeed=30\noneway:bicycle=no",
          "highway=footway\nbicycle=yes\naccess:conditional=no @ (Mo-Su 20:00-06:00)",
          "route=ferry\nduration=00:15\nfoot=yes",
          "highway=pedestrian\narea=yes\nopening_hours=Mo-Sa 08:00-20:00",
          "type=restriction\nrestriction=no_left_turn\nexcept=bicycle",
          "barrier=gate\naccess=private\nbicycle=permissive"};
}

std::vector<std::string> words() {
  return {"Mo",
          "-Fr",
          "Sa,Su",
          "08:00",
          "-26:00",
          "PH",
          "SH",
          "off",
          "closed",
          "||",
          ";",
          " @ ",
          "(",
          ")",
          " AND ",
          "24/7",
          "sunset",
          "week 1-53",
          "Jan",
          "highway=",
          "access=",
          "=yes",
          "=no",
          "=private",
          "=destination",
          ":conditional=",
          "maxspeed=",
          "oneway=",
          "vehicle",
          "bicycle",
          "motor_vehicle",
          "foot",
          "cycleway",
          "service",
          "junction=roundabout",
          "PT",
          "mph",
          "area=yes"};
}

void run(std::string_view input) {
  check_times(input);
  check_tags(tags_of(input));
}

}  // namespace trek::fuzz
