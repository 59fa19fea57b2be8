#include "trek/project/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>

#include "trek/access/isochrones.hpp"
#include "trek/core/error.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/geo/topology.hpp"
#include "trek/ingest/answers.hpp"
#include "trek/ingest/inspect.hpp"
#include "trek/ingest/population.hpp"
#include "trek/project/detail/inputs.hpp"
#include "trek/project/detail/measures.hpp"
#include "trek/project/detail/travel.hpp"
#include "trek/publish/delivery.hpp"
#include "trek/resolve/resolve.hpp"
#include "trek/reuse/profile.hpp"
#include "trek/score/ranking.hpp"
#include "trek/siting/coverage.hpp"

namespace trek::project {
namespace {

using detail::Inputs;
using detail::Measured;
using detail::ModeTravel;
using detail::pointer;

void check_output(const RunOptions& options) {
  const auto fail = [&](std::string_view problem) {
    throw core::Error{core::ErrorKind::output, fmt::format("{}: {}", options.output.string(), problem)};
  };
  if (options.output.extension() != ".gpkg") fail("the output is a GeoPackage; give a name that ends in .gpkg");
  if (std::filesystem::is_directory(options.output)) fail("is a folder; give the name of a file in it");
  if (std::filesystem::exists(options.output) && !options.overwrite)
    fail("exists already; give --overwrite to replace it, or another name");
  const auto folder = std::filesystem::absolute(options.output).parent_path();
  if (!std::filesystem::is_directory(folder))
    fail(fmt::format("the folder {} does not exist; make it first", folder.string()));
}

resolve::Resolution make_sites(const Project& project, const Inputs& inputs, const core::Control& control) {
  resolve::Resolution resolution = resolve::resolve_sites(detail::evidence_of(inputs), project.candidates, control);
  if (resolution.sites.size() == 0) {
    throw core::Error{core::ErrorKind::data,
                      fmt::format("{}: no candidate site is left; widen [candidates], or see with 'trek check' why "
                                  "records were left out",
                                  project.file.string())};
  }
  return resolution;
}

/// What the project's criteria ask, out of what was measured.
score::CriteriaTable criteria_table(const Project& project, const Measured& measured, std::size_t site_count) {
  std::vector<score::Criterion> criteria = project.criteria;
  std::vector<const publish::Measure*> columns;
  for (score::Criterion& criterion : criteria) {
    const auto found = std::find_if(measured.sites.begin(), measured.sites.end(),
                                    [&](const detail::SiteMeasure& entry) { return entry.measure.id == criterion.id; });
    if (found == measured.sites.end())
      throw core::Error{core::ErrorKind::internal, "criterion without measure: " + criterion.id};
    columns.push_back(&found->measure);
    if (criterion.label_nl.empty()) criterion.label_nl = found->measure.label_nl;
    if (criterion.label_en.empty()) criterion.label_en = found->measure.label_en;
    criterion.unit = project.language == model::Language::nl ? found->measure.unit : found->measure.unit_en;
  }
  score::CriteriaTable table{std::move(criteria), site_count};
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (std::size_t site = 0; site < site_count; ++site) table.set(site, c, columns[c]->values[site]);
  }
  return table;
}

struct Judgement {
  reuse::Profile profile;
  std::vector<reuse::ReuseAssessment> assessments;
  score::CriteriaTable criteria;
  std::vector<score::SiteScore> scores;
  score::RankAcceptability acceptability;
};

Judgement judge(const Project& project, const model::Sites& sites, const Measured& measured,
                const std::vector<reuse::SiteAnswer>& answers, const core::Control& control) {
  Judgement judgement{reuse::third_place_profile(project.profile == "beacon"),
                      {},
                      criteria_table(project, measured, sites.size()),
                      {},
                      {}};
  judgement.assessments = reuse::assess(sites, judgement.profile, answers);
  std::vector<std::uint8_t> excluded;
  for (const reuse::ReuseAssessment& assessment : judgement.assessments)
    excluded.push_back(assessment.verdict == reuse::Verdict::fail ? 1 : 0);
  judgement.scores = score::weighted_sum(judgement.criteria, excluded);
  judgement.acceptability = score::rank_acceptability(judgement.criteria, excluded, project.acceptability, control);
  return judgement;
}

std::vector<siting::MunicipalityCoverage> cover(const Inputs& inputs, const model::Demand& demand,
                                                const model::Sites& sites, const Measured& measured,
                                                const std::vector<score::SiteScore>& scores) {
  static const model::ExistingPlaces kNoPlaces;
  const model::ExistingPlaces& places = inputs.places ? *inputs.places : kNoPlaces;
  const geo::PolygonLocator locator{inputs.municipalities.area};
  std::vector<model::MunicipalityIdx> municipality;
  for (const geo::Point place : places.place) {
    const auto row = locator.find(place);
    municipality.push_back(row ? model::MunicipalityIdx{*row} : model::MunicipalityIdx{});
  }
  std::vector<std::optional<std::uint32_t>> ranks;
  for (const score::SiteScore& score : scores) ranks.push_back(score.rank);
  return siting::coverage(inputs.municipalities, demand, places, municipality, sites, ranks, measured.access);
}

/// The rows of the best sites, by rank, then row.
std::vector<std::uint32_t> best_rows(const std::vector<score::SiteScore>& scores, std::size_t count) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < scores.size(); ++row) {
    if (scores[row].rank) rows.push_back(row);
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return scores[a].rank < scores[b].rank; });
  rows.resize(std::min(rows.size(), count));
  return rows;
}

