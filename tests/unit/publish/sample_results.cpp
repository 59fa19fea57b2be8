#include "sample_results.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>

#include "trek/core/random.hpp"
#include "trek/model/columns.hpp"

namespace trek::test {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::array kNames{"Almelo",         "Borne",     "Dinkelland",     "Enschede", "Haaksbergen",
                            "Hellendoorn",    "Hengelo",   "Hof van Twente", "Losser",   "Oldenzaal",
                            "Rijssen-Holten", "Tubbergen", "Twenterand",     "Wierden"};
constexpr double kSide_m = 11'000.0;
constexpr geo::Point kCorner{222'000.0, 460'000.0};

geo::Box municipality_box(std::size_t m) {
  const double x_m = kCorner.x_m + kSide_m * static_cast<double>(m % 4);
  const double y_m = kCorner.y_m + kSide_m * static_cast<double>(m / 4);
  return {x_m, y_m, x_m + kSide_m, y_m + kSide_m};
}

geo::Point random_place(core::Random& random, std::size_t m) {
  const auto box = municipality_box(m);
  return {std::round(random.uniform(box.min_x_m + 500.0, box.max_x_m - 500.0)),
          std::round(random.uniform(box.min_y_m + 500.0, box.max_y_m - 500.0))};
}

void add_municipalities(publish::Results& sample) {
  for (std::size_t m = 0; m < kNames.size(); ++m) {
    sample.municipalities.code.push_back(fmt::format("GM{:04}", 9000 + m));
    sample.municipalities.name.emplace_back(kNames[m]);
    sample.municipalities.area.append({geo::rectangle(municipality_box(m))});
    sample.municipalities.inhabitants.emplace_back(m == 3 ? std::optional<double>{}
                                                          : 20'000.0 + 1'000.0 * static_cast<double>(m));
  }
}

void add_site(publish::Results& sample, core::Random& random, std::size_t s) {
  const auto m = s % kNames.size();
  const auto place = random_place(random, m);
  const auto types =
      std::array{model::SiteType::factory, model::SiteType::church, model::SiteType::farm, model::SiteType::shop};
  const auto names = std::array{"Textielfabriek", "Kerk Sint-Jan & Maria", "Erve 't Loo", "Warenhuis <V&D>"};
  model::Site site;
  site.key = fmt::format("site-{:03}", s);
  site.name = fmt::format("{} {}", names[s % 4], s + 1);
  site.type = types[s % 4];
  site.type_reason = "original function";
  site.place = place;
  if (s % 5 != 0) {
    site.footprint = {geo::rectangle({place.x_m - 30.0, place.y_m - 20.0, place.x_m + 30.0, place.y_m + 20.0})};
    site.footprint_m2 = 2400.0;
  }
  if (s % 3 != 0) {
    site.floor_area_m2 = 1000.0 + 100.0 * static_cast<double>(s);
    site.floor_area_basis = "units";
    site.storeys = 2;
    site.height_m = 9.5;
    site.volume_m3 = 12'000.0;
    site.in_townscape = s % 3 == 1;
  }
  site.monument_kind = model::MonumentKind::none;
  site.monument_at_most = model::MonumentKind::municipal;
  if (s % 2 == 0) {
    site.energy_class = "A, C";
    site.energy_class_date = "2019-02-01/2024-02-01";
    site.monument_kind = site.monument_at_most = model::MonumentKind::national;
    site.monument_number = fmt::format("{}", 500'000 + s);
    site.vacancy_basis = model::VacancyBasis::whole;
    site.vacancy_known_share = 1.0;
    site.vacancy_share = 1.0;
    site.vacancy_evidence = {
        {"register leegstand", fmt::format("R{}", s), "2026-03-01", model::VacancyKind::register_entry, 1.0, 1.0}};
  }
  if (s % 4 != 0) site.built_year = 1880 + static_cast<int>(s);
  site.original_function = "Weverij";
  site.address = {"Stationsplein", fmt::format("{}", s + 1), "7551AB", kNames[m]};
  site.building_status = {s == 4 ? model::BuildingStatus::demolition_permit : model::BuildingStatus::in_use};
  site.links = {{"monument", fmt::format("{}", 500'000 + s), model::LinkMethod::inside, 0.0, 0.95}};
  site.municipality = model::MunicipalityIdx{static_cast<std::uint32_t>(m)};
  site.certainty = "verzonnen";
  site.note = s == 2 ? "regel één\nregel\x02 twee" : "";
  model::append(sample.sites, site);
}

void add_scores(publish::Results& sample, core::Random& random) {
  const auto count = sample.sites.size();
  const model::ValueFunction linear{{{0.0, 0.0}, {100.0, 1.0}}};
  sample.judgement.criteria = score::CriteriaTable(
      std::vector<score::Criterion>{{"people_target_bicycle_15min", 2.0, linear}, {"floor_area_m2", 1.0, linear}},
      count);
  sample.judgement.asked = {{"people_target_bicycle_15min",
                             2.0,
                             linear,
                             {"20-40-jarigen binnen 15 min per fiets", "People of 20-40 within 15 min by bicycle"},
                             {"personen", "people"},
                             "bereik telt dubbel",
                             model::Pillar::catchment},
                            {"floor_area_m2", 1.0, linear, {"Vloeroppervlak", "Floor area"}, "m2", "ruimte"}};
  std::vector<std::uint8_t> excluded(count, 0);
  sample.judgement.by_profile.resize(2);
  publish::Measure people{"people_target_bicycle_15min",
                          {"20-40-jarigen binnen 15 min per fiets", "People of 20-40 within 15 min by bicycle"},
                          {"personen", "people"},
                          {"Verzonnen.", "Made up."}};
  for (std::size_t s = 0; s < count; ++s) {
    sample.judgement.criteria.set(s, 0, random.uniform(0.0, 100.0));
    sample.judgement.criteria.set(s, 1, s % 3 == 0 ? kUnknown : random.uniform(0.0, 100.0));
    excluded[s] = s % 9 == 8 ? 1 : 0;
    people.values.push_back(s == 4 ? kUnknown : std::round(random.uniform(0.0, 30'000.0)));
    sample.judgement.acceptability.first_share.push_back(excluded[s] != 0 ? 0.0 : 1.0 / static_cast<double>(count));
    sample.judgement.acceptability.top_share.push_back(0.3);
    sample.judgement.acceptability.rank_p05.push_back(excluded[s] != 0 ? 0 : 1);
    sample.judgement.acceptability.rank_p95.push_back(excluded[s] != 0 ? 0 : 20);
    profile::Assessment assessment;
    assessment.vetoes = {{"floor_area", excluded[s] != 0 ? profile::Verdict::fail : profile::Verdict::pass, {}},
                         {"owner_refuses", profile::Verdict::unknown, {"Wil de eigenaar?", "Is the owner willing?"}}};
    assessment.answers = {{"floor_area", assessment.vetoes[0].verdict, "120 m2", "record", "", true, true}};
    assessment.verdict = excluded[s] != 0 ? profile::Verdict::fail : profile::Verdict::unknown;
    assessment.completeness_share = 0.5;
    assessment.criteria = {
        {"size", excluded[s] != 0 ? model::Range{0.3, 0.3} : model::Range{0.8, 0.8}, {"1200 m2"}, {}, false},
        {"zoning", {0.0, 1.0}, {}, {"Welke bestemming?", "Which zone?"}, false}};
    assessment.potential = {0.4, 0.9};
    sample.judgement.by_profile[0].push_back(assessment);
    assessment.verdict = profile::Verdict::fail;
    assessment.potential = {0.1, 0.2};
    sample.judgement.by_profile[1].push_back(std::move(assessment));
  }
  sample.site_measures.push_back(std::move(people));
  sample.judgement.scores = score::weighted_sum(sample.judgement.criteria, excluded);
  sample.judgement.any_weights = sample.judgement.acceptability;
  sample.judgement.stakeholders =
      score::stakeholder_views(sample.judgement.criteria, excluded,
                               std::vector<score::Stakeholder>{{"Gemeenten", {1.0, 1.0}}, {"Bewoners", {0.0, 1.0}}});
  std::vector<score::OpenVeto> open;
  for (std::size_t s = 0; s < count; ++s) open.push_back({s, 1, 0.5});
  sample.judgement.learning = score::learning(sample.judgement.criteria, excluded, open, {}, {});
  profile::Veto area{"floor_area", {"Hoe groot is het?", "How large is it?"}, "floor_area_m2", 150.0, "m2"};
  profile::Veto owner{"owner_refuses", {"Wil de eigenaar?", "Is the owner willing?"}};
  profile::Profile living{"living_room", {"Huiskamer", "Living room"}};
  living.vetoes = {std::move(area), std::move(owner)};
  living.criteria = {{"size", {"Maat", "Size"}}, {"zoning", {"Bestemming", "Zoning"}}};
  for (auto& criterion : living.criteria) criterion.weight = 1.0;
  profile::Profile hall = living;
  hall.id = "hall";
  hall.name = {"Hal", "Hall"};
  sample.judgement.profiles = {std::move(living), std::move(hall)};
  sample.judgement.profile_order = profile::profile_orders(sample.judgement.by_profile);
}

void add_demand(publish::Results& sample, core::Random& random) {
  publish::Measure time{"nearest_place_bicycle_min",
                        {"Reistijd naar een bestaande plek, fiets", "Travel time to an existing place, bicycle"},
                        "min",
                        "",
                        1,
                        false};
  sample.demand.cell_size_m = 500.0;
  for (std::size_t d = 0; d < 600; ++d) {
    const auto m = d % kNames.size();
    auto place = random_place(random, m);
    place = {500.0 * std::floor(place.x_m / 500.0) + 250.0, 500.0 * std::floor(place.y_m / 500.0) + 250.0};
    sample.demand.key.push_back(fmt::format("cell-{:04}", d));
    sample.demand.place.push_back(place);
    sample.demand.inhabitants.push_back(random.uniform(5.0, 400.0));
    sample.demand.target.push_back(d % 11 == 0 ? std::optional<double>{} : random.uniform(1.0, 100.0));
    sample.demand.target_estimated.push_back(d % 7 == 0 ? 1 : 0);
    sample.demand.municipality.emplace_back(m);
    time.values.push_back(d % 13 == 0 ? kUnknown : random.uniform(1.0, 40.0));
  }
  sample.demand_measures.push_back(std::move(time));
}

void add_places(publish::Results& sample, core::Random& random) {
  for (std::size_t p = 0; p < 60; ++p) {
    sample.existing_places.key.push_back(fmt::format("place-{}", p));
    sample.existing_places.name.push_back(fmt::format("Plek {}", p));
    sample.existing_places.kind.push_back(p % 4 == 0   ? model::PlaceKind::third_place
                                          : p % 4 == 1 ? model::PlaceKind::cultural_anchor
                                                       : model::PlaceKind::hospitality);
    sample.existing_places.place.push_back(random_place(random, p % kNames.size()));
    sample.existing_places.strength.push_back(1.0);
    sample.existing_places.chain.emplace_back();
    sample.existing_places.certainty.emplace_back("verzonnen");
    sample.existing_places.note.emplace_back("");
    sample.existing_places.level.push_back(p == 4 ? std::optional{model::Level::beacon} : std::nullopt);
  }
}

/// Of the first two sites: twelve places of one, home and nowhere; of the other nobody has a place.
void add_draws(publish::Results& sample) {
  measure::SiteDraw draw;
  draw.site = 0;
  for (std::uint32_t place = 0; place < 12; ++place) {
    const double people = 100.0 - place;
    draw.places.push_back({place, people, people / 1000.0});
    draw.visitors += people;
  }
  draw.from_home = 40.0;
  draw.from_nowhere = 10.0;
  draw.visitors += 50.0;
  measure::SiteDraw other;
  other.site = 1;
  other.mode = model::Mode::car;
  other.visitors = other.from_nowhere = 7.5;
  other.size_assumed = true;
  sample.site_draws = {draw, other};
}

void add_attractiveness(publish::Results& sample) {
  for (std::uint32_t m = 0; m < 3; ++m) {
    measure::Attractiveness one;
    one.municipality = model::MunicipalityIdx{m};
    one.inhabitants = 1000.0 * (m + 1);
    one.unknown = 5.0;
    one.parts = {0.5, 0.25, 0.125 * m};
    one.value = 61.1 * one.parts[0] + 27.8 * one.parts[1] + 11.1 * one.parts[2];
    sample.attractiveness.push_back(one);
  }
}

void add_isochrones(publish::Results& sample) {
  publish::ModeIsochrones bicycle{model::Mode::bicycle, true, {}};
  for (std::uint32_t s = 0; s < 12; ++s) {
    const auto centre = sample.sites.place[s];
    geo::Polygon ring = geo::circle(centre, 3'000.0);
    const auto inner = geo::circle(centre, 1'500.0);
    ring.holes.push_back({inner.shell.rbegin(), inner.shell.rend()});
    bicycle.bands.push_back({s, core::Deciseconds{0}, core::Deciseconds{3'000}, {inner}});
    bicycle.bands.push_back({s, core::Deciseconds{3'000}, core::Deciseconds{6'000}, {ring}});
  }
  sample.isochrones.push_back(std::move(bicycle));
}

/// Two districts of the first municipality, and people in none of them.
void add_districts(publish::Results& sample, const coverage::NormCoverage& norm) {
  publish::DistrictResults& districts = sample.districts;
  for (const std::size_t d : {0U, 1U}) {
    districts.table.code.push_back("WK01410" + std::to_string(d));
    districts.table.name.emplace_back(d == 0 ? "Noord" : "Zuid");
    districts.table.municipality_code.emplace_back("GM0141");
    districts.table.inhabitants.emplace_back(d == 0 ? std::optional{6'000.0} : std::nullopt);
    districts.table.area.append({geo::circle({240'000.0, d == 0 ? 487'000.0 : 484'000.0}, 1'400.0)});
    districts.municipality.emplace_back(0U);
    coverage::DistrictCoverage row;
    static_cast<coverage::AreaCoverage&>(row) = sample.coverage.front();
    row.district = model::DistrictIdx{d};
    row.modes[1].served_share = d == 0 ? std::optional{0.25} : std::nullopt;
    row.modes[1].served_by_own_share = 0.125;
    districts.coverage.push_back(row);
    districts.norms.push_back(norm);
    districts.norms.back().district = model::DistrictIdx{d};
  }
  coverage::DistrictCoverage none;
  none.inhabitants = 12.0;
  districts.coverage.push_back(none);
  districts.norms.push_back(norm);
  districts.norms.back().inhabitants = 12.0;
}

void add_coverage(publish::Results& sample) {
  for (std::size_t m = 0; m < kNames.size(); ++m) {
    coverage::MunicipalityCoverage row;
    row.municipality = model::MunicipalityIdx{m};
    row.inhabitants = 10'000.0 + static_cast<double>(m);
    row.target = 2'500.0;
    row.existing_place_count = 4;
    row.site_count = 2;
    row.best_site = model::SiteIdx{m};
    coverage::ModeCoverage bicycle;
    bicycle.mode = model::Mode::bicycle;
    bicycle.norm = core::Deciseconds{9000};
    if (m != 5) bicycle.served_share = static_cast<double>((m * 37) % 100) / 100.0;
    bicycle.mean_time_min = 12.34;
    coverage::ModeCoverage foot;
    foot.mode = model::Mode::foot;
    foot.norm = core::Deciseconds{9000};
    foot.served_share = 0.2;
    foot.target_served_share = 0.2;
    row.modes = {foot, bicycle};
    sample.coverage.push_back(std::move(row));
  }
  sample.region_coverage = sample.coverage[1];
  sample.region_coverage->municipality = model::MunicipalityIdx{};
  sample.region_coverage->modes[1].equity = {0.31, 4.5, 0.02, 0.004};
  coverage::NormCoverage of_region;
  of_region.norm = core::Deciseconds{9000};
  of_region.inhabitants = 1000.0;
  of_region.unknown_inhabitants = 200.0;
  of_region.within = 600.0;
  coverage::NormCoverage beacons = of_region;
  beacons.municipality = model::MunicipalityIdx{0U};
  beacons.level = model::Level::beacon;
  beacons.norm = core::Deciseconds{12'000};
  sample.norm_coverage = {of_region, beacons};
  add_districts(sample, of_region);
  for (const bool scattered : {false, true}) {
    coverage::Gap gap;
    gap.norm = core::Deciseconds{9000};
    gap.municipality = model::MunicipalityIdx{0U};
    gap.scattered = scattered;
    gap.people = scattered ? 12.5 : 345.6;
    gap.target = 80.0;
    gap.mean_time_min = 21.04;
    gap.nearest_place = 1;
    if (!scattered) gap.site = coverage::GapSite{model::SiteIdx{3U}, 300.2};
    gap.area = {geo::circle({scattered ? 243'000.0 : 240'000.0, 475'000.0}, 600.0)};
    sample.gaps.push_back(std::move(gap));
  }
}

publish::SitingPlace place_of(const publish::Results& sample, std::uint32_t site) {
  return {site, sample.sites.municipality[site], sample.sites.place[site]};
}

/// Two chosen sites with a beacon, a question about municipalities, and one that has no answer.
void add_siting(publish::Results& sample) {
  publish::SitingAnswer spread;
  spread.question = "Drie 'nieuwe' plekken";
  spread.problem = "spread_peaks";
  spread.asked = {"drie plekken", "three places"};
  spread.unit = {"punten van 100", "points of 100"};
  spread.norm_min = 15;
  spread.state = publish::SitingState::answered;
  spread.candidate_count = 30;
  spread.objective = 81.25;
  spread.bound = 81.5;
  spread.gap_share = 0.25 / 81.5;
  spread.people = 50'000.0;
  spread.served_before = 30'000.0;
  spread.served_after = 36'000.5;
  spread.reach_share = 0.8;
  spread.near_optimal_share = 0.01;
  for (const std::uint32_t site : {2U, 5U, 7U}) {
    publish::SitingChoice choice;
    choice.place = place_of(sample, site);
    choice.order = site == 7 ? 1 : site == 5 ? 2 : 1;
    choice.beacon = site == 7;
    choice.forced = site == 2;
    choice.gain = 1000.0 * site;
    choice.without_state = publish::SitingState::answered;
    if (!choice.forced) choice.without = publish::SitingLoss{0.5, 0.75};
    if (site == 5) choice.instead = {place_of(sample, 6)};
    spread.choices.push_back(choice);
  }
  publish::SitingAlternative more{"one_more", {}, publish::SitingState::answered, 84.0, 84.0, true, {-2.75, -2.5}};
  more.in = {place_of(sample, 9)};
  publish::SitingAlternative taken{"taken_in", place_of(sample, 0), publish::SitingState::answered, 80.0, 80.5,
                                   false,      {0.75, 1.5}};
  taken.out = {place_of(sample, 5)};
  spread.alternatives = {more, taken};
  for (std::uint32_t m = 0; m < kNames.size(); ++m)
    spread.municipalities.push_back({model::MunicipalityIdx{m}, m == 2 ? 1U : 0U, 4000.0, 2000.0, 2500.0, {}});
  spread.front = {{0.72, 0.8, 0.5, true, 0.0, {place_of(sample, 2)}, {place_of(sample, 7)}}};
  publish::SitingAnswer hub;
  hub.question = "Hub";
  hub.problem = "p_center";
  hub.unit = {"min", "min"};
  hub.state = publish::SitingState::answered;
  hub.choices.push_back({{{}, model::MunicipalityIdx{1U}, {250'000.0, 475'000.0}}, 1});
  publish::SitingAnswer none;
  none.question = "Te veel gevraagd";
  none.problem = "lscp";
  none.state = publish::SitingState::impossible;
  none.conflict = {"deze 2 eisen gaan niet samen", "these 2 demands cannot be met together"};
  sample.siting = {spread, hub, none};
}

void add_diagnosis(publish::Results& sample) {
  sample.not_routable = {{"site", "site-003", "Warenhuis", model::Mode::car, sample.sites.place[3],
                          network::SnapFailure::island, 80.0, 0.0},
                         {"demand", "cell-0001", "", model::Mode::foot, sample.demand.place[1],
                          network::SnapFailure::too_far, kUnknown, 12.0}};
  model::RecordLink link;
  link.table = "monument";
  link.source = "monuments";
  link.record = "501";
  link.to_table = "building";
  link.to = "0153100000000001";
  link.method = model::LinkMethod::nearest;
  link.distance_m = 30.04;
  link.confidence = 0.51;
  link.doubtful = true;
  link.alternatives = {"0153100000000002", "0153100000000003"};
  link.place = geo::Point{240'000.0, 475'000.0};
  link.to_place = geo::Point{240'030.0, 475'000.0};
  link.site = "site-000";
  sample.links = {link, link, link, link};
  sample.links[1].doubtful = false;                  // settled: not for review
  sample.links[2].place = std::nullopt;              // no line can be drawn
  sample.links[3].place = sample.links[3].to_place;  // still a line
  sample.links[3].record = "502";
  using core::Severity;
  sample.report.add({Severity::rejected, "pand", "0153", "missing_geometry", "", "Give the record a polygon.", {}});
  sample.report.add({Severity::warning, "monument", "42", "far_from_building", "120 m", "Check the place.",
                     core::Location{240'000.0, 475'000.0}});
  sample.report.add({Severity::rejected, "monument", "43", "outside_netherlands", "475000 240000", "Swap x and y.",
                     core::Location{475'000.0, 240'000.0}});
  sample.remainder = {{"7500", 123.0, 30.0, "outside_municipalities", {268'000.0, 480'000.0}}};
}

void add_sources(publish::Results& sample) {
  model::SourceRecord record;
  record.source.name = "pand";
  record.source.table = "buildings";
  record.source.path = "/some/where/bag.gpkg";
  record.source.title = "BAG";
  record.source.licence = "CC0 1.0";
  record.source.attribution = "Kadaster";
  record.source.vintage = "2026-01";
  record.source.made_up = true;
  record.driver = "GPKG";
  record.crs.accuracy_m = 0.25;
  record.read_count = 10;
  record.used_count = 9;
  record.rejected_count = 1;
  record.fetched = "2026-02-03";
  record.notes = {"first", "second"};
  sample.sources = {record};
  sample.run = {{"trek", "0.1.0"}, {"seed", "20260223"}};
}

/// One mode, in which the first cell gains, the second loses, and a hundred people are to come.
void add_scenarios(publish::Results& sample) {
  publish::ScenarioResult one;
  one.name = {"Fabriek open", "Factory opened"};
  one.changes = {"Geopend: Textielfabriek 1.", "Opened: Textielfabriek 1."};
  one.opened = {0};
  one.closed = {0};
  one.future.key = {"planned/w1"};
  one.future.place = {sample.demand.place[0]};
  one.future.inhabitants = {100.0};
  one.future.target = {40.0};
  one.future.target_estimated = {1};
  one.future.municipality = {model::MunicipalityIdx{0U}};
  one.places = sample.existing_places;
  access::ModeAccess bicycle{model::Mode::bicycle, core::Deciseconds{9000}, {}, {}};
  coverage::ServiceChange change{{}, std::vector<coverage::ServiceSums>(kNames.size()), {}};
  for (std::size_t row = 0; row <= sample.demand.size(); ++row) {
    bicycle.nearest.push_back({static_cast<std::uint32_t>(row % 60), 4000});
    bicycle.connected.push_back(1);
    change.rows.push_back(coverage::Service::unchanged);
  }
  change.rows[0] = coverage::Service::gained;
  change.rows[1] = coverage::Service::lost;
  change.rows.back() = coverage::Service::new_served;
  change.region.gained = change.by_municipality[0].gained = 12.5;
  change.region.new_people = change.by_municipality[0].new_people = 100.0;
  one.access.push_back(std::move(bicycle));
  one.service.push_back(std::move(change));
  one.coverage = sample.coverage;
  one.region_coverage = sample.region_coverage;
  one.scores = sample.judgement.scores;
  one.scores[0].rank.reset();
  one.leading.assign(sample.sites.size(), std::nullopt);
  one.leading[1] = score::LeadingCriterion{1, -0.25};
  sample.scenarios.push_back(std::move(one));
}

}  // namespace

publish::Results sample_results() {
  publish::Results sample;
  core::Random random{7};
  add_municipalities(sample);
  for (std::size_t s = 0; s < 30; ++s) add_site(sample, random, s);
  add_scores(sample, random);
  add_demand(sample, random);
  add_places(sample, random);
  add_draws(sample);
  add_attractiveness(sample);
  add_isochrones(sample);
  add_coverage(sample);
  add_siting(sample);
  add_scenarios(sample);
  add_diagnosis(sample);
  add_sources(sample);
  sample.stations.key = {"hgl"};
  sample.stations.name = {"Hengelo"};
  sample.stations.place = {{251'000.0, 476'000.0}};
  sample.townscapes.key = {"T1"};
  sample.townscapes.name = {"Ootmarsum"};
  sample.townscapes.kind = {"aangewezen"};
  sample.townscapes.inhabitants = {std::nullopt};
  sample.townscapes.area.append({geo::circle({252'000.0, 490'000.0}, 600.0)});
  sample.built_up = sample.townscapes;
  sample.backdrop = {{{network::BackdropKind::motorway, "A1", {{230'000.0, 480'000.0}, {260'000.0, 480'000.0}}}},
                     {{network::BackdropKind::street, "", {{252'000.0, 490'000.0}, {252'400.0, 490'100.0}}}},
                     {{"Rutbeek", {geo::circle({255'000.0, 468'000.0}, 300.0)}}},
                     {{"Delden", "town", {244'000.0, 475'000.0}}}};
  return sample;
}

publish::MapHead sample_head(model::Language language) {
  return {"Proefkaart: plekken in leegstaand erfgoed", "Verzonnen gegevens, alleen om de kaart te beproeven.", language,
          "EPSG:28992", "2026-01-02T03:04:05Z"};
}

}  // namespace trek::test
