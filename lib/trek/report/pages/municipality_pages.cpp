#include <fmt/format.h>

#include <algorithm>

#include "trek/core/text.hpp"
#include "trek/model/codes.hpp"
#include "trek/report/chart.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/council_parts.hpp"
#include "trek/report/detail/frame.hpp"
#include "trek/report/detail/maps.hpp"
#include "trek/report/detail/site_texts.hpp"
#include "trek/report/page.hpp"

/// A page a municipality: who has no place, who serves the others, the best building for its own gap, and what a place
/// opened or closed elsewhere does to it.
namespace trek::report::pages::municipality_pages {
namespace {

using detail::Cell;
using detail::fitted;
using detail::said_name;
using publish::StoredTable;

/// "3" of the key "bicycle-3": the page is of one mode.
std::string number_of(const std::string& gap) { return gap.substr(gap.rfind('-') + 1); }

/// Homes near each other without a place, those with most people first.
Element gaps_of(const Subject& subject, const std::string& code) {
  constexpr std::size_t kMost = 12;
  const StoredTable& gaps = subject.layers.coverage.gaps;
  const auto& words = subject.words;
  std::vector<std::vector<Cell>> rows;
  for (std::size_t row = 0; row < gaps.rows.size() && rows.size() < kMost; ++row) {
    if (gaps.text(row, "mode") != subject.mode || gaps.text(row, "municipality_code") != code) continue;
    const auto rank = gaps.number(row, "site_rank");
    const std::string site = gaps.text(row, "site_name");
    const auto people = gaps.number(row, "people");
    const auto minutes = gaps.number(row, "mean_time_min");
    const auto served = gaps.number(row, "site_people");
    rows.push_back(
        {{gaps.flag(row, "scattered") ? words("verspreid", "scattered") : number_of(gaps.text(row, "key"))},
         {people ? words.grouped(*people) : words("onbekend", "unknown"), true},
         {fitted(gaps.text(row, "nearest_place_name"), 50)},
         {minutes ? words.number(*minutes, 0) + " min" : "–", true},
         {site.empty() ? "–"
                       : said_name(site, 50) +
                             (rank ? fmt::format(" ({} {})", words("rang", "rank"), words.number(*rank, 0)) : "")},
         {served ? words.grouped(*served) : "–", true}});
  }
  if (rows.empty())
    return Element{"p", words("Geen woongebied van deze gemeente is zonder plek binnen de norm.",
                              "No homes of this municipality are without a place within the norm.")};
  return detail::table_of(
      words("Waar mensen dicht bijeen wonen zonder plek", "Where people live near each other without a place"),
      {words("Woongebied", "Homes"), words("Mensen", "People"), words("Dichtstbijzijnde plek", "Nearest place"),
       words("Gemiddeld", "Mean"), words("Gebouw dat de meesten bedient", "Building that serves most"),
       words("bedient", "serves")},
      rows);
}

/// What places near home are worth to its people, beside the region: of 0 to 1 a kind, indicative.
Element attractiveness_of(const Subject& subject, const std::string& name, const std::string& code) {
  const StoredTable& table = subject.layers.coverage.attractiveness;
  const auto& words = subject.words;
  std::vector<std::string> parts;
  std::vector<std::string> heads{words("Gebied", "Area"), words("Samen (0–100)", "Together (0–100)")};
  for (const StoredTable::Column& column : table.columns) {
    constexpr std::string_view kPart = "part_";
    if (!column.name.starts_with(kPart)) continue;
    const auto kind = model::find_place_kind(column.name.substr(kPart.size()));
    parts.push_back(column.name);
    heads.push_back(kind ? fmt::format("{} (0–1)", model::label_of(*kind, words.language())) : column.title);
  }
  struct Mean {
    double people = 0.0, together = 0.0;
    std::vector<double> part;
  };
  Mean own{0.0, 0.0, std::vector<double>(parts.size())};
  Mean region = own;
  const auto add = [&](Mean& mean, std::size_t row) {
    const double people = table.number(row, "inhabitants").value_or(0.0);
    mean.people += people;
    mean.together += people * table.number(row, "attractiveness").value_or(0.0);
    for (std::size_t k = 0; k < parts.size(); ++k) mean.part[k] += people * table.number(row, parts[k]).value_or(0.0);
  };
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (table.text(row, "mode") != subject.mode) continue;
    add(region, row);
    if (table.text(row, "municipality_code") == code) add(own, row);
  }
  if (!(own.people > 0.0)) return Element::group();  // not asked, or an older trek wrote it
  std::vector<std::vector<Cell>> rows;
  for (const auto& [area, mean] : {std::pair{name, own}, std::pair{words("Hele regio", "Whole region"), region}}) {
    std::vector<Cell> row{{area}, {words.number(mean.together / mean.people, 0), true}};
    for (const double part : mean.part) row.push_back({words.number(part / mean.people, 2), true});
    rows.push_back(std::move(row));
  }
  Element section = Element::group();
  return section
      .add(Element{"h2", words("Culturele aantrekkelijkheid, indicatief", "Cultural attractiveness, indicative")})
      .add(detail::table_of(words("Wat bestaande plekken dichtbij huis waard zijn voor de inwoners, ",
                                  "What existing places near home are worth to the inhabitants, ") +
                                detail::mode_text(subject.mode, words),
                            heads, rows))
      .add(Element{"p", words("Indicatief: de strategie geeft een rangorde van de drie delen en geen getallen, en "
                              "plekken buiten de gegevens tellen niet mee. 1 is: iedere inwoner heeft er genoeg van "
                              "dichtbij.",
                              "Indicative: the strategy gives an order of the three parts and no numbers, and places "
                              "beyond the data do not count. 1 is: every inhabitant has enough of it near.")});
}

/// The candidates in it, best first.
Element sites_of(const Subject& subject, const std::string& name) {
  constexpr std::size_t kMost = 15;
  const auto& words = subject.words;
  std::vector<std::vector<Cell>> rows;
  for (std::size_t row = 0; row < subject.results.sites.size() && rows.size() < kMost; ++row) {
    const publish::ReadSite& site = subject.results.sites[row];
    if (site.municipality != name || !site.rank) continue;
    const auto* const profile = subject.find_profile(row);
    rows.push_back(
        {{fmt::format("{}. {}", *site.rank, said_name(site.name, 60)), false, detail::sheet_link(subject, row)},
         {words.number(site.score, 2), true},
         {detail::interval_text(site.low, site.high, 2, words), true},
         {profile == nullptr ? "–" : fitted(profile->name, 40)},
         {detail::veto_state(site, words)}});
  }
  if (rows.empty()) return Element{"p", words("Geen gebouw hier heeft een rang.", "No building here has a rank.")};
  return detail::table_of(words("De beste gebouwen hier, met hun rang in de regio",
                                "The best buildings here, with their rank in the region"),
                          {words("Gebouw", "Building"), words("Score", "Score"), words("Tussen", "Between"),
                           words("Past het best als", "Suits best as"), words("Uitsluitingen", "Vetoes")},
                          rows);
}

/// The places in it that some have alone, those of most people first.
Element closings_of(const Subject& subject, const std::string& code) {
  constexpr std::size_t kMost = 10;
  const StoredTable& places = subject.layers.places;
  const auto& words = subject.words;
  const std::string column = "only_place_of_" + subject.mode;
  if (!places.find(column)) return Element::group();  // an older trek wrote it
  std::vector<std::pair<double, std::size_t>> relied_on;
  for (std::size_t row = 0; row < places.rows.size(); ++row) {
    const double people = places.number(row, column).value_or(0.0);
    if (people > 0.0 && places.text(row, "municipality_code") == code) relied_on.emplace_back(-people, row);
  }
  std::ranges::sort(relied_on);
  relied_on.resize(std::min(relied_on.size(), kMost));
  std::vector<std::vector<Cell>> rows;
  for (const auto& [people, row] : relied_on) {
    const auto target = places.number(row, "only_place_of_target_" + subject.mode);
    rows.push_back({{said_name(places.text(row, "name"), 60)},
                    {words.grouped(-people), true},
                    {target ? words.grouped(*target) : words("onbekend", "unknown"), true}});
  }
  Element section = Element::group();
  section.add(Element{"h2", words("Als een plek sluit", "If a place closes")});
  if (rows.empty()) {
    return section.add(Element{"p", words("Wie een plek heeft van deze gemeente, heeft er binnen de norm nog een.",
                                          "Who has a place of this municipality has another within the norm.")});
  }
  return section.add(detail::table_of(
      words("Bestaande plekken die voor sommigen de enige zijn ", "Existing places that some have alone ") +
          detail::norm_text(subject),
      {words("Plek", "Place"), words("Inwoners die dan geen plek hebben", "Inhabitants then without a place"),
       words("van 20-40", "of 20-40")},
      rows));
}

Element body_of(const Subject& subject, const std::string& name, const std::string& code) {
  const auto& words = subject.words;
  Element body = Element::group();
  body.add(Element{"h1", name}).add(detail::notice_of(subject));
  if (const auto gap = detail::unserved_people(subject)) {
    const auto share = detail::served_share(subject);
    Element numbers{"ul", {{"class", "key-numbers"}}};
    numbers.add(Element{"li"}
                    .add(Element{"strong", words.grouped(*gap)})
                    .add_text(words("inwoners zonder bestaande plek ", "inhabitants without an existing place ") +
                              detail::norm_text(subject)));
    if (share)
      numbers.add(
          Element{"li"}.add(Element{"strong", words.percent(*share)}).add_text(words("heeft die wel", "have one")));
    body.add(std::move(numbers));
  }
  body.add(Element{"h2", words("Wie heeft een plek, en van wie", "Who has a place, and whose")})
      .add(detail::municipality_table(subject));
  if (auto map = detail::gap_map(subject, 720.0, 480.0))
    body.add(detail::figure(std::move(*map), words("Deel van de inwoners met een plek, per gemeente",
                                                   "Share of the inhabitants with a place, by municipality")));
  body.add(Element{"h2", words("Waar het ontbreekt", "Where it lacks")}).add(gaps_of(subject, code));
  body.add(closings_of(subject, code));
  body.add(attractiveness_of(subject, name, code));
  body.add(Element{"h2", words("Gebouwen", "Buildings")}).add(sites_of(subject, name));
  return body.add(detail::scenarios_of(subject)).add(detail::made_by(subject));
}

std::vector<PageFile> render(const Subject& subject) {
  std::vector<PageFile> files;
  const StoredTable& all = subject.layers.coverage.municipalities;
  if (subject.mode.empty()) return files;
  Subject one = subject;
  for (std::size_t row = 0; row < all.rows.size(); ++row) {
    if (subject.municipality && *subject.municipality != row) continue;
    one.municipality = row;
    const std::string name = all.text(row, "name");
    const std::string code = all.text(row, "code");
    const std::string plain = core::folded(code);
    const bool is_name =
        !plain.empty() && std::ranges::all_of(plain, [](char c) { return core::is_digit(c) || core::is_letter(c); });
    const std::string file = is_name ? plain : std::to_string(row + 1);
    files.push_back({fmt::format("municipality_{}.html", file), fitted(name, 80),
                     detail::page_text(subject, fitted(name, 80), "municipality", body_of(one, name, code))});
  }
  return files;
}

}  // namespace

Page page() {
  return {
      .order = 30,
      .title = {"Gemeenten", "Municipalities"},
      .about = {"Een pagina per gemeente: wie geen plek heeft, wie de anderen bedient, en welk gebouw het meest helpt.",
                "A page a municipality: who has no place, who serves the others, and which building helps most."},
      .render = render,
      .for_paper = true};
}

}  // namespace trek::report::pages::municipality_pages
