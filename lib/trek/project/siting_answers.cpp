#include "trek/project/detail/siting_answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <span>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/project/detail/siting_demand.hpp"
#include "trek/project/detail/siting_told.hpp"
#include "trek/project/detail/siting_words.hpp"
#include "trek/siting/capacitated.hpp"
#include "trek/siting/location.hpp"
#include "trek/siting/spread_peaks.hpp"

namespace trek::project::detail {
namespace {

using publish::SitingAnswer;
using publish::SitingState;

constexpr double kDs_a_minute = 600.0;
constexpr std::size_t kMostFront = 12;         // searches of the front
constexpr std::size_t kMostCenterRows = 5000;  // of a p-center: its cover grows with the square of them
constexpr double kPoints = 100.0;              // of spread and peaks

/// Of spread and peaks, whose tables are the largest: a gap of 0.3 % is enough.
siting::LocationOptions spread_options(std::uint32_t iteration_limit) {
  siting::LocationOptions options = quick_siting();
  options.iteration_limit = iteration_limit;
  options.gap_share = 0.003;
  return options;
}
/// With capacities each choice that is tried is a flow: a gap of 0.2 % is enough.
siting::LocationOptions capacity_options() {
  siting::LocationOptions options;
  options.iteration_limit = 2000;
  options.gap_share = 0.002;
  return options;
}
constexpr std::uint32_t kSpreadIterations = 2000;  // of the answer
constexpr std::uint32_t kOtherIterations = 150;    // of each alternative, and of the front

/// What a question is asked of, by one mode.
struct Reached {
  const measure::ModeTravel& travel;
  SitingDemand demand;
  access::Endpoints points;  // of the places
};

class QuestionAsked {
 public:
  QuestionAsked(const SitingSources& sources, std::size_t question, const core::Control& control)
      : sources_{sources},
        settings_{sources.project.siting[question]},
        control_{control},
        centres_{settings_.of_municipalities ? municipal_centres(sources.demand, sources.municipalities.size())
                                             : std::vector<std::uint32_t>{}},
        told_{sources, settings_,
              settings_.of_municipalities ? municipal_places(sources.demand, centres_)
                                          : siting_places(settings_, sources.names[question], sources.sites,
                                                          sources.judgement, sources.municipalities),
              control} {}

  SitingAnswer run() {
    control_.report("sites: next places", 0);
    try {
      answer();
    } catch (const core::Error& error) {
      if (error.kind() != core::ErrorKind::limit) throw;
      told_.answer.state = SitingState::undecided;
      told_.answer.conflict = core::Phrase{error.what()};
    }
    told_.tell_places();
    return std::move(told_.answer);
  }

 private:
  void answer() {
    switch (settings_.problem) {
      case SitingProblem::lscp:
      case SitingProblem::mclp:
        return cover();
      case SitingProblem::p_median:
      case SitingProblem::p_center:
        return bring_near();
      case SitingProblem::spread_peaks:
        return spread();
    }
  }

  [[nodiscard]] Reached reached(model::Mode mode) const {
    const auto travel = std::ranges::find_if(
        sources_.travel, [&](const measure::ModeTravel& one) { return one.settings->mode == mode; });
    const auto access = std::ranges::find(sources_.access, mode, &access::ModeAccess::mode);
    const bool has_access = settings_.existing && access != sources_.access.end();
    SitingDemand demand =
        settings_.of_municipalities
            ? municipal_demand(settings_.people, sources_.demand, *travel, centres_)
            : siting_demand(settings_.people, sources_.demand, *travel, has_access ? &*access : nullptr);
    return {*travel, std::move(demand), place_points(told_.places(), *travel, centres_)};
  }

  [[nodiscard]] siting::CoveredRows covered(const Reached& of, std::uint32_t norm_min,
                                            std::span<const std::uint32_t> without = {}) const {
    return covered_rows(of.points, of.demand, of.travel, norm_min, sources_.project.direction, without, control_);
  }

  // --- coverings

