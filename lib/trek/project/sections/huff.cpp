#include "trek/project/detail/section.hpp"

namespace trek::project::detail::sections {

Section huff() {
  Section section{.key = {"huff", "How people choose among places."}};
  section.read = [](config::TomlTable& table, Project& project) {
    HuffSettings& huff = project.huff;
    huff.outside_option = table.number(
        {"outside_option", "pull of staying home, in ordinary places next door; 0: who can reach a place goes"},
        huff.outside_option, 0.0, 1e6);
    huff.ordinary_place_m2 = table.number(
        {"ordinary_place_m2", "floor area of a place of strength 1; without it every site is as attractive as any"});
    if (huff.ordinary_place_m2 && !(*huff.ordinary_place_m2 > 0.0))
      table.fail("ordinary_place_m2", "expected an area above 0: the floor area of a place of strength 1");
  };
  return section;
}

}  // namespace trek::project::detail::sections
