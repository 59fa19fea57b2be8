#include "trek/coverage/gaps.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "trek/access/catchments.hpp"
#include "trek/core/disjoint_sets.hpp"
#include "trek/core/error.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/geo/topology.hpp"

namespace trek::coverage {
namespace {

constexpr double kDeciseconds_a_minute = 600.0;
constexpr std::uint32_t kNoGap = 0xFFFFFFFF;

/// The key with the largest sum, of equals the lowest. Precondition: not empty.
template <class Key>
Key most_of(const std::map<Key, double>& sums) {
  return std::ranges::max_element(sums, {}, [](const auto& entry) { return entry.second; })->first;
}

std::vector<std::uint32_t> rows_without_place(const model::Demand& demand, const access::ModeAccess& access) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < demand.size(); ++row) {
    const bool counts = demand.municipality[row].valid() && demand.inhabitants[row] > 0.0;
    if (counts && access.connected[row] != 0 && !access.served(row)) rows.push_back(row);
  }
  return rows;
}

/// Groups of rows, each within the distance of another one of its group; by their first row.
std::vector<std::vector<std::uint32_t>> grouped(const model::Demand& demand, const std::vector<std::uint32_t>& rows,
                                                double within_m, const core::Control& control) {
  std::vector<geo::Point> places;
  for (const std::uint32_t row : rows) places.push_back(demand.place[row]);
  const geo::PointIndex index{places};
  core::DisjointSets sets{rows.size()};
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    if (i % 1024 == 0) control.check_stop();
    for (const auto& hit : index.within(places[i], within_m)) sets.join(i, hit.row);
  }
  std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
  for (std::uint32_t i = 0; i < rows.size(); ++i) groups[sets.find(i)].push_back(rows[i]);
  std::vector<std::vector<std::uint32_t>> result;
  for (auto& [first, members] : groups) result.push_back(std::move(members));
  return result;
}

/// Where the rows' people live: squares, those on a line as one, so that there is less to unite.
geo::MultiPolygon squares_of(const model::Demand& demand, const std::vector<std::uint32_t>& rows, double size_m) {
  std::vector<geo::Point> places;
  for (const std::uint32_t row : rows) places.push_back(demand.place[row]);
  std::ranges::sort(places, {}, [](geo::Point place) { return std::pair{place.y_m, place.x_m}; });
  std::vector<geo::MultiPolygon> runs;
  const double half = size_m / 2.0;
  for (std::size_t i = 0; i < places.size();) {
    std::size_t last = i;
    while (last + 1 < places.size() && places[last + 1].y_m == places[i].y_m &&
           places[last + 1].x_m <= places[last].x_m + size_m)
      ++last;
    runs.push_back({geo::rectangle(
        geo::Box{places[i].x_m - half, places[i].y_m - half, places[last].x_m + half, places[i].y_m + half})});
    i = last + 1;
  }
  return geo::union_of(runs);
}

class GapMaker {
 public:
  GapMaker(const model::Demand& demand, const access::ModeAccess& access, const GapOptions& options)
      : demand_{demand}, access_{access}, options_{options} {}

  [[nodiscard]] Gap made(std::vector<std::uint32_t> rows) const {
    Gap gap;
    gap.mode = access_.mode;
    gap.norm = access_.norm;
    gap.rows = std::move(rows);
    std::map<std::uint32_t, double> by_municipality;
    std::map<std::uint32_t, double> by_place;
    double reaching = 0.0;
    double person_time_ds = 0.0;
    for (const std::uint32_t row : gap.rows) {
      const double people = demand_.inhabitants[row];
      gap.people += people;
      gap.target += demand_.target[row].value_or(0.0);
      by_municipality[static_cast<std::uint32_t>(demand_.municipality[row].value())] += people;
      const auto& nearest = access_.nearest[row];
      if (nearest.time_ds == access::kUnreachable_ds) continue;
      by_place[nearest.site] += people;
      reaching += people;
      person_time_ds += people * nearest.time_ds;
    }
    gap.municipality = model::MunicipalityIdx{most_of(by_municipality)};
    if (reaching > 0.0) gap.mean_time_min = person_time_ds / reaching / kDeciseconds_a_minute;
    if (!by_place.empty()) gap.nearest_place = most_of(by_place);
    return gap;
  }

