#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "trek/core/books.hpp"
#include "trek/core/report.hpp"
#include "trek/model/estimate.hpp"
#include "trek/model/tables.hpp"
#include "trek/profile/outcome.hpp"
#include "trek/profile/profile.hpp"

namespace trek::profile {

struct Assessment {
  std::vector<VetoOutcome> vetoes;           // one per veto, in the profile's order
  std::vector<KnownAnswer> answers;          // by veto; the deciding one of each first
  std::vector<CriterionOutcome> criteria{};  // one per criterion, in the profile's order
  Verdict verdict = Verdict::unknown;        // fail if any fails; else unknown if any is unknown; else pass
  model::Range potential{0.0, 1.0};  // reuse potential: the weighted mean of the criteria at their worst and best
  double completeness_share = 0.0;   // vetoes and criteria that are settled over all asked, [0, 1]
};

/// What a run measured of the sites, for criteria that name a measure.
struct MeasuredSites {
  std::string measure;
  std::vector<model::Estimate> of_site;  // by row
};

/// The profile without the criteria that read a measure that is not among these.
[[nodiscard]] Profile as_measured(Profile profile, std::span<const std::string> measures);

/// One assessment per site.
///
/// Shape   result.size() == sites.size(), in its order.
/// A fact of the site that settles a veto goes before an answer: a number that may be on either side of the threshold,
/// or a building that is going or not yet there, settles nothing and is asked. The newest answer before an older one,
/// and of one date a "fail" before a "pass". What nobody knows, or what cannot be read, is unknown: never a pass. Of a
/// criterion likewise, but that an answer replaces an estimate, and that one of a measure has no answers. The potential
/// of a profile without criteria is [0, 1]. Source  Geraedts and Van der Voordt 2007: vetoes, then a weighted sum of
/// which no part decides alone; METHODS "Reuse
///         potential".
[[nodiscard]] std::vector<Assessment> assess(const model::Sites& sites, const Profile& profile,
                                             const std::vector<SiteAnswer>& answers = {},
                                             std::span<const MeasuredSites> measured = {});

/// Which of several profiles suit each site, the best first: what passes before what is open before what fails, then by
/// what is sure of the potential, then by what it may come to, then in the order of the profiles.
///
/// Shape   `by_profile[p][s]`; result[s] holds every p once. Empty  no profiles: no rows.
[[nodiscard]] std::vector<std::vector<std::size_t>> profile_orders(std::span<const std::vector<Assessment>> by_profile);

/// Answers as `assess` can use them, and the books of each file: used are those that decide; joined those that say the
/// same; left out those that a fact of the layers or another answer outweighs, and those of no value (questions that
/// are open: one note a file). Sites by their key. A site may be named by its key, or by its name (folded) where one
/// has it.
struct UsableAnswers {
  std::vector<SiteAnswer> answers;
  core::Report report;  // those that cannot be used, with file and line: an unknown site or rule (the nearest is
                        // named), a name of several sites, a value that is neither yes, no nor a number, or no code of
                        // the criterion; and as notes those that are left out
  std::map<std::string, core::Books> books;  // by SiteAnswer::file
};
/// Of a rule that several profiles ask, the first says what can be used.
[[nodiscard]] UsableAnswers usable_answers(const model::Sites& sites, std::span<const Profile> profiles,
                                           const std::vector<SiteAnswer>& answers);

}  // namespace trek::profile
