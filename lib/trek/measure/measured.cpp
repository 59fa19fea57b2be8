#include "trek/measure/measured.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "trek/measure/detail/beyond.hpp"
#include "trek/measure/detail/kind.hpp"

namespace trek::measure {
namespace {

using detail::Column;
using detail::Kind;
using detail::ModeOffer;
using detail::ModeSurvey;
using detail::SiteOffer;
using detail::Surroundings;
using detail::Use;
using detail::Values;

/// Whether the project has what a measure needs; without a mode, on streets is none.
bool is_met(Need need, const Settings& settings, const TravelSettings* mode) {
  switch (need) {
    case Need::nothing:
      return true;
    case Need::places:
      return settings.has_places;
    case Need::stations:
      return settings.has_stations;
    case Need::streets:
      return mode != nullptr && mode->on_streets();
    case Need::catchment:
      return settings.has_places && settings.catchment.has_value();
    case Need::value:
      return settings.has_places && settings.value.has_value();
    case Need::border:
      return settings.border.has_value();
  }
  return false;
}

/// Points into settings and mode.
std::vector<ModeOffer> offers_of(const Settings& settings, const TravelSettings& mode) {
  std::vector<ModeOffer> offers;
  for (const Kind& kind : detail::all_kinds()) {
    if (kind.of_mode == nullptr) continue;
    for (ModeOffer& offer : kind.of_mode(settings, mode)) {
      for (Column& column : offer.columns) column.measure.pillar = kind.pillar.value_or(model::Pillar::catchment);
      if (is_met(offer.columns.front().measure.need, settings, &mode)) offers.push_back(std::move(offer));
    }
  }
  return offers;
}

std::vector<SiteOffer> offers_of(const Settings& settings) {
  std::vector<SiteOffer> offers;
  for (const Kind& kind : detail::all_kinds()) {
    if (kind.of_sites == nullptr) continue;
    for (SiteOffer& offer : kind.of_sites(settings)) {
      offer.measure.pillar = kind.pillar.value_or(model::Pillar::reuse);
      if (is_met(offer.measure.need, settings, nullptr)) offers.push_back(std::move(offer));
    }
  }
  return offers;
}

void fill(Measure& measure, Values values) {
  measure.values = std::move(values.values);
  measure.estimates = std::move(values.estimates);
  measure.told = std::move(values.told);
}

/// Lets the estimates of a measure hold what may lie beyond the data.
void widen_all(Measure& measure, const detail::Widen& widen) {
  std::vector<model::Estimate> estimates;
  for (std::size_t row = 0; row < measure.values.size(); ++row) {
    estimates.push_back(measure.estimate(row));
    if (estimates.back().is_known()) widen(row, estimates.back());
  }
  measure.estimates = std::move(estimates);
}

class Taking {
 public:
  Taking(const Settings& settings, const Tables& tables, const Surroundings* surroundings, Wanted wanted,
         Changed changed, const core::Control& control)
      : settings_{settings},
        tables_{tables},
        surroundings_{surroundings},
        wanted_{wanted},
        changed_{changed},
        control_{control} {}

  void take_mode(const ModeTravel& travel, std::size_t mode) {
    std::vector<ModeOffer> offers = offers_of(settings_, *travel.settings);
    std::erase_if(offers, [&](const ModeOffer& offer) {
      return std::none_of(offer.columns.begin(), offer.columns.end(),
                          [&](const Column& column) { return is_wanted(column); });
    });
    const bool access_too = wanted_ == Wanted::judged_and_access && settings_.has_places;
    if (offers.empty() && !access_too) return;
    std::optional<detail::Beyond> beyond;
    if (surroundings_ != nullptr) beyond.emplace(travel, *surroundings_, mode, judged_min(settings_, *travel.settings));
    ModeSurvey survey{settings_, tables_, travel, beyond ? &*beyond : nullptr, control_};
    detail::SweepPlan plan;
    std::vector<ModeOffer::Take> takes;
    for (const ModeOffer& offer : offers) takes.push_back(offer.plan(survey, plan));
    const detail::Swept swept = plan.carry_out(survey);
    for (std::size_t i = 0; i < offers.size(); ++i) {
      std::vector<Values> values = takes[i](swept);
      for (std::size_t c = 0; c < values.size(); ++c) add(offers[i].columns[c], std::move(values[c]), survey);
    }
    if (access_too) static_cast<void>(survey.access());
    if (auto access = std::move(survey).taken_access()) result_.access.push_back(std::move(*access));
  }

