#include "trek/publish/result_map.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/written_map.hpp"

namespace trek::publish {
namespace {

using detail::one_line;
using detail::Words;

/// What is made up stands apart, and is said to be so once: there is little room.
std::string sources_text(const MapHead& head, const std::vector<model::SourceRecord>& sources) {
  const Words words{head.language};
  std::vector<std::string> real;
  std::vector<std::string> made_up;
  for (const auto& record : sources) {
    const auto& source = record.source;
    const std::string title = source.title.empty() ? source.name : words(source.title);
    auto line = source.attribution.empty() ? title : words(source.attribution);
    if (!source.vintage.empty()) line += " " + source.vintage;
    if (!source.licence.empty()) line += " (" + source.licence + ")";
    line = one_line(line);
    auto& lines = source.made_up ? made_up : real;
    if (std::ranges::find(lines, line) == lines.end()) lines.push_back(std::move(line));
  }
  std::string text;
  const auto add = [&](const std::string& heading, const std::vector<std::string>& lines) {
    if (!lines.empty()) text += heading + detail::joined(lines, "; ") + ".\n";
  };
  add(words("Bronnen: ", "Sources: "), real);
  add(words("Verzonnen bronnen: ", "Made-up sources: "), made_up);
  return text + detail::made_on(head);
}

/// The lists beside the map are parts of its layers.
MapSheet result_sheet(const MapHead& head, const Results& results) {
  const Words words{head.language};
  return {
      head.title.empty() ? words("Plekken voor ontmoeting in erfgoed", "Third places in heritage") : words(head.title),
      words(head.notice),
      {},
      {},
      sources_text(head, results.sources)};
}

}  // namespace

void write_results(const MapHead& head, const Results& results, const MapTarget& target, const core::Control& control) {
  auto layers = detail::result_layers(results, head);
  MapHead other = head;
  other.language = head.language == model::Language::nl ? model::Language::en : model::Language::nl;
  detail::tell_other_language(layers, detail::result_layers(results, other));
  detail::write_map(head, std::move(layers), result_sheet(head, results),
                    detail::rights_of(results.sources, Words{head.language}), target, control);
}

}  // namespace trek::publish