  /// Closed over what lies between people of one gap, and not beyond.
  void draw(Gap& gap) const {
    const double size_m = demand_.cell_size_m > 0.0 ? demand_.cell_size_m : options_.point_size_m;
    gap.area = squares_of(demand_, gap.rows, size_m);
    if (gap.scattered) return;
    const double grown_m = options_.joined_within_m;  // half of it would leave single cells apart
    geo::MultiPolygon closed = geo::buffered(geo::buffered(gap.area, grown_m), -grown_m);
    const std::vector<geo::MultiPolygon> both{std::move(gap.area), std::move(closed)};
    gap.area = geo::union_of(both);
  }

 private:
  const model::Demand& demand_;
  const access::ModeAccess& access_;
  const GapOptions& options_;
};

std::vector<Gap> without_sites(const GapMaker& maker, std::vector<std::vector<std::uint32_t>> groups,
                               const model::Demand& demand, double least_people) {
  std::vector<Gap> result;
  std::map<std::uint32_t, std::vector<std::uint32_t>> scattered;
  for (auto& rows : groups) {
    Gap gap = maker.made(std::move(rows));
    if (gap.people >= least_people) {
      result.push_back(std::move(gap));
      continue;
    }
    for (const std::uint32_t row : gap.rows)
      scattered[static_cast<std::uint32_t>(demand.municipality[row].value())].push_back(row);
  }
  std::ranges::stable_sort(result, std::ranges::greater{}, &Gap::people);
  for (auto& [municipality, rows] : scattered) {
    std::ranges::sort(rows);
    result.push_back(maker.made(std::move(rows)));
    result.back().scattered = true;
  }
  return result;
}

void find_sites(std::vector<Gap>& gaps, const model::Demand& demand, const access::ModeAccess& access,
                std::span<const std::optional<std::uint32_t>> rank, const SiteTravel& travel,
                const core::Control& control) {
  std::vector<std::uint32_t> gap_of(demand.size(), kNoGap);
  for (std::uint32_t g = 0; g < gaps.size(); ++g) {
    for (const std::uint32_t row : gaps[g].rows) gap_of[row] = g;
  }
  const auto take = [&](std::uint32_t site, std::span<const access::Reach> reached) {
    if (!rank[site]) return;
    std::map<std::uint32_t, double> served;
    for (const access::Reach& reach : reached) {
      if (gap_of[reach.row] != kNoGap) served[gap_of[reach.row]] += demand.inhabitants[reach.row];
    }
    for (const auto& [g, people] : served) {
      std::optional<GapSite>& best = gaps[g].site;
      const bool better =
          !best || people > best->people || (people == best->people && *rank[site] < *rank[best->site.value()]);
      if (better) best = GapSite{model::SiteIdx{site}, people};
    }
  };
  access::for_each_travel_row(travel.router, travel.sites, travel.demand, {access.norm, travel.direction}, control,
                              take);
}

}  // namespace

std::vector<Gap> gaps(const model::Demand& demand, const access::ModeAccess& access,
                      std::span<const std::optional<std::uint32_t>> site_rank, const SiteTravel& travel,
                      const GapOptions& options, const core::Control& control) {
  const bool fits = access.nearest.size() == demand.size() && access.connected.size() == demand.size() &&
                    travel.demand.size() == demand.size() && travel.sites.size() == site_rank.size();
  if (!fits) core::refuse_argument("coverage: times and endpoints of gaps are not of the demand and the sites given");
  const auto rows = rows_without_place(demand, access);
  const GapMaker maker{demand, access, options};
  std::vector<Gap> result =
      without_sites(maker, grouped(demand, rows, options.joined_within_m, control), demand, options.least_people);
  if (result.empty()) return result;
  find_sites(result, demand, access, site_rank, travel, control);
  for (Gap& gap : result) {
    control.check_stop();
    maker.draw(gap);
  }
  return result;
}

}  // namespace trek::coverage
