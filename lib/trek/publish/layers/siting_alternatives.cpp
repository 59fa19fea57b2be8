#include <memory>

#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/siting_rows.hpp"

namespace trek::publish::detail::layers::siting_alternatives {

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto rows = std::make_shared<SitingRows>(siting_rows(results.siting, &SitingAnswer::alternatives));
  const auto one = [rows, &results](std::size_t row) -> const SitingAlternative& {
    return results.siting[(*rows)[row].first].alternatives[(*rows)[row].second];
  };
  LayerTable table(words, "siting_alternatives", GeometryType::none,
                   {"Wat ook gekozen kan worden", "What else could be chosen"},
                   {"Bijna even goede keuzes, een plek meer of minder, en wat het kost om een plek erbij te nemen.",
                    "Choices nearly as good, one place more or fewer, and what taking a place in costs."});
  add_question(table, results, words, [rows](std::size_t row) { return (*rows)[row].first; });
  table.add("kind", FieldType::text, {"Soort", "Kind"}, [one](std::size_t row) { return text(one(row).kind); },
            {"near_optimal: bijna even goed; one_fewer, one_more: een plek minder of meer; taken_in: met deze plek.",
             "near_optimal: nearly as good; one_fewer, one_more: one place fewer or more; taken_in: with this place."});
  const auto subject = [&](const char* name, const core::Phrase& title, auto value) {
    table.add(name, FieldType::text, title, [one, &results, value](std::size_t row) {
      return one(row).subject ? text(value(results, *one(row).subject)) : Value{};
    });
  };
  subject("site_key", {"Om wie het gaat, sleutel", "Whom it is about, key"},
          [](const Results& all, const SitingPlace& place) { return key_of(all, place); });
  subject("site_name", {"Om wie het gaat", "Whom it is about"},
          [](const Results& all, const SitingPlace& place) { return name_of(all, place); });
  table.add("state", FieldType::text, {"Gevonden", "Found"},
            [one](std::size_t row) { return text(name_of(one(row).state)); });
  const auto number = [&](const char* name, const core::Phrase& title, auto value, const core::Phrase& about = {}) {
    table.add(
        name, FieldType::real, title,
        [one, value](std::size_t row) {
          return one(row).state == SitingState::answered ? real(value(one(row)), 4) : Value{};
        },
        about);
  };
  number("objective", {"Uitkomst", "Outcome"}, [](const SitingAlternative& a) { return a.objective; });
  number("bound", {"Grens: beter kan niet", "Bound: none is better"},
         [](const SitingAlternative& a) { return a.bound; });
  number("loss_low", {"Slechter dan het antwoord, minstens", "Worse than the answer, at least"},
         [](const SitingAlternative& a) { return a.loss.low; },
         {"In de eenheid van de vraag; onder 0 is beter.", "In the unit of the question; below 0 is better."});
  number("loss_high", {"Slechter dan het antwoord, hoogstens", "Worse than the answer, at most"},
         [](const SitingAlternative& a) { return a.loss.high; });
  table.add("proven", FieldType::boolean, {"Bewezen de beste", "Proven the best"}, [one](std::size_t row) {
    return one(row).state == SitingState::answered ? Value{one(row).proven} : Value{};
  });
  table.add("sites_in", FieldType::text, {"Erbij", "In"},
            [one, &results](std::size_t row) { return text(names_of(results, one(row).in)); });
  table.add("sites_out", FieldType::text, {"Eruit", "Out"},
            [one, &results](std::size_t row) { return text(names_of(results, one(row).out)); });
  table.set_rows(rows->size());
  return {.order = 146, .table = std::move(table), .views = {{.group = Group::advice}}};
}

}  // namespace trek::publish::detail::layers::siting_alternatives
