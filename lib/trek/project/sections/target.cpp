#include "trek/project/detail/section.hpp"

namespace trek::project::detail::sections {

Section target() {
  Section section{.key = {"target", "Who is sought: people of 20 to 40, out of wider bands of age."}};
  section.read = [](config::TomlTable& table, Project& project) {
    ingest::ReadOptions& read = project.read;
    read.target_share_15_25 = table.number(
        {"share_15_25", "share of the 15-24 year olds who are 20 or older, where a source has only wide bands"},
        read.target_share_15_25, 0.0, 1.0);
    read.target_share_25_45 = table.number({"share_25_45", "share of the 25-44 year olds who are 39 or younger"},
                                           read.target_share_25_45, 0.0, 1.0);
  };
  return section;
}

}  // namespace trek::project::detail::sections
