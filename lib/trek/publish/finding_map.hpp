#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/model/source.hpp"
#include "trek/model/tables.hpp"
#include "trek/publish/delivery.hpp"

namespace trek::publish {

/// What was found in the sources of a project. References are borrowed.
struct FindingMap {
  std::string title;  // of the project
  const core::Report& report;
  const std::vector<model::SourceRecord>& sources;
  const model::Municipalities& municipalities;  // to see where; may be empty
  model::Language language = model::Language::nl;
  std::string crs;
  std::string timestamp;  // ISO 8601, UTC
};

/// Writes the findings as a GeoPackage that opens in QGIS: rejected_records with a place, rejected_records_unplaced
/// without, municipalities and sources.
/// Errors  as core::TargetFile; the old file stays as it was.
void write_findings(const FindingMap& map, const std::filesystem::path& target, const DeliveryOptions& options,
                    const core::Control& control);

}  // namespace trek::publish
