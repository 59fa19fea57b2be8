#include "trek/publish/finding_map.hpp"

#include <fmt/format.h>

#include <map>

#include "trek/publish/detail/finding_words.hpp"
#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/written_map.hpp"

namespace trek::publish {
namespace {

using detail::Words;

constexpr std::size_t kListedKinds = 12;  // kinds of findings on the sheet

std::string counts_of(const core::Report& report, const Words& words) {
  std::map<std::string, std::size_t> counts;
  for (const auto& finding : report.findings())
    ++counts[detail::one_line(finding.source) + ": " + detail::rule_label(finding.rule, words)];
  std::string lines;
  std::size_t listed = 0;
  for (const auto& [what, count] : counts) {
    if (listed++ == kListedKinds) break;
    lines += fmt::format("{}{}  {}", lines.empty() ? "" : "\n", count, what);
  }
  return lines;
}

}  // namespace

void write_findings(const MapHead& head, const Results& results, const MapTarget& target,
                    const core::Control& control) {
  const Words words{head.language};
  const MapSheet sheet{words(head.title), words("Wat er aan de bronnen opvalt", "What stands out in the sources"),
                       words("Meldingen", "Findings"), counts_of(results.report, words), detail::made_on(head)};
  detail::write_map(head, detail::finding_layers(results, head), sheet, detail::rights_of(results.sources, words),
                    target, control);
}

}  // namespace trek::publish
