#include <fmt/format.h>

#include "trek/measure/detail/kind.hpp"

/// Of the inhabitants near a site as the crow flies, the share that the network does not reach.
namespace trek::measure::detail::kinds::unconnected {
namespace {

constexpr const char kUnconnectedId[] = "unconnected_share_{}";

Measure described(const TravelSettings& mode) {
  Measure measure;
  measure.id = fmt::format(kUnconnectedId, model::name_of(mode.mode));
  measure.label = label_by(mode, "Inwoners nabij buiten het wegennet", "Inhabitants near but off the network");
  measure.unit = {"aandeel 0-1", "share 0-1"};
  measure.description = {
      "Van de inwoners die hemelsbreed binnen de grootste limiet wonen: aandeel dat het net niet bereikt. Boven 0 "
      "zijn de aantallen een ondergrens.",
      "Of the inhabitants within the largest limit as the crow flies: share that the network does not reach. Above "
      "0 the counts are a lower bound."};
  measure.decimals = 3;
  measure.integer = false;
  measure.need = Need::streets;
  return measure;
}

ModeOffer::Take plan(ModeSurvey& survey, SweepPlan& plan) {
  const std::span<const double> all{survey.tables().demand->inhabitants};
  const access::Step limit{static_cast<double>(survey.mode().limits_min.back())};
  const SweepPlan::Sum near = plan.add_missed({all, all, all, limit});
  return [&survey, near](const Swept& swept) {
    std::vector<double> shares;
    for (const Unseen& unseen : swept.missed[near]) shares.push_back(unseen.share());
    return std::vector<Values>{{where_connected(std::move(shares), survey.travel().sites)}};
  };
}

std::vector<ModeOffer> offers(const Settings& /*settings*/, const TravelSettings& mode) {
  return {{{{described(mode)}}, plan}};
}

}  // namespace

Kind kind() { return {500, offers, nullptr, model::Pillar::accessibility}; }

}  // namespace trek::measure::detail::kinds::unconnected
