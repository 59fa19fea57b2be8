#include "trek/project/detail/beyond_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "trek/access/catchments.hpp"
#include "trek/core/error.hpp"
#include "trek/core/shortage.hpp"
#include "trek/network/network_file.hpp"
#include "trek/network/osm.hpp"
#include "trek/project/detail/reach.hpp"

namespace trek::project::detail {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinite = std::numeric_limits<double>::infinity();
constexpr int kHansenSteps = 12;  // rings in which people beyond the data are put as near as they can be
constexpr double kHospitalityRadius_m = 500.0;

publish::Measure beyond_share(const TravelSettings& s) {
  const auto mode_nl = model::label_of(s.mode, model::Language::nl);
  const auto mode_en = model::label_of(s.mode, model::Language::en);
  return {fmt::format("beyond_data_share_{}", model::name_of(s.mode)),
          fmt::format("Bereik voorbij de gegevens, {}", mode_nl),
          fmt::format("Reach beyond the data, {}", mode_en),
          "aandeel 0-1",
          "share 0-1",
          fmt::format("Deel van de cirkel die in {} minuten te halen is waarvan geen inwoners of straten bekend zijn. "
                      "Boven 0 zijn de aantallen een ondergrens.",
                      s.limits_min.back()),
          fmt::format("Share of the circle that can be reached in {} minutes of which no people or streets are known. "
                      "Above 0 the counts are a lower bound.",
                      s.limits_min.back()),
          3,
          false,
          {}};
}

/// What may lie beyond widens an estimate; what is unknown stays so.
void widen(score::Estimate& estimate, double more, double beyond_share) noexcept {
  if (!estimate.is_known() || (more == 0.0 && beyond_share == 0.0)) return;
  estimate.high += more;
  estimate.known_share *= 1.0 - beyond_share;
}

class SideCounts {
 public:
  /// Counts what is out around a site by side of the compass.
  void look(const SquareMap& known, geo::Point site, double radius_m) {
    constexpr int kRays = 16;
    constexpr int kRings = 10;
    for (int ray = 0; ray < kRays; ++ray) {
      const double angle = 2.0 * std::numbers::pi * ray / kRays;
      for (int ring = 1; ring <= kRings; ++ring) {
        const double far = radius_m * ring / kRings;
        const auto column = known.column_at(site.x_m + far * std::sin(angle));
        const auto line = known.line_at(site.y_m + far * std::cos(angle));
        if (known.holds(column, line) && known.is_in(column, line)) continue;
        counts_[static_cast<std::size_t>((ray + 2) / 4 % 4)] += ring;  // rings grow with their distance
      }
    }
  }

  /// "north and east": the sides with a quarter or more of it.
  [[nodiscard]] core::Phrase describe() const {
    return {joined({"noorden", "oosten", "zuiden", "westen"}, " en "),
            joined({"north", "east", "south", "west"}, " and ")};
  }

 private:
  [[nodiscard]] std::string joined(const std::array<std::string_view, 4>& names, std::string_view with) const {
    const double all = counts_[0] + counts_[1] + counts_[2] + counts_[3];
    std::vector<std::string_view> sides;
    for (std::size_t side = 0; side < counts_.size(); ++side) {
      if (all > 0.0 && counts_[side] >= all / 4.0) sides.push_back(names[side]);
    }
    return fmt::format("{}", fmt::join(sides, with));
  }

