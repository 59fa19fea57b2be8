#pragma once

#include "trek/core/control.hpp"
#include "trek/publish/results.hpp"

namespace trek::publish {

/// Writes what was found in the sources of a project as a GeoPackage that opens in QGIS: rejected_records with a place,
/// rejected_records_unplaced without, municipalities to see where, and sources. Nothing else of the results counts.
/// Errors  as core::TargetFile; the old file stays as it was.
void write_findings(const MapHead& head, const Results& results, const MapTarget& target, const core::Control& control);

}  // namespace trek::publish
