#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "support/catch.hpp"
#include "support/heritage.hpp"
#include "trek/core/random.hpp"
#include "trek/model/columns.hpp"
#include "trek/resolve/detail/building_finder.hpp"
#include "trek/resolve/resolve.hpp"

namespace core = trek::core;
namespace geo = trek::geo;
namespace model = trek::model;
namespace resolve = trek::resolve;
namespace test = trek::test;

namespace {

/// A made-up town as lists of records, so that they can be put in another order.
struct Town {
  std::vector<test::Building> buildings;
  std::vector<test::Unit> units;
  std::vector<test::Monument> monuments;
  std::vector<test::Vacancy> vacancy;
  std::vector<test::Candidate> candidates;
  std::vector<model::LinkDecision> decisions;
  std::vector<geo::Box> parcels;  // apart from each other
};

struct Tables {
  explicit Tables(const Town& town) {
    for (const auto& row : town.buildings) test::add(buildings, row);
    for (const auto& row : town.units) test::add(units, row);
    for (const auto& row : town.monuments) test::add(monuments, row);
    for (const auto& row : town.vacancy) test::add(vacancy, row);
    for (const auto& row : town.candidates) test::add(candidates, row);
    decisions = town.decisions;
    for (const auto& box : town.parcels) {
      parcels.key.push_back(std::to_string(box.min_x_m));
      parcels.area.append({geo::rectangle(box)});
    }
  }
  [[nodiscard]] resolve::Evidence evidence(bool with_buildings) const {
    resolve::Evidence result;
    if (with_buildings) result.buildings = &buildings;
    result.units = &units;
    result.monuments = &monuments;
    result.vacancy = &vacancy;
    result.candidates = &candidates;
    result.decisions = &decisions;
    result.parcels = &parcels;
    return result;
  }
  model::Buildings buildings;
  model::Units units;
  model::Monuments monuments;
  model::VacancyRecords vacancy;
  model::NamedAreas parcels;
  model::Candidates candidates;
  std::vector<model::LinkDecision> decisions;
};

class TownDrawing {
 public:
  explicit TownDrawing(std::uint64_t seed) : random_{seed} {}

  Town town() {
    Town town;
    for (std::uint64_t i = 0; i < 40; ++i) town.buildings.push_back(building(i));
    for (std::uint64_t i = 0; i < 50; ++i) town.units.push_back(unit(i));
    for (std::uint64_t i = 0; i < 25; ++i) town.monuments.push_back(monument(i));
    for (std::uint64_t i = 0; i < 25; ++i) town.vacancy.push_back(vacancy(i));
    for (std::uint64_t i = 0; i < 12; ++i) town.candidates.push_back(candidate(i));
    for (std::uint64_t i = 0; i < 8; ++i) town.decisions.push_back(decision(i));
    for (double x_m = 0.0; x_m < 500.0;) {
      const double width_m = std::floor(random_.uniform(10, 60));
      town.parcels.push_back({x_m, 0.0, x_m + width_m, 300.0});
      x_m += width_m;
    }
    return town;
  }
  core::Random& random() { return random_; }

