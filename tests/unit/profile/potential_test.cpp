#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "trek/core/error.hpp"
#include "trek/core/random.hpp"
#include "trek/model/columns.hpp"
#include "trek/profile/assessment.hpp"

namespace core = trek::core;
namespace model = trek::model;
namespace profile = trek::profile;
using profile::Verdict;
using trek::test::says;

namespace {

constexpr double kNoLimit = std::numeric_limits<double>::infinity();

/// A shipped profile in which only these criteria count, and all alike.
profile::Profile with_equal(const std::string& id, const std::vector<std::string>& counted) {
  profile::Profile result = *profile::find_profile(id);
  for (auto& criterion : result.criteria)
    criterion.weight = std::ranges::find(counted, criterion.id) != counted.end() ? 1.0 : 0.0;
  return result;
}

model::Sites sites_of(const model::Site& site) {
  model::Sites sites;
  model::append(sites, site);
  return sites;
}

const profile::CriterionOutcome& criterion_of(const profile::Assessment& assessment, const std::string& id) {
  for (const auto& criterion : assessment.criteria) {
    if (criterion.id == id) return criterion;
  }
  throw std::runtime_error{"no outcome for " + id};
}

/// What a criterion of a profile is worth for one site.
model::Range worth(const std::string& profile_id, const std::string& id, const model::Site& site,
                   const std::vector<profile::SiteAnswer>& answers = {}) {
  return criterion_of(profile::assess(sites_of(site), *profile::find_profile(profile_id), answers)[0], id).value;
}

bool is_about(const model::Range& range, double low, double high) {
  return range.low == Approx(low).margin(1e-9) && range.high == Approx(high).margin(1e-9);
}

model::Site site_of(model::SiteType type, double floor_area_m2, double free_height_m, double roof_m,
                    double footprint_m2) {
  model::Site site;
  site.key = "made up";
  site.type = type;
  site.floor_area_m2 = floor_area_m2;
  site.free_height_m = free_height_m;
  site.height_m = roof_m;
  site.footprint_m2 = footprint_m2;
  site.standing = true;
  site.building_status = {model::BuildingStatus::in_use};
  return site;
}

/// The ids of the vetoes that are still open.
std::vector<std::string> open_vetoes(const profile::Assessment& assessment) {
  std::vector<std::string> ids;
  for (const auto& veto : assessment.vetoes) {
    if (veto.verdict == Verdict::unknown) ids.push_back(veto.rule);
  }
  std::ranges::sort(ids);
  return ids;
}

}  // namespace

