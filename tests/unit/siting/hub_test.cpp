#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "trek/siting/covering_all.hpp"
#include "trek/siting/location.hpp"

namespace siting = trek::siting;

namespace {

struct HubTown {
  std::string_view name;
  double x_m;
  double y_m;
  double inhabitants;  // of the municipality
};

/// The largest town of each municipality of Twente: positions to 100 m (TOP10NL, Kadaster), inhabitants of 2024 (CBS).
constexpr std::array kHubTowns{
    HubTown{"Almelo", 241500, 486000, 74317},      HubTown{"Borne", 248400, 480200, 24639},
    HubTown{"Enschede", 257400, 470700, 161738},   HubTown{"Haaksbergen", 247400, 464500, 24359},
    HubTown{"Nijverdal", 228700, 486700, 36264},   HubTown{"Hengelo", 251300, 476400, 83058},
    HubTown{"Losser", 265400, 475900, 23376},      HubTown{"Oldenzaal", 259500, 481400, 31794},
    HubTown{"Tubbergen", 250300, 491900, 21397},   HubTown{"Wierden", 237300, 486800, 24931},
    HubTown{"Vriezenveen", 238700, 491800, 34073}, HubTown{"Goor", 237200, 473000, 35446},
    HubTown{"Rijssen", 231500, 480600, 38675},     HubTown{"Denekamp", 265200, 489100, 26739}};

std::uint32_t distance_m(const HubTown& a, const HubTown& b) {
  return static_cast<std::uint32_t>(std::lround(std::hypot(a.x_m - b.x_m, a.y_m - b.y_m)));
}

/// Every town to every town, on straight lines.
siting::CostTable distances() {
  std::vector<std::uint32_t> costs;
  for (const HubTown& from : kHubTowns) {
    for (const HubTown& to : kHubTowns) costs.push_back(distance_m(from, to));
  }
  return siting::CostTable::dense(std::move(costs), kHubTowns.size(), kHubTowns.size());
}

std::vector<double> weights(bool by_people) {
  std::vector<double> result;
  for (const HubTown& town : kHubTowns) result.push_back(by_people ? town.inhabitants : 1.0);
  return result;
}

std::string_view only_one(const siting::Location& answer) {
  REQUIRE(answer.chosen.size() == 1);
  CHECK(answer.optimal);
  return kHubTowns[answer.chosen[0]].name;
}

}  // namespace

TEST_CASE("a hub for Twente on straight lines: the centre of all municipalities is Borne", "[siting][unit]") {
  const auto costs = distances();
  const auto equal = weights(false);
  const auto centre = siting::p_center({costs, equal, 1});
  CHECK(only_one(centre) == "Borne");
  CHECK(centre.objective == Approx(20'700.0).margin(50.0));  // to Nijverdal
}

TEST_CASE("a hub for Twente on straight lines: the median is Borne for municipalities, and Hengelo for people",
          "[siting][unit]") {
  const auto costs = distances();
  const auto equal = weights(false);
  const auto median = siting::p_median_of_all({costs, equal, 1});
  CHECK(only_one(median) == "Borne");
  CHECK(median.objective / 14.0 == Approx(12'900.0).margin(50.0));
  const auto people = weights(true);
  const auto of_people = siting::p_median_of_all({costs, people, 1});
  CHECK(only_one(of_people) == "Hengelo");
  CHECK(of_people.objective / of_people.weight == Approx(11'820.0).margin(10.0));
}
