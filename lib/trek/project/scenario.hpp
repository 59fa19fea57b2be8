#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/demand/future_people.hpp"
#include "trek/model/mode.hpp"

namespace trek::project {

/// People of planned dwellings, and what is held of them.
struct ScenarioPeople {
  std::string source;  // name of a source of planned dwellings
  demand::FutureHouseholds households;
  core::Phrase reason;  // why that many live in a dwelling, and that share of them is of 20-40
};

/// What would be if something were otherwise: one `[[scenario]]`. What it does not name stays as it is.
struct Scenario {
  core::Phrase name;
  std::vector<std::string> open;   // candidate sites, by key or a part of key, name or address
  double open_strength = 1.0;      // attraction of what is opened, in ordinary places
  std::vector<std::string> close;  // existing places, by key or a part of key or name
  std::vector<double> weight;      // one a criterion; empty: those of the project
  std::map<model::Mode, std::uint32_t> norm_min;
  std::optional<ScenarioPeople> people;

  /// Whether another measure than the weights can come out of it.
  [[nodiscard]] bool changes_access() const noexcept {
    return !open.empty() || !close.empty() || !norm_min.empty() || people.has_value();
  }
};

}  // namespace trek::project
