#include "trek/project/detail/section.hpp"

namespace trek::project::detail::sections {

Section region() {
  Section section{.key = {"region", "Which municipalities are judged, of those that the sources have."}};
  section.read = [](config::TomlTable& table, Project& project) {
    project.region_municipalities = table.texts(
        {"municipalities",
         "codes or names of those that are the region, the others lie around it; default all but those of a "
         "source with surroundings = true"});
  };
  return section;
}

}  // namespace trek::project::detail::sections
