#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/council_parts.hpp"
#include "trek/report/detail/frame.hpp"

/// What the data lacked: said by the run, not by whoever writes the report.
namespace trek::report::detail {
namespace {

std::optional<double> number_of_fact(const Subject& subject, std::string_view key) {
  const std::string text = subject.fact(key);
  double number = 0.0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = !text.empty() && parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size();
  return whole ? std::optional{number} : std::nullopt;
}

/// Sentences on what is known of people, sites and sources.
std::vector<std::string> told_caveats(const Subject& subject) {
  const auto& words = subject.words;
  std::vector<std::string> all;
  const auto& sources = subject.layers.sources;
  std::size_t made_up = 0;
  for (std::size_t row = 0; row < sources.rows.size(); ++row) made_up += sources.flag(row, "made_up") ? 1U : 0U;
  if (made_up > 0)
    all.push_back(fmt::format("{} {} {} {}", made_up, words("van de", "of the"), sources.rows.size(),
                              words("bronnen zijn verzonnen: over echte gebouwen en mensen zegt dit stuk niets.",
                                    "sources are made up: this report says nothing of real buildings and people.")));
  double known = 0.0;
  for (const std::size_t row : subject.shortlist) known += subject.results.sites[row].completeness_share;
  if (!subject.shortlist.empty())
    all.push_back(words("Van de locaties op de lijst is gemiddeld ", "Of the sites on the list, on average ") +
                  words.percent(known / static_cast<double>(subject.shortlist.size())) +
                  words(" van het gewicht van de criteria bekend; de rest staat tussen grenzen.",
                        " of the weight of the criteria is known; the rest stands between bounds."));
  if (const auto estimated = number_of_fact(subject, "population.target_estimated_share");
      estimated && *estimated > 0.0)
    all.push_back(words("Van de 20-40-jarigen is ", "Of the people of 20-40, ") + words.percent(*estimated) +
                  words(" geschat uit bredere leeftijdsgroepen.", " is estimated out of wider age bands."));
  if (const auto lost = number_of_fact(subject, "population.remainder_inhabitants"); lost && *lost >= 0.5)
    all.push_back(words.grouped(*lost) +
                  words(" inwoners uit de bronnen hebben geen plaats op de kaart en tellen niet mee.",
                        " inhabitants of the sources have no place on the map and do not count."));
  if (subject.travel.unknown_people >= 0.5)
    all.push_back(words.grouped(subject.travel.unknown_people) +
                  words(" inwoners wonen niet aan het wegennet: hun reistijd is onbekend.",
                        " inhabitants do not live on the street network: their travel time is unknown."));
  if (const auto apart = number_of_fact(subject, "not_routable.count"); apart && *apart > 0.0)
    all.push_back(words.grouped(*apart) + words(" punten liggen te ver van een straat om reistijden van te berekenen.",
                                                " points lie too far from a street to reckon travel times of."));
  if (const auto rejected = number_of_fact(subject, "records.rejected"); rejected && *rejected > 0.0)
    all.push_back(words.grouped(*rejected) + words(" records uit de bronnen zijn afgewezen, elk met een reden.",
                                                   " records of the sources were rejected, each with a reason."));
  return all;
}

std::string severity_text(const std::string& severity, const model::Words& words) {
  if (severity == "rejected") return words("afgewezen", "rejected");
  return severity == "warning" ? words("waarschuwing", "warning") : words("opmerking", "note");
}

Element findings_table(const Subject& subject) {
  constexpr std::size_t kMost = 25;
  const auto& words = subject.words;
  std::vector<std::vector<Cell>> rows;
  for (const publish::StoredFinding& one : subject.findings) {
    if (rows.size() == kMost) break;
    rows.push_back({{one.label},
                    {severity_text(one.severity, words)},
                    {fitted(one.source, 40)},
                    {words.grouped(static_cast<double>(one.count)), true},
                    {fitted(one.value, 140)},
                    {fitted(one.remedy, 160)}});
  }
  if (rows.empty()) return Element::group();
  Element wide{"div",
               {{"class", "wide"},
                {"tabindex", "0"},
                {"role", "region"},
                {"aria-label", words("Tabel van de meldingen", "Table of the findings")}}};
  return wide.add(
      table_of(words("Meldingen van de doorrekening", "Findings of the run"),
               {words("Melding", "Finding"), words("Ernst", "Severity"), words("Bron", "Source"),
                words("Aantal", "Count"), words("Bijvoorbeeld", "For example"), words("Wat te doen", "What to do")},
               rows));
}

}  // namespace

Element caveats_of(const Subject& subject) {
  const auto& words = subject.words;
  Element part{"section"};
  part.add(Element{"h2", {{"id", "caveats"}}, words("Kanttekeningen", "Caveats")});
  Element list{"ul", {{"class", "caveats"}}};
  for (const std::string& caveat : told_caveats(subject)) list.add(Element{"li", caveat});
  list.add(Element{"li",
                   words("Een score ordent; zij vervangt geen bezoek, gesprek met de eigenaar of bouwkundig onderzoek.",
                         "A score puts in order; it does not stand in for a visit, a talk with the owner or a survey "
                         "of the building.")});
  return part.add(std::move(list)).add(findings_table(subject));
}

}  // namespace trek::report::detail
