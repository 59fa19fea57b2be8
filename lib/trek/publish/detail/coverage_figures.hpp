#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "trek/coverage/coverage.hpp"
#include "trek/publish/detail/layer_table.hpp"

namespace trek::publish::detail {

/// What the rows of a layer are: of some figures the words differ.
enum class Areas : std::uint8_t { municipalities, districts };

/// A number that says how well an area is covered by one mode.
struct CoverageFigure {
  std::string name;     // begins the name of a column
  core::Phrase title;   // without mode and unit
  core::Phrase unit{};  // empty: none
  int decimals = 4;
  std::function<std::optional<double>(const coverage::ModeCoverage&)> value;
  bool if_known = false;       // a column only where some area has it: a project may not ask for it
  bool within_norm = false;    // the norm ends the title: "... with a place within 15 min by bicycle"
  core::Phrase of_district{};  // the title of districts, where it is another one

  [[nodiscard]] const core::Phrase& title_of(Areas areas) const noexcept {
    return areas == Areas::districts && !of_district.empty() ? of_district : title;
  }
};

inline const core::Phrase kPlacesPer10000{"Bestaande plekken per 10.000 inwoners (aantal)",
                                          "Existing places for each 10,000 inhabitants (count)"};

/// All of them, in the order of the columns.
[[nodiscard]] const std::vector<CoverageFigure>& coverage_figures();
/// Those that some area has by the mode of this row, or that are always told; null is an area of which nothing is
/// known.
[[nodiscard]] std::vector<const CoverageFigure*> told_figures(const std::vector<const coverage::AreaCoverage*>& areas,
                                                              std::size_t mode);

}  // namespace trek::publish::detail
