// The travel-time engine: checks every answer against searches of its own, then measures it against them.
#include "access_bench.hpp"

#include <string_view>

namespace {

namespace bench_of = trek::bench;
using trek::model::Mode;

constexpr std::uint64_t kRegion = 150'000;
constexpr std::uint64_t kProvince = 1'215'000;  // of bicycles: a million of cars
constexpr std::uint64_t kCountry = 4'000'000;
constexpr std::uint64_t kSmall = 8'000;

void measure_region(bench::Report& report, std::uint64_t junction_count) {
  const auto extract = bench_of::made_up_extract(junction_count);
  const auto bicycle = bench_of::prepared(extract, Mode::bicycle);
  bench_of::check_times(bicycle);
  bench_of::measure_catchments(report, bicycle);
  bench_of::compare_with_scipy(report, bicycle);
  bench_of::measure_one_to_all(report, bicycle, "bicycle", 180.0);
  bench_of::measure_matrix(report, bicycle, "bicycle", 150.0, 0.08, 0.15);
  bench_of::measure_placing(report, bicycle, 1.0);
  bench_of::measure_areas(report, bicycle, 10.0);
  bench_of::measure_areas(report, bench_of::prepared(extract, Mode::foot), 10.0);
  bench_of::measure_areas(report, bench_of::prepared(extract, Mode::car), 10.0);
  bench_of::measure_growth(report, bicycle);
  bench_of::measure_preparation(report, extract, "150k", bench::at_most(1.5), bench::at_most(0.025));
}

void measure_cars(bench::Report& report, std::uint64_t junction_count, const char* name, double goal, bool matrix) {
  const auto car = bench_of::prepared(bench_of::made_up_extract(junction_count), Mode::car);
  bench_of::check_times(car);
  bench_of::measure_one_to_all(report, car, name, goal);
  if (matrix) bench_of::measure_matrix(report, car, name, 400.0, 0.16, 0.4);
}

int measure(bench::Report& report) {
  report.threads(2);
  report.work("made-up Dutch networks of 150 thousand, 1 and 4 million junctions; bicycle and car");
  if (report.quick()) {
    measure_region(report, kSmall);
    bench_of::measure_lines(report, 100, 20e3);
    bench_of::measure_city(report);
    return report.finish();
  }
  measure_region(report, kRegion);
  bench_of::measure_lines(report, 1'000, 180e3);
  measure_cars(report, kProvince, "1M car", 400.0, true);
  measure_cars(report, kCountry, "4M car", 500.0, false);
  bench_of::measure_preparation(report, bench_of::made_up_extract(kProvince), "1M", {}, {});
  bench_of::measure_preparation(report, bench_of::made_up_extract(kCountry), "4M", bench::at_most(90.0),
                                bench::at_most(1.0));
  bench_of::measure_memory(report, bench_of::made_up_extract(kCountry));
  bench_of::measure_city(report);
  return report.finish();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4 && std::string_view{argv[1]} == "--child") return bench_of::memory_child(argv[2], argv[3]);
  return bench::run("bench_access", argc, argv, measure);
}
