#pragma once

#include <span>
#include <string>
#include <vector>

#include "trek/access/isochrones.hpp"
#include "trek/access/router.hpp"
#include "trek/core/control.hpp"
#include "trek/core/units.hpp"
#include "trek/model/mode.hpp"
#include "trek/network/network_file.hpp"
#include "trek/publish/results.hpp"

namespace trek::publish {

/// Isochrones of one mode around origins of anyone's own. References are borrowed.
struct IsochroneMap {
  const std::vector<std::string>& key;  // of each origin
  const access::Endpoints& origins;     // one a key
  std::span<const access::IsochroneBand> bands;
  std::span<const core::Deciseconds> limits;  // that the bands were drawn for
  model::Mode mode = model::Mode::foot;
  access::Direction direction = access::Direction::from_sites;
  const network::SourceCredit& streets;
};

/// Writes the GeoPackage that opens in QGIS as a finished map: layers isochrones, origins and not_connected (left out
/// when empty), with style, metadata, project and sheet.
/// Errors  as core::TargetFile; the old file stays as it was. Error{bad_argument} for keys that are not one per origin.
void write_isochrone_map(const MapHead& head, const IsochroneMap& map, const MapTarget& target,
                         const core::Control& control);

}  // namespace trek::publish
