#include "trek/ingest/detail/osm_counts.hpp"

#include "trek/geo/crs.hpp"
#include "trek/geo/rd.hpp"
#include "trek/ingest/detail/osm_extract.hpp"

namespace trek::ingest::detail {

namespace {

LayerDescription layer_of(const char* name, const char* geometry_type) {
  LayerDescription layer;
  layer.name = name;
  layer.geometry_type = geometry_type;
  layer.crs = geo::kWgs84;
  return layer;
}

void count(const osmium::memory::Buffer& buffer, std::vector<LayerDescription>& layers) {
  for (const auto& node : buffer.select<osmium::Node>()) {
    const auto place = node.location();
    if (place.valid()) layers[0].bounds.add(geo::Point{place.lon(), place.lat()});
    ++layers[0].feature_count;
  }
  layers[1].feature_count += buffer.select<osmium::Way>().size();
  layers[2].feature_count += buffer.select<osmium::Relation>().size();
}

}  // namespace

std::vector<LayerDescription> osm_layers(const std::filesystem::path& path, const core::Control& control) {
  std::vector<LayerDescription> layers{layer_of("nodes", "Point"), layer_of("ways", "LineString"),
                                       layer_of("relations", "GeometryCollection")};
  read_osm_extract(path, osmium::osm_entity_bits::all, control, [&](const osmium::memory::Buffer& buffer) {
    count(buffer, layers);
    control.report("inspect", layers[0].feature_count + layers[1].feature_count);
  });
  layers[0].look = geo::coordinate_look(layers[0].bounds);
  return layers;
}

}  // namespace trek::ingest::detail
