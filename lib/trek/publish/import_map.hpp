#pragma once

#include <filesystem>
#include <string>

#include "trek/core/control.hpp"
#include "trek/model/any_table.hpp"
#include "trek/model/codes.hpp"
#include "trek/model/loaded.hpp"
#include "trek/publish/delivery.hpp"

namespace trek::publish {

/// How a source that was read is written.
struct ImportMap {
  const model::Loaded<model::AnyTable>& imported;
  std::string table;  // name of the layer
  model::Language language = model::Language::nl;
  std::string crs;
  std::string timestamp;  // ISO 8601, UTC
};

/// Writes one source as a GeoPackage that opens in QGIS: the layer of its table (records without a place in
/// TABLE_unplaced), rejected_records and rejected_records_unplaced with every feature that is not in it, and sources.
/// Errors  as core::TargetFile; the old file stays as it was.
void write_import(const ImportMap& map, const std::filesystem::path& target, const DeliveryOptions& options,
                  const core::Control& control);

}  // namespace trek::publish
