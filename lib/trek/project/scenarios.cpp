#include "trek/project/detail/scenarios.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "trek/coverage/service_change.hpp"
#include "trek/demand/future_people.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/model/columns.hpp"
#include "trek/project/detail/measure_settings.hpp"
#include "trek/project/detail/scenario_names.hpp"
#include "trek/project/detail/scenario_words.hpp"
#include "trek/project/detail/travel.hpp"

namespace trek::project::detail {
namespace {

using publish::ScenarioResult;

void append_endpoint(access::Endpoints& to, const access::Endpoints& from, std::size_t row) {
  to.place.push_back(from.place[row]);
  if (!from.snap.empty()) to.snap.push_back(from.snap[row]);
}

std::vector<std::uint8_t> excluded_sites(const std::vector<score::SiteScore>& scores) {
  std::vector<std::uint8_t> flags;
  for (const score::SiteScore& site : scores) flags.push_back(site.rank ? 0 : 1);
  return flags;
}

/// One scenario: the tables of the run with what is otherwise in it, and what comes of them.
class ScenarioStage {
 public:
  ScenarioStage(const ScenarioBase& base, const Scenario& scenario, core::Report& report, const core::Control& control)
      : base_{base}, scenario_{scenario}, control_{control}, modes_{base.project.modes} {
    rows_ = scenario_rows(base.project, scenario, base.sites, pointer(base.inputs.places));
    for (TravelSettings& mode : modes_) {
      if (const auto norm = scenario.norm_min.find(mode.mode); norm != scenario.norm_min.end())
        mode.norm_min = norm->second;
    }
    change_places();
    add_people(report);
  }

  [[nodiscard]] ScenarioResult result() && {
    measure::Measured measured;
    if (scenario_.changes_access())
      measured = taken();
    else
      measured.access = base_.measured.access;
    judge(measured);
    result_.access = std::move(measured.access);
    cover();
    return std::move(result_);
  }

 private:
  void change_places() {
    result_.name = scenario_.name;
    result_.opened = rows_.open;
    result_.closed = rows_.close;
    if (!base_.inputs.places) return;
    const model::ExistingPlaces& existing = *base_.inputs.places;
    for (std::uint32_t row = 0; row < existing.size(); ++row) {
      if (std::ranges::find(rows_.close, row) != rows_.close.end()) continue;
      model::append_row(result_.places, existing, row);
      kept_.push_back(row);
    }
    for (const std::uint32_t site : rows_.open) {
      model::ExistingPlaces& places = result_.places;
      places.key.push_back(base_.sites.key[site]);
      places.name.push_back(base_.sites.name[site]);
      places.kind.push_back(model::PlaceKind::third_place);
      places.place.push_back(base_.sites.place[site]);
      places.strength.push_back(scenario_.open_strength);
      places.certainty.emplace_back();
      places.note.emplace_back();
    }
  }

  void add_people(core::Report& report) {
    demand_ = &base_.demand;
    double dwellings = 0.0;
    if (scenario_.people) {
      const auto planned = base_.inputs.planned_dwellings.find(scenario_.people->source);
      if (planned != base_.inputs.planned_dwellings.end()) {
        auto future =
            demand::future_people(planned->second, scenario_.people->households, base_.inputs.municipalities, control_);
        report.append(future.report);
        dwellings = future.dwellings;
        result_.future = std::move(future.demand);
      }
      with_future_ = base_.demand;
      model::append(with_future_, result_.future);
      demand_ = &with_future_;
    }
    result_.changes = scenario_changes(scenario_, rows_, base_.sites, pointer(base_.inputs.places), dwellings);
  }

  /// The streets of the run, with what is otherwise placed on them. What stays where it was keeps its place.
  [[nodiscard]] std::vector<measure::ModeTravel> travel() const {
    std::vector<measure::ModeTravel> travel;
    for (std::size_t m = 0; m < modes_.size(); ++m) {
      const measure::ModeTravel& was = base_.travel[m];
      access::Endpoints demand = was.demand;
      const access::Endpoints future = was.router.endpoints(result_.future.place, control_);
      for (std::size_t row = 0; row < future.size(); ++row) append_endpoint(demand, future, row);
      access::Endpoints places;
      for (const std::uint32_t row : kept_) append_endpoint(places, was.places, row);
      for (const std::uint32_t site : rows_.open) append_endpoint(places, was.sites, site);
      travel.push_back({&modes_[m], nullptr, router_of(base_.project, modes_[m], was.network.get()), was.sites,
                        std::move(demand), std::move(places), was.stations});
    }
    return travel;
  }

