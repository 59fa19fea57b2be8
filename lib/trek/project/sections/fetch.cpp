#include "trek/project/detail/section.hpp"

namespace trek::project::detail::sections {

Section fetch() {
  Section section{.key = {"fetch", "What 'trek fetch' asks of services."}};
  section.read = [](config::TomlTable& table, Project& project) {
    const std::vector<double> corners = table.numbers(
        {"region",
         "[x_min, y_min, x_max, y_max] in EPSG:28992: what services are asked for; default the municipalities"});
    if (corners.empty()) return;
    const bool box = corners.size() == 4 && corners[0] < corners[2] && corners[1] < corners[3];
    if (!box) table.fail("region", "expected [x_min, y_min, x_max, y_max] in EPSG:28992, metres");
    project.fetch_region = geo::Box{corners[0], corners[1], corners[2], corners[3]};
  };
  return section;
}

}  // namespace trek::project::detail::sections
