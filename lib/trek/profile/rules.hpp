#pragma once

#include <map>
#include <optional>
#include <string>

#include "trek/core/phrase.hpp"
#include "trek/model/value_function.hpp"

namespace trek::profile {

/// A condition that rules a site out, whatever its score: a number below `at_least`, else a yes or a no.
struct Veto {
  std::string id;                    // "floor_area": the rule that an answer names
  core::Phrase question{};           // what to find out where it is unknown
  std::string column{};              // of the sites, which settles it before an answer does; empty: only answers do
  std::optional<double> at_least{};  // empty: a question of yes or no
  std::string unit{};                // of `at_least`
  std::optional<bool> fails_when{};  // without `at_least`: the answer that rules out, yes or no
  std::optional<bool> column_fails_when{};  // the same of the column, whose yes may be the answer's no; empty: as that
  bool only_disproves = false;  // the column rules out and never passes: a roof says no more than that it is low enough
  std::string source{};         // where rule and threshold come from
};

/// What is asked in a graded way: none decides alone, their weighted sum is the reuse potential.
struct ReuseCriterion {
  std::string id;                                 // "parking"
  core::Phrase label{};                           // "Parking"
  core::Phrase question{};                        // what to find out while it is not known exactly
  std::string column{};                           // of the sites; empty: only answers tell
  std::string measure{};                          // of the run, in place of a column; where it is not measured the
                                                  // criterion is not asked. No answers: empty: a column or answers
  std::string answered_by{};                      // id of the veto whose answers tell it too; empty: only its own
  bool answer_replaces = false;                   // the column is an estimate: an answer goes before it
  std::string unit{};                             // of the number; may be empty
  std::optional<model::ValueFunction> value{};    // of a number
  std::optional<double> per_100m2{};              // of the number, so many are needed for each 100 m2 of floor: what is
                                                  // graded is the number over the need
  std::map<std::string, double> values{};         // of a code, [0, 1]; a code that is not among them is unknown
  std::map<std::string, std::string> words_nl{};  // of codes, in Dutch: as answers may say them too
  double weight = 0.0;                            // >= 0; 0 is shown and does not judge
  core::Phrase reason{};                          // why it counts, and as heavily
  std::string source{};                           // of anchors or values; a choice says that it is one
};

}  // namespace trek::profile
