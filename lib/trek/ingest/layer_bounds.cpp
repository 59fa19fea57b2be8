#include "trek/ingest/layer_bounds.hpp"

#include <string>

#include "trek/geo/crs.hpp"
#include "trek/geo/transformed_box.hpp"
#include "trek/ingest/detail/files.hpp"

namespace trek::ingest {

geo::Box layer_bounds(const std::filesystem::path& file) {
  geo::Box box;
  detail::GdalScope scope;
  const auto opened = detail::open_file(file, {}, scope);
  if (opened.extract) return box;
  for (const auto& name : detail::layer_names(opened.dataset)) {
    OGRLayerH layer = GDALDatasetGetLayerByName(opened.dataset.get(), name.c_str());
    const std::string crs = detail::crs_of(layer);
    OGREnvelope extent;
    if (crs.empty() || OGR_L_GetExtent(layer, &extent, TRUE) != OGRERR_NONE) continue;
    box.add(geo::transformed({extent.MinX, extent.MinY, extent.MaxX, extent.MaxY}, crs, geo::kWgs84));
  }
  return box;
}

}  // namespace trek::ingest
