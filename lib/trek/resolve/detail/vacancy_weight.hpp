#pragma once

#include <string_view>

namespace trek::resolve::detail {

/// What is left of the weight of a piece of evidence.
struct AgedWeight {
  double weight = 0.0;       // to reckon with
  double most_weight = 0.0;  // more than `weight` only where nobody says how old it is
};

/// Half of it for every three whole years between its date and the day for which it is weighed. Without a date, or with
/// one that cannot be read, it counts half and may be whole. An empty day of reference: nothing ages.
[[nodiscard]] AgedWeight aged_weight(double full_weight, std::string_view date, std::string_view reference_date);

}  // namespace trek::resolve::detail
