#include "trek/publish/detail/answer_words.hpp"

#include <algorithm>

#include "trek/publish/detail/site_evidence.hpp"

namespace trek::publish::detail {

std::string question_words(const profile::Profile& profile, const std::string& rule, const Words& words) {
  const auto found = std::ranges::find(profile.vetoes, rule, &profile::Veto::id);
  return found == profile.vetoes.end() ? rule : words(found->question);
}

std::string answer_words(const profile::KnownAnswer& answer, const Words& words) {
  // What a list says in a column of yes and no comes as "yes" and "no"; a file of answers has the user's own words.
  if (answer.value == "yes") return words("ja", "yes");
  if (answer.value == "no") return words("nee", "no");
  return words(answer.value);
}

std::string source_words(const profile::KnownAnswer& answer, const Words& words) {
  if (!answer.is_fact) return answer.source;
  const auto& bases =
      fact_text(&model::Sites::floor_area_basis).words;  // what a floor area rests on is told by its code
  const auto found = std::ranges::find(bases, answer.source, &model::CodeWords::code);
  return found == bases.end() ? answer.source : words(found->words);
}

}  // namespace trek::publish::detail
