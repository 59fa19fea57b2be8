#pragma once

#include <vector>

#include "trek/access/mode_access.hpp"
#include "trek/core/control.hpp"
#include "trek/measure/extent.hpp"
#include "trek/measure/measure.hpp"
#include "trek/measure/settings.hpp"
#include "trek/measure/tables.hpp"

namespace trek::measure {

/// A measure of the sites, and whether an output needs a column for it (facts have one already).
struct SiteMeasure {
  Measure measure;
  bool column = true;
};

struct Measured {
  std::vector<SiteMeasure> sites;          // those of `criteria_measures`, in its order, then those that only tell
  std::vector<Measure> demand;             // of the rows of the demand
  std::vector<access::ModeAccess> access;  // to the existing third places, one per mode; empty without them
};

/// What a criterion may ask for, in the order of the columns: described, without values.
[[nodiscard]] std::vector<Measure> criteria_measures(const Settings& settings);

/// How many minutes of travel matter to the criteria: the horizon where one looks as far, else limits and norm.
[[nodiscard]] double judged_min(const Settings& settings, const TravelSettings& mode);

enum class Wanted {
  all,               // every measure that these settings offer
  judged,            // of the sites, those that a criterion asks for; nothing else is computed
  judged_and_access  // the same, and the access of people to places
};

/// What of the tables is another than in an earlier taking of the same measures: what does not rest on it is not taken
/// again.
enum class Changed {
  all,    // anything: people, norms, places
  places  // the existing places only
};

/// Takes the measures, mode by mode. Each kind of measure stands in a file of its own in `kinds/`; what they sum over
/// the people of a mode is folded into one pass over its streets.
///
/// A site that a mode does not reach has no number there (NaN), not 0. Units and order: METHODS "Measures".
/// `travel` has one entry per mode of the settings. `extent`, with its streets: the estimates of what is judged hold
/// what may lie beyond the data, and who may be served by a place there is not surely without one (METHODS "Where the
/// data end"). Null: not asked.
/// `changed`: with `places`, of what a mode travels for only the measures that rest on existing places.
/// Cost  one pass a mode, one more a bound of Huff, and a look a line of squares, site and judged measure.
[[nodiscard]] Measured measured(const Settings& settings, const Tables& tables, const std::vector<ModeTravel>& travel,
                                const DataExtent* extent, Wanted wanted, const core::Control& control,
                                Changed changed = Changed::all);

}  // namespace trek::measure
