#include "twente/parcels.hpp"

#include <array>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "trek/core/random.hpp"
#include "trek/geo/topology.hpp"
#include "twente/millimetres.hpp"
#include "twente/streams.hpp"

namespace trek::datasets {
namespace {

using core::Random;

constexpr double kKnownPlotShare = 0.9;

/// Ground around a building that is tried as its plot, the most first.
struct Margin {
  double front_m = 0.0;
  double side_m = 0.0;
  double back_m = 0.0;
};
constexpr std::array<Margin, 7> kMargins{{
    {6, 25, 45},
    {5, 12, 25},
    {4.5, 8, 14},
    {4, 5, 8},
    {2.5, 2.5, 4},
    {1.2, 1.2, 1.2},
    {0.3, 0.3, 0.3},
}};

bool has_plot(Kind kind) {
  return kind == Kind::factory || kind == Kind::warehouse || kind == Kind::department_store || kind == Kind::shop ||
         kind == Kind::farm || kind == Kind::church || kind == Kind::school || kind == Kind::country_house;
}

/// The front of a building lies at the lower side of its own axes (see beside()).
Placement grown(const Placement& ground, const Margin& margin) {
  const double shift_m = 0.5 * (margin.back_m - margin.front_m);
  return {{ground.middle.x_m - shift_m * ground.along.y_m, ground.middle.y_m + shift_m * ground.along.x_m},
          ground.along,
          ground.width_m + 2 * margin.side_m,
          ground.depth_m + margin.front_m + margin.back_m};
}

class Surveyor {
 public:
  explicit Surveyor(const Construction& site) : site_{site} {}

  /// The plot of buildings of one owner: as many parcels as their yards are apart.
  void add(std::span<const std::uint32_t> buildings) {
    std::vector<Placement> own;
    for (const std::uint32_t row : buildings) own.push_back(site_.buildings()[row].ground);
    std::vector<Placement> yards;
    for (const Placement& ground : own) {
      const auto yard = find_yard(ground, own);
      if (!yard) return;  // a plot of a part of it would be wrong
      yards.push_back(*yard);
    }
    std::vector<geo::MultiPolygon> areas;
    for (const Placement& yard : yards) {
      areas.push_back({{footprint(yard, Shape::rectangle), {}}});
      taken_.add(yard);
    }
    const auto municipality = site_.buildings()[buildings.front()].municipality;
    for (const geo::Polygon& part : geo::union_of(areas)) {
      const int number = ++numbers_[municipality];
      parcels_.push_back({fmt::format("9{:04}{:09}", municipality, number), municipality, number, on_millimetres(part),
                          buildings.front()});
    }
  }

  [[nodiscard]] std::vector<Parcel> parcels() && { return std::move(parcels_); }

 private:
  [[nodiscard]] std::optional<Placement> find_yard(const Placement& ground, std::span<const Placement> own) const {
    for (const Margin& margin : kMargins) {
      const Placement yard = grown(ground, margin);
      if (site_.ground().is_free(yard, 0.0, own) && taken_.is_free(yard, 0.0)) return yard;
    }
    return std::nullopt;
  }

  static geo::Polygon on_millimetres(geo::Polygon polygon) {
    for (geo::Point& point : polygon.shell) point = {rounded_mm(point.x_m), rounded_mm(point.y_m)};
    for (auto& hole : polygon.holes) {
      for (geo::Point& point : hole) point = {rounded_mm(point.x_m), rounded_mm(point.y_m)};
    }
    return polygon;
  }

  const Construction& site_;
  Occupancy taken_;
  std::map<std::size_t, int> numbers_;
  std::vector<Parcel> parcels_;
};

}  // namespace

std::vector<Parcel> parcels(const Construction& site, const std::vector<NamedSite>& named, std::uint64_t seed) {
  Random random{seed, stream(Stage::parcels)};
  Surveyor surveyor{site};
  for (const NamedSite& one : named) {
    std::vector<std::uint32_t> rows;
    for (const NamedPart& part : one.parts) rows.push_back(part.building);
    surveyor.add(rows);
  }
  const auto& buildings = site.buildings();
  for (std::uint32_t row = 0; row < buildings.size(); ++row) {
    if (buildings[row].is_named || !has_plot(buildings[row].kind)) continue;
    std::vector<std::uint32_t> rows{row};
    // The barns of a farm are built right after it.
    for (auto next = row + 1; buildings[row].kind == Kind::farm && next < buildings.size(); ++next) {
      if (buildings[next].kind != Kind::barn) break;
      rows.push_back(next);
    }
    if (random.uniform() < kKnownPlotShare) surveyor.add(rows);
  }
  return std::move(surveyor).parcels();
}

}  // namespace trek::datasets
