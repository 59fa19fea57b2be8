#include "trek/publish/detail/answer_words.hpp"

#include <algorithm>

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
  if (answer.source == "units") return words("verblijfsobjecten (BAG)", "units (BAG)");
  if (answer.source == "record") return words("opgave in de lijst", "stated in the list");
  if (answer.source == "footprint_x_storeys")
    return words("schatting: grondvlak x bouwlagen", "estimate: footprint x storeys");
  return answer.source;
}

}  // namespace trek::publish::detail
