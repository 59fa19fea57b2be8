#include "trek/publish/detail/demand_style.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trek::publish::detail {

ClassedColumn demand_column(const Results& results) {
  const auto time = std::ranges::find(results.demand_measures, std::string{"min"}, &Measure::unit);
  if (time == results.demand_measures.end()) return {"inhabitants", "people", ColorUse::people};
  ClassedColumn wanted{time->id, "min", ColorUse::time};
  for (const access::ModeAccess& access : results.access) {
    constexpr double kDecisecondsPerMinute = 600.0;
    if (time->id.ends_with(fmt::format("_{}_min", model::name_of(access.mode))))
      wanted.kept = {access.norm.count() / kDecisecondsPerMinute};
  }
  return wanted;
}

LayerStyle demand_style(const ColumnClasses& classes, Symbol (*symbol_of)(Color), const Words& words) {
  const bool has_time = classes.unit == "min";
  LayerStyle style;
  style.name = has_time ? words("Reistijd", "Travel time") : words("Inwoners", "Inhabitants");
  style.rules = class_rules(classes, symbol_of, words);
  style.rules.back().label = words("onbekend of onbereikbaar", "unknown or unreachable");
  style.display = "\"key\"";
  style.map_tip = "[% round(\"inhabitants\", 1) %] " + words("inwoners", "inhabitants");
  return style;
}

}  // namespace trek::publish::detail
