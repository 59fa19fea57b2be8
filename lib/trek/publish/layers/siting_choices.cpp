#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"
#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/site_sheets.hpp"
#include "trek/publish/detail/siting_rows.hpp"

namespace trek::publish::detail::layers::siting_choices {
namespace {

constexpr const char* kChosenName = "coalesce(\"site_name\", \"site_key\")";

/// Beacons large and apart, so that both levels are told without reading.
LayerStyle style_of(const Words& words) {
  constexpr double kLocal_mm = 4.2;
  constexpr double kBeacon_mm = 6.5;
  auto style = named_style(words("Gekozen plekken", "Chosen places"),
                           {{words("Baken", "Beacon"), "\"level\" = 'beacon'",
                             marker(MarkerShape::diamond, kBeacon_mm, kOrange, kDark, 0.4)},
                            {words("Plek", "Place"), "\"level\" = 'local'",
                             marker(MarkerShape::circle, kLocal_mm, kBestSites, {255, 255, 255}, 0.5)},
                            rest_rule(words)},
                           "site_name");
  style.draw_order = "-\"place_in_order\"";
  style.labels = {{.expression = "\"place_in_order\"",
                   .filter = {},
                   .placement = LabelPlacement::on_point,
                   .size_pt = 7.0,
                   .bold = true,
                   .color = {255, 255, 255},
                   .halo_mm = 0.0,
                   .priority = 10,
                   .always = true},
                  {.expression = said_name_expression(kChosenName, Town::left_out),
                   .filter = {},
                   .size_pt = 7.5,
                   .bold = true,
                   .color = {60, 20, 100},
                   .beside_mm = 2.6,
                   .priority = 9}};
  style.map_tip =
      fmt::format("<b>[% \"place_in_order\" %]. [% \"site_name\" %]</b><br/>{}: [% coalesce(\"gain\", '-') %]",
                  words("voegt toe", "adds"));
  return style;
}

std::vector<LayerView> views_of(const Results& results, const Words& words) {
  std::vector<LayerView> views;
  for (std::size_t answer = 0; answer < results.siting.size(); ++answer) {
    if (results.siting[answer].choices.empty()) continue;
    views.push_back({.group = Group::advice,
                     .draw_rank = DrawRank::best,
                     .title = words(results.siting[answer].question),
                     .filter = fmt::format("\"question_number\" = {}", answer + 1),
                     .place = static_cast<int>(answer),
                     .subgroup = words(results.siting[answer].question)});
    if (views.size() == 1) views.back().themes = {Theme::advice};
  }
  return views;
}

/// What is chosen for the question that the map shows, in the order in which it helps.
LayerPart choices_part(const SitingAnswer& answer, const Words& words) {
  SheetList list;
  list.order_by = "\"place_in_order\"";
  list.rows = static_cast<int>(std::min<std::size_t>(answer.choices.size(), 12));
  list.name = fmt::format("\"place_in_order\" || '  ' || {}",
                          one_line_expression(said_name_expression(kChosenName, Town::told)));
  list.value = fmt::format("coalesce('+' || format_number(\"gain\", 0, '{}'), '')", words("nl", "en"));
  return {
      .sheet = SheetKind::advice,
      .place = 10,
      .part = {.heading = words("Op de kaart: ", "On the map: ") + words(answer.question), .list = std::move(list)}};
}

/// What a choice adds and serves, and what comes without it. `choice` gives that of a row.
template <class Choice>
void add_worth(LayerTable& table, const Results& results, const Choice& choice) {
  table.add("forced", FieldType::boolean, {"Moest erbij", "Forced in"},
            [choice](std::size_t row) { return Value{choice(row).forced}; });
  table.add("gain", FieldType::real, {"Voegt toe aan wie ervoor staan", "Adds to those before it"},
            [choice](std::size_t row) { return real(choice(row).gain, 4); },
            {"Mensen die er een plek (of baken) bij krijgen; van een mediaan: minuten.",
             "People who gain a place (or beacon); of a median: minutes."});
  table.add("capacity", FieldType::real, {"Bedient hoogstens (personen)", "Serves at most (people)"},
            [choice](std::size_t row) { return real(choice(row).capacity, 1); },
            {"Zoals de vraag zegt; leeg: zonder grens.", "As the question says; empty: without a limit."});
  table.add("serves", FieldType::real, {"Bedient (personen)", "Serves (people)"},
            [choice](std::size_t row) { return real(choice(row).serves, 1); },
            {"Als de mensen zo goed mogelijk over de gekozen plekken verdeeld zijn.",
             "If people are shared out over the chosen places as well as can be."});
  table.add("without_low", FieldType::real, {"Weglaten kost minstens", "Leaving it out costs at least"},
            [choice](std::size_t row) { return choice(row).without ? real(choice(row).without->low, 4) : Value{}; },
            {"In de eenheid van de vraag, met de beste keuze die er dan is; leeg: niet beslist, of het kan niet.",
             "In the unit of the question, with the best choice there is then; empty: not settled, or it cannot be."});
  table.add("without_high", FieldType::real, {"Weglaten kost hoogstens", "Leaving it out costs at most"},
            [choice](std::size_t row) { return choice(row).without ? real(choice(row).without->high, 4) : Value{}; });
  table.add("without_state", FieldType::text, {"Kan het zonder", "Can it be left out"}, [choice](std::size_t row) {
    return choice(row).forced ? Value{} : text(name_of(choice(row).without_state));
  });
  table.add("instead", FieldType::text, {"Wat dan komt", "What comes instead"},
            [choice, &results](std::size_t row) { return text(names_of(results, choice(row).instead)); });
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto rows = std::make_shared<SitingRows>(siting_rows(results.siting, &SitingAnswer::choices));
  const auto choice = [rows, &results](std::size_t row) -> const SitingChoice& {
    return results.siting[(*rows)[row].first].choices[(*rows)[row].second];
  };
  LayerTable table(
      words, "siting_choices", GeometryType::point, {"Gekozen plekken", "Chosen places"},
      {"Wat samen het beste is, per vraag: in de volgorde waarin het helpt, en wat het kost om een plek weg "
       "te laten.",
       "What is best together, by question: in the order in which it helps, and what leaving a place out "
       "costs."});
  add_question(table, results, words, [rows](std::size_t row) { return (*rows)[row].first; });
  table.add("level", FieldType::text, {"Niveau", "Level"},
            [choice](std::size_t row) { return text(choice(row).beacon ? "beacon" : "local"); });
  table.add("place_in_order", FieldType::integer, {"Volgorde", "Order"},
            [choice](std::size_t row) { return Value{std::int64_t{choice(row).order}}; },
            {"1 helpt het meest, dan telkens wat er het meest aan toevoegt; wat moet, komt eerst.",
             "1 helps most, then always what adds most; what is forced in comes first."});
  table.add("site_key", FieldType::text, {"Sleutel", "Key"},
            [choice, &results](std::size_t row) { return text(key_of(results, choice(row).place)); });
  table.add("site_name", FieldType::text, {"Plek", "Place"},
            [choice, &results](std::size_t row) { return text(name_of(results, choice(row).place)); });
  table.add(
      "municipality_code", FieldType::text, {"Gemeentecode", "Municipality code"},
      [choice, &results](std::size_t row) { return text(municipality_code(results, choice(row).place.municipality)); });
  table.add("municipality", FieldType::text, {"Gemeente", "Municipality"}, [choice, &results](std::size_t row) {
    return text(municipality_name(results, choice(row).place.municipality));
  });
  table.add("rank", FieldType::integer, {"Rang", "Rank"}, [choice, &results](std::size_t row) {
    const auto& site = choice(row).place.site;
    return site ? rank_of(results, *site) : Value{};
  });
  add_worth(table, results, choice);
  table.set_rows(rows->size(), [choice, &head](std::size_t row) -> Geometry {
    const geo::Point place = choice(row).place.place;
    return is_drawable(head, place) ? Geometry{place} : Geometry{};
  });
  auto views = views_of(results, words);
  std::vector<LayerPart> parts;
  const auto shown = std::ranges::find_if(results.siting, [](const auto& answer) { return !answer.choices.empty(); });
  if (shown != results.siting.end()) parts.push_back(choices_part(*shown, words));
  return {.order = 48,
          .table = std::move(table),
          .style = style_of(words),
          .views = std::move(views),
          .parts = std::move(parts)};
}

}  // namespace trek::publish::detail::layers::siting_choices
