#include <memory>

#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/siting_rows.hpp"

namespace trek::publish::detail::layers::siting_front {

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto rows = std::make_shared<SitingRows>(siting_rows(results.siting, &SitingAnswer::front));
  const auto one = [rows, &results](std::size_t row) -> const SitingFrontRow& {
    return results.siting[(*rows)[row].first].front[(*rows)[row].second];
  };
  LayerTable table(
      words, "siting_front", GeometryType::none, {"Spreiding tegen pieken", "Spread against peaks"},
      {"Het Paretofront: wat spreiding kost om meer mensen bij een baken te krijgen, en omgekeerd.",
       "The Pareto front: what spread it costs to bring more people to a beacon, and the other way round."});
  add_question(table, results, words, [rows](std::size_t row) { return (*rows)[row].first; });
  const auto number = [&](const char* name, const core::Phrase& title, double SitingFrontRow::*part) {
    table.add(name, FieldType::real, title, [one, part](std::size_t row) { return real(one(row).*part, 4); });
  };
  number("spread_share", {"Wie een plek dichtbij heeft (aandeel 0-1)", "Who has a place near by (share 0-1)"},
         &SitingFrontRow::spread_share);
  number("beacon_share", {"Wie bij een baken kunnen komen (aandeel 0-1)", "Who can come to a beacon (share 0-1)"},
         &SitingFrontRow::peak_share);
  number("balance", {"Gewicht van de spreiding (0-1)", "Weight of the spread (0-1)"}, &SitingFrontRow::balance);
  number("gap_share", {"Bewezen verschil met de grens (aandeel 0-1)", "Proven gap (share 0-1)"},
         &SitingFrontRow::gap_share);
  table.add("proven", FieldType::boolean, {"Bewezen de beste", "Proven the best"},
            [one](std::size_t row) { return Value{one(row).proven}; });
  table.add("beacons", FieldType::text, {"Bakens", "Beacons"},
            [one, &results](std::size_t row) { return text(names_of(results, one(row).peaks)); });
  table.add("places", FieldType::text, {"Plekken", "Places"},
            [one, &results](std::size_t row) { return text(names_of(results, one(row).locals)); });
  table.set_rows(rows->size());
  return {.order = 148, .table = std::move(table), .views = {{.group = Group::advice}}};
}

}  // namespace trek::publish::detail::layers::siting_front
