#include "trek/coverage/service_change.hpp"

#include <cmath>
#include <optional>

#include "support/catch.hpp"
#include "trek/core/error.hpp"
#include "trek/core/random.hpp"

namespace coverage = trek::coverage;
namespace model = trek::model;
using coverage::Service;

namespace {

/// People of one municipality or none, and their minutes to the nearest place; norm 15 min.
struct State {
  model::Demand demand;
  trek::access::ModeAccess access{model::Mode::bicycle, trek::core::Deciseconds{9000}, {}, {}};

  /// `time_ds` empty: off the network.
  void add(double people, std::optional<double> target, std::optional<std::uint32_t> time_ds,
           model::MunicipalityIdx municipality = model::MunicipalityIdx{0U}) {
    demand.key.push_back(std::to_string(demand.size()));
    demand.inhabitants.push_back(people);
    demand.target.push_back(target);
    demand.municipality.push_back(municipality);
    access.nearest.push_back({0, time_ds.value_or(trek::access::kUnreachable_ds)});
    access.connected.push_back(time_ds ? 1 : 0);
  }
  [[nodiscard]] coverage::ServiceState state() const { return {demand, access}; }
};

}  // namespace

TEST_CASE("service_change: who gains and who loses, by hand", "[coverage][unit]") {
  State before;
  before.add(100.0, 40.0, 9001);         // gains: just beyond the norm, then at it
  before.add(60.0, 20.0, 6000);          // loses
  before.add(30.0, std::nullopt, 6000);  // stays served
  before.add(7.0, 3.0, std::nullopt);    // off the network: unknown
  before.add(500.0, 1.0, 9001, {});      // gains, outside every municipality
  State after;
  after.add(100.0, 40.0, 9000);
  after.add(60.0, 20.0, 9001);
  after.add(30.0, std::nullopt, 8999);
  after.add(7.0, 3.0, std::nullopt);
  after.add(500.0, 1.0, 600, {});
  after.add(21.0, 7.0, 600);          // new, served
  after.add(42.0, 14.0, 9001);        // new, not served
  after.add(5.0, 1.0, std::nullopt);  // new, off the network
  const auto change = coverage::service_change(before.state(), after.state(), 2);
  CHECK(change.rows == std::vector<Service>{Service::gained, Service::lost, Service::unchanged, Service::unknown,
                                            Service::gained, Service::new_served, Service::new_unserved,
                                            Service::unknown});
  REQUIRE(change.by_municipality.size() == 2);
  CHECK(change.by_municipality[1] == coverage::ServiceSums{});
  CHECK(change.region == change.by_municipality[0]);
  CHECK(change.region.gained == 100.0);
  CHECK(change.region.lost == 60.0);
  CHECK(change.region.target_gained == 40.0);
  CHECK(change.region.target_lost == 20.0);
  CHECK(change.region.unknown == 7.0);
  CHECK(change.region.new_people == 68.0);
  CHECK(change.region.new_target == 22.0);
  CHECK(change.region.new_served == 21.0);
  CHECK(change.region.new_target_served == 7.0);
  CHECK(change.region.new_unknown == 5.0);
}

TEST_CASE("service_change: each state has its own norm", "[coverage][unit]") {
  State before;
  before.add(10.0, 1.0, 8000);
  before.add(20.0, 2.0, 5000);
  State after = before;
  after.access.norm = trek::core::Deciseconds{6000};  // 10 min in place of 15
  const auto change = coverage::service_change(before.state(), after.state(), 1);
  CHECK(change.region.lost == 10.0);
  CHECK(change.region.gained == 0.0);
}

TEST_CASE("service_change: refuses states that are not of the same people", "[coverage][unit]") {
  State before;
  before.add(10.0, 1.0, 8000);
  const State none;
  CHECK_THROWS_AS(coverage::service_change(before.state(), none.state(), 1), trek::core::Error);
  State by_car = before;
  by_car.access.mode = model::Mode::car;
  CHECK_THROWS_AS(coverage::service_change(before.state(), by_car.state(), 1), trek::core::Error);
  CHECK_THROWS_AS(coverage::service_change(before.state(), before.state(), 0), trek::core::Error);
}

TEST_CASE("service_change: what is gained less what is lost is the difference of who is served",
          "[coverage][property]") {
  const auto seed = GENERATE(range(0U, 200U));
  CAPTURE(seed);
  trek::core::Random random{seed};
  State before;
  State after;
  const std::size_t count = random.below(40);
  double served_before = 0.0;
  double served_after = 0.0;
  for (std::size_t row = 0; row < count; ++row) {
    const double people = static_cast<double>(random.below(100));
    const bool connected = random.below(8) != 0;
    const auto time = [&] {
      return connected ? std::optional{static_cast<std::uint32_t>(random.below(18'000))} : std::nullopt;
    };
    const auto time_before = time();
    const auto time_after = time();
    const model::MunicipalityIdx municipality{static_cast<std::uint32_t>(random.below(3))};
    before.add(people, people / 2.0, time_before, municipality);
    after.add(people, people / 2.0, time_after, municipality);
    if (time_before && *time_before <= 9000) served_before += people;
    if (time_after && *time_after <= 9000) served_after += people;
  }
  const auto change = coverage::service_change(before.state(), after.state(), 3);
  CHECK(change.region.gained - change.region.lost == Approx(served_after - served_before).margin(1e-9));
  CHECK(change.region.target_gained == Approx(change.region.gained / 2.0));
  double gained = 0.0;
  for (const auto& one : change.by_municipality) gained += one.gained;
  CHECK(gained == Approx(change.region.gained));
}
