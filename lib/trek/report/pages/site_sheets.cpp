#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "trek/model/all_modes.hpp"
#include "trek/publish/explanation.hpp"
#include "trek/publish/site_words.hpp"
#include "trek/report/chart.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/frame.hpp"
#include "trek/report/detail/maps.hpp"
#include "trek/report/detail/site_texts.hpp"
#include "trek/report/page.hpp"

/// One page a site: what it is, what speaks for and against it, what is open, and on what that rests. One A4.
namespace trek::report::pages::site_sheets {
namespace {

using detail::Cell;
using detail::fitted;
using publish::Explanation;

constexpr std::size_t kFacts = 11;
constexpr std::size_t kAnswers = 6;
constexpr std::size_t kQuestions = 8;
constexpr std::size_t kCompetitors = 5;
constexpr std::size_t kProfiles = 4;
constexpr std::size_t kLine = 150;  // characters that a line of a list may have

/// A site, and all that its page is made of.
struct Sheet {
  const Subject& subject;
  std::size_t row;
  Explanation site;
  const model::Words& words;
};

/// A list of lines; of what is left out it says how much.
Element list_of(std::vector<std::string> lines, std::size_t most, const model::Words& words) {
  Element list{"ul"};
  for (std::size_t i = 0; i < std::min(lines.size(), most); ++i) list.add(Element{"li", fitted(lines[i], kLine)});
  if (lines.size() > most)
    list.add(Element{"li", fmt::format("{} {} {}", words("en nog", "and"), lines.size() - most,
                                       words("in het kaartbestand", "more in the map file"))});
  return list;
}

Element head_of(const Sheet& sheet) {
  const auto& [subject, row, site, words] = sheet;
  Element rank{"div", {{"class", "rank"}}};
  rank.add_text(site.rank ? std::to_string(*site.rank) : "–");
  rank.add(Element{"small", site.rank ? fmt::format("{} {}", words("van", "of"), site.ranked_count)
                                      : words("geen rang", "not ranked")});
  std::string place = fitted(site.address, 80);
  if (!site.municipality.empty()) place += (place.empty() ? "" : ", ") + fitted(site.municipality, 40);
  const auto type = model::find_site_type(site.type);
  Element name{"div"};
  name.add(Element{"h1", fitted(site.name, 90)});
  name.add(
      Element{"p", fmt::format("{} · {} · {} {}", place.empty() ? words("adres onbekend", "address unknown") : place,
                               type ? std::string{model::label_of(*type, words.language())} : site.type,
                               words("sleutel", "key"), fitted(site.key, 50))});
  Element score{"div", {{"class", "score"}}};
  score.add(Element{"strong", words.number(site.score, 2)});
  score.add(Element{"div", words("score, tussen ", "score, between ") + words.number(site.low, 2) +
                               words(" en ", " and ") + words.number(site.high, 2)});
  return Element{"header", {{"class", "head"}}}.add(std::move(rank)).add(std::move(name)).add(std::move(score));
}

Element maps_of(const Sheet& sheet) {
  constexpr double kWidth = 345.0;
  constexpr double kHeight = 215.0;
  const auto& [subject, row, site, words] = sheet;
  Element both{"div", {{"class", "columns"}}};
  if (auto map = detail::locator_map(subject, row, kWidth, kHeight))
    both.add(detail::figure(std::move(*map), words("Ligging in de regio", "Place in the region")));
  else
    both.add(Element{
        "p", words("Geen kaart: het bestand heeft geen gemeenten.", "No map: the file has no municipalities.")});
  const std::string mode = detail::mode_text(detail::catchment_mode(subject, row), words);
  if (auto map = detail::catchment_map(subject, row, kWidth, kHeight))
    both.add(
        detail::figure(std::move(*map), words("Wat vanaf hier wordt bereikt, ", "What is reached from here, ") + mode));
  else
    both.add(Element{"p", words("Geen kaart van het bereik: de doorrekening tekende alleen dat van de beste locaties.",
                                "No map of the reach: the run drew that of the best sites alone.")});
  return both;
}

Element facts_of(const Sheet& sheet) {
  Element part{"section"};
  part.add(Element{"h2", sheet.words("Feiten, met bron en datum", "Facts, with source and date")});
  part.add(list_of(sheet.site.facts, kFacts, sheet.words));
  return part;
}

/// The chance that an answer changes the shortlist, by question.
std::string change_of(const Sheet& sheet, const std::string& question) {
  for (const publish::ReadQuestion& one : sheet.site.questions) {
    if (one.question == question)
      return fmt::format(" ({} {})", sheet.words.percent(one.change_share),
                         sheet.words("kans dat de lijst verandert", "chance that the list changes"));
  }
  return {};
}

Element vetoes_of(const Sheet& sheet) {
  const auto& [subject, row, site, words] = sheet;
  Element part{"section"};
  part.add(Element{"h2", words("Uitsluitingen: ", "Vetoes: ") + detail::veto_state(site, words)});
  std::vector<std::string> open;
  for (const std::string& question : site.veto_questions) open.push_back(question + change_of(sheet, question));
  if (!open.empty()) {
    part.add(
        Element{"h3", words("Nog open: kan de locatie alsnog doen afvallen", "Still open: may yet rule the site out")});
    part.add(list_of(std::move(open), kQuestions, words));
  }
  std::vector<std::string> answered;
  for (const publish::ReadAnswer& answer : site.answers) {
    if (!answer.decides) continue;
    std::string behind = answer.source;
    if (!answer.date.empty()) behind += (behind.empty() ? "" : ", ") + answer.date;
    answered.push_back(fmt::format("{}: {} {}{}", answer.verdict, fitted(answer.question, 70),
                                   fitted(answer.answer, 40), behind.empty() ? "" : " (" + fitted(behind, 40) + ")"));
  }
  if (!answered.empty()) {
    part.add(Element{"h3", words("Beantwoord", "Answered")});
    part.add(list_of(std::move(answered), kAnswers, words));
  }
  if (part.html().find("<ul>") == std::string::npos)
    part.add(Element{"p", words("Het bestand noemt geen uitsluitingen.", "The file names no vetoes.")});
  return part;
}

/// Rows of who and by what, columns of minutes.
Element catchment_table(const Sheet& sheet) {
  const auto figures = detail::catchment_of(sheet.subject, sheet.row);
  const auto& words = sheet.words;
  if (figures.empty()) return Element::group();
  std::set<int> minutes;
  std::map<std::pair<model::Mode, bool>, std::map<int, std::optional<double>>> table;
  for (const auto& figure : figures) {
    minutes.insert(figure.minutes);
    table[{figure.mode, !figure.of_target}][figure.minutes] = figure.people;
  }
  std::vector<std::string> heads{words("Mensen binnen", "People within")};
  for (const int one : minutes) heads.push_back(fmt::format("{} min", one));
  std::vector<std::vector<Cell>> rows;
  for (const auto& [who, by_minutes] : table) {
    std::vector<Cell> cells{
        {fmt::format("{}, {}", detail::people_of(!who.second, words), model::label_of(who.first, words.language()))}};
    for (const int one : minutes) {
      const auto found = by_minutes.find(one);
      const bool is_known = found != by_minutes.end() && found->second.has_value();
      const std::string none = found == by_minutes.end() ? "–" : words("onbekend", "unknown");
      cells.push_back({is_known ? words.grouped(*found->second) : none, true});
    }
    rows.push_back(std::move(cells));
  }
  Element part{"section"};
  part.add(Element{"h2", words("Wie er kan komen", "Who can come")});
  part.add(detail::table_of({}, heads, rows));
  return part;
}

Element competitors_of(const Sheet& sheet) {
  const auto& [subject, row, site, words] = sheet;
  std::string mode = subject.mode;
  const auto of_mode = [&](const publish::ReadDraw& draw) { return draw.mode == mode; };
  if (std::ranges::none_of(site.draws, of_mode) && !site.draws.empty()) mode = site.draws.front().mode;
  std::vector<std::vector<Cell>> rows;
  for (const publish::ReadDraw& draw : site.draws) {
    if (draw.mode != mode || draw.name.empty() || rows.size() == kCompetitors) continue;
    rows.push_back({{fitted(draw.name, 46)},
                    {words.grouped(draw.people), true},
                    {draw.share_of_place ? words.percent(*draw.share_of_place) : "–", true}});
  }
  if (rows.empty()) return Element::group();
  Element part{"section"};
  part.add(Element{"h2", words("Van welke plekken het bezoekers trekt", "From which places it draws visitors")});
  part.add(detail::table_of({},
                            {words("Bestaande plek", "Existing place"),
                             words("20-40-jarigen", "people of 20-40") + " (" + detail::mode_text(mode, words) + ")",
                             words("deel van die plek", "share of that place")},
                            rows));
  return part;
}

Element profiles_of(const Sheet& sheet) {
  const auto& [subject, row, site, words] = sheet;
  std::vector<std::vector<Cell>> rows;
  for (const publish::ReadProfile& profile : site.profiles) {
    if (rows.size() == kProfiles) break;
    rows.push_back({{fitted(profile.name, 40)},
                    {fitted(profile.ruled_out_by.empty() ? profile.verdict : profile.ruled_out_by, 60)},
                    {detail::interval_text(profile.potential_low, profile.potential_high, 2, words), true}});
  }
  if (rows.empty()) return Element::group();
  Element part{"section"};
  part.add(Element{"h2", words("Als wat het past", "As what it suits")});
  part.add(detail::table_of(
      {},
      {words("Soort plek", "Kind of place"), words("Oordeel", "Verdict"), words("Potentie (0–1)", "Potential (0–1)")},
      rows));
  const auto* const best = subject.find_profile(row);
  if (best != nullptr && !best->speaks_for.empty())
    part.add(Element{"p", words("Ervoor: ", "For it: ") + fitted(best->speaks_for, kLine)});
  if (best != nullptr && !best->speaks_against.empty())
    part.add(Element{"p", words("Ertegen: ", "Against it: ") + fitted(best->speaks_against, kLine)});
  return part;
}

Element comparison_of(const Sheet& sheet) {
  const auto& [subject, row, site, words] = sheet;
  std::vector<std::vector<Cell>> rows;
  for (const std::size_t other : subject.shortlist) {
    const publish::ReadSite& one = subject.results.sites[other];
    const std::string mark = other == row ? "► " : "";
    rows.push_back({{fmt::format("{}{}. {}", mark, *one.rank, fitted(one.name, 34))},
                    {words.number(one.score, 2), true},
                    {detail::interval_text(one.low, one.high, 2, words), true},
                    {detail::veto_state(one, words)}});
    if (rows.size() == 10) break;
  }
  if (rows.empty()) return Element::group();
  Element part{"section"};
  part.add(Element{"h2", words("Naast de andere op de lijst", "Beside the others on the list")});
  part.add(detail::table_of(
      {},
      {words("Locatie", "Site"), words("Score", "Score"), words("Tussen", "Between"), words("Uitsluitingen", "Vetoes")},
      rows));
  return part;
}

/// Drawings of this site.
Element charts_of(const Sheet& sheet) {
  Element part{"div", {{"class", "columns"}}};
  for (const Chart& chart : all_charts()) {
    if (!chart.draw_site) continue;
    if (auto drawn = chart.draw_site(sheet.subject, sheet.row)) {
      Element section{"section"};
      section.add(Element{"h2", sheet.words(chart.title)});
      part.add(section.add(std::move(*drawn)));
    }
  }
  return part;
}

std::string change_sentence(const Sheet& sheet) {
  const auto& [subject, row, site, words] = sheet;
  if (!site.rank || site.counterfactuals.changes.empty()) return {};
  const std::string what = site.counterfactuals.is_among_best
                               ? words("Valt uit de beste ", "Falls out of the top ") + std::to_string(site.top_count)
                               : words("Komt bij de beste ", "Comes into the top ") + std::to_string(site.top_count);
  const auto& change = site.counterfactuals.changes.front();
  return what + words(" bij ", " at ") +
         fitted(publish::change_text(subject.results.criteria[change.criterion], change, words), 160) + ".";
}

Element sources_of(const Sheet& sheet) {
  const auto& sources = sheet.subject.layers.sources;
  std::vector<std::string> told;
  for (std::size_t row = 0; row < sources.rows.size(); ++row) {
    std::string line = sources.text(row, "attribution");
    if (line.empty()) line = sources.text(row, "title");
    const std::string licence = sources.text(row, "licence");
    if (!licence.empty()) line += " (" + licence + ")";
    if (!line.empty() && std::ranges::find(told, line) == told.end()) told.push_back(fitted(line, 110));
  }
  std::string all;
  constexpr std::size_t kMost = 12;
  for (std::size_t i = 0; i < std::min(told.size(), kMost); ++i) all += (all.empty() ? "" : "; ") + told[i];
  if (told.size() > kMost) all += fmt::format("; {} {}", sheet.words("en nog", "and more:"), told.size() - kMost);
  return Element{
      "p", {{"class", "small"}}, sheet.words("Bronnen en licenties: ", "Sources and licences: ") + all + "."};
}

Element body_of(const Sheet& sheet) {
  const auto columns = [](Element left, Element right) {
    return Element{"div", {{"class", "columns"}}}
        .add(Element{"div"}.add(std::move(left)))
        .add(Element{"div"}.add(std::move(right)));
  };
  Element body = Element::group();
  body.add(head_of(sheet)).add(detail::notice_of(sheet.subject)).add(maps_of(sheet));
  body.add(columns(facts_of(sheet), vetoes_of(sheet)));
  body.add(charts_of(sheet));
  Element left = Element::group();
  left.add(catchment_table(sheet)).add(competitors_of(sheet)).add(profiles_of(sheet));
  body.add(columns(std::move(left), comparison_of(sheet)));
  const std::string change = change_sentence(sheet);
  if (!change.empty()) body.add(Element{"p", change});
  return body.add(sources_of(sheet)).add(detail::made_by(sheet.subject));
}

std::vector<PageFile> render(const Subject& subject) {
  std::vector<PageFile> files;
  for (const std::size_t row : subject.sheets) {
    const Sheet sheet{subject, row, publish::explanation(subject.results, row), subject.words};
    const std::string title = fmt::format(
        "{}{}", sheet.site.rank ? fmt::format("{}. ", *sheet.site.rank) : std::string{}, fitted(sheet.site.name, 90));
    files.push_back(
        {detail::sheet_name(subject, row), title, detail::page_text(subject, title, "sheet", body_of(sheet))});
  }
  return files;
}

}  // namespace

Page page() {
  return {.order = 20,
          .title = {"Locatiepaspoorten", "Site sheets"},
          .about = {"Eén A4 per locatie: feiten, open vragen, bereik en waarom de score is wat zij is.",
                    "One A4 a site: facts, open questions, reach, and why its score is what it is."},
          .render = render};
}

}  // namespace trek::report::pages::site_sheets
