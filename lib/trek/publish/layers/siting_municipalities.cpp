#include <memory>

#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/siting_rows.hpp"

namespace trek::publish::detail::layers::siting_municipalities {

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto rows = std::make_shared<SitingRows>(siting_rows(results.siting, &SitingAnswer::municipalities));
  const auto one = [rows, &results](std::size_t row) -> const SitingMunicipality& {
    return results.siting[(*rows)[row].first].municipalities[(*rows)[row].second];
  };
  LayerTable table(words, "siting_municipalities", GeometryType::none,
                   {"Volgende plekken per gemeente", "Next places by municipality"},
                   {"Per vraag en gemeente: gekozen plekken, en wie er een binnen de norm heeft, nu en straks.",
                    "By question and municipality: chosen places, and who has one within the norm, now and then."});
  add_question(table, results, words, [rows](std::size_t row) { return (*rows)[row].first; });
  table.add("municipality_code", FieldType::text, {"Gemeentecode", "Municipality code"},
            [one, &results](std::size_t row) { return text(municipality_code(results, one(row).municipality)); });
  table.add("municipality", FieldType::text, {"Gemeente", "Municipality"},
            [one, &results](std::size_t row) { return text(municipality_name(results, one(row).municipality)); });
  table.add("chosen_count", FieldType::integer, {"Gekozen (aantal)", "Chosen (count)"},
            [one](std::size_t row) { return Value{std::int64_t{one(row).chosen_count}}; });
  table.add("people", FieldType::real, {"Wie meetellen (personen)", "Who count (people)"},
            [one](std::size_t row) { return one(row).people > 0.0 ? real(one(row).people, 1) : Value{}; });
  table.add("served_before", FieldType::real,
            {"Met een plek binnen de norm, nu (personen)", "With a place within the norm, now (people)"},
            [one](std::size_t row) { return real(one(row).before, 1); });
  table.add("served_after", FieldType::real,
            {"Met een plek binnen de norm, straks (personen)", "With a place within the norm, then (people)"},
            [one](std::size_t row) { return real(one(row).after, 1); });
  table.add("time_min", FieldType::real,
            {"Reistijd tot de gekozen plek (min)", "Travel time to the chosen place (min)"},
            [one](std::size_t row) { return real(one(row).time_min, 1); },
            {"Van het midden van de grootste kern.", "From the middle of the largest town."});
  table.set_rows(rows->size());
  return {.order = 147, .table = std::move(table), .views = {{.group = Group::advice}}};
}

}  // namespace trek::publish::detail::layers::siting_municipalities
