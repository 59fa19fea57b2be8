#include <fmt/format.h>

#include "trek/measure/detail/beyond.hpp"
#include "trek/measure/detail/kind.hpp"

/// Of the circle that can be reached within the largest limit, the part of which the data know nothing.
namespace trek::measure::detail::kinds::beyond_data_share {
namespace {

constexpr const char kBeyondId[] = "beyond_data_share_{}";

Measure described(const TravelSettings& mode) {
  const std::uint32_t limit = mode.limits_min.back();
  Measure measure;
  measure.id = fmt::format(kBeyondId, model::name_of(mode.mode));
  measure.label = label_by(mode, "Bereik voorbij de gegevens", "Reach beyond the data");
  measure.unit = {"aandeel 0-1", "share 0-1"};
  measure.description = {
      fmt::format("Deel van de cirkel die in {} minuten te halen is waarvan geen inwoners of straten bekend zijn. "
                  "Boven 0 zijn de aantallen een ondergrens.",
                  limit),
      fmt::format("Share of the circle that can be reached in {} minutes of which no people or streets are known. "
                  "Above 0 the counts are a lower bound.",
                  limit)};
  measure.decimals = 3;
  measure.integer = false;
  return measure;
}

std::vector<ModeOffer> offers(const Settings& /*settings*/, const TravelSettings& mode) {
  ModeOffer offer;
  offer.columns = {{described(mode), Use::told}};
  offer.plan = [](ModeSurvey& survey, SweepPlan&) -> ModeOffer::Take {
    return [&survey](const Swept&) {
      const double radius_m = reach_m(survey.mode(), survey.mode().limits_min.back());
      std::vector<double> shares;
      for (std::size_t site = 0; site < survey.travel().sites.size(); ++site)
        shares.push_back(survey.beyond()->share(site, radius_m));
      return std::vector<Values>{{where_connected(std::move(shares), survey.travel().sites)}};
    };
  };
  return {std::move(offer)};
}

}  // namespace

Kind kind() { return {800, offers}; }

}  // namespace trek::measure::detail::kinds::beyond_data_share
