#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "trek/core/secrets.hpp"
#include "trek/project/detail/section.hpp"
#include "trek/project/detail/section_keys.hpp"

namespace trek::project::detail::sections {
namespace {

constexpr double kFewestPersons = 0.0;
constexpr double kMostPersons = 20.0;

core::Phrase scenario_name(config::TomlTable& table, const Project& project) {
  const core::Phrase any =
      core::without_secrets(table.required_text({"name", "what it is called: stands in the output"}));
  core::Phrase name = phrase_in(table, {"name", "the same"}, any);
  const auto same_name = [&](const Scenario& other) { return other.name.en == name.en || other.name.nl == name.nl; };
  if (std::ranges::any_of(project.scenarios, same_name))
    table.fail("name", fmt::format("'{}' is the name of an earlier [[scenario]] as well", any.en));
  return name;
}

std::map<model::Mode, std::uint32_t> norms_in(config::TomlTable& table, const Project& project) {
  const config::Key key{"norm_min", "mode = minutes within which a person counts as served, in place of its norm"};
  std::map<model::Mode, std::uint32_t> norms;
  for (const auto& [name, minutes] : table.number_map(key)) {
    const auto mode = model::find_mode(name);
    const auto travelled = [&](const TravelSettings& settings) { return mode && settings.mode == *mode; };
    if (std::ranges::none_of(project.modes, travelled)) {
      std::vector<std::string_view> modes;
      for (const TravelSettings& settings : project.modes) modes.push_back(model::name_of(settings.mode));
      table.fail(key.name,
                 fmt::format("'{}' is not the mode of a [[mode]]; there are: {}", name, fmt::join(modes, ", ")));
    }
    if (!(minutes >= 1.0 && minutes <= 180.0) || minutes != std::floor(minutes))
      table.fail(key.name, fmt::format("the norm of {} must be whole minutes from 1 to 180", name));
    norms.emplace(*mode, static_cast<std::uint32_t>(minutes));
  }
  return norms;
}

std::optional<ScenarioPeople> people_in(config::TomlTable& table, const Project& project) {
  const auto source = table.text(
      {"people", "name of a source of table planned_dwellings: those who will live there are counted as well"});
  const auto persons = table.number({"persons_per_dwelling", "how many live in a planned dwelling; with people"},
                                    kFewestPersons, kMostPersons);
  const auto share = table.number({"target_share", "share of them who are of 20 to 40; with people"}, 0.0, 1.0);
  const core::Phrase reason = core::without_secrets(
      table.text({"people_reason", "why that many and that share: stands in the output; with people"}, ""));
  const core::Phrase told = phrase_in(table, {"people_reason", "the same"}, reason);
  if (!source) {
    if (persons || share || !reason.empty())
      table.fail(
          persons ? "persons_per_dwelling"
          : share ? "target_share"
                  : "people_reason",
          "says something of planned dwellings, of which there are none; name their source with people = \"...\"");
    return std::nullopt;
  }
  static_cast<void>(named_source(table, "people", *source, "planned_dwellings", project));
  if (!persons || !share || reason.empty())
    table.fail("people",
               "nobody knows yet who will live there: say what is held of them with persons_per_dwelling, target_share "
               "and people_reason");
  return ScenarioPeople{*source, {*persons, *share}, told};
}

/// Criteria change their weights as those of a stakeholder do.
std::vector<double> weights_in_scenario(config::TomlTable& table, const Project& project) {
  constexpr config::Key kWeights{"weights", "criterion = weight, in place of all weights of the project"};
  return table.number_map(kWeights).empty() ? std::vector<double>{} : criterion_weights(table, kWeights, project);
}

void read_scenario(config::TomlTable& table, Project& project) {
  Scenario scenario;
  scenario.name = scenario_name(table, project);
  scenario.open =
      table.texts({"open", "candidate sites that become a third place: keys, or parts of a name or address"});
  scenario.open_strength = table.number({"open_strength", "how strongly they pull, in ordinary places"},
                                        scenario.open_strength, 0.0, 1000.0);
  scenario.close = table.texts({"close", "existing places that are no more: keys, or parts of a name"});
  scenario.weight = weights_in_scenario(table, project);
  scenario.norm_min = norms_in(table, project);
  scenario.people = people_in(table, project);
  if (!scenario.changes_access() && scenario.weight.empty())
    table.fail("name", "nothing is otherwise in it; give open, close, weights, norm_min or people");
  const bool of_places = !scenario.open.empty() || !scenario.close.empty() || !scenario.norm_min.empty();
  if (of_places && project.find_source("places") == nullptr)
    table.fail("name",
               "who is served today is not known without a [[source]] with table = \"places\": add it, or take open, "
               "close and norm_min out");
  project.scenarios.push_back(std::move(scenario));
}

}  // namespace

Section scenario() {
  return {.key = {"scenario", "What would be if something were otherwise: computed beside the run, with what changes."},
          .read = read_scenario,
          .repeats = true,
          .looks_at = {"source", "mode", "criterion"},
          .samples = {"[[source]]\ntable = \"planned_dwellings\"\nname = \"plans\"\npath = \"p\"\n"
                      "[[scenario]]\nname = \"x\"\nweights = { floor_area_m2 = 1 }\npeople = \"plans\"\n"
                      "persons_per_dwelling = 2\ntarget_share = 0.2\npeople_reason = \"x\"\n"}};
}

}  // namespace trek::project::detail::sections
