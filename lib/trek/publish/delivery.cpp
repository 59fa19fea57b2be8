#include "trek/publish/delivery.hpp"

#include <algorithm>
#include <array>

#include "trek/core/text.hpp"
#include "trek/publish/detail/delivered_layer.hpp"
#include "trek/publish/detail/style_xml.hpp"

namespace trek::publish {
namespace detail {

std::string abstract_of(const Delivery& delivery, std::string_view nl, std::string_view en) {
  auto abstract = Words{delivery.language}(nl, en);
  if (!delivery.notice.empty()) abstract += " " + delivery.notice;
  return abstract;
}

void set_look(const DeliveredLayer& layer, const LayerRights& rights, model::Language language, GeoPackage& out) {
  const auto& schema = layer.schema;
  if (schema.geometry != GeometryType::none) out.set_style(schema.name, layer.style.name, qml(layer.style, schema));
  const auto* const code = language == model::Language::nl ? "DUT" : "ENG";
  out.set_metadata(schema.name, qmd({schema.title, schema.abstract, rights.attribution, rights.licence, code}));
}

std::string municipality_name(const Delivery& delivery, model::MunicipalityIdx row) {
  const bool known = row.valid() && delivery.municipalities != nullptr;
  return known ? delivery.municipalities->name[row.value()] : std::string{};
}

std::string municipality_code(const Delivery& delivery, model::MunicipalityIdx row) {
  const bool known = row.valid() && delivery.municipalities != nullptr;
  return known ? delivery.municipalities->code[row.value()] : std::string{};
}

}  // namespace detail

namespace {

using Writer = detail::DeliveredLayer (*)(const Delivery&, GeoPackage&);

/// In the order of the file: results first.
constexpr std::array<Writer, 17> kWriters{detail::write_sites,
                                          detail::write_site_footprints,
                                          detail::write_isochrones,
                                          detail::write_demand,
                                          detail::write_municipalities,
                                          detail::write_existing_places,
                                          detail::write_stations,
                                          detail::write_townscapes,
                                          detail::write_links_to_review,
                                          detail::write_not_routable,
                                          detail::write_rejected_records,
                                          detail::write_population_remainder,
                                          detail::write_rejected_records_unplaced,
                                          detail::write_criteria,
                                          detail::write_answers,
                                          detail::write_sources,
                                          detail::write_run};

std::string joined_licences(const std::vector<model::SourceRecord>& sources) {
  std::vector<std::string> seen;
  std::string result;
  for (const auto& record : sources) {
    const auto& licence = record.source.licence;
    if (licence.empty() || std::ranges::find(seen, licence) != seen.end()) continue;
    result += (result.empty() ? "" : "; ") + licence;
    seen.push_back(licence);
  }
  return result;
}

std::string joined_attributions(const std::vector<model::SourceRecord>& sources) {
  std::vector<std::string> seen;
  std::string result;
  for (const auto& record : sources) {
    const auto& attribution = record.source.attribution;
    if (attribution.empty() || std::ranges::find(seen, attribution) != seen.end()) continue;
    result += (result.empty() ? "" : "; ") + attribution;
    seen.push_back(attribution);
  }
  return result;
}

}  // namespace

void write_delivery(const Delivery& delivery, const std::filesystem::path& target, const DeliveryOptions& options,
                    const core::Control& control) {
  GeoPackage out{target, {options.overwrite, delivery.crs, delivery.timestamp}};
  std::vector<detail::DeliveredLayer> layers;
  for (std::size_t i = 0; i < kWriters.size(); ++i) {
    control.check_stop();
    control.report("write", i, kWriters.size());
    auto layer = kWriters[i](delivery, out);
    if (out.row_count(layer.schema.name) > 0) layers.push_back(std::move(layer));
  }
  const detail::LayerRights rights{joined_attributions(delivery.sources), joined_licences(delivery.sources)};
  for (const auto& layer : layers) detail::set_look(layer, rights, delivery.language, out);
  out.set_project("trek", detail::project_text(delivery, layers, out, target.filename().string()));
  control.check_stop();
  out.finish();
  control.report("write", kWriters.size(), kWriters.size());
}

}  // namespace trek::publish