// Three made-up buildings, worked by hand. Size, height, type, zoning and parking weigh alike; nobody knows the
// parking.
//   A  factory hall of 1900, 3,000 m2 on one storey, 27,000 m3: 27000 / 3000 / 1 - 0.5 = 8.5 m; roof at 9.6 m; business
//   B  department store of the 1960s, 8,000 m2 on four floors of 2,000, 34,000 m3: 34000 / 2000 / 4 - 0.5 = 3.75 m;
//   centre C  farm, 400 m2 on one storey, mean height 4.5 m: 4.0 m; agrarian
TEST_CASE("assess: three buildings under six profiles, worked by hand", "[profile][unit]") {
  const model::Site factory = site_of(model::SiteType::factory, 3000, 8.5, 9.6, 3000);
  const model::Site store = site_of(model::SiteType::department_store, 8000, 3.75, 18.0, 2000);
  const model::Site farm = site_of(model::SiteType::farm, 400, 4.0, 9.0, 400);
  struct Row {
    const char* name;
    const model::Site* site;
    const char* zone;
    const char* profile;
    double size;
    double height;
    double type;
    double zoning;
    double low;
    double high;
    const char* parking;
  };
  const std::array rows{Row{"A", &factory, "business", "maker_place", .90, 1, 1, .4, .66, .86, "90"},
                        Row{"A", &factory, "bedrijf", "rehearsal_hall", .94, .82, 1, .4, .63, .83, "90"},
                        Row{"A", &factory, "business", "city_beacon", .38, .82, 1, .4, .52, .72, "90"},
                        Row{"B", &store, "centrum", "city_beacon", 1, .15, .8, 1, .59, .79, "240"},
                        Row{"B", &store, "centre", "living_room", .30, .95, .8, 1, .61, .81, "240"},
                        Row{"B", &store, "centre", "rehearsal_hall", .60, .15, .2, 1, .39, .59, "240"},
                        Row{"C", &farm, "agrarisch", "green_heritage", .80, 1, 1, .3, .62, .82, "12"},
                        Row{"C", &farm, "agrarian", "maker_place", 1, 1, .6, .3, .58, .78, "12"}};
  for (const Row& row : rows) {
    CAPTURE(row.name, row.profile);
    const auto asked = with_equal(row.profile, {"size", "height", "type", "zoning", "parking"});
    const auto result = profile::assess(sites_of(*row.site), asked, {{"made up", "zoning", row.zone, "", ""}})[0];
    const auto is_worth = [&](const char* id, double expected) {
      const auto& value = criterion_of(result, id).value;
      return value.low == value.high && std::abs(value.low - expected) < 0.0051;
    };
    CHECK(is_worth("size", row.size));
    CHECK(is_worth("height", row.height));
    CHECK(is_worth("type", row.type));
    CHECK(is_worth("zoning", row.zoning));
    CHECK(is_about(criterion_of(result, "parking").value, 0, 1));
    CHECK(criterion_of(result, "parking").question.dutch().ends_with(std::string{"(nodig: "} + row.parking + ")"));
    CHECK(std::abs(result.potential.low - row.low) < 0.0051);
    CHECK(std::abs(result.potential.high - row.high) < 0.0051);
    CHECK(result.potential.high - result.potential.low == Approx(0.2));
    CHECK(result.verdict == Verdict::unknown);  // none passes before somebody answers
    std::vector<std::string> open{"assembly_forbidden", "ceiling_height", "health_risk", "owner_refuses"};
    if (std::string{row.profile} == "rehearsal_hall") open.emplace_back("span");
    CHECK(open_vetoes(result) == open);
  }
  const auto hall = profile::assess(sites_of(factory), *profile::find_profile("xxl_hall"))[0];
  CHECK(hall.verdict == Verdict::fail);  // 9.6 m under the roof, 10 asked
  for (const auto& veto : hall.vetoes) CHECK((veto.verdict == Verdict::fail) == (veto.rule == "ceiling_height"));
}

TEST_CASE("assess: a register may disprove a height or a span, never prove it", "[profile][unit]") {
  model::Site site = site_of(model::SiteType::factory, 3000, 8.5, 10.0, 3000);
  site.plan_depth_m = 40.0;
  const auto verdicts = [&] {
    std::map<std::string, Verdict> result;
    const auto assessed = profile::assess(sites_of(site), *profile::find_profile("xxl_hall"));
    for (const auto& veto : assessed[0].vetoes) result[veto.rule] = veto.verdict;
    return result;
  };
  CHECK(verdicts().at("ceiling_height") == Verdict::unknown);  // the roof is as high as asked: the ceiling may be lower
  CHECK(verdicts().at("span") == Verdict::unknown);
  site.height_m = 9.9;
  site.plan_depth_m = 29.0;
  CHECK(verdicts().at("ceiling_height") == Verdict::fail);
  CHECK(verdicts().at("span") == Verdict::fail);
  site.ranges.height_m = model::Range{9.9, 12.0};  // of a building in doubt
  CHECK(verdicts().at("ceiling_height") == Verdict::unknown);
  const std::vector<profile::SiteAnswer> answers{{"made up", "ceiling_height", "11 m", "", ""}};
  const auto answered = profile::assess(sites_of(site), *profile::find_profile("xxl_hall"), answers)[0];
  for (const auto& veto : answered.vetoes) {
    if (veto.rule == "ceiling_height") CHECK(veto.verdict == Verdict::pass);
  }
}