std::vector<publish::ModeIsochrones> draw_isochrones(const Project& project, const std::vector<ModeTravel>& travel,
                                                     const std::vector<std::uint32_t>& rows,
                                                     const core::Control& control) {
  std::vector<publish::ModeIsochrones> result;
  for (const ModeTravel& mode : travel) {
    access::Endpoints chosen;
    for (const std::uint32_t row : rows) {
      chosen.place.push_back(mode.sites.place[row]);
      if (!mode.sites.snap.empty()) chosen.snap.push_back(mode.sites.snap[row]);
    }
    std::vector<core::Deciseconds> limits;
    for (const std::uint32_t limit : mode.settings->limits_min) limits.push_back(detail::minutes(limit));
    auto bands = access::isochrones(mode.router, chosen, limits, project.direction,
                                    access::default_isochrone_options(mode.settings->mode), control);
    for (access::IsochroneBand& band : bands) band.site = rows[band.site];
    result.push_back({mode.settings->mode, !mode.settings->on_streets(), std::move(bands)});
  }
  return result;
}

/// What a reader must know before believing the map, in the project's language.
std::string notice_of(const Project& project) {
  const bool nl = project.language == model::Language::nl;
  std::string notice = project.notice;
  const auto add = [&](const std::string& sentence) { notice += (notice.empty() ? "" : " ") + sentence; };
  const bool made_up =
      std::any_of(project.sources.begin(), project.sources.end(), [](const ingest::Source& s) { return s.made_up; });
  if (made_up && project.notice.empty()) add(nl ? "Bevat verzonnen gegevens." : "Contains made-up data.");
  for (const TravelSettings& mode : project.modes) {
    if (mode.on_streets()) continue;
    const double speed_kmh = mode.straight_line.speed.value() * 3.6;
    add(nl ? fmt::format("Reistijden {}: hemelsbreed ({:.1f} km/u, omwegfactor {:.2f}), geen wegennet.",
                         model::label_of(mode.mode, project.language), speed_kmh, mode.straight_line.detour_factor)
           : fmt::format("Travel times {}: straight line ({:.1f} km/h, detour factor {:.2f}), no street network.",
                         model::label_of(mode.mode, project.language), speed_kmh, mode.straight_line.detour_factor));
  }
  return notice;
}

using Facts = std::vector<std::pair<std::string, std::string>>;

void tell_options(const Project& project, const RunOptions& options, Facts& facts) {
  facts.emplace_back("trek.version", version());
  facts.emplace_back("gdal.version", ingest::gdal_version());
  facts.emplace_back("geos.version", geo::geos_version());
  facts.emplace_back("proj.version", geo::proj_version());
  facts.emplace_back("run.timestamp", options.timestamp);
  facts.emplace_back("project.name", project.name);
  facts.emplace_back("project.file", project.file.filename().string());
  facts.emplace_back("project.sha256", project.sha256);
  facts.emplace_back("project.crs", project.read.crs);
  facts.emplace_back("project.profile", project.profile);
  facts.emplace_back("target.share_15_25", fmt::format("{:.2f}", project.read.target_share_15_25));
  facts.emplace_back("target.share_25_45", fmt::format("{:.2f}", project.read.target_share_25_45));
  facts.emplace_back("decay", access::describe(project.decay));
  facts.emplace_back("direction", project.direction == access::Direction::to_sites ? "to_sites" : "from_sites");
  facts.emplace_back("snap.max_m", fmt::format("{:.0f}", project.snap.max_distance.value()));
  facts.emplace_back("acceptability.seed", std::to_string(project.acceptability.seed));
  facts.emplace_back("acceptability.draws", std::to_string(project.acceptability.draws));
  for (const TravelSettings& mode : project.modes) {
    facts.emplace_back(fmt::format("mode.{}.limits_min", model::name_of(mode.mode)),
                       fmt::format("{}", fmt::join(mode.limits_min, ",")));
    facts.emplace_back(fmt::format("mode.{}.norm_min", model::name_of(mode.mode)), std::to_string(mode.norm_min));
    facts.emplace_back(fmt::format("mode.{}.horizon_min", model::name_of(mode.mode)),
                       std::to_string(detail::horizon_min(mode, project.decay)));
  }
}

