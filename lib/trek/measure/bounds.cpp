#include "trek/measure/detail/bounds.hpp"

#include <cmath>

#include "trek/core/parallel.hpp"
#include "trek/geo/spatial_index.hpp"

namespace trek::measure::detail {
namespace {

constexpr std::size_t kSitesAChunk = 16;

bool is_unseen(const access::Endpoints& demand, std::span<const double> weight, std::size_t row) {
  return !demand.connected(row) || std::isnan(weight[row]);
}

/// Places of the rows that some sum does not see.
std::vector<geo::Point> unseen_places(const access::Endpoints& demand, std::span<const CountedPeople> sums) {
  std::vector<geo::Point> places;
  for (std::size_t row = 0; row < demand.size(); ++row) {
    for (const CountedPeople& sum : sums) {
      if (!(is_unseen(demand, sum.weight, row) && sum.at_most[row] > 0.0)) continue;
      places.push_back(demand.place[row]);
      break;
    }
  }
  return places;
}

Unseen of_sum(const CountedPeople& sum, const access::Endpoints& demand, std::span<const geo::PointIndex::Hit> hits,
              double meters_a_minute) {
  Unseen result;
  for (const geo::PointIndex::Hit& hit : hits) {
    const bool missed = is_unseen(demand, sum.weight, hit.row);
    const double people = missed ? sum.at_most[hit.row] : sum.weight[hit.row];
    if (!(people > 0.0)) continue;
    const double weighed = people * access::decay_at(sum.decay, hit.distance_m / meters_a_minute);
    result.near += weighed;
    if (missed) result.people += weighed;
  }
  return result.people > 0.0 ? result : Unseen{};
}

}  // namespace

model::Estimate at_least(const Count& counted, const Unseen& unseen) noexcept {
  if (std::isnan(counted.best)) return model::Estimate::unknown();
  return {counted.best, counted.low, counted.high + unseen.people, counted.sure_share() * (1.0 - unseen.share())};
}

std::vector<std::vector<Unseen>> unseen(const access::Endpoints& sites, const access::Endpoints& demand,
                                        std::span<const CountedPeople> sums, core::MetersPerSecond speed,
                                        core::Deciseconds limit, const core::Control& control) {
  std::vector<std::vector<Unseen>> result(sums.size(), std::vector<Unseen>(sites.size()));
  const std::vector<geo::Point> places = unseen_places(demand, sums);
  if (places.empty()) return result;
  const geo::PointIndex missed{places};
  const geo::PointIndex everybody{demand.place};
  const double meters_a_minute = 60.0 * speed.value();
  const double radius_m = meters_a_minute * limit.count() / 600.0;
  core::for_each_chunk(sites.size(), kSitesAChunk, control, "", [&](std::size_t begin, std::size_t end) {
    for (std::size_t site = begin; site < end; ++site) {
      if (!sites.connected(site)) continue;
      const auto nearest = missed.find_nearest(sites.place[site]);
      if (!nearest || nearest->distance_m > radius_m) continue;
      const auto hits = everybody.within(sites.place[site], radius_m);
      for (std::size_t s = 0; s < sums.size(); ++s) result[s][site] = of_sum(sums[s], demand, hits, meters_a_minute);
    }
  });
  return result;
}

}  // namespace trek::measure::detail
