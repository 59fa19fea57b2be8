#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "trek/publish/read_results.hpp"
#include "trek/score/counterfactual.hpp"

namespace trek::publish {

/// One criterion of one site, as the output file holds it.
struct ExplainedCriterion : ReadMeasure {
  std::string id;
  std::string label;
  std::string unit;
  double weight_share = 0.0;
  std::string reason;
};

/// Why a site has its score, and what would change that.
struct Explanation : ReadSite {
  int ranked_count = 0;                      // sites with a rank
  int top_count = 10;                        // how many are "the top"
  std::vector<ExplainedCriterion> criteria;  // by contribution, descending
  std::vector<ReadQuestion> questions;       // about this site, the most worth first
  std::vector<ReadView> views;               // of the stakeholders
  std::vector<ReadSiting> siting;            // answers in which it is chosen, or has a price
  std::vector<ReadDraw> draws;               // whom it would draw, by mode; none where the run did not look at it
  score::Counterfactuals counterfactuals;    // criteria by their place in the results; none for one without a rank,
                                             // and of an output of an older trek
};

/// Of a row of the sites.
[[nodiscard]] Explanation explanation(const ReadResults& results, std::size_t site);

/// Of the one site of an output of `trek run` that a text means, in the language of the output. Errors  those of
/// read_results and site_row.
[[nodiscard]] Explanation explain(const std::filesystem::path& geopackage, const std::string& site);

}  // namespace trek::publish