void tell_counts(const RunSummary& summary, const ingest::DemandResult& demand, Facts& facts) {
  facts.emplace_back("population.source_inhabitants", fmt::format("{:.3f}", summary.source_inhabitants));
  facts.emplace_back("population.demand_inhabitants", fmt::format("{:.3f}", summary.demand_inhabitants));
  facts.emplace_back("population.remainder_inhabitants", fmt::format("{:.3f}", summary.remainder_inhabitants));
  facts.emplace_back("population.unknown_areas", std::to_string(demand.unknown_area_count));
  facts.emplace_back("population.demand_points", std::to_string(demand.demand.size()));
  facts.emplace_back("population.target", fmt::format("{:.3f}", summary.demand_target));
  facts.emplace_back("population.target_estimated_share", fmt::format("{:.4f}", summary.target_estimated_share));
  facts.emplace_back("sites.count", std::to_string(summary.site_count));
  facts.emplace_back("sites.ranked", std::to_string(summary.ranked_count));
  facts.emplace_back("not_routable.count", std::to_string(summary.not_routable_count));
  facts.emplace_back("records.rejected", std::to_string(summary.report.rejected_count()));
}

void count_people(const ingest::DemandResult& demand, RunSummary& summary) {
  summary.source_inhabitants = demand.source_inhabitants;
  summary.demand_inhabitants = std::accumulate(demand.demand.inhabitants.begin(), demand.demand.inhabitants.end(), 0.0);
  for (const ingest::PopulationRemainder& rest : demand.remainder) summary.remainder_inhabitants += rest.inhabitants;
  for (const auto& target : demand.demand.target) summary.demand_target += target.value_or(0.0);
  summary.target_estimated_share = summary.demand_target > 0.0 ? demand.target_estimated / summary.demand_target : 0.0;
}

}  // namespace

RunSummary run(const Project& project, const RunOptions& options, const core::Control& control) {
  check_output(options);
  RunSummary summary;
  tell_options(project, options, summary.facts);

  // read
  Inputs inputs = detail::read_inputs(project, control);
  const std::vector<reuse::SiteAnswer> answers =
      project.answers ? ingest::read_answers(*project.answers) : std::vector<reuse::SiteAnswer>{};
  const ingest::DemandResult demand =
      ingest::build_demand(inputs.population, pointer(inputs.built_up), inputs.municipalities, {}, control);
  count_people(demand, summary);

  // resolve, connect
  const resolve::Resolution resolved = make_sites(project, inputs, control);
  const model::Sites& sites = resolved.sites;
  const detail::TravelInputs points{&sites, &demand.demand, pointer(inputs.places), pointer(inputs.stations)};
  const std::vector<ModeTravel> travel = detail::connect(project, points, control, summary.facts, inputs.sources);

  // measure, judge, choose
  const Measured measured = detail::measure(project, points, travel, control);
  Judgement judgement = judge(project, sites, measured, answers, control);
  const auto best = best_rows(judgement.scores, project.isochrone_sites);

  // publish
  summary.sources = std::move(inputs.sources);
  summary.report = std::move(inputs.report);
  summary.report.append(demand.report);
  summary.report.append(resolved.report);
  summary.notice = notice_of(project);
  summary.site_count = sites.size();
  summary.ranked_count = best_rows(judgement.scores, sites.size()).size();

  publish::Delivery delivery;
  delivery.title = project.name;
  delivery.notice = summary.notice;
  delivery.language = project.language;
  delivery.crs = project.read.crs;
  delivery.timestamp = options.timestamp;
  delivery.sites = &sites;
  for (const detail::SiteMeasure& entry : measured.sites) {
    if (entry.column) delivery.site_measures.push_back(entry.measure);
  }
  delivery.criteria = &judgement.criteria;
  delivery.scores = std::move(judgement.scores);
  delivery.acceptability = std::move(judgement.acceptability);
  delivery.profile = std::move(judgement.profile);
  delivery.assessments = std::move(judgement.assessments);
  delivery.isochrones = draw_isochrones(project, travel, best, control);
  delivery.demand = &demand.demand;
  delivery.demand_measures = measured.demand;
  delivery.municipalities = &inputs.municipalities;
  delivery.coverage = cover(inputs, demand.demand, sites, measured, delivery.scores);
  delivery.existing_places = pointer(inputs.places);
  delivery.townscapes = pointer(inputs.townscapes);
  delivery.not_routable = detail::not_routable(travel, points);
  delivery.remainder = demand.remainder;
  delivery.report = &summary.report;
  delivery.sources = summary.sources;
  summary.not_routable_count = delivery.not_routable.size();
  tell_counts(summary, demand, summary.facts);
  delivery.run = summary.facts;
  publish::write_delivery(delivery, options.output, {options.overwrite}, control);
  return summary;
}

}  // namespace trek::project
