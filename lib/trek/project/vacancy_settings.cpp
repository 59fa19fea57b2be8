#include "trek/project/detail/vacancy_settings.hpp"

#include <fmt/format.h>

#include <optional>

#include "trek/core/date.hpp"

namespace trek::project::detail {
namespace {

std::string shown(const core::Date& date) { return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day); }

/// A record may be newer than any vintage, but not of a day to come: that is a slip of the pen.
std::string newest_day(const Inputs& inputs, std::string_view today) {
  std::optional<core::Date> newest;
  const auto take = [&](const std::optional<core::Date>& date) {
    if (date && (!newest || *date > *newest)) newest = date;
  };
  for (const model::SourceRecord& source : inputs.sources) take(core::find_date(source.source.vintage));
  auto last = core::find_date(today);
  if (newest && (!last || *newest > *last)) last = newest;
  if (inputs.vacancy && last) {
    for (const std::string& text : inputs.vacancy->date) {
      if (const auto date = core::find_date(text); date && *date <= *last) take(date);
    }
  }
  if (!newest) newest = last;
  return newest ? shown(*newest) : std::string{};
}

}  // namespace

resolve::CandidateRule candidate_rule(const Project& project, const Inputs& inputs, std::string_view today) {
  resolve::CandidateRule rule = project.candidates;
  if (rule.vacancy.reference_date.empty()) rule.vacancy.reference_date = newest_day(inputs, today);
  return rule;
}

}  // namespace trek::project::detail
