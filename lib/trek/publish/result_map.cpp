#include "trek/publish/result_map.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/core/shortened.hpp"
#include "trek/model/written.hpp"
#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/written_map.hpp"

namespace trek::publish {
namespace {

using detail::one_line;
using detail::Words;

constexpr std::size_t kLongestRankedName = 34;

std::string decimal(double value, const Words& words) {
  return model::written(fmt::format("{:.2f}", value), words.language());
}

/// What a site is sure of, which ranks it, and what it may be: "0,74–0,79".
std::string score_text(const score::SiteScore& score, const Words& words) {
  const auto low = decimal(score.low, words);
  const auto high = decimal(score.high, words);
  return low == high ? low : low + "–" + high;
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
  for (const auto s : rows) {
    auto municipality = detail::municipality_name(results, sites.municipality[s]);
    // A site that is named by its address holds its town already.
    const bool said = sites.name[s].find(municipality.substr(0, municipality.find(' '))) != std::string::npos;
    if (said) municipality.clear();
    text += fmt::format("\n{}. {}{}  {}", *scores[s].rank,
                        core::shortened(one_line(sites.name[s]), kLongestRankedName, "…"),
                        municipality.empty() ? "" : ", " + one_line(municipality), score_text(scores[s], words));
  }
  return text;
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
