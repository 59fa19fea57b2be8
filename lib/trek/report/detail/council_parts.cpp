#include "trek/report/detail/council_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/frame.hpp"
#include "trek/report/detail/site_texts.hpp"

namespace trek::report::detail {
namespace {

using publish::StoredTable;

/// A figure of the area by the mode that coverage is told by.
std::optional<double> coverage_figure(const Subject& subject, const char* name) {
  const auto& coverage = subject.layers.coverage;
  if (subject.municipality)
    return coverage.municipalities.number(*subject.municipality, fmt::format("{}_{}", name, subject.mode));
  for (std::size_t row = 0; row < coverage.region.rows.size(); ++row) {
    if (coverage.region.text(row, "mode") == subject.mode) return coverage.region.number(row, name);
  }
  return std::nullopt;
}

Cell people_cell(const std::optional<double>& people, const model::Words& words) {
  return {people ? words.grouped(*people) : words("onbekend", "unknown"), true};
}

Cell share_cell(const std::optional<double>& share, const model::Words& words) {
  return {share ? words.percent(*share) : words("onbekend", "unknown"), true};
}

/// Row of the site of that key; empty: none.
std::optional<std::size_t> site_of_key(const Subject& subject, const std::string& key) {
  const auto found = std::ranges::find(subject.results.sites, key, &publish::ReadSite::key);
  if (key.empty() || found == subject.results.sites.end()) return std::nullopt;
  return static_cast<std::size_t>(found - subject.results.sites.begin());
}

std::vector<Cell> municipality_cells(const Subject& subject, std::size_t row) {
  const StoredTable& all = subject.layers.coverage.municipalities;
  const auto& words = subject.words;
  const auto of_mode = [&](const std::string& name) { return fmt::format("{}_{}", name, subject.mode); };
  const auto number = [&](const char* name) { return all.number(row, of_mode(name)); };
  std::vector<Cell> cells{{fitted(all.text(row, "name"), 40)},
                          people_cell(all.number(row, "inhabitants"), words),
                          share_cell(number("served_share"), words),
                          share_cell(number("served_by_own_share"), words),
                          share_cell(number("served_by_others_share"), words),
                          people_cell(number("gap"), words)};
  const std::string name = all.text(row, of_mode("gap_site_name"));
  const auto site = site_of_key(subject, all.text(row, of_mode("gap_site_key")));
  std::string text = name.empty() ? all.text(row, of_mode("gap_site_key")) : said_name(name, 50);
  if (const auto rank = site ? subject.results.sites[*site].rank : std::nullopt)
    text += fmt::format(" ({} {})", words("rang", "rank"), *rank);
  cells.push_back({text.empty() ? "–" : text, false, site ? sheet_link(subject, *site) : std::string{}});
  const auto served = all.number(row, of_mode("gap_site_people"));
  cells.push_back({served ? words.grouped(*served) : "–", true});
  return cells;
}

}  // namespace

std::optional<double> unserved_people(const Subject& subject) { return coverage_figure(subject, "gap"); }
std::optional<double> served_share(const Subject& subject) { return coverage_figure(subject, "served_share"); }

Element municipality_table(const Subject& subject) {
  const StoredTable& all = subject.layers.coverage.municipalities;
  const auto& words = subject.words;
  std::vector<std::vector<Cell>> rows;
  for (std::size_t row = 0; row < all.rows.size(); ++row) {
    if (!subject.municipality || *subject.municipality == row) rows.push_back(municipality_cells(subject, row));
  }
  if (rows.empty()) return Element::group();
  Element wide{"div",
               {{"class", "wide"},
                {"tabindex", "0"},
                {"role", "region"},
                {"aria-label", words("Tabel van de gemeenten", "Table of the municipalities")}}};
  return wide.add(
      table_of(words("Per gemeente: wie een bestaande plek heeft ", "By municipality: who has an existing place ") +
                   norm_text(subject),
               {words("Gemeente", "Municipality"), words("Inwoners", "Inhabitants"),
                words("Heeft een plek", "Have a place"), words("in eigen gemeente", "in their own municipality"),
                words("elders", "elsewhere"), words("Zonder plek", "Without a place"),
                words("Gebouw dat de meesten van hen bedient", "Building that serves most of them"),
                words("bedient er", "serves")},
               rows));
}

Element weights_table(const Subject& subject) {
  const auto& words = subject.words;
  std::vector<std::vector<Cell>> rows;
  for (const publish::ReadCriterion& one : subject.results.criteria)
    rows.push_back({{fitted(one.label, 80)}, {words.percent(one.weight_share), true}, {fitted(one.reason, 200)}});
  if (rows.empty()) return Element::group();
  return table_of(words("Wat de criteria wegen, en waarom", "What the criteria weigh, and why"),
                  {words("Criterium", "Criterion"), words("Gewicht", "Weight"), words("Waarom", "Why")}, rows);
}

Element scenarios_of(const Subject& subject) {
  const StoredTable& all = subject.layers.scenarios;
  const auto& words = subject.words;
  const std::string code =
      subject.municipality ? subject.layers.coverage.municipalities.text(*subject.municipality, "code") : std::string{};
  std::vector<std::vector<Cell>> rows;
  for (std::size_t row = 0; row < all.rows.size(); ++row) {
    if (all.text(row, "mode") != subject.mode || all.text(row, "municipality_code") != code) continue;
    rows.push_back({{fitted(all.text(row, "scenario"), 80)},
                    {fitted(all.text(row, "changes"), 160)},
                    share_cell(all.number(row, "served_share_before"), words),
                    share_cell(all.number(row, "served_share"), words),
                    people_cell(all.number(row, "people_gained"), words),
                    people_cell(all.number(row, "people_lost"), words)});
  }
  if (rows.empty()) return Element::group();
  Element part{"section"};
  part.add(Element{"h2", words("Wat als", "What if")});
  return part.add(table_of(words("Scenario's: wie een plek wint en wie er een verliest, ",
                                 "Scenarios: who gains a place and who loses one, ") +
                               norm_text(subject),
                           {words("Scenario", "Scenario"), words("Wat er anders is", "What is otherwise"),
                            words("Bediend nu", "Served today"), words("Bediend dan", "Served then"),
                            words("Winnen er een", "Gain one"), words("Verliezen er een", "Lose one")},
                           rows));
}

}  // namespace trek::report::detail
