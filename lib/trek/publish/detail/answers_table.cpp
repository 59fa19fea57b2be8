#include <algorithm>
#include <utility>

#include "trek/publish/detail/answer_words.hpp"
#include "trek/publish/detail/delivered_layer.hpp"

namespace trek::publish::detail {
namespace {

struct AnswerRow {
  std::size_t site = 0;
  const profile::KnownAnswer* answer = nullptr;
};

std::vector<AnswerRow> answer_rows(const Delivery& delivery) {
  std::vector<AnswerRow> rows;
  for (std::size_t site = 0; site < delivery.assessments.size(); ++site) {
    for (const auto& answer : delivery.assessments[site].answers) rows.push_back({site, &answer});
  }
  return rows;
}

}  // namespace

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

DeliveredLayer write_answers(const Delivery& delivery, GeoPackage& out) {
  const Words words{delivery.language};
  LayerTable table{
      "answers", GeometryType::none, words("Antwoorden op de uitsluitingen", "Answers to the vetoes"),
      abstract_of(delivery, "Wat van elke uitsluitende vraag bekend is: feiten van de bronnen en gegeven antwoorden.",
                  "What is known of each veto: facts of the sources, and answers that were given.")};
  const auto rows = delivery.sites == nullptr ? std::vector<AnswerRow>{} : answer_rows(delivery);
  const auto add = [&](const char* name, const std::string& title, auto of) {
    table.add(name, FieldType::text, title, [&rows, of](std::size_t r) { return text(of(rows[r])); });
  };
  add("site_key", words("Locatie, sleutel", "Site key"),
      [&](const AnswerRow& row) { return delivery.sites->key[row.site]; });
  add("site_name", words("Locatie", "Site"), [&](const AnswerRow& row) { return delivery.sites->name[row.site]; });
  add("rule", words("Regel", "Rule"), [](const AnswerRow& row) { return row.answer->rule; });
  add("question", words("Vraag", "Question"),
      [&](const AnswerRow& row) { return question_words(delivery.profile, row.answer->rule, words); });
  add("answer", words("Antwoord", "Answer"), [=](const AnswerRow& row) { return answer_words(*row.answer, words); });
  add("verdict", words("Oordeel", "Verdict"), [=](const AnswerRow& row) {
    return row.answer->verdict == profile::Verdict::fail ? words("valt af", "ruled out") : words("voldoet", "passes");
  });
  table.add(
      "decides", FieldType::boolean, words("Bepaalt het oordeel", "Decides the verdict"),
      [&](std::size_t r) { return Value{rows[r].answer->decides}; },
      words("Een feit gaat voor een antwoord, een nieuwer antwoord voor een ouder.",
            "A fact goes before an answer, a newer answer before an older one."));
  add("source", words("Bron", "Source"), [=](const AnswerRow& row) { return source_words(*row.answer, words); });
  add("date", words("Datum", "Date"), [](const AnswerRow& row) { return row.answer->date; });
  table.write(out, rows.size());
  return {table.schema(), {}};
}

}  // namespace trek::publish::detail
