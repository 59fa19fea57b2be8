#pragma once

#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>

#include "trek/ingest/gdal_scope.hpp"

/// What trek holds of GDAL.
namespace trek::ingest::detail {

using ingest::GdalScope;

struct CloseDataset {
  void operator()(GDALDatasetH dataset) const noexcept { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<std::remove_pointer_t<GDALDatasetH>, CloseDataset>;

struct DestroyFeature {
  void operator()(OGRFeatureH feature) const noexcept { OGR_F_Destroy(feature); }
};
using Feature = std::unique_ptr<std::remove_pointer_t<OGRFeatureH>, DestroyFeature>;

struct CloseVsi {
  void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
};
/// The bytes of a file, or of one in a zip.
using VsiFile = std::unique_ptr<VSILFILE, CloseVsi>;

/// "EPSG:28992" where the authority says so, else WKT2; empty where there is none or only a local one.
[[nodiscard]] std::string crs_of(OGRLayerH layer);

}  // namespace trek::ingest::detail
