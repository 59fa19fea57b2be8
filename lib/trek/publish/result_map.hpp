#pragma once

#include "trek/core/control.hpp"
#include "trek/publish/results.hpp"

namespace trek::publish {

/// Writes the GeoPackage that opens in QGIS as a finished map: layers, tables, styles, metadata, project and layout.
///
/// Each layer is a file of `layers/`, named after it, and left out when it is empty. Errors  as core::TargetFile; the
/// old file stays as it was. Source: lib/METHODS.md "Delivery".
void write_results(const MapHead& head, const Results& results, const MapTarget& target, const core::Control& control);

}  // namespace trek::publish
