#include "trek/project/detail/vacancy_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "trek/core/date.hpp"
#include "trek/core/text.hpp"

namespace trek::project::detail {
namespace {

std::string vacancy_source(config::TomlTable& table, const Project& project) {
  const std::string name = table.required_text("source");
  std::vector<std::string> names;
  for (const model::Source& source : project.sources) {
    if (source.table == "vacancy") names.push_back(source.name);
  }
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    table.fail("source", fmt::format("'{}' is not the name of a [[source]] with table = \"vacancy\"{}", name,
                                     core::did_you_mean(name, names)));
  }
  return name;
}

resolve::VacancyRegister read_register(config::TomlTable& table, const Project& project) {
  resolve::VacancyRegister entry;
  entry.source = vacancy_source(table, project);
  if (table.number("coverage_share")) entry.coverage_share = table.number("coverage_share", 0.0, 0.0, 1.0);
  for (const std::string& name : table.texts("types")) {
    const auto type = model::find_site_type(name);
    if (!type)
      table.fail("types",
                 fmt::format("'{}' is not known; choose from {}", name, fmt::join(model::site_type_names(), ", ")));
    entry.types.push_back(*type);
  }
  entry.municipalities = table.texts("municipalities");
  table.finish();
  return entry;
}

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

void read_vacancy_settings(config::TomlTable& root, Project& project) {
  auto table = root.table("vacancy");
  if (!table) return;
  resolve::VacancyRule& rule = project.candidates.vacancy;
  if (const auto day = table->text("reference_date"); day && !day->empty()) {
    const auto date = core::find_iso_date(*day);
    if (!date) table->fail("reference_date", fmt::format("'{}' is no date; expected a day as \"2026-02-01\"", *day));
    rule.reference_date = *date;
  }
  rule.unlisted_share = table->number("unlisted_share", rule.unlisted_share, 0.0, 1.0);
  rule.unlisted_high_share =
      table->number("unlisted_high_share", std::max(rule.unlisted_high_share, rule.unlisted_share), 0.0, 1.0);
  if (rule.unlisted_high_share < rule.unlisted_share) {
    table->fail("unlisted_high_share",
                fmt::format("is {}, less than unlisted_share ({}); it is the most that it may be",
                            rule.unlisted_high_share, rule.unlisted_share));
  }
  for (config::TomlTable& entry : table->tables("register")) rule.registers.push_back(read_register(entry, project));
  table->finish();
}

resolve::CandidateRule candidate_rule(const Project& project, const Inputs& inputs, std::string_view today) {
  resolve::CandidateRule rule = project.candidates;
  if (rule.vacancy.reference_date.empty()) rule.vacancy.reference_date = newest_day(inputs, today);
  return rule;
}

}  // namespace trek::project::detail
