#include <cstdio>
#include <vector>

#include "trek/access/router.hpp"
#include "trek/score/ranking.hpp"

// trek uses GDAL, but its users need no GDAL headers.
#if __has_include(<gdal.h>) || __has_include(<ogr_api.h>)
#error "the headers of GDAL came along with trek"
#endif

namespace {

/// Minutes by bicycle between two points 3 km apart, as the crow flies: 3000 m * 1.2 / 4 m/s = 15 min.
double bicycle_minutes() {
  const auto router =
      trek::access::Router::as_the_crow_flies({trek::model::Mode::bicycle, trek::core::MetersPerSecond{4.0}, 1.2});
  const std::vector<trek::geo::Point> home{{250'000.0, 475'000.0}};
  const std::vector<trek::geo::Point> site{{250'000.0, 478'000.0}};
  const auto table = router.travel_table(router.endpoints(site), router.endpoints(home),
                                         trek::core::Deciseconds{10'000}, trek::access::Direction::to_sites, {});
  return table[0].empty() ? -1.0 : table[0][0].time_ds / 600.0;
}

double score_of(double minutes) {
  trek::score::CriteriaTable table{{{"bicycle_minutes", 1.0, trek::model::ValueFunction{{{10.0, 1.0}, {20.0, 0.0}}}}},
                                   1};
  table.set(0, 0, minutes);
  return trek::score::weighted_sum(table, std::vector<unsigned char>{0})[0].score;
}

}  // namespace

int main() {
  const double minutes = bicycle_minutes();
  const double score = score_of(minutes);
  std::printf("%.1f minutes, score %.2f\n", minutes, score);
  return minutes == 15.0 && score == 0.5 ? 0 : 1;
}
