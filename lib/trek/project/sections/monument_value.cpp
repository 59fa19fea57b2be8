#include "trek/project/detail/section.hpp"
#include "trek/project/detail/section_keys.hpp"

namespace trek::project::detail::sections {

Section monument_value() {
  Section section{.key = {"monument_value", "What being a monument is worth."}};
  section.read = [](config::TomlTable& table, Project& project) {
    project.monument_values =
        graded_values(table, {"(a code)", "grade of national, municipal, townscape, none"}, model::find_monument_kind);
  };
  return section;
}

}  // namespace trek::project::detail::sections
