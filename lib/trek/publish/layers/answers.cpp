#include <memory>

#include "trek/publish/detail/answer_words.hpp"
#include "trek/publish/detail/layer.hpp"

namespace trek::publish::detail::layers::answers {
namespace {

struct Row {
  std::size_t site = 0;
  const profile::KnownAnswer* answer = nullptr;
};

std::vector<Row> rows_of(const Results& results) {
  std::vector<Row> rows;
  for (std::size_t site = 0; site < results.judgement.profile_order.size(); ++site) {
    for (const auto& answer : results.judgement.find_best(site)->answers) rows.push_back({site, &answer});
  }
  return rows;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto rows = std::make_shared<const std::vector<Row>>(rows_of(results));
  LayerTable table(
      words, "answers", GeometryType::none, {"Antwoorden op de uitsluitingen", "Answers to the vetoes"},
      {"Wat bekend is van elke uitsluitende vraag van het profiel dat het best past: feiten en antwoorden.",
       "What is known of each veto of the profile that suits best: facts, and answers that were given."});
  const auto add = [&](const char* name, const core::Phrase& title, auto of) {
    table.add(name, FieldType::text, title, [rows, of](std::size_t r) { return text(of((*rows)[r])); });
  };
  add("site_key", {"Locatie, sleutel", "Site key"}, [&results](const Row& row) { return results.sites.key[row.site]; });
  add("site_name", {"Locatie", "Site"}, [&results](const Row& row) { return results.sites.name[row.site]; });
  add("rule", {"Regel", "Rule"}, [](const Row& row) { return row.answer->rule; });
  add("question", {"Vraag", "Question"}, [words, &results](const Row& row) {
    return question_words(*results.judgement.find_profile(row.site), row.answer->rule, words);
  });
  add("answer", {"Antwoord", "Answer"}, [words](const Row& row) { return answer_words(*row.answer, words); });
  add("verdict", {"Oordeel", "Verdict"}, [words](const Row& row) { return words(label_of(row.answer->verdict)); });
  table.add("decides", FieldType::boolean, {"Bepaalt het oordeel", "Decides the verdict"},
            [rows](std::size_t r) { return Value{(*rows)[r].answer->decides}; },
            {"Een feit gaat voor een antwoord, een nieuwer antwoord voor een ouder.",
             "A fact goes before an answer, a newer answer before an older one."});
  add("source", {"Bron", "Source"}, [words](const Row& row) { return source_words(*row.answer, words); });
  add("date", {"Datum", "Date"}, [](const Row& row) { return row.answer->date; });
  table.set_rows(rows->size());
  return {.order = 150, .table = std::move(table), .views = {LayerView{}}};
}

}  // namespace trek::publish::detail::layers::answers
