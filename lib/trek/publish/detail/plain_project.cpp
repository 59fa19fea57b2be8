#include "trek/publish/detail/plain_project.hpp"

#include <utility>

namespace trek::publish::detail {

std::string plain_project(const PlainProject& plain, const std::vector<DeliveredLayer>& layers, const GeoPackage& out) {
  const Words words{plain.language};
  MapProject project;
  project.sheet = plain.sheet;
  project.title = plain.sheet.title;
  project.file_name = plain.file_name;
  project.crs = plain.crs;
  project.language = plain.language;
  geo::Box shown;
  int rank = 0;
  for (const auto& layer : layers) {
    const bool visible = layer.schema.geometry != GeometryType::none;
    add_view(layer, {words("Resultaat", "Result"), rank++, visible, {}, {}}, project);
    if (layer.schema.name == plain.shown_layer || shown.empty()) shown = out.bounds(layer.schema.name);
  }
  project.extent = framed(shown);
  return qgs(project);
}

}  // namespace trek::publish::detail
