#include "trek/project/detail/siting_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace trek::project::detail {
namespace {

core::Phrase people_words(SitingPeople people) {
  switch (people) {
    case SitingPeople::all:
      return {"inwoners", "inhabitants"};
    case SitingPeople::target:
      return {"20-40-jarigen", "people of 20-40"};
    case SitingPeople::equal:
      return {"gemeenten", "municipalities"};
  }
  return {};
}

core::Phrase places_words(const SitingSettings& settings, std::size_t count) {
  const bool one = count == 1;
  if (settings.of_municipalities) {
    return {fmt::format("{} {}", count, one ? "gemeentekern" : "gemeentekernen"),
            fmt::format("{} municipal {}", count, one ? "centre" : "centres")};
  }
  return {fmt::format("{} {}", count, one ? "locatie" : "locaties"),
          fmt::format("{} {}", count, one ? "site" : "sites")};
}

core::Phrase problem_words(const SitingSettings& settings) {
  const core::Phrase places = places_words(settings, settings.p);
  const core::Phrase people = people_words(settings.people);
  const core::Phrase norm = norm_words(settings.local);
  switch (settings.problem) {
    case SitingProblem::lscp: {
      const core::Phrase most = settings.p == 0 ? core::Phrase{std::string{}, std::string{}}
                                                : core::Phrase{fmt::format(" (hoogstens {})", places.dutch()),
                                                               fmt::format(" (at most {})", places.en)};
      return {fmt::format("zo weinig mogelijk locaties{} zodat alle {} er een hebben binnen {}", most.nl,
                          people.dutch(), norm.dutch()),
              fmt::format("as few sites as possible{} so that all {} have one within {}", most.en, people.en, norm.en)};
    }
    case SitingProblem::mclp:
      return {fmt::format("{} zodat zo veel mogelijk {} er een hebben binnen {}", places.dutch(), people.dutch(),
                          norm.dutch()),
              fmt::format("{} so that as many {} as possible have one within {}", places.en, people.en, norm.en)};
    case SitingProblem::p_median:
      return {fmt::format("{} met de kortste gemiddelde reistijd voor {}", places.dutch(), people.dutch()),
              fmt::format("{} with the least mean travel time for {}", places.en, people.en)};
    case SitingProblem::p_center:
      return {fmt::format("{} met de kortste langste reistijd voor {}", places.dutch(), people.dutch()),
              fmt::format("{} with the least longest travel time for {}", places.en, people.en)};
    case SitingProblem::spread_peaks: {
      const core::Phrase peak_norm = norm_words(settings.peak);
      return {
          fmt::format("{} en {} bakens: zo veel mogelijk {} dicht bij een plek (binnen {}), en zo veel mogelijk die "
                      "bij een baken kunnen komen (binnen {})",
                      places.dutch(), settings.peak_count, people.dutch(), norm.dutch(), peak_norm.dutch()),
          fmt::format("{} and {} beacons: as many {} as possible near a place (within {}), and as many who can come "
                      "to a beacon (within {})",
                      places.en, settings.peak_count, people.en, norm.en, peak_norm.en)};
    }
  }
  return {};
}

}  // namespace

core::Phrase norm_words(const SitingReach& reach) {
  const auto words = [&](model::Language language) {
    return fmt::format("{} min {}", reach.norm_min, model::label_of(reach.mode, language));
  };
  return {words(model::Language::nl), words(model::Language::en)};
}

core::Phrase asked_words(const SitingSettings& settings) {
  core::Phrase text = problem_words(settings);
  const auto add = [&](std::string dutch, std::string english) {
    add_sentence(text, {std::move(dutch), std::move(english)}, "; ");
  };
  if (!has_norm(settings.problem)) {
    const auto mode = settings.local.mode;
    add(std::string{model::label_of(mode, model::Language::nl)},
        std::string{model::label_of(mode, model::Language::en)});
  }
  if (settings.existing) {
    has_norm(settings.problem) ? add("wie al een bestaande plek binnen de norm heeft, vraagt er geen",
                                     "who has an existing place within the norm asks for none")
                               : add("bestaande plekken tellen mee", "existing places count");
  }
  if (!settings.local.profile.empty())
    add(fmt::format("locaties die niet afvallen als {}", settings.local.profile),
        fmt::format("sites that are not ruled out as {}", settings.local.profile));
  if (settings.per_municipality > 0)
    add(fmt::format("minstens {} in elke gemeente", settings.per_municipality),
        fmt::format("at least {} in each municipality", settings.per_municipality));
  if (settings.local.spacing_m > 0.0)
    add(fmt::format("minstens {} m uit elkaar", settings.local.spacing_m),
        fmt::format("at least {} m apart", settings.local.spacing_m));
  if (settings.peak.spacing_m > 0.0)
    add(fmt::format("bakens minstens {} m uit elkaar", settings.peak.spacing_m),
        fmt::format("beacons at least {} m apart", settings.peak.spacing_m));
  if (settings.budget_euro)
    add(fmt::format("samen hoogstens {:.0f} euro, bij {} euro per m2 vloer", *settings.budget_euro,
                    settings.cost_per_m2),
        fmt::format("at most {:.0f} euro together, at {} euro a m2 of floor", *settings.budget_euro,
                    settings.cost_per_m2));
  if (settings.capacity)
    add(fmt::format("elke locatie bedient hoogstens {:.0f} mensen", *settings.capacity),
        fmt::format("each site serves at most {:.0f} people", *settings.capacity));
  if (settings.capacity_per_m2 > 0.0)
    add(fmt::format("een locatie bedient hoogstens {} mensen per m2 vloer", settings.capacity_per_m2),
        fmt::format("a site serves at most {} people a m2 of floor", settings.capacity_per_m2));
  if (!settings.forced.empty())
    add(fmt::format("gekozen moet zijn: {}", fmt::join(settings.forced, ", ")),
        fmt::format("must be chosen: {}", fmt::join(settings.forced, ", ")));
  if (!settings.forbidden.empty())
    add(fmt::format("niet gekozen mag zijn: {}", fmt::join(settings.forbidden, ", ")),
        fmt::format("may not be chosen: {}", fmt::join(settings.forbidden, ", ")));
  return text;
}

core::Phrase unit_words(const SitingSettings& settings) {
  const core::Phrase people = people_words(settings.people);
  switch (settings.problem) {
    case SitingProblem::lscp:
      return {"locaties", "sites"};
    case SitingProblem::mclp:
      return {fmt::format("{} die er een plek bij krijgen", people.dutch()),
              fmt::format("{} who gain a place", people.en)};
    case SitingProblem::p_median:
      return {"min reistijd gemiddeld", "min of travel on average"};
    case SitingProblem::p_center:
      return {"min reistijd hoogstens", "min of travel at most"};
    case SitingProblem::spread_peaks:
      return {fmt::format("punten van 100: {} x wie een plek dichtbij krijgt, {} x wie bij een baken kan komen",
                          100.0 * settings.balance, 100.0 * (1.0 - settings.balance)),
              fmt::format("points of 100: {} x who gains a place near by, {} x who can come to a beacon",
                          100.0 * settings.balance, 100.0 * (1.0 - settings.balance))};
  }
  return {};
}

void add_sentence(core::Phrase& text, const core::Phrase& sentence, std::string_view between) {
  const auto joined = [&](const std::string& first, const std::string& second) {
    return first.empty() ? second : fmt::format("{}{}{}", first, between, second);
  };
  text = {joined(text.dutch(), sentence.dutch()), joined(text.en, sentence.en)};
}

}  // namespace trek::project::detail