  void cover() {
    const Reached near = reached(settings_.local.mode);
    tell_unconnected(near.demand);
    siting::AlikeRows rows =
        covered(near, settings_.local.norm_min).alike(near.demand.to_be_served(settings_.local.norm_min));
    if (settings_.problem == SitingProblem::lscp && settings_.leave_out_unreachable) leave_out_unreachable(rows);
    siting::Question question{
        settings_.problem == SitingProblem::lscp ? siting::Problem::set_covering : siting::Problem::max_covering,
        {rows.costs, rows.weight, settings_.p, told_.places().forced}};
    question.task.rules = told_.places().rules(settings_);
    question.capacity = told_.places().capacity;
    if (!question.capacity.empty()) question.options = capacity_options();
    told_.served_words = [this, &near, &rows](std::uint32_t row) { return served_words(near, rows, row); };
    const auto location = told_.solved(question, 1.0);
    if (!location) return;
    const std::vector<double> shares =
        question.capacity.empty() ? all_or_none(*location) : shares_held(question, *location);
    tell_served(near.demand, [&](std::size_t row) {
      const std::uint32_t alike = rows.of_row[row];
      return alike == siting::kNoSite ? 0.0 : shares[alike];
    });
  }

  /// Of each row, the share of its people who have a site.
  static std::vector<double> all_or_none(const siting::Location& location) {
    std::vector<double> shares;
    for (const std::uint32_t site : location.assigned) shares.push_back(site != siting::kNoSite ? 1.0 : 0.0);
    return shares;
  }

  /// The same where sites hold only so many: what the chosen ones serve at most, together.
  std::vector<double> shares_held(const siting::Question& question, const siting::Location& location) {
    siting::LocationTask chosen{question.task.costs, question.task.weight, location.chosen.size(), location.chosen};
    const auto held = siting::capacitated_covering(chosen, question.standard, question.capacity,
                                                   {.start_count = 1, .iteration_limit = 0}, control_);
    told_.tell_serves(held.served);
    std::vector<double> shares(question.task.weight.size(), 0.0);
    for (const siting::ServedPart& part : held.parts) shares[part.row] += part.weight / question.task.weight[part.row];
    return shares;
  }

  /// People whom no site can serve ask for nothing.
  void leave_out_unreachable(siting::AlikeRows& rows) {
    double people = 0.0;
    for (std::size_t row = 0; row < rows.weight.size(); ++row) {
      bool any = false;
      rows.costs.for_each(row, [&](const siting::SiteCost&) { any = true; });
      if (any) continue;
      people += rows.weight[row];
      rows.weight[row] = 0.0;
    }
    if (people > 0.0)
      told_.remark(
          fmt::format("{:.0f} mensen zonder plek kan geen enkele locatie binnen de norm bedienen; zij tellen niet "
                      "mee.",
                      people),
          fmt::format("{:.0f} people without a place can be served by no site within the norm; they are left out.",
                      people));
  }

  [[nodiscard]] core::Phrase served_words(const Reached& near, const siting::AlikeRows& rows, std::uint32_t row) const {
    const std::uint32_t first = rows.first[row];
    const model::MunicipalityIdx municipality = near.demand.municipality[first];
    const std::string where = municipality.valid() ? sources_.municipalities.name[municipality.value()] : "";
    const core::Phrase norm = norm_words(settings_.local);
    return {fmt::format("{:.0f} mensen bij {} ({}) hebben een locatie binnen {}", rows.weight[row],
                        near.demand.name[first], where, norm.dutch()),
            fmt::format("{:.0f} people at {} ({}) have a site within {}", rows.weight[row], near.demand.name[first],
                        where, norm.en)};
  }

  /// `served_share`: of the people of a row, those who have one of the chosen.
  template <class Share>
  void tell_served(const SitingDemand& demand, const Share& served_share) {
    told_.answer.municipalities = told_.chosen_by_municipality();
    double people = 0.0;
    double before = 0.0;
    double after = 0.0;
    for (std::size_t row = 0; row < demand.size(); ++row) {
      if (!(demand.people[row] > 0.0)) continue;
      const bool had = demand.served_before(row, settings_.local.norm_min);
      const double has = had ? demand.people[row] : demand.people[row] * std::min(served_share(row), 1.0);
      people += demand.people[row];
      before += had ? demand.people[row] : 0.0;
      after += has;
      if (!demand.municipality[row].valid()) continue;
      auto& of = told_.answer.municipalities[static_cast<std::size_t>(demand.municipality[row].value())];
      of.people += demand.people[row];
      of.before = of.before.value_or(0.0) + (had ? demand.people[row] : 0.0);
      of.after = of.after.value_or(0.0) + has;
    }
    told_.answer.people = people;
    told_.answer.served_before = before;
    told_.answer.served_after = after;
  }

