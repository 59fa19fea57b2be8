#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "support/catch.hpp"
#include "trek/project/detail/siting_demand.hpp"
#include "trek/project/detail/siting_places.hpp"

namespace model = trek::model;
namespace project = trek::project;

TEST_CASE("siting demand: who has a place at exactly the norm asks for none", "[project][unit]") {
  project::detail::SitingDemand demand;
  demand.people = {10.0, 20.0, 40.0, std::numeric_limits<double>::quiet_NaN()};
  demand.existing_ds = {9000, 9001, trek::access::kUnreachable_ds,
                        9001};  // 15 minutes, a tenth of a second more, never
  CHECK(demand.served_before(0, 15));
  CHECK_FALSE(demand.served_before(1, 15));
  CHECK_FALSE(demand.served_before(2, 15));
  const auto left = demand.to_be_served(15);
  CHECK(left[0] == 0.0);
  CHECK(left[1] == 20.0);
  CHECK(left[2] == 40.0);
  CHECK(std::isnan(left[3]));
}

TEST_CASE("siting places: price and capacity follow from the floor area, and what has none is left out",
          "[project][unit]") {
  model::Sites sites;
  for (const double x : {0.0, 100.0, 200.0}) {
    sites.key.emplace_back("s");
    sites.place.push_back({x, 50.0});
    sites.municipality.emplace_back();
  }
  sites.floor_area_m2 = {400.0, std::nullopt, 1500.0};
  project::SitingSettings settings;
  settings.capacity_per_m2 = 0.5;
  settings.budget_euro = 1e6;
  settings.cost_per_m2 = 1000.0;
  const auto places = project::detail::siting_places(settings, {{2}, {}}, sites, {}, {});
  REQUIRE(places.list.size() == 2);
  CHECK(places.x_m == std::vector{0.0, 200.0});
  CHECK(places.capacity == std::vector{200.0, 750.0});
  CHECK(places.cost_euro == std::vector{400'000.0, 1'500'000.0});
  CHECK(places.unsized_count == 1);
  CHECK(places.forced == std::vector<std::uint32_t>{1});
  settings.capacity_per_m2 = 0.0;
  settings.budget_euro.reset();
  settings.capacity = 80.0;
  CHECK(project::detail::siting_places(settings, {}, sites, {}, {}).capacity == std::vector{80.0, 80.0, 80.0});
}
