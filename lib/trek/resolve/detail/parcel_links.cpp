#include <algorithm>

#include "trek/resolve/detail/confidences.hpp"
#include "trek/resolve/detail/linker.hpp"

/// What a cadastral parcel says of a point beside a building: points of decisions stand for the parcel, and those of
/// farms lie in the yard.
namespace trek::resolve::detail {

/// Buildings on the parcel of the place, sheds aside, within the tolerance of an approximate place; nearest first.
std::vector<BuildingFinder::Near> Linker::on_parcel(Record record, geo::Point place) const {
  std::vector<BuildingFinder::Near> near;
  if (!parcels_) return near;
  const auto parcels = parcels_->all(place);
  // On a boundary, that with the lowest key: not the one that the file has first.
  const auto& keys = evidence_.parcels->key;
  const auto parcel =
      std::min_element(parcels.begin(), parcels.end(), [&](auto a, auto b) { return keys[a] < keys[b]; });
  if (parcel == parcels.end()) return near;
  for (const std::uint32_t slot : allowed(record, finder_.within(evidence_.parcels->area.feature(*parcel)))) {
    const double distance = finder_.distance_m(slot, place);
    if (distance <= rule_.approximate_tolerance.value()) near.push_back({slot, distance});
  }
  std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.distance_m < b.distance_m; });
  return near;
}

/// The only building on the parcel, else the nearest one around, else the nearest on the parcel, for review.
bool Linker::link_beside(Record record, geo::Point place, double tolerance_m, double confidence) {
  const auto parcel = on_parcel(record, place);
  const auto take_from_parcel = [&](double certainty) {
    const auto& near = parcel.front();
    add({record,
         {Table::building, near.slot},
         model::LinkMethod::parcel,
         near.distance_m,
         certainty,
         {},
         others(parcel, near.slot)});
    return true;
  };
  if (parcel.size() == 1) return take_from_parcel(std::min(kOnlyOnParcel, confidence));
  if (link_nearest(record, place, tolerance_m, confidence)) return true;
  return !parcel.empty() && take_from_parcel(kOneOfSeveral);
}

}  // namespace trek::resolve::detail
