#include "trek/project/detail/siting_told.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "trek/core/parallel.hpp"
#include "trek/project/detail/siting_words.hpp"

namespace trek::project::detail {
namespace {

using publish::SitingChoice;
using publish::SitingLoss;
using publish::SitingPlace;
using publish::SitingState;

constexpr std::size_t kMostNear = 3;          // near-optimal choices that are told
constexpr std::size_t kMostForcedPrices = 5;  // ranked sites that are not chosen, of which the price is told
constexpr std::size_t kMostConflictDemands = 300;

SitingState state_of(siting::Settled settled) {
  switch (settled) {
    case siting::Settled::found:
      return SitingState::answered;
    case siting::Settled::impossible:
      return SitingState::impossible;
    case siting::Settled::undecided:
      return SitingState::undecided;
  }
  return SitingState::undecided;
}

/// What is caught goes on, unless a question asks too much.
void check_limit(const core::Error& error) {
  if (error.kind() != core::ErrorKind::limit) throw;
}

}  // namespace

siting::LocationOptions quick_siting() {
  siting::LocationOptions options;
  options.start_count = 1;
  options.shake_work = 200'000;
  options.iteration_limit = 600;
  options.gap_share = 0.0005;
  return options;
}

SitingTold::SitingTold(const SitingSources& sources, const SitingSettings& settings, SitingPlaces places,
                       const core::Control& control)
    : sources_{sources}, settings_{settings}, places_{std::move(places)}, control_{control} {
  quiet_.stop = control.stop;
  quiet_.thread_count = 1;
  answer.question = settings.name;
  answer.problem = name_of(settings.problem);
  answer.asked = asked_words(settings);
  answer.unit = unit_words(settings);
  answer.mode = settings.local.mode;
  if (has_norm(settings.problem)) answer.norm_min = settings.local.norm_min;
  answer.candidate_count = static_cast<std::uint32_t>(places_.list.size());
  answer.near_optimal_share = settings.near_optimal_share;
}

std::optional<siting::Location> SitingTold::solved(const siting::Question& question, double scale) {
  siting::Location location;
  try {
    if (question.problem == siting::Problem::set_covering && question.task.p > 0 && tell_fewest(question)) return {};
    location = location_of(question, control_);
  } catch (const core::Error& error) {
    check_limit(error);
    tell_conflict(question);
    return std::nullopt;
  }
  answer.state = SitingState::answered;
  answer.objective = location.objective * scale;
  answer.bound = location.bound * scale;
  answer.gap_share = location.gap_share;
  answer.proven = location.optimal;
  const bool people = has_norm(settings_.problem);
  tell_choices(location, 0, false, [&](std::size_t i) -> std::optional<double> {
    if (people) return location.gain[i];
    // The first place of a median gains from nothing, and of a centre one does not say.
    if (question.problem != siting::Problem::p_median || i == 0) return std::nullopt;
    return location.gain[i] * scale;
  });
  siting::Question quick = question;
  quick.options = quick_siting();
  const siting::ProvenChoice chosen{siting::Settled::found, location.chosen, location.objective, location.bound,
                                    location.optimal};
  tell_alternatives({solver_of(quick, quiet_), chosen, wants_most(question.problem)}, chosen, scale,
                    settings_.problem == SitingProblem::lscp ? 0 : settings_.p);
  return location;
}

void SitingTold::tell_choices(const siting::Location& location, std::size_t skipped, bool beacon,
                              const std::function<std::optional<double>(std::size_t)>& gain) {
  for (std::size_t i = skipped; i < location.by_gain.size(); ++i) {
    const std::uint32_t row = location.by_gain[i];
    SitingChoice choice;
    choice.place = places_.list[row];
    choice.order = static_cast<std::uint32_t>(i - skipped) + 1;
    choice.beacon = beacon;
    choice.forced = std::ranges::find(places_.forced, row) != places_.forced.end();
    choice.gain = gain(i);
    if (!places_.capacity.empty()) choice.capacity = places_.capacity[row];
    answer.choices.push_back(std::move(choice));
    rows_of_choices_.push_back(row);
  }
}

void SitingTold::tell_serves(std::span<const double> served) {
  for (std::size_t i = 0; i < answer.choices.size(); ++i) answer.choices[i].serves = served[rows_of_choices_[i]];
}

void SitingTold::tell_conflict(const siting::Question& question) {
  const siting::DemandedSites demanded = siting::demanded_sites(question);
  if (siting::demands_of(demanded).size() > kMostConflictDemands || !tell_smallest(demanded)) tell_undecided();
}

/// Whether it takes more sites than may be chosen: then how many. The smallest set of people who do not go together
/// would take far longer to find.
bool SitingTold::tell_fewest(const siting::Question& question) {
  siting::Question any = question;
  any.task.p = 0;
  const siting::Location fewest = location_of(any, control_);
  if (fewest.bound <= static_cast<double>(question.task.p)) return false;
  answer.state = SitingState::impossible;
  answer.conflict = {
      fmt::format("deze 2 eisen gaan niet samen: er worden hoogstens {} locaties gekozen; wie bediend kan worden, "
                  "wordt bediend (daarvoor zijn er minstens {:.0f} nodig)",
                  question.task.p, fewest.bound),
      fmt::format("these 2 demands cannot be met together: at most {} sites are chosen; who can be served is served "
                  "(that takes at least {:.0f})",
                  question.task.p, fewest.bound)};
  return true;
}

bool SitingTold::tell_smallest(const siting::DemandedSites& demanded) {
  try {
    const auto conflict = siting::find_conflict(demanded, control_);
    if (!conflict) return false;
    answer.state = SitingState::impossible;
    answer.conflict = words_of(*conflict, demanded, demand_names());
    return true;
  } catch (const core::Error& error) {
    check_limit(error);
    return false;
  }
}

void SitingTold::tell_undecided() {
  answer.state = SitingState::undecided;
  answer.conflict = {
      "er is geen keuze gevonden die aan alle eisen voldoet, en ook geen paar eisen dat niet samengaat; vraag minder "
      "tegelijk: meer plekken, een kleinere afstand, een groter budget",
      "no choice was found that meets all demands, nor demands that do not go together; ask for less at once: more "
      "places, a smaller spacing, a larger budget"};
}

siting::DemandNames SitingTold::demand_names() const {
  siting::DemandNames names;
  names.site = [this](std::uint32_t row) { return name_of_place(places_.list[row]); };
  names.row = [](std::uint32_t row) { return std::to_string(row); };
  names.group = [this](std::uint32_t group) { return sources_.municipalities.name[group]; };
  names.group_word = {"gemeente", "municipality"};
  names.distance_unit = " m";
  names.cost_unit = " euro";
  names.is_served = served_words;
  return names;
}

std::string SitingTold::name_of_place(const SitingPlace& place) const {
  if (!place.site) return sources_.municipalities.name[place.municipality.value()];
  return fmt::format("'{}' ({})", sources_.sites.name[*place.site], sources_.sites.key[*place.site]);
}

void SitingTold::tell_price(std::size_t choice, const siting::Alternative& without, double scale) {
  SitingChoice& told = answer.choices[choice];
  told.without_state = state_of(without.choice.state);
  if (without.choice.state != siting::Settled::found) return;
  told.without = SitingLoss{without.loss_low * scale, without.loss_high * scale};
  told.instead = places_of(without.in);
}

void SitingTold::tell_alternatives(const siting::Alternatives& others, const siting::ProvenChoice& chosen, double scale,
                                   std::size_t p) {
  std::vector<std::function<siting::Alternative()>> searches;
  for (const std::uint32_t row : rows_of_choices_)
    searches.emplace_back([&others, row] { return others.without_site(row); });
  const std::vector<std::uint32_t> priced = priced_rows(chosen.chosen);
  for (const std::uint32_t row : priced) searches.emplace_back([&others, row] { return others.with_site(row); });
  const bool may_fewer = p > 1;
  const bool may_more = p > 0 && p < places_.list.size();
  if (may_fewer) searches.emplace_back([&others, p] { return others.with_count(p - 1); });
  if (may_more) searches.emplace_back([&others, p] { return others.with_count(p + 1); });
  siting::NearOptimal near;
  std::vector<siting::Alternative> found(searches.size());
  core::for_each_chunk(searches.size() + 1, 1, control_, "sites: what else", [&](std::size_t begin, std::size_t) {
    if (begin == 0)  // the longest begins first
      near = others.near_optimal(settings_.near_optimal_share, kMostNear);
    else
      found[begin - 1] = searches[begin - 1]();
  });
  const std::size_t choices = rows_of_choices_.size();
  for (std::size_t i = 0; i < choices; ++i) {
    if (!answer.choices[i].forced) tell_price(i, found[i], scale);
  }
  answer.near_optimal_complete = near.complete;
  for (const siting::Alternative& one : near.list) add_alternative("near_optimal", {}, one, scale);
  std::size_t next = choices + priced.size();
  if (may_fewer) add_alternative("one_fewer", {}, found[next++], scale);
  if (may_more) add_alternative("one_more", {}, found[next], scale);
  for (std::size_t i = 0; i < priced.size(); ++i)
    add_alternative("taken_in", places_.list[priced[i]], found[choices + i], scale);
}

/// The best ranked places that may be chosen and are not; of municipalities all.
std::vector<std::uint32_t> SitingTold::priced_rows(const std::vector<std::uint32_t>& chosen) const {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ranked;
  for (std::uint32_t row = 0; row < places_.list.size(); ++row) {
    const bool forbidden = std::ranges::find(places_.forbidden, row) != places_.forbidden.end();
    if (forbidden || std::ranges::binary_search(chosen, row)) continue;
    const auto& site = places_.list[row].site;
    const auto rank = site ? sources_.judgement.scores[*site].rank : std::optional{row};
    if (rank) ranked.emplace_back(*rank, row);
  }
  std::ranges::sort(ranked);
  if (!settings_.of_municipalities) ranked.resize(std::min(ranked.size(), kMostForcedPrices));
  std::vector<std::uint32_t> rows;
  for (const auto& [rank, row] : ranked) rows.push_back(row);
  return rows;
}

void SitingTold::add_alternative(const char* kind, std::optional<SitingPlace> subject, const siting::Alternative& one,
                                 double scale) {
  publish::SitingAlternative told;
  told.kind = kind;
  told.subject = subject;
  told.state = state_of(one.choice.state);
  told.objective = one.choice.objective * scale;
  told.bound = one.choice.bound * scale;
  told.proven = one.choice.optimal;
  told.loss = {one.loss_low * scale, one.loss_high * scale};
  told.in = places_of(one.in);
  told.out = places_of(one.out);
  answer.alternatives.push_back(std::move(told));
}

std::vector<SitingPlace> SitingTold::places_of(const std::vector<std::uint32_t>& rows) const {
  std::vector<SitingPlace> list;
  for (const std::uint32_t row : rows) list.push_back(places_.list[row]);
  return list;
}

std::vector<publish::SitingMunicipality> SitingTold::chosen_by_municipality() const {
  std::vector<publish::SitingMunicipality> result(sources_.municipalities.size());
  for (std::uint32_t m = 0; m < result.size(); ++m) result[m].municipality = model::MunicipalityIdx{m};
  for (const SitingChoice& choice : answer.choices) {
    if (choice.place.municipality.valid())
      ++result[static_cast<std::size_t>(choice.place.municipality.value())].chosen_count;
  }
  return result;
}

void SitingTold::remark(std::string dutch, std::string english) {
  add_sentence(answer.remarks, {std::move(dutch), std::move(english)});
}

void SitingTold::tell_places() {
  if (places_.unsized_count > 0)
    remark(fmt::format("{} locaties zonder bekend vloeroppervlak hebben geen prijs of capaciteit en zijn niet gekozen.",
                       places_.unsized_count),
           fmt::format("{} sites of unknown floor area have no price or capacity and are not chosen.",
                       places_.unsized_count));
  if (places_.ruled_out_count > 0)
    remark(fmt::format("{} locaties die moeten, vallen af volgens hun profiel.", places_.ruled_out_count),
           fmt::format("{} sites that must be chosen are ruled out by their profile.", places_.ruled_out_count));
}

}  // namespace trek::project::detail
