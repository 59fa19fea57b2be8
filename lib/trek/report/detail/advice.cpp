#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "trek/core/text.hpp"
#include "trek/model/level.hpp"
#include "trek/report/detail/advice_ranks.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/council_parts.hpp"
#include "trek/report/detail/frame.hpp"
#include "trek/report/detail/site_texts.hpp"

/// Where the next places go, what each stakeholder makes of it, and how firm it is.
namespace trek::report::detail {
namespace {

using publish::StoredTable;

/// What the proof says: the best there is, or how far from it at most.
std::string proof_sentence(const StoredTable& answers, std::size_t row, const model::Words& words) {
  const auto gap = answers.number(row, "gap_share");
  const auto bound = answers.number(row, "bound");
  if (answers.flag(row, "proven"))
    return words("Bewezen de beste: geen andere keuze van gebouwen komt hoger uit.",
                 "Proven the best: no other choice of buildings does better.");
  if (!gap || !bound)
    return words("Hoe ver dit van de beste keuze af is, is niet bekend.",
                 "How far this is from the best choice is not known.");
  return fmt::format("{} {} {} ({} {}).",
                     words("Niet bewezen de beste, maar hoogstens", "Not proven the best, but at most"),
                     words.percent(*gap, 2), words("daarvan af", "from it"),
                     words("geen keuze komt verder dan", "no choice does better than"), amount_text(*bound, words));
}

std::string outcome_sentence(const StoredTable& answers, std::size_t row, const model::Words& words) {
  std::string text;
  if (const auto outcome = answers.number(row, "objective"))
    text = fmt::format("{} {} {}. ", words("Uitkomst:", "Outcome:"), amount_text(*outcome, words),
                       answers.text(row, "unit"));
  const auto before = answers.number(row, "served_before");
  const auto after = answers.number(row, "served_after");
  if (before && after)
    text += fmt::format("{} {} {} {}. ", words("Met een plek binnen de norm: nu", "With a place within the norm: now"),
                        words.grouped(*before), words("mensen, straks", "people, then"), words.grouped(*after));
  return text;
}

/// "Spreeuwenpad 2 (building-17421); Hof 3 (monument-9)" without the keys, which nobody reads in a report.
std::string without_keys(const std::string& names) {
  std::string text;
  for (const std::string& name : core::split(names, ';')) {
    const std::size_t key = name.ends_with(')') ? name.rfind(" (") : std::string::npos;
    text += (text.empty() ? "" : "; ") + said_name(name.substr(0, key), 60);
  }
  return text;
}

std::string level_text(const std::string& level, const model::Words& words) {
  const auto found = model::find_level(level);
  return found ? words(model::label_of(*found)) : level;
}

std::vector<Cell> choice_cells(const Subject& subject, std::size_t row) {
  const StoredTable& all = subject.layers.siting_choices;
  const auto& words = subject.words;
  const std::string name = all.text(row, "site_name");
  const auto rank = all.number(row, "rank");
  const auto gain = all.number(row, "gain");
  const auto loss = all.number(row, "without_low");
  return {{said_name(name.empty() ? all.text(row, "site_key") : name, 60)},
          {fitted(all.text(row, "municipality"), 40)},
          {level_text(all.text(row, "level"), words)},
          {rank ? words.number(*rank, 0) : "–", true},
          {gain ? amount_text(*gain, words) : "–", true},
          {loss ? amount_text(*loss, words) : "–", true},
          {fitted(without_keys(all.text(row, "instead")), 80)}};
}

/// The chosen places of a question, in their order.
Element choices_of(const Subject& subject, const std::string& question) {
  constexpr std::size_t kMost = 20;
  const StoredTable& all = subject.layers.siting_choices;
  const auto& words = subject.words;
  std::vector<std::vector<Cell>> rows;
  std::size_t count = 0;
  for (std::size_t row = 0; row < all.rows.size(); ++row) {
    if (all.text(row, "question") == question && ++count <= kMost) rows.push_back(choice_cells(subject, row));
  }
  if (rows.empty()) return Element::group();
  Element part = Element::group();
  part.add(table_of(words("De gekozen plekken", "The chosen places"),
                    {words("Plek", "Place"), words("Gemeente", "Municipality"), words("Niveau", "Level"),
                     words("Rang", "Rank"), words("Voegt toe", "Adds"), words("Weglaten kost", "Leaving out costs"),
                     words("Wat dan komt", "What comes instead")},
                    rows));
  if (count > kMost)
    part.add(Element{"p",
                     {{"class", "small"}},
                     fmt::format("{} {} {}", words("De eerste", "The first"), kMost, words("van ", "of ")) +
                         std::to_string(count) +
                         words("; alle staan bij de tabellen.", "; all stand among the tables.")});
  return part;
}

Element answer_of(const Subject& subject, std::size_t row) {
  const StoredTable& answers = subject.layers.siting_answers;
  const auto& words = subject.words;
  Element part{"section"};
  part.add(Element{"h3", answers.text(row, "question")});
  part.add(Element{"p", answers.text(row, "asked")});
  if (answers.text(row, "state") != "answered") {
    const std::string why = answers.text(row, "conflict");
    return part.add(Element{"p", {{"class", "proof"}}, words("Geen antwoord. ", "No answer. ") + why});
  }
  part.add(
      Element{"p", {{"class", "proof"}}, outcome_sentence(answers, row, words) + proof_sentence(answers, row, words)});
  const std::string remarks = answers.text(row, "remarks");
  if (!remarks.empty()) part.add(Element{"p", {{"class", "small"}}, remarks});
  const std::string question = answers.text(row, "question");
  return part.add(choices_of(subject, question)).add(ranks_told(subject, question));
}

/// Ranks of a site by stakeholder.
std::map<std::string, std::vector<std::optional<int>>> ranks_of(const Subject& subject,
                                                                const std::vector<std::string>& names) {
  std::map<std::string, std::vector<std::optional<int>>> ranks;
  for (const publish::ReadView& view : subject.results.views) {
    auto& row = ranks.try_emplace(view.site, names.size()).first->second;
    const auto found = std::ranges::find(names, view.stakeholder);
    if (found != names.end()) row[static_cast<std::size_t>(found - names.begin())] = view.rank;
  }
  return ranks;
}

std::vector<std::string> stakeholder_names(const Subject& subject) {
  std::vector<std::string> names;
  for (const publish::ReadView& view : subject.results.views) {
    if (std::ranges::find(names, view.stakeholder) == names.end()) names.push_back(view.stakeholder);
  }
  return names;
}

std::string agreement_sentence(const Subject& subject) {
  const auto& words = subject.words;
  const std::string agreement = subject.fact("stakeholders.kendall_w");
  std::string text;
  if (!agreement.empty())
    text = words("Overeenstemming over alle locaties (Kendalls W, 0 is geen, 1 is volledig): ",
                 "Agreement over all sites (Kendall's W, 0 is none, 1 is full): ") +
           (words.is_dutch() ? core::with_decimal_comma(agreement) : agreement) + ". ";
  const std::string key = subject.fact("stakeholders.compromise");
  const auto found = std::ranges::find(subject.results.sites, key, &publish::ReadSite::key);
  if (!key.empty() && found != subject.results.sites.end())
    text += words("Waarmee allen het best kunnen leven (kleinste grootste spijt): ",
                  "What all can live with best (least largest regret): ") +
            said_name(found->name, 90) + ". ";
  const std::string dividing = subject.fact("stakeholders.dividing_criterion");
  const auto criterion = std::ranges::find(subject.results.criteria, dividing, &publish::ReadCriterion::id);
  if (!dividing.empty() && criterion != subject.results.criteria.end())
    text += words("Waarover zij het meest verschillen: ", "What divides them most: ") + criterion->label + ".";
  return text;
}

}  // namespace

Element advice_of(const Subject& subject) {
  const auto& words = subject.words;
  Element part{"section"};
  part.add(Element{"h2", {{"id", "advice"}}, words("Waar de volgende plekken komen", "Where the next places go")});
  const StoredTable& answers = subject.layers.siting_answers;
  if (answers.rows.empty())
    return part.add(Element{"p", words("Het project stelt geen vraag over waar de volgende plekken komen ([[siting]]).",
                                       "The project asks no question of where the next places go ([[siting]]).")});
  if (subject.municipality)
    part.add(Element{"p", words("De antwoorden gelden voor de hele regio.", "The answers hold for the whole region.")});
  for (std::size_t row = 0; row < answers.rows.size(); ++row) part.add(answer_of(subject, row));
  return part;
}

Element stakeholders_of(const Subject& subject) {
  const auto& words = subject.words;
  Element part{"section"};
  part.add(Element{"h2", {{"id", "stakeholders"}}, words("Wat ieders weging zegt", "What each one's weights say")});
  const auto names = stakeholder_names(subject);
  if (names.empty())
    return part.add(Element{"p", words("Het project noemt geen belanghebbenden met een eigen weging.",
                                       "The project names no stakeholders with weights of their own.")});
  const auto ranks = ranks_of(subject, names);
  std::vector<std::string> heads{words("Locatie", "Site"), words("Rang hier", "Rank here")};
  for (const std::string& name : names) heads.push_back(fitted(name, 40));
  std::vector<std::vector<Cell>> rows;
  for (const std::size_t row : subject.shortlist) {
    const publish::ReadSite& site = subject.results.sites[row];
    std::vector<Cell> cells{{said_name(site.name, 50)}, {std::to_string(*site.rank), true}};
    const auto found = ranks.find(site.key);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto rank = found == ranks.end() ? std::nullopt : found->second[i];
      cells.push_back({rank ? std::to_string(*rank) : "–", true});
    }
    rows.push_back(std::move(cells));
  }
  if (!rows.empty())
    part.add(table_of(words("Rang van de locaties op de lijst bij ieders weging",
                            "Rank of the sites on the list at each one's weights"),
                      heads, rows));
  const std::string agreement = agreement_sentence(subject);
  if (!agreement.empty()) part.add(Element{"p", agreement});
  return part;
}

