#pragma once

#include <vector>

#include "trek/core/control.hpp"
#include "trek/measure/settings.hpp"
#include "trek/measure/tables.hpp"
#include "trek/model/codes.hpp"
#include "trek/model/mode.hpp"

namespace trek::measure {

/// What existing places near home are worth to the people of a municipality, by one mode: indicative. METHODS "Cultural
/// attractiveness".
struct Attractiveness {
  model::MunicipalityIdx municipality;
  model::Mode mode = model::Mode::bicycle;
  double inhabitants = 0.0;  // whom the mode reaches: of them the mean is
  double unknown = 0.0;      // inhabitants whom it does not
  KindWeights parts{};       // a valued kind each, [0, 1]: the mean of min(1, sum_j s_j f_near(t_j))
  double value = 0.0;        // [0, 100]: their sum by the weights of use
};

/// One a mode and municipality, in that order. Places beyond the data do not count, so that each number is a lower
/// bound near their end. A municipality of whose people the mode reaches nobody is left out. Empty   without [value] or
/// a source of existing places. Cost    a sweep for 32 places, or a bounded search a place; a number a kind and row of
/// the demand in memory.
[[nodiscard]] std::vector<Attractiveness> attractiveness(const Settings& settings, const Tables& tables,
                                                         const std::vector<ModeTravel>& travel,
                                                         std::size_t municipality_count, const core::Control& control);

}  // namespace trek::measure
