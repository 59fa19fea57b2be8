#include "trek/measure/measured.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plane.hpp"
#include "support/catch.hpp"
#include "support/street_map.hpp"

namespace core = trek::core;
namespace measure = trek::measure;
namespace model = trek::model;
using model::Estimate;

namespace {

/// A line of road, as the crow flies, 200 m a minute; x in metres:
///
///   P -1500   A 0   H 300   d1 500   T 1000   d2 1900   d3 2600   B 4000
///
/// A and B are sites, P a third place, H a cafe, T a station. d1 has 100 people, 40 of 20-40; d2 50 and 10; d3 30, of
/// whom nobody knows how many are 20-40. Norm and farthest limit 10 min; all within 10 min counts in full, none beyond.
struct Line {
  measure::Settings settings;
  model::Sites sites;
  model::Demand demand;
  model::ExistingPlaces places;
  model::NamedPoints stations;
  const measure::DataExtent* extent = nullptr;

  Line() {
    settings = trek::test::ten_minutes_by_bicycle();
    settings.has_stations = true;
    sites.key = {"A", "B"};
    sites.place = {{0.0, 0.0}, {4000.0, 0.0}};
    sites.municipality.assign(2, model::MunicipalityIdx{0U});
    sites.floor_area_m2 = {500.0, std::nullopt};
    demand.key = {"d1", "d2", "d3"};
    demand.place = {{500.0, 0.0}, {1900.0, 0.0}, {2600.0, 0.0}};
    demand.inhabitants = {100.0, 50.0, 30.0};
    demand.target = {40.0, 10.0, std::nullopt};
    demand.municipality.assign(3, model::MunicipalityIdx{0U});
    places.key = {"H", "P"};
    places.kind = {model::PlaceKind::hospitality, model::PlaceKind::third_place};
    places.place = {{300.0, 0.0}, {-1500.0, 0.0}};
    places.strength = {1.0, 1.0};
    stations.key = {"T"};
    stations.place = {{1000.0, 0.0}};
  }

  [[nodiscard]] measure::Measured taken(std::set<std::string> judged, measure::Wanted wanted = measure::Wanted::judged,
                                        measure::Changed changed = measure::Changed::all) {
    settings.judged = std::move(judged);
    trek::access::Router router = trek::access::Router::as_the_crow_flies(settings.modes.front().straight_line);
    auto at_sites = router.endpoints(sites.place);
    auto at_demand = router.endpoints(demand.place);
    auto at_places = router.endpoints(places.place);
    auto at_stations = router.endpoints(stations.place);
    std::vector<measure::ModeTravel> travel;
    travel.push_back({&settings.modes.front(), nullptr, std::move(router), std::move(at_sites), std::move(at_demand),
                      std::move(at_places), std::move(at_stations)});
    return measure::measured(settings, {&sites, &demand, &places, &stations}, travel, extent, wanted, {}, changed);
  }

  /// At A and at B.
  [[nodiscard]] std::vector<double> values(const std::string& id) { return taken({id}).sites.at(0).measure.values; }
  [[nodiscard]] Estimate estimate(const std::string& id, std::size_t site) {
    return taken({id}).sites.at(0).measure.estimate(site);
  }
};

using Values = std::vector<double>;

}  // namespace

TEST_CASE("measures of a mode: by hand on a line", "[measure][unit]") {
  Line line;
  CHECK(line.values("people_target_bicycle_5min") == Values{40.0, 0.0});
  CHECK(line.values("people_all_bicycle_5min") == Values{100.0, 0.0});
  CHECK(line.values("people_all_bicycle_10min") == Values{150.0, 30.0});
  CHECK(line.values("hansen_target_bicycle") == Values{50.0, 0.0});
  CHECK(line.values("gap_target_bicycle") == Values{10.0, 0.0});     // d1 is 10 min from P, d2 17
  CHECK(line.values("huff_visitors_bicycle") == Values{30.0, 0.0});  // half of d1 goes to P
  CHECK(line.values("huff_share_bicycle") == Values{0.6, 0.0});
  // 30 of all 50 to 80 people of 20-40.
  CHECK(line.estimate("huff_share_bicycle", 0) == Estimate{0.6, 30.0 / 80.0, 0.6, 50.0 / 80.0});
  CHECK(line.values("station_bicycle_min") == Values{5.0, 15.0});
  // Nobody knows how many of d3 are 20-40: nobody to all 30, and as far from B as 7 min.
  CHECK(line.estimate("people_target_bicycle_10min", 0) == Estimate::exact(50.0));
  CHECK(line.estimate("people_target_bicycle_10min", 1) == Estimate{0.0, 0.0, 30.0, 0.0});
  CHECK(line.estimate("people_target_bicycle_5min", 1) == Estimate::exact(0.0));
}

