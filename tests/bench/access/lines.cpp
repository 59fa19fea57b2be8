// Where there are no streets: people within reach along straight lines, of sites all over a country.
#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "access_bench.hpp"
#include "bench/support/timing.hpp"
#include "trek/access/catchments.hpp"
#include "trek/core/random.hpp"

namespace trek::bench {
namespace {

using ::bench::require;

/// Inhabited squares of 100 m, row by row as grids of people come, a tenth of the land.
std::vector<geo::Point> inhabited_squares(core::Random& random, double side_m) {
  std::vector<geo::Point> places;
  for (double y_m = 50.0; y_m < side_m; y_m += 100.0) {
    for (double x_m = 50.0; x_m < side_m; x_m += 100.0) {
      if (random.below(10) == 0) places.push_back({x_m, y_m});
    }
  }
  return places;
}

struct Country {
  access::Endpoints sites;
  access::Endpoints squares;
  std::vector<double> people;
};

Country drawn_country(std::size_t site_count, double side_m) {
  core::Random random{23};
  Country country;
  country.squares.place = inhabited_squares(random, side_m);
  for (std::size_t i = 0; i < country.squares.size(); ++i)
    country.people.push_back(static_cast<double>(1 + random.below(200)));
  for (std::size_t i = 0; i < site_count; ++i)
    country.sites.place.push_back({random.uniform(0.0, side_m), random.uniform(0.0, side_m)});
  return country;
}

/// Pair by pair.
std::vector<double> plain_sums(const Country& country, const access::StraightLine& line, double limit_min) {
  std::vector<double> sums;
  for (const geo::Point site : country.sites.place) {
    double sum = 0.0;
    for (std::size_t i = 0; i < country.squares.size(); ++i) {
      const double minutes =
          geo::distance_m(site, country.squares.place[i]) * line.detour_factor / line.speed.value() / 60.0;
      if (std::round(minutes * 600.0) <= limit_min * 600.0) sum += country.people[i];
    }
    sums.push_back(sum);
  }
  return sums;
}

}  // namespace

void measure_lines(Report& report, std::size_t site_count, double side_m) {
  const Country country = drawn_country(site_count, side_m);
  constexpr double kLimit_min = 30.0;
  const access::StraightLine line{model::Mode::car, core::kilometers_per_hour(45.0), 1.3};
  const auto router = access::Router::as_the_crow_flies(line);
  const std::vector<access::WeightedSum> sums{{country.people, access::Step{kLimit_min}}};
  const access::Trips trips{core::Deciseconds{static_cast<std::uint32_t>(kLimit_min * 600.0)}};
  const auto own = [&] {
    return access::weighted_sums(router, country.sites, country.squares, sums, trips, threads(1)).front();
  };
  require(own() == plain_sums(country, line, kLimit_min), "people along straight lines");
  const auto times = ::bench::interleaved(
      report.runs(), [&] { ::bench::keep(own()); }, [&] { ::bench::keep(plain_sums(country, line, kLimit_min)); });
  report.add({fmt::format("people within 30 min by car along straight lines, {} sites, {} squares, 1 thread",
                          site_count, country.squares.size()),
              times.own_s, "s", "pair by pair", times.baseline_s, times.ratio, ::bench::at_least_times(5.0)});
}

}  // namespace trek::bench
