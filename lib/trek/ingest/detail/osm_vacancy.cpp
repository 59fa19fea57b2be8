#include "trek/ingest/detail/osm_vacancy.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "trek/core/text.hpp"

namespace trek::ingest::detail {

namespace {

using Tag = std::pair<std::string, std::string>;

constexpr double kAgainst = 0.3;  // METHODS "Sources": a live use on the same object

constexpr std::array<std::string_view, 3> kPrefixes{"disused:", "abandoned:", "was:"};
constexpr std::array<std::string_view, 4> kLiveKeys{"shop", "amenity", "office", "craft"};
constexpr std::array<std::string_view, 6> kOtherKeys{"building",   "tourism", "leisure",
                                                     "healthcare", "club",    "industrial"};
constexpr std::array<std::string_view, 3> kBuildingStates{"disused", "abandoned", "ruins"};
// Uses that need no building: a telephone box that is out of order says nothing of the church beside it.
constexpr std::array<std::string_view, 20> kStreetFurniture{
    "atm",     "bench",         "bicycle_parking", "charging_station", "clock",          "drinking_water",  "fountain",
    "parking", "parking_space", "photo_booth",     "playground",       "post_box",       "public_bookcase", "recycling",
    "shelter", "telephone",     "vending_machine", "waste_basket",     "waste_disposal", "watering_place"};

bool is_premises(std::string_view key, std::string_view value) {
  return (core::is_one_of(key, kLiveKeys) || core::is_one_of(key, kOtherKeys)) && value != "no" &&
         !core::is_one_of(value, kStreetFurniture);
}

/// The prefix of a key such as "disused:shop"; empty for another.
std::string_view prefix_of(std::string_view key) {
  for (const std::string_view prefix : kPrefixes) {
    if (key.starts_with(prefix)) return prefix;
  }
  return {};
}

bool is_former_premises(const Tag& tag) {
  const std::string_view prefix = prefix_of(tag.first);
  return !prefix.empty() && is_premises(std::string_view{tag.first}.substr(prefix.size()), tag.second);
}

/// A use that goes on: not a building alone.
bool is_live(const Tag& tag) {
  return core::is_one_of(tag.first, kLiveKeys) && is_premises(tag.first, tag.second) && tag.second != "vacant";
}

bool is_vacant_by_value(const Tag& tag) {
  const auto& [key, value] = tag;
  if (core::is_one_of(key, kLiveKeys)) return value == "vacant";
  return key == "building" && core::is_one_of(value, kBuildingStates);
}

bool is_state(const Tag& tag) {
  return (tag.first == "disused" || tag.first == "abandoned" || tag.first == "vacant") && tag.second == "yes";
}

}  // namespace

std::optional<OsmVacancy> find_osm_vacancy(std::span<const Tag> tags) {
  const bool stands = std::any_of(tags.begin(), tags.end(), [](const Tag& tag) {
    return is_former_premises(tag) || is_premises(tag.first, tag.second);
  });
  if (!stands) return std::nullopt;
  OsmVacancy vacancy;
  bool by_prefix = false;
  bool only_was = true;
  for (const Tag& tag : tags) {
    const bool former = is_former_premises(tag);
    if (!former && !is_vacant_by_value(tag) && !is_state(tag)) continue;
    by_prefix = by_prefix || former;
    only_was = only_was && tag.first.starts_with("was:");
    if (!vacancy.tags.empty()) vacancy.tags += "; ";
    vacancy.tags += tag.first + "=" + tag.second;
  }
  if (vacancy.tags.empty()) return std::nullopt;
  // What an object was says less than that it is out of use: it may have become something else.
  const bool goes_on = by_prefix && std::any_of(tags.begin(), tags.end(), is_live);
  if (only_was || goes_on) vacancy.weight = kAgainst;
  return vacancy;
}

}  // namespace trek::ingest::detail
