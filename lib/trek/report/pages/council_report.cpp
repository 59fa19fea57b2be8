#include <fmt/format.h>

#include <algorithm>

#include "trek/core/text.hpp"
#include "trek/publish/site_words.hpp"
#include "trek/report/chart.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/council_parts.hpp"
#include "trek/report/detail/frame.hpp"
#include "trek/report/detail/maps.hpp"
#include "trek/report/detail/site_texts.hpp"
#include "trek/report/page.hpp"

/// What a council reads: the question, how it was answered, who is served, the advice with its proof, whose weights say
/// what, what it rests on and what is not known.
namespace trek::report::pages::council_report {
namespace {

using detail::Cell;
using detail::fitted;
using detail::said_name;

/// Whom it is about: "de regio", or the name of a municipality.
std::string area_of(const Subject& subject) {
  if (!subject.municipality) return subject.words("de regio", "the region");
  return subject.layers.coverage.municipalities.text(*subject.municipality, "name");
}

std::size_t ruled_out_count(const Subject& subject) {
  return static_cast<std::size_t>(
      std::ranges::count_if(subject.results.sites, [](const publish::ReadSite& site) { return site.veto == "fail"; }));
}

std::size_t open_question_count(const Subject& subject) {
  std::size_t count = 0;
  for (const std::size_t row : subject.shortlist) count += subject.results.sites[row].veto_questions.size();
  return count;
}

Element question_of(const Subject& subject) {
  const auto& words = subject.words;
  Element part{"section"};
  part.add(Element{"h2", {{"id", "question"}}, words("De vraag", "The question")});
  part.add(Element{
      "p", words("Third places zijn plekken naast huis en werk waar mensen elkaar treffen, iets maken of iets "
                 "meemaken. Dit stuk gaat over ",
                 "Third places are places beside home and work where people meet, make things or take part. This "
                 "report is about ") +
               area_of(subject) +
               words(": wie heeft zo'n plek al dichtbij, wie niet, en welke leegstaande of vrijkomende gebouwen "
                     "zijn het meest geschikt om er een te worden?",
                     ": who has such a place near by, who has not, and which buildings that stand empty or fall "
                     "free are fittest to become one?")});
  return part;
}

/// A figure that stands out, and what it means.
Element key_number(const std::string& number, const std::string& meaning) {
  return Element{"li"}.add(Element{"strong", number}).add_text(meaning);
}

Element summary_of(const Subject& subject) {
  const auto& words = subject.words;
  Element part{"section"};
  part.add(Element{"h2", {{"id", "summary"}}, words("Het antwoord in het kort", "The answer in short")});
  Element numbers{"ul", {{"class", "key-numbers"}}};
  if (const auto gap = detail::unserved_people(subject))
    numbers.add(key_number(words.grouped(*gap),
                           words("inwoners zonder bestaande plek ", "inhabitants without an existing place ") +
                               detail::norm_text(subject)));
  if (const auto share = detail::served_share(subject))
    numbers.add(key_number(words.percent(*share), words("heeft die wel", "have one")));
  numbers.add(key_number(words.grouped(static_cast<double>(subject.results.sites.size())),
                         fmt::format("{}; {} {}", words("gebouwen bekeken", "buildings looked at"),
                                     ruled_out_count(subject), words("vielen af", "were ruled out"))));
  numbers.add(key_number(
      words.grouped(static_cast<double>(open_question_count(subject))),
      words("vragen staan nog open bij de locaties op de lijst", "questions are still open of the sites on the list")));
  part.add(std::move(numbers));
  if (!subject.shortlist.empty()) {
    const publish::ReadSite& best = subject.results.sites[subject.shortlist.front()];
    const bool is_firm = best.rank_group.empty() || best.rank_group == std::to_string(best.rank.value_or(0));
    part.add(Element{
        "p",
        {{"class", "lead"}},
        fmt::format(
            "{} {} ({}). {}", words("Bovenaan staat", "At the top is"), said_name(best.name, 90), best.municipality,
            is_firm ? words("Die plaats staat vast bij deze weging.", "That place is firm at these weights.")
                    : fmt::format("{} {}.",
                                  words("Die plaats staat niet vast: de volgorde is niet zeker binnen de rangen",
                                        "That place is not firm: the order is not sure within ranks"),
                                  best.rank_group))});
  }
  return part;
}

Element method_of(const Subject& subject) {
  const auto& words = subject.words;
  Element part{"section"};
  part.add(Element{"h2", {{"id", "method"}}, words("Hoe is gerekend", "How it was reckoned")});
  Element list{"ol"};
  const auto step = [&](const char* dutch, const char* english) { list.add(Element{"li", words(dutch, english)}); };
  step(
      "Openbare bronnen zijn samengebracht: waar mensen wonen, welke gebouwen leegstaan of vrijkomen, hun "
      "monumentenstatus en grootte, bestaande plekken en de straten.",
      "Public sources were brought together: where people live, which buildings are vacant or fall free, their listing "
      "and size, existing places and the streets.");
  step(
      "Van elk gebouw is over de straten berekend wie het binnen een aantal minuten bereikt: lopend, op de fiets of "
      "met de auto, voor zover het project dat vraagt.",
      "For each building it was reckoned along the streets who reaches it within a number of minutes: on foot, by "
      "bicycle or by car, as far as the project asks.");
  step(
      "Uitsluitende vragen (veto's) gaan voor: een gebouw dat er een niet haalt, doet niet mee. Is het antwoord "
      "onbekend, dan blijft de vraag open staan.",
      "Vetoes go first: a building that fails one takes no part. Where the answer is unknown, the question stays "
      "open.");
  step(
      "De andere zijn op criteria gewogen. Wat niet bekend is telt niet als nul: de score staat tussen een onder- en "
      "een bovengrens, en de rang volgt wat zeker is.",
      "The others were weighed on criteria. What is not known does not count as nought: the score stands between a "
      "lower and an upper bound, and ranks follow what is sure.");
  step(
      "Van elke gemeente is bepaald wie al een plek binnen de norm heeft, en welk gebouw de meeste anderen zou "
      "bedienen.",
      "For each municipality it was found who has a place within the norm already, and which building would serve most "
      "of the others.");
  part.add(std::move(list));
  part.add(detail::weights_table(subject));
  return part;
}

/// All drawings of a section, with their titles.
Element charts_of(const Subject& subject, Section section) {
  Element all = Element::group();
  for (const Chart& chart : all_charts()) {
    if (chart.section != section || !chart.draw) continue;
    if (auto drawn = chart.draw(subject)) all.add(detail::figure(std::move(*drawn), subject.words(chart.title)));
  }
  return all;
}

/// Open questions of all sites of the list alike: told once.
std::vector<std::string> common_questions(const Subject& subject) {
  std::vector<std::string> common;
  if (subject.shortlist.size() < 2) return common;
  for (const std::string& question : subject.results.sites[subject.shortlist.front()].veto_questions) {
    const bool is_common = std::ranges::all_of(subject.shortlist, [&](std::size_t row) {
      return core::is_one_of(question, subject.results.sites[row].veto_questions);
    });
    if (is_common) common.push_back(question);
  }
  return common;
}

/// What is open of a site beside what is open of all.
std::string open_text(const publish::ReadSite& site, const std::vector<std::string>& common,
                      const model::Words& words) {
  std::string text = detail::veto_state(site, words);
  for (const std::string& question : site.veto_questions) {
    if (!core::is_one_of(question, common)) text += " · " + fitted(question, 90);
  }
  return text;
}

Element common_list(const std::vector<std::string>& common, const model::Words& words) {
  Element part = Element::group();
  if (common.empty()) return part;
  part.add(Element{
      "p", words("Van alle locaties op de lijst is nog uit te zoeken, en elk antwoord kan een locatie doen afvallen:",
                 "Of all sites on the list this is still to find out, and each answer may rule a site out:")});
  Element list{"ul"};
  for (const std::string& question : common) list.add(Element{"li", question});
  return part.add(std::move(list));
}

Element shortlist_of(const Subject& subject) {
  const auto& words = subject.words;
  Element part{"section"};
  part.add(Element{"h2", {{"id", "shortlist"}}, words("De lijst", "The list")});
  const auto common = common_questions(subject);
  std::vector<std::vector<Cell>> rows;
  for (const std::size_t row : subject.shortlist) {
    const publish::ReadSite& site = subject.results.sites[row];
    const auto* const profile = subject.find_profile(row);
    rows.push_back(
        {{fmt::format("{}. {}", *site.rank, said_name(site.name, 60)), false, detail::sheet_link(subject, row)},
         {fitted(site.municipality, 40)},
         {words.number(site.score, 2), true},
         {detail::interval_text(site.low, site.high, 2, words), true},
         {profile == nullptr ? "–" : fitted(profile->name, 40)},
         {open_text(site, common, words)}});
  }
  if (rows.empty())
    return part.add(Element{"p", words("Geen enkele locatie heeft hier een rang.", "No site here has a rank.")});
  part.add(
      Element{"div",
              {{"class", "wide"},
               {"tabindex", "0"},
               {"role", "region"},
               {"aria-label", words("Tabel van de locaties", "Table of the sites")}}}
          .add(detail::table_of(words("De beste locaties, met wat nog uit te zoeken is",
                                      "The best sites, with what is still to find out"),
                                {words("Locatie", "Site"), words("Gemeente", "Municipality"), words("Score", "Score"),
                                 words("Tussen", "Between"), words("Past het best als", "Suits best as"),
                                 words("Uitsluitingen: open vragen", "Vetoes: open questions")},
                                rows)));
  return part.add(common_list(common, words)).add(charts_of(subject, Section::ranking));
}

Element coverage_of(const Subject& subject) {
  const auto& words = subject.words;
  Element part{"section"};
  part.add(Element{"h2",
                   {{"id", "coverage"}},
                   words("Wie heeft al een plek, en wie niet", "Who has a place already, and who has not")});
  if (subject.mode.empty())
    return part.add(
        Element{"p", words("Het project noemt geen bestaande plekken; over dekking is daarom niets te zeggen.",
                           "The project names no existing places; so nothing can be said of coverage.")});
  part.add(Element{"p", words("De norm is een plek ", "The norm is a place ") + detail::norm_text(subject) + "."});
  part.add(detail::municipality_table(subject));
  if (auto map = detail::gap_map(subject, 720.0, 560.0))
    part.add(detail::figure(std::move(*map), words("Deel van de inwoners met een plek, per gemeente: ",
                                                   "Share of the inhabitants with a place, by municipality: ") +
                                                 detail::norm_text(subject)));
  return part.add(charts_of(subject, Section::coverage));
}

Element contents_of(const model::Words& words) {
  Element nav{"nav", {{"aria-label", words("Inhoud", "Contents")}}};
  Element list{"ol"};
  const auto add = [&](const char* id, const char* dutch, const char* english) {
    list.add(Element{"li"}.add(Element{"a", {{"href", std::string{"#"} + id}}, words(dutch, english)}));
  };
  add("summary", "Het antwoord in het kort", "The answer in short");
  add("coverage", "Wie heeft al een plek, en wie niet", "Who has a place already, and who has not");
  add("shortlist", "De lijst", "The list");
  add("advice", "Waar de volgende plekken komen", "Where the next places go");
  add("stakeholders", "Wat ieders weging zegt", "What each one's weights say");
  add("sensitivity", "Hoe gevoelig is de uitkomst", "How sensitive the outcome is");
  add("ruled-out", "Wat afviel, en waarom", "What was ruled out, and why");
  add("caveats", "Kanttekeningen", "Caveats");
  add("method", "Hoe is gerekend", "How it was reckoned");
  add("sources", "Bronnen", "Sources");
  return nav.add(std::move(list));
}

Element body_of(const Subject& subject, const std::string& title) {
  const auto& words = subject.words;
  Element body = Element::group();
  body.add(Element{"a", {{"class", "skip"}, {"href", "#summary"}}, words("Naar het antwoord", "To the answer")});
  body.add(Element{"h1", title}).add(detail::notice_of(subject)).add(question_of(subject)).add(contents_of(words));
  body.add(summary_of(subject)).add(coverage_of(subject)).add(shortlist_of(subject));
  body.add(detail::advice_of(subject).add(charts_of(subject, Section::advice)));
  body.add(detail::stakeholders_of(subject).add(charts_of(subject, Section::stakeholders)));
  body.add(detail::sensitivity_of(subject).add(charts_of(subject, Section::sensitivity)));
  body.add(detail::scenarios_of(subject)).add(detail::ruled_out_of(subject)).add(detail::caveats_of(subject));
  body.add(method_of(subject));
  Element sources{"section"};
  sources.add(Element{"h2", {{"id", "sources"}}, words("Bronnen en licenties", "Sources and licences")});
  body.add(sources.add(detail::source_list(subject)).add(detail::made_by(subject)));
  return body;
}

std::vector<PageFile> render(const Subject& subject) {
  const auto& words = subject.words;
  std::string title = words("Waar komen de volgende plekken?", "Where do the next places go?");
  if (subject.municipality) title += " " + area_of(subject);
  return {{words("raadsstuk.html", "council_report.html"), title,
           detail::page_text(subject, title, "council", body_of(subject, title))}};
}

}  // namespace

Page page() {
  return {.order = 10,
          .title = {"Raadsstuk", "Council report"},
          .about = {"De vraag, wie een plek heeft en wie niet, het advies met zijn bewijs, en de kanttekeningen.",
                    "The question, who has a place and who has not, the advice with its proof, and the caveats."},
          .render = render,
          .for_paper = true};
}

}  // namespace trek::report::pages::council_report
