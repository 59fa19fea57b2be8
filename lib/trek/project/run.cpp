#include "trek/project/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <optional>
#include <span>

#include "trek/access/isochrones.hpp"
#include "trek/core/error.hpp"
#include "trek/coverage/coverage.hpp"
#include "trek/coverage/gaps.hpp"
#include "trek/demand/demand.hpp"
#include "trek/ingest/answers.hpp"
#include "trek/measure/attractiveness.hpp"
#include "trek/measure/measured.hpp"
#include "trek/measure/site_draws.hpp"
#include "trek/project/detail/backdrop.hpp"
#include "trek/project/detail/beyond_data.hpp"
#include "trek/project/detail/data_extent.hpp"
#include "trek/project/detail/districts.hpp"
#include "trek/project/detail/doubts.hpp"
#include "trek/project/detail/facts.hpp"
#include "trek/project/detail/inputs.hpp"
#include "trek/project/detail/judgement.hpp"
#include "trek/project/detail/measure_settings.hpp"
#include "trek/project/detail/scenario_words.hpp"
#include "trek/project/detail/scenarios.hpp"
#include "trek/project/detail/siting_answers.hpp"
#include "trek/project/detail/street_extent.hpp"
#include "trek/project/detail/style_doubts.hpp"
#include "trek/project/detail/travel.hpp"
#include "trek/project/detail/vacancy_settings.hpp"
#include "trek/project/input_files.hpp"
#include "trek/publish/geopackage.hpp"
#include "trek/publish/result_map.hpp"
#include "trek/resolve/resolve.hpp"

