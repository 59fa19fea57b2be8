#include "trek/profile/profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "trek/config/toml_table.hpp"
#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/profile/detail/embedded_text.hpp"
#include "trek/profile/detail/site_columns.hpp"

namespace trek::profile {
namespace {

using config::Key;
using config::TomlTable;

/// What stands here goes over what `text` has from the profile that is taken over.
void read_text(TomlTable& table, const Key& key, std::string& text) {
  if (auto own = table.text(key)) text = std::move(*own);
  if (core::trimmed(text).empty()) table.fail(key.name, "is missing or empty; it is required here");
}

void read_phrase(TomlTable& table, const Key& key, core::Phrase& phrase) {
  read_text(table, {fmt::format("{}_nl", key.name), fmt::format("{}, in Dutch", key.meaning)}, phrase.nl);
  read_text(table, {fmt::format("{}_en", key.name), fmt::format("{}, in English", key.meaning)}, phrase.en);
}

void read_answer(TomlTable& table, const Key& key, std::optional<bool>& answer) {
  if (const auto own = table.word(key, {"yes", "no"})) answer = *own == "yes";
}

/// Refuses what says nothing, or two things.
void check_veto(const TomlTable& table, const Veto& veto) {
  const bool has_number = veto.at_least.has_value();
  if (has_number == veto.unit.empty())
    table.fail("unit", "at_least and unit go together: at_least = 150 and unit = \"m2\"");
  if (has_number == veto.fails_when.has_value())
    table.fail("fails_when",
               "give either at_least, below which a site is ruled out, or the answer that does: yes or no");
  const detail::SiteColumn* const column = detail::find_site_column(veto.column);
  if (column != nullptr && column->is_number != has_number)
    table.fail("column", column->is_number ? "holds numbers, and needs at_least" : "holds yes and no, not numbers");
  if (veto.column_fails_when && (column == nullptr || column->is_number))
    table.fail("column_fails_when", "needs a column of yes and no");
}

void read_veto(TomlTable& table, Veto& veto) {
  read_phrase(table, {"question", "what to find out where nobody knows"}, veto.question);
  read_text(table, {"source", "where rule and threshold come from"}, veto.source);
  const auto names = detail::site_column_names();
  if (const auto column = table.word({"column", "the fact of a site that settles it before an answer does"},
                                     {names.begin(), names.end()}))
    veto.column = *column;
  if (const auto number = table.number({"at_least", "a lower number rules a site out"})) veto.at_least = number;
  if (auto unit = table.text({"unit", "of that number"})) veto.unit = std::move(*unit);
  read_answer(table, {"fails_when", "the answer that rules a site out"}, veto.fails_when);
  read_answer(table, {"column_fails_when", "what the column says of a site that is ruled out"}, veto.column_fails_when);
  table.finish();
  check_veto(table, veto);
}

void read_vetoes(TomlTable& root, std::vector<Veto>& vetoes) {
  std::set<std::string> seen;
  for (TomlTable& table : root.tables({"veto", "what rules a site out, whatever its score"})) {
    const std::string id = table.required_text({"id", "name of the veto in answers and outputs"});
    if (!seen.insert(id).second) table.fail("id", fmt::format("'{}' stands in an earlier [[veto]] as well", id));
    auto veto = std::ranges::find(vetoes, id, &Veto::id);
    if (veto == vetoes.end()) veto = vetoes.insert(vetoes.end(), Veto{id});
    read_veto(table, *veto);
  }
}

/// The ids of the shipped profiles: a file has the name of its own.
std::vector<std::string> shipped_ids() {
  std::vector<std::string> ids;
  for (const detail::EmbeddedText& text : detail::profile_texts)
    ids.emplace_back(text.name.substr(0, text.name.find('.')));
  return ids;
}

constexpr Key kLike{"like", "the shipped profile whose vetoes are taken over"};

/// The vetoes of the shipped profile that `like` names; none where it names none.
std::vector<Veto> taken_over(TomlTable& root) {
  const auto ids = shipped_ids();
  const auto like = root.word(kLike, {ids.begin(), ids.end()});
  if (!like) return {};
  const auto number = std::ranges::find(ids, *like) - ids.begin();
  const detail::EmbeddedText& text = detail::profile_texts[static_cast<std::size_t>(number)];
  TomlTable base{text.name, text.text};
  if (base.text(kLike)) root.fail("like", fmt::format("'{}' takes over another itself; name that one", *like));
  std::vector<Veto> vetoes;
  read_vetoes(base, vetoes);
  return vetoes;
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

Profile parsed_profile(const std::filesystem::path& file, std::string_view text) {
  TomlTable root{file, text};
  Profile profile;
  profile.id = root.required_text({"id", "what [profile] kind names"});
  read_phrase(root, {"name", "what kind of place it is"}, profile.name);
  profile.is_default = root.boolean({"default", "whether it is meant where a project names none"}, false);
  profile.vetoes = taken_over(root);
  read_vetoes(root, profile.vetoes);
  root.finish();
  return profile;
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

const Profile& default_profile() { return *std::ranges::find(shipped_profiles(), true, &Profile::is_default); }

}  // namespace trek::profile
