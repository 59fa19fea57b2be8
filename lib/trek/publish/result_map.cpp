#include "trek/publish/result_map.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/written_map.hpp"

namespace trek::publish {
namespace {

using detail::one_line;
using detail::Words;

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

/// The lists beside the map are parts of its layers.
MapSheet result_sheet(const MapHead& head, const Results& results) {
  const Words words{head.language};
  return {head.title.empty() ? words("Plekken voor ontmoeting in erfgoed", "Third places in heritage") : head.title,
          head.notice,
          {},
          {},
          sources_text(head, results.sources)};
}

}  // namespace

void write_results(const MapHead& head, const Results& results, const MapTarget& target, const core::Control& control) {
  detail::write_map(head, detail::result_layers(results, head), result_sheet(head, results),
                    detail::rights_of(results.sources), target, control);
}

}  // namespace trek::publish