  // --- median and centre

  void bring_near() {
    const Reached near = reached(settings_.local.mode);
    tell_unconnected(near.demand);
    const bool center = settings_.problem == SitingProblem::p_center;
    if (tell_too_many(near, center)) return;
    const siting::CostTable costs =
        travel_costs(near.points, near.demand, near.travel, sources_.project.direction, control_);
    siting::Question question{center ? siting::Problem::p_center : siting::Problem::p_median,
                              {costs, near.demand.people, settings_.p, told_.places().forced}};
    question.task.rules = told_.places().rules(settings_);
    question.penalty = measure::minutes(measure::kFarthest_min).count();
    told_.served_words = [&near](std::uint32_t row) {
      return core::Phrase{fmt::format("{} is bereikbaar binnen {} min", near.demand.name[row], measure::kFarthest_min),
                          fmt::format("{} is reached within {} min", near.demand.name[row], measure::kFarthest_min)};
    };
    double weight = 0.0;
    for (const double one : near.demand.people) weight += one > 0.0 ? one : 0.0;
    const auto location =
        told_.solved(question, center ? 1.0 / kDs_a_minute : 1.0 / (kDs_a_minute * std::max(weight, 1e-9)));
    if (!location) return;
    if (location->served_share < 1.0)
      told_.remark(fmt::format("Wie verder is dan {0} min telt als {0} min.", measure::kFarthest_min),
                   fmt::format("Who is farther than {0} min counts as {0} min.", measure::kFarthest_min));
    told_.answer.municipalities = told_.chosen_by_municipality();
    if (settings_.of_municipalities) tell_times(near.demand, costs, *location);
  }

  /// Whether there are more people or times than are looked at; then the answer says so, and what to ask instead.
  bool tell_too_many(const Reached& near, bool center) {
    const std::size_t people = near.demand.size();
    const std::size_t places = near.points.size();
    if (center && people > kMostCenterRows) {
      told_.answer.state = SitingState::undecided;
      told_.answer.conflict = {
          fmt::format("{} punten met mensen is te veel voor een p_center, dat er hoogstens {} aankan; vraag het van "
                      "candidates = \"municipalities\", of vraag mclp",
                      people, kMostCenterRows),
          fmt::format("{} points of people are more than a p_center is sought for, at most {}; ask it of candidates = "
                      "\"municipalities\", or ask for mclp",
                      people, kMostCenterRows)};
      return true;
    }
    if (places * people <= kMostTimes) return false;
    told_.answer.state = SitingState::undecided;
    told_.answer.conflict = {
        fmt::format(
            "{} locaties voor {} punten met mensen geven meer dan {} miljoen reistijden; vraag mclp, dat ze niet "
            "nodig heeft, of kies uit minder locaties met profile of level",
            places, people, kMostTimes / 1'000'000),
        fmt::format(
            "{} sites for {} points of people make more than {} million travel times; ask for mclp, which needs "
            "none, or choose from fewer sites with profile or level",
            places, people, kMostTimes / 1'000'000)};
    return true;
  }

  void tell_times(const SitingDemand& demand, const siting::CostTable& costs, const siting::Location& location) {
    for (std::size_t row = 0; row < demand.size(); ++row) {
      auto& of = told_.answer.municipalities[static_cast<std::size_t>(demand.municipality[row].value())];
      of.people = settings_.people == SitingPeople::equal ? 0.0 : demand.people[row];
      costs.for_each(row, [&](const siting::SiteCost& entry) {
        if (entry.site == location.assigned[row]) of.time_min = entry.cost / kDs_a_minute;
      });
    }
  }

  // --- spread and peaks