 private:
  static std::string building_id(std::uint64_t i) { return "0164100000000" + std::to_string(100 + i); }
  static std::string unit_id(std::uint64_t i) { return "0164010000000" + std::to_string(100 + i); }
  bool chance(double share) { return random_.uniform() < share; }
  geo::Point place() { return {std::floor(random_.uniform(0, 500)), std::floor(random_.uniform(0, 300))}; }
  std::string name() {
    static const char* const names[] = {"Erve Wageler", "Voormalig erve Wageler", "Wageler", "De oude kerk",
                                        "Hoksebarg"};
    return names[random_.below(5)];
  }
  std::string maybe(const std::string& text, double share) { return chance(share) ? text : std::string{}; }
  model::Address address() {
    static const char* const streets[] = {"Molenstraat", "Molenstr.", "Dr. Jansenweg", "dr jansenwg"};
    model::Address result{streets[random_.below(4)], std::to_string(1 + random_.below(20)), "", "Hengelo"};
    if (chance(0.2)) result.number += chance(0.5) ? "a" : "-A";
    if (chance(0.3)) result.town = "Hengelo (O)";
    return result;
  }
  test::Building building(std::uint64_t i) {
    const auto corner = place();
    const double width = random_.uniform(4, 60);
    const double depth = random_.uniform(4, 40);
    test::Building row{building_id(i), {corner.x_m, corner.y_m, corner.x_m + width, corner.y_m + depth}};
    row.status = static_cast<model::BuildingStatus>(random_.below(9));
    if (chance(0.6)) row.status = model::BuildingStatus::in_use;
    if (chance(0.7)) row.uses.push_back(static_cast<model::Use>(random_.below(11)));
    row.unit_count = static_cast<std::uint32_t>(random_.below(2));
    return row;
  }
  test::Unit unit(std::uint64_t i) {
    test::Unit row{unit_id(i), {building_id(random_.below(40))}};
    if (chance(0.2)) row.building_ids.push_back(building_id(random_.below(40)));
    if (chance(0.8)) row.floor_area_m2 = std::floor(random_.uniform(20, 4000));
    if (chance(0.8)) row.uses.push_back(static_cast<model::Use>(random_.below(11)));
    row.address = address();
    row.status = chance(0.8) ? model::UnitStatus::in_use : static_cast<model::UnitStatus>(random_.below(7));
    return row;
  }
  test::Monument monument(std::uint64_t i) {
    static const char* const categories[] = {"", "Religieuze gebouwen", "Archeologie (N)",
                                             "Weg- en waterbouwkundige werken",
                                             "Bestuursgebouwen, rechtsgebouwen en overheidsgebouwen"};
    test::Monument row{std::to_string(500 + i - (chance(0.1) ? 1 : 0)), place()};  // a number may come twice
    row.quality = static_cast<model::LocationQuality>(random_.below(4));
    row.main_category = categories[random_.below(5)];
    row.building_id = maybe(building_id(random_.below(44)), 0.2);  // some are not in the table
    row.unit_id = maybe(unit_id(random_.below(54)), 0.2);
    if (chance(0.3)) row.address = address();
    row.original_function = maybe("boerderij", 0.2);
    row.complex_number = maybe(std::to_string(random_.below(4)), 0.3);
    row.name = maybe(name(), 0.5);
    return row;
  }
  test::Vacancy vacancy(std::uint64_t i) {
    test::Vacancy row{"v" + std::to_string(i)};
    row.building_id = maybe(building_id(random_.below(44)), 0.2);
    row.unit_id = maybe(unit_id(random_.below(54)), 0.2);
    if (chance(0.4)) row.address = address();
    if (chance(0.5)) row.place = place();
    row.kind = static_cast<model::VacancyKind>(random_.below(6));
    if (chance(0.2)) row.weight = random_.uniform(-0.2, 1.2);
    return row;
  }
  model::LinkDecision decision(std::uint64_t i) {
    model::LinkDecision row;
    const auto kind = random_.below(3);
    row.source = kind == 0 ? "candidates" : kind == 1 ? "monuments" : "register";
    const std::uint64_t number = random_.below(kind == 0 ? 14 : 27);  // some are about nothing
    row.record = kind == 0   ? "c" + std::to_string(number)
                 : kind == 1 ? std::to_string(500 + number)
                             : "v" + std::to_string(number);
    row.verdict = static_cast<model::LinkVerdict>(random_.below(3));
    row.to = chance(0.8) ? building_id(random_.below(44)) : "monument-" + std::to_string(500 + random_.below(27));
    row.origin = "d.csv line " + std::to_string(i + 2);
    return row;
  }
  test::Candidate candidate(std::uint64_t i) {
    test::Candidate row{"c" + std::to_string(i - (chance(0.1) && i > 0 ? 1 : 0)), place()};  // a key may come twice
    row.type = static_cast<model::SiteType>(random_.below(14));
    row.certainty = maybe("±250 m", 0.2);
    row.building_id = maybe(building_id(random_.below(44)), 0.2);
    if (chance(0.3)) row.address = address();
    if (chance(0.5)) row.floor_area_m2 = random_.uniform(10, 5000);
    row.monument_number = maybe(std::to_string(500 + random_.below(30)), 0.3);
    row.name = name();
    if (chance(0.2)) {
      row.footprint = {
          geo::rectangle({row.place.x_m - 30, row.place.y_m - 30, row.place.x_m + 30, row.place.y_m + 30})};
    }
    return row;
  }

