#pragma once

#include <cstdint>
#include <string>

#include "trek/core/phrase.hpp"

namespace trek::model {

/// `same`: the record is this building or site. `different`: it is not. `alone`: it is no building that is known.
enum class LinkVerdict : std::uint8_t { same, different, alone };

/// What a user decided about one record, from the user's own file; it outweighs every other link.
struct LinkDecision {
  std::string source;  // of the record, as the report names it
  std::string record;  // its key
  LinkVerdict verdict = LinkVerdict::same;
  std::string to;    // BAG id of a building, or key of a site; empty with `alone`
  std::string by;    // who decided
  std::string date;  // ISO 8601
  std::string note;
  core::Phrase origin;  // "decisions.csv line 3"
};

}  // namespace trek::model
