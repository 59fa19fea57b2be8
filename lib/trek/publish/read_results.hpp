#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trek/model/codes.hpp"
#include "trek/model/value_function.hpp"
#include "trek/score/criteria.hpp"

/// What an output of `trek run` says, read back.
namespace trek::publish {

/// What sites are judged by.
struct ReadCriterion {
  std::string id;
  std::string label;
  std::string unit;
  std::string reason;
  std::string pillar;  // "catchment"; empty: an output of an older trek
  double weight_share = 0.0;
  std::optional<model::ValueFunction> value;  // empty: an output of an older trek, which does not say its anchors
};

/// One criterion of one site.
struct ReadMeasure {
  std::optional<double> raw;       // empty: unknown
  std::optional<double> raw_low;   // at least; empty: unknown
  std::optional<double> raw_high;  // at most; empty: unknown, or no end to it
  std::optional<double> value;     // [0, 1]
  double contribution = 0.0;
  double contribution_low = 0.0;
  std::optional<double> contribution_high;  // at most; empty: an output of an older trek
  double known_share = 0.0;
};

/// What is known of one veto of one site.
struct ReadAnswer {
  std::string rule;
  std::string question;
  std::string answer;
  std::string verdict;  // in words
  std::string source;
  std::string date;
  bool decides = false;
};

/// Something to find out, the most worth first.
struct ReadQuestion {
  std::optional<int> place;  // among all of the output
  std::string site;          // key
  std::string site_name;
  std::optional<int> rank;
  std::string kind;  // "veto": an answer settles it; "measure": a source does
  std::string rule;  // of the veto, or the measure
  std::string question;
  double change_share = 0.0;  // chance that the answer alone changes the shortlist
  double value = 0.0;         // by which the answer alone lifts its expected worth, in score
  double value_with_others = 0.0;
};

/// What one stakeholder makes of one site.
struct ReadView {
  std::string site;  // key
  std::string stakeholder;
  std::optional<int> rank;
  double score_low = 0.0;
  std::optional<double> regret;
};

/// What an answer to where the next places go says of one site.
struct ReadSiting {
  std::string site;  // key
  std::string question;
  std::string unit;                 // of the losses
  bool chosen = false;              // else the price is that of taking it in
  std::string level;                // "local", "beacon": as what it is chosen
  std::optional<int> place;         // in the order of the chosen ones
  std::optional<double> gain;       // what it adds to those before it
  std::optional<double> loss_low;   // what leaving it out, or taking it in, costs: at least
  std::optional<double> loss_high;  // and at most
  std::string instead;              // what comes when it is left out, or goes when it is taken in
};

/// Some of the people whom one site would draw by one mode, and where they go now.
struct ReadDraw {
  std::string site;        // key
  std::string mode;        // "bicycle"
  std::string taken_from;  // "place", "other_places", "home", "nowhere"
  std::string name;        // of the place; empty: of none
  double people = 0.0;
  std::optional<double> share_of_place;  // of all whom that place has now
};

/// What a site is under one profile.
struct ReadProfile {
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

/// The sub-score of one pillar of the criteria.
struct ReadPillar {
  std::string name;  // "catchment"
  double score = 0.0;
  std::optional<double> low;
  std::optional<double> high;
};

/// A number of a site, and what it is at least and at most; empty: unknown, or no end to it.
struct ReadRange {
  std::optional<double> best;
  std::optional<double> low;
  std::optional<double> high;
};

struct ReadSite {
  std::string key;
  std::string name;
  std::string type;
  std::string municipality;
  std::string address;
  ReadRange floor_area_m2;
  std::optional<int> rank;
  std::string rank_group;  // "3" is firm, "1-4" is not; empty in outputs of an older trek
  double score = 0.0;
  double low = 0.0;
  double high = 0.0;
  std::optional<double> first_share;
  std::optional<double> top_share;
  std::optional<double> first_share_free;  // over any weighting at all
  std::optional<double> top_share_free;
  double completeness_share = 0.0;
  std::vector<ReadPillar> pillars;          // those that a criterion counts for; none in outputs of an older trek
  std::vector<ReadProfile> profiles;        // what suits the site best first; none in outputs of an older trek
  std::string veto;                         // "pass", "fail", "unknown": under the profile that suits it best
  std::vector<std::string> veto_questions;  // what to find out
  std::vector<std::string> facts;           // "vacancy: 1.00 (register leegstand, 2026-03-01)"
  std::vector<ReadMeasure> measures;        // one per criterion
  std::vector<ReadAnswer> answers;          // those that decide first
};

struct ReadResults {
  std::filesystem::path file;
  std::vector<std::pair<std::string, std::string>> run;  // key, value: versions, options, counts
  model::Language language = model::Language::nl;        // of its texts, as they were read
  int top_count = 10;                                    // how many are "the top"
  int ranked_count = 0;
  std::vector<ReadCriterion> criteria;
  std::vector<ReadSite> sites;  // by rank, then key; those without a rank last
  std::vector<ReadQuestion> questions;
  std::vector<ReadView> views;
  std::vector<ReadSiting> siting;
  std::vector<ReadDraw> draws;  // of the sites that the run looked at, by site and mode, places first

  /// What the run says of itself; empty: nothing.
  [[nodiscard]] std::string find_fact(std::string_view key) const;
  /// As the run judged by: measures to four decimals. Errors  Error{data}: an output of an older trek, without anchors,
  /// or weights that cannot be.
  [[nodiscard]] score::CriteriaTable criteria_table() const;
  /// A flag a site, for those that have no rank.
  [[nodiscard]] std::vector<std::uint8_t> excluded() const;
};

/// All that it says in words is in `language`; empty: in that of the output. What only the output's own language has
/// (names, a user's own words, all texts of an output of an older trek) stays as it is; facts of sites are told in
/// `language` even then. Errors  Error{data}: no such file, not an output of `trek run`, damaged. What an older trek
/// did not write is empty.
[[nodiscard]] ReadResults read_results(const std::filesystem::path& geopackage,
                                       const std::optional<model::Language>& language = std::nullopt);

/// The rows of sites that a text may mean, in their order: a rank ("#3" or "3"), a key, or a part of key, name or
/// address, in any case, without diacritics. A number that is the key of one site and the rank of another means both
/// ("#3" is the rank, "key:3" the key).
/// Errors  Error{bad_argument}: no such site; the nearest name is suggested.
[[nodiscard]] std::vector<std::size_t> find_site_rows(const ReadResults& results, const std::string& text);
/// The one that it means. Errors  those of find_site_rows; Error{bad_argument}: several, which are named.
[[nodiscard]] std::size_t site_row(const ReadResults& results, const std::string& text);

}  // namespace trek::publish
