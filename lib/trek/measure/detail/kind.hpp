#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/measure/detail/mode_survey.hpp"
#include "trek/measure/detail/sweep_plan.hpp"
#include "trek/measure/measure.hpp"
#include "trek/measure/settings.hpp"

/// A kind of measure: all that is said of it stands in the one file of `kinds/` that defines it. That file defines one
/// function, `Kind NAME()` in `kinds`, of the name of the file; the build finds it by that.
namespace trek::measure::detail {

/// Who sees a measure, and what may ask for it.
enum class Use {
  criterion,  // a column of the sites, which a criterion may name
  told,       // a column of the sites, behind all others; only where the extent of the data is known
  demand      // a column of the demand
};

/// Numbers of one measure: as in Measure.
struct Values {
  std::vector<double> values;
  std::vector<model::Estimate> estimates{};
  std::vector<core::Phrase> told{};
};

/// Lets an estimate that is known hold what may lie beyond the data.
using Widen = std::function<void(std::size_t site, model::Estimate& estimate)>;

struct Column {
  Measure measure;
  Use use = Use::criterion;
  std::function<Widen(ModeSurvey&)> widened{};  // empty: what lies beyond the data does not touch it
};

/// Measures of a mode that are taken together. Points into the settings.
struct ModeOffer {
  using Take = std::function<std::vector<Values>(const Swept&)>;
  std::vector<Column> columns;
  /// Adds sums to the pass over the streets; what it gives takes the numbers out of them, in the order of `columns`.
  std::function<Take(ModeSurvey&, SweepPlan&)> plan;
  bool to_horizon = false;  // it looks farther than limits and norm
};

/// A measure of the sites that no mode travels for.
struct SiteOffer {
  Measure measure;
  std::function<Values(const SiteSurvey&)> take;
  bool column = true;  // false: the sites have a column of it
};

struct Kind {
  int order = 0;  // of the columns: of a mode, and after all modes of the sites
  std::vector<ModeOffer> (*of_mode)(const Settings&, const TravelSettings&) = nullptr;
  std::vector<SiteOffer> (*of_sites)(const Settings&) = nullptr;
  std::optional<model::Pillar> pillar{};  // of its measures; empty: of what travels the catchment, else reuse
};

/// In their order.
[[nodiscard]] std::vector<Kind> all_kinds();

/// Numbers of a sum that is a measure by itself: between its bounds, and at most the unseen more.
[[nodiscard]] Values values_of(const Swept& swept, SweepPlan::Sum sum);
/// A measure that is one sum over the people of a mode.
[[nodiscard]] ModeOffer offer_of_sum(Column column, std::function<CountedPeople(ModeSurvey&, SweepPlan&)> sum);

/// How many existing places of some kinds lie around each site, as the crow flies, under the id and texts of `measure`.
/// Without any in the whole source it says nothing about them: unknown.
[[nodiscard]] SiteOffer offer_of_places(Measure measure, std::vector<model::PlaceKind> kinds, double radius_m);

/// The most people of 20-40 who may come besides those who are counted: in rings from the site outward, all people
/// beyond the data as near as they can be, and by streets there; each weighed by the decay. Needs beyond().
[[nodiscard]] double target_beyond(const ModeSurvey& survey, const access::Decay& decay, double limit_min,
                                   std::size_t site, double counted);

[[nodiscard]] core::Phrase mode_label(const TravelSettings& mode);
/// "Travel time to a station, walking"
[[nodiscard]] core::Phrase label_by(const TravelSettings& mode, std::string_view dutch, std::string_view english);
/// With the caveat of every number that rests on straight lines.
[[nodiscard]] core::Phrase with_caveat(const TravelSettings& mode, std::string dutch, std::string english);

}  // namespace trek::measure::detail
