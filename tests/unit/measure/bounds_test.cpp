#include "trek/measure/detail/bounds.hpp"

#include <cmath>

#include "support/catch.hpp"

using trek::access::Endpoints;
using trek::access::Step;
using trek::geo::Point;
using trek::measure::detail::at_least;
using trek::measure::detail::Count;
using trek::measure::detail::CountedPeople;
using trek::measure::detail::unseen;
using trek::measure::detail::Unseen;
using trek::model::Estimate;
using trek::network::Snap;
using trek::network::SnapFailure;

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

Endpoints points(const std::vector<Point>& places, const std::vector<bool>& connected) {
  Endpoints result{places, {}};
  for (const bool ok : connected) {
    Snap snap;
    snap.failure = ok ? SnapFailure::none : SnapFailure::too_far;
    result.snap.push_back(snap);
  }
  return result;
}

}  // namespace

//   site S at 0; metres east of it, at 100 m a minute:
//   A 200 seen, 50 people   B 300 off the network, 20   C 900 seen, of unknown number (at most 30)   D 1500 off, 40
TEST_CASE("unseen: who is near and not counted, as far as the limit of each sum", "[measure][unit]") {
  const auto demand = points({{200.0, 0.0}, {300.0, 0.0}, {900.0, 0.0}, {1500.0, 0.0}}, {true, false, true, false});
  const auto sites = points({{0.0, 0.0}, {0.0, 0.0}, {90'000.0, 0.0}}, {true, false, true});
  const std::vector<double> weight{50.0, 20.0, kUnknown, 40.0};
  const std::vector<double> at_most{50.0, 20.0, 30.0, 40.0};
  const CountedPeople sums[] = {{weight, weight, at_most, Step{3.0}},
                                {weight, weight, at_most, Step{10.0}},
                                {weight, weight, at_most, trek::access::Linear{15.0}}};
  const auto found =
      unseen(sites, demand, sums, trek::core::MetersPerSecond{100.0 / 60.0}, trek::core::Deciseconds{15 * 600}, {});
  CHECK(found[0][0].people == 20.0);
  CHECK(found[0][0].near == 70.0);
  CHECK(found[1][0].people == 50.0);
  CHECK(found[1][0].near == 100.0);
  // Weighed by 1 - t / 15: B 20 x 0.8, C 30 x 0.4, D 40 x 0; A 50 x 13/15.
  CHECK(found[2][0].people == Approx(28.0));
  CHECK(found[2][0].near == Approx(28.0 + 50.0 * 13.0 / 15.0));
  for (const auto& sum : found) {
    CHECK(sum[1].people == 0.0);  // off the network itself: its counts are unknown as it is
    CHECK(sum[2].people == 0.0);  // nobody near
  }
  // Everybody seen: nothing to add.
  const std::vector<double> known{50.0, 20.0, 30.0, 40.0};
  const CountedPeople all[] = {{known, known, known, Step{10.0}}};
  const auto seen = unseen(sites, points(demand.place, {true, true, true, true}), all, trek::core::MetersPerSecond{1.0},
                           trek::core::Deciseconds{6000}, {});
  CHECK(seen[0][0].near == 0.0);
}

TEST_CASE("at_least: sure of what was counted, and at most the unseen more", "[measure][unit]") {
  CHECK(at_least(Count::exact(80.0), {20.0, 100.0}) == Estimate{80.0, 80.0, 100.0, 0.8});
  CHECK(at_least(Count::exact(0.0), {}) == Estimate::exact(0.0));  // nobody, and that is known
  CHECK_FALSE(at_least(Count::exact(kUnknown), {20.0, 100.0}).is_known());
  // Of 80 people 60 are sure and 96 possible: of the most, 0.625; and a fifth of those near is not seen.
  CHECK(at_least({80.0, 60.0, 96.0}, {}) == Estimate{80.0, 60.0, 96.0, 0.625});
  CHECK(at_least({80.0, 60.0, 96.0}, {20.0, 100.0}) == Estimate{80.0, 60.0, 116.0, 0.5});
  CHECK(at_least({3.0, 0.0, 3.0}, {}).known_share == 0.0);
  Unseen sum{20.0, 100.0};
  sum += {30.0, 100.0};
  CHECK(at_least(Count::exact(80.0), sum) == Estimate{80.0, 80.0, 130.0, 0.75});
}