  void spread() {
    if (!tell_too_few()) return;
    const Reached near = reached(settings_.local.mode);
    const Reached far = reached(settings_.peak.mode);
    tell_unconnected(near.demand);
    const siting::AlikeRows near_rows =
        covered(near, settings_.local.norm_min).alike(near.demand.to_be_served(settings_.local.norm_min));
    const siting::AlikeRows far_rows =
        covered(far, settings_.peak.norm_min, told_.places().not_peak).alike(far.demand.people);
    const siting::SpreadPeaksTask task = spread_task(near_rows, far_rows);
    const auto best = best_spread(task);
    if (!best) return;
    tell_spread(*best);
    tell_levels(near_rows, far_rows, *best);
    const siting::ProvenChoice chosen = all_chosen(*best);
    told_.tell_alternatives(
        {solver_of(task, settings_.balance, spread_options(kOtherIterations), told_.quiet()), chosen, true}, chosen,
        kPoints, settings_.p + settings_.peak_count);
    tell_near(near.demand, near_rows, chosen.chosen);
    tell_front(task);
  }

  /// Whether there are as many places as are chosen; else the answer says that there are not.
  bool tell_too_few() {
    const std::size_t wanted = settings_.p + settings_.peak_count;
    const std::size_t there = told_.places().list.size();
    if (wanted <= there) return true;
    told_.answer.state = SitingState::impossible;
    told_.answer.conflict = {
        fmt::format("aan deze eis is niet te voldoen: er worden {} locaties gekozen, en er zijn er {}", wanted, there),
        fmt::format("this demand cannot be met: {} sites are chosen, and there are {}", wanted, there)};
    return false;
  }

  [[nodiscard]] siting::SpreadPeaksTask spread_task(const siting::AlikeRows& near, const siting::AlikeRows& far) const {
    siting::SpreadPeaksTask task{{near.costs, near.weight, 0},
                                 {far.costs, far.weight, 0},
                                 settings_.p,
                                 settings_.peak_count,
                                 told_.places().forced};
    task.rules = told_.places().rules(settings_);
    task.peak_spacing = settings_.peak.spacing_m;
    task.not_local = told_.places().not_local;
    task.not_peak = told_.places().not_peak;
    return task;
  }

  /// Empty: there is none, and the answer says why.
  std::optional<siting::SpreadPeaks> best_spread(const siting::SpreadPeaksTask& task) {
    try {
      return spread_peaks(task, settings_.balance, spread_options(kSpreadIterations), control_);
    } catch (const core::Error& error) {
      if (error.kind() != core::ErrorKind::limit) throw;
      tell_no_spread(task);
      return std::nullopt;
    }
  }

  /// What all places together cannot meet, else what the beacons alone cannot.
  void tell_no_spread(const siting::SpreadPeaksTask& task) {
    siting::LocationTask all{task.near.costs, task.near.weight, settings_.p + settings_.peak_count,
                             told_.places().forced};
    all.rules = task.rules;
    if (told_.tell_smallest({all})) return;
    std::vector<std::uint32_t> no_beacon{task.rules.forbidden.begin(), task.rules.forbidden.end()};
    no_beacon.insert(no_beacon.end(), task.not_peak.begin(), task.not_peak.end());
    std::ranges::sort(no_beacon);
    no_beacon.erase(std::unique(no_beacon.begin(), no_beacon.end()), no_beacon.end());
    siting::LocationTask beacons{task.far.costs, task.far.weight, settings_.peak_count, {}};
    beacons.rules = task.rules;
    beacons.rules.forbidden = no_beacon;
    beacons.rules.group_minimum = {};
    beacons.rules.spacing = std::max(task.rules.spacing, task.peak_spacing);
    if (!told_.tell_smallest({beacons})) return told_.tell_undecided();
    told_.answer.conflict = {"van de bakens alleen: " + told_.answer.conflict.dutch(),
                             "of the beacons alone: " + told_.answer.conflict.en};
  }

  void tell_spread(const siting::SpreadPeaks& best) {
    told_.answer.state = SitingState::answered;
    told_.answer.objective = kPoints * best.objective;
    told_.answer.bound = kPoints * best.bound;
    told_.answer.gap_share = best.bound > 0.0 ? (best.bound - best.objective) / best.bound : 0.0;
    told_.answer.proven = best.optimal;
    told_.answer.reach_share = best.peak_share;
  }

  static siting::ProvenChoice all_chosen(const siting::SpreadPeaks& best) {
    siting::ProvenChoice chosen{siting::Settled::found, best.locals, best.objective, best.bound, best.optimal};
    chosen.chosen.insert(chosen.chosen.end(), best.peaks.begin(), best.peaks.end());
    std::ranges::sort(chosen.chosen);
    return chosen;
  }

