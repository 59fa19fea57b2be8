#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plane.hpp"
#include "support/catch.hpp"
#include "trek/core/random.hpp"

namespace core = trek::core;
namespace geo = trek::geo;
namespace measure = trek::measure;
namespace model = trek::model;
using model::Estimate;
using trek::test::Plane;

namespace {

using Method = measure::CatchmentSettings::Method;

const trek::access::Bands kLuoQi{{{10.0, 1.0}, {20.0, 0.68}, {30.0, 0.22}}};

/// The line of measured_test: P -1500, A 0, H 300 (a cafe), d1 500, d2 1900, d3 2600, B 4000. d1 has 40 people of
/// 20-40, d2 10; of the 30 people at d3 nobody knows. P is 10 min from d1, 17 from d2 and 20.5 from d3.
Plane line() {
  Plane line;
  line.add_site({0.0, 0.0});
  line.add_site({4000.0, 0.0});
  line.add_people({500.0, 0.0}, 100.0, 40.0);
  line.add_people({1900.0, 0.0}, 50.0, 10.0);
  line.add_people({2600.0, 0.0}, 30.0, std::nullopt);
  line.add_place({-1500.0, 0.0});
  line.add_place({300.0, 0.0}, 1.0, {model::ChainStep::top}, model::PlaceKind::hospitality);
  return line;
}

double used(const Plane& plane) {
  const auto supply = plane.supply();
  double sum = 0.0;
  for (std::size_t row = 0; row < supply.size(); ++row) sum += supply[row] * plane.demand.target[row].value_or(0.0);
  return sum / 1000.0;
}

}  // namespace

TEST_CASE("floating catchments: bands of Luo and Qi by hand on a line", "[measure][unit]") {
  Plane one = line();
  one.share(Method::enhanced, kLuoQi, 30.0);
  // One place for 40 * 1 + 10 * 0.68 = 46.8 people who weigh as they come.
  const auto supply = one.supply();
  REQUIRE(supply.size() == 3);
  CHECK(supply[0] == Approx(1000.0 / 46.8));
  CHECK(supply[1] == Approx(680.0 / 46.8));
  CHECK(supply[2] == Approx(220.0 / 46.8));
  // d1 is 2.5 min from A and d2 9.5; d3, 13 min away, adds up to 30 * 0.68 people.
  const auto ratio = one.of_sites("supply_ratio_bicycle");
  CHECK(ratio.values[0] == Approx(20.0));
  CHECK(ratio.estimate(0).low == Approx(1000.0 / 70.4));
  CHECK(ratio.estimate(0).high == Approx(20.0));
  CHECK(ratio.estimate(0).known_share == Approx(50.0 / 70.4));
  CHECK(ratio.values[1] == Approx(1000.0 / 34.0));
  // Of B d1 and d2 weigh 0.68 each: the mean of what they have.
  const auto around = one.of_sites("supply_around_bicycle");
  CHECK(around.values[0] == Approx((40.0 * supply[0] + 10.0 * supply[1]) / 50.0));
  CHECK(around.values[1] == Approx((40.0 * supply[0] + 10.0 * supply[1]) / 50.0));
  CHECK(around.estimate(1).low < around.values[1]);
  CHECK(around.estimate(1).high > around.values[1]);
}

