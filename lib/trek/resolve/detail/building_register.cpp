#include "trek/resolve/detail/building_register.hpp"

#include <algorithm>

namespace trek::resolve::detail {

BuildingRegister::BuildingRegister(const model::BuildingHeights* heights, const model::EnergyLabels* labels)
    : labels_{labels} {
  if (heights != nullptr) {
    for (std::uint32_t row = 0; row < heights->size(); ++row) {
      height_of_building_.try_emplace(heights->building_id[row], row);
    }
  }
  if (labels == nullptr) return;
  const auto is_newer = [&](std::uint32_t a, std::uint32_t b) {
    if (labels->date[a] != labels->date[b]) return labels->date[a] > labels->date[b];
    return model::energy_class_rank(labels->energy_class[a]) > model::energy_class_rank(labels->energy_class[b]);
  };
  for (std::uint32_t row = 0; row < labels->size(); ++row) {
    if (!labels->unit_id[row].empty()) {
      const auto [at, is_new] = label_of_unit_.try_emplace(labels->unit_id[row], row);
      if (!is_new && is_newer(row, at->second)) at->second = row;
    }
    for (const std::string& id : labels->building_ids[row]) labels_of_building_.emplace(id, row);
  }
}

std::optional<std::uint32_t> BuildingRegister::find_height(std::string_view building_id) const {
  const auto found = height_of_building_.find(building_id);
  return found == height_of_building_.end() ? std::nullopt : std::optional{found->second};
}

std::vector<std::uint32_t> BuildingRegister::labels_of(std::span<const std::string> building_ids,
                                                       std::span<const std::string> unit_ids, bool by_building) const {
  std::vector<std::uint32_t> rows;
  for (const std::string& unit : unit_ids) {
    if (const auto found = label_of_unit_.find(unit); found != label_of_unit_.end()) rows.push_back(found->second);
  }
  for (const std::string& building : building_ids) {
    const auto [begin, end] = labels_of_building_.equal_range(building);
    for (auto label = begin; label != end; ++label) {
      const std::string& unit = labels_->unit_id[label->second];
      // Of a unit with several labels only the newest.
      const bool counts = unit.empty() || (by_building && label_of_unit_.find(unit)->second == label->second);
      if (counts) rows.push_back(label->second);
    }
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

}  // namespace trek::resolve::detail