TEST_CASE("criteria: each with a known, an unknown and a bad value", "[profile][unit]") {
  model::Site site;
  site.key = "mill";
  // Nobody knows anything: everything may be worth anything.
  for (const auto& shipped : profile::shipped_profiles()) {
    const auto assessed = profile::assess(sites_of(site), shipped);
    for (const auto& criterion : assessed[0].criteria) {
      CAPTURE(shipped.id, criterion.id);
      CHECK((criterion.value == model::Range{0.0, 1.0} && !criterion.question.empty() && criterion.found.empty()));
    }
  }
  const auto refused = [&](const std::string& id, const std::string& value) {
    const auto& shipped = *profile::find_profile(id == "outdoor"      ? "village_place"
                                                 : id == "ground"     ? "maker_place"
                                                 : id == "neighbours" ? "city_beacon"
                                                 : id == "transit"    ? "city_beacon"
                                                                      : "living_room");
    const auto sites = sites_of(site);
    const std::vector<profile::SiteAnswer> answers{{"mill", id, value, "", ""}};
    const auto usable = profile::usable_answers(sites, {&shipped, 1}, answers);
    REQUIRE(usable.report.findings().size() == 1);
    CHECK(usable.answers.empty());
    // What cannot be read says nothing.
    CHECK(criterion_of(profile::assess(sites, shipped, answers)[0], id).value == model::Range{0.0, 1.0});
    return usable.report.findings()[0].rule + ": " + usable.report.findings()[0].remedy;
  };
  SECTION("size") {
    site.floor_area_m2 = 375.0;  // half way from 150 (.3) to 600 (1)
    CHECK(is_about(worth("living_room", "size", site), .65, .65));
    site.ranges.floor_area_m2 = model::Range{375.0, kNoLimit};  // a lower bound: up to the best, down to the too large
    CHECK(is_about(worth("living_room", "size", site), .3, 1));
    site.floor_area_m2.reset();
    site.ranges = {};
    CHECK(is_about(worth("living_room", "size", site, {{"mill", "floor_area", "375", "", ""}}), .65, .65));
    CHECK(refused("size", "1.250").starts_with("answer_of_two_numbers"));
    CHECK(refused("size", "groot") == "unreadable_answer: expected a number in m2");
  }
  SECTION("height") {
    site.free_height_m = 2.6;
    CHECK(is_about(worth("living_room", "height", site), .5, .5));
    CHECK(is_about(worth("living_room", "height", site, {{"mill", "ceiling_height", "2,1 m", "", ""}}), 0, 0));
    site.free_height_m.reset();
    site.ranges.free_height_m = model::Range{0.0, 2.8};  // under the roof
    CHECK(is_about(worth("living_room", "height", site), 0, .65));
    site.ranges = {};
    CHECK(refused("height", "hoog").starts_with("unreadable_answer"));
  }
  SECTION("type") {
    site.type = model::SiteType::farm;
    CHECK(is_about(worth("green_heritage", "type", site), 1, 1));
    CHECK(is_about(worth("city_beacon", "type", site), 0, 0));
    site.ranges.other_types = {model::SiteType::church};  // a link in doubt
    CHECK(is_about(worth("green_heritage", "type", site), .6, 1));
    site.ranges.other_types = {model::SiteType::unknown};
    CHECK(is_about(worth("green_heritage", "type", site), 0, 1));
    site = {.key = "mill"};
    site.type = model::SiteType::office;  // of which the profile says nothing
    CHECK(is_about(worth("living_room", "type", site), 0, 1));
    site.type = model::SiteType::unknown;
    CHECK(is_about(worth("living_room", "type", site, {{"mill", "type", "Kerk", "", ""}}), .8, .8));
    CHECK(says(refused("type", "kerkje"), "did you mean 'kerk'?"));
  }
  SECTION("heritage") {
    site.monument_kind = site.monument_at_most = model::MonumentKind::national;
    CHECK(is_about(worth("living_room", "heritage", site), 1, 1));
    site.monument_kind = model::MonumentKind::none;  // a list of national monuments leaves the municipal ones open
    site.monument_at_most = model::MonumentKind::municipal;
    CHECK(is_about(worth("living_room", "heritage", site), .2, .8));
    site.monument_at_most = model::MonumentKind::none;
    CHECK(is_about(worth("living_room", "heritage", site), .2, .2));
    site.monument_kind = model::MonumentKind::unknown;
    CHECK(is_about(worth("living_room", "heritage", site), 0, 1));
    CHECK(refused("heritage", "misschien").starts_with("unreadable_answer: expected one of municipal, gemeentelijk"));
  }
  SECTION("zoning") {
    CHECK(is_about(worth("living_room", "zoning", site, {{"mill", "zoning", "Agrarisch", "", ""}}), .3, .3));
    CHECK(refused("zoning", "geel").starts_with("unreadable_answer"));
    site.zoning = "centre";
    CHECK(is_about(worth("living_room", "zoning", site), 1, 1));
    site.zoning = "residential";
    CHECK(is_about(worth("city_beacon", "zoning", site), .3, .3));
    // Newer rules may stand elsewhere: somebody who knows goes before the plan.
    CHECK(is_about(worth("city_beacon", "zoning", site, {{"mill", "zoning", "gemengd", "", ""}}), 1, 1));
    site.zoning = "other";  // known, and worth anything
    CHECK(is_about(worth("living_room", "zoning", site), 0, 1));
    site.zoning = "";
    CHECK(is_about(worth("living_room", "zoning", site), 0, 1));
    const auto outcome = [&] {
      return criterion_of(profile::assess(sites_of(site), *profile::find_profile("living_room"))[0], "zoning");
    };
    CHECK_FALSE(outcome().question.empty());
    site.zoning = "culture";
    CHECK(outcome().question.empty());
    CHECK(outcome().found.nl == "cultuur en ontspanning");
    CHECK_FALSE(outcome().is_answer);
  }
  SECTION("around") {
    site.meeting_share = 0.5;
    CHECK(is_about(worth("living_room", "around", site), .6, .6));
    site.ranges.meeting_share = model::Range{0.5, 1.0};  // of the other kind the list says nothing here
    CHECK(is_about(worth("living_room", "around", site), .6, 1));
    site = {.key = "mill"};
    CHECK(refused("around", "veel").starts_with("unreadable_answer"));
  }
  SECTION("parking") {
    site.floor_area_m2 = 1000.0;  // asks 30
    const auto with = [&](const char* value) {
      return worth("living_room", "parking", site, {{"mill", "parking", value, "", ""}});
    };
    CHECK(is_about(with("15"), .5, .5));
    CHECK(is_about(with("0"), 0, 0));
    CHECK(is_about(with("400"), 1, 1));
    site.parking_places = 15.0;  // on its own ground: there may be more in the street
    site.ranges.parking_places = model::Range{15.0, kNoLimit};
    CHECK(is_about(worth("living_room", "parking", site), .5, 1));
    site.ranges.floor_area_m2 = model::Range{500.0, 2000.0};  // asks 15 to 60
    CHECK(is_about(with("15"), .25, 1));
    CHECK(is_about(worth("living_room", "parking", site), .25, 1));  // 15 of 60, or more of fewer
    site.floor_area_m2.reset();
    site.ranges = {};
    CHECK(is_about(with("15"), 0, 1));  // of what, nobody knows
    site = {.key = "mill"};
    CHECK(refused("parking", "ja") == "unreadable_answer: expected a number");
  }
  SECTION("neighbours") {
    site.nearest_dwelling_m = 20.0;
    CHECK(is_about(worth("city_beacon", "neighbours", site), .45, .45));
    CHECK(is_about(worth("xxl_hall", "neighbours", site), 0, 0));
    site = {.key = "mill"};
    CHECK(refused("neighbours", "ver").starts_with("unreadable_answer"));
  }
  SECTION("daylight") {
    site.plan_depth_m = 45.0;
    CHECK(is_about(worth("living_room", "daylight", site), .35, .35));
    site = {.key = "mill"};
    CHECK(refused("daylight", "donker").starts_with("unreadable_answer"));
  }
  SECTION("ground") {
    site.ground_share = 0.35;
    CHECK(is_about(worth("maker_place", "ground", site), .5, .5));
    site = {.key = "mill"};
    CHECK(refused("ground", "alles").starts_with("unreadable_answer"));
  }
  SECTION("outdoor") {
    site.open_ground_m2 = 3000.0;
    CHECK(is_about(worth("village_place", "outdoor", site), .8, .8));
    site = {.key = "mill"};
    CHECK(refused("outdoor", "ruim").starts_with("unreadable_answer"));
  }
  SECTION("energy") {
    site.energy_class = "C";
    CHECK(is_about(worth("living_room", "energy", site), .73, .73));
    site.energy_class = "A+++, G";  // units differ
    CHECK(is_about(worth("living_room", "energy", site), .2, 1));
    site.energy_class = "?";
    CHECK(is_about(worth("living_room", "energy", site), 0, 1));
    site.energy_class = "";
    CHECK(refused("energy", "H").starts_with("unreadable_answer"));
  }
  SECTION("transit is shown and does not count") {
    site.station_m = 4000.0;
    CHECK(is_about(worth("city_beacon", "transit", site), 0, 0));
    CHECK(profile::assess(sites_of(site), *profile::find_profile("city_beacon"))[0].potential.high == 1.0);
    site = {.key = "mill"};
    CHECK(refused("transit", "dichtbij").starts_with("unreadable_answer"));
  }
}