Element sensitivity_of(const Subject& subject) {
  const auto& words = subject.words;
  Element part{"section"};
  part.add(
      Element{"h2", {{"id", "sensitivity"}}, words("Hoe gevoelig is de uitkomst", "How sensitive the outcome is")});
  std::vector<std::vector<Cell>> rows;
  for (const std::size_t row : subject.shortlist) {
    const publish::ReadSite& site = subject.results.sites[row];
    if (!site.first_share || !site.top_share) continue;
    rows.push_back({{fmt::format("{}. {}", *site.rank, said_name(site.name, 50))},
                    {site.rank_group.empty() ? std::to_string(*site.rank) : site.rank_group, true},
                    {words.percent(*site.first_share), true},
                    {words.percent(*site.top_share), true},
                    {site.top_share_free ? words.percent(*site.top_share_free) : "–", true},
                    {words.percent(site.completeness_share), true}});
  }
  if (rows.empty())
    return part.add(Element{"p", words("Het bestand zegt niet hoe de rang verandert met de weging.",
                                       "The file does not tell how ranks change with the weights.")});
  part.add(Element{"p", words("De weging is duizenden keren anders getrokken. Hoe vaak een locatie dan nog bovenaan "
                              "staat, zegt hoe vast haar plaats is.",
                              "The weights were drawn anew thousands of times. How often a site is still at the top "
                              "tells how firm its place is.")});
  const std::string top = std::to_string(subject.results.top_count);
  return part.add(
      table_of(words("Hoe vast de plaats op de lijst is", "How firm the place on the list is"),
               {words("Locatie", "Site"), words("Rang, zo zeker als die is", "Rank, as firm as it is"),
                words("Eerste in", "First in"), words("Bij de beste ", "In the top ") + top + words(" in", " in"),
                words("Zelfde, elke weging", "The same, any weights"), words("Bekend gewicht", "Known weight")},
               rows));
}

}  // namespace trek::report::detail
