#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trek/publish/delivery.hpp"
#include "trek/publish/detail/layer_table.hpp"
#include "trek/publish/geopackage.hpp"
#include "trek/publish/map_project.hpp"
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

/// Whether a place can be drawn: a swapped or wrongly projected point is listed, not put in the sea.
[[nodiscard]] bool is_drawable(const Delivery& delivery, geo::Point place);

DeliveredLayer write_sites(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_site_footprints(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_isochrones(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_demand(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_municipalities(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_townscapes(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_stations(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_existing_places(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_links_to_review(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_not_routable(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_rejected_records(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_rejected_records_unplaced(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_population_remainder(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_criteria(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_answers(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_sources(const Delivery& delivery, GeoPackage& out);
DeliveredLayer write_run(const Delivery& delivery, GeoPackage& out);

/// Isochrones: a class up to each of `breaks_min` (ascending, at most 7) and one beyond the last; `name_field` names
/// where a band starts.
[[nodiscard]] LayerStyle isochrone_style(const Words& words, std::span<const double> breaks_min,
                                         std::string_view name_field);
/// Points by the reason why they are not connected; `name` is the expression that names one.
[[nodiscard]] LayerStyle not_routable_style(const Words& words, std::string_view name);
/// The style of the sites: all of them, only the ten best, or only the others (the project shows those two apart).
enum class SiteSelection { all, best, others };
[[nodiscard]] LayerStyle site_style(const Delivery& delivery, SiteSelection selection);
/// The norm of a mode in words: "15 min per fiets".
[[nodiscard]] std::string norm_of(const Delivery& delivery, model::Mode mode, const Words& words);
/// The mode by which municipalities are coloured: bicycle if it was measured, else the first; empty without coverage.
[[nodiscard]] std::optional<model::Mode> leading_mode(const Delivery& delivery);

/// Where a layer's data come from, as its metadata say it.
struct LayerRights {
  std::string attribution;
  std::string licence;
};
/// Style and metadata of a layer that has rows.
void set_look(const DeliveredLayer& layer, const LayerRights& rights, model::Language language, GeoPackage& out);

/// How a delivered layer is shown in a project. Empty title: that of the schema.
struct LayerView {
  std::string group;
  int draw_rank = 0;  // lower is drawn above
  bool visible = false;
  std::string title;
  std::string filter;
};
/// Adds a view of a layer to a project, under an id of its own; with the layer's own style.
void add_view(const DeliveredLayer& layer, LayerView view, MapProject& project);
/// What a map shows of these bounds: with a margin; a square kilometre when they are empty.
[[nodiscard]] geo::Box framed(const geo::Box& bounds);

/// The embedded project of what was written.
[[nodiscard]] std::string project_text(const Delivery& delivery, const std::vector<DeliveredLayer>& layers,
                                       const GeoPackage& out, const std::string& file_name);

}  // namespace trek::publish::detail
