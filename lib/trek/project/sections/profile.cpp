#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/sha256.hpp"
#include "trek/project/detail/places.hpp"
#include "trek/project/detail/section.hpp"
#include "trek/project/detail/section_keys.hpp"

namespace trek::project::detail::sections {
namespace {

using Profiles = std::vector<profile::Profile>;

constexpr std::uint64_t kMostProfileBytes = std::uint64_t{1} << 20U;

void add_own(const config::TomlTable& table, std::string_view key, profile::Profile own, Profiles& known) {
  if (std::ranges::find(known, own.id, &profile::Profile::id) != known.end())
    table.fail(key, fmt::format("there is a profile '{0}' already; give yours an id of its own, and say like = \"{0}\" "
                                "to take that over",
                                own.id));
  known.push_back(std::move(own));
}

/// Those of trek, and behind them the project's own.
Profiles known_profiles(config::TomlTable& table, Project& project) {
  const auto shipped = profile::shipped_profiles();
  Profiles known{shipped.begin(), shipped.end()};
  const config::Key files{"files",
                          "TOML files beside this one, each with a profile of your own: like = \"living_room\" ..."};
  for (const std::string& text : table.texts(files)) {
    const auto path = std::filesystem::absolute(project.file).parent_path() / parsed_path(table, files.name, text);
    const std::string content = core::read_input(path, kMostProfileBytes, core::ErrorKind::config);
    project.profile_files.push_back({path, core::sha256(content)});
    add_own(table, files.name, profile::parsed_profile(path, content), known);
  }
  for (config::TomlTable& own : table.tables({"own", "a profile of your own; a table for each: [[profile.own]]"}))
    add_own(own, "id", profile::read_profile(own), known);
  return known;
}

const profile::Profile& named(const config::TomlTable& table, std::string_view key, const Profiles& known,
                              const std::string& id) {
  try {
    return profile::named_profile(known, id);
  } catch (const core::Error& error) {
    table.fail(key, error.what());
  }
}

void read_profile(config::TomlTable& table, Project& project) {
  const Profiles known = known_profiles(table, project);
  const auto kind = table.text({"kind", "what place is sought: one of 'trek profiles', or your own"});
  const config::Key several{"kinds", "the same, of several: each site is judged under all of them"};
  const auto kinds = table.texts(several);
  if (kind && !kinds.empty()) table.fail("kinds", "kind and kinds say the same; give one of them");
  if (kind) project.profiles = {named(table, "kind", known, *kind)};
  if (!kinds.empty()) project.profiles.clear();
  for (const std::string& id : kinds) {
    const profile::Profile& sought = named(table, several.name, known, id);
    if (std::ranges::find(project.profiles, id, &profile::Profile::id) != project.profiles.end())
      table.fail(several.name, fmt::format("'{}' stands there twice", id));
    project.profiles.push_back(sought);
  }
  project.answers =
      path_beside(table, {"answers", "CSV with what you found out: site, rule, answer, source, date"}, project);
}

}  // namespace

Section profile() {
  return {.key = {"profile", "What kinds of place are sought."},
          .read = read_profile,
          .samples = {"[profile]\n[[profile.own]]\nid = \"own\"\nlike = \"living_room\"\n"
                      "[[profile.own.veto]]\nid = \"floor_area\"\n[[profile.own.criterion]]\nid = \"size\"\n"}};
}

}  // namespace trek::project::detail::sections
