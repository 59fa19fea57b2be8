#include "trek/report/detail/advice_ranks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/site_texts.hpp"

namespace trek::report::detail {
namespace {

using publish::StoredTable;

constexpr std::size_t kToldSites = 5;

struct ChosenSite {
  std::size_t row = 0;  // of the choices
  int rank = 0;
};

/// Those with a rank, in the order of the answer.
std::vector<ChosenSite> chosen_sites(const Subject& subject, const std::string& question) {
  const StoredTable& all = subject.layers.siting_choices;
  std::vector<ChosenSite> chosen;
  for (std::size_t row = 0; row < all.rows.size(); ++row) {
    const auto rank = all.number(row, "rank");
    if (rank && all.text(row, "question") == question) chosen.push_back({row, static_cast<int>(*rank)});
  }
  return chosen;
}

std::optional<std::size_t> answer_row(const Subject& subject, const std::string& question) {
  const StoredTable& answers = subject.layers.siting_answers;
  for (std::size_t row = 0; row < answers.rows.size(); ++row) {
    if (answers.text(row, "question") == question) return row;
  }
  return std::nullopt;
}

/// "Almelo, Enschede en Hengelo (O.)" of the top of the list.
std::string places_of_top(const Subject& subject) {
  std::set<std::string> names;
  for (const publish::ReadSite& site : subject.results.sites) {
    if (site.rank && *site.rank <= subject.results.top_count && !site.municipality.empty())
      names.insert(site.municipality);
  }
  std::string text;
  std::size_t told = 0;
  for (const std::string& name : names) {
    const bool is_last = ++told == names.size();
    if (told > 1) text += is_last ? subject.words(" en ", " and ") : std::string{", "};
    text += fitted(name, 40);
  }
  return text;
}

std::string standing_sentence(const Subject& subject, const std::vector<ChosenSite>& chosen) {
  const auto& words = subject.words;
  const int top = subject.results.top_count;
  const auto among = std::ranges::count_if(chosen, [&](const ChosenSite& one) { return one.rank <= top; });
  const auto [first, last] = std::ranges::minmax(chosen, {}, &ChosenSite::rank);
  const std::string count = among == 0 ? words("geen", "none") : std::to_string(among);
  return fmt::format(
      fmt::runtime(
          words("Van de {} gekozen gebouwen {} er {} bij de beste {} van de lijst; hun rangen lopen van {} tot "
                "{}, van de {}.",
                "Of the {0} chosen buildings {2} {1} among the best {3} of the list; their ranks run from {4} "
                "to {5}, of {6}.")),
      chosen.size(), words(among == 1 || among == 0 ? "staat" : "staan", among == 1 ? "is" : "are"), count, top,
      first.rank, last.rank, subject.results.ranked_count);
}

/// Why both may be so.
std::string reason_sentence(const Subject& subject) {
  const auto& words = subject.words;
  std::string text = words(
      "De lijst zegt hoe goed elk gebouw op zichzelf uitkomt bij de gekozen weging; dit antwoord zegt welke gebouwen "
      "samen het meest toevoegen aan wat er al is.",
      "The list tells how well each building does by itself at the chosen weights; this answer tells which buildings "
      "together add most to what there is already.");
  const std::string places = places_of_top(subject);
  if (!places.empty())
    text += fmt::format(fmt::runtime(words(" De beste {} liggen in {}.", " The best {} lie in {}.")),
                        subject.results.top_count, places);
  return text;
}

std::optional<double> people_without(const Subject& subject, const std::string& code) {
  const StoredTable& all = subject.layers.coverage.municipalities;
  for (std::size_t row = 0; row < all.rows.size(); ++row) {
    if (!code.empty() && all.text(row, "code") == code)
      return all.number(row, fmt::format("{}_{}", "gap", subject.mode));
  }
  return std::nullopt;
}

/// What one adds, and who has no place near it.
Element chosen_item(const Subject& subject, const ChosenSite& one, bool counts_existing) {
  const StoredTable& all = subject.layers.siting_choices;
  const auto& words = subject.words;
  const std::string name = all.text(one.row, "site_name");
  const std::string municipality = fitted(all.text(one.row, "municipality"), 40);
  std::string text = fmt::format("{} {}, {} ({})", words("Rang", "Rank"), one.rank,
                                 said_name(name.empty() ? all.text(one.row, "site_key") : name, 60), municipality);
  if (const auto gain = all.number(one.row, "gain"))
    text += fmt::format(": {} {}", words("voegt toe", "adds"), amount_text(*gain, words));
  const auto without = people_without(subject, all.text(one.row, "municipality_code"));
  if (counts_existing && without)
    text += fmt::format(fmt::runtime(words("; in {} hebben {} inwoners nu geen plek {}",
                                           "; in {} {} inhabitants have no place {} today")),
                        municipality, words.grouped(*without), norm_text(subject));
  return Element{"li", text + "."};
}

/// What it costs to take in the first of the list that was not chosen.
std::string price_sentence(const Subject& subject, const std::string& question, const std::string& unit) {
  const auto& words = subject.words;
  for (const publish::ReadSite& site : subject.results.sites) {
    if (!site.rank || *site.rank > subject.results.top_count) continue;
    const auto is_price = [&](const publish::ReadSiting& one) {
      return one.site == site.key && one.question == question && !one.chosen && one.loss_high;
    };
    const auto found = std::ranges::find_if(subject.results.siting, is_price);
    if (found == subject.results.siting.end()) continue;
    const std::string begin = fmt::format(fmt::runtime(words("Wie nummer {} van de lijst ({}) er toch in opneemt, ",
                                                             "Who takes in number {} of the list "
                                                             "({}) all the same, ")),
                                          *site.rank, said_name(site.name, 60));
    const double least = found->loss_low.value_or(0.0);
    if (*found->loss_high <= 0.0) return begin + words("levert niets in.", "gives up nothing.");
    const bool has_least = least > 0.0;
    return fmt::format("{}{} {} ({}).", begin,
                       has_least ? words("levert minstens in:", "gives up at least:")
                                 : words("levert hoogstens in:", "gives up at most:"),
                       amount_text(has_least ? least : *found->loss_high, words), unit);
  }
  return {};
}

}  // namespace

Element ranks_told(const Subject& subject, const std::string& question) {
  const auto chosen = chosen_sites(subject, question);
  const auto answer = answer_row(subject, question);
  if (chosen.empty() || !answer) return Element::group();
  const auto& words = subject.words;
  const StoredTable& answers = subject.layers.siting_answers;
  Element part = Element::group();
  part.add(
      Element{"h4", words("Waarom deze, en niet de eerste van de lijst", "Why these, and not the first of the list")});
  part.add(Element{"p", standing_sentence(subject, chosen) + " " + reason_sentence(subject)});
  const std::string price = price_sentence(subject, question, answers.text(*answer, "unit"));
  if (!price.empty()) part.add(Element{"p", price});
  Element list{"ul"};
  const bool counts_existing = answers.number(*answer, "served_before").value_or(0.0) > 0.0;
  for (std::size_t i = 0; i < std::min(chosen.size(), kToldSites); ++i)
    list.add(chosen_item(subject, chosen[i], counts_existing));
  return part.add(std::move(list));
}

}  // namespace trek::report::detail
