#pragma once

#include <string>

#include "trek/core/control.hpp"
#include "trek/model/any_table.hpp"
#include "trek/model/loaded.hpp"
#include "trek/publish/results.hpp"

namespace trek::publish {

/// Writes one source, read as `table`, as a GeoPackage that opens in QGIS: the layer of its table (records without a
/// place in TABLE_unplaced), rejected_records and rejected_records_unplaced with every feature that is not in it, and
/// sources.
/// Errors  as core::TargetFile; the old file stays as it was.
void write_import(const MapHead& head, const model::Loaded<model::AnyTable>& imported, const std::string& table,
                  const MapTarget& target, const core::Control& control);

}  // namespace trek::publish
