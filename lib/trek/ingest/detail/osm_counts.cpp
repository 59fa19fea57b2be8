#include "trek/ingest/detail/osm_counts.hpp"

#include <fmt/format.h>

#include <osmium/io/pbf_input.hpp>
#include <osmium/osm.hpp>
#include <osmium/thread/pool.hpp>
#include <system_error>

#include "trek/core/error.hpp"
#include "trek/core/shortage.hpp"
#include "trek/core/threads.hpp"
#include "trek/geo/crs.hpp"
#include "trek/geo/rd.hpp"

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
  try {
    const core::EndWithoutMemory guard;
    osmium::thread::Pool pool{static_cast<int>(core::startable_threads(control.thread_count))};
    osmium::io::Reader reader{osmium::io::File{path.string(), "pbf"}, pool};
    while (const osmium::memory::Buffer buffer = reader.read()) {
      control.check_stop();
      count(buffer, layers);
      control.report("inspect", layers[0].feature_count + layers[1].feature_count);
    }
    reader.close();
  } catch (const core::Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    if (const auto* const of_system = dynamic_cast<const std::system_error*>(&error))
      core::refuse_want_of_threads(*of_system);
    core::check_shortage(error.what());
    throw core::Error{core::ErrorKind::data, fmt::format("{}: breaks off or is no OSM PBF ({}); get the file again",
                                                         path.string(), error.what())};
  }
  layers[0].look = geo::coordinate_look(layers[0].bounds);
  return layers;
}

}  // namespace trek::ingest::detail
