#include "trek/publish/detail/siting_rows.hpp"

#include <fmt/format.h>

#include "trek/publish/detail/layer.hpp"

namespace trek::publish::detail {

std::string key_of(const Results& results, const SitingPlace& place) {
  return place.site ? results.sites.key[*place.site] : municipality_code(results, place.municipality);
}

std::string name_of(const Results& results, const SitingPlace& place) {
  return place.site ? results.sites.name[*place.site] : municipality_name(results, place.municipality);
}

std::string names_of(const Results& results, const std::vector<SitingPlace>& places) {
  std::string text;
  for (const SitingPlace& place : places) {
    const std::string name = name_of(results, place);
    const std::string key = key_of(results, place);
    text += (text.empty() ? "" : "; ") + (name.empty() ? key : fmt::format("{} ({})", name, key));
  }
  return text;
}

void add_question(LayerTable& table, const Results& results, const Words& words,
                  const std::function<std::size_t(std::size_t)>& answer_of) {
  table.add("question_number", FieldType::integer, {"Vraag, nummer", "Question, number"},
            [answer_of](std::size_t row) { return Value{static_cast<std::int64_t>(answer_of(row)) + 1}; });
  table.add("question", FieldType::text, {"Vraag", "Question"}, [&results, words, answer_of](std::size_t row) {
    return text(words(results.siting[answer_of(row)].question));
  });
}

}  // namespace trek::publish::detail
