#pragma once

#include "trek/core/control.hpp"
#include "trek/publish/result_diff.hpp"
#include "trek/publish/results.hpp"

namespace trek::publish {

/// Writes what differs as a GeoPackage that opens in QGIS: `moved_sites` (points, those that did not move too),
/// `changed_cells` (who gained or lost a place within the norm, and people that one of the two alone has; nothing where
/// the outputs do not say where they are), `service_changes` (a row an area and mode) and `why`. What has no rows is
/// not in the file.
/// Errors  as core::TargetFile; the old file stays as it was.
void write_diff_map(const MapHead& head, const ResultDiff& diff, const MapTarget& target, const core::Control& control);

}  // namespace trek::publish