  std::array<double, 4> counts_{};  // north, east, south, west
};

core::Report findings_of(const TravelSettings& settings, const SquareMap& known, const OutsideCounts& outside,
                         const std::vector<geo::Point>& sites) {
  core::Report report;
  const double radius_m = reach_m(settings, settings.limits_min.back());
  SideCounts sides;
  std::size_t count = 0;
  double most = 0.0;
  for (const geo::Point site : sites) {
    const double share = outside.within(site, radius_m).share();
    if (share == 0.0) continue;
    ++count;
    most = std::max(most, share);
    sides.look(known, site, radius_m);
  }
  if (count == 0) return report;
  report.add(
      {core::Severity::warning,
       std::string{model::name_of(settings.mode)},
       {fmt::format("{} van {} locaties", count, sites.size()), fmt::format("{} of {} sites", count, sites.size())},
       "reach_beyond_data",
       {fmt::format("tot {:.0f} % van wat binnen {} minuten ligt, in het {}", 100.0 * most, settings.limits_min.back(),
                    sides.describe().dutch()),
        fmt::format("up to {:.0f} % of what lies within {} minutes, to the {}", 100.0 * most,
                    settings.limits_min.back(), sides.describe().en)},
       "people or streets are not known there, so that counts are a lower bound: add the neighbours' cells and "
       "municipalities (with surroundings = true) and a larger extract",
       {}});
  return report;
}

/// One mode of a run.
class ModeBeyond {
 public:
  ModeBeyond(const Project& project, const DataExtent& extent, std::size_t mode, const PeopleBeyond& people_beyond,
             const TravelInputs& inputs, const ModeTravel& travel)
      : project_{project},
        settings_{*travel.settings},
        inputs_{inputs},
        travel_{travel},
        extent_{extent},
        streets_{extent.streets[mode]},
        people_beyond_{people_beyond},
        edge_{extent.edges[mode]},
        known_{both(extent.people, streets_)},
        outside_{known_} {}

  /// Whether a way round by streets that are not in the data may be shorter is asked of people near their edge only.
  void find_street_edge() {
    if (!streets_) return;
    const double most_m = reach_m(settings_, judged_min(project_, settings_));
    site_to_edge_m_ = edge_.nearest_m(travel_.sites.place, most_m);
    row_to_edge_m_ = edge_.nearest_m(travel_.demand.place, most_m);
  }

  void weigh(Measured& measured) const {
    for (SiteMeasure& entry : measured.sites) {
      const bool asked = std::any_of(project_.criteria.begin(), project_.criteria.end(),
                                     [&](const score::Criterion& c) { return c.id == entry.measure.id; });
      if (asked) widen_measure(entry.measure, measured);
    }
    publish::Measure share = beyond_share(settings_);
    const double radius_m = reach_m(settings_, settings_.limits_min.back());
    for (std::size_t site = 0; site < travel_.sites.size(); ++site) {
      share.values.push_back(travel_.sites.connected(site) ? outside_.within(place(site), radius_m).share() : kUnknown);
    }
    measured.sites.push_back({std::move(share), true});
  }

  [[nodiscard]] core::Report findings() const { return findings_of(settings_, known_, outside_, inputs_.sites->place); }

 private:
  static SquareMap both(SquareMap known, const std::optional<SquareMap>& streets) {
    if (streets) known.keep(*streets);
    return known;
  }

  /// Of people near a site as the crow flies those who are not counted, but who may come by streets beyond the data:
  /// out to their edge and back is not too far. `weight` is what a row may count for at most, `counted` the most that
  /// is counted already, of rows that are near too.
  template <class Weight>
  [[nodiscard]] double rerouted(std::size_t site, double radius_m, double counted, Weight weight) const {
    if (site_to_edge_m_.empty() || site_to_edge_m_[site] >= radius_m) return 0.0;
    double near = 0.0;
    double may_come = 0.0;
    for (std::size_t row = 0; row < travel_.demand.size(); ++row) {
      const double far = geo::distance_m(place(site), travel_.demand.place[row]);
      if (far > radius_m) continue;
      const double people = weight(row, far);
      near += people;
      if (site_to_edge_m_[site] + row_to_edge_m_[row] <= radius_m) may_come += people;
    }
    return std::clamp(near - counted, 0.0, may_come);
  }

  [[nodiscard]] geo::Point place(std::size_t site) const { return travel_.sites.place[site]; }

  template <class Widen>
  static void each(publish::Measure& measure, Widen widen_one) {
    std::vector<score::Estimate> estimates;
    for (std::size_t row = 0; row < measure.values.size(); ++row) {
      estimates.push_back(measure.estimate(row));
      if (estimates.back().is_known()) widen_one(row, estimates.back());
    }
    measure.estimates = std::move(estimates);
  }

  void widen_measure(publish::Measure& measure, const Measured& measured) const {
    const std::string mode{model::name_of(settings_.mode)};
    for (const std::uint32_t limit : settings_.limits_min) {
      if (measure.id == people(settings_, limit, true).id) widen_count(measure, limit, true);
      if (measure.id == people(settings_, limit, false).id) widen_count(measure, limit, false);
    }
    if (measure.id == "hansen_target_" + mode) widen_potential(measure);
    if (measure.id == "gap_target_" + mode) widen_gap(measure, measured);
    if (measure.id == "huff_share_" + mode) widen_huff(measure, 1.0);
    if (measure.id == "huff_visitors_" + mode) widen_huff(measure, kInfinite);
    if (measure.id == station_time(settings_).id) widen_station(measure);
  }

