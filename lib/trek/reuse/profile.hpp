#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/books.hpp"
#include "trek/core/phrase.hpp"
#include "trek/core/report.hpp"
#include "trek/model/site_answer.hpp"
#include "trek/model/tables.hpp"

namespace trek::reuse {

enum class Verdict : std::uint8_t { pass, fail, unknown };
[[nodiscard]] std::string_view name_of(Verdict verdict) noexcept;

/// A condition that rules a site out, whatever its score. With a threshold: a lower number fails. Without: "yes" fails.
struct VetoRule {
  std::string id;  // "floor_area", "demolished", "owner_refuses", "assembly_forbidden", "ceiling_height", "health_risk"
  std::string question_nl;  // what to find out when it is unknown
  std::string question_en;
  double threshold = 0.0;  // > 0 where the rule has one
  std::string unit;        // of the threshold
  std::string source;      // where rule and threshold come from
};

struct VetoOutcome {
  std::string rule;
  Verdict verdict = Verdict::unknown;
  std::string found;  // what the verdict rests on; unknown: what was found and does not settle it, mostly nothing
  std::string question_nl{};  // what to find out in place of the rule's question; empty: the rule's
  std::string question_en{};
};

/// What is known of one rule for one site: a fact of its layers or an answer, and whether the verdict rests on it.
struct KnownAnswer {
  std::string rule;
  Verdict verdict = Verdict::unknown;  // by itself; unknown: a fact that does not settle the rule
  core::Phrase value;                  // as answered; of a fact "standing", "demolished", a BAG status or "1250 m2"
  std::string source;                  // of a fact: basis of the floor area, "BAG"
  std::string date;
  bool is_fact = false;
  bool decides = false;       // the others of its rule are older, or say the same
  std::string question_nl{};  // of a fact that does not settle the rule: what to find out in place of its question
  std::string question_en{};
};

/// Answers that no layer holds (owner, ceiling, zoning), by site key: from the user's own file.
using SiteAnswer = model::SiteAnswer;

struct Profile {
  std::string id;  // "local", "beacon"
  std::string name_nl;
  std::string name_en;
  std::vector<VetoRule> vetoes;
};
/// Trek's third-place variant of the transformatiepotentiemeter: local (gross >= 150 m2) and beacon (>= 2,500
/// m2), with a free height of 2.1 m for the first and 3.0 m, for a stage, for the second.
[[nodiscard]] Profile third_place_profile(bool beacon = false);

struct ReuseAssessment {
  std::vector<VetoOutcome> vetoes;     // one per rule, in the profile's order
  std::vector<KnownAnswer> answers;    // by rule; the deciding one of each first
  Verdict verdict = Verdict::unknown;  // fail if any fails; else unknown if any is unknown; else pass
  double completeness_share = 0.0;     // answered veto rules and known facts over all asked, [0, 1]
};

/// One assessment per site.
///
/// Shape   result.size() == sites.size(), in its order.
/// A fact of the site that settles a rule goes before an answer: a floor area that may be on either side of the
/// threshold, or a building that is going or not yet there, settles nothing and is asked. The newest answer before an
/// older one, and of one date a "fail" before a "pass". What nobody knows, or what cannot be read, is unknown: never a
/// pass. Source  Geraedts and Van der Voordt 2007, step 1; METHODS "Reuse potential".
[[nodiscard]] std::vector<ReuseAssessment> assess(const model::Sites& sites, const Profile& profile,
                                                  const std::vector<SiteAnswer>& answers = {});

/// Answers as `assess` can use them, and the books of each file: used are those that decide; joined those that say the
/// same as what decides; left out those that a fact of the layers or another answer outweighs. Sites by their key. A
/// site may be named by its key, or by its name (folded) where one site has it.
struct UsableAnswers {
  std::vector<SiteAnswer> answers;
  core::Report report;  // those that cannot be used, with file and line: an unknown site or rule (the nearest is
                        // named), a name of several sites, a value that is neither yes, no nor a number; and as
                        // notes those that are left out
  std::map<std::string, core::Books> books;  // by SiteAnswer::file
};
[[nodiscard]] UsableAnswers usable_answers(const model::Sites& sites, const Profile& profile,
                                           const std::vector<SiteAnswer>& answers);

}  // namespace trek::reuse
