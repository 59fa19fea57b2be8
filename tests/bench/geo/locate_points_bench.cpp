// Points located in polygons: trek::geo::PolygonLocator against prepared GEOS and against Boost.Geometry's R-tree, one
// thread each. Few large polygons (municipalities) and many small ones (buildings).
//
//   bench_geo [--runs N] [--quick] [--json FILE]
//
// No time is printed before all three agree on every point. Corners of the shapes lie exactly on boundaries: there the
// library must give the lowest row that touches, as GEOS does; Boost's own rule is not exact, and is only counted.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "bench/geo/baselines.hpp"
#include "bench/support/region.hpp"
#include "bench/support/report.hpp"
#include "bench/support/timing.hpp"
#include "trek/geo/spatial_index.hpp"

namespace {

namespace geo = trek::geo;
using bench::Rows;
using Shapes = std::vector<geo::MultiPolygon>;
using Points = std::vector<geo::Point>;

constexpr std::uint64_t kSeed = 20'261;
constexpr std::size_t kMunicipalityCount = 14;

geo::PolygonColumn column_of(const Shapes& shapes) {
  geo::PolygonColumn column;
  for (const auto& shape : shapes) column.append(shape);
  return column;
}

void find_all(const geo::PolygonLocator& locator, const Points& places, Rows& rows) {
  rows.resize(places.size());
  const auto found = locator.find(places);
  for (std::size_t i = 0; i < places.size(); ++i) rows[i] = found[i].value_or(bench::kNoRow);
}

void find_one_by_one(const geo::PolygonLocator& locator, const Points& places, Rows& rows) {
  rows.resize(places.size());
  for (std::size_t i = 0; i < places.size(); ++i) rows[i] = locator.find(places[i]).value_or(bench::kNoRow);
}

std::size_t difference_count(const Rows& a, const Rows& b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) count += a[i] != b[i] ? 1U : 0U;
  return count;
}

std::size_t found_count(const Rows& rows) {
  return rows.size() - static_cast<std::size_t>(std::ranges::count(rows, bench::kNoRow));
}

std::size_t vertex_count(const Shapes& shapes) {
  std::size_t count = 0;
  for (const auto& shape : shapes) {
    for (const auto& part : shape) {
      count += part.shell.size() - 1;
      for (const auto& hole : part.holes) count += hole.size() - 1;
    }
  }
  return count;
}

struct Contest {
  std::string name;
  Shapes shapes;
  Points places;
  Points on_boundaries;
  std::size_t boost_share = 1;  // Boost gets one point in so many: it runs along whole boundaries
};

/// All three over the same shapes.
struct Rivals {
  geo::PolygonColumn column;
  geo::PolygonLocator own;
  bench::GeosLocator geos;
  bench::BoostLocator boost;
  explicit Rivals(const Shapes& shapes) : column{column_of(shapes)}, own{column}, geos{shapes}, boost{shapes} {}
};

Points boost_places(const Contest& contest) {
  const std::size_t count = contest.places.size() / contest.boost_share;
  return {contest.places.begin(), contest.places.begin() + static_cast<std::ptrdiff_t>(count)};
}

/// The line that says what was compared.
std::string checked(Rivals& rivals, const Contest& contest) {
  Rows own;
  Rows other;
  find_all(rivals.own, contest.on_boundaries, own);
  rivals.geos.set_points(contest.on_boundaries);
  rivals.geos.find_all(other);
  bench::require(found_count(own) == own.size(), contest.name + ": a corner lies in no shape");
  bench::require(own == other,
                 fmt::format("{}: {} corners, other row than GEOS", contest.name, difference_count(own, other)));
  rivals.boost.find_all(contest.on_boundaries, other);
  const auto boost_differs = difference_count(own, other);

  find_all(rivals.own, contest.places, own);
  rivals.geos.set_points(contest.places);
  rivals.geos.find_all(other);
  bench::require(own == other,
                 fmt::format("{}: {} points, other row than GEOS", contest.name, difference_count(own, other)));
  find_one_by_one(rivals.own, contest.places, other);
  bench::require(own == other, contest.name + ": point by point, other rows");
  const std::size_t found = found_count(own);
  const auto places = boost_places(contest);
  rivals.boost.find_all(places, other);
  own.resize(places.size());
  bench::require(own == other,
                 fmt::format("{}: {} points, other row than Boost", contest.name, difference_count(own, other)));
  return fmt::format(
      "{}: {} shapes, {} vertices; {} points, {} of them in a shape: same rows by GEOS and Boost; {} corners: same "
      "rows by GEOS, other ones by Boost at {}",
      contest.name, contest.shapes.size(), vertex_count(contest.shapes), contest.places.size(), found,
      contest.on_boundaries.size(), boost_differs);
}