  void widen_count(publish::Measure& measure, double limit_min, bool target) const {
    const double radius_m = reach_m(settings_, limit_min);
    each(measure, [&](std::size_t site, score::Estimate& estimate) {
      const double around = rerouted(site, radius_m, estimate.high, [&](std::size_t row, double) {
        return target ? inputs_.demand->target_at_most(row) : inputs_.demand->inhabitants[row];
      });
      widen(estimate, around + most_beyond(place(site), radius_m, target),
            outside_.within(place(site), radius_m).share());
    });
  }

  [[nodiscard]] double most_beyond(geo::Point site, double radius_m, bool target) const {
    return target ? people_beyond_.target(site, radius_m) : people_beyond_.inhabitants(site, radius_m);
  }

  /// In rings from the site outward, all people beyond the data as near as they can be.
  void widen_potential(publish::Measure& measure) const {
    const double horizon = horizon_min(settings_, project_.decay);
    each(measure, [&](std::size_t site, score::Estimate& estimate) {
      const double meters_a_minute = reach_m(settings_, 1.0);
      double before = 0.0;
      double more = rerouted(site, reach_m(settings_, horizon), estimate.high, [&](std::size_t row, double far_m) {
        return inputs_.demand->target_at_most(row) * access::decay_at(project_.decay, far_m / meters_a_minute);
      });
      for (int step = 0; step < kHansenSteps; ++step) {
        const double from = horizon * step / kHansenSteps;
        const double until = horizon * (step + 1) / kHansenSteps;
        const double people = std::max(before, people_beyond_.target(place(site), reach_m(settings_, until)));
        more += (people - before) * access::decay_at(project_.decay, from);
        before = people;
      }
      widen(estimate, more, outside_.within(place(site), reach_m(settings_, horizon)).share());
    });
  }

  void widen_gap(publish::Measure& measure, const Measured& measured) const {
    const auto access = std::find_if(measured.access.begin(), measured.access.end(),
                                     [&](const siting::ModeAccess& one) { return one.mode == settings_.mode; });
    if (access == measured.access.end()) return;
    const double radius_m = reach_m(settings_, settings_.norm_min);
    each(measure, [&](std::size_t site, score::Estimate& estimate) {
      const double around = rerouted(site, radius_m, estimate.high, [&](std::size_t row, double) {
        return access->served(row) ? 0.0 : inputs_.demand->target_at_most(row);
      });
      widen(estimate, around + people_beyond_.target(place(site), radius_m),
            outside_.within(place(site), radius_m).share());
    });
  }

  /// Nothing bounds what places beyond the data draw away; what people there would bring, and those whom streets there
  /// bring nearer, is in `most`.
  void widen_huff(publish::Measure& measure, double most) const {
    const double radius_m = reach_m(settings_, horizon_min(settings_, project_.decay));
    each(measure, [&](std::size_t site, score::Estimate& estimate) {
      const double share = outside_.within(place(site), radius_m).share();
      if (share == 0.0) return;
      const double nearer =
          rerouted(site, radius_m, 0.0, [&](std::size_t row, double) { return inputs_.demand->target_at_most(row); });
      estimate.low = 0.0;
      estimate.high = std::isinf(most) ? estimate.high + nearer + people_beyond_.target(place(site), radius_m) : most;
      estimate.known_share *= 1.0 - share;
    });
  }

  /// A station beyond the data may be nearer than all that are known, and so may a known one by streets beyond them.
  void widen_station(publish::Measure& measure) const {
    const OutsideCounts beyond{extent_.stations};
    const OutsideCounts unknown{both(extent_.stations, streets_)};
    const auto station_to_edge_m = edge_.nearest_m(travel_.stations.place, reach_m(settings_, kFarthest_min));
    each(measure, [&](std::size_t site, score::Estimate& estimate) {
      const double known_m = reach_m(settings_, estimate.low);
      const double site_to_edge_m = edge_.nearest_m(place(site), known_m);
      double nearest_m = beyond.nearest_m(place(site), known_m);
      for (std::size_t row = 0; site_to_edge_m < known_m && row < station_to_edge_m.size(); ++row) {
        const double straight_m = geo::distance_m(place(site), travel_.stations.place[row]);
        nearest_m = std::min(nearest_m, std::max(straight_m, site_to_edge_m + station_to_edge_m[row]));
      }
      if (!(nearest_m < known_m)) return;
      estimate.low = nearest_m / reach_m(settings_, 1.0);
      estimate.known_share *= 1.0 - unknown.within(place(site), known_m).share();
    });
  }

