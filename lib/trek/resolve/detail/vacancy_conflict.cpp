#include "trek/resolve/detail/vacancy_conflict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace trek::resolve::detail {
namespace {

using model::VacancyEvidence;

/// From here on a piece says vacant rather than not.
constexpr double kRatherVacant = 0.5;

bool says_in_use(const VacancyEvidence& evidence) { return evidence.kind == model::VacancyKind::in_use; }
bool says_vacant(const VacancyEvidence& evidence) {
  return !says_in_use(evidence) && evidence.full_weight >= kRatherVacant;
}

/// "register R12, 2026-01-01: vacant".
std::string statement(const VacancyEvidence& evidence, bool dutch) {
  const std::string_view unknown_date = dutch ? "datum onbekend" : "date unknown";
  const std::string_view said = says_in_use(evidence) ? (dutch ? "in gebruik" : "in use") : (dutch ? "leeg" : "vacant");
  return fmt::format("{}{}{}, {}: {}", evidence.source, evidence.record.empty() ? "" : " ", evidence.record,
                     evidence.date.empty() ? unknown_date : std::string_view{evidence.date}, said);
}

}  // namespace

core::Phrase vacancy_conflict(const std::vector<VacancyEvidence>& evidence) {
  if (std::none_of(evidence.begin(), evidence.end(), says_in_use)) return {};
  if (std::none_of(evidence.begin(), evidence.end(), says_vacant)) return {};
  std::vector<const VacancyEvidence*> said;
  for (const auto& piece : evidence) {
    if (says_in_use(piece) || says_vacant(piece)) said.push_back(&piece);
  }
  std::sort(said.begin(), said.end(), [](const VacancyEvidence* a, const VacancyEvidence* b) {
    return std::tie(b->date, a->source, a->record, a->kind, a->weight) <
           std::tie(a->date, b->source, b->record, b->kind, b->weight);
  });
  std::vector<std::string> dutch;
  std::vector<std::string> english;
  for (const auto* piece : said) {
    dutch.push_back(statement(*piece, true));
    english.push_back(statement(*piece, false));
  }
  return {fmt::format("{}", fmt::join(dutch, "; ")), fmt::format("{}", fmt::join(english, "; "))};
}

}  // namespace trek::resolve::detail
