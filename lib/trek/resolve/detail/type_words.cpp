#include "trek/resolve/detail/type_words.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "trek/core/text.hpp"

namespace trek::resolve::detail {
namespace {

using model::SiteType;
using Words = std::vector<std::string>;

constexpr std::size_t kLongestPhrase = 3;  // words: "place of worship"
constexpr std::size_t kReach = 3;          // words from "naast" to what it is beside: "naast de oude kerk"

/// What comes after them is something else, or is not there.
constexpr auto kBeside = std::to_array<std::string_view>(
    {"naast",  "tegenover", "bij",  "nabij",    "achter", "tussen",  "geen", "niet", "zonder",  "buiten",
     "beside", "next",      "near", "opposite", "behind", "between", "no",   "not",  "without", "ex"});
/// Words that name a site by themselves in a field for its kind, and in a sentence mean many things.
constexpr auto kLoose = std::to_array<std::string_view>({"erf", "opslag", "hall", "works", "silo", "depot", "v d",
                                                         "commercial", "industrial", "industrie", "retail", "college",
                                                         "onderwijs", "nijverheid", "barn", "stift", "station"});

template <class List>
bool contains(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Parts of a sentence: a word does not reach over a comma or a bracket.
std::vector<std::string> clauses(std::string_view text) {
  std::vector<std::string> result;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(",;:()/\n", at), text.size());
    result.push_back(core::folded(text.substr(at, end - at)));
    at = end + 1;
  }
  return result;
}

std::string phrase(std::span<const std::string> words) {
  std::string result;
  for (const std::string& word : words) result += (result.empty() ? "" : " ") + word;
  return result;
}

bool is_beside(const Words& words, std::size_t at) {
  const std::size_t from = at > kReach ? at - kReach : 0;
  for (std::size_t i = from; i < at; ++i) {
    // "ex-fabriek" is that factory; "ex" alone before other words is not.
    if (contains(kBeside, words[i]) && !(words[i] == "ex" && i + 1 == at)) return true;
  }
  return false;
}

std::optional<SpokenType> find_in_clause(const Words& words) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    for (std::size_t length = std::min(kLongestPhrase, words.size() - at); length > 0; --length) {
      std::string said = phrase(std::span{words}.subspan(at, length));
      const auto type = contains(kLoose, said) ? std::nullopt : model::find_site_type_of_words(said);
      if (!type || *type == SiteType::unknown || *type == SiteType::other) continue;
      if (is_beside(words, at)) break;
      return SpokenType{*type, std::move(said)};
    }
  }
  return std::nullopt;
}

/// The one chain that is a kind of building in Dutch; folded it would be an initial.
bool names_v_and_d(std::string_view text) {
  constexpr std::string_view kChain = "v&d";
  const auto at = std::search(text.begin(), text.end(), kChain.begin(), kChain.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
  return at != text.end();
}

}  // namespace

std::optional<SpokenType> find_spoken_type(std::string_view text) {
  for (const std::string& clause : clauses(text)) {
    if (auto found = find_in_clause(core::split(clause, ' '))) return found;
  }
  if (names_v_and_d(text)) return SpokenType{SiteType::department_store, "V&D"};
  return std::nullopt;
}

}  // namespace trek::resolve::detail
