#include "trek/network/extract_bounds.hpp"

#include "trek/ingest/layer_bounds.hpp"
#include "trek/network/detail/osm_format.hpp"
#include "trek/network/network_file.hpp"
#include "trek/network/osm.hpp"

namespace trek::network {

geo::Box extract_bounds(const std::filesystem::path& extract, const core::Control& control) {
  detail::check_is_no_overpass_json(extract);
  return is_nwb(extract) ? ingest::layer_bounds(extract) : osm_bounds(extract, control);
}

}  // namespace trek::network
