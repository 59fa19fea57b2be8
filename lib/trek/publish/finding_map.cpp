#include "trek/publish/finding_map.hpp"

#include <fmt/format.h>

#include <map>

#include "trek/publish/detail/delivered_layer.hpp"
#include "trek/publish/detail/finding_words.hpp"
#include "trek/publish/detail/plain_project.hpp"
#include "trek/publish/detail/qgis_text.hpp"

namespace trek::publish {
namespace {

using detail::DeliveredLayer;
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

void write_findings(const FindingMap& map, const std::filesystem::path& target, const DeliveryOptions& options,
                    const core::Control& control) {
  const Words words{map.language};
  Delivery delivery;
  delivery.title = map.title;
  delivery.language = map.language;
  delivery.crs = map.crs;
  delivery.timestamp = map.timestamp;
  delivery.report = &map.report;
  delivery.sources = map.sources;
  delivery.municipalities = &map.municipalities;
  GeoPackage out{target, {options.overwrite, map.crs, map.timestamp}};
  std::vector<DeliveredLayer> layers{
      detail::write_rejected_records(delivery, out), detail::write_municipalities(delivery, out),
      detail::write_rejected_records_unplaced(delivery, out), detail::write_sources(delivery, out)};
  std::erase_if(layers, [&](const auto& layer) { return out.row_count(layer.schema.name) == 0; });
  for (const auto& layer : layers) detail::set_look(layer, {}, map.language, out);
  control.check_stop();
  const MapSheet sheet{words("Kaart A3", "Map A3"),
                       map.title,
                       words("Wat er aan de bronnen opvalt", "What stands out in the sources"),
                       words("Meldingen", "Findings"),
                       counts_of(map.report, words),
                       words("Legenda", "Legend"),
                       words("Gemaakt met trek op ", "Made with trek on ") + map.timestamp.substr(0, 10) + "."};
  out.set_project(
      "trek",
      detail::plain_project({sheet, map.crs, target.filename().string(), "municipalities", map.language}, layers, out));
  out.finish();
}

}  // namespace trek::publish
