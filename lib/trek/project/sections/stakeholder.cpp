#include <algorithm>

#include "trek/core/secrets.hpp"
#include "trek/project/detail/section.hpp"
#include "trek/project/detail/section_keys.hpp"

namespace trek::project::detail::sections {
namespace {

void read_stakeholder(config::TomlTable& table, Project& project) {
  const std::string name = core::without_secrets(table.required_text({"name", "who they are: stands in the output"}));
  if (std::ranges::find(project.stakeholders, name, &score::Stakeholder::name) != project.stakeholders.end())
    table.fail("name", "'" + name + "' stands in an earlier [[stakeholder]] as well");
  constexpr config::Key kWeights{"weights",
                                 "criterion = weight, for each that counts for them: the measures of [[criterion]]"};
  project.stakeholders.push_back({name, criterion_weights(table, kWeights, project)});
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
