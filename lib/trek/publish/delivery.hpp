#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "trek/access/isochrones.hpp"
#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/coverage/coverage.hpp"
#include "trek/measure/measure.hpp"
#include "trek/model/codes.hpp"
#include "trek/model/population_remainder.hpp"
#include "trek/model/source.hpp"
#include "trek/model/tables.hpp"
#include "trek/network/snap.hpp"
#include "trek/profile/assessment.hpp"
#include "trek/profile/criterion.hpp"
#include "trek/score/criteria.hpp"
#include "trek/score/ranking.hpp"

namespace trek::publish {

using measure::Measure;

/// A point that the network of a mode does not reach, and why.
struct NotRoutable {
  std::string table;  // "site", "demand", "existing_place"
  std::string key;
  std::string name;
  model::Mode mode = model::Mode::foot;
  geo::Point place;
  network::SnapFailure failure = network::SnapFailure::too_far;
  double distance_m = 0.0;   // to the nearest street that was refused; NaN if none
  double inhabitants = 0.0;  // demand: people concerned
};

struct ModeIsochrones {
  model::Mode mode = model::Mode::bicycle;
  bool straight_line = false;
  std::vector<access::IsochroneBand> bands;  // `site` is a row of sites
};

/// Everything a run delivers. Pointers are borrowed; null means the run has none of it.
struct Delivery {
  std::string title;   // of the project
  std::string notice;  // shown on the map and in every abstract: "Verzonnen gegevens", straight lines, ...
  model::Language language = model::Language::nl;
  std::string crs{"EPSG:28992"};
  std::string timestamp;  // ISO 8601, UTC

  const model::Sites* sites = nullptr;
  std::vector<Measure> site_measures;
  const score::CriteriaTable* criteria = nullptr;
  std::vector<profile::Criterion> asked;      // one per criterion of the table
  std::vector<score::SiteScore> scores;       // one per site
  std::vector<score::RankGroup> rank_groups;  // one per site; empty: not asked
  score::RankAcceptability acceptability;     // one per site
  profile::Profile profile;
  std::vector<profile::Assessment> assessments;  // one per site

  std::vector<ModeIsochrones> isochrones;
  const model::Demand* demand = nullptr;
  std::vector<Measure> demand_measures;
  const model::Municipalities* municipalities = nullptr;
  std::vector<coverage::MunicipalityCoverage> coverage;
  const model::ExistingPlaces* existing_places = nullptr;
  const model::NamedPoints* stations = nullptr;
  const coverage::ServingPlaces* serving = nullptr;         // one row an existing place
  const std::vector<access::ModeAccess>* access = nullptr;  // of the demand, to the existing places; a row a mode
  const model::NamedAreas* townscapes = nullptr;
  std::vector<NotRoutable> not_routable;
  std::vector<model::PopulationRemainder> remainder;
  std::vector<model::RecordLink> links;  // between records and buildings; the doubtful ones become a layer
  const core::Report* report = nullptr;

  std::vector<model::SourceRecord> sources;
  std::vector<std::pair<std::string, std::string>> run;  // key, value: versions, options, hashes, counts in and out
};

struct DeliveryOptions {
  bool overwrite = false;
};

/// Writes the GeoPackage that opens in QGIS as a finished map: layers, tables, styles, metadata, project and layout.
///
/// Layers (left out when empty): sites, site_footprints, isochrones, demand, municipalities, existing_places,
/// stations, townscapes, links_to_review, not_routable, rejected_records, population_remainder. Tables: criteria (long:
/// site x criterion), sources, run. Errors  as core::TargetFile; the old file stays as it was. Source: lib/METHODS.md
/// "Delivery".
void write_delivery(const Delivery& delivery, const std::filesystem::path& target, const DeliveryOptions& options,
                    const core::Control& control);

}  // namespace trek::publish
