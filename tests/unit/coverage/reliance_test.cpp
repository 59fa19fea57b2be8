#include "trek/coverage/reliance.hpp"

#include "support/catch.hpp"
#include "trek/core/error.hpp"
#include "trek/core/random.hpp"

namespace coverage = trek::coverage;
using trek::core::Deciseconds;
using trek::geo::Point;
using trek::model::MunicipalityIdx;

namespace {

/// As the crow flies at 1 m a decisecond, so that the norm of 1000 ds is 1000 m.
struct Case {
  trek::model::Demand demand;
  trek::access::ModeAccess access{trek::model::Mode::bicycle, Deciseconds{1000}, {}, {}};
  std::vector<Point> place;
  coverage::ServingPlaces serving;

  void add(Point home, double people, std::optional<double> target = {},
           MunicipalityIdx municipality = MunicipalityIdx{0U}) {
    demand.key.push_back(std::to_string(demand.size()));
    demand.place.push_back(home);
    demand.inhabitants.push_back(people);
    demand.target.push_back(target);
    demand.municipality.push_back(municipality);
  }
  void add_place(Point at, bool serves = true) {
    place.push_back(at);
    serving.serves.push_back(serves ? 1 : 0);
    serving.municipality.emplace_back();
  }
  [[nodiscard]] trek::access::Router router() const {
    return trek::access::Router::as_the_crow_flies(
        {trek::model::Mode::bicycle, trek::core::MetersPerSecond{10.0}, 1.0});
  }
  [[nodiscard]] coverage::ModeReliance reliance() const {
    const auto lines = router();
    const auto places = lines.endpoints(place);
    const auto people = lines.endpoints(demand.place);
    return coverage::reliance(demand, serving, access, {lines, places, people});
  }
  /// People of the municipalities who have a place, of those that serve but one.
  [[nodiscard]] double served(std::optional<std::size_t> closed) const {
    const auto lines = router();
    std::vector<Point> open;
    for (std::size_t p = 0; p < place.size(); ++p) {
      if (serving.serves[p] != 0 && p != closed) open.push_back(place[p]);
    }
    const auto nearest = lines.nearest_site(lines.endpoints(open), lines.endpoints(demand.place), Deciseconds{100'000},
                                            trek::access::Direction::to_sites, {});
    double sum = 0.0;
    for (std::size_t row = 0; row < demand.size(); ++row) {
      if (nearest[row].time_ds <= access.norm.count() && demand.municipality[row].valid())
        sum += demand.inhabitants[row];
    }
    return sum;
  }
};

}  // namespace

TEST_CASE("reliance: who has one place and no other", "[coverage][unit]") {
  Case input;
  input.add_place({0, 0});
  input.add_place({1500, 0});
  input.add_place({0, 100}, false);
  input.add({-1000, 0}, 10.0, 4.0);                     // at the norm from the first, and from no other that counts
  input.add({-500, 0}, 7.0);                            // likewise; of 20-40 unknown
  input.add({750, 0}, 100.0, 30.0);                     // has both
  input.add({2000, 0}, 3.0, 1.0);                       // the second
  input.add({-1001, 0}, 1000.0, 500.0);                 // has none
  input.add({-900, 0}, 50.0, 20.0, MunicipalityIdx{});  // outside every municipality
  const auto found = input.reliance();
  CHECK(found.mode == trek::model::Mode::bicycle);
  CHECK(found.norm == Deciseconds{1000});
  REQUIRE(found.places.size() == 3);
  REQUIRE(found.places[0].has_value());
  CHECK(found.places[0]->people == 17.0);
  CHECK(found.places[0]->target == 4.0);
  REQUIRE(found.places[1].has_value());
  CHECK(found.places[1]->people == 3.0);
  CHECK_FALSE(found.places[2].has_value());
}

TEST_CASE("reliance: closing a place takes it from just those people", "[coverage][property]") {
  const auto seed = GENERATE(range(0U, 50U));
  CAPTURE(seed);
  trek::core::Random random{seed};
  Case input;
  const double side_m = random.uniform(1000.0, 12'000.0);
  const auto drawn = [&] { return Point{random.uniform(0.0, side_m), random.uniform(0.0, side_m)}; };
  const auto place_count = 1 + random.below(150);  // more than are swept at once
  for (std::uint64_t p = 0; p < place_count; ++p) input.add_place(drawn(), random.below(5) != 0);
  for (int row = 0; row < 120; ++row) {
    input.add(drawn(), static_cast<double>(1 + random.below(50)), {},
              random.below(6) == 0 ? MunicipalityIdx{} : MunicipalityIdx{0U});
  }
  const auto found = input.reliance();
  const double all = input.served(std::nullopt);
  for (std::size_t p = 0; p < input.place.size(); ++p) {
    CAPTURE(p);
    REQUIRE(found.places[p].has_value() == (input.serving.serves[p] != 0));
    if (found.places[p]) CHECK(found.places[p]->people == all - input.served(p));
  }
}

TEST_CASE("reliance: columns of other lengths are refused", "[coverage][unit]") {
  Case input;
  input.add_place({0, 0});
  input.add({0, 0}, 1.0);
  input.serving.serves.push_back(1);
  CHECK_THROWS_AS(input.reliance(), trek::core::Error);
}