TEST_CASE("assess: the potential is the weighted mean, and what becomes known lies in it", "[profile][property]") {
  const auto seed = GENERATE(range(0U, 50U));
  CAPTURE(seed);
  core::Random random{seed};
  const auto profiles = profile::shipped_profiles();
  const auto& shipped = profiles[seed % profiles.size()];
  model::Site site;
  site.key = "mill";
  site.type = seed % 2 == 0 ? model::SiteType::farm : model::SiteType::church;
  site.floor_area_m2 = random.uniform(100.0, 9000.0);
  site.free_height_m = random.uniform(2.0, 14.0);
  site.plan_depth_m = random.uniform(5.0, 70.0);
  site.monument_kind = site.monument_at_most = model::MonumentKind::municipal;
  model::Range before{0.0, 1.0};
  std::vector<profile::SiteAnswer> answers;
  const std::vector<std::pair<std::string, std::string>> more{{"zoning", "retail"}, {"parking", "17"},
                                                              {"neighbours", "55"}, {"energy", "D"},
                                                              {"around", "0.5"},    {"outdoor", "700"}};
  for (std::size_t known = 0; known <= more.size(); ++known) {
    const auto result = profile::assess(sites_of(site), shipped, answers)[0];
    double weight = 0.0;
    double low = 0.0;
    double high = 0.0;
    for (std::size_t c = 0; c < shipped.criteria.size(); ++c) {
      weight += shipped.criteria[c].weight;
      low += shipped.criteria[c].weight * result.criteria[c].value.low;
      high += shipped.criteria[c].weight * result.criteria[c].value.high;
    }
    CHECK(is_about(result.potential, low / weight, high / weight));
    CHECK((result.potential.low >= before.low - 1e-12 && result.potential.high <= before.high + 1e-12));
    before = result.potential;
    if (known < more.size()) answers.push_back({"mill", more[known].first, more[known].second, "", ""});
  }
}

