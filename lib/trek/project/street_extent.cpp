#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/shortage.hpp"
#include "trek/geo/crs.hpp"
#include "trek/geo/transformed_box.hpp"
#include "trek/project/detail/street_extent.hpp"
#include "trek/project/street_reading.hpp"

namespace trek::project::detail {
namespace {

constexpr double kDegree_m = 111'320.0;  // of latitude, to within half a percent
constexpr double kRadiansADegree = 0.017453292519943295;

/// Grown by a distance at its own latitude.
geo::Box grown(const geo::Box& degrees, double margin_m) noexcept {
  const double north = margin_m / kDegree_m;
  const double widest = std::min(89.0, std::max(std::abs(degrees.min_y_m), std::abs(degrees.max_y_m)));
  const double east = north / std::cos(widest * kRadiansADegree);
  return {degrees.min_x_m - east, degrees.min_y_m - north, degrees.max_x_m + east, degrees.max_y_m + north};
}

std::string in_words(const geo::Box& degrees) {
  const auto range = [](double low, double high, char positive, char negative) {
    const auto side = [&](double value) {
      return fmt::format("{:.2f} {}", std::abs(value), value < 0 ? negative : positive);
    };
    return fmt::format("{} to {}", side(low), side(high));
  };
  return fmt::format("{}, {}", range(degrees.min_x_m, degrees.max_x_m, 'E', 'W'),
                     range(degrees.min_y_m, degrees.max_y_m, 'N', 'S'));
}

/// Which points lie beyond a box in degrees.
std::vector<bool> beyond(const geo::Box& degrees, const std::vector<geo::Point>& places, const std::string& crs) {
  std::vector<double> x;
  std::vector<double> y;
  for (const geo::Point place : places) {
    x.push_back(place.x_m);
    y.push_back(place.y_m);
  }
  geo::Transformation{crs, geo::kWgs84}.apply(x, y);
  std::vector<bool> result;
  for (std::size_t row = 0; row < places.size(); ++row) result.push_back(!degrees.contains(geo::Point{x[row], y[row]}));
  return result;
}

/// What of the region has no streets in reach.
struct Beyond {
  double people = 0.0;
  double all_people = 0.0;
  std::size_t sites = 0;
  std::size_t all_sites = 0;
};

Beyond counted(const Project& project, const StreetExtent& streets, const model::Demand& demand,
               const model::Sites& sites) {
  const geo::Box reach = grown(streets.degrees, project.snap.max_distance.value());
  Beyond result;
  const auto demand_beyond = beyond(reach, demand.place, project.read.crs);
  for (std::size_t row = 0; row < demand.size(); ++row) {
    if (!demand.municipality[row].valid()) continue;
    result.all_people += demand.inhabitants[row];
    if (demand_beyond[row]) result.people += demand.inhabitants[row];
  }
  const auto sites_beyond = beyond(reach, sites.place, project.read.crs);
  result.all_sites = sites_beyond.size();
  result.sites = static_cast<std::size_t>(std::count(sites_beyond.begin(), sites_beyond.end(), true));
  return result;
}

}  // namespace

geo::Box region_degrees(const Project& project, const model::Municipalities& municipalities) {
  geo::Box box;
  for (std::size_t row = 0; row < municipalities.size(); ++row) box.add(municipalities.area.box(row));
  return geo::transformed(box, project.read.crs, geo::kWgs84);
}

std::vector<StreetExtent> street_extents(const Project& project, const core::Control& control,
                                         const OnSourceError& on_error) {
  std::vector<StreetExtent> extents;
  for (const TravelSettings& mode : project.modes) {
    std::error_code ignored;
    if (!mode.on_streets() || !std::filesystem::exists(mode.network->path, ignored)) continue;
    const bool known = std::any_of(extents.begin(), extents.end(),
                                   [&](const auto& extent) { return extent.network->path == mode.network->path; });
    if (known) continue;
    try {
      extents.push_back({&*mode.network, extract_bounds(mode.network->path, control)});
    } catch (const core::Error& error) {
      if (!on_error || core::ends_all(error.kind())) throw;
      on_error(*mode.network, error);
    }
  }
  return extents;
}

std::vector<StreetExtent> street_extents(const Project& project, const std::vector<measure::ModeTravel>& travel) {
  std::vector<StreetExtent> extents;
  for (const measure::ModeTravel& mode : travel) {
    if (mode.network == nullptr) continue;
    const geo::Box box = geo::transformed(mode.network->graph.bounds(), project.read.crs, geo::kWgs84);
    const model::Source& network = *mode.settings->network;
    const auto known = std::find_if(extents.begin(), extents.end(),
                                    [&](const auto& extent) { return extent.network->path == network.path; });
    if (known == extents.end()) {
      extents.push_back({&network, box});
    } else {
      known->degrees.add(box);
    }
  }
  return extents;
}

std::string elsewhere(const Project& project, const StreetExtent& streets, const geo::Box& region) {
  const bool unknown = region.empty() || streets.degrees.empty();
  if (unknown || grown(streets.degrees, project.snap.max_distance.value()).intersects(region)) return {};
  return fmt::format(
      "{}: its streets lie at {}, the region (the municipalities of the project) at {}: no street can be of use. Give "
      "an extract that holds the region as 'network' of the [[mode]], or the municipalities that these streets are of",
      streets.network->path.string(), in_words(streets.degrees), in_words(region));
}

void check_streets_meet(const Project& project, const core::Control& control) {
  const auto extents = street_extents(project, control);
  const auto region = extents.empty() ? std::nullopt : find_region(project, control);
  if (!region) return;
  const geo::Box degrees = geo::transformed(*region, geo::kRdNew, geo::kWgs84);
  for (const StreetExtent& streets : extents) {
    const std::string problem = elsewhere(project, streets, degrees);
    if (!problem.empty()) throw core::Error{core::ErrorKind::data, problem};
  }
}

core::Report street_doubts(const Project& project, const std::vector<StreetExtent>& streets,
                           const model::Demand& demand, const model::Sites& sites) {
  core::Report report;
  for (const StreetExtent& extent : streets) {
    if (extent.degrees.empty()) continue;
    const Beyond found = counted(project, extent, demand, sites);
    if (!(found.people > 0.0) && found.sites == 0) continue;
    const double share = found.all_people > 0.0 ? found.people / found.all_people : 0.0;
    report.add(
        {core::Severity::warning,
         extent.network->name,
         extent.network->path.filename().string(),
         "streets_do_not_cover",
         {fmt::format("{:.0f} van {:.0f} inwoners ({} %) en {} van {} locaties", found.people, found.all_people,
                      core::with_decimal_comma(fmt::format("{:.1f}", 100.0 * share)), found.sites, found.all_sites),
          fmt::format("{:.0f} of {:.0f} people ({:.1f} %) and {} of {} sites", found.people, found.all_people,
                      100.0 * share, found.sites, found.all_sites)},
         fmt::format("they lie beyond the streets ({}) and are not connected: take an extract that holds the "
                     "whole region, with a margin",
                     in_words(extent.degrees)),
         {}});
  }
  return report;
}

}  // namespace trek::project::detail