  core::Random random_;
};

resolve::CandidateRule drawn_rule(core::Random& random) {
  resolve::CandidateRule rule;
  if (random.below(3) == 0) rule.types = {model::SiteType::factory, model::SiteType::farm, model::SiteType::other};
  rule.from_monuments = random.below(4) != 0;
  rule.from_vacancy = random.below(4) != 0;
  rule.exclude_demolished = random.below(4) != 0;
  if (random.below(4) == 0) rule.vacancy_at_least = 0.6;
  return rule;
}

/// A site in full, as text.
std::string written(const model::Sites& sites, std::size_t row) {
  std::ostringstream out;
  out.precision(17);
  const auto number = [&](const auto& value) { value ? out << *value << '|' : out << "-|"; };
  out << sites.key[row] << '|' << sites.name[row] << '|' << model::name_of(sites.type[row]) << '|'
      << sites.type_reason[row].en << '|' << sites.place[row].x_m << '|' << sites.place[row].y_m << '|'
      << sites.footprint.ring_count(row) << '|';
  number(sites.footprint_m2[row]);
  number(sites.floor_area_m2[row]);
  number(sites.built_year[row]);
  number(sites.vacancy_share[row]);
  number(sites.unit_count[row]);
  number(sites.vacant_unit_count[row]);
  number(sites.standing[row]);
  number(sites.vacant_floor_area_m2[row]);
  for (const auto& range : {sites.ranges[row].floor_area_m2, sites.ranges[row].vacancy_share}) {
    range ? out << range->low << " to " << range->high << '|' : out << "-|";
  }
  out << sites.vacancy_known_share[row] << '|' << model::name_of(sites.vacancy_basis[row]) << '|'
      << model::name_of(sites.monument_at_most[row]) << '|';
  out << model::name_of(sites.monument_kind[row]) << '|' << sites.monument_number[row] << '|'
      << sites.original_function[row] << '|' << sites.present_use[row].en << '|' << model::one_line(sites.address[row])
      << '|' << sites.note[row] << '|' << sites.vacancy_conflict[row].en;
  for (const auto& e : sites.vacancy_evidence[row]) out << "\n  " << e.source << ' ' << e.record << ' ' << e.weight;
  for (const auto& l : sites.links[row]) {
    out << "\n  " << l.table << ' ' << l.record << ' ' << model::name_of(l.method) << ' ' << l.distance_m << ' '
        << l.confidence;
  }
  return out.str();
}

std::vector<std::string> written(const core::Report& report) {
  std::vector<std::string> lines;
  for (const auto& f : report.findings()) {
    lines.push_back(f.source + '|' + f.record.en + '|' + f.rule + '|' + f.value.en + '|' + f.remedy);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::string written(const model::RecordLink& link) {
  std::ostringstream out;
  out.precision(17);
  out << link.table << '|' << link.record << '|' << link.to_table << '|' << link.to << '|' << link.unit << '|'
      << model::name_of(link.method) << '|' << link.distance_m << '|' << link.confidence << '|' << link.site;
  for (const std::string& id : link.alternatives) out << '|' << id;
  return out.str();
}

std::vector<std::string> written(const resolve::Resolution& result) {
  std::vector<std::string> lines = written(result.report);
  for (const auto& link : result.links) lines.push_back(written(link));
  for (std::size_t row = 0; row < result.sites.size(); ++row) lines.push_back(written(result.sites, row));
  return lines;
}

double distance_to_box_m(geo::Point place, const geo::Box& box) {
  const double dx = std::max({box.min_x_m - place.x_m, 0.0, place.x_m - box.max_x_m});
  const double dy = std::max({box.min_y_m - place.y_m, 0.0, place.y_m - box.max_y_m});
  return std::hypot(dx, dy);
}

}  // namespace

TEST_CASE("resolve_sites: every record is linked once, reported, or left out with a reason", "[resolve][property]") {
  const auto seed = GENERATE(range(0U, 150U));
  CAPTURE(seed);
  TownDrawing drawing{seed};
  const Town town = drawing.town();
  const Tables tables{town};
  const auto result = resolve::resolve_sites(tables.evidence(seed % 5 != 0), drawn_rule(drawing.random()), {});
  std::map<std::pair<std::string, std::string>, std::size_t> links;
  for (std::size_t row = 0; row < result.sites.size(); ++row) {
    for (const auto& link : result.sites.links[row]) ++links[{link.table, link.record}];
  }
  std::map<std::pair<std::string, std::string>, std::size_t> findings;
  for (const auto& f : result.report.findings()) {
    if (f.severity != core::Severity::warning) ++findings[{f.source, f.record.en}];
  }
  const auto check = [&](const std::string& table, const std::string& source, const std::string& key) {
    CAPTURE(table, key);
    CHECK(links[{table, key}] + findings[{source, key}] >= 1);
  };
  for (const auto& row : town.candidates) check("candidate", "candidates", row.key);
  for (const auto& row : town.monuments) check("monument", "monuments", row.number);
  for (const auto& row : town.vacancy) check("vacancy", "register", row.record);
  for (const auto& row : town.vacancy) CHECK(links[{"vacancy", row.record}] <= 1);
  for (const auto& row : town.buildings) CHECK(links[{"building", row.id}] <= 1);  // no building in two sites
}

TEST_CASE("resolve_sites: keys ascend and are unique; columns are of one length", "[resolve][property]") {
  const auto seed = GENERATE(range(0U, 50U));
  CAPTURE(seed);
  const Tables tables{TownDrawing{seed}.town()};
  resolve::CandidateRule rule;
  rule.smallest_area = core::SquareMeters{0.0};
  const auto sites = resolve::resolve_sites(tables.evidence(true), rule, {}).sites;
  CHECK(std::adjacent_find(sites.key.begin(), sites.key.end(), std::greater_equal<>{}) == sites.key.end());
  CHECK(trek::model::has_equal_columns(sites));
}

TEST_CASE("resolve_sites: the order of the rows changes nothing", "[resolve][property]") {
  const auto seed = GENERATE(range(0U, 150U));
  CAPTURE(seed);
  TownDrawing drawing{seed};
  Town town = drawing.town();
  const auto rule = drawn_rule(drawing.random());
  const bool with_buildings = seed % 5 != 0;
  const auto before = written(resolve::resolve_sites(Tables{town}.evidence(with_buildings), rule, {}));
  drawing.random().shuffle(town.buildings);
  drawing.random().shuffle(town.units);
  drawing.random().shuffle(town.monuments);
  drawing.random().shuffle(town.vacancy);
  drawing.random().shuffle(town.candidates);
  drawing.random().shuffle(town.decisions);
  drawing.random().shuffle(town.parcels);
  const auto after = written(resolve::resolve_sites(Tables{town}.evidence(with_buildings), rule, {}));
  REQUIRE(before.size() == after.size());
  for (std::size_t line = 0; line < before.size(); ++line) REQUIRE(before[line] == after[line]);
}

TEST_CASE("resolve_sites: floor area is the sum over the site's units, each once", "[resolve][property]") {
  const auto seed = GENERATE(range(0U, 100U));
  CAPTURE(seed);
  const Town town = TownDrawing{seed}.town();
  const Tables tables{town};
  const auto sites = resolve::resolve_sites(tables.evidence(true), {}, {}).sites;
  std::map<std::string, model::BuildingStatus> status;
  for (const auto& row : town.buildings) status[row.id] = row.status;
  const auto gone = [&](const std::string& id) {
    return status.at(id) == model::BuildingStatus::demolished || status.at(id) == model::BuildingStatus::void_record;
  };
  for (std::size_t site = 0; site < sites.size(); ++site) {
    std::set<std::string> ids;
    for (const auto& link : sites.links[site]) {
      if (link.table == "building" && !gone(link.record)) ids.insert(link.record);
    }
    double sum = 0.0;
    bool known = false;
    for (const auto& unit : town.units) {
      const bool absent = unit.status == model::UnitStatus::withdrawn ||
                          unit.status == model::UnitStatus::void_record || unit.status == model::UnitStatus::formed;
      const bool here = std::any_of(unit.building_ids.begin(), unit.building_ids.end(),
                                    [&](const std::string& id) { return ids.contains(id); });
      if (absent || !here || !unit.floor_area_m2) continue;
      sum += *unit.floor_area_m2;
      known = true;
    }
    CAPTURE(sites.key[site]);
    const bool in_doubt = sites.ranges[site].link_confidence < 0.65;  // the record's own goes first, a ruin is no end
    if (in_doubt && (sites.floor_area_basis[site] == "record" || ids.empty())) continue;
    CHECK((sites.floor_area_basis[site] == "units") == known);
    if (known) CHECK(sites.floor_area_m2[site] == sum);
  }
}

TEST_CASE("BuildingFinder: around and inside equal a search through all buildings", "[resolve][property]") {
  const auto seed = GENERATE(range(0U, 60U));
  CAPTURE(seed);
  TownDrawing drawing{seed};
  const Town town = drawing.town();
  const Tables tables{town};
  const resolve::detail::BuildingFinder finder{&tables.buildings, &tables.units};
  for (int query = 0; query < 50; ++query) {
    const geo::Point place{drawing.random().uniform(-50, 600), drawing.random().uniform(-50, 400)};
    const double tolerance = drawing.random().uniform(0, 120);
    std::vector<std::pair<double, std::string>> near;
    std::vector<std::pair<bool, std::string>> covering;
    for (std::uint32_t slot = 0; slot < town.buildings.size(); ++slot) {
      const auto& building = town.buildings[slot];
      const double distance = distance_to_box_m(place, building.footprint);
      if (distance == 0.0) covering.emplace_back(!finder.stands(slot), building.id);
      if (finder.stands(slot) && !finder.is_shed(slot) && distance <= tolerance)
        near.emplace_back(distance, building.id);
    }
    std::sort(near.begin(), near.end());
    std::sort(covering.begin(), covering.end());
    const auto around = finder.around(place, tolerance);
    REQUIRE(around.size() == near.size());
    for (std::size_t i = 0; i < near.size(); ++i) {
      CHECK(around[i].distance_m == Approx(near[i].first).margin(1e-9));
      if (near[i].first > 0.0) CHECK(finder.id(around[i].slot) == near[i].second);
    }
    const auto inside = finder.inside(place);
    REQUIRE(inside.has_value() == !covering.empty());
    if (inside) CHECK(finder.id(*inside) == covering[0].second);
  }
}
