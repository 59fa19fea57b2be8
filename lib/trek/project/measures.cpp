#include "trek/project/detail/measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

#include "trek/access/measures.hpp"
#include "trek/core/error.hpp"
#include "trek/geo/spatial_index.hpp"

namespace trek::project {
namespace {

using detail::ModeTravel;
using publish::Measure;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kHospitalityRadius_m = 500.0;  // horeca within 500 m, SPEC B7 step 2

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

// --- The list of measures: ids, labels, units. Values are filled in by `measure`.

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

Measure huff_share(const TravelSettings& s) {
  return {fmt::format("huff_share_{}", model::name_of(s.mode)),
          fmt::format("Marktaandeel naast bestaande plekken, {}", nl(s.mode)),
          fmt::format("Market share beside existing places, {}", en(s.mode)),
          "aandeel 0-1",
          "share 0-1",
          "Aandeel van de bereikte 20-40-jarigen dat deze plek zou kiezen als alleen zij erbij kwam (Huff 1963)." +
              straight_nl(s),
          "Share of the reached people of 20-40 that would choose this site if it alone were added (Huff 1963)." +
              straight_en(s),
          3,
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

struct Fact {
  const char* id;
  const char* label_nl;
  const char* label_en;
  const char* unit;
};
constexpr Fact kFacts[] = {
    {"floor_area_m2", "Vloeroppervlak", "Floor area", "m2"},
    {"footprint_m2", "Grondvlak", "Footprint", "m2"},
    {"built_year", "Bouwjaar", "Year built", ""},
    {"vacancy_share", "Kans op leegstand", "Probability of vacancy", "0-1"},
    {"in_townscape", "In beschermd gezicht", "In a protected townscape", "0/1"},
    {"monument_value", "Monumentwaarde", "Monument value", "0-1"},
    {"function_value", "Geschiktheid van de bouwvorm", "Fitness of the building type", "0-1"},
};

std::vector<detail::SiteMeasure> measure_list(const Project& project) {
  const bool places = project.find_source("places") != nullptr;
  const bool stations = project.find_source("stations") != nullptr;
  std::vector<detail::SiteMeasure> list;
  const auto add = [&](Measure measure) { list.push_back({std::move(measure), true}); };
  for (const TravelSettings& mode : project.modes) {
    for (const std::uint32_t limit : mode.limits_min) add(people(mode, limit, true));
    for (const std::uint32_t limit : mode.limits_min) add(people(mode, limit, false));
    add(potential(mode, project.decay));
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

}  // namespace

std::vector<std::string> measure_ids(const Project& project) {
  std::vector<std::string> ids;
  for (const detail::SiteMeasure& entry : measure_list(project)) ids.push_back(entry.measure.id);
  return ids;
}

namespace detail {
namespace {

/// Rows of places of one of the kinds, with their endpoints and attraction.
struct PlaceSelection {
  access::Endpoints endpoints;
  std::vector<double> strength;
};

PlaceSelection select(const model::ExistingPlaces& places, const access::Endpoints& endpoints,
                      std::initializer_list<model::PlaceKind> kinds) {
  PlaceSelection selection;
  for (std::size_t row = 0; row < places.size(); ++row) {
    if (std::find(kinds.begin(), kinds.end(), places.kind[row]) == kinds.end()) continue;
    selection.endpoints.place.push_back(endpoints.place[row]);
    if (!endpoints.snap.empty()) selection.endpoints.snap.push_back(endpoints.snap[row]);
    selection.strength.push_back(places.strength[row]);
  }
  return selection;
}

std::vector<double> known_target(const model::Demand& demand) {
  std::vector<double> target;
  for (const auto& people : demand.target) target.push_back(people.value_or(kUnknown));
  return target;
}

/// Column `limit` of a table with one row a site, unknown where the site is not connected.
std::vector<double> column(const std::vector<double>& table, std::size_t stride, std::size_t limit,
                           const access::Endpoints& sites) {
  std::vector<double> values;
  for (std::size_t site = 0; site < sites.size(); ++site) {
    values.push_back(sites.connected(site) ? table[site * stride + limit] : kUnknown);
  }
  return values;
}

/// How far a mode gets as the crow flies at best: bounds the circle in which people can be missed.
double reach_m(const TravelSettings& s) {
  const double speed = s.mode == model::Mode::car ? core::kilometers_per_hour(60.0).value() : s.speeds.base.value();
  return speed * 60.0 * s.limits_min.back();
}

class ModeMeasurer {
 public:
  ModeMeasurer(const Project& project, const TravelInputs& inputs, const ModeTravel& travel,
               const core::Control& control)
      : project_{project},
        inputs_{inputs},
        travel_{travel},
        settings_{*travel.settings},
        control_{control},
        target_{known_target(*inputs.demand)},
        horizon_{minutes(horizon_min(settings_, project.decay))},
        table_{travel.router.travel_table(travel.sites, travel.demand, horizon_, project.direction, control)} {}

  void add_to(Measured& measured) const {
    add_people(measured);
    add(measured, potential(settings_, project_.decay),
        column(access::hansen(table_, target_, project_.decay), 1, 0, travel_.sites));
    if (inputs_.places != nullptr) add_competition(measured);
    if (settings_.on_streets()) add(measured, unconnected(settings_), unconnected_share());
    if (inputs_.stations != nullptr) add(measured, station_time(settings_), station_minutes());
  }

 private:
  static void add(Measured& measured, Measure measure, std::vector<double> values) {
    measure.values = std::move(values);
    measured.sites.push_back({std::move(measure), true});
  }

  void add_people(Measured& measured) const {
    std::vector<core::Deciseconds> limits;
    for (const std::uint32_t limit : settings_.limits_min) limits.push_back(minutes(limit));
    for (const bool target : {true, false}) {
      const std::vector<double> counts =
          access::cumulative(table_, target ? target_ : inputs_.demand->inhabitants, limits);
      for (std::size_t i = 0; i < limits.size(); ++i) {
        add(measured, people(settings_, settings_.limits_min[i], target),
            column(counts, limits.size(), i, travel_.sites));
      }
    }
  }

  void add_competition(Measured& measured) const {
    using model::PlaceKind;
    const PlaceSelection rivals =
        select(*inputs_.places, travel_.places, {PlaceKind::third_place, PlaceKind::cultural_anchor});
    const access::TravelTable rival_table =
        travel_.router.travel_table(rivals.endpoints, travel_.demand, horizon_, project_.direction, control_);
    const std::vector<double> one(travel_.sites.size(), 1.0);
    const access::HuffResult huff = access::huff(table_, one, rival_table, rivals.strength, target_, project_.decay);
    add(measured, huff_share(settings_), column(huff.share, 1, 0, travel_.sites));

    const PlaceSelection served = select(*inputs_.places, travel_.places, {PlaceKind::third_place});
    siting::ModeAccess access{settings_.mode, minutes(settings_.norm_min), {}, {}};
    access.nearest =
        travel_.router.nearest_site(served.endpoints, travel_.demand, minutes(120), project_.direction, control_);
    for (std::size_t row = 0; row < travel_.demand.size(); ++row)
      access.connected.push_back(travel_.demand.connected(row) ? 1 : 0);
    add(measured, gap(settings_), gap_target(access));
    measured.demand.push_back(nearest_minutes(access));
    measured.access.push_back(std::move(access));
  }

  /// People of the target group whom the site would serve and no existing place does. A cell without a known access
  /// time is not counted: its need is unknown.
  [[nodiscard]] std::vector<double> gap_target(const siting::ModeAccess& access) const {
    std::vector<double> unserved = target_;
    for (std::size_t row = 0; row < unserved.size(); ++row) {
      if (access.connected[row] == 0 || access.nearest[row].time_ds <= access.norm.count()) unserved[row] = 0.0;
    }
    const core::Deciseconds limits[] = {access.norm};
    return column(access::cumulative(table_, unserved, limits), 1, 0, travel_.sites);
  }

  [[nodiscard]] Measure nearest_minutes(const siting::ModeAccess& access) const {
    Measure measure{fmt::format("nearest_place_{}_min", model::name_of(settings_.mode)),
                    fmt::format("Reistijd naar de dichtstbijzijnde third place, {}", nl(settings_.mode)),
                    fmt::format("Travel time to the nearest third place, {}", en(settings_.mode)),
                    "min",
                    "min",
                    "Leeg: geen plek binnen twee uur, of niet op het wegennet." + straight_nl(settings_),
                    "Empty: no place within two hours, or off the network." + straight_en(settings_),
                    1,
                    false,
                    {}};
    for (const access::Router::Nearest& nearest : access.nearest) {
      measure.values.push_back(nearest.time_ds == access::kUnreachable_ds ? kUnknown : nearest.time_ds / 600.0);
    }
    return measure;
  }

  [[nodiscard]] std::vector<double> unconnected_share() const {
    const geo::PointIndex index{travel_.demand.place};
    std::vector<double> shares;
    for (std::size_t site = 0; site < travel_.sites.size(); ++site) {
      double near = 0.0;
      double off = 0.0;
      for (const geo::PointIndex::Hit& hit : index.within(travel_.sites.place[site], reach_m(settings_))) {
        const double people = inputs_.demand->inhabitants[hit.row];
        near += people;
        if (!travel_.demand.connected(hit.row)) off += people;
      }
      shares.push_back(near > 0.0 && travel_.sites.connected(site) ? off / near : kUnknown);
    }
    return shares;
  }

  [[nodiscard]] std::vector<double> station_minutes() const {
    // A visitor comes from the station: the stations are the origins, so the direction is turned round.
    const access::Direction direction =
        project_.direction == access::Direction::to_sites ? access::Direction::from_sites : access::Direction::to_sites;
    std::vector<double> values;
    for (const access::Router::Nearest& nearest :
         travel_.router.nearest_site(travel_.stations, travel_.sites, minutes(120), direction, control_)) {
      values.push_back(nearest.time_ds == access::kUnreachable_ds ? kUnknown : nearest.time_ds / 600.0);
    }
    return values;
  }

  const Project& project_;
  const TravelInputs& inputs_;
  const ModeTravel& travel_;
  const TravelSettings& settings_;
  const core::Control& control_;
  std::vector<double> target_;
  core::Deciseconds horizon_;
  access::TravelTable table_;
};

std::vector<double> hospitality_counts(const TravelInputs& inputs) {
  std::vector<geo::Point> points;
  for (std::size_t row = 0; row < inputs.places->size(); ++row) {
    if (inputs.places->kind[row] == model::PlaceKind::hospitality) points.push_back(inputs.places->place[row]);
  }
  const geo::PointIndex index{points};
  std::vector<double> counts;
  for (const geo::Point site : inputs.sites->place) {
    // A source without any hospitality says nothing about it: unknown, not 0.
    counts.push_back(points.empty() ? kUnknown : static_cast<double>(index.within(site, kHospitalityRadius_m).size()));
  }
  return counts;
}

double fact_value(const Project& project, const model::Sites& sites, std::size_t site, std::string_view id) {
  const auto number = [](const auto& optional) { return optional ? static_cast<double>(*optional) : kUnknown; };
  const auto from = [](const std::map<std::string, double>& values, std::string_view name) {
    const auto found = values.find(std::string{name});
    return found == values.end() ? kUnknown : found->second;
  };
  if (id == "floor_area_m2") return number(sites.floor_area_m2[site]);
  if (id == "footprint_m2") return number(sites.footprint_m2[site]);
  if (id == "built_year") return number(sites.built_year[site]);
  if (id == "vacancy_share") return number(sites.vacancy_share[site]);
  if (id == "in_townscape") return number(sites.in_townscape[site]);
  if (id == "monument_value") return from(project.monument_values, model::name_of(sites.monument_kind[site]));
  return from(project.function_values, model::name_of(sites.type[site]));
}

}  // namespace

Measured measure(const Project& project, const TravelInputs& inputs, const std::vector<ModeTravel>& travel,
                 const core::Control& control) {
  Measured measured;
  for (const ModeTravel& mode : travel) ModeMeasurer{project, inputs, mode, control}.add_to(measured);
  if (inputs.places != nullptr) {
    Measure measure = hospitality();
    measure.values = hospitality_counts(inputs);
    measured.sites.push_back({std::move(measure), true});
  }
  for (SiteMeasure& entry : measure_list(project)) {
    if (entry.column) continue;
    for (std::size_t site = 0; site < inputs.sites->size(); ++site) {
      entry.measure.values.push_back(fact_value(project, *inputs.sites, site, entry.measure.id));
    }
    measured.sites.push_back(std::move(entry));
  }
  return measured;
}

}  // namespace detail
}  // namespace trek::project