  void take_sites() {
    for (SiteOffer& offer : offers_of(settings_)) {
      if (wanted_ != Wanted::all && !settings_.judges(offer.measure.id)) continue;
      fill(offer.measure, offer.take({settings_, tables_, surroundings_}));
      result_.sites.push_back({std::move(offer.measure), offer.column});
    }
  }

  [[nodiscard]] Measured result() && {
    for (Measure& measure : told_) result_.sites.push_back({std::move(measure), true});
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool is_wanted(const Column& column) const {
    if (changed_ == Changed::places && column.measure.need != Need::places) return false;
    if (wanted_ != Wanted::all) return column.use == Use::criterion && settings_.judges(column.measure.id);
    return column.use != Use::told || surroundings_ != nullptr;
  }

  void add(Column& column, Values values, ModeSurvey& survey) {
    if (!is_wanted(column)) return;
    Measure& measure = column.measure;
    fill(measure, std::move(values));
    if (survey.beyond() != nullptr && column.widened && settings_.judges(measure.id))
      widen_all(measure, column.widened(survey));
    switch (column.use) {
      case Use::criterion:
        result_.sites.push_back({std::move(measure), true});
        break;
      case Use::told:
        told_.push_back(std::move(measure));
        break;
      case Use::demand:
        result_.demand.push_back(std::move(measure));
        break;
    }
  }

  const Settings& settings_;
  const Tables& tables_;
  const Surroundings* surroundings_;
  Wanted wanted_;
  Changed changed_;
  const core::Control& control_;
  Measured result_;
  std::vector<Measure> told_;
};

}  // namespace

std::vector<Measure> criteria_measures(const Settings& settings) {
  std::vector<Measure> list;
  for (const TravelSettings& mode : settings.modes) {
    for (ModeOffer& offer : offers_of(settings, mode)) {
      for (Column& column : offer.columns) {
        if (column.use == Use::criterion) list.push_back(std::move(column.measure));
      }
    }
  }
  for (SiteOffer& offer : offers_of(settings)) list.push_back(std::move(offer.measure));
  return list;
}

double judged_min(const Settings& settings, const TravelSettings& mode) {
  const auto offers = offers_of(settings, mode);
  const bool to_horizon = std::any_of(offers.begin(), offers.end(), [&](const ModeOffer& offer) {
    return offer.to_horizon && std::any_of(offer.columns.begin(), offer.columns.end(),
                                           [&](const Column& column) { return settings.judges(column.measure.id); });
  });
  if (to_horizon) return horizon_min(mode, settings.decay);
  return std::max(mode.limits_min.back(), mode.norm_min);
}

Measured measured(const Settings& settings, const Tables& tables, const std::vector<ModeTravel>& travel,
                  const DataExtent* extent, Wanted wanted, const core::Control& control, Changed changed) {
  std::optional<Surroundings> surroundings;
  if (extent != nullptr)
    surroundings.emplace(Surroundings{*extent, geo::OutsideCounts{extent->places}, {extent->people, *tables.demand}});
  Taking taking{settings, tables, surroundings ? &*surroundings : nullptr, wanted, changed, control};
  for (std::size_t mode = 0; mode < travel.size(); ++mode) {
    control.check_stop();
    taking.take_mode(travel[mode], mode);
  }
  taking.take_sites();
  return std::move(taking).result();
}

}  // namespace trek::measure
