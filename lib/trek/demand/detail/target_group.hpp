#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "trek/core/report.hpp"
#include "trek/demand/municipality_people.hpp"
#include "trek/model/tables.hpp"

/// The target group of every area, out of the age bands that its source publishes. See "Target group" in METHODS.
namespace trek::demand::detail {

/// The parts of the two wide bands that are of the target ages, measured in five-year bands.
struct Calibration {
  std::vector<std::optional<MeasuredShares>> by_municipality;
  std::optional<MeasuredShares> overall;
  /// Its own, else that of all.
  [[nodiscard]] std::optional<MeasuredShares> find(model::MunicipalityIdx municipality) const;
  /// Its own.
  [[nodiscard]] bool is_measured(model::MunicipalityIdx municipality) const;
};

/// From areas that have all bands of five years from 15 to 45; each counts to the municipality that holds its
/// `municipality` entry. Nothing for municipalities without such an area.
[[nodiscard]] Calibration calibration(const model::PopulationAreas& ages,
                                      const std::vector<model::MunicipalityIdx>& municipality,
                                      std::size_t municipality_count);

/// Areas as repaired, one entry a row in each vector.
struct PeopledAreas {
  const model::PopulationAreas& population;  // as published
  const std::vector<std::optional<double>>& inhabitants;
  const std::vector<double>& raked;  // inhabitants are the published ones times this
  const std::vector<model::MunicipalityIdx>& municipality;
  const std::vector<std::optional<std::uint32_t>>& total;  // the row of `totals` it belongs to
  const model::PopulationAreas* totals = nullptr;          // may be null
};

struct TargetGroup {
  std::vector<std::optional<double>> people;
  std::vector<double> low;  // 0 and all inhabitants where nothing is known
  std::vector<double> high;
  std::vector<std::uint8_t> estimated;  // 1: a band that counts is not published
  std::vector<std::uint8_t> by_total;   // 1: estimated, and the total of a larger area had its say
  core::Report report;
};

/// 1. A band that is published counts as it stands, by its share (`shares` over those of the bands, where it has them).
/// 2. One that is secret or unknown gets what the other areas of the municipality make likely, inside its bounds.
/// 3. An area of which no band is known gets the share of its total, else of its municipality, else of all.
/// 4. What is estimated is moved between its bounds until the areas of a total add up to the target of that total; a
///    total that the published bands cannot meet is noted.
[[nodiscard]] TargetGroup target_group(const PeopledAreas& areas, const Calibration& shares);

}  // namespace trek::demand::detail