void compare(bench::Report& report, const Contest& contest) {
  Rivals rivals{contest.shapes};
  report.work(checked(rivals, contest));
  Rows rows;
  const auto add = [&](const std::string& baseline, bench::Goal goal, const Points& places, auto&& other) {
    const auto pair = bench::interleaved(
        report.runs(), [&] { find_all(rivals.own, places, rows); }, other);
    bench::keep(rows);
    const double per_point = 1e9 / static_cast<double>(places.size());
    report.add({fmt::format("{} points in {}", places.size(), contest.name), pair.own_s * per_point, "ns a point",
                baseline, pair.baseline_s * per_point, pair.ratio, goal});
  };
  add("prepared GEOS, STR-tree", bench::at_least_times(4.0), contest.places, [&] { rivals.geos.find_all(rows); });
  const auto places = boost_places(contest);
  add("Boost packed R-tree, covered_by", bench::at_least_times(2.0), places,
      [&] { rivals.boost.find_all(places, rows); });
  add("the library, point by point", {}, contest.places, [&] { find_one_by_one(rivals.own, contest.places, rows); });
}

/// How long the index takes to build, beside those of the others.
void compare_builds(bench::Report& report, const Contest& contest) {
  const auto column = column_of(contest.shapes);
  const auto own = [&] { bench::keep(geo::PolygonLocator{column}); };
  const auto add = [&](const std::string& baseline, auto&& other) {
    const auto pair = bench::interleaved(std::min<std::size_t>(report.runs(), 5), own, other);
    report.add({fmt::format("index of {}", contest.name),
                pair.own_s * 1e3,
                "ms",
                baseline,
                pair.baseline_s * 1e3,
                pair.ratio,
                {}});
  };
  add("prepared GEOS, STR-tree", [&] { bench::keep(bench::GeosLocator{contest.shapes}); });
  add("Boost packed R-tree", [&] { bench::keep(bench::BoostLocator{contest.shapes}); });
}

void add_growth(bench::Report& report, const std::string& task, const Shapes& shapes, const Points& places) {
  const auto column = column_of(shapes);
  std::vector<double> build_s;
  std::vector<double> find_s;
  for (std::size_t run = 0; run < 3; ++run) {
    build_s.push_back(bench::seconds_of([&] { bench::keep(geo::PolygonLocator{column}); }));
    const geo::PolygonLocator locator{column};
    Rows rows;
    find_s.push_back(bench::seconds_of([&] { find_all(locator, places, rows); }));
  }
  report.add({task + ": index",
              bench::median(build_s) * 1e9 / static_cast<double>(vertex_count(shapes)),
              "ns a vertex",
              {},
              {},
              {},
              {}});
  report.add({task + ": points",
              bench::median(find_s) * 1e9 / static_cast<double>(places.size()),
              "ns a point",
              {},
              {},
              {},
              {}});
}

int run(bench::Report& report) {
  const std::size_t point_count = report.quick() ? 20'000 : 500'000;
  const std::size_t building_count = report.quick() ? 10'000 : 300'000;
  const auto municipalities = bench::municipalities(kMunicipalityCount, kSeed);
  const auto buildings = bench::buildings(building_count, kSeed + 1);
  report.work("points in no order; those of GEOS are made before the clock runs");
  const Contest few{"14 municipalities", municipalities, bench::anywhere(point_count, kSeed + 2),
                    bench::corners(municipalities, point_count / 10, kSeed + 3), 10};
  const Contest many{fmt::format("{} buildings", building_count), buildings,
                     bench::addresses(buildings, point_count, kSeed + 4),
                     bench::corners(buildings, point_count / 10, kSeed + 5)};
  compare(report, few);
  compare(report, many);
  compare_builds(report, few);
  compare_builds(report, many);
  if (!report.quick()) {
    for (const std::size_t count : {50'000U, 500'000U, 5'000'000U}) {
      add_growth(report, fmt::format("growth: {} points, 14 municipalities", count), municipalities,
                 bench::anywhere(count, kSeed + 6));
      add_growth(report, fmt::format("growth: {} points, {} buildings", count, building_count), buildings,
                 bench::addresses(buildings, count, kSeed + 7));
    }
    for (const std::size_t count : {10'000U, 100'000U, 1'000'000U}) {
      const auto more = bench::buildings(count, kSeed + 8);
      add_growth(report, fmt::format("growth: 500000 points, {} buildings", count), more,
                 bench::addresses(more, 500'000, kSeed + 9));
    }
  }
  return report.finish();
}

}  // namespace

int main(int argc, char** argv) { return bench::run("bench_geo", argc, argv, run); }