  [[nodiscard]] measure::Measured taken() const {
    measure::Settings settings = measure_settings(base_.project);
    settings.modes = modes_;
    const measure::Tables tables{&base_.sites, demand_, base_.inputs.places ? &result_.places : nullptr,
                                 pointer(base_.inputs.stations)};
    const bool only_places = scenario_.norm_min.empty() && !scenario_.people;
    return measure::measured(settings, tables, travel(), &base_.extent, measure::Wanted::judged_and_access, control_,
                             only_places ? measure::Changed::places : measure::Changed::all);
  }

  void judge(const measure::Measured& measured) {
    const score::CriteriaTable& was = base_.judgement.criteria;
    score::CriteriaTable table = scenario_.weight.empty() ? was : was.weighted(scenario_.weight);
    for (std::size_t c = 0; c < table.criteria().size(); ++c) {
      const auto is_it = [&](const measure::SiteMeasure& entry) { return entry.measure.id == table.criteria()[c].id; };
      const auto found = std::ranges::find_if(measured.sites, is_it);
      if (found == measured.sites.end()) continue;  // it rests on nothing that is otherwise
      for (std::size_t site = 0; site < base_.sites.size(); ++site) table.set(site, c, found->measure.estimate(site));
    }
    auto excluded = excluded_sites(base_.judgement.scores);
    for (const std::uint32_t site : rows_.open) excluded[site] = 1;  // it is no choice any more
    result_.scores = score::weighted_sum(table, excluded);
    find_leading(was, table);
  }

  /// Which criterion moved each site against the middle of the ranked ones.
  void find_leading(const score::CriteriaTable& was, const score::CriteriaTable& is) {
    const std::size_t criterion_count = is.criteria().size();
    std::vector<double> middle;
    for (std::size_t c = 0; c < criterion_count; ++c) {
      std::vector<double> changes;
      for (std::size_t site = 0; site < base_.sites.size(); ++site) {
        if (result_.scores[site].rank)
          changes.push_back(score::contribution(is, site, c).low - score::contribution(was, site, c).low);
      }
      middle.push_back(score::middle_change(std::move(changes)));
    }
    for (std::size_t site = 0; site < base_.sites.size(); ++site) {
      std::vector<double> before;
      std::vector<double> after;
      for (std::size_t c = 0; c < criterion_count; ++c) {
        before.push_back(score::contribution(was, site, c).low + middle[c]);
        after.push_back(score::contribution(is, site, c).low);
      }
      result_.leading.push_back(score::leading_criterion(before, after));
    }
  }

  void cover() {
    const model::Municipalities& municipalities = base_.inputs.municipalities;
    std::optional<coverage::ServingPlaces> serving;
    if (base_.inputs.places) serving = serving_places(result_.places, municipalities);
    std::vector<std::optional<std::uint32_t>> ranks;
    for (const score::SiteScore& site : result_.scores) ranks.push_back(site.rank);
    result_.coverage =
        coverage::by_municipality(municipalities, *demand_, pointer(serving), base_.sites, ranks, result_.access);
    if (!result_.access.empty())
      result_.region_coverage =
          coverage::of_region(municipalities, *demand_, pointer(serving), base_.sites, ranks, result_.access);
    for (std::size_t m = 0; m < result_.access.size(); ++m)
      result_.service.push_back(coverage::service_change({base_.demand, base_.measured.access[m]},
                                                         {*demand_, result_.access[m]}, municipalities.size()));
  }

  const ScenarioBase& base_;
  const Scenario& scenario_;
  const core::Control& control_;
  std::vector<TravelSettings> modes_;
  ScenarioRows rows_;
  std::vector<std::uint32_t> kept_;  // places of the run that stay
  model::Demand with_future_;
  const model::Demand* demand_ = nullptr;  // of the run, or with_future_
  ScenarioResult result_;
};

}  // namespace

coverage::ServingPlaces serving_places(const model::ExistingPlaces& places,
                                       const model::Municipalities& municipalities) {
  coverage::ServingPlaces result;
  const geo::PolygonLocator locator{municipalities.area};
  for (std::size_t row = 0; row < places.size(); ++row) {
    const auto found = locator.find(places.place[row]);
    result.municipality.push_back(found ? model::MunicipalityIdx{*found} : model::MunicipalityIdx{});
    result.serves.push_back(places.kind[row] == model::PlaceKind::third_place ? 1 : 0);
  }
  return result;
}

std::vector<ScenarioResult> scenarios(const ScenarioBase& base, core::Report& report, const core::Control& control) {
  std::vector<ScenarioResult> results;
  for (const Scenario& scenario : base.project.scenarios) {
    control.check_stop();
    control.report("scenarios", results.size(), base.project.scenarios.size());
    results.push_back(ScenarioStage{base, scenario, report, control}.result());
  }
  return results;
}

}  // namespace trek::project::detail
