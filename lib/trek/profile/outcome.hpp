#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "trek/core/phrase.hpp"
#include "trek/model/site_answer.hpp"
#include "trek/model/sites.hpp"

namespace trek::profile {

enum class Verdict : std::uint8_t { pass, fail, unknown };
[[nodiscard]] std::string_view name_of(Verdict verdict) noexcept;
/// "voldoet", "passes"
[[nodiscard]] core::Phrase label_of(Verdict verdict);

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

/// What one criterion of a profile says of a site.
struct CriterionOutcome {
  std::string id;
  model::Range value{0.0, 1.0};  // of what is known; nothing known: all of it
  core::Phrase found{};          // in words, "8.5 m"; empty: nothing
  core::Phrase question{};       // what to find out; empty where the value is known exactly
  bool is_answer = false;        // somebody said so, and no layer
  [[nodiscard]] bool is_known() const noexcept { return value.low == value.high; }
};

/// Answers that no layer holds (owner, ceiling, zoning), by site key: from the user's own file.
using SiteAnswer = model::SiteAnswer;

}  // namespace trek::profile
