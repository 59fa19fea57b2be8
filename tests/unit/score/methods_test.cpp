#include "trek/score/methods.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"
#include "trek/core/error.hpp"
#include "trek/score/promethee.hpp"
#include "trek/score/topsis.hpp"

using namespace trek::score;
using trek::test::kUnknown;
using trek::test::plain_table;

TEST_CASE("topsis: the fighter aircraft of Hwang and Yoon 1981", "[score][unit]") {
  // Speed (Mach), ferry range (nm), payload (lb), cost (million $, less is better: its opposite), reliability,
  // manoeuvrability; ch. III, the example of TOPSIS: 0.643, 0.268, 0.613, 0.312.
  const Alternatives aircraft{{0.2, 0.1, 0.1, 0.1, 0.2, 0.3}, {2.0, 1500, 20'000, -5.5, 5, 9,  //
                                                               2.5, 2700, 18'000, -6.5, 3, 5,  //
                                                               1.8, 2000, 21'000, -4.5, 7, 7,  //
                                                               2.2, 1800, 20'000, -5.0, 5, 5}};
  const auto closeness = topsis(aircraft, TopsisReference::list);
  REQUIRE(closeness.size() == 4);
  CHECK(closeness[0] == Approx(0.643).margin(0.0005));
  CHECK(closeness[1] == Approx(0.268).margin(0.0005));
  CHECK(closeness[2] == Approx(0.613).margin(0.001));
  CHECK(closeness[3] == Approx(0.312).margin(0.0005));
}

TEST_CASE("topsis: on the scale of values the ideal is 1, and no site moves another", "[score][unit]") {
  // (0.6, 0) with weights (3/4, 1/4): to the ideal sqrt(0.3^2 + 0.25^2), to the opposite 0.45.
  const double by_hand = 0.45 / (0.45 + std::hypot(0.3, 0.25));
  Alternatives sites{{0.75, 0.25}, {0.6, 0.0, 1.0, 1.0, 0.0, 0.0}};
  CHECK(topsis(sites) == std::vector<double>{by_hand, 1.0, 0.0});
  sites.value.insert(sites.value.end(), {0.9, 0.1});
  CHECK(topsis(sites)[0] == by_hand);
  CHECK(topsis({{0.0}, {0.3}}) == std::vector<double>{0.5});  // nothing counts: nothing to tell apart
  CHECK(topsis({{1.0}, {}}).empty());
}

TEST_CASE("promethee: the power stations of Brans and Vincke 1985", "[score][unit]") {
  // Six sites of a hydroelectric station by manpower, power, cost, upkeep, villages and security, one shape of
  // preference each, equal weights; what is better when less, as its opposite. Their table of preference indices.
  const std::array<double, 36> values{-80, 90, -6,  -5.4, -8, 5,   //
                                      -65, 58, -2,  -9.7, -1, 1,   //
                                      -83, 60, -4,  -7.2, -4, 7,   //
                                      -40, 80, -10, -7.5, -7, 10,  //
                                      -52, 72, -6,  -2.0, -3, 8,   //
                                      -94, 96, -7,  -3.6, -5, 6};
  const std::vector<Preference> preference{{PreferenceShape::u_shape, 10},    {PreferenceShape::v_shape, 0, 30},
                                           {PreferenceShape::linear, 0.5, 5}, {PreferenceShape::level, 1.0, 6.0},
                                           {PreferenceShape::usual},          {PreferenceShape::gaussian, 0, 5}};
  const std::array<double, 36> published{0,     0.296, 0.250, 0.268, 0.100, 0.185,  //
                                         0.462, 0,     0.389, 0.333, 0.296, 0.500,  //
                                         0.236, 0.180, 0,     0.333, 0.056, 0.429,  //
                                         0.399, 0.505, 0.305, 0,     0.223, 0.212,  //
                                         0.444, 0.515, 0.487, 0.380, 0,     0.448,  //
                                         0.286, 0.399, 0.250, 0.432, 0.133, 0};
  const std::vector<double> equal(6, 1.0 / 6.0);
  Alternatives all{equal, {values.begin(), values.end()}};
  const Flows flows = promethee(all, preference);
  for (std::size_t a = 0; a < 6; ++a) {
    double positive = 0.0;
    double negative = 0.0;
    for (std::size_t b = 0; b < 6; ++b) {
      positive += published[a * 6 + b] / 5;
      negative += published[b * 6 + a] / 5;
      if (a == b) continue;
      Alternatives two{equal, {}};
      for (const std::size_t site : {a, b}) {
        const auto row = all.row(site);
        two.value.insert(two.value.end(), row.begin(), row.end());
      }
      CAPTURE(a, b);
      CHECK(promethee(two, preference).positive[0] == Approx(published[a * 6 + b]).margin(0.0015));
    }
    CHECK(flows.positive[a] == Approx(positive).margin(0.001));
    CHECK(flows.negative[a] == Approx(negative).margin(0.001));
    CHECK(flows.net[a] == Approx(positive - negative).margin(0.001));
  }
  // Its order: 5, 2, 4, 6, 3, 1.
  const auto ranks = competition_ranks(flows.net);
  CHECK(ranks == std::vector<std::uint32_t>{6, 2, 5, 3, 1, 4});
}

TEST_CASE("Preference: each shape at its threshold, and a lead of nothing", "[score][unit]") {
  using Shape = PreferenceShape;
  const auto of = [](Shape shape, double lead) { return Preference{shape, 1.0, 3.0}(lead); };
  for (const Shape shape : {Shape::usual, Shape::u_shape, Shape::v_shape, Shape::level, Shape::linear, Shape::gaussian})
    CHECK(of(shape, 0.0) == 0.0);
  CHECK(of(Shape::usual, 0.001) == 1.0);
  CHECK(of(Shape::u_shape, 1.0) == 0.0);
  CHECK(of(Shape::u_shape, 1.1) == 1.0);
  CHECK(of(Shape::v_shape, 1.5) == 0.5);
  CHECK(of(Shape::v_shape, 3.5) == 1.0);
  CHECK(of(Shape::level, 1.0) == 0.0);
  CHECK(of(Shape::level, 3.0) == 0.5);
  CHECK(of(Shape::level, 3.1) == 1.0);
  CHECK(of(Shape::linear, 2.0) == 0.5);
  CHECK(of(Shape::linear, 3.0) == 1.0);
  CHECK(of(Shape::gaussian, 3.0) == Approx(1.0 - std::exp(-0.5)));
}

TEST_CASE("promethee: nobody to compare with, and what cannot be honoured", "[score][unit]") {
  CHECK(promethee({{1.0}, {0.4}}, std::vector<Preference>{{}}).net == std::vector<double>{0.0});
  CHECK(promethee({{1.0}, {}}, std::vector<Preference>{{}}).net.empty());
  const Alternatives two{{1.0}, {0.4, 0.5}};
  CHECK_THROWS_AS(promethee(two, {}), trek::core::Error);
  CHECK_THROWS_AS(promethee(two, std::vector<Preference>{{PreferenceShape::linear, 0.3, 0.3}}), trek::core::Error);
  CHECK_THROWS_AS(promethee(two, std::vector<Preference>{{PreferenceShape::usual, -0.1}}), trek::core::Error);
  CHECK_THROWS_AS(promethee({{0.0}, {0.4, 0.5}}, std::vector<Preference>{{}}), trek::core::Error);
}

TEST_CASE("method_scores: by what is sure, whatever the method", "[score][unit]") {
  // The second may be anything in its second criterion: by no method does that lift it over the first.
  const auto table = plain_table({1.0, 1.0}, {{0.5, 0.2}, {0.5, kUnknown}, {0.1, 0.1}});
  const std::vector<std::size_t> rows{0, 1, 2};
  for (const Method method : all_methods()) {
    CAPTURE(name_of(method));
    const auto scores = method_scores(table, rows, method);
    REQUIRE(scores.size() == 3);
    CHECK(scores[0] > scores[1]);
    CHECK(scores[0] > scores[2]);
  }
  CHECK(method_scores(table, rows, Method::sum)[0] == Approx(0.35));
  // Leads of 0.4 and 0.1 over the last: (0.35/0.25 -> 1, 0.05/0.25); over the second: (0, 0.15/0.25).
  const auto flow = method_scores(table, rows, Method::promethee);
  CHECK(flow[0] == Approx(((1.0 + 0.2) / 2 + (0.0 + 0.6) / 2) / 2));
}
