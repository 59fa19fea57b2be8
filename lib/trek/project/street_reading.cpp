#include "trek/project/street_reading.hpp"

#include <utility>

#include "trek/ingest/layer_bounds.hpp"
#include "trek/ingest/read.hpp"
#include "trek/network/osm.hpp"
#include "trek/network/osm_format.hpp"
#include "trek/project/timestamp.hpp"

namespace trek::project {
namespace {

/// Whether `ingest` reads it; what is neither, but looks like streets, is refused.
bool has_roads(const std::filesystem::path& extract) {
  if (!network::is_nwb(extract)) return false;
  network::check_is_no_overpass_json(extract);
  return true;
}

model::Loaded<model::Roads> read_roads(const std::filesystem::path& extract, const std::string& crs,
                                       const core::Control& control) {
  model::Source source;
  source.name = extract.stem().string();
  source.table = "roads";
  source.path = extract;
  ingest::ReadOptions options;
  options.crs = crs;
  return ingest::read_roads(source, options, control);
}

}  // namespace

network::Network build_network(const std::filesystem::path& extract, const std::vector<network::ModeSpeeds>& speeds,
                               const std::string& crs, const core::Control& control,
                               const std::optional<network::SourceCredit>& credit) {
  if (!has_roads(extract)) return network::build_network(extract, speeds, crs, version(), control, credit);
  return network::build_network(read_roads(extract, crs, control), speeds, crs, version(), control, credit);
}

geo::Box extract_bounds(const std::filesystem::path& extract, const core::Control& control) {
  return has_roads(extract) ? ingest::layer_bounds(extract) : network::osm_bounds(extract, control);
}

}  // namespace trek::project
