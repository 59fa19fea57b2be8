#pragma once

#include <span>
#include <string>
#include <string_view>

#include "trek/publish/detail/layer_table.hpp"

namespace trek::publish::detail {

/// What a rule of the report says to a reader of the map. A finding itself carries one sentence for the console, in
/// English; a map in Dutch takes its sentence from here.
struct FindingWords {
  std::string_view rule;
  std::string_view label_nl;
  std::string_view label_en;
  std::string_view remedy_nl;
};

/// Every rule that trek's modules report, by rule, ascending. A test holds the list against a run's findings, and the
/// house rules against the sources.
[[nodiscard]] std::span<const FindingWords> finding_words() noexcept;

/// The name of a rule in the language of a map; the rule itself where it is not in the list.
[[nodiscard]] std::string rule_label(std::string_view rule, const Words& words);
/// What to do: in Dutch the sentence of the rule, else `remedy` as the finding says it.
[[nodiscard]] std::string remedy_text(std::string_view rule, const std::string& remedy, const Words& words);

}  // namespace trek::publish::detail
