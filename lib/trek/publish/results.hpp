#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "trek/access/isochrones.hpp"
#include "trek/access/mode_access.hpp"
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
#include "trek/score/learning.hpp"
#include "trek/score/ranking.hpp"
#include "trek/score/stakeholders.hpp"

namespace trek::publish {

using measure::Measure;

/// What is said of every map.
struct MapHead {
  std::string title;   // of the project; empty: named after what the map shows
  std::string notice;  // shown on the map and in every abstract: "Verzonnen gegevens", straight lines, ...
  model::Language language = model::Language::nl;
  std::string crs{"EPSG:28992"};
  std::string timestamp;  // ISO 8601, UTC
};

/// Where a map goes.
struct MapTarget {
  std::filesystem::path file;
  bool overwrite = false;  // false: a file that is there is an error, and stays
};

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

/// What a run thinks of its sites.
struct Judgement {
  profile::Profile profile;
  std::vector<profile::Assessment> assessments;  // one per site
  score::CriteriaTable criteria;
  std::vector<profile::Criterion> asked;   // one per criterion of the table
  std::vector<score::SiteScore> scores;    // one per site
  std::vector<score::RankGroup> groups;    // one per site; empty: not asked
  score::RankAcceptability acceptability;  // one per site
  score::RankAcceptability any_weights;    // the same over any weighting at all
  score::Learning learning;                // what to find out first; vetoes by their place in the profile
  score::StakeholderViews stakeholders;    // of the project, one row per site in each
};

/// What a run, a check or an import found. A table is empty where there is none of it.
struct Results {
  model::Sites sites;
  std::vector<Measure> site_measures;
  Judgement judgement;

  model::Municipalities municipalities;
  model::Demand demand;
  std::vector<Measure> demand_measures;
  std::vector<access::ModeAccess> access;  // of the demand, to the existing places; a row a mode
  model::ExistingPlaces existing_places;
  coverage::ServingPlaces serving;  // one row an existing place, or none
  std::vector<coverage::MunicipalityCoverage> coverage;
  std::vector<ModeIsochrones> isochrones;
  model::NamedPoints stations;
  model::NamedAreas townscapes;

  std::vector<NotRoutable> not_routable;
  std::vector<model::PopulationRemainder> remainder;
  std::vector<model::RecordLink> links;  // between records and buildings; the doubtful ones become a layer
  core::Report report;
  std::vector<model::SourceRecord> sources;
  std::vector<std::pair<std::string, std::string>> run;  // key, value: versions, options, hashes, counts in and out
};

}  // namespace trek::publish
