#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "trek/core/error.hpp"
#include "trek/core/secrets.hpp"
#include "trek/core/text.hpp"
#include "trek/measure/measured.hpp"
#include "trek/profile/criterion.hpp"
#include "trek/project/detail/measure_settings.hpp"
#include "trek/project/detail/section.hpp"
#include "trek/project/detail/section_keys.hpp"

namespace trek::project::detail::sections {
namespace {

measure::Measure read_measure(config::TomlTable& table, const Project& project) {
  const std::string id = table.required_text({"measure", "what is judged: a measure of this project; they are below"});
  const auto measures = measure::criteria_measures(measure_settings(project));
  const auto found = std::ranges::find(measures, id, &measure::Measure::id);
  if (found == measures.end()) {
    if (const std::string lacks = lacking(project, id); !lacks.empty())
      table.fail("measure", fmt::format("'{}' is not measured in this project: it needs {}", id, lacks));
    std::vector<std::string> ids;
    for (const measure::Measure& one : measures) ids.push_back(one.id);
    table.fail("measure", fmt::format("'{}' is not measured in this project{}. Measured are: {}", id,
                                      core::did_you_mean(id, ids), fmt::join(ids, ", ")));
  }
  if (std::ranges::find(project.criteria, id, &profile::Criterion::id) != project.criteria.end())
    table.fail("measure", "stands in an earlier [[criterion]] as well");
  return *found;
}

model::ValueFunction read_value(config::TomlTable& table) {
  const config::Key key{"anchors", "[[measure, value], ...]: reference numbers and what they are worth, 0 to 1"};
  std::vector<model::ValueFunction::Anchor> anchors;
  for (const std::vector<double>& row : table.number_rows(key)) {
    if (row.size() != 2) table.fail(key.name, "expected pairs [measure, value]: [[0, 0.0], [1000, 1.0]]");
    anchors.push_back({row[0], row[1]});
  }
  try {
    return model::ValueFunction{std::move(anchors)};
  } catch (const core::Error& error) {
    table.fail(key.name, error.what());
  }
}

void read_criterion(config::TomlTable& table, Project& project) {
  measure::Measure measured = read_measure(table, project);
  const double weight = table.number({"weight", "how heavily it counts; 0 shows it and does not judge"}, 1.0, 0.0, 1e6);
  model::ValueFunction value = read_value(table);
  const core::Phrase reason =
      core::without_secrets(table.required_text({"reason", "why it counts, with its source: stands in the output"}));
  project.criteria.push_back({std::move(measured.id), weight, std::move(value),
                              phrase_in(table, {"label", "its name (by default that of the measure)"}, measured.label),
                              std::move(measured.unit), phrase_in(table, {"reason", "the same"}, reason),
                              measured.pillar});
}

void check_criteria(const config::TomlTable& root, const Project& project) {
  if (project.criteria.empty())
    root.fail("criterion", "there is no [[criterion]]; 'trek init FOLDER' writes a project with a commented set");
  const bool weighted =
      std::any_of(project.criteria.begin(), project.criteria.end(), [](const auto& c) { return c.weight > 0; });
  if (!weighted) root.fail("criterion", "every weight is 0; at least one criterion must count");
}

}  // namespace

Section criterion() {
  return {.key = {"criterion", "What sites are judged by: a [[criterion]] for each measure that counts."},
          .read = read_criterion,
          .repeats = true,
          .check = check_criteria,
          .looks_at = {"source", "mode"},
          .samples = {"[[criterion]]\nmeasure = \"floor_area_m2\"\nanchors = [[0, 0.0], [1, 1.0]]\nreason = \"x\"\n"}};
}

}  // namespace trek::project::detail::sections
