#include "trek/profile/profile.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/profile/detail/embedded_text.hpp"
#include "trek/profile/detail/profile_keys.hpp"

namespace trek::profile {
namespace {

using config::Key;
using config::TomlTable;

/// The ids of the shipped profiles: a file has the name of its own.
std::vector<std::string> shipped_ids() {
  std::vector<std::string> ids;
  for (const detail::EmbeddedText& text : detail::profile_texts)
    ids.emplace_back(text.name.substr(0, text.name.find('.')));
  return ids;
}

constexpr Key kLike{"like", "the shipped profile that is taken over"};

/// How far a profile may take over one that takes over another.
constexpr int kDeepest = 8;

Profile read_within(TomlTable& table, int depth);

/// The shipped profile that `like` names; an empty one where it names none.
Profile taken_over(TomlTable& table, int depth) {
  const auto ids = shipped_ids();
  const auto like = table.word(kLike, {ids.begin(), ids.end()});
  if (!like) return {};
  if (depth >= kDeepest) table.fail("like", fmt::format("'{}' takes over itself, or too many others", *like));
  const auto number = std::ranges::find(ids, *like) - ids.begin();
  const detail::EmbeddedText& text = detail::profile_texts[static_cast<std::size_t>(number)];
  TomlTable base{text.name, text.text};
  Profile profile = read_within(base, depth + 1);
  profile.is_default = false;
  profile.formerly.clear();
  return profile;
}

void leave_out(TomlTable& table, Profile& profile) {
  for (const std::string& id : table.texts({"without", "vetoes and criteria that are not taken over"})) {
    const auto gone = std::erase_if(profile.vetoes, [&](const Veto& veto) { return veto.id == id; }) +
                      std::erase_if(profile.criteria, [&](const ReuseCriterion& one) { return one.id == id; });
    if (gone == 0) table.fail("without", fmt::format("there is no veto or criterion '{}' to take over", id));
  }
}

void read_level(TomlTable& table, Level& level) {
  config::Words words;
  for (const Level one : model::kAllLevels) words.push_back(name_of(one));
  const std::string word =
      table.word({"level", "whether it lives off its neighbourhood or off the region"}, words, name_of(level));
  level = *std::ranges::find(model::kAllLevels, word, [](Level one) { return name_of(one); });
}

Profile read_within(TomlTable& table, int depth) {
  const std::string id = table.required_text({"id", "what [profile] kinds names"});
  Profile profile = taken_over(table, depth);
  profile.id = id;
  detail::read_phrase(table, {"name", "what kind of place it is"}, profile.name);
  detail::read_phrase(table, {"about", "what is meant, and what its sizes are led by"}, profile.about);
  read_level(table, profile.level);
  profile.is_default = table.boolean({"default", "whether it is meant where a project names none"}, false);
  profile.formerly = table.texts({"formerly", "ids that it had in an older trek"});
  leave_out(table, profile);
  detail::read_vetoes(table, profile.vetoes);
  detail::read_criteria(table, profile.vetoes, profile.criteria);
  table.finish();
  if (!profile.criteria.empty() &&
      std::ranges::all_of(profile.criteria, [](const ReuseCriterion& one) { return one.weight == 0.0; }))
    table.fail("criterion", "every weight is 0; at least one criterion must count");
  return profile;
}

std::vector<Profile> read_shipped() {
  std::vector<Profile> list;
  try {
    for (const detail::EmbeddedText& text : detail::profile_texts) list.push_back(parsed_profile(text.name, text.text));
  } catch (const core::Error& error) {
    throw core::Error{core::ErrorKind::internal, fmt::format("a shipped profile is at fault: {}", error.what())};
  }
  if (std::ranges::count(list, true, &Profile::is_default) != 1)
    throw core::Error{core::ErrorKind::internal, "of the shipped profiles not exactly one is the default"};
  std::ranges::sort(list, {}, &Profile::id);
  return list;
}

}  // namespace

Profile read_profile(TomlTable& table) { return read_within(table, 0); }

Profile parsed_profile(const std::filesystem::path& file, std::string_view text) {
  TomlTable root{file, text};
  return read_profile(root);
}

std::span<const Profile> shipped_profiles() {
  static const std::vector<Profile> profiles = read_shipped();
  return profiles;
}

const Profile* find_profile(std::string_view id) {
  const auto profiles = shipped_profiles();
  const auto found = std::ranges::find(profiles, id, &Profile::id);
  return found == profiles.end() ? nullptr : &*found;
}

const Profile& named_profile(std::span<const Profile> profiles, std::string_view id) {
  const auto found = std::ranges::find(profiles, id, &Profile::id);
  if (found != profiles.end()) return *found;
  std::vector<std::string> ids;
  for (const Profile& profile : profiles) {
    if (std::ranges::find(profile.formerly, id) != profile.formerly.end())
      core::refuse_argument(fmt::format("the profile '{}' is called '{}' now", id, profile.id));
    ids.push_back(profile.id);
  }
  core::refuse_argument(
      fmt::format("there is no profile '{}'; choose from {}{}", id, fmt::join(ids, ", "), core::did_you_mean(id, ids)));
}

const Profile& default_profile() { return *std::ranges::find(shipped_profiles(), true, &Profile::is_default); }

}  // namespace trek::profile
