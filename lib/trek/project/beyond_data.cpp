#include "trek/project/detail/beyond_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <string>
#include <string_view>

#include "trek/core/error.hpp"
#include "trek/core/shortage.hpp"
#include "trek/network/network_file.hpp"
#include "trek/network/osm.hpp"

namespace trek::project::detail {
namespace {

class SideCounts {
 public:
  /// Counts what is out around a site by side of the compass.
  void look(const geo::SquareMap& known, geo::Point site, double radius_m) {
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

core::Report findings_of(const TravelSettings& settings, const geo::SquareMap& known, const geo::OutsideCounts& outside,
                         const std::vector<geo::Point>& sites) {
  core::Report report;
  const double radius_m = measure::reach_m(settings, settings.limits_min.back());
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

/// As far as an extract says that it goes. All there is to know of streets before they are read.
void keep_stated_streets(const TravelSettings& settings, const std::string& crs, geo::SquareMap& known,
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
  geo::SquareMap streets{known.bounds().grown(-known.size_m() / 2.0), known.size_m()};
  streets.for_each_square({geo::rectangle(box)}, [&](auto column, auto line) { streets.put_in(column, line); });
  known.keep(streets);
}

}  // namespace

core::Report beyond_findings(const Project& project, const measure::DataExtent& extent,
                             const std::vector<geo::Point>& sites) {
  core::Report report;
  for (std::size_t mode = 0; mode < project.modes.size(); ++mode) {
    const geo::SquareMap known = measure::within_streets(extent.people, extent.streets[mode]);
    report.append(findings_of(project.modes[mode], known, geo::OutsideCounts{known}, sites));
  }
  return report;
}

core::Report stated_beyond_findings(const Project& project, const measure::DataExtent& extent,
                                    const std::vector<geo::Point>& sites, const core::Control& control) {
  core::Report report;
  for (const TravelSettings& settings : project.modes) {
    geo::SquareMap known = extent.people;
    keep_stated_streets(settings, project.read.crs, known, control);
    report.append(findings_of(settings, known, geo::OutsideCounts{known}, sites));
  }
  return report;
}

}  // namespace trek::project::detail
