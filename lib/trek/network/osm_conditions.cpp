#include <algorithm>
#include <array>

#include "trek/network/detail/osm_access.hpp"
#include "trek/network/opening_hours.hpp"
#include "trek/network/osm_rules.hpp"

namespace trek::network {
namespace {

using model::Mode;

constexpr std::string_view kSuffix = ":conditional";

/// Keys besides those of access that a mode's rules look at, and that may depend on the moment.
bool is_direction_or_limit(Mode mode, std::string_view key) noexcept {
  static constexpr std::array<std::string_view, 3> kBicycle{"oneway", "oneway:bicycle", "cycleway"};
  static constexpr std::array<std::string_view, 6> kCar{"oneway",   "oneway:motor_vehicle", "oneway:motorcar",
                                                        "maxspeed", "maxspeed:forward",     "maxspeed:backward"};
  switch (mode) {
    case Mode::foot:
      return key == "oneway:foot";
    case Mode::bicycle:
    case Mode::e_bike:
      return detail::contains(kBicycle, key);
    case Mode::car:
      return detail::contains(kCar, key);
  }
  return false;
}

/// "motor_vehicle", and "motor_vehicle:forward" too.
bool is_access_key(Mode mode, std::string_view key) noexcept {
  for (const std::string_view direction : {":forward", ":backward"}) {
    if (key.ends_with(direction)) key.remove_suffix(direction.size());
  }
  return detail::contains(detail::access_keys(mode), key);
}

bool is_conditional(std::string_view key) noexcept { return key.ends_with(kSuffix) && key.size() > kSuffix.size(); }

/// The hours of a market do not shut its square.
bool has_own_hours(const Tags& tags) noexcept {
  static constexpr std::array<std::string_view, 5> kPlaces{"amenity", "shop", "leisure", "tourism", "office"};
  return tags.has("opening_hours") &&
         std::none_of(kPlaces.begin(), kPlaces.end(), [&](auto key) { return tags.has(key); });
}

void shut(Mode mode, Tags& tags) {
  for (const std::string_view key : detail::access_keys(mode)) tags.remove(key);
  tags.add("access", "no");
}

}  // namespace

void detail::count_judged(const std::set<std::string_view>& not_judged, ConditionCounts& counts) {
  for (const std::string_view kind : not_judged) ++counts.not_judged[std::string{kind}];
  if (std::all_of(not_judged.begin(), not_judged.end(), [](auto kind) { return kind == "holiday"; })) ++counts.judged;
}

void detail::add_counts(const ConditionCounts& more, ConditionCounts& counts) {
  counts.judged += more.judged;
  for (const auto& [kind, count] : more.not_judged) counts.not_judged[kind] += count;
}

bool has_conditions(const Tags& tags) noexcept {
  const auto& pairs = tags.pairs();
  return has_own_hours(tags) ||
         std::any_of(pairs.begin(), pairs.end(), [](const auto& pair) { return is_conditional(pair.first); });
}

Tags judged_tags(const ModeSpeeds& speeds, const Tags& tags, ConditionCounts& counts) {
  Tags result = tags;
  bool closed = false;
  for (const auto& [key, text] : tags.pairs()) {
    if (key == "opening_hours" && has_own_hours(tags)) {
      const Judgement judgement = open_at(text, speeds.moment);
      detail::count_judged(judgement.not_judged, counts);
      closed = judgement.verdict == Verdict::no;
    } else if (is_conditional(key)) {
      const std::string_view plain = key.substr(0, key.size() - kSuffix.size());
      if (!is_access_key(speeds.mode, plain) && !is_direction_or_limit(speeds.mode, plain)) continue;
      const ConditionalValue given = conditional_value(text, speeds.moment);
      detail::count_judged(given.not_judged, counts);
      if (given.value) result.set(plain, *given.value);
    }
  }
  if (closed) shut(speeds.mode, result);
  return result;
}

}  // namespace trek::network
