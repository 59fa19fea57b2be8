#include "trek/project/detail/scenario_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>

namespace trek::project::detail {
namespace {

void add_sentence(core::Phrase& text, const std::string& dutch, const std::string& english) {
  const std::string gap = text.empty() ? "" : " ";
  text = {text.nl + gap + dutch, text.en + gap + english};
}

std::vector<std::string> values_of(const std::vector<std::uint32_t>& rows, const std::vector<std::string>& column) {
  std::vector<std::string> values;
  for (const std::uint32_t row : rows) values.push_back(column[row]);
  return values;
}

std::string keys_of(const std::vector<std::uint32_t>& rows, const std::vector<std::string>& column) {
  return fmt::format("{}", fmt::join(values_of(rows, column), ", "));
}

/// In quotes: they are of a source, and may hold a comma.
std::string names_of(const std::vector<std::uint32_t>& rows, const std::vector<std::string>& column) {
  return fmt::format("'{}'", fmt::join(values_of(rows, column), "', '"));
}

void add_people(const ScenarioPeople& people, double dwellings, core::Phrase& text) {
  const double persons = people.households.persons_per_dwelling;
  const double percent = 100.0 * people.households.target_share;
  add_sentence(
      text,
      core::with_decimal_comma(
          fmt::format("Gepland: {:.0f} woningen; aangenomen {:.4g} personen per woning, {:.4g} % van "
                      "20-40",
                      dwellings, persons, percent)) +
          fmt::format(" ({}).", people.reason.dutch()),
      fmt::format("Planned: {:.0f} dwellings; assumed {:.4g} persons a dwelling, {:.4g} % of them of 20-40 ({}).",
                  dwellings, persons, percent, people.reason.en));
}

}  // namespace

core::Phrase scenario_changes(const Scenario& scenario, const ScenarioRows& rows, const model::Sites& sites,
                              const model::ExistingPlaces* places, double dwellings) {
  core::Phrase text;
  if (!rows.open.empty()) {
    const std::string names = names_of(rows.open, sites.name);
    add_sentence(text, "Geopend: " + names + ".", "Opened: " + names + ".");
  }
  if (!rows.close.empty()) {
    const std::string names = names_of(rows.close, places->name);
    add_sentence(text, "Gesloten: " + names + ".", "Closed: " + names + ".");
  }
  for (const auto& [mode, minutes] : scenario.norm_min) {
    add_sentence(text, fmt::format("Norm {}: {} min.", model::label_of(mode, model::Language::nl), minutes),
                 fmt::format("Norm {}: {} min.", model::label_of(mode, model::Language::en), minutes));
  }
  if (!scenario.weight.empty()) add_sentence(text, "Andere gewichten.", "Other weights.");
  if (scenario.people) add_people(*scenario.people, dwellings, text);
  return text;
}

void tell_scenarios(const Project& project, const std::vector<publish::ScenarioResult>& results,
                    const model::Sites& sites, const model::ExistingPlaces* places, Facts& facts) {
  for (std::size_t i = 0; i < results.size(); ++i) {
    const Scenario& asked = project.scenarios[i];
    const auto tell = [&](const char* what, std::string value) {
      facts.emplace_back(fmt::format("scenario.{}.{}", i + 1, what), std::move(value));
    };
    tell("name", asked.name.en);
    if (!results[i].opened.empty()) {
      tell("open", keys_of(results[i].opened, sites.key));
      tell("open_strength", fmt::format("{:g}", asked.open_strength));
    }
    if (!results[i].closed.empty()) tell("close", keys_of(results[i].closed, places->key));
    for (const auto& [mode, minutes] : asked.norm_min)
      tell(fmt::format("norm_min.{}", model::name_of(mode)).c_str(), std::to_string(minutes));
    for (std::size_t c = 0; c < asked.weight.size(); ++c)
      tell(("weight." + project.criteria[c].id).c_str(), fmt::format("{:g}", asked.weight[c]));
    if (!asked.people) continue;
    tell("people", asked.people->source);
    tell("persons_per_dwelling", fmt::format("{:g}", asked.people->households.persons_per_dwelling));
    tell("target_share", fmt::format("{:g}", asked.people->households.target_share));
  }
}

}  // namespace trek::project::detail
