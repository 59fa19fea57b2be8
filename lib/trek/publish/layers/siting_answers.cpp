#include <fmt/format.h>

#include <algorithm>

#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/siting_rows.hpp"

namespace trek::publish::detail::layers::siting_answers {
namespace {

/// A number of an answer; NULL where there is none.
Value answered(const SitingAnswer& answer, double value, int decimals) {
  return answer.state == SitingState::answered ? real(value, decimals) : Value{};
}

void add_proof(LayerTable& table, const std::vector<SitingAnswer>& answers) {
  table.add(
      "state", FieldType::text, {"Beantwoord", "Answered"},
      [&answers](std::size_t row) { return text(name_of(answers[row].state)); },
      {"answered; impossible: de eisen gaan bewezen niet samen; undecided: niet gevonden en niet uitgesloten.",
       "answered; impossible: proven that the demands do not go together; undecided: none found, none ruled out."});
  table.add("objective", FieldType::real, {"Uitkomst", "Outcome"},
            [&answers](std::size_t row) { return answered(answers[row], answers[row].objective, 4); });
  table.add("bound", FieldType::real, {"Grens: beter kan niet", "Bound: none is better"},
            [&answers](std::size_t row) { return answered(answers[row], answers[row].bound, 4); });
  table.add("gap_share", FieldType::real, {"Bewezen verschil met de grens (aandeel 0-1)", "Proven gap (share 0-1)"},
            [&answers](std::size_t row) { return answered(answers[row], answers[row].gap_share, 6); });
  table.add("proven", FieldType::boolean, {"Bewezen de beste", "Proven the best"}, [&answers](std::size_t row) {
    return answers[row].state == SitingState::answered ? Value{answers[row].proven} : Value{};
  });
}

void add_served(LayerTable& table, const std::vector<SitingAnswer>& answers) {
  table.add("people", FieldType::real, {"Wie meetellen (personen)", "Who count (people)"},
            [&answers](std::size_t row) { return real(answers[row].people, 1); },
            {"In de regio, met een bekende reistijd.", "In the region, with a known travel time."});
  table.add("served_before", FieldType::real,
            {"Met een plek binnen de norm, nu (personen)", "With a place within the norm, now (people)"},
            [&answers](std::size_t row) { return real(answers[row].served_before, 1); });
  table.add("served_after", FieldType::real,
            {"Met een plek binnen de norm, straks (personen)", "With a place within the norm, then (people)"},
            [&answers](std::size_t row) { return real(answers[row].served_after, 1); });
  table.add("beacon_share", FieldType::real,
            {"Wie bij een baken kunnen komen (aandeel 0-1)", "Who can come to a beacon (share 0-1)"},
            [&answers](std::size_t row) { return real(answers[row].reach_share, 4); });
}

/// Every question with its answer: what is chosen, whom that serves, and how firm it is.
LayerPart answers_part(std::size_t count, const Words& words) {
  const auto number = [&](const char* field) {
    return fmt::format("format_number(\"{}\", 0, '{}')", field, words("nl", "en"));
  };
  SheetList list;
  list.order_by = "\"question_number\"";
  list.rows = static_cast<int>(std::min<std::size_t>(count, 9));
  list.name = one_line_expression("left(\"question\", 48)");
  list.value = fmt::format("coalesce(\"chosen_count\" || '{}', '{}')", words(" gekozen", " chosen"),
                           words("geen antwoord", "no answer"));
  list.detail = fmt::format(
      "coalesce('{}: ' || {} || ' → ' || {} || '; ', '') || coalesce(if(\"proven\", '{}', '{} ' || "
      "format_number(100 * \"gap_share\", 1, '{}') || ' %'), left({}, 90), '')",
      words("bediend binnen de norm", "served within the norm"), number("served_before"), number("served_after"),
      words("bewezen het beste", "proven the best"), words("hoogstens beter:", "better by at most:"), words("nl", "en"),
      one_line_expression("\"conflict\""));
  return {.sheet = SheetKind::advice,
          .place = 20,
          .part = {.heading = words("Alle vragen en hun antwoord", "All questions and their answers"),
                   .list = std::move(list)}};
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& answers = results.siting;
  LayerTable table(words, "siting_answers", GeometryType::none,
                   {"Waar de volgende plekken komen: vragen en antwoorden", "Where the next places go: answers"},
                   {"Een regel per vraag: wat gevraagd is, de uitkomst met haar grens, of waarom er geen is.",
                    "One row a question: what is asked, the outcome with its bound, or why there is none."});
  add_question(table, results, words, [](std::size_t row) { return row; });
  table.add("problem", FieldType::text, {"Soort vraag", "Kind of question"},
            [&answers](std::size_t row) { return text(answers[row].problem); });
  table.add("asked", FieldType::text, {"Wat gevraagd is", "What is asked"},
            [&answers, words](std::size_t row) { return text(words(answers[row].asked)); });
  table.add("mode", FieldType::text, {"Vervoerswijze", "Mode"},
            [&answers](std::size_t row) { return text(model::name_of(answers[row].mode)); });
  table.add("norm_min", FieldType::integer, {"Norm (min)", "Norm (min)"}, [&answers](std::size_t row) {
    const auto& norm = answers[row].norm_min;
    return norm ? Value{std::int64_t{*norm}} : Value{};
  });
  table.add("candidate_count", FieldType::integer, {"Waaruit gekozen is (aantal)", "Chosen from (count)"},
            [&answers](std::size_t row) { return Value{std::int64_t{answers[row].candidate_count}}; });
  table.add("chosen_count", FieldType::integer, {"Gekozen (aantal)", "Chosen (count)"}, [&answers](std::size_t row) {
    return answers[row].state == SitingState::answered ? Value{static_cast<std::int64_t>(answers[row].choices.size())}
                                                       : Value{};
  });
  table.add("unit", FieldType::text, {"Uitkomst telt", "Outcome counts"},
            [&answers, words](std::size_t row) { return text(words(answers[row].unit)); });
  add_proof(table, answers);
  table.add("conflict", FieldType::text, {"Waarom er geen antwoord is", "Why there is no answer"},
            [&answers, words](std::size_t row) { return text(words(answers[row].conflict)); });
  add_served(table, answers);
  table.add("near_optimal_share", FieldType::real,
            {"Bijna even goed: hoogstens zo veel slechter (aandeel 0-1)", "Near-optimal: worse by at most (share 0-1)"},
            [&answers](std::size_t row) { return real(answers[row].near_optimal_share, 4); });
  table.add("near_optimal_complete", FieldType::boolean,
            {"Alle die bijna even goed zijn, staan in siting_alternatives", "All near-optimal ones are told"},
            [&answers](std::size_t row) {
              return answers[row].state == SitingState::answered ? Value{answers[row].near_optimal_complete} : Value{};
            });
  table.add("remarks", FieldType::text, {"Opmerkingen", "Remarks"},
            [&answers, words](std::size_t row) { return text(words(answers[row].remarks)); });
  table.set_rows(answers.size());
  return {.order = 143,
          .table = std::move(table),
          .views = {{.group = Group::advice}},
          .parts = {answers_part(answers.size(), words)}};
}

}  // namespace trek::publish::detail::layers::siting_answers
