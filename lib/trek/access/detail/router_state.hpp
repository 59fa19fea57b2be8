#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "trek/access/detail/sweep_map.hpp"
#include "trek/access/travel.hpp"
#include "trek/network/snap.hpp"

namespace trek::access::detail {

struct RouterState {
  const network::StreetGraph* graph = nullptr;  // null: straight lines
  network::SnapOptions snap;
  std::optional<SweepMap> sweep_map;  // with a hierarchy
  Kernel kernel = Kernel::automatic;
  StraightLine line;

  /// Made when first needed: its index is the largest part of a router, and not every use has points to place.
  [[nodiscard]] const network::Snapper& snapper() const {
    std::call_once(snapper_made, [this] { made_snapper.emplace(*graph, snap); });
    return *made_snapper;
  }
  mutable std::once_flag snapper_made;
  mutable std::optional<network::Snapper> made_snapper;
};

}  // namespace trek::access::detail
