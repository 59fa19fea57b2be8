// judge_weightings FILE.gpkg COUNT JUDGED.json
//
// What the library says of the sites of an output for its own weights and for random ones: what the interactive map
// must say too. Of the random weightings some leave criteria out.
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "trek/model/pillar.hpp"
#include "trek/publish/read_results.hpp"
#include "trek/score/ranking.hpp"
#include "trek/score/sub_score.hpp"

namespace {

using nlohmann::json;
using trek::score::SiteScore;

std::vector<double> random_weights(std::size_t count, std::mt19937_64& random) {
  std::vector<double> weights;
  for (std::size_t c = 0; c < count; ++c) {
    const auto drawn = static_cast<double>(random() % 1'000'003) / 1'000'003.0;
    weights.push_back(random() % 5 == 0 ? 0.0 : drawn);
  }
  weights[random() % count] += 0.01;  // never all zero
  return weights;
}

json scores_json(const trek::score::CriteriaTable& table, const std::vector<std::uint8_t>& excluded) {
  json ranks = json::array();
  json low = json::array();
  json best = json::array();
  json high = json::array();
  json known = json::array();
  for (const SiteScore& site : weighted_sum(table, excluded)) {
    ranks.push_back(site.rank.value_or(0));
    low.push_back(site.low);
    best.push_back(site.score);
    high.push_back(site.high);
    known.push_back(site.completeness_share);
  }
  return {{"rank", ranks}, {"low", low}, {"best", best}, {"high", high}, {"known", known}};
}

/// The least of each sub-score of each site; null where no criterion of the pillar has a weight.
json pillars_json(const trek::publish::ReadResults& results, const trek::score::CriteriaTable& table) {
  json sites = json::array();
  for (std::size_t site = 0; site < results.sites.size(); ++site) {
    json pillars = json::array();
    for (const auto pillar : trek::model::kPillars) {
      std::vector<std::uint8_t> counted;
      for (const auto& criterion : results.criteria) counted.push_back(criterion.pillar == name_of(pillar) ? 1 : 0);
      const auto score = sub_score(table, site, counted);
      pillars.push_back(score ? json(score->low) : json(nullptr));
    }
    sites.push_back(std::move(pillars));
  }
  return sites;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return EXIT_FAILURE;
  const auto results = trek::publish::read_results(argv[1]);
  const auto table = results.criteria_table();
  std::vector<double> weights;
  for (const auto& criterion : results.criteria) weights.push_back(criterion.weight_share);
  std::mt19937_64 random{20260223};
  json all = json::array();
  for (int number = 0; number <= std::atoi(argv[2]); ++number) {
    if (number > 0) weights = random_weights(results.criteria.size(), random);
    json one = scores_json(table.weighted(weights), results.excluded());
    one["weights"] = weights;
    if (number == 0) one["pillars"] = pillars_json(results, table);
    all.push_back(std::move(one));
  }
  std::ofstream out{argv[3]};
  out << all.dump() << '\n';
  return out.flush() ? EXIT_SUCCESS : EXIT_FAILURE;
}
