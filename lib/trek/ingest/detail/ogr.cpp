#include "trek/ingest/detail/ogr.hpp"

#include <cpl_conv.h>
#include <fmt/format.h>

namespace trek::ingest::detail {

namespace {

struct ReleaseSrs {
  void operator()(OGRSpatialReferenceH srs) const noexcept { OSRDestroySpatialReference(srs); }
};

std::string wkt_of(OGRSpatialReferenceH srs) {
  char* text = nullptr;
  const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
  const bool done = OSRExportToWktEx(srs, &text, options) == OGRERR_NONE;
  std::string result = done && text != nullptr ? text : "";
  CPLFree(text);
  return result;
}

}  // namespace

std::string crs_of(OGRLayerH layer) {
  OGRSpatialReferenceH declared = OGR_L_GetSpatialRef(layer);
  if (declared == nullptr) return {};
  const std::unique_ptr<std::remove_pointer_t<OGRSpatialReferenceH>, ReleaseSrs> srs{OSRClone(declared)};
  OSRDemoteTo2D(srs.get(), nullptr);  // heights are not read
  if (OSRIsLocal(srs.get()) != 0) return {};
  const char* const authority = OSRGetAuthorityName(srs.get(), nullptr);
  const char* const code = OSRGetAuthorityCode(srs.get(), nullptr);
  if (authority != nullptr && code != nullptr) return fmt::format("{}:{}", authority, code);
  return wkt_of(srs.get());
}

}  // namespace trek::ingest::detail