TEST_CASE("profile_orders: what passes, then what is sure, then what may be", "[profile][unit]") {
  const auto of = [](Verdict verdict, double low, double high) {
    profile::Assessment result;
    result.verdict = verdict;
    result.potential = {low, high};
    return result;
  };
  const std::vector<std::vector<profile::Assessment>> by_profile{
      {of(Verdict::unknown, .4, .9), of(Verdict::fail, .9, .9), of(Verdict::unknown, .5, .6),
       of(Verdict::fail, .1, .2)},
      {of(Verdict::unknown, .5, .6), of(Verdict::unknown, .1, .2), of(Verdict::unknown, .5, .7),
       of(Verdict::fail, .1, .2)},
      {of(Verdict::pass, .1, .2), of(Verdict::fail, .9, 1.), of(Verdict::unknown, .5, .7), of(Verdict::fail, .1, .2)}};
  using Order = std::vector<std::size_t>;
  CHECK(profile::profile_orders(by_profile) ==
        std::vector<Order>{{2, 1, 0}, {1, 2, 0}, {1, 2, 0}, {0, 1, 2}});  // of equal ones the first
  CHECK(profile::profile_orders({}).empty());
}

TEST_CASE("usable_answers: of a criterion one decides, the others agree or are outweighed", "[profile][unit]") {
  model::Site site;
  site.key = "mill";
  site.type = model::SiteType::farm;
  const auto& living = *profile::find_profile("living_room");
  const auto usable = profile::usable_answers(sites_of(site), {&living, 1},
                                              {{"mill", "parking", "20", "visit", "2026-01-01", "a.csv", 2},
                                               {"mill", "parking", "20,0", "owner", "2025-01-01", "a.csv", 3},
                                               {"mill", "parking", "30", "map", "2025-01-01", "a.csv", 4},
                                               {"mill", "type", "kerk", "hearsay", "", "a.csv", 5},
                                               {"mill", "parkin", "20", "", "", "a.csv", 6}});
  const auto& books = usable.books.at("a.csv");
  CHECK(books.balances());
  CHECK((books.used_count == 1 && books.joined_count == 1 && books.left_out_count == 2 && books.rejected_count == 1));
  std::string remedies;
  for (const auto& finding : usable.report.findings()) remedies += finding.remedy + "\n";
  CHECK(says(remedies, "another answer to rule parking goes before it: 20 (visit, 2026-01-01)"));
  CHECK(says(remedies, "the layers say farm of rule type"));
  CHECK(says(remedies, "did you mean 'parking'?"));
}

