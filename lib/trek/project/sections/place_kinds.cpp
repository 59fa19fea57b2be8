#include <fmt/format.h>

#include "trek/project/detail/section.hpp"

namespace trek::project::detail::sections {

Section place_kinds() {
  Section section{.key = {"place_kinds", "Which existing places count, and as what."}};
  section.looks_at = {"source"};
  section.read = [](config::TomlTable& table, Project& project) {
    const auto kinds = table.all_texts({"(a kind)", "what a kind of existing place counts as: cafe = \"third_place\""},
                                       "third_place, cultural_anchor, hospitality or none");
    for (const auto& [word, kind] : kinds) {
      if (kind != "none" && (kind == "unknown" || !model::find_place_kind(kind))) {
        table.fail(word, fmt::format("counts as '{}', which is not a kind; choose from third_place, cultural_anchor, "
                                     "hospitality, none",
                                     kind));
      }
      for (model::Source& source : project.sources) {
        if (source.table == "places") source.codes["kind"].try_emplace(word, kind == "none" ? "unknown" : kind);
      }
    }
  };
  return section;
}

}  // namespace trek::project::detail::sections
