#include "trek/resolve/detail/use_mix.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace trek::resolve::detail {
namespace {

using Floors = std::array<double, model::kUseCount>;

bool stands(model::UnitStatus status) {
  return status != model::UnitStatus::withdrawn && status != model::UnitStatus::void_record &&
         status != model::UnitStatus::formed;
}

void add_floor(model::UseSet uses, double floor_area_m2, Floors& floors) {
  const auto has = [uses](std::size_t use) { return uses.has(static_cast<model::Use>(use)); };
  double count = 0.0;
  for (std::size_t use = 0; use < floors.size(); ++use) count += has(use) ? 1.0 : 0.0;
  for (std::size_t use = 0; use < floors.size(); ++use) floors[use] += has(use) ? floor_area_m2 / count : 0.0;
}

}  // namespace

std::optional<double> mix_entropy(std::span<const double> floor_by_use_m2) {
  const double all = std::accumulate(floor_by_use_m2.begin(), floor_by_use_m2.end(), 0.0);
  if (!(all > 0.0)) return std::nullopt;
  double sum = 0.0;
  for (const double floor : floor_by_use_m2) {
    if (floor > 0.0) sum -= floor / all * std::log(floor / all);
  }
  return std::clamp(sum / std::log(static_cast<double>(floor_by_use_m2.size())), 0.0, 1.0);
}

UseMix::UseMix(const model::Units& units) : units_{units} {
  std::vector<geo::Point> places;
  for (std::uint32_t row = 0; row < units.size(); ++row) {
    if (units.uses[row].empty() || !stands(units.status[row])) continue;
    rows_.push_back(row);
    places.push_back(units.place[row]);
  }
  index_.emplace(places);
}

UseMix::Around UseMix::around(geo::Point place, double radius_m) const {
  Floors floors{};
  bool lacks_some = false;
  for (const geo::PointIndex::Hit& hit : index_->within(place, radius_m)) {
    const std::uint32_t row = rows_[hit.row];
    if (const auto area = units_.floor_area_m2[row]) {
      add_floor(units_.uses[row], *area, floors);
    } else {
      lacks_some = true;
    }
  }
  const auto entropy = mix_entropy(floors);
  if (!entropy || !lacks_some) return {entropy, std::nullopt};
  return {entropy, model::Range{0.0, 1.0}};
}

}  // namespace trek::resolve::detail