TEST_CASE("people of 20-40: a sum lies between those of the bounds of each row, by hand on a line", "[measure][unit]") {
  Line line;
  line.demand.target_low = {30.0, 10.0, 0.0};
  line.demand.target_high = {60.0, 15.0, 30.0};
  CHECK(line.estimate("people_target_bicycle_5min", 0) == Estimate{40.0, 30.0, 60.0, 30.0 / 60.0});
  CHECK(line.estimate("people_target_bicycle_10min", 0) == Estimate{50.0, 40.0, 75.0, 40.0 / 75.0});
}

TEST_CASE("hinterland: people across the border count for the stated share, by hand on a line", "[measure][unit]") {
  Line line;
  line.demand.abroad = {0, 1, 0};  // d2, 50 people
  line.settings.border = measure::BorderSettings{0.5};
  CHECK(line.values("hinterland_bicycle_10min") == Values{125.0, 30.0});  // 100 + half of 50; d3 alone
  CHECK(line.values("abroad_share_bicycle_10min") == Values{0.2, 0.0});   // 25 of 125
  CHECK(line.values("people_all_bicycle_10min") == Values{150.0, 30.0});  // as it was
  line.settings.border->people_share = 1.0;
  CHECK(line.values("hinterland_bicycle_10min") == line.values("people_all_bicycle_10min"));
  line.settings.border->people_share = 0.0;
  CHECK(line.values("hinterland_bicycle_10min") == Values{100.0, 30.0});
  line.demand.place[2] = {9000.0, 0.0};  // nobody is near B
  CHECK(line.values("hinterland_bicycle_10min") == Values{100.0, 0.0});
  CHECK_FALSE(line.estimate("abroad_share_bicycle_10min", 1).is_known());
  line.settings.border.reset();
  CHECK(line.taken({"abroad_share_bicycle_10min"}).sites.empty());
}

TEST_CASE("times to local places and to beacons apart: by hand on a line", "[measure][unit]") {
  Line line;
  line.settings.modes.front().norms_min = {5, 20};
  auto access = line.taken({"gap_target_bicycle"}).access.at(0);
  CHECK(access.by_level.empty());  // nobody says what level any place has
  CHECK(access.norms == std::vector{measure::minutes(5), measure::minutes(10), measure::minutes(20)});
  line.places.key.emplace_back("Q");
  line.places.kind.push_back(model::PlaceKind::third_place);
  line.places.place.push_back({4500.0, 0.0});
  line.places.strength.push_back(1.0);
  line.places.level = {std::nullopt, std::nullopt, model::Level::beacon};  // P, of unknown level, counts as local
  access = line.taken({"gap_target_bicycle"}).access.at(0);
  REQUIRE(access.by_level.size() == 2);
  CHECK(access.by_level[0].level == model::Level::local);
  CHECK(access.by_level[0].time_ds == std::vector<std::uint32_t>{6000, 10200, 12300});  // 2000, 3400, 4100 m to P
  CHECK(access.by_level[1].time_ds == std::vector<std::uint32_t>{12000, 7800, 5700});   // 4000, 2600, 1900 m to Q
  CHECK(access.nearest[0].site == 1);                                                   // P, in the list of all places
  CHECK(access.nearest[2].site == 2);                                                   // Q
  for (std::size_t row = 0; row < 3; ++row)
    CHECK(access.nearest[row].time_ds == std::min(access.by_level[0].time_ds[row], access.by_level[1].time_ds[row]));
}

TEST_CASE("own gap: people of the site's own municipality, by hand on a line", "[measure][unit]") {
  Line line;
  auto access = line.taken({"gap_target_bicycle"}).access.at(0);
  CHECK(access.own_gap == Values{50.0, 30.0});
  CHECK(access.own_gap_target == Values{10.0, 0.0});
  line.demand.municipality[1] = model::MunicipalityIdx{1U};  // d2 lives across the border from A
  access = line.taken({"gap_target_bicycle"}).access.at(0);
  CHECK(access.own_gap == Values{0.0, 30.0});
  CHECK(access.own_gap_target == Values{0.0, 0.0});
}

