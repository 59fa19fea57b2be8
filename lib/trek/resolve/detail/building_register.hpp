#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trek/model/tables.hpp"

namespace trek::resolve::detail {

/// Heights and energy labels by the keys of buildings and units. Either table may be null.
class BuildingRegister {
 public:
  BuildingRegister(const model::BuildingHeights* heights, const model::EnergyLabels* labels);

  /// Row of the heights; of a building that comes twice the first.
  [[nodiscard]] std::optional<std::uint32_t> find_height(std::string_view building_id) const;
  /// Rows of the labels of these units, and of these buildings where a label names no unit; each once. With
  /// `by_building` the labels of all units of the buildings: for where no table of units says which they are.
  [[nodiscard]] std::vector<std::uint32_t> labels_of(std::span<const std::string> building_ids,
                                                     std::span<const std::string> unit_ids, bool by_building) const;

 private:
  const model::EnergyLabels* labels_;
  std::map<std::string, std::uint32_t, std::less<>> height_of_building_;
  std::map<std::string, std::uint32_t, std::less<>> label_of_unit_;
  std::multimap<std::string, std::uint32_t, std::less<>> labels_of_building_;
};

}  // namespace trek::resolve::detail
