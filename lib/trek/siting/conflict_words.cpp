#include <fmt/format.h>

#include <algorithm>

#include "trek/siting/conflict.hpp"

namespace trek::siting {
namespace {

core::Phrase first_names(const std::vector<std::uint32_t>& sites, const DemandNames& names) {
  constexpr std::size_t kShown = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, sites.size()); ++i) text += (i == 0 ? "" : ", ") + names.site(sites[i]);
  if (sites.size() <= kShown) return text;
  const std::size_t more = sites.size() - kShown;
  return {fmt::format("{} en {} andere", text, more), fmt::format("{} and {} more", text, more)};
}

core::Phrase site_count_words(const SiteCount& count, const DemandNames& names) {
  const core::Phrase sites = first_names(count.sites, names);
  const std::string& dutch = sites.dutch();
  const std::string& english = sites.en;
  if (count.most >= count.sites.size()) {
    return {fmt::format("van de locaties {} zijn er minstens {} gekozen", dutch, count.least),
            fmt::format("at least {} of the sites {} are chosen", count.least, english)};
  }
  if (count.least == 0) {
    return {fmt::format("van de locaties {} zijn er hoogstens {} gekozen", dutch, count.most),
            fmt::format("at most {} of the sites {} are chosen", count.most, english)};
  }
  return {fmt::format("van de locaties {} zijn er {} tot {} gekozen", dutch, count.least, count.most),
          fmt::format("{} to {} of the sites {} are chosen", count.least, count.most, english)};
}

core::Phrase served_words(const Demand& demand, const DemandedSites& question, const DemandNames& names) {
  if (names.is_served) return names.is_served(demand.subject);
  const std::string name = names.row(demand.subject);
  if (!question.standard || *question.standard >= kNoCost - 1)
    return {fmt::format("vraag {} wordt bediend", name), fmt::format("demand {} is served", name)};
  const double cost = *question.standard / names.parts;
  return {fmt::format("vraag {} wordt bediend voor hoogstens {:.12g}", name, cost),
          fmt::format("demand {} is served at a cost of at most {:.12g}", name, cost)};
}

core::Phrase count_words(const DemandedSites& question) {
  const bool exactly = question.count == CountRule::exactly;
  const std::size_t count = exactly ? std::min(question.task.p, question.task.costs.site_count()) : question.task.p;
  return {fmt::format("er worden {} {} locaties gekozen", exactly ? "precies" : "hoogstens", count),
          fmt::format("{} {} sites are chosen", exactly ? "exactly" : "at most", count)};
}

core::Phrase demand_words(const Demand& demand, const DemandedSites& question, const DemandNames& names) {
  const SiteRules& rules = question.task.rules;
  switch (demand.kind) {
    case DemandKind::count:
      return count_words(question);
    case DemandKind::forced: {
      const std::string name = names.site(demand.subject);
      return {fmt::format("locatie {} moet erbij", name), fmt::format("site {} is forced in", name)};
    }
    case DemandKind::forbidden: {
      const std::string name = names.site(demand.subject);
      return {fmt::format("locatie {} mag niet", name), fmt::format("site {} is forbidden", name)};
    }
    case DemandKind::group_minimum: {
      const GroupMinimum& minimum = rules.group_minimum[demand.subject];
      const std::string name = names.group(minimum.group);
      return {fmt::format("{} {} heeft er minstens {}", names.group_word.dutch(), name, minimum.count),
              fmt::format("{} {} has at least {}", names.group_word.en, name, minimum.count)};
    }
    case DemandKind::site_count:
      return site_count_words(rules.count[demand.subject], names);
    case DemandKind::spacing:
      return {fmt::format("gekozen locaties liggen minstens {:.12g}{} uit elkaar", rules.spacing, names.distance_unit),
              fmt::format("chosen sites are at least {:.12g}{} apart", rules.spacing, names.distance_unit)};
    case DemandKind::budget:
      return {fmt::format("gekozen locaties kosten samen hoogstens {:.12g}{}", rules.budget, names.cost_unit),
              fmt::format("chosen sites cost at most {:.12g}{} together", rules.budget, names.cost_unit)};
    case DemandKind::served:
      return served_words(demand, question, names);
  }
  return {};
}

}  // namespace

core::Phrase words_of(const Conflict& conflict, const DemandedSites& question, const DemandNames& names) {
  core::Phrase words{std::string{}, std::string{}};
  for (const Demand& demand : conflict.demands) {
    const core::Phrase one = demand_words(demand, question, names);
    words.nl += (words.nl.empty() ? "" : "; ") + one.dutch();
    words.en += (words.en.empty() ? "" : "; ") + one.en;
  }
  const std::size_t count = conflict.demands.size();
  if (count == 1) return {"aan deze eis is niet te voldoen: " + words.nl, "this demand cannot be met: " + words.en};
  return {fmt::format("deze {} eisen gaan niet samen{}: {}", count,
                      conflict.smallest ? ", en geen kleiner aantal botst" : "", words.nl),
          fmt::format("these {} demands cannot be met together{}: {}", count,
                      conflict.smallest ? ", and no fewer are in conflict" : "", words.en)};
}

}  // namespace trek::siting
