#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/model/estimate.hpp"
#include "trek/model/pillar.hpp"

namespace trek::measure {

/// What a project must have for a measure to be offered.
enum class Need { nothing, places, stations, streets, catchment, value, border };

/// A column of numbers that a run measures: one per row of its table. NaN is unknown and is written as NULL.
struct Measure {
  std::string id;            // field name; of a mode and a limit it has those in it
  core::Phrase label;        // "20-40-jarigen binnen 15 min fietsen"
  core::Phrase unit;         // "personen" / "min" / "m2" / "" ; shown in brackets behind the label
  core::Phrase description;  // how it was measured, and its caveat; one sentence
  int decimals = 0;          // rounded to this many
  bool integer = true;       // an integer column when decimals is 0
  Need need = Need::nothing;
  model::Pillar pillar = model::Pillar::reuse;  // that of its kind
  std::optional<double> limit{};  // as far as is looked: what lies beyond is known to be more, its value is empty, and
                                  // a column "<id>_beyond" says which of the two it is
  std::vector<double> values{};
  std::vector<model::Estimate> estimates{};  // a row a value where they are not all exact or unknown; else empty
  core::Phrase told_label{};                 // of a column "<id>_told" behind it, which says it in words; empty: none
  std::vector<core::Phrase> told{};          // a text a value there
  /// What is known of a row.
  [[nodiscard]] model::Estimate estimate(std::size_t row) const noexcept {
    return estimates.empty() ? model::Estimate::exact(values[row]) : estimates[row];
  }
};

}  // namespace trek::measure