namespace trek::project {
namespace {

using detail::Inputs;
using detail::Judgement;
using detail::pointer;
using measure::Measured;
using measure::ModeTravel;

/// All that the stages made.
struct Stages {
  Inputs inputs;
  demand::DemandResult demand;
  resolve::Resolution resolved;
  detail::DistrictStage districts;
  std::vector<ModeTravel> travel;
  core::Column<char> backdrop;
  Measured measured;
  Judgement judgement;
  std::vector<publish::SitingAnswer> next_places;
  std::vector<publish::ScenarioResult> scenarios;
  std::vector<std::uint32_t> drawn;       // rows of the sites whose isochrones the project names
  std::vector<std::uint8_t> highlighted;  // one a site, as in the results
};

void check_name(const std::filesystem::path& output) {
  if (output.extension() != ".gpkg") {
    core::refuse_argument(
        fmt::format("{}: the output is a GeoPackage; give a name that ends in .gpkg", output.string()));
  }
  publish::check_file_name(output);
}

/// Squares smaller than the cells of the sources would show people where nobody knows them to be.
void check_squares(const Project& project, const model::Demand& demand) {
  const double cell_m = demand.cell_size_m;
  if (project.output_cells_m == 0 || cell_m <= project.output_cells_m) return;
  throw core::Error{core::ErrorKind::config,
                    fmt::format("{}: [output] cells_m is {}, less than the cells of the sources ({:g} m); give {:g} or "
                                "more, or leave it out",
                                project.file.string(), project.output_cells_m, cell_m, cell_m)};
}

resolve::Resolution make_sites(const Project& project, const Inputs& inputs, const resolve::CandidateRule& rule,
                               const core::Control& control) {
  resolve::Resolution resolution = resolve::resolve_sites(detail::evidence_of(inputs), rule, control);
  if (resolution.sites.size() == 0) {
    throw core::Error{core::ErrorKind::data,
                      fmt::format("{}: no candidate site is left{}; widen [candidates], or see with 'trek check' why "
                                  "records were left out",
                                  project.file.string(), detail::left_out_text(resolution.left_out))};
  }
  return resolution;
}

std::vector<std::optional<std::uint32_t>> ranks_of(const std::vector<score::SiteScore>& scores) {
  std::vector<std::optional<std::uint32_t>> ranks;
  for (const score::SiteScore& score : scores) ranks.push_back(score.rank);
  return ranks;
}

const ModeTravel& travel_of(const Stages& stages, model::Mode mode) {
  return *std::ranges::find_if(stages.travel, [&](const ModeTravel& travel) { return travel.settings->mode == mode; });
}

/// Of each mode that was measured, who would be without if a place closed.
std::vector<coverage::ModeReliance> find_reliance(const Project& project, const Stages& stages,
                                                  const coverage::ServingPlaces& serving,
                                                  const core::Control& control) {
  std::vector<coverage::ModeReliance> result;
  for (const access::ModeAccess& access : stages.measured.access) {
    const ModeTravel& mode = travel_of(stages, access.mode);
    const coverage::SiteTravel travel{mode.router, mode.places, mode.demand, project.direction};
    result.push_back(coverage::reliance(stages.demand.demand, serving, access, travel, control));
  }
  return result;
}

/// Of each mode that was measured, who is far from every place.
std::vector<coverage::Gap> find_gaps(const Project& project, const Stages& stages,
                                     std::span<const std::optional<std::uint32_t>> ranks,
                                     const core::Control& control) {
  std::vector<coverage::Gap> result;
  for (const access::ModeAccess& access : stages.measured.access) {
    const ModeTravel& mode = travel_of(stages, access.mode);
    const coverage::SiteTravel travel{mode.router, mode.sites, mode.demand, project.direction};
    auto gaps = coverage::gaps(stages.demand.demand, access, ranks, travel, {}, control);
    std::ranges::move(gaps, std::back_inserter(result));
  }
  return result;
}

void cover_districts(const Stages& stages, const coverage::ServingPlaces* serving,
                     std::span<const std::optional<std::uint32_t>> ranks, publish::DistrictResults& results) {
  const auto& [districts, rows] = stages.districts;
  if (districts.table.size() == 0) return;
  const auto& demand = stages.demand.demand;
  const auto& access = stages.measured.access;
  results.table = districts.table;
  results.municipality = districts.municipality;
  results.coverage =
      coverage::by_district(districts.table.size(), rows, demand, serving, stages.resolved.sites, ranks, access);
  results.norms = coverage::at_norms_by_district(districts.table.size(), rows.demand, demand, access);
}

void cover(const Project& project, const Stages& stages, const core::Control& control, publish::Results& results) {
  const Inputs& inputs = stages.inputs;
  std::optional<coverage::ServingPlaces> serving;
  if (inputs.places) serving = detail::serving_places(*inputs.places, inputs.municipalities);
  const auto ranks = ranks_of(stages.judgement.scores);
  const auto& demand = stages.demand.demand;
  const auto& sites = stages.resolved.sites;
  const auto& access = stages.measured.access;
  results.coverage = coverage::by_municipality(inputs.municipalities, demand, pointer(serving), sites, ranks, access);
  if (!access.empty())
    results.region_coverage =
        coverage::of_region(inputs.municipalities, demand, pointer(serving), sites, ranks, access);
  results.norm_coverage = coverage::at_norms(inputs.municipalities.size(), demand, access);
  cover_districts(stages, pointer(serving), ranks, results.districts);
  results.gaps = find_gaps(project, stages, ranks, control);
  if (serving) results.reliance = find_reliance(project, stages, *serving, control);
  results.serving = serving.value_or(coverage::ServingPlaces{});
}

std::vector<publish::ModeIsochrones> draw_isochrones(const Project& project, const std::vector<ModeTravel>& travel,
                                                     const std::vector<std::uint32_t>& rows,
                                                     const core::Control& control) {
  std::vector<publish::ModeIsochrones> result;
  for (const ModeTravel& mode : travel) {
    const access::Endpoints chosen = mode.sites.chosen(rows);
    std::vector<core::Deciseconds> limits;
    for (const std::uint32_t limit : mode.settings->limits_min) limits.push_back(measure::minutes(limit));
    auto bands = access::isochrones(mode.router, chosen, limits, project.direction,
                                    access::default_isochrone_options(mode.settings->mode), control);
    for (access::IsochroneBand& band : bands) band.site = rows[band.site];
    result.push_back({mode.settings->mode, !mode.settings->on_streets(), std::move(bands)});
  }
  return result;
}

void count_people(const demand::DemandResult& demand, RunSummary& summary) {
  summary.source_inhabitants = demand.source_inhabitants;
  summary.demand_inhabitants = std::accumulate(demand.demand.inhabitants.begin(), demand.demand.inhabitants.end(), 0.0);
  for (const auto& rest : demand.remainder) summary.remainder_inhabitants += rest.inhabitants;
  double estimated = 0.0;
  for (std::size_t row = 0; row < demand.demand.size(); ++row) {
    const double target = demand.demand.target[row].value_or(0.0);
    summary.demand_target += target;
    if (!demand.demand.municipality[row].valid()) continue;
    summary.region_inhabitants += demand.demand.inhabitants[row];
    summary.region_target += target;
    if (demand.demand.target_estimated[row] != 0) estimated += target;
  }
  summary.target_estimated_share = summary.region_target > 0.0 ? estimated / summary.region_target : 0.0;
}

RunSummary summary_of(const Project& project, Stages& stages) {
  RunSummary summary;
  summary.sources = stages.inputs.sources;
  summary.report = std::move(stages.inputs.report);
  summary.report.append(stages.demand.report);
  summary.report.append(stages.resolved.report);
  summary.notice = detail::notice_of(project);
  summary.site_count = stages.resolved.sites.size();
  summary.left_out = stages.resolved.left_out;
  summary.ranked_count = detail::best_rows(stages.judgement.scores, summary.site_count).size();
  count_people(stages.demand, summary);
  return summary;
}

/// Of the sites that get a sheet: the best ones, and those that the project names.
std::vector<geo::Point> sheet_places(const publish::Results& results) {
  std::vector<geo::Point> places;
  for (const std::uint32_t row : detail::best_rows(results.judgement.scores, publish::kSheetCount))
    places.push_back(results.sites.place[row]);
  for (std::size_t row = 0; row < results.highlighted.size(); ++row) {
    if (results.highlighted[row] != 0) places.push_back(results.sites.place[row]);
  }
  return places;
}

/// What was found, moved out of what the stages made.
publish::Results results_of(const Project& project, Stages& stages, const measure::Tables& points,
                            const core::Control& control) {
  publish::Results results;
  const auto& scores = stages.judgement.scores;
  const auto best =
      project.isochrone_site_names.empty() ? detail::best_rows(scores, project.isochrone_sites) : stages.drawn;
  results.isochrones = draw_isochrones(project, stages.travel, best, control);
  const measure::Settings settings = detail::measure_settings(project);
  results.site_draws = measure::site_draws(settings, points, stages.travel, best, control);
  results.attractiveness =
      measure::attractiveness(settings, points, stages.travel, stages.inputs.municipalities.size(), control);
  cover(project, stages, control, results);
  results.sites = std::move(stages.resolved.sites);
  for (measure::SiteMeasure& entry : stages.measured.sites) {
    if (entry.column) results.site_measures.push_back(std::move(entry.measure));
  }
  results.judgement = std::move(stages.judgement);
  results.highlighted = std::move(stages.highlighted);
  results.siting = std::move(stages.next_places);
  results.scenarios = std::move(stages.scenarios);
  results.municipalities = std::move(stages.inputs.municipalities);
  results.demand = std::move(stages.demand.demand);
  results.demand_measures = std::move(stages.measured.demand);
  results.output_cells_m = project.output_cells_m;
  results.access = std::move(stages.measured.access);
  results.existing_places = std::move(stages.inputs.places).value_or(model::ExistingPlaces{});
  results.stations = std::move(stages.inputs.stations).value_or(model::NamedPoints{});
  results.townscapes = std::move(stages.inputs.townscapes).value_or(model::NamedAreas{});
  results.built_up = std::move(stages.inputs.built_up).value_or(model::NamedAreas{});
  results.backdrop = detail::backdrop(results.municipalities, stages.backdrop, stages.travel, sheet_places(results));
  results.remainder = std::move(stages.demand.remainder);
  results.links = std::move(stages.resolved.links);
  results.sources = std::move(stages.inputs.sources);
  return results;
}

/// The sources, and the people in them.
void read_sources(const Project& project, const RunOptions& options, const core::Control& control, Stages& stages) {
  detail::check_streets_meet(project, control);
  stages.inputs = detail::read_inputs(project, options.timestamp, control);
  const Inputs& inputs = stages.inputs;
  stages.demand = demand::build_demand(inputs.population, pointer(inputs.built_up), inputs.municipalities,
                                       {.parts = inputs.population_parts,
                                        .totals = pointer(inputs.population_totals),
                                        .ages = pointer(inputs.population_ages)},
                                       control);
  check_squares(project, stages.demand.demand);
}

/// Writes what was found; what the console tells of it.
RunSummary deliver(const Project& project, const RunOptions& options, Stages& stages, const measure::Tables& points,
                   const profile::UsableAnswers& usable, detail::Facts facts, const core::Control& control) {
  RunSummary summary = summary_of(project, stages);
  summary.user_tables = detail::user_tables(project, stages.resolved, usable);
  auto not_routable = detail::not_routable(stages.travel, points);
  summary.not_routable_count = not_routable.size();
  detail::tell_counts(summary, stages.demand, stages.inputs.municipalities, facts);
  detail::tell_stakeholders(stages.judgement, stages.resolved.sites, facts);
  detail::tell_scenarios(project, stages.scenarios, stages.resolved.sites, pointer(stages.inputs.places), facts);
  summary.siting = stages.next_places;
  publish::Results results = results_of(project, stages, points, control);
  results.not_routable = std::move(not_routable);
  results.run = summary.facts = std::move(facts);
  results.report = std::move(summary.report);
  const core::Phrase& title = project.style.title.empty() ? project.name : project.style.title;
  const publish::MapHead head{title,        summary.notice, project.language, project.read.crs, options.timestamp,
                              project.style};
  results.report.append(detail::style_doubts(project, results, head));
  publish::write_results(head, results, {options.output, options.overwrite}, control);
  summary.report = std::move(results.report);
  return summary;
}

}  // namespace

RunSummary run(const Project& project, const RunOptions& options, const core::Control& control) {
  check_name(options.output);
  check_output(project, options.output, options.overwrite);
  Stages stages;
  detail::Facts facts;
  detail::tell_options(project, options, facts);

  read_sources(project, options, control, stages);
  const Inputs& inputs = stages.inputs;
  auto answers = project.answers ? ingest::read_answers(*project.answers) : std::vector<model::SiteAnswer>{};

  // resolve, connect
  const resolve::CandidateRule rule = detail::candidate_rule(project, inputs, options.timestamp);
  facts.emplace_back("vacancy.reference_date", rule.vacancy.reference_date);
  stages.resolved = make_sites(project, inputs, rule, control);
  const model::Sites& sites = stages.resolved.sites;
  const auto usable = detail::usable_answers(project, stages.resolved, std::move(answers));
  stages.drawn = detail::named_sites(project, sites, stages.inputs.report);
  const auto names = detail::siting_names(project, sites);
  stages.highlighted = detail::highlighted_sites(project, sites);
  const measure::Tables points{&sites, &stages.demand.demand, pointer(inputs.places), pointer(inputs.stations)};
  stages.districts = detail::district_stage(inputs, points, facts);
  stages.inputs.report.append(detail::district_findings(inputs, stages.demand.demand));
  detail::Connected connected = detail::connect(project, points, control, facts, stages.inputs.sources);
  stages.travel = std::move(connected.travel);
  stages.backdrop = std::move(connected.backdrop);
  stages.inputs.report.append(
      detail::street_doubts(project, detail::street_extents(project, stages.travel), stages.demand.demand, sites));

  // measure, judge
  control.report("measures", 0);
  measure::DataExtent extent = detail::data_extent(project, inputs);
  detail::add_streets(project, stages.travel, extent, control);
  stages.measured = measure::measured(detail::measure_settings(project), points, stages.travel, &extent,
                                      measure::Wanted::all, control);
  stages.inputs.report.append(detail::beyond_findings(project, extent, sites.place));
  stages.inputs.report.append(usable.report);
  stages.judgement = detail::judge(project, sites, stages.measured, usable.answers, control);
  stages.inputs.report.append(detail::criteria_doubts(stages.judgement.criteria));
  stages.inputs.report.append(detail::ranking_doubts(stages.judgement.criteria, stages.judgement.scores));

  // choose
  stages.next_places = detail::siting_answers({project, sites, stages.demand.demand, inputs.municipalities,
                                               stages.travel, stages.measured.access, stages.judgement, names},
                                              control);
  stages.inputs.report.append(detail::siting_findings(project, stages.next_places));

  // what if
  stages.scenarios = detail::scenarios(
      {project, inputs, sites, stages.demand.demand, stages.travel, extent, stages.measured, stages.judgement},
      stages.inputs.report, control);

  control.report("delivery", 0);
  return deliver(project, options, stages, points, usable, std::move(facts), control);
}

}  // namespace trek::project
