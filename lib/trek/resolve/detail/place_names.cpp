#include "trek/resolve/detail/place_names.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "trek/core/text.hpp"
#include "trek/model/codes.hpp"

namespace trek::resolve::detail {
namespace {

/// Said of any building.
const std::set<std::string, std::less<>>& filling_words() {
  static const std::set<std::string, std::less<>> kWords{
      "de",        "het",        "t",   "een",    "en",  "van",    "der",  "den",     "te",      "ten",
      "ter",       "in",         "aan", "bij",    "the", "of",     "at",   "oud",     "oude",    "vm",
      "voormalig", "voormalige", "ex",  "former", "old", "gebouw", "pand", "complex", "building"};
  return kWords;
}

/// A word that says what kind of building it is names none.
bool is_a_type(const std::string& word) {
  static const std::set<std::string, std::less<>> kMore{
      "fabriekscomplex", "fabrieksgebouw", "hal", "hallen", "villa", "huis", "molen", "station", "terrein", "kapel"};
  return kMore.contains(word) || model::find_site_type(word).has_value();
}

std::set<std::string> words_of(std::string_view name, std::string_view town) {
  std::set<std::string> words;
  for (std::string& word : core::split(core::folded(name), ' ')) {
    if (!filling_words().contains(word)) words.insert(std::move(word));
  }
  for (const std::string& word : core::split(core::folded(town), ' ')) words.erase(word);
  return words;
}

bool names_something(const std::set<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [](const std::string& word) { return word.size() > 2 && !is_a_type(word); });
}

}  // namespace

NameMatch compare_names(std::string_view a, std::string_view b, std::string_view town) {
  const auto words = words_of(a, town);
  const auto others = words_of(b, town);
  if (!names_something(words) || !names_something(others)) return NameMatch::none;
  if (words == others) return NameMatch::whole;
  const bool is_part = std::includes(words.begin(), words.end(), others.begin(), others.end()) ||
                       std::includes(others.begin(), others.end(), words.begin(), words.end());
  return is_part ? NameMatch::part : NameMatch::none;
}

}  // namespace trek::resolve::detail