TEST_CASE("station: the way from the station, where that is not the way back", "[measure][unit]") {
  const auto map = trek::test::street_map(R"(
      A->-T
      |   |
      C---D )",
                                          core::Meters{150}, core::MetersPerSecond{1.0});
  Line line;
  const auto at = [&](char one, char other) {
    return trek::access::Endpoints{{map.place(one)}, {map.on(one, other, 0.0)}};
  };
  line.sites.key.resize(1);
  line.sites.place = {map.place('A')};
  line.settings.judged = {"station_bicycle_min"};
  const auto from_station = [&] {
    std::vector<measure::ModeTravel> travel;
    travel.push_back({&line.settings.modes.front(),
                      nullptr,
                      trek::access::Router::on_streets(map.graph),
                      at('A', 'C'),
                      {},
                      {},
                      at('T', 'D')});
    const model::Demand nobody;
    const measure::Tables tables{&line.sites, &nobody, &line.places, &line.stations};
    return measure::measured(line.settings, tables, travel, nullptr, measure::Wanted::judged, {})
        .sites.at(0)
        .measure.values.at(0);
  };
  CHECK(from_station() == 20.0);  // by D and C, 1200 m
  line.settings.direction = trek::access::Direction::from_sites;
  CHECK(from_station() == 10.0);  // straight on, 600 m
}

TEST_CASE("hansen: at most those more who may live beyond the data within the decay", "[measure][unit]") {
  Line line;
  line.settings.decay = trek::access::Step{4.4};
  line.settings.modes.front().limits_min = {5, 12};
  trek::geo::SquareMap known{{-3000.0, -3000.0, 5000.0, 3000.0}, 50.0};
  for (std::int64_t row = 0; row < known.line_count(); ++row) {
    for (std::int64_t column = known.column_at(-849.0); column < known.column_count(); ++column)
      known.put_in(column, row);
  }
  const measure::DataExtent extent{known, known, known, {std::nullopt}, {measure::StreetEdge{std::nullopt}}};
  line.extent = &extent;
  const auto found = line.estimate("hansen_target_bicycle", 0);
  const measure::PeopleBeyond beyond{known, line.demand};
  CHECK(beyond.target(line.sites.place[0], 800.0) == 0.0);
  CHECK(beyond.target(line.sites.place[0], 880.0) > 0.0);
  CHECK(found.best == 40.0);
  CHECK(found.low == 40.0);
  CHECK(found.high >= 40.0 + beyond.target(line.sites.place[0], 880.0));
  line.settings.decay = trek::access::Step{3.0};
  CHECK(line.estimate("hansen_target_bicycle", 0).high == 40.0);  // so far the data go on
}

TEST_CASE("measures without a mode: by hand on a line", "[measure][unit]") {
  Line line;
  CHECK(line.values("hospitality_500m") == Values{1.0, 0.0});
  CHECK(line.values("meeting_places_500m") == Values{0.0, 0.0});
  line.places.place[1] = {4400.0, 300.0};  // 500 m from B, to the metre
  CHECK(line.values("meeting_places_500m") == Values{0.0, 1.0});
  line.places.kind[0] = model::PlaceKind::cultural_anchor;
  CHECK_FALSE(line.estimate("hospitality_500m", 0).is_known());  // the source names none at all
  CHECK(line.values("meeting_places_500m") == Values{1.0, 1.0});
}

TEST_CASE("Huff: sites as large as an ordinary place, and of unknown size", "[measure][unit]") {
  Line line;
  line.settings.huff.ordinary_place_m2 = 250.0;
  CHECK(line.values("huff_visitors_bicycle").front() == Approx(40.0 * 2.0 / 3.0 + 10.0));
  CHECK(line.estimate("huff_visitors_bicycle", 1) == Estimate{0.0, 0.0, 30.0, 0.0});
}

TEST_CASE("measured: what is judged, and nothing else", "[measure][unit]") {
  Line line;
  const auto taken = line.taken({"station_bicycle_min", "hospitality_500m"});
  REQUIRE(taken.sites.size() == 2);
  CHECK(taken.sites.front().measure.id == "station_bicycle_min");
  CHECK(taken.access.empty());
  CHECK(taken.demand.empty());
  CHECK(line.taken({"gap_target_bicycle"}).access.size() == 1);
}