  /// Who has one of the chosen places near by.
  void tell_near(const SitingDemand& demand, const siting::AlikeRows& rows, std::span<const std::uint32_t> chosen) {
    std::vector<std::uint8_t> covered_alike(rows.weight.size(), 0);
    for (std::size_t row = 0; row < covered_alike.size(); ++row) {
      rows.costs.for_each(row, [&](const siting::SiteCost& entry) {
        if (std::ranges::binary_search(chosen, entry.site)) covered_alike[row] = 1;
      });
    }
    tell_served(demand, [&](std::size_t row) {
      const std::uint32_t alike = rows.of_row[row];
      return alike != siting::kNoSite && covered_alike[alike] != 0 ? 1.0 : 0.0;
    });
  }

  /// Chosen sites in the order in which they help, each level by its own norm.
  void tell_levels(const siting::AlikeRows& near, const siting::AlikeRows& far, const siting::SpreadPeaks& best) {
    const auto add = [&](const siting::AlikeRows& rows, const std::vector<std::uint32_t>& sites,
                         const std::vector<std::uint32_t>& before, bool beacon) {
      std::vector<std::uint32_t> all = before;
      all.insert(all.end(), sites.begin(), sites.end());
      std::vector<std::uint32_t> others;
      for (std::uint32_t row = 0; row < told_.places().list.size(); ++row) {
        if (std::ranges::find(all, row) == all.end()) others.push_back(row);
      }
      siting::LocationTask task{rows.costs, rows.weight, all.size(), before};
      task.rules.forbidden = others;
      const siting::Location location = siting::max_covering(task, 0, quick_siting(), control_);
      told_.tell_choices(location, before.size(), beacon, [&](std::size_t i) { return location.gain[i]; });
    };
    add(far, best.peaks, {}, true);
    add(near, best.locals, best.peaks, false);
  }

  void tell_front(const siting::SpreadPeaksTask& task) {
    const siting::LocationOptions options = spread_options(kOtherIterations);
    const double people = told_.answer.people.value_or(0.0);
    const double before = told_.answer.served_before.value_or(0.0);
    for (const siting::SpreadPeaks& one : spread_peaks_front(task, kMostFront, options, control_)) {
      publish::SitingFrontRow row;
      row.spread_share = people > 0.0 ? (before + one.spread_share * (people - before)) / people : 0.0;
      row.peak_share = one.peak_share;
      row.balance = one.balance;
      row.proven = one.optimal;
      row.gap_share = one.bound > 0.0 ? (one.bound - one.objective) / one.bound : 0.0;
      row.locals = told_.places_of(one.locals);
      row.peaks = told_.places_of(one.peaks);
      told_.answer.front.push_back(std::move(row));
    }
  }

  void tell_unconnected(const SitingDemand& demand) {
    if (demand.unconnected_people > 0.0)
      told_.remark(
          fmt::format("Van {:.0f} mensen is de reistijd onbekend; zij tellen niet mee.", demand.unconnected_people),
          fmt::format("Of {:.0f} people the travel time is unknown; they are in no sum.", demand.unconnected_people));
  }

  const SitingSources& sources_;
  const SitingSettings& settings_;
  const core::Control& control_;
  std::vector<std::uint32_t> centres_;  // rows of the demand
  SitingTold told_;
};

}  // namespace

std::vector<SitingAnswer> siting_answers(const SitingSources& sources, const core::Control& control) {
  std::vector<SitingAnswer> answers;
  for (std::size_t question = 0; question < sources.project.siting.size(); ++question)
    answers.push_back(QuestionAsked{sources, question, control}.run());
  return answers;
}

core::Report siting_findings(const Project& project, const std::vector<SitingAnswer>& answers) {
  core::Report report;
  for (const SitingAnswer& answer : answers) {
    if (answer.state == SitingState::answered) continue;
    report.add({core::Severity::warning,
                project.file.filename().string(),
                answer.question,
                answer.state == SitingState::impossible ? "siting_impossible" : "siting_undecided",
                answer.conflict,
                "the question has no answer; drop or loosen one of the demands",
                {}});
  }
  return report;
}

}  // namespace trek::project::detail
