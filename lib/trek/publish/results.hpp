#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "trek/access/isochrones.hpp"
#include "trek/access/mode_access.hpp"
#include "trek/core/phrase.hpp"
#include "trek/core/report.hpp"
#include "trek/coverage/coverage.hpp"
#include "trek/coverage/gaps.hpp"
#include "trek/coverage/norms.hpp"
#include "trek/coverage/reliance.hpp"
#include "trek/measure/attractiveness.hpp"
#include "trek/measure/measure.hpp"
#include "trek/measure/site_draws.hpp"
#include "trek/model/codes.hpp"
#include "trek/model/districts.hpp"
#include "trek/model/population_remainder.hpp"
#include "trek/model/source.hpp"
#include "trek/model/tables.hpp"
#include "trek/network/backdrop.hpp"
#include "trek/network/snap.hpp"
#include "trek/profile/assessment.hpp"
#include "trek/profile/criterion.hpp"
#include "trek/publish/map_style.hpp"
#include "trek/publish/scenario_result.hpp"
#include "trek/publish/siting_answer.hpp"
#include "trek/score/criteria.hpp"
#include "trek/score/learning.hpp"
#include "trek/score/ranking.hpp"
#include "trek/score/stakeholders.hpp"

namespace trek::publish {

using measure::Measure;

/// What is said of every map.
struct MapHead {
  core::Phrase title;   // of the project; empty: named after what the map shows
  core::Phrase notice;  // shown on the map and in every abstract: "Verzonnen gegevens", straight lines, ...
  model::Language language = model::Language::nl;
  std::string crs{"EPSG:28992"};
  std::string timestamp;  // ISO 8601, UTC
  MapStyle style{};
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
  std::vector<profile::Profile> profiles;                    // in the order of the project
  std::vector<std::vector<profile::Assessment>> by_profile;  // one per profile, each with one per site
  std::vector<std::vector<std::size_t>> profile_order;  // one per site: rows of the profiles, what suits it best first
  score::CriteriaTable criteria;
  std::vector<profile::Criterion> asked;   // one per criterion of the table
  std::vector<score::SiteScore> scores;    // one per site
  std::vector<score::RankGroup> groups;    // one per site; empty: not asked
  score::RankAcceptability acceptability;  // one per site
  score::RankAcceptability any_weights;    // the same over any weighting at all
  score::Learning learning;                // what to find out first; vetoes by their place in what suits a site best
  score::StakeholderViews stakeholders;    // of the project, one row per site in each

  /// The profile that suits a site best, and what the site is under it; null without profiles.
  [[nodiscard]] const profile::Profile* find_profile(std::size_t site) const noexcept {
    return site < profile_order.size() ? &profiles[profile_order[site].front()] : nullptr;
  }
  [[nodiscard]] const profile::Assessment* find_best(std::size_t site) const noexcept {
    return site < profile_order.size() ? &by_profile[profile_order[site].front()][site] : nullptr;
  }
};

/// Who is served in each district or neighbourhood of the region.
struct DistrictResults {
  model::Districts table;
  std::vector<model::MunicipalityIdx> municipality;  // one per district
  std::vector<coverage::DistrictCoverage> coverage;  // and a last one for who lives in none of them
  std::vector<coverage::NormCoverage> norms;         // by district, mode, level and norm
};

/// So many of the best sites have a sheet each, and so has each site that the project highlights.
inline constexpr std::size_t kSheetCount = 10;

/// What a run, a check or an import found. A table is empty where there is none of it.
struct Results {
  model::Sites sites;
  std::vector<std::uint8_t> highlighted;  // one a site: always labelled on the map; empty: none
  std::vector<Measure> site_measures;
  Judgement judgement;

  model::Municipalities municipalities;
  model::Demand demand;
  std::vector<Measure> demand_measures;
  double output_cells_m = 0.0;             // > 0: demand is written as squares of this size, and not row by row
  std::vector<access::ModeAccess> access;  // of the demand, to the existing places; a row a mode
  model::ExistingPlaces existing_places;
  coverage::ServingPlaces serving;  // one row an existing place, or none
  std::vector<coverage::MunicipalityCoverage> coverage;
  std::optional<coverage::MunicipalityCoverage> region_coverage;  // all municipalities together
  std::vector<coverage::NormCoverage> norm_coverage;              // by area, mode, level and norm
  std::vector<coverage::ModeReliance> reliance;                   // a mode each, in the order of `access`; or none
  std::vector<measure::Attractiveness> attractiveness;            // by mode and municipality; indicative
  DistrictResults districts;
  std::vector<coverage::Gap> gaps;   // of each mode, in the order of the modes
  std::vector<SitingAnswer> siting;  // a question each, in the order of the project
  std::vector<ScenarioResult> scenarios;
  std::vector<ModeIsochrones> isochrones;
  std::vector<measure::SiteDraw> site_draws;  // of the sites that isochrones are drawn of
  model::NamedPoints stations;
  model::NamedAreas townscapes;
  model::NamedAreas built_up;  // to see where one is, as the backdrop
  network::Backdrop backdrop;

  std::vector<NotRoutable> not_routable;
  std::vector<model::PopulationRemainder> remainder;
  std::vector<model::RecordLink> links;  // between records and buildings; the doubtful ones become a layer
  core::Report report;
  std::vector<model::SourceRecord> sources;
  std::vector<std::pair<std::string, std::string>> run;  // key, value: versions, options, hashes, counts in and out
};

}  // namespace trek::publish
