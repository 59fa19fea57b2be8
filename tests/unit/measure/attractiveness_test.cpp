#include "trek/measure/attractiveness.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "plane.hpp"
#include "support/catch.hpp"
#include "trek/core/random.hpp"

namespace measure = trek::measure;
namespace model = trek::model;
using model::PlaceKind;
using trek::test::Plane;

namespace {

/// Looked at as far as 60 minutes.
Plane valued_plane() {
  Plane plane;
  plane.settings.decay = trek::access::Step{60.0};
  plane.settings.value = measure::ValueSettings{};
  return plane;
}

std::vector<measure::Attractiveness> found_of(const Plane& plane, const std::vector<measure::ModeTravel>& travel,
                                              std::size_t municipalities) {
  return measure::attractiveness(plane.settings, {&plane.sites, &plane.demand, &plane.places, nullptr}, travel,
                                 municipalities, {});
}
std::vector<measure::Attractiveness> found_of(const Plane& plane, std::size_t municipalities = 1) {
  return found_of(plane, plane.travel(), municipalities);
}

}  // namespace

TEST_CASE("attractiveness: worked by hand", "[measure][unit]") {
  Plane plane = valued_plane();
  plane.add_people({0.0, 0.0}, 100.0, std::nullopt);      // 3 min from the library, 2 from the theatre
  plane.add_people({-1400.0, 0.0}, 300.0, std::nullopt);  // 10 and 9 min
  plane.add_place({600.0, 0.0});
  plane.add_place({400.0, 0.0}, 3.0, {}, PlaceKind::cultural_anchor);
  plane.add_place({0.0, 0.0}, 1.0, {}, PlaceKind::unknown);  // counts for nothing
  const auto found = found_of(plane);
  REQUIRE(found.size() == 1);
  CHECK(found[0].municipality == model::MunicipalityIdx{0U});
  CHECK(found[0].mode == model::Mode::bicycle);
  CHECK(found[0].inhabitants == 400.0);
  CHECK(found[0].unknown == 0.0);
  // 1 / (1 + (3/12)^3) = 64/65 and 1 / (1 + (10/12)^3) = 216/341, of half a place each.
  const double libraries = (100.0 * 0.5 * 64.0 / 65.0 + 300.0 * 0.5 * 216.0 / 341.0) / 400.0;
  // 1 / (1 + (2/12)^3) = 216/217 and 1 / (1 + (9/12)^3) = 64/91, of three quarters each.
  const double theatres = (100.0 * 0.75 * 216.0 / 217.0 + 300.0 * 0.75 * 64.0 / 91.0) / 400.0;
  CHECK(found[0].parts[0] == Approx(libraries));
  CHECK(found[0].parts[1] == Approx(theatres));
  CHECK(found[0].parts[2] == 0.0);
  CHECK(found[0].value == Approx(100.0 * (11.0 / 18.0 * libraries + 5.0 / 18.0 * theatres)));
}

TEST_CASE("attractiveness: more than enough counts as enough, and unreached people as unknown", "[measure][unit]") {
  Plane plane = valued_plane();
  plane.add_people({0.0, 0.0}, 10.0, std::nullopt);
  plane.add_people({1.0, 0.0}, 5.0, std::nullopt);
  for (const PlaceKind kind : measure::kValuedKinds) {
    for (int i = 0; i < 3; ++i) plane.add_place({0.0, 0.0}, 1.0, {}, kind);
  }
  plane.add_people({2.0, 0.0}, 7.0, std::nullopt);
  plane.demand.municipality.back() = model::MunicipalityIdx{2U};
  auto travel = plane.travel();
  travel.front().demand.snap.resize(3);  // of whom the streets reach the first alone
  travel.front().demand.snap[1].failure = travel.front().demand.snap[2].failure = trek::network::SnapFailure::too_far;
  const auto found = found_of(plane, travel, 3);
  REQUIRE(found.size() == 1);  // nobody lives in the second, and none of the third is reached
  CHECK(found[0].inhabitants == 10.0);
  CHECK(found[0].unknown == 5.0);
  for (const double part : found[0].parts) CHECK(part == 1.0);
  CHECK(found[0].value == Approx(100.0));
}

TEST_CASE("attractiveness: nothing without values or places", "[measure][unit]") {
  Plane plane = valued_plane();
  plane.add_people({0.0, 0.0}, 10.0, std::nullopt);
  CHECK(found_of(plane).empty());
  plane.add_place({0.0, 0.0});
  CHECK(found_of(plane).size() == 1);
  plane.settings.value.reset();
  CHECK(found_of(plane).empty());
}

TEST_CASE("attractiveness: as summed pair by pair", "[measure][unit]") {
  const auto seed = GENERATE(range(0U, 30U));
  CAPTURE(seed);
  trek::core::Random random{seed};
  Plane plane = valued_plane();
  const auto drawn = [&] { return trek::geo::Point{random.uniform(0.0, 20'000.0), random.uniform(0.0, 20'000.0)}; };
  constexpr std::array kKinds{PlaceKind::third_place, PlaceKind::cultural_anchor, PlaceKind::hospitality,
                              PlaceKind::unknown};
  for (int i = 0; i < 40; ++i) plane.add_place(drawn(), random.uniform(0.0, 3.0), {}, kKinds[random.below(4)]);
  for (int i = 0; i < 60; ++i) {
    plane.add_people(drawn(), random.uniform(1.0, 100.0), std::nullopt);
    plane.demand.municipality.back() = random.below(5) == 0
                                           ? model::MunicipalityIdx{}
                                           : model::MunicipalityIdx{static_cast<std::uint32_t>(random.below(3))};
  }
  const auto found = found_of(plane, 3);
  REQUIRE(found.size() == 3);
  for (const auto& one : found) {
    double people = 0.0;
    std::array<double, 3> parts{};
    for (std::size_t row = 0; row < plane.demand.size(); ++row) {
      if (plane.demand.municipality[row] != one.municipality) continue;
      people += plane.demand.inhabitants[row];
      for (std::size_t kind = 0; kind < 3; ++kind) {
        double near = 0.0;
        for (std::size_t place = 0; place < plane.places.size(); ++place) {
          if (plane.places.kind[place] != kKinds[kind]) continue;
          const double minutes = trek::geo::distance_m(plane.demand.place[row], plane.places.place[place]) / 200.0;
          if (minutes > 60.0) continue;
          const double strength = plane.places.strength[place];
          near += strength / (1.0 + strength) / (1.0 + std::pow(minutes / 12.0, 3.0));
        }
        parts[kind] += plane.demand.inhabitants[row] * std::min(1.0, near);
      }
    }
    CHECK(one.inhabitants == Approx(people));
    for (std::size_t kind = 0; kind < 3; ++kind) CHECK(one.parts[kind] == Approx(parts[kind] / people).epsilon(0.002));
    CHECK(one.value ==
          Approx(100.0 * (11.0 * one.parts[0] + 5.0 * one.parts[1] + 2.0 * one.parts[2]) / 18.0).epsilon(1e-9));
  }
}
