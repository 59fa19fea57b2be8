// Which of three buildings comes first, how firm is that, and what does an unknown do to it?
#include <cmath>
#include <cstdio>
#include <limits>
#include <vector>

#include "trek/score/criteria.hpp"
#include "trek/score/ranking.hpp"

namespace model = trek::model;
namespace score = trek::score;

int main() {
  // Anchors are reference values: 0 people is worth 0 and 20,000 people are worth 1, whatever the list holds.
  const model::ValueFunction people{{{0, 0.0}, {20000, 1.0}}};
  const model::ValueFunction area{{{150, 0.0}, {2500, 1.0}}};
  score::CriteriaTable table{{{"people_20_40", 60, people}, {"floor_area_m2", 40, area}}, 3};
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  const double measured[3][2] = {{15000, 900}, {4000, 2500}, {12000, unknown}};
  for (std::size_t site = 0; site < 3; ++site) {
    for (std::size_t criterion = 0; criterion < 2; ++criterion) table.set(site, criterion, measured[site][criterion]);
  }

  const std::vector<std::uint8_t> excluded(3, 0);
  const auto scores = score::weighted_sum(table, excluded);
  const auto firmness = score::rank_acceptability(table, excluded, {}, {});
  for (std::size_t site = 0; site < 3; ++site) {
    std::printf("site %zu: rank %u, score %.3f in [%.3f, %.3f], first in %.0f %% of weightings\n", site,
                scores[site].rank.value_or(0), scores[site].score, scores[site].low, scores[site].high,
                100 * firmness.first_share[site]);
  }
  const double shares = firmness.first_share[0] + firmness.first_share[1] + firmness.first_share[2];
  const bool unknown_widens = scores[2].high - scores[2].low > 0.39 && scores[0].high == scores[0].low;
  return scores[0].rank == 1U && unknown_widens && std::abs(shares - 1.0) < 1e-12 ? 0 : 1;
}
