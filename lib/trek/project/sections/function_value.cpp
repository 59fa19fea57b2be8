#include "trek/project/detail/section.hpp"
#include "trek/project/detail/section_keys.hpp"

namespace trek::project::detail::sections {

Section function_value() {
  Section section{.key = {"function_value", "What the type of a building is worth."}};
  section.read = [](config::TomlTable& table, Project& project) {
    project.function_values = graded_values(
        table, {"(a code)", "grade of a type of building: factory, church, farm ..."}, model::find_site_type);
  };
  return section;
}

}  // namespace trek::project::detail::sections
