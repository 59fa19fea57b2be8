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
using detail::said_name;
using publish::Explanation;

// What one A4 has room for: of each list so many lines, where a line of the page holds about so many characters.
constexpr std::size_t kFactLines = 12;
constexpr std::size_t kAnswerLines = 5;
constexpr std::size_t kQuestionLines = 11;
constexpr std::size_t kCompetitors = 5;
constexpr std::size_t kProfiles = 3;
constexpr std::size_t kLine = 62;
constexpr std::size_t kItem = 2 * kLine;  // characters that an item of a list may have

/// A site, and all that its page is made of.
struct Sheet {
  const Subject& subject;
  std::size_t row = 0;
  Explanation site;
  const model::Words& words;
};

/// A list that takes so many lines of the page; of what is left out it says how much.
Element list_of(const std::vector<std::string>& items, std::size_t lines, const model::Words& words) {
  Element list{"ul"};
  std::size_t shown = 0;
  std::size_t taken = 1;  // that which says how much is left out
  for (; shown < items.size(); ++shown) {
    const std::string item = fitted(items[shown], kItem);
    taken += (item.size() + kLine - 1) / kLine;
    if (taken > lines) break;
    list.add(Element{"li", item});
  }
  if (shown < items.size())
    list.add(Element{"li", fmt::format("{} {} {}", words("en nog", "and"), items.size() - shown,
                                       words("in het kaartbestand", "more in the map file"))});
  return list;
}

Element head_of(const Sheet& sheet) {
  const auto& [subject, row, site, words] = sheet;
  Element rank{"div", {{"class", "rank"}}};
  rank.add_text(site.rank ? std::to_string(*site.rank) : "–");
  rank.add(Element{"small", site.rank ? fmt::format("{} {}", words("van", "of"), site.ranked_count)
                                      : words("geen rang", "not ranked")});
  std::string place = site.address == site.name ? std::string{} : said_name(site.address, 80);
  if (!site.municipality.empty()) place += (place.empty() ? "" : ", ") + fitted(site.municipality, 40);
  const auto type = model::find_site_type(site.type);
  Element name{"div"};
  name.add(Element{"h1", said_name(site.name, 60)});
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
  constexpr double kNarrow = 226.0;  // of three
  constexpr double kHeight = 190.0;
  const auto& [subject, row, site, words] = sheet;
  auto around = detail::surroundings_map(subject, row, kNarrow, kHeight);
  const double width = around ? kNarrow : kWidth;
  Element maps{"div", {{"class", around ? "columns three" : "columns"}}};
  if (auto map = detail::locator_map(subject, row, width, kHeight))
    maps.add(detail::figure(std::move(*map), words("Ligging in de regio", "Place in the region")));
  else
    maps.add(Element{
        "p", words("Geen kaart: het bestand heeft geen gemeenten.", "No map: the file has no municipalities.")});
  if (around) maps.add(detail::figure(std::move(*around), words("Omgeving", "Surroundings")));
  const std::string mode = detail::mode_text(detail::catchment_mode(subject, row), words);
  if (auto map = detail::catchment_map(subject, row, width, kHeight))
    maps.add(
        detail::figure(std::move(*map), words("Wat vanaf hier wordt bereikt, ", "What is reached from here, ") + mode));
  else
    maps.add(Element{"p", words("Geen kaart van het bereik: de doorrekening tekende alleen dat van de beste locaties.",
                                "No map of the reach: the run drew that of the best sites alone.")});
  return maps;
}

Element facts_of(const Sheet& sheet) {
  Element part{"section"};
  part.add(Element{"h2", sheet.words("Feiten, met bron en datum", "Facts, with source and date")});
  part.add(list_of(sheet.site.facts, kFactLines, sheet.words));
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
    part.add(list_of(open, kQuestionLines, words));
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
    part.add(list_of(answered, kAnswerLines, words));
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
    rows.push_back({{fitted(draw.name, 36)},
                    {words.grouped(draw.people), true},
                    {draw.share_of_place ? words.percent(*draw.share_of_place) : "–", true}});
  }
  if (rows.empty()) return Element::group();
  Element part{"section"};
  part.add(Element{
      "h2", words("Van welke plekken het 20-40-jarigen trekt, ", "From which places it draws people of 20-40, ") +
                detail::mode_text(mode, words)});
  part.add(detail::table_of(
      {}, {words("Bestaande plek", "Existing place"), words("mensen", "people"), words("deel ervan", "share of it")},
      rows));
  return part;
}