TEST_CASE("judged_min: as far as a criterion looks", "[measure][unit]") {
  Line line;
  line.settings.decay = trek::access::Exponential{10.0};
  const measure::TravelSettings& mode = line.settings.modes.front();
  line.settings.judged = {"people_target_bicycle_5min", "gap_target_bicycle"};
  CHECK(measure::judged_min(line.settings, mode) == 10.0);
  for (const char* far : {"hansen_target_bicycle", "huff_visitors_bicycle", "huff_share_bicycle"}) {
    line.settings.judged = {far};
    CHECK(measure::judged_min(line.settings, mode) == Approx(66.4383));  // where the decay is 1 %
  }
}

TEST_CASE("criteria_measures: each belongs to a pillar", "[measure][unit]") {
  using model::Pillar;
  const Line line;
  const auto pillar_of = [&](const char* id) {
    const auto measures = measure::criteria_measures(line.settings);
    const auto found = std::ranges::find(measures, id, &measure::Measure::id);
    REQUIRE(found != measures.end());
    return found->pillar;
  };
  for (const char* id : {"people_target_bicycle_10min", "gap_target_bicycle", "huff_share_bicycle"}) {
    CAPTURE(id);
    CHECK(pillar_of(id) == Pillar::catchment);
  }
  for (const char* id : {"station_bicycle_min", "hansen_target_bicycle"}) {
    CAPTURE(id);
    CHECK(pillar_of(id) == Pillar::accessibility);
  }
  for (const char* id : {"floor_area_m2", "vacancy_share", "hospitality_500m"}) {
    CAPTURE(id);
    CHECK(pillar_of(id) == Pillar::reuse);
  }
}

TEST_CASE("criteria_measures: each has an id of its own and words in both languages", "[measure][unit]") {
  Line line;
  line.settings.modes.push_back(line.settings.modes.front());
  line.settings.modes.back().mode = model::Mode::car;
  line.settings.modes.back().network.emplace();
  std::set<std::string> ids;
  for (const measure::Measure& one : measure::criteria_measures(line.settings)) {
    CAPTURE(one.id);
    CHECK(ids.insert(one.id).second);
    CHECK_FALSE(one.label.nl.empty());
    CHECK_FALSE(one.label.en.empty());
    CHECK(one.label.nl != one.label.en);
    CHECK(one.values.empty());
  }
  CHECK(ids.contains("unconnected_share_car"));
  CHECK_FALSE(ids.contains("unconnected_share_bicycle"));
  line.settings.has_places = line.settings.has_stations = false;
  for (const measure::Measure& one : measure::criteria_measures(line.settings)) {
    CAPTURE(one.id);
    CHECK((one.need == measure::Need::nothing || one.need == measure::Need::streets));
  }
}

TEST_CASE("measured: where only places changed, what rests on them, as the whole gives it", "[measure][unit]") {
  Line line;
  const std::set<std::string> judged{"people_target_bicycle_5min", "gap_target_bicycle", "huff_share_bicycle",
                                     "hospitality_500m", "station_bicycle_min"};
  const auto whole = line.taken(judged, measure::Wanted::judged_and_access);
  const auto part = line.taken(judged, measure::Wanted::judged_and_access, measure::Changed::places);
  std::set<std::string> ids;
  for (const auto& entry : part.sites) {
    CAPTURE(entry.measure.id);
    ids.insert(entry.measure.id);
    const auto same = std::ranges::find_if(
        whole.sites, [&](const measure::SiteMeasure& one) { return one.measure.id == entry.measure.id; });
    REQUIRE(same != whole.sites.end());
    CHECK(entry.measure.values == same->measure.values);
  }
  CHECK(ids == std::set<std::string>{"gap_target_bicycle", "huff_share_bicycle", "hospitality_500m"});
  CHECK(whole.sites.size() == 5);
  REQUIRE(part.access.size() == 1);
  CHECK(part.access[0].nearest[0].time_ds == whole.access[0].nearest[0].time_ds);
  CHECK(part.access[0].served(0));
  // Asked of nothing but access, it is there all the same.
  CHECK(line.taken({}, measure::Wanted::judged_and_access, measure::Changed::places).access.size() == 1);
  CHECK(line.taken({}, measure::Wanted::judged).access.empty());
}
