#include "trek/coverage/reliance.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>

#include "trek/coverage/detail/checked_columns.hpp"

namespace trek::coverage {
namespace {

constexpr std::size_t kPlacesAtOnce = 64;
constexpr std::uint32_t kNoPlace = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kSeveral = kNoPlace - 1;

}  // namespace

ModeReliance reliance(const model::Demand& demand, const ServingPlaces& places, const access::ModeAccess& access,
                      const SiteTravel& travel, const core::Control& control) {
  detail::check_rows("serving flags", places.serves.size(), travel.sites.size());
  detail::check_rows("points of demand", travel.demand.size(), demand.size());
  detail::check_rows("municipalities of demand", demand.municipality.size(), demand.size());
  std::vector<std::uint32_t> serving;
  ModeReliance result{access.mode, access.norm, std::vector<std::optional<Reliance>>(places.serves.size())};
  for (std::uint32_t place = 0; place < places.serves.size(); ++place) {
    if (places.serves[place] == 0 || !travel.sites.connected(place)) continue;
    serving.push_back(place);
    result.places[place].emplace();
  }
  std::vector<std::uint32_t> only(demand.size(), kNoPlace);  // the place that a row has
  for (std::size_t first = 0; first < serving.size(); first += kPlacesAtOnce) {
    const auto rows = std::span{serving}.subspan(first, std::min(kPlacesAtOnce, serving.size() - first));
    const access::TravelTable reached =
        travel.router.travel_table(travel.sites.chosen(rows), travel.demand, access.norm, travel.direction, control);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (const access::Reach& reach : reached[i]) only[reach.row] = only[reach.row] == kNoPlace ? rows[i] : kSeveral;
    }
  }
  for (std::size_t row = 0; row < demand.size(); ++row) {
    if (only[row] >= kSeveral || !demand.municipality[row].valid()) continue;
    Reliance& sum = *result.places[only[row]];
    sum.people += demand.inhabitants[row];
    sum.target += demand.target[row].value_or(0.0);
  }
  return result;
}

}  // namespace trek::coverage
