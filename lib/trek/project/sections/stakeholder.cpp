#include <algorithm>

#include "trek/core/secrets.hpp"
#include "trek/core/text.hpp"
#include "trek/project/detail/section.hpp"

namespace trek::project::detail::sections {
namespace {

/// By criterion, in the order of the project's; one that is not named weighs nothing for them.
std::vector<double> weights_in(config::TomlTable& table, const Project& project) {
  std::vector<double> weights(project.criteria.size());
  const config::Key key{"weights", "criterion = weight, for each that counts for them: the measures of [[criterion]]"};
  for (const auto& [id, weight] : table.number_map(key)) {
    const auto found = std::ranges::find(project.criteria, id, &profile::Criterion::id);
    if (found == project.criteria.end()) {
      std::vector<std::string> ids;
      for (const profile::Criterion& criterion : project.criteria) ids.push_back(criterion.id);
      table.fail(key.name, "'" + id + "' is not the measure of a [[criterion]]" + core::did_you_mean(id, ids));
    }
    if (!(weight >= 0.0 && weight <= 1e6))
      table.fail(key.name, "the weight of '" + id + "' must lie between 0 and 1000000");
    weights[static_cast<std::size_t>(found - project.criteria.begin())] = weight;
  }
  if (std::ranges::all_of(weights, [](double weight) { return weight == 0.0; }))
    table.fail(key.name, "no criterion has a weight above 0; write weights = { MEASURE = 10, ... }");
  return weights;
}

void read_stakeholder(config::TomlTable& table, Project& project) {
  const std::string name = core::without_secrets(table.required_text({"name", "who they are: stands in the output"}));
  if (std::ranges::find(project.stakeholders, name, &score::Stakeholder::name) != project.stakeholders.end())
    table.fail("name", "'" + name + "' stands in an earlier [[stakeholder]] as well");
  project.stakeholders.push_back({name, weights_in(table, project)});
}

}  // namespace

Section stakeholder() {
  return {
      .key = {"stakeholder", "Somebody with weights of their own over the same criteria: a rank and regret for each."},
      .read = read_stakeholder,
      .repeats = true,
      .looks_at = {"criterion"},
      .samples = {"[[stakeholder]]\nname = \"x\"\nweights = { floor_area_m2 = 1 }\n"}};
}

}  // namespace trek::project::detail::sections
