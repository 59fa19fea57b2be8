#include "trek/project/run.hpp"

#include <fmt/format.h>

#include <numeric>
#include <optional>

#include "trek/access/isochrones.hpp"
#include "trek/core/error.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/ingest/answers.hpp"
#include "trek/ingest/population.hpp"
#include "trek/project/detail/facts.hpp"
#include "trek/project/detail/inputs.hpp"
#include "trek/project/detail/judgement.hpp"
#include "trek/project/detail/measures.hpp"
#include "trek/project/detail/travel.hpp"
#include "trek/publish/delivery.hpp"
#include "trek/resolve/resolve.hpp"
#include "trek/siting/coverage.hpp"

namespace trek::project {
namespace {

using detail::Inputs;
using detail::Judgement;
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

void count_people(const ingest::DemandResult& demand, RunSummary& summary) {
  summary.source_inhabitants = demand.source_inhabitants;
  summary.demand_inhabitants = std::accumulate(demand.demand.inhabitants.begin(), demand.demand.inhabitants.end(), 0.0);
  for (const ingest::PopulationRemainder& rest : demand.remainder) summary.remainder_inhabitants += rest.inhabitants;
  for (const auto& target : demand.demand.target) summary.demand_target += target.value_or(0.0);
  summary.target_estimated_share = summary.demand_target > 0.0 ? demand.target_estimated / summary.demand_target : 0.0;
}

/// All that the stages made, for as long as the delivery points into it.
struct Results {
  Inputs inputs;
  ingest::DemandResult demand;
  resolve::Resolution resolved;
  std::vector<ModeTravel> travel;
  Measured measured;
  std::optional<Judgement> judgement;
};

RunSummary summary_of(const Project& project, Results& results) {
  RunSummary summary;
  summary.sources = results.inputs.sources;
  summary.report = std::move(results.inputs.report);
  summary.report.append(results.demand.report);
  summary.report.append(results.resolved.report);
  summary.notice = detail::notice_of(project);
  summary.site_count = results.resolved.sites.size();
  summary.ranked_count = detail::best_rows(results.judgement->scores, summary.site_count).size();
  count_people(results.demand, summary);
  return summary;
}

/// Points into `results` and `summary`; takes the judgement and the links out of the results.
publish::Delivery delivery_of(const Project& project, Results& results, const RunSummary& summary,
                              const core::Control& control) {
  Judgement& judgement = *results.judgement;
  const auto best = detail::best_rows(judgement.scores, project.isochrone_sites);
  publish::Delivery delivery;
  delivery.title = project.name;
  delivery.notice = summary.notice;
  delivery.language = project.language;
  delivery.crs = project.read.crs;
  delivery.sites = &results.resolved.sites;
  for (const detail::SiteMeasure& entry : results.measured.sites) {
    if (entry.column) delivery.site_measures.push_back(entry.measure);
  }
  delivery.isochrones = draw_isochrones(project, results.travel, best, control);
  delivery.coverage =
      cover(results.inputs, results.demand.demand, results.resolved.sites, results.measured, judgement.scores);
  delivery.criteria = &judgement.criteria;
  delivery.scores = std::move(judgement.scores);
  delivery.acceptability = std::move(judgement.acceptability);
  delivery.profile = std::move(judgement.profile);
  delivery.assessments = std::move(judgement.assessments);
  delivery.demand = &results.demand.demand;
  delivery.demand_measures = results.measured.demand;
  delivery.municipalities = &results.inputs.municipalities;
  delivery.existing_places = pointer(results.inputs.places);
  delivery.stations = pointer(results.inputs.stations);
  delivery.townscapes = pointer(results.inputs.townscapes);
  delivery.remainder = results.demand.remainder;
  delivery.links = std::move(results.resolved.links);
  delivery.report = &summary.report;
  delivery.sources = summary.sources;
  return delivery;
}

}  // namespace

RunSummary run(const Project& project, const RunOptions& options, const core::Control& control) {
  check_output(options);
  Results results;
  detail::Facts facts;
  detail::tell_options(project, options, facts);

  // read
  results.inputs = detail::read_inputs(project, options.timestamp, control);
  const Inputs& inputs = results.inputs;
  const auto answers = project.answers ? ingest::read_answers(*project.answers) : std::vector<model::SiteAnswer>{};
  results.demand = ingest::build_demand(inputs.population, pointer(inputs.built_up), inputs.municipalities,
                                        {.totals = pointer(inputs.population_totals)}, control);

  // resolve, connect
  results.resolved = make_sites(project, inputs, control);
  const model::Sites& sites = results.resolved.sites;
  const detail::TravelInputs points{&sites, &results.demand.demand, pointer(inputs.places), pointer(inputs.stations)};
  results.travel = detail::connect(project, points, control, facts, results.inputs.sources);

  // measure, judge
  results.measured = detail::measure(project, points, results.travel, control);
  results.judgement = detail::judge(project, sites, results.measured, answers, control);
  results.inputs.report.append(reuse::unusable_answers(sites, results.judgement->profile, answers));

  // publish
  RunSummary summary = summary_of(project, results);
  publish::Delivery delivery = delivery_of(project, results, summary, control);
  delivery.timestamp = options.timestamp;
  delivery.not_routable = detail::not_routable(results.travel, points);
  summary.not_routable_count = delivery.not_routable.size();
  detail::tell_counts(summary, results.demand, results.inputs.municipalities, facts);
  delivery.run = summary.facts = std::move(facts);
  publish::write_delivery(delivery, options.output, {options.overwrite}, control);
  return summary;
}

}  // namespace trek::project
