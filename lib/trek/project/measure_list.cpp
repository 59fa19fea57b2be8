#include "trek/project/detail/measures.hpp"

#include <fmt/format.h>

#include "trek/access/measures.hpp"

namespace trek::project {
namespace detail {
namespace {

using publish::Measure;

std::string_view nl(model::Mode mode) { return model::label_of(mode, model::Language::nl); }
std::string_view en(model::Mode mode) { return model::label_of(mode, model::Language::en); }

/// "Hemelsbreed" or nothing: every number that rests on straight lines says so in its description.
std::string straight_nl(const TravelSettings& s) {
  return s.on_streets() ? ""
                        : fmt::format(" Schatting: hemelsbreed maal omwegfactor {:.2f}, geen wegennet.",
                                      s.straight_line.detour_factor);
}
std::string straight_en(const TravelSettings& s) {
  return s.on_streets() ? ""
                        : fmt::format(" Estimate: straight line times detour factor {:.2f}, no streets.",
                                      s.straight_line.detour_factor);
}

struct Fact {
  const char* id;
  const char* label_nl;
  const char* label_en;
  const char* unit;
};
constexpr Fact kFacts[] = {
    {"floor_area_m2", "Vloeroppervlak", "Floor area", "m2"},
    {"footprint_m2", "Grondvlak", "Footprint", "m2"},
    {"storeys", "Bouwlagen", "Storeys", ""},
    {"height_m", "Hoogte", "Height", "m"},
    {"volume_m3", "Inhoud", "Volume", "m3"},
    {"built_year", "Bouwjaar", "Year built", ""},
    {"vacancy_share", "Kans op leegstand", "Probability of vacancy", "0-1"},
    {"in_townscape", "In beschermd gezicht", "In a protected townscape", "0/1"},
    {"monument_value", "Monumentwaarde", "Monument value", "0-1"},
    {"function_value", "Geschiktheid van de bouwvorm", "Fitness of the building type", "0-1"},
};

}  // namespace

Measure people(const TravelSettings& s, std::uint32_t limit, bool target) {
  const std::string who_nl = target ? "20-40-jarigen" : "Inwoners";
  const std::string who_en = target ? "People of 20-40" : "Inhabitants";
  return {fmt::format("people_{}_{}_{}min", target ? "target" : "all", model::name_of(s.mode), limit),
          fmt::format("{} binnen {} min {}", who_nl, limit, nl(s.mode)),
          fmt::format("{} within {} min {}", who_en, limit, en(s.mode)),
          "personen",
          "people",
          fmt::format("Mensen die het pand in ten hoogste {} minuten bereiken.{}", limit, straight_nl(s)),
          fmt::format("People who can reach the site in at most {} minutes.{}", limit, straight_en(s)),
          0,
          true,
          {}};
}

Measure potential(const TravelSettings& s, const access::Decay& decay) {
  return {fmt::format("hansen_target_{}", model::name_of(s.mode)),
          fmt::format("Potentiaal 20-40-jarigen, {}", nl(s.mode)),
          fmt::format("Potential of people of 20-40, {}", en(s.mode)),
          "personen, gewogen",
          "people, weighted",
          fmt::format("20-40-jarigen gewogen met reistijd, {}.{}", access::describe(decay), straight_nl(s)),
          fmt::format("People of 20-40 weighted by travel time, {}.{}", access::describe(decay), straight_en(s)),
          0,
          true,
          {}};
}

Measure huff_visitors(const TravelSettings& s) {
  return {fmt::format("huff_visitors_{}", model::name_of(s.mode)),
          fmt::format("20-40-jarigen die deze plek zouden kiezen, {}", nl(s.mode)),
          fmt::format("People of 20-40 who would choose this site, {}", en(s.mode)),
          "personen",
          "people",
          "Wie deze plek zou kiezen als alleen zij naast de bestaande kwam (Huff 1963)." + straight_nl(s),
          "Those who would choose this site if it alone joined the existing places (Huff 1963)." + straight_en(s),
          0,
          true,
          {}};
}

Measure huff_share(const TravelSettings& s) {
  return {fmt::format("huff_share_{}", model::name_of(s.mode)),
          fmt::format("Marktaandeel naast bestaande plekken, {}", nl(s.mode)),
          fmt::format("Market share beside existing places, {}", en(s.mode)),
          "aandeel 0-1",
          "share 0-1",
          "Aandeel van alle 20-40-jarigen in de gegevens dat deze plek zou kiezen als alleen zij erbij kwam (Huff "
          "1963)." +
              straight_nl(s),
          "Share of all people of 20-40 in the data who would choose this site if it alone were added (Huff 1963)." +
              straight_en(s),
          4,
          false,
          {}};
}

Measure gap(const TravelSettings& s) {
  return {fmt::format("gap_target_{}", model::name_of(s.mode)),
          fmt::format("20-40-jarigen zonder plek binnen {} min {}, hier wel", s.norm_min, nl(s.mode)),
          fmt::format("People of 20-40 without a place within {} min {}, served here", s.norm_min, en(s.mode)),
          "personen",
          "people",
          "Mensen binnen de norm van dit pand die nu buiten de norm van elke bestaande third place vallen." +
              straight_nl(s),
          "People within the norm of this site who are now outside the norm of every existing third place." +
              straight_en(s),
          0,
          true,
          {}};
}

Measure unconnected(const TravelSettings& s) {
  return {fmt::format("unconnected_share_{}", model::name_of(s.mode)),
          fmt::format("Inwoners nabij buiten het wegennet, {}", nl(s.mode)),
          fmt::format("Inhabitants near but off the network, {}", en(s.mode)),
          "aandeel 0-1",
          "share 0-1",
          "Van de inwoners die hemelsbreed binnen de grootste limiet wonen: aandeel dat het net niet bereikt. Boven 0 "
          "zijn de aantallen een ondergrens.",
          "Of the inhabitants within the largest limit as the crow flies: share that the network does not reach. Above "
          "0 the counts are a lower bound.",
          3,
          false,
          {}};
}

Measure station_time(const TravelSettings& s) {
  return {fmt::format("station_{}_min", model::name_of(s.mode)),
          fmt::format("Reistijd tot station, {}", nl(s.mode)),
          fmt::format("Travel time to a station, {}", en(s.mode)),
          "min",
          "min",
          "Reistijd van het dichtstbijzijnde treinstation." + straight_nl(s),
          "Travel time from the nearest railway station." + straight_en(s),
          1,
          false,
          {},
          {},
          kFarthest_min};
}

Measure nearest_place_time(const TravelSettings& s) {
  return {fmt::format("nearest_place_{}_min", model::name_of(s.mode)),
          fmt::format("Reistijd naar de dichtstbijzijnde third place, {}", nl(s.mode)),
          fmt::format("Travel time to the nearest third place, {}", en(s.mode)),
          "min",
          "min",
          "Leeg: geen plek binnen twee uur (dan is 'binnen de norm' nee), of niet op het wegennet (dan is dat leeg)." +
              straight_nl(s),
          "Empty: no place within two hours ('within the norm' is then false), or off the network (it is then empty)." +
              straight_en(s),
          1,
          false,
          {}};
}

Measure hospitality() {
  return {"hospitality_500m",
          "Horeca binnen 500 m",
          "Hospitality within 500 m",
          "aantal",
          "count",
          "Horecazaken hemelsbreed binnen 500 m.",
          "Cafes, bars and restaurants within 500 m as the crow flies.",
          0,
          true,
          {}};
}

std::vector<SiteMeasure> measure_list(const Project& project) {
  const bool places = project.find_source("places") != nullptr;
  const bool stations = project.find_source("stations") != nullptr;
  std::vector<SiteMeasure> list;
  const auto add = [&](Measure measure) { list.push_back({std::move(measure), true}); };
  for (const TravelSettings& mode : project.modes) {
    for (const std::uint32_t limit : mode.limits_min) add(people(mode, limit, true));
    for (const std::uint32_t limit : mode.limits_min) add(people(mode, limit, false));
    add(potential(mode, project.decay));
    if (places) add(huff_visitors(mode));
    if (places) add(huff_share(mode));
    if (places) add(gap(mode));
    if (mode.on_streets()) add(unconnected(mode));
    if (stations) add(station_time(mode));
  }
  if (places) add(hospitality());
  for (const Fact& fact : kFacts) {
    list.push_back({{fact.id, fact.label_nl, fact.label_en, fact.unit, fact.unit, "", "", 3, false, {}}, false});
  }
  return list;
}

}  // namespace detail

std::vector<std::string> measure_ids(const Project& project) {
  std::vector<std::string> ids;
  for (const detail::SiteMeasure& entry : detail::measure_list(project)) ids.push_back(entry.measure.id);
  return ids;
}

}  // namespace trek::project
