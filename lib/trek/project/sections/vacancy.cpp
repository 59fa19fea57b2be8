#include <fmt/format.h>

#include <algorithm>

#include "trek/core/date.hpp"
#include "trek/project/detail/section.hpp"
#include "trek/project/detail/section_keys.hpp"

namespace trek::project::detail::sections {
namespace {

resolve::VacancyRegister read_register(config::TomlTable& table, const Project& project) {
  resolve::VacancyRegister entry;
  const std::string name =
      table.required_text({"source", "name of the source of table vacancy whose coverage this is"});
  entry.source = named_source(table, "source", name, "vacancy", project).name;
  entry.coverage_share =
      table.number({"coverage_share", "of the vacant buildings that it covers, the share that it lists"}, 0.0, 1.0);
  entry.types = site_types(table, {"types", "types of building that it covers; default all"});
  entry.municipalities =
      table.texts({"municipalities", "names or codes of the municipalities that it covers; default all"});
  table.finish();
  return entry;
}

void read_vacancy(config::TomlTable& table, Project& project) {
  resolve::VacancyRule& rule = project.candidates.vacancy;
  const std::string day = table.text(
      {"reference_date", "day for which evidence is weighed; default that of the newest source or record"}, "");
  if (!day.empty()) {
    const auto date = core::find_iso_date(day);
    if (!date) table.fail("reference_date", fmt::format("'{}' is no date; expected a day as \"2026-02-01\"", day));
    rule.reference_date = *date;
  }
  rule.unlisted_share =
      table.number({"unlisted_share", "chance that a building is vacant of which the registers say nothing"},
                   rule.unlisted_share, 0.0, 1.0);
  rule.unlisted_high_share = table.number({"unlisted_high_share", "the most that it may be"},
                                          std::max(rule.unlisted_high_share, rule.unlisted_share), 0.0, 1.0);
  if (rule.unlisted_high_share < rule.unlisted_share) {
    table.fail("unlisted_high_share", fmt::format("is {}, less than unlisted_share ({}); it is the most that it may be",
                                                  rule.unlisted_high_share, rule.unlisted_share));
  }
  for (config::TomlTable& entry :
       table.tables({"register", "what one register covers; a table of its own for each: [[vacancy.register]]"}))
    rule.registers.push_back(read_register(entry, project));
}

}  // namespace

Section vacancy() {
  return {.key = {"vacancy", "How evidence of vacancy ages, and what the registers cover."},
          .read = read_vacancy,
          .looks_at = {"source"},
          .samples = {"[vacancy]\n[[vacancy.register]]\nsource = \"register\"\n"}};
}

}  // namespace trek::project::detail::sections
