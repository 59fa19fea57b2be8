#include <string_view>

#include "trek/project/detail/section.hpp"
#include "trek/project/detail/section_keys.hpp"

namespace trek::project::detail::sections {
namespace {

void read_profile(config::TomlTable& table, Project& project) {
  config::Words ids;
  for (const profile::Profile& shipped : profile::shipped_profiles()) ids.push_back(shipped.id);
  const std::string id = table.word({"kind", "what place is sought; decides the vetoes"}, ids, project.profile.id);
  project.profile = *profile::find_profile(id);
  project.answers =
      path_beside(table, {"answers", "CSV with what you found out: site, rule, answer, source, date"}, project);
}

}  // namespace

Section profile() { return {.key = {"profile", "What kind of place is sought."}, .read = read_profile}; }

}  // namespace trek::project::detail::sections
