#include "trek/publish/import_map.hpp"

#include <fmt/format.h>

#include <utility>

#include "trek/publish/detail/delivered_layer.hpp"
#include "trek/publish/detail/imported_layers.hpp"
#include "trek/publish/detail/plain_project.hpp"

namespace trek::publish {
namespace {

using detail::DeliveredLayer;
using detail::Words;

/// What the layers that every output has ask for.
Delivery findings_of(const ImportMap& map) {
  Delivery delivery;
  delivery.language = map.language;
  delivery.crs = map.crs;
  delivery.timestamp = map.timestamp;
  delivery.report = &map.imported.report;
  delivery.sources = {map.imported.record};
  return delivery;
}

std::string counts_line(const model::SourceRecord& record, const Words& words) {
  const std::string joined =
      record.joined_count == 0 ? ""
                               : fmt::format(" + {} {}", record.joined_count, words("aanvullingen", "added to these"));
  return fmt::format("{} {} = {} {}{} + {} {} + {} {}", record.read_count, words("objecten", "features"),
                     record.used_count, words("hier", "here"), joined, record.rejected_count,
                     words("afgewezen", "rejected"), record.left_out_count,
                     words("buiten de selectie", "outside the selection"));
}

MapSheet sheet_of(const ImportMap& map, const Words& words) {
  const auto& source = map.imported.record.source;
  const std::string title = source.title.empty() ? map.table : source.title;
  const std::string licence = source.licence.empty() ? words("licentie onbekend", "licence unknown") : source.licence;
  return {words("Kaart A3", "Map A3"),
          title,
          source.path.filename().string(),
          words("Gelezen", "Read"),
          counts_line(map.imported.record, words),
          words("Legenda", "Legend"),
          fmt::format("{}{} ({}).\n{}{}.", source.attribution, source.vintage.empty() ? "" : ", " + source.vintage,
                      licence, words("Gemaakt met trek op ", "Made with trek on "), map.timestamp.substr(0, 10))};
}

}  // namespace

void write_import(const ImportMap& map, const std::filesystem::path& target, const DeliveryOptions& options,
                  const core::Control& control) {
  const Words words{map.language};
  const Delivery findings = findings_of(map);
  GeoPackage out{target, {options.overwrite, map.crs, map.timestamp}};
  std::vector<DeliveredLayer> layers{detail::write_rejected_records(findings, out)};
  for (auto& layer : detail::write_imported(map.imported.table, map.table, words, out)) {
    layers.push_back(std::move(layer));
  }
  layers.push_back(detail::write_rejected_records_unplaced(findings, out));
  layers.push_back(detail::write_sources(findings, out));
  std::erase_if(layers, [&](const auto& layer) { return out.row_count(layer.schema.name) == 0; });
  const auto& source = map.imported.record.source;
  for (const auto& layer : layers) detail::set_look(layer, {source.attribution, source.licence}, map.language, out);
  control.check_stop();
  out.set_project(
      "trek", detail::plain_project(
                  {sheet_of(map, words), map.crs, target.filename().string(), map.table, map.language}, layers, out));
  out.finish();
}

}  // namespace trek::publish