Element profiles_of(const Sheet& sheet) {
  const auto& [subject, row, site, words] = sheet;
  std::vector<std::vector<Cell>> rows;
  for (const publish::ReadProfile& profile : site.profiles) {
    if (rows.size() == kProfiles) break;
    rows.push_back({{fitted(profile.name, 18)},
                    {fitted(profile.ruled_out_by.empty() ? profile.verdict : profile.ruled_out_by, 26)},
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
    part.add(Element{"p", words("Ervoor: ", "For it: ") + fitted(best->speaks_for, kLine + kLine / 2)});
  if (best != nullptr && !best->speaks_against.empty())
    part.add(Element{"p", words("Ertegen: ", "Against it: ") + fitted(best->speaks_against, kLine + kLine / 2)});
  return part;
}

/// How many vetoes are open; "–" where none is.
std::string open_count(const publish::ReadSite& site) {
  return site.veto_questions.empty() ? "–" : std::to_string(site.veto_questions.size());
}

Element comparison_of(const Sheet& sheet) {
  const auto& [subject, row, site, words] = sheet;
  std::vector<std::vector<Cell>> rows;
  for (const std::size_t other : subject.shortlist) {
    const publish::ReadSite& one = subject.results.sites[other];
    const std::string mark = other == row ? "► " : "";
    rows.push_back({{fmt::format("{}{}. {}", mark, *one.rank, said_name(one.name, 25))},
                    {words.number(one.score, 2), true},
                    {detail::interval_text(one.low, one.high, 2, words), true},
                    {open_count(one), true}});
    if (rows.size() == 10) break;
  }
  if (rows.empty()) return Element::group();
  Element part{"section"};
  part.add(Element{"h2", words("Naast de andere op de lijst", "Beside the others on the list")});
  part.add(detail::table_of({},
                            {words("Locatie", "Site"), words("Score", "Score"), words("Tussen", "Between"),
                             words("Open vragen", "Open questions")},
                            rows));
  return part;
}

/// One of the drawings of a site, in their order; an empty group where there are fewer, or nothing to draw.
Element chart_of(const Sheet& sheet, std::size_t number) {
  for (const Chart& chart : all_charts()) {
    if (!chart.draw_site || number-- > 0) continue;
    auto drawn = chart.draw_site(sheet.subject, sheet.row);
    if (!drawn) return Element::group();
    return Element{"section"}.add(Element{"h2", sheet.words(chart.title)}).add(std::move(*drawn));
  }
  return Element::group();
}

std::string change_sentence(const Sheet& sheet) {
  const auto& [subject, row, site, words] = sheet;
  if (!site.rank || site.counterfactuals.changes.empty()) return {};
  const std::string what = site.counterfactuals.is_among_best
                               ? words("Valt uit de beste ", "Falls out of the top ") + std::to_string(site.top_count)
                               : words("Komt bij de beste ", "Comes into the top ") + std::to_string(site.top_count);
  const auto& change = site.counterfactuals.changes.front();
  return what + words(" bij ", " at ") +
         fitted(publish::change_text(subject.results.criteria[change.criterion], change, words), 120) + ".";
}

Element sources_of(const Sheet& sheet) {
  const auto& sources = sheet.subject.layers.sources;
  std::vector<std::string> told;
  for (std::size_t row = 0; row < sources.rows.size(); ++row) {
    std::string line = sources.text(row, "attribution");
    if (line.empty()) line = sources.text(row, "title");
    const std::string licence = sources.text(row, "licence");
    if (!licence.empty()) line += " (" + licence + ")";
    if (!line.empty() && std::ranges::find(told, line) == told.end()) told.push_back(fitted(line, 70));
  }
  std::string all;
  constexpr std::size_t kMost = 7;
  for (std::size_t i = 0; i < std::min(told.size(), kMost); ++i) all += (all.empty() ? "" : "; ") + told[i];
  if (told.size() > kMost) all += fmt::format("; {} {}", sheet.words("en nog", "and more:"), told.size() - kMost);
  return Element{
      "p", {{"class", "small"}}, sheet.words("Bronnen en licenties: ", "Sources and licences: ") + all + "."};
}

Element body_of(const Sheet& sheet) {
  Element left{"div"};
  left.add(facts_of(sheet))
      .add(chart_of(sheet, 0))
      .add(catchment_table(sheet))
      .add(chart_of(sheet, 2))
      .add(competitors_of(sheet));
  Element right{"div"};
  right.add(vetoes_of(sheet)).add(chart_of(sheet, 1)).add(profiles_of(sheet)).add(comparison_of(sheet));
  const std::string change = change_sentence(sheet);
  if (!change.empty()) left.add(Element{"p", change});
  Element body = Element::group();
  body.add(head_of(sheet)).add(detail::notice_of(sheet.subject, 170)).add(maps_of(sheet));
  body.add(Element{"div", {{"class", "columns"}}}.add(std::move(left)).add(std::move(right)));
  return body.add(sources_of(sheet)).add(detail::made_by(sheet.subject));
}

std::vector<PageFile> render(const Subject& subject) {
  std::vector<PageFile> files;
  for (const std::size_t row : subject.sheets) {
    const Sheet sheet{subject, row, publish::explanation(subject.results, row), subject.words};
    const std::string title =
        fmt::format("{}{}", sheet.site.rank ? fmt::format("{}. ", *sheet.site.rank) : std::string{},
                    said_name(sheet.site.name, 90));
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
          .render = render,
          .for_paper = true};
}

}  // namespace trek::report::pages::site_sheets