TEST_CASE("floating catchments: all within a limit alike", "[measure][unit]") {
  Plane one = line();
  one.share(Method::two_step, trek::access::Step{12.0}, 12.0);
  CHECK(one.supply() == std::vector<double>{25.0, 0.0, 0.0});  // only d1 comes to P
  const auto ratio = one.of_sites("supply_ratio_bicycle");
  CHECK(ratio.values == std::vector<double>{20.0, 100.0});  // B has d2, and perhaps d3
  CHECK(ratio.estimate(1) == Estimate{100.0, 1000.0 / 40.0, 100.0, 10.0 / 40.0});
  CHECK(one.of_sites("supply_around_bicycle").values == std::vector<double>{20.0, 0.0});
  one.settings.huff.ordinary_place_m2 = 500.0;
  one.sites.floor_area_m2[0] = 1000.0;  // two ordinary places; of B nobody knows the size
  const auto sized = one.of_sites("supply_ratio_bicycle");
  CHECK(sized.values == std::vector<double>{40.0, 100.0});
  CHECK(sized.estimate(1).low == 0.0);
  CHECK(sized.estimate(1).known_share == 0.0);
  one.sites.place[1] = {40'000.0, 0.0};  // nobody within reach
  CHECK_FALSE(one.of_sites("supply_ratio_bicycle").estimate(1).is_known());
  CHECK_FALSE(one.of_sites("supply_around_bicycle").estimate(1).is_known());
}

TEST_CASE("floating catchments: people who choose as in Huff", "[measure][unit]") {
  Plane one = line();
  one.share(Method::huff, kLuoQi, 30.0);
  const auto supply = one.supply();  // all 50 choose the one place; who is farther has less of it
  CHECK(supply[0] == Approx(20.0));
  CHECK(supply[1] == Approx(13.6));
  CHECK(supply[2] == Approx(4.4));
  // Beside P half of d1 chooses A, and of d2 1 / 1.68.
  CHECK(one.of_sites("supply_ratio_bicycle").values[0] == Approx(1000.0 / (20.0 + 10.0 / 1.68)));
}

TEST_CASE("floating catchments: not asked, not offered", "[measure][unit]") {
  Plane one = line();
  for (const auto& measure : measure::criteria_measures(one.settings)) CHECK_FALSE(measure.id.starts_with("supply"));
  CHECK(one.taken().access.at(0).supply.empty());
  one.share(Method::enhanced, kLuoQi, 30.0);
  CHECK(one.taken().access.at(0).supply == one.supply());
}

TEST_CASE("floating catchments of a run share out what there is, and not more", "[measure][property]") {
  const auto seed = GENERATE(range(0U, 40U));
  CAPTURE(seed);
  core::Random random{seed, 21};
  Plane one;
  const auto somewhere = [&] { return geo::Point{random.uniform(0.0, 9000.0), random.uniform(0.0, 9000.0)}; };
  one.add_site(somewhere());
  for (int i = 0; i < 60; ++i) {
    const bool unknown = random.uniform() < 0.1;
    one.add_people(somewhere(), 100.0, unknown ? std::nullopt : std::optional{random.uniform(0.0, 80.0)});
  }
  std::vector<double> strengths;
  for (int i = 0; i < 8; ++i) {
    strengths.push_back(random.uniform(0.2, 3.0));
    one.add_place(somewhere(), strengths.back());
  }
  const auto reaches_any = [&](const geo::Point place) {
    for (std::size_t row = 0; row < one.demand.size(); ++row) {
      const double time_min = geo::distance_m(place, one.demand.place[row]) / 200.0;
      if (one.demand.target[row].value_or(0.0) > 0.0 && time_min <= 29.9) return true;
    }
    return false;
  };
  double offered = 0.0;
  for (std::size_t place = 0; place < strengths.size(); ++place) {
    REQUIRE(reaches_any(one.places.place[place]));
    offered += strengths[place];
  }
  one.share(Method::enhanced, kLuoQi, 30.0);
  CHECK(used(one) == Approx(offered).epsilon(1e-9));
  one.share(Method::two_step, trek::access::Step{30.0}, 30.0);
  CHECK(used(one) == Approx(offered).epsilon(1e-9));
  one.share(Method::huff, kLuoQi, 30.0);
  CHECK(used(one) <= offered * (1.0 + 1e-9));
  CHECK(used(one) > 0.0);
}

// Whatever the number of those of whom nobody knows turns out to be.
TEST_CASE("floating catchments: what a site offers lies between its bounds", "[measure][property]") {
  const auto seed = GENERATE(range(0U, 25U));
  const auto method = GENERATE(Method::two_step, Method::enhanced, Method::huff);
  CAPTURE(seed, static_cast<int>(method));
  core::Random random{seed, 22};
  Plane one;
  const auto somewhere = [&] { return geo::Point{random.uniform(0.0, 9000.0), random.uniform(0.0, 9000.0)}; };
  for (int i = 0; i < 4; ++i) one.add_site(somewhere());
  for (int i = 0; i < 4; ++i) one.add_place(somewhere(), random.uniform(0.2, 3.0));
  for (int i = 0; i < 30; ++i) {
    const bool unknown = random.uniform() < 0.3;
    one.add_people(somewhere(), 100.0, unknown ? std::nullopt : std::optional{random.uniform(1.0, 80.0)});
  }
  one.share(method, method == Method::two_step ? trek::access::Decay{trek::access::Step{30.0}} : kLuoQi, 30.0);
  const std::string ids[] = {"supply_ratio_bicycle", "supply_around_bicycle"};
  const auto before = {one.of_sites(ids[0]), one.of_sites(ids[1])};
  for (auto& target : one.demand.target) {
    if (!target) target = random.uniform(0.0, 100.0);
  }
  bool any_open = false;
  for (const measure::Measure& told : before) {
    CAPTURE(told.id);
    const auto truth = one.of_sites(told.id).values;
    for (std::size_t site = 0; site < truth.size(); ++site) {
      if (!told.estimate(site).is_known()) continue;
      CHECK(told.estimate(site).low <= truth[site] * (1.0 + 1e-9));
      CHECK(told.estimate(site).high >= truth[site] * (1.0 - 1e-9));
      any_open = any_open || told.estimate(site).low < told.estimate(site).high;
    }
  }
  CHECK(any_open);
}

TEST_CASE("competition: strength of rivals by travel time, and unknown where none is listed", "[measure][unit]") {
  Plane one = line();
  CHECK(one.of_sites("competition_bicycle").values == std::vector<double>{1.0, 0.0});  // the cafe is no rival
  one.add_place({4600.0, 0.0}, 2.5, {}, model::PlaceKind::cultural_anchor);
  CHECK(one.of_sites("competition_bicycle").values == std::vector<double>{1.0, 2.5});
  one.settings.decay = trek::access::Exponential{7.5};
  CHECK(one.of_sites("competition_bicycle").values[0] == Approx(0.5 + 2.5 * std::exp2(-23.0 / 7.5)));
  for (auto& kind : one.places.kind) kind = model::PlaceKind::hospitality;
  CHECK_FALSE(one.of_sites("competition_bicycle").estimate(0).is_known());
}

TEST_CASE("chain: steps that are missing within the norm, and what a place does not say", "[measure][unit]") {
  using model::ChainStep;
  Plane one = line();
  one.places.chain[1] = {};
  CHECK_FALSE(one.of_sites("chain_missing_bicycle").estimate(0).is_known());  // no place says anything
  one.places.chain[0].add(ChainStep::education);
  one.places.chain[0].add(ChainStep::talent);
  auto missing = one.of_sites("chain_missing_bicycle");
  CHECK(missing.values == std::vector<double>{2.0, 4.0});
  CHECK(missing.estimate(0) == Estimate::exact(2.0));
  CHECK(missing.told[0] == trek::core::Phrase{"participatie, professionele top", "participation, professional top"});
  one.add_place({-100.0, 0.0});  // it may offer any of them
  missing = one.of_sites("chain_missing_bicycle");
  CHECK(missing.estimate(0) == Estimate{2.0, 0.0, 2.0, 0.5});
  CHECK(missing.estimate(1) == Estimate::exact(4.0));
  one.add_place({0.0, 0.0}, 1.0, {ChainStep::participation, ChainStep::top});
  missing = one.of_sites("chain_missing_bicycle");
  CHECK(missing.estimate(0) == Estimate::exact(0.0));
  CHECK(missing.told[0] == "none");
}

// K = 3: (1 + 1/2 + 1/3) / 3, (1/2 + 1/3) / 3, 1/3 / 3, as Barron & Barrett (1996), table of ROC weights: .6111 .2778
// .1111
TEST_CASE("rank_order_weights: the centroid of an order", "[measure][unit]") {
  const auto weights = measure::rank_order_weights();
  CHECK(weights[0] == Approx(61.11).margin(0.005));
  CHECK(weights[1] == Approx(27.78).margin(0.005));
  CHECK(weights[2] == Approx(11.11).margin(0.005));
}

TEST_CASE("use and option value: by hand on a line", "[measure][unit]") {
  Plane one = line();
  for (const auto& measure : measure::criteria_measures(one.settings)) CHECK_FALSE(measure.id.starts_with("use_value"));
  one.settings.value.emplace();
  one.settings.value->use = {50.0, 30.0, 20.0};
  one.settings.value->near = trek::access::Step{5.0};
  one.settings.value->far = trek::access::Exponential{7.5};
  one.add_place({300.0, 0.0}, 3.0);
  one.add_place({-300.0, 0.0}, 3.0);
  // Near A are two strong places, 3/4 each, which is all one can use, and the cafe for a half; P, 7.5 min away, is not.
  const auto use = one.of_sites("use_value_bicycle");
  CHECK(use.values[0] == Approx(50.0 + 20.0 * 0.5));
  CHECK(use.told[0] == trek::core::Phrase{"third place 1,00; culturele trekker 0,00; horeca 0,50",
                                          "third place 1.00; cultural anchor 0.00; hospitality 0.50"});
  const double near = std::exp2(-1.5 / 7.5);
  const double none = (1.0 - 0.5 * 0.5) * (1.0 - 0.75 * near) * (1.0 - 0.75 * near);
  const auto weights = measure::rank_order_weights();
  CHECK(one.of_sites("option_value_bicycle").values[0] == Approx(weights[0] * (1.0 - none) + weights[2] * 0.5 * near));
  CHECK(one.of_sites("option_value_bicycle").values[1] == 0.0);  // nothing within the horizon of 10 min
}

TEST_CASE("site_draws: from which places, from home and from nowhere", "[measure][unit]") {
  Plane one = line();
  auto draws = one.draws();
  REQUIRE(draws.size() == 2);
  // Half of d1 leaves P; the ten of d2, 17 min from P, went nowhere.
  CHECK(draws[0].visitors == Approx(30.0));
  CHECK(draws[0].from_nowhere == Approx(10.0));
  CHECK(draws[0].from_home == 0.0);
  REQUIRE(draws[0].places.size() == 1);
  CHECK(draws[0].places[0].place == 0);
  CHECK(draws[0].places[0].people == Approx(20.0));
  CHECK(draws[0].places[0].share_before == Approx(0.5));
  CHECK(draws[1].visitors == 0.0);
  CHECK(draws[1].places.empty());
  // With S0 = 1 d1 goes to P, home and A alike; of d2 half stays home.
  one.settings.huff.outside_option = 1.0;
  draws = one.draws();
  CHECK(draws[0].visitors == Approx(40.0 / 3.0 + 5.0));
  CHECK(draws[0].places.at(0).people == Approx(20.0 / 3.0));
  CHECK(draws[0].places.at(0).share_before == Approx(1.0 / 3.0));
  CHECK(draws[0].from_home == Approx(20.0 / 3.0 + 5.0));
  CHECK(draws[0].from_nowhere == 0.0);
  CHECK(draws[0].visitors == Approx(one.of_sites("huff_visitors_bicycle").values[0]));
  CHECK_FALSE(draws[0].size_assumed);
  one.settings.huff.ordinary_place_m2 = 1000.0;
  CHECK(one.draws()[0].size_assumed);
  one.settings.huff = {};
  one.add_place({3900.0, 0.0});  // of the ten of d2, ten minutes from it, half leaves
  const auto two = one.draws()[0].places;
  REQUIRE(two.size() == 2);
  CHECK(two[0].share_before == Approx(0.5));
  CHECK(two[1].place == 2);
  CHECK(two[1].people == Approx(5.0));
  CHECK(two[1].share_before == Approx(0.5));
  one.settings.has_places = false;
  CHECK(one.draws().empty());
}
