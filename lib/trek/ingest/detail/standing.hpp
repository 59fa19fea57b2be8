#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "trek/ingest/detail/feature_reader.hpp"

/// Whether a record of a register still holds, or already: by its status, its begin and its end.
namespace trek::ingest::detail {

enum class Standing {
  holds,
  not_yet,  // in procedure, planned, a draft
  ended,    // taken off the list, closed, let again
  never,    // says that it is none: "geen rijksmonument"
};

/// A word of a field `status` of that table, in any case; "in gebruik" holds for a place and ends a vacancy. Empty for
/// a word that is not known.
[[nodiscard]] std::optional<Standing> find_standing(std::string_view table, std::string_view word);

/// The fields status, begin and end of a table that has them.
class StandingFields {
 public:
  explicit StandingFields(const FeatureReader& reader);

  enum class Verdict { holds, doubtful, set_apart };
  /// Set apart: the record is left out, listed with the reason. Doubtful: a word that is not known, told. Dates are
  /// judged at the day of the run (ReadOptions::today), or not at all where none is given.
  [[nodiscard]] Verdict judge(Record& record) const;

 private:
  [[nodiscard]] bool has_ended(Record& record) const;
  [[nodiscard]] bool has_not_begun(Record& record) const;

  std::string table_;
  std::string today_;
  const Field* status_;
  const Field* begin_;
  const Field* end_;
};

}  // namespace trek::ingest::detail
