#include "trek/publish/result_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "trek/core/shortened.hpp"
#include "trek/model/written.hpp"
#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/written_map.hpp"

namespace trek::publish {
namespace {

using detail::one_line;
using detail::Words;

constexpr std::size_t kLongestRankedName = 34;
constexpr std::size_t kMostHighlightedLines = 6;

std::string decimal(double value, const Words& words) {
  return model::written(fmt::format("{:.2f}", value), words.language());
}

/// What a site is sure of, which ranks it, and what it may be: "0,74–0,79".
std::string score_text(const score::SiteScore& score, const Words& words) {
  const auto low = decimal(score.low, words);
  const auto high = decimal(score.high, words);
  return low == high ? low : low + "–" + high;
}

std::string ranked_line(const Results& results, std::size_t site, const Words& words) {
  const auto& name = results.sites.name[site];
  const auto& score = results.judgement.scores[site];
  auto municipality = detail::municipality_name(results, results.sites.municipality[site]);
  // A site that is named by its address holds its town already.
  if (name.find(municipality.substr(0, municipality.find(' '))) != std::string::npos) municipality.clear();
  return fmt::format("\n{}. {}{}  {}", score.rank ? std::to_string(*score.rank) : "–",
                     core::shortened(one_line(name), kLongestRankedName, "…"),
                     municipality.empty() ? "" : ", " + one_line(municipality), score_text(score, words));
}

/// Highlighted sites that are none of those, by rank, those without one last; as many as the sheet has room for.
std::string highlighted_text(const Results& results, const std::vector<std::size_t>& best, const Words& words) {
  std::vector<std::size_t> rows;
  for (std::size_t s = 0; s < results.highlighted.size() && s < results.judgement.scores.size(); ++s) {
    if (results.highlighted[s] != 0 && std::ranges::find(best, s) == best.end()) rows.push_back(s);
  }
  const auto rank = [&](std::size_t s) {
    return results.judgement.scores[s].rank.value_or(std::numeric_limits<std::uint32_t>::max());
  };
  std::ranges::stable_sort(rows, {}, rank);
  rows.resize(std::min(rows.size(), kMostHighlightedLines));
  std::string text = rows.empty() ? "" : words("\ngenoemd door het project:", "\nnamed by the project:");
  for (const auto s : rows) text += ranked_line(results, s, words);
  return text;
}

std::string ranking_text(const Results& results, const Words& words) {
  const auto& sites = results.sites;
  const auto& scores = results.judgement.scores;
  if (sites.size() == 0) return {};
  std::vector<std::size_t> rows;
  for (std::size_t s = 0; s < scores.size() && s < sites.size(); ++s) {
    if (scores[s].rank && *scores[s].rank <= 10) rows.push_back(s);
  }
  std::ranges::stable_sort(rows, {}, [&](std::size_t s) { return *scores[s].rank; });
  if (rows.size() > 12) rows.resize(12);  // shared ranks
  std::string text = words("score: zeker–hoogstens", "score: sure–at most");
  for (const auto s : rows) text += ranked_line(results, s, words);
  return text + highlighted_text(results, rows, words);
}

std::string sources_text(const MapHead& head, const std::vector<model::SourceRecord>& sources) {
  const Words words{head.language};
  std::vector<std::string> lines;
  for (const auto& record : sources) {
    const auto& source = record.source;
    auto line = source.attribution.empty() ? (source.title.empty() ? source.name : source.title) : source.attribution;
    if (!source.vintage.empty()) line += " " + source.vintage;
    if (!source.licence.empty()) line += " (" + source.licence + ")";
    if (source.made_up) line += words(", verzonnen", ", made up");
    line = one_line(line);
    if (std::ranges::find(lines, line) == lines.end()) lines.push_back(std::move(line));
  }
  const auto text = lines.empty() ? "" : words("Bronnen: ", "Sources: ") + detail::joined(lines, "; ") + ".\n";
  return text + detail::made_on(head);
}

MapSheet result_sheet(const MapHead& head, const Results& results) {
  const Words words{head.language};
  return {head.title.empty() ? words("Plekken voor ontmoeting in erfgoed", "Third places in heritage") : head.title,
          head.notice, words("De tien beste locaties", "The ten best sites"), ranking_text(results, words),
          sources_text(head, results.sources)};
}

}  // namespace

void write_results(const MapHead& head, const Results& results, const MapTarget& target, const core::Control& control) {
  detail::write_map(head, detail::result_layers(results, head), result_sheet(head, results),
                    detail::rights_of(results.sources), target, control);
}

}  // namespace trek::publish
