#pragma once

#include <string>
#include <vector>

#include "trek/publish/delivery.hpp"
#include "trek/publish/detail/layer_table.hpp"
#include "trek/publish/geopackage.hpp"
#include "trek/publish/style.hpp"

/// Each function writes one layer (or table) of a delivery and says how it looks; without rows the layer is not in the
/// file, and its style is dropped.
namespace trek::publish::detail {

struct DeliveredLayer {
  LayerSchema schema;
  LayerStyle style;
};

/// Text in the language of the delivery, with its notice behind it.
[[nodiscard]] std::string abstract_of(const Delivery& delivery, std::string_view nl, std::string_view en);
/// Name and code of a municipality; empty where the row is invalid or there is no table.
[[nodiscard]] std::string municipality_name(const Delivery& delivery, model::MunicipalityIdx row);
[[nodiscard]] std::string municipality_code(const Delivery& delivery, model::MunicipalityIdx row);

DeliveredLayer write_sites(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_site_footprints(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_isochrones(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_demand(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_municipalities(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_townscapes(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_existing_places(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_not_routable(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_rejected_records(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_rejected_records_unplaced(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_population_remainder(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_criteria(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_sources(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_run(const Delivery& delivery, GeoPackage& out);

/// The style of the sites: all of them, only the ten best, or only the others (the project shows those two apart).
enum class SiteSelection { all, best, others };
[[nodiscard]] LayerStyle site_style(const Words& words, SiteSelection selection);
/// The mode by which municipalities are coloured: bicycle if it was measured, else the first; empty without coverage.
[[nodiscard]] std::optional<model::Mode> leading_mode(const Delivery& delivery);

/// The embedded project of what was written.
[[nodiscard]] std::string project_text(const Delivery& delivery, const std::vector<DeliveredLayer>& layers,
                                       const GeoPackage& out, const std::string& file_name);

}  // namespace trek::publish::detail
