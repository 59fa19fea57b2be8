#include <algorithm>

#include "trek/project/detail/section.hpp"

namespace trek::project::detail::sections {

Section border() {
  Section section{.key = {"border",
                          "How people of another country count; without it hinterland_MODE_Tmin and "
                          "abroad_share_MODE_Tmin are not measured."},
                  .looks_at = {"source"},
                  .samples = {"[border]\n"}};
  section.read = [](config::TomlTable& table, Project& project) {
    measure::BorderSettings border;
    border.people_share = table.number(
        {"people_share",
         "for how much of one at home somebody of a source with abroad = true counts, as far as a site draws people: a "
         "border holds back. A choice: no source says how much it does"},
        border.people_share, 0.0, 1.0);
    project.border = border;
    if (std::ranges::none_of(project.sources, &model::Source::abroad))
      table.fail("people_share",
                 "counts people abroad, and no [[source]] with table = \"population\" has abroad = true");
  };
  return section;
}

}  // namespace trek::project::detail::sections
