#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trek/config/toml_table.hpp"
#include "trek/core/phrase.hpp"
#include "trek/model/level.hpp"
#include "trek/profile/rules.hpp"

namespace trek::profile {

using model::Level;  // off its neighbourhood or off the region

/// What a kind of place asks of a building: a file of datasets/profiles/, compiled in, or a project's own.
struct Profile {
  std::string id;  // what `[profile] kinds` names
  core::Phrase name{};
  core::Phrase about{};  // what kind of place it is, and what its sizes are led by
  Level level = Level::local;
  bool is_default = false;              // taken where a project names none
  std::vector<std::string> formerly{};  // ids that it had in an older trek
  std::vector<Veto> vetoes{};
  std::vector<ReuseCriterion> criteria{};
};

/// The profile that a table says. Read as strictly as a project. One that is `like` a shipped one takes over all that
/// it does not say itself, of each veto and criterion too, but for what stands in `without`.
/// Errors  Error{config}, with file, line and key: a key that nobody asked for (the nearest is named), a text that is
///         lacking in a language, a column that the sites do not have, a threshold without unit, anchors that do not
///         ascend, a code that the column does not have, a veto or criterion that stands twice.
[[nodiscard]] Profile read_profile(config::TomlTable& table);
/// The same of a text, as if it stood in `file`.
[[nodiscard]] Profile parsed_profile(const std::filesystem::path& file, std::string_view text);

/// All shipped profiles, ordered by id.
/// Errors  Error{internal} for one that is none, or unless one is the default: a defect of trek, caught by its tests.
[[nodiscard]] std::span<const Profile> shipped_profiles();

/// The shipped profile of that id; null where there is none.
[[nodiscard]] const Profile* find_profile(std::string_view id);

/// The profile of that id among some. Errors  Error{bad_argument}: there is none; says which there are, the nearest,
/// and what one that an older trek had is called now.
[[nodiscard]] const Profile& named_profile(std::span<const Profile> profiles, std::string_view id);

/// What a project has that names no profile.
[[nodiscard]] const Profile& default_profile();

}  // namespace trek::profile
