#include "trek/ingest/detail/statements.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "trek/core/text.hpp"
#include "trek/core/yes_or_no.hpp"

namespace trek::ingest::detail {
namespace {

using List = std::span<const std::string_view>;

constexpr auto kVacant = std::to_array<std::string_view>(
    {"leeg", "leegstaand", "leegstaande", "leegstand", "staat leeg", "geheel leeg", "volledig leeg", "geheel",
     "volledig", "vacant", "empty", "buiten gebruik", "verlaten", "unused", "disused"});
constexpr auto kOccupied = std::to_array<std::string_view>({"in gebruik", "in use", "gebruikt", "bewoond", "verhuurd",
                                                            "bezet", "niet leeg", "occupied", "let", "geen leegstand"});
/// Parts of a sentence, each before those that it contains.
constexpr auto kUnwilling =
    std::to_array<std::string_view>({"weigert", "wil niet", "niet bereid", "onwillig", "werkt niet mee",
                                     "geen medewerking", "refuses", "not willing", "unwilling", "will not"});
constexpr auto kWilling =
    std::to_array<std::string_view>({"bereid", "welwillend", "werkt mee", "wil verkopen", "wil verhuren",
                                     "wil meewerken", "staat open", "willing", "cooperates", "open to"});

/// As whole words, in folded text.
bool says_any(const std::string& folded, List phrases) {
  const std::string text = " " + folded + " ";
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
    return text.find(" " + std::string{phrase} + " ") != std::string::npos;
  });
}

std::optional<double> number_before(std::string_view text, std::string_view unit) {
  text = core::trimmed(text);
  if (!text.ends_with(unit)) return std::nullopt;
  text.remove_suffix(unit.size());
  return core::parsed_number(text);
}

bool is_share(double value) noexcept { return value >= 0.0 && value <= 1.0; }

}  // namespace

std::optional<bool> find_willing(std::string_view text) {
  const std::string folded = core::folded(text);
  if (says_any(folded, kUnwilling)) return false;
  if (says_any(folded, kWilling)) return true;
  return std::nullopt;
}

std::optional<double> find_length_m(std::string_view text) {
  if (const auto cm = number_before(text, "cm")) return *cm / 100.0;
  for (const std::string_view unit : {"meter", "mtr", "m", ""}) {
    if (const auto metres = number_before(text, unit)) return metres;
  }
  return std::nullopt;
}

bool is_column_of_percentages(const std::vector<std::string>& column, std::string_view name) {
  const std::string folded = core::folded(name);
  for (const std::string_view sign : {"pct", "perc", "procent"}) {
    if (folded.find(sign) != std::string::npos) return true;
  }
  return name.find('%') != std::string_view::npos || std::any_of(column.begin(), column.end(), [](const auto& text) {
           const double number = core::parsed_number(text).value_or(0.0);
           return number > 1.0 && number <= 100.0;
         });
}

std::optional<double> find_share(std::string_view text, bool percent) {
  const std::string word = core::folded(text);
  if (const auto stated = number_before(text, "%"); stated && is_share(*stated / 100.0)) return *stated / 100.0;
  if (const auto number = core::parsed_number(text)) {
    const double share = percent ? *number / 100.0 : *number;
    return is_share(share) ? std::optional{share} : std::nullopt;
  }
  if (const auto yes = core::find_yes_or_no(text)) return *yes ? 1.0 : 0.0;
  if (core::is_one_of(word, kVacant)) return 1.0;
  if (core::is_one_of(word, kOccupied)) return 0.0;
  return std::nullopt;
}

}  // namespace trek::ingest::detail
