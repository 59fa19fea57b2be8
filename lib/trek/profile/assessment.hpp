#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/books.hpp"
#include "trek/core/phrase.hpp"
#include "trek/core/report.hpp"
#include "trek/model/site_answer.hpp"
#include "trek/model/tables.hpp"
#include "trek/profile/profile.hpp"

namespace trek::profile {

enum class Verdict : std::uint8_t { pass, fail, unknown };
[[nodiscard]] std::string_view name_of(Verdict verdict) noexcept;

struct VetoOutcome {
  std::string rule;
  Verdict verdict = Verdict::unknown;
  core::Phrase question;  // what to find out while it is unknown: the veto's, or what a fact that settles nothing asks
};

/// What is known of one veto for one site: a fact of its layers or an answer, and whether the verdict rests on it.
struct KnownAnswer {
  std::string rule;
  Verdict verdict = Verdict::unknown;  // by itself; unknown: a fact that does not settle the veto
  core::Phrase value;                  // as answered; of a fact in words, "1250 m2", or a BAG status
  std::string source;                  // of a fact: basis of the floor area, "BAG"
  std::string date;
  bool is_fact = false;
  bool decides = false;     // the others of its veto are older, or say the same
  core::Phrase question{};  // of a fact that does not settle the veto: what to find out in place of its question
};

/// Answers that no layer holds (owner, ceiling, zoning), by site key: from the user's own file.
using SiteAnswer = model::SiteAnswer;

struct Assessment {
  std::vector<VetoOutcome> vetoes;     // one per veto, in the profile's order
  std::vector<KnownAnswer> answers;    // by veto; the deciding one of each first
  Verdict verdict = Verdict::unknown;  // fail if any fails; else unknown if any is unknown; else pass
  double completeness_share = 0.0;     // answered vetoes and known facts over all asked, [0, 1]
};

/// One assessment per site.
///
/// Shape   result.size() == sites.size(), in its order.
/// A fact of the site that settles a veto goes before an answer: a number that may be on either side of the threshold,
/// or a building that is going or not yet there, settles nothing and is asked. The newest answer before an older one,
/// and of one date a "fail" before a "pass". What nobody knows, or what cannot be read, is unknown: never a pass.
/// Source  Geraedts and Van der Voordt 2007, step 1; METHODS "Reuse potential".
[[nodiscard]] std::vector<Assessment> assess(const model::Sites& sites, const Profile& profile,
                                             const std::vector<SiteAnswer>& answers = {});

/// Answers as `assess` can use them, and the books of each file: used are those that decide; joined those that say the
/// same; left out those that a fact of the layers or another answer outweighs, and those of no value (questions that
/// are open: one note a file). Sites by their key. A site may be named by its key, or by its name (folded) where one
/// has it.
struct UsableAnswers {
  std::vector<SiteAnswer> answers;
  core::Report report;  // those that cannot be used, with file and line: an unknown site or rule (the nearest is
                        // named), a name of several sites, a value that is neither yes, no nor a number; and as
                        // notes those that are left out
  std::map<std::string, core::Books> books;  // by SiteAnswer::file
};
[[nodiscard]] UsableAnswers usable_answers(const model::Sites& sites, const Profile& profile,
                                           const std::vector<SiteAnswer>& answers);

}  // namespace trek::profile
