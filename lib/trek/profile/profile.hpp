#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/phrase.hpp"

namespace trek::profile {

/// A condition that rules a site out, whatever its score: a number below `at_least`, else a yes or a no.
struct Veto {
  std::string id;                    // "floor_area": the rule that an answer names
  core::Phrase question{};           // what to find out where it is unknown
  std::string column{};              // of the sites, which settles it before an answer does; empty: only answers do
  std::optional<double> at_least{};  // empty: a question of yes or no
  std::string unit{};                // of `at_least`
  std::optional<bool> fails_when{};  // without `at_least`: the answer that rules out, yes or no
  std::optional<bool> column_fails_when{};  // the same of the column, whose yes may be the answer's no; empty: as that
  std::string source{};                     // where rule and threshold come from
};

/// What a kind of place asks of a building: a file of datasets/profiles/, compiled in.
struct Profile {
  std::string id;  // what `[profile] kind` names
  core::Phrase name;
  bool is_default = false;  // taken where a project names none
  std::vector<Veto> vetoes;
};

/// The profile that `text` says, as if it stood in `file`. Read as strictly as a project. One that is `like` a shipped
/// one takes over its vetoes, and the keys of those that it does not say itself.
/// Errors  Error{config}, with file, line and key: a key that nobody asked for (the nearest is named), a text that is
///         lacking in a language, a column that the sites do not have, a threshold without unit, a veto that stands
///         twice.
[[nodiscard]] Profile parsed_profile(const std::filesystem::path& file, std::string_view text);

/// All shipped profiles, ordered by id.
/// Errors  Error{internal} for one that is none, or unless one is the default: a defect of trek, caught by its tests.
[[nodiscard]] std::span<const Profile> shipped_profiles();

/// The shipped profile of that id; null where there is none.
[[nodiscard]] const Profile* find_profile(std::string_view id);

/// What a project has that names no profile.
[[nodiscard]] const Profile& default_profile();

}  // namespace trek::profile