TEST_CASE("named_profile: says what an older name is now, and what is near", "[profile][unit]") {
  const auto message = [](const char* id) {
    try {
      (void)profile::named_profile(profile::shipped_profiles(), id);
    } catch (const core::Error& error) {
      return std::string{error.what()};
    }
    return std::string{};
  };
  CHECK(message("xxl_hall").empty());
  CHECK(message("local") == "the profile 'local' is called 'living_room' now");
  CHECK(message("beacon") == "the profile 'beacon' is called 'city_beacon' now");
  CHECK(says(message("xl_hall"), "did you mean 'xxl_hall'?"));
}

TEST_CASE("assess: a criterion reads a measure of the run, between what it may be; else it is not asked",
          "[profile][unit]") {
  const profile::Profile& hall = *profile::find_profile("xxl_hall");
  model::Site site;
  site.key = "mill";
  const auto with = [&](const model::Estimate& estimate) {
    const std::vector<profile::MeasuredSites> measured{{"hinterland_car_60min", {estimate}}};
    return criterion_of(profile::assess(sites_of(site), hall, {}, measured)[0], "hinterland");
  };
  const auto exact = with(model::Estimate::exact(320'000.0));  // half of the way to the people of Twente
  CHECK(is_about(exact.value, .25, .25));
  CHECK(exact.found.en == "320000");
  CHECK(exact.question.empty());
  const auto bounded = with({640'000.0, 640'000.0, kNoLimit, 0.7});  // the data end there
  CHECK(is_about(bounded.value, .5, 1));
  CHECK_FALSE(bounded.question.empty());
  CHECK(is_about(with(model::Estimate::unknown()).value, 0, 1));

  const std::vector<std::string> other{"people_car_30min"};
  const std::vector<std::string> own{"hinterland_car_60min"};
  CHECK(profile::as_measured(hall, own).criteria.size() == hall.criteria.size());
  const auto without = profile::as_measured(hall, other);
  CHECK(without.criteria.size() + 1 == hall.criteria.size());
  CHECK(std::ranges::find(without.criteria, "hinterland", &profile::ReuseCriterion::id) == without.criteria.end());
  // Nobody answers what a run measures.
  const std::vector<profile::Profile> profiles{hall};
  const auto usable = profile::usable_answers(sites_of(site), profiles, {{"mill", "hinterland", "9", "", ""}});
  CHECK(usable.answers.empty());
  CHECK(usable.report.rejected_count() == 1);
}
