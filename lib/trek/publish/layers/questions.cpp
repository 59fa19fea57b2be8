#include "trek/publish/detail/layer.hpp"

namespace trek::publish::detail::layers::questions {
namespace {

/// What is asked: in the words of the veto, or what a measure is called.
core::Phrase question_of(const Judgement& judgement, const score::Question& question) {
  if (!question.criterion) return judgement.find_best(question.site)->vetoes[question.veto].question;
  const profile::Criterion& asked = judgement.asked[*question.criterion];
  return {"Hoeveel is: " + asked.label.dutch() + "?", "What is: " + asked.label.en + "?"};
}

const std::string& rule_of(const Judgement& judgement, const score::Question& question) {
  return question.criterion ? judgement.asked[*question.criterion].id
                            : judgement.find_best(question.site)->vetoes[question.veto].rule;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const Judgement& judgement = results.judgement;
  const auto& questions = judgement.learning.questions;
  LayerTable table(words, "questions", GeometryType::none, {"Wat het eerst uit te zoeken is", "What to find out first"},
                   {"Elke open vraag van een locatie, die de korte lijst het meest kan veranderen het eerst.",
                    "Each open question of a site, the one that may change the shortlist most first."});
  const auto add_real = [&](const char* name, const core::Phrase& title, auto part, const core::Phrase& description) {
    table.add(
        name, FieldType::real, title, [=, &questions](std::size_t q) { return real(part(questions[q]), 6); },
        description);
  };
  using Question = const score::Question&;
  table.add("place", FieldType::integer, {"Volgorde", "Place"},
            [](std::size_t q) { return Value{static_cast<std::int64_t>(q + 1)}; });
  table.add("site_key", FieldType::text, {"Locatie, sleutel", "Site key"},
            [&](std::size_t q) { return text(results.sites.key[questions[q].site]); });
  table.add("site_name", FieldType::text, {"Locatie", "Site"},
            [&](std::size_t q) { return text(results.sites.name[questions[q].site]); });
  table.add("rank", FieldType::integer, {"Rang van de locatie", "Rank of the site"},
            [&results, &questions](std::size_t q) { return rank_of(results, questions[q].site); });
  table.add("kind", FieldType::text, {"Soort vraag", "Kind of question"},
            [&questions](std::size_t q) { return text(questions[q].criterion ? "measure" : "veto"); },
            {"'veto' is te beantwoorden in een bestand met antwoorden; 'measure' in de bronnen.",
             "'veto' can be answered in a file of answers; 'measure' in the sources."});
  table.add("rule", FieldType::text, {"Regel of maat", "Rule or measure"},
            [&](std::size_t q) { return text(rule_of(judgement, questions[q])); });
  table.add("question", FieldType::text, {"Vraag", "Question"},
            [&, words](std::size_t q) { return text(words(question_of(judgement, questions[q]))); });
  add_real(
      "change_share",
      {"Kans dat het antwoord de korte lijst verandert (0-1)", "Chance that the answer changes the shortlist (0-1)"},
      [](Question one) { return one.change_chance; }, {});
  add_real("value", {"Wat het antwoord waard is (score)", "What the answer is worth (score)"},
           [](Question one) { return one.value; },
           {"Waarmee het antwoord alleen de verwachte waarde van de korte lijst verhoogt.",
            "By which the answer alone lifts the expected worth of the shortlist."});
  add_real("value_with_others",
           {"Wat het waard is met de andere antwoorden (score)", "What it is worth with the other answers (score)"},
           [](Question one) { return one.with_others; },
           {"Zijn deel in wat alle antwoorden over de locatie samen waard zijn.",
            "Its part in what all answers on the site are worth together."});
  table.set_rows(questions.size());
  return {.order = 152, .table = std::move(table), .views = {LayerView{}}};
}

}  // namespace trek::publish::detail::layers::questions
