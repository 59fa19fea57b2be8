#include "trek/publish/explanation.hpp"

#include <algorithm>

namespace trek::publish {
namespace {

std::vector<ExplainedCriterion> explained_criteria(const ReadResults& results, const ReadSite& site) {
  std::vector<ExplainedCriterion> list;
  for (std::size_t c = 0; c < results.criteria.size(); ++c) {
    const ReadCriterion& asked = results.criteria[c];
    list.push_back({site.measures[c], asked.id, asked.label, asked.unit, asked.weight_share, asked.reason});
  }
  std::ranges::stable_sort(
      list, [](const auto& a, const auto& b) { return a.contribution > b.contribution; });  // a number, never NaN
  return list;
}

/// An output of an older trek does not say enough for them.
bool says_anchors(const ReadResults& results) {
  return !results.criteria.empty() &&
         std::ranges::all_of(results.criteria, [](const ReadCriterion& one) { return one.value.has_value(); });
}

}  // namespace

Explanation explanation(const ReadResults& results, std::size_t site) {
  const ReadSite& read = results.sites.at(site);
  Explanation result{read, results.ranked_count, results.top_count, explained_criteria(results, read), {}, {}, {}, {},
                     {}};
  for (const ReadQuestion& question : results.questions) {
    if (question.site == read.key) result.questions.push_back(question);
  }
  for (const ReadView& view : results.views) {
    if (view.site == read.key) result.views.push_back(view);
  }
  for (const ReadSiting& siting : results.siting) {
    if (siting.site == read.key) result.siting.push_back(siting);
  }
  for (const ReadDraw& draw : results.draws) {
    if (draw.site == read.key) result.draws.push_back(draw);
  }
  if (read.rank && says_anchors(results)) {
    result.counterfactuals = score::counterfactuals(results.criteria_table(), results.excluded(), site,
                                                    static_cast<std::size_t>(results.top_count));
  }
  return result;
}

Explanation explain(const std::filesystem::path& geopackage, const std::string& site) {
  const ReadResults results = read_results(geopackage);
  return explanation(results, site_row(results, site));
}

}  // namespace trek::publish
