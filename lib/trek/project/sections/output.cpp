#include "trek/project/detail/section.hpp"

namespace trek::project::detail::sections {

Section output() {
  Section section{.key = {"output", "What is drawn beside the sites."}};
  section.read = [](config::TomlTable& table, Project& project) {
    const config::Key key{"isochrone_sites",
                          "isochrones are drawn for this many of the best sites, or for a list of keys or names"};
    if (table.is_list(key.name)) {
      project.isochrone_site_names = table.texts(key);
    } else {
      project.isochrone_sites = table.count(key, project.isochrone_sites, 0, 10'000);
    }
    constexpr std::uint32_t kHundred = 100;  // squares are named by hundreds of metres
    project.output_cells_m = table.count({"cells_m",
                                          "people are written in squares of this many metres: a smaller and quicker "
                                          "file, nothing is computed otherwise; "
                                          "0: each point or cell of the sources by itself"},
                                         project.output_cells_m, 0, 100'000);
    if (project.output_cells_m % kHundred != 0) table.fail("cells_m", "squares are whole hundreds of metres: 500");
    project.highlight = table.texts(
        {"highlight", "sites that the map always labels, each by its key or a part of its name or address"});
  };
  return section;
}

}  // namespace trek::project::detail::sections
