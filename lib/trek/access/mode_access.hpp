#pragma once

#include <cstdint>
#include <vector>

#include "trek/access/router.hpp"
#include "trek/core/units.hpp"
#include "trek/model/level.hpp"
#include "trek/model/mode.hpp"

namespace trek::access {

/// Times to the nearest third place of one level.
struct LevelTimes {
  model::Level level = model::Level::local;
  std::vector<std::uint32_t> time_ds;  // one per demand row; kUnreachable_ds: none can be reached
};

/// Time from each demand row to its nearest existing third place, for one mode.
struct ModeAccess {
  model::Mode mode = model::Mode::bicycle;
  core::Deciseconds norm{};                   // at or below it a person is served
  std::vector<Router::Nearest> nearest;       // one per demand row; `site` is a row of the places
  std::vector<std::uint8_t> connected;        // one per demand row; 0: the network does not reach it, unknown
  std::vector<std::uint8_t> may_be_served{};  // one per demand row; 1: not served, as far as the data go, but there may
                                              // be a place beyond them within the norm. Empty: nowhere
  /// One per site: inhabitants, and people of 20-40, of its own municipality whom no place serves and it would. NaN
  /// where the site is not connected; empty where it was not measured.
  std::vector<double> own_gap{};
  std::vector<double> own_gap_target{};
  std::vector<core::Deciseconds> norms{};  // all at which coverage is told, ascending; empty: `norm` alone
  std::vector<LevelTimes> by_level{};      // of each level; empty where no place has a level that is known
  /// One per demand row: existing places for each 1,000 people of 20-40 who share them, in ordinary places; NaN where
  /// that is unknown. Empty where it was not asked.
  std::vector<double> supply{};
  /// Known, and whether it is at or below the norm.
  [[nodiscard]] bool served(std::size_t row) const noexcept {
    return connected[row] != 0 && nearest[row].time_ds <= norm.count();
  }
};

}  // namespace trek::access
