#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace trek::publish {

/// One criterion of one site, as the output file holds it.
struct ExplainedCriterion {
  std::string id;
  std::string label;
  std::string unit;
  std::optional<double> raw;       // empty: unknown
  std::optional<double> raw_low;   // at least; empty: unknown
  std::optional<double> raw_high;  // at most; empty: unknown, or no end to it
  std::optional<double> value;     // [0, 1]
  double weight_share = 0.0;
  double contribution = 0.0;
  std::string reason;
};

/// What is known of one veto of one site.
struct ExplainedAnswer {
  std::string rule;
  std::string question;
  std::string answer;
  std::string verdict;  // in words
  std::string source;
  std::string date;
  bool decides = false;
};

/// What a site is under one profile.
struct ExplainedProfile {
  std::string id;
  std::string name;
  std::string verdict;  // in words
  double potential_low = 0.0;
  double potential_high = 1.0;
  double completeness_share = 0.0;
  std::string speaks_for;
  std::string speaks_against;
  std::string ruled_out_by;
  std::string criterion_questions;
};

/// The sub-score of one pillar of the criteria; empty where none of them counts.
struct ExplainedPillar {
  std::string name;  // "catchment"
  std::optional<double> score;
  std::optional<double> low;
  std::optional<double> high;
};

/// Why a site has its score.
struct Explanation {
  std::string key;
  std::string name;
  std::string type;
  std::string municipality;
  std::string address;
  std::optional<int> rank;
  int ranked_count = 0;    // sites with a rank
  std::string rank_group;  // "3" is firm, "1-4" is not; empty in outputs of an older trek
  double score = 0.0;
  double low = 0.0;
  double high = 0.0;
  std::optional<double> first_share;
  std::optional<double> top_share;
  int top_count = 10;  // how many are "the top"
  double completeness_share = 0.0;
  std::vector<ExplainedPillar> pillars;      // none in outputs of an older trek
  std::vector<ExplainedProfile> profiles;    // what suits the site best first; none in outputs of an older trek
  std::string veto;                          // "pass", "fail", "unknown": under the profile that suits it best
  std::vector<std::string> veto_questions;   // what to find out
  std::vector<ExplainedAnswer> answers;      // what is known of the vetoes; those that decide first
  std::vector<std::string> facts;            // "vacancy: 1.00 (register leegstand, 2026-03-01)"
  std::vector<ExplainedCriterion> criteria;  // by contribution, descending
};

/// Sites of an output of `trek run` that a text may mean, by rank: a rank ("#3" or "3"), a key, or a part of key, name
/// or address, in any case, without diacritics. A number that is the key of one site and the rank of another means
/// both ("#3" is the rank, "key:3" the key).
/// Errors  Error{data}: not an output of trek; Error{bad_argument}: no such site; the nearest name is suggested.
[[nodiscard]] std::vector<Explanation> find_sites(const std::filesystem::path& geopackage, const std::string& text);

/// The one site that a text means. Errors  those of find_sites; Error{bad_argument}: several, which are named.
[[nodiscard]] Explanation explain(const std::filesystem::path& geopackage, const std::string& site);

/// The best sites of an output, by rank; at most `count`.
[[nodiscard]] std::vector<Explanation> best_sites(const std::filesystem::path& geopackage, int count);

}  // namespace trek::publish