  const Project& project_;
  const TravelSettings& settings_;
  const TravelInputs& inputs_;
  const ModeTravel& travel_;
  const DataExtent& extent_;
  const std::optional<SquareMap>& streets_;  // of the mode; empty: a straight line, which ends nowhere
  const PeopleBeyond& people_beyond_;
  const StreetEdge& edge_;
  SquareMap known_;  // people and the mode's streets
  OutsideCounts outside_;
  std::vector<double> site_to_edge_m_;  // of the streets; empty where none are travelled
  std::vector<double> row_to_edge_m_;
};

void widen_hospitality(const Project& project, const OutsideCounts& beyond_places, const model::Sites& sites,
                       Measured& measured) {
  for (SiteMeasure& entry : measured.sites) {
    const bool asked = std::any_of(project.criteria.begin(), project.criteria.end(),
                                   [&](const score::Criterion& c) { return c.id == entry.measure.id; });
    if (!asked || entry.measure.id != "hospitality_500m") continue;
    std::vector<score::Estimate> estimates;
    for (std::size_t site = 0; site < sites.size(); ++site) {
      const double share = beyond_places.within(sites.place[site], kHospitalityRadius_m).share();
      estimates.push_back(entry.measure.estimate(site));
      widen(estimates.back(), share > 0.0 ? kInfinite : 0.0, share);
    }
    entry.measure.estimates = std::move(estimates);
  }
}

/// As far as an extract says that it goes. All there is to know of streets before they are read.
void keep_stated_streets(const TravelSettings& settings, const std::string& crs, SquareMap& known,
                         const core::Control& control) {
  std::error_code ignored;
  if (!settings.on_streets() || network::is_nwb(settings.network->path) ||
      !std::filesystem::exists(settings.network->path, ignored))
    return;
  geo::Box degrees;
  try {
    degrees = network::osm_bounds(settings.network->path, control);
  } catch (const core::Error& error) {
    if (core::ends_all(error.kind())) throw;
    return;  // what is wrong with it, the run says
  }
  const geo::Transformation to_project{geo::kWgs84, crs};
  geo::Box box;
  for (const double lon : {degrees.min_x_m, degrees.max_x_m}) {
    for (const double lat : {degrees.min_y_m, degrees.max_y_m}) box.add(to_project.to_point({lon, lat}));
  }
  SquareMap streets{known.bounds().grown(-known.size_m() / 2.0), known.size_m()};
  streets.for_each_square({geo::rectangle(box)}, [&](auto column, auto line) { streets.put_in(column, line); });
  known.keep(streets);
}

}  // namespace

core::Report weigh_beyond(const Project& project, const DataExtent& extent, const TravelInputs& inputs,
                          const std::vector<ModeTravel>& travel, Measured& measured, const core::Control& control) {
  const PeopleBeyond people_beyond{extent.people, *inputs.demand};
  const OutsideCounts beyond_places{extent.places};
  core::Report report;
  for (std::size_t mode = 0; mode < travel.size(); ++mode) {
    control.check_stop();
    ModeBeyond beyond{project, extent, mode, people_beyond, inputs, travel[mode]};
    beyond.find_street_edge();
    beyond.weigh(measured);
    report.append(beyond.findings());
  }
  widen_hospitality(project, beyond_places, *inputs.sites, measured);
  return report;
}

core::Report beyond_findings(const Project& project, const DataExtent& extent, const std::vector<geo::Point>& sites,
                             const core::Control& control) {
  core::Report report;
  for (const TravelSettings& settings : project.modes) {
    SquareMap known = extent.people;
    keep_stated_streets(settings, project.read.crs, known, control);
    report.append(findings_of(settings, known, OutsideCounts{known}, sites));
  }
  return report;
}

}  // namespace trek::project::detail
