#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "trek/core/rows.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/model/tables.hpp"
#include "trek/resolve/detail/address_book.hpp"

namespace trek::resolve::detail {

/// A BAG id as it should be: 16 digits, whatever a spreadsheet or 3DBAG made of it.
[[nodiscard]] std::string full_bag_id(std::string_view text);

/// Buildings by id, unit, address and place.
///
/// A building is a slot: its row, or, without a table of buildings, the number of its id in the order found. Ids alone
/// can hold records together, so that two records of one unknown building are still one site.
class BuildingFinder {
 public:
  /// Either table may be null. Both must outlive this.
  BuildingFinder(const model::Buildings* buildings, const model::Units* units);

  [[nodiscard]] std::uint32_t slot_count() const noexcept { return static_cast<std::uint32_t>(ids_.size()); }
  [[nodiscard]] bool has_table() const noexcept { return buildings_ != nullptr; }
  [[nodiscard]] const std::string& id(std::uint32_t slot) const noexcept { return ids_[slot]; }

  /// Empty for an id that is not in the table; without a table every id has a slot.
  [[nodiscard]] std::optional<std::uint32_t> find_or_add(std::string_view building_id);
  [[nodiscard]] std::optional<std::uint32_t> find_unit(std::string_view unit_id) const;
  [[nodiscard]] std::span<const std::uint32_t> buildings_of_unit(std::uint32_t unit) const {
    return unit_buildings_[unit];
  }
  [[nodiscard]] std::span<const std::uint32_t> units_of(std::uint32_t slot) const;

  struct AddressHit {
    std::vector<std::uint32_t> slots;  // by id; empty: not found, or the address stands on several unrelated buildings
    double confidence = 0.0;
    std::vector<std::uint32_t> several{};  // those unrelated buildings, by id
    std::vector<std::uint32_t> units{};    // rows that have the address, by id
    bool in_town = true;                   // the town agrees, or none was asked for
  };
  [[nodiscard]] AddressHit at_address(const model::Address& address) const;
  /// The address with the fewest typing errors, on one building, within `reach_m` of the place: what the record may
  /// have meant. Without a town that the book knows the place must decide.
  [[nodiscard]] AddressHit at_similar_address(const model::Address& address, geo::Point place, double reach_m) const;
  /// The building has an address that is the same but for its letter or addition.
  [[nodiscard]] bool has_number_of(std::uint32_t slot, const model::Address& address) const;

  /// The building whose footprint covers the place; among several one that stands, then the lowest id.
  [[nodiscard]] std::optional<std::uint32_t> inside(geo::Point place) const;

  struct Near {
    std::uint32_t slot = 0;
    double distance_m = 0.0;  // to the nearest wall, 0 inside
  };
  /// Standing buildings within the reach, nearest first, then by id; sheds do not count.
  [[nodiscard]] std::vector<Near> around(geo::Point place, double reach_m) const;
  /// Buildings whose centroid lies in the area, by id; sheds do not count.
  [[nodiscard]] std::vector<std::uint32_t> within(const geo::MultiPolygon& area) const;

  /// Metres from the place to the footprint; 0 inside, and where there is no footprint.
  [[nodiscard]] double distance_m(std::uint32_t slot, geo::Point place) const;
  /// A point in the footprint; empty where there is none.
  [[nodiscard]] std::optional<geo::Point> point_in(std::uint32_t slot) const;
  [[nodiscard]] double footprint_m2(std::uint32_t slot) const;  // 0 where there is none
  [[nodiscard]] bool is_gone(std::uint32_t slot) const;         // demolished, or never built
  [[nodiscard]] bool stands(std::uint32_t slot) const;          // neither gone nor still to be built
  [[nodiscard]] bool is_shed(std::uint32_t slot) const;
  /// Of the building and its units.
  [[nodiscard]] bool has_use(std::uint32_t slot, model::Use use) const;
  [[nodiscard]] bool touches(std::uint32_t slot, std::uint32_t other, double gap_m) const;

 private:
  [[nodiscard]] AddressHit buildings_at(const std::vector<std::uint32_t>& units, double confidence) const;
  std::uint32_t add_slot(std::string id);
  void add_units();

  const model::Buildings* buildings_;
  const model::Units* units_;
  std::vector<std::string> ids_;
  std::unordered_map<std::string, std::uint32_t> slot_of_id_;
  std::unordered_map<std::string_view, std::uint32_t> unit_of_id_;
  core::Rows<std::uint32_t> unit_buildings_;
  core::Rows<std::uint32_t> building_units_;
  AddressBook addresses_;
  std::optional<geo::PolygonLocator> locator_;
  std::optional<geo::BoxIndex> boxes_;
};

}  // namespace trek::resolve::detail
