#include "trek/resolve/detail/building_finder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "trek/core/text.hpp"
#include "trek/geo/segment_distance.hpp"
#include "trek/geo/topology.hpp"

namespace trek::resolve::detail {
namespace {

/// A building without units, smaller than this, is a shed: 42 % of the BAG (METHODS "Sites").
constexpr double kShedBelow_m2 = 50.0;
// METHODS "Sites", table of confidences.
constexpr double kSimilarInTown = 0.85;
constexpr double kSimilarNearby = 0.8;

double distance_to_walls_m(const geo::PolygonColumn& footprints, std::size_t row, geo::Point place) {
  double best = std::numeric_limits<double>::infinity();
  for (std::size_t r = 0; r < footprints.ring_count(row); ++r) {
    const auto ring = footprints.ring(row, r);
    for (std::size_t i = 1; i < ring.size(); ++i) {
      best = std::min(best, geo::distance_to_segment_m(place, ring[i - 1], ring[i]));
    }
  }
  return best;
}

double footprint_area_m2(const geo::PolygonColumn& footprints, std::size_t row) {
  double area = 0.0;
  for (std::size_t r = 0; r < footprints.ring_count(row); ++r) {
    const double ring_area = std::abs(geo::signed_area_m2(footprints.ring(row, r)));
    area += footprints.is_shell(row, r) ? ring_area : -ring_area;
  }
  return area;
}

bool exists(model::UnitStatus status) noexcept {
  return status != model::UnitStatus::withdrawn && status != model::UnitStatus::void_record;
}

std::vector<geo::Box> boxes_of(const geo::PolygonColumn& polygons) {
  std::vector<geo::Box> boxes;
  boxes.reserve(polygons.size());
  for (std::size_t row = 0; row < polygons.size(); ++row) boxes.push_back(polygons.box(row));
  return boxes;
}

/// Turns a list of (from, to) pairs into rows by `from`.
core::Rows<std::uint32_t> rows_of(std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs, std::size_t row_count) {
  std::sort(pairs.begin(), pairs.end());
  core::Rows<std::uint32_t> rows;
  std::size_t at = 0;
  for (std::size_t row = 0; row < row_count; ++row) {
    for (; at < pairs.size() && pairs[at].first == row; ++at) rows.push(pairs[at].second);
    rows.close_row();
  }
  return rows;
}

}  // namespace

std::string full_bag_id(std::string_view text) {
  constexpr std::string_view kBag3dPrefix = "NL.IMBAG.Pand.";
  std::string_view id = core::trimmed(text);
  if (id.starts_with(kBag3dPrefix)) id.remove_prefix(kBag3dPrefix.size());
  if (!core::all_digits(id) || id.size() < 14 || id.size() >= 16) return std::string{id};
  return std::string(16 - id.size(), '0') + std::string{id};
}

BuildingFinder::BuildingFinder(const model::Buildings* buildings, const model::Units* units)
    : buildings_{buildings}, units_{units} {
  if (buildings_ != nullptr) {
    slot_of_id_.reserve(buildings_->size());
    ids_ = buildings_->id;
    for (std::uint32_t row = 0; row < slot_count(); ++row) slot_of_id_.emplace(ids_[row], row);
    locator_.emplace(buildings_->footprint);
    boxes_.emplace(boxes_of(buildings_->footprint));
  }
  if (units_ != nullptr) add_units();
}

std::uint32_t BuildingFinder::add_slot(std::string id) {
  const auto slot = slot_count();
  slot_of_id_.emplace(id, slot);
  ids_.push_back(std::move(id));
  return slot;
}

void BuildingFinder::add_units() {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  unit_of_id_.reserve(units_->size());
  for (std::uint32_t unit = 0; unit < units_->size(); ++unit) {
    unit_of_id_.emplace(units_->id[unit], unit);
    std::vector<std::uint32_t> slots;
    for (const std::string& building_id : units_->building_ids[unit]) {
      if (const auto slot = find_or_add(building_id)) slots.push_back(*slot);
    }
    std::sort(slots.begin(), slots.end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    for (const std::uint32_t slot : slots) {
      unit_buildings_.push(slot);
      if (exists(units_->status[unit])) pairs.emplace_back(slot, unit);
    }
    unit_buildings_.close_row();
    if (exists(units_->status[unit])) addresses_.add(unit, units_->address[unit]);
  }
  addresses_.close();
  building_units_ = rows_of(std::move(pairs), slot_count());
}

std::optional<std::uint32_t> BuildingFinder::find_or_add(std::string_view building_id) {
  std::string id = full_bag_id(building_id);
  const auto found = slot_of_id_.find(id);
  if (found != slot_of_id_.end()) return found->second;
  if (has_table() || id.empty()) return std::nullopt;
  return add_slot(std::move(id));
}

std::optional<std::uint32_t> BuildingFinder::find_unit(std::string_view unit_id) const {
  const auto found = unit_of_id_.find(full_bag_id(unit_id));
  if (found == unit_of_id_.end()) return std::nullopt;
  return found->second;
}

std::span<const std::uint32_t> BuildingFinder::units_of(std::uint32_t slot) const {
  if (slot >= building_units_.size()) return {};
  return building_units_[slot];
}

BuildingFinder::AddressHit BuildingFinder::buildings_at(const std::vector<std::uint32_t>& units,
                                                        double confidence) const {
  AddressHit result;
  result.confidence = confidence;
  result.units = units;
  bool one_place = true;
  for (const std::uint32_t unit : units) {
    const auto slots = buildings_of_unit(unit);
    if (result.slots.empty()) result.slots.assign(slots.begin(), slots.end());
    one_place = one_place && std::equal(slots.begin(), slots.end(), result.slots.begin(), result.slots.end());
    result.several.insert(result.several.end(), slots.begin(), slots.end());
  }
  if (one_place) {
    result.several.clear();
    return result;
  }
  result.slots.clear();
  std::sort(result.several.begin(), result.several.end(), [&](auto a, auto b) { return ids_[a] < ids_[b]; });
  result.several.erase(std::unique(result.several.begin(), result.several.end()), result.several.end());
  return result;
}

BuildingFinder::AddressHit BuildingFinder::at_address(const model::Address& address) const {
  if (units_ == nullptr || address.empty()) return {};
  const auto hits = addresses_.find(address);
  return buildings_at(hits.rows, hits.confidence);
}

BuildingFinder::AddressHit BuildingFinder::at_similar_address(const model::Address& address, geo::Point place,
                                                              double reach_m) const {
  if (units_ == nullptr || address.empty()) return {};
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  bool in_town = true;
  std::vector<std::uint32_t> units;
  for (const auto& similar : addresses_.similar(address)) {
    const auto slots = buildings_of_unit(similar.row);
    const bool near =
        std::any_of(slots.begin(), slots.end(), [&](auto slot) { return distance_m(slot, place) <= reach_m; });
    if (!near || similar.typing_errors > fewest) continue;
    if (similar.typing_errors < fewest) units.clear();
    fewest = similar.typing_errors;
    in_town = in_town && similar.in_town;
    units.push_back(similar.row);
  }
  auto hit = buildings_at(units, in_town ? kSimilarInTown : kSimilarNearby);
  hit.in_town = in_town && !units.empty();
  return hit;
}

bool BuildingFinder::has_number_of(std::uint32_t slot, const model::Address& address) const {
  const auto units = units_of(slot);
  return std::any_of(units.begin(), units.end(), [&](std::uint32_t unit) {
    return AddressBook::is_same_but_for_letter(address, units_->address[unit]);
  });
}

std::optional<std::uint32_t> BuildingFinder::inside(geo::Point place) const {
  if (!locator_) return std::nullopt;
  const auto order = [&](std::uint32_t slot) { return std::pair{!stands(slot), std::string_view{ids_[slot]}}; };
  const auto rows = locator_->all(place);
  const auto best =
      std::min_element(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) { return order(a) < order(b); });
  if (best == rows.end()) return std::nullopt;
  return *best;
}

std::vector<BuildingFinder::Near> BuildingFinder::around(geo::Point place, double reach_m) const {
  std::vector<Near> near;
  if (!boxes_) return near;
  for (const std::uint32_t row :
       boxes_->intersecting(geo::Box{place.x_m, place.y_m, place.x_m, place.y_m}.grown(reach_m))) {
    if (!stands(row) || is_shed(row)) continue;
    const double distance = distance_m(row, place);
    if (distance <= reach_m) near.push_back({row, distance});
  }
  std::sort(near.begin(), near.end(), [&](const Near& a, const Near& b) {
    return std::pair{a.distance_m, std::string_view{ids_[a.slot]}} <
           std::pair{b.distance_m, std::string_view{ids_[b.slot]}};
  });
  return near;
}

std::vector<std::uint32_t> BuildingFinder::within(const geo::MultiPolygon& area) const {
  std::vector<std::uint32_t> slots;
  if (!boxes_ || area.empty()) return slots;
  geo::PolygonColumn column;
  column.append(area);
  const geo::PolygonLocator inside_area{column};
  for (const std::uint32_t row : boxes_->intersecting(geo::bounds(area))) {
    if (!stands(row) || is_shed(row)) continue;
    if (inside_area.find(geo::centroid(buildings_->footprint.feature(row)))) slots.push_back(row);
  }
  std::sort(slots.begin(), slots.end(), [&](std::uint32_t a, std::uint32_t b) { return ids_[a] < ids_[b]; });
  return slots;
}

double BuildingFinder::distance_m(std::uint32_t slot, geo::Point place) const {
  if (!has_table() || buildings_->footprint.box(slot).empty()) return 0.0;
  if (buildings_->footprint.box(slot).contains(place)) {
    const auto covering = locator_->all(place);
    if (std::binary_search(covering.begin(), covering.end(), slot)) return 0.0;
  }
  return distance_to_walls_m(buildings_->footprint, slot, place);
}

std::optional<geo::Point> BuildingFinder::point_in(std::uint32_t slot) const {
  if (!has_table() || buildings_->footprint.box(slot).empty()) return std::nullopt;
  const geo::Point place = geo::interior_point(buildings_->footprint.feature(slot));
  if (!std::isfinite(place.x_m)) return std::nullopt;
  return place;
}

bool BuildingFinder::is_gone(std::uint32_t slot) const {
  if (!has_table()) return false;
  const auto status = buildings_->status[slot];
  return status == model::BuildingStatus::demolished || status == model::BuildingStatus::void_record;
}

bool BuildingFinder::stands(std::uint32_t slot) const {
  const auto status = has_table() ? buildings_->status[slot] : model::BuildingStatus::unknown;
  return !is_gone(slot) && status != model::BuildingStatus::planned &&
         status != model::BuildingStatus::under_construction;
}

bool BuildingFinder::is_shed(std::uint32_t slot) const {
  return has_table() && buildings_->uses[slot].empty() && buildings_->unit_count[slot] == 0 && units_of(slot).empty() &&
         footprint_area_m2(buildings_->footprint, slot) < kShedBelow_m2;
}

double BuildingFinder::footprint_m2(std::uint32_t slot) const {
  return has_table() ? footprint_area_m2(buildings_->footprint, slot) : 0.0;
}

bool BuildingFinder::has_use(std::uint32_t slot, model::Use use) const {
  if (has_table() && buildings_->uses[slot].has(use)) return true;
  const auto units = units_of(slot);
  return std::any_of(units.begin(), units.end(), [&](std::uint32_t unit) { return units_->uses[unit].has(use); });
}

bool BuildingFinder::touches(std::uint32_t slot, std::uint32_t other, double gap_m) const {
  if (!has_table()) return false;
  const geo::PolygonColumn& footprints = buildings_->footprint;
  if (footprints.box(slot).empty() || footprints.box(other).empty()) return false;
  if (!footprints.box(slot).grown(gap_m).intersects(footprints.box(other))) return false;
  // The least distance between two outlines is found at a corner of one of them.
  const auto reaches = [&](std::uint32_t from, std::uint32_t to) {
    for (std::size_t r = 0; r < footprints.ring_count(from); ++r) {
      for (const geo::Point corner : footprints.ring(from, r)) {
        if (distance_m(to, corner) <= gap_m) return true;
      }
    }
    return false;
  };
  return reaches(slot, other) || reaches(other, slot);
}

}  // namespace trek::resolve::detail
