#include <fmt/format.h>

#include <algorithm>

#include "trek/publish/detail/column_classes.hpp"
#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"
#include "trek/publish/detail/qgis_text.hpp"

namespace trek::publish::detail::layers::coverage_gaps {
namespace {

using coverage::Gap;

Symbol gap_symbol(Color color) {
  return FillSymbol{{color.red, color.green, color.blue, 200}, FillPattern::solid, {120, 20, 20}, 0.3};
}

LayerStyle style_of(const ColumnClasses& classes, const Words& words) {
  auto style = named_style(words("Mensen zonder plek", "People without a place"),
                           class_rules(classes, gap_symbol, words), "key");
  // Small ones over large ones, so that none is hidden.
  style.draw_order = "\"people\"";
  style.labels = {{.expression = fmt::format("format_number(\"people\", 0, '{}')", words("nl", "en")),
                   .filter = "NOT \"scattered\"",
                   .placement = LabelPlacement::inside_polygon,
                   .size_pt = 7.0}};
  style.map_tip = fmt::format(
      "<b>[% round(\"people\") %]</b> {}<br/>{}: [% coalesce(\"nearest_place_name\", '-') %]<br/>{}: [% "
      "coalesce(\"site_name\", '-') %] ([% round(coalesce(\"site_people\", 0)) %])",
      words("mensen zonder plek binnen de norm", "people without a place within the norm"),
      words("dichtstbijzijnde plek", "nearest place"), words("beste locatie", "best site"));
  return style;
}

void add_people_of(LayerTable& table, const std::vector<Gap>& gaps) {
  table.add("people", FieldType::real,
            {"Inwoners zonder plek binnen de norm (personen)", "Inhabitants without a place within the norm (people)"},
            [&gaps](std::size_t g) { return real(gaps[g].people, 1); });
  table.add("target", FieldType::real,
            {"20-40-jarigen zonder plek binnen de norm (personen)",
             "People of 20-40 without a place within the norm (people)"},
            [&gaps](std::size_t g) { return real(gaps[g].target, 1); },
            {"Som van wat bekend is.", "Sum of what is known."});
  table.add("scattered", FieldType::boolean, {"Verspreid", "Scattered"},
            [&gaps](std::size_t g) { return Value{gaps[g].scattered}; },
            {"Groepen die te klein zijn voor een eigen lacune, samen per gemeente.",
             "Groups that are too small for a gap of their own, together for each municipality."});
}

void add_places(LayerTable& table, const Results& results) {
  const auto& gaps = results.gaps;
  table.add("mean_time_min", FieldType::real,
            {"Gemiddelde reistijd tot een plek (min)", "Mean travel time to a place (min)"},
            [&gaps](std::size_t g) { return real(gaps[g].mean_time_min, 1); });
  const auto place = [&](const char* name, const core::Phrase& title, const std::vector<std::string>& column) {
    table.add(name, FieldType::text, title, [&gaps, &column](std::size_t g) {
      const auto& nearest = gaps[g].nearest_place;
      return nearest && *nearest < column.size() ? text(column[*nearest]) : Value{};
    });
  };
  place("nearest_place_key", {"Dichtstbijzijnde plek, sleutel", "Nearest place, key"}, results.existing_places.key);
  place("nearest_place_name", {"Dichtstbijzijnde plek", "Nearest place"}, results.existing_places.name);
  const auto site = [&](const char* name, FieldType type, const core::Phrase& title, auto value) {
    table.add(name, type, title,
              [&gaps, value](std::size_t g) { return gaps[g].site ? value(*gaps[g].site) : Value{}; });
  };
  using Site = const coverage::GapSite&;
  site("site_key", FieldType::text, {"Beste locatie, sleutel", "Best site, key"},
       [&results](Site found) { return text(results.sites.key[found.site.value()]); });
  site("site_name", FieldType::text, {"Beste locatie", "Best site"},
       [&results](Site found) { return text(results.sites.name[found.site.value()]); });
  site("site_rank", FieldType::integer, {"Beste locatie, rang", "Best site, rank"},
       [&results](Site found) { return rank_of(results, found.site.value()); });
  site("site_people", FieldType::real, {"Beste locatie, bedient (personen)", "Best site, serves (people)"},
       [](Site found) { return real(found.people, 1); });
}

/// One a mode, so that what lies over each other can be told apart.
std::vector<LayerView> views_of(const Results& results, const Words& words) {
  std::vector<LayerView> views;
  for (const Gap& gap : results.gaps) {
    const auto filter = equals("mode", model::name_of(gap.mode));
    if (std::ranges::find(views, filter, &LayerView::filter) != views.end()) continue;
    const bool first = views.empty() || gap.mode == model::Mode::bicycle;  // as municipalities are coloured
    if (first) std::ranges::for_each(views, [](LayerView& view) { view.themes.clear(); });
    views.push_back({.group = Group::reach,
                     .draw_rank = DrawRank::reach,
                     .title = fmt::format("{}{} min {}", words("Zonder plek binnen ", "Without a place within "),
                                          gap.norm.count() / 600, model::label_of(gap.mode, words.language())),
                     .filter = filter,
                     .subgroup = std::string{model::label_of(gap.mode, words.language())}});
    if (first) views.back().themes = {Theme::coverage};
  }
  return views;
}

/// The largest gaps of the mode that is shown, and which site would serve most of each.
std::vector<LayerPart> parts_of(const std::vector<Gap>& gaps, const std::vector<LayerView>& views, const Words& words) {
  const auto shown = std::ranges::find_if(views, [](const LayerView& view) { return !view.themes.empty(); });
  if (shown == views.end()) return {};
  SheetList list;
  list.filter = "NOT \"scattered\"";
  list.order_by = "-\"people\"";
  const auto count = std::ranges::count_if(gaps, [&](const Gap& gap) {
    return !gap.scattered && shown->filter == equals("mode", model::name_of(gap.mode));
  });
  list.rows = static_cast<int>(std::min<std::ptrdiff_t>(count, 6));
  if (count == 0) return {};
  list.name = one_line_expression("coalesce(\"municipality\", \"key\")");
  list.value = fmt::format("format_number(\"people\", 0, '{}')", words("nl", "en"));
  list.detail = fmt::format("'{}: ' || {} || coalesce(' (' || format_number(\"site_people\", 0, '{}') || ')', '')",
                            words("beste pand", "best building"),
                            one_line_expression(said_name_expression("coalesce(\"site_name\", '–')", Town::told)),
                            words("nl", "en"));
  return {
      {.sheet = SheetKind::coverage,
       .place = 20,
       .part = {.heading = words("De grootste lacunes (mensen)", "The largest gaps (people)"), .list = std::move(list)},
       .view = static_cast<std::size_t>(shown - views.begin())}};
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& gaps = results.gaps;
  LayerTable table(words, "coverage_gaps", GeometryType::multipolygon,
                   {"Lacunes: mensen zonder plek", "Gaps: people without a place"},
                   {"Waar mensen dicht bijeen wonen zonder bestaande plek binnen de norm, en welke locatie de meesten "
                    "van hen zou bedienen.",
                    "Where people live near each other without an existing place within the norm, and which site would "
                    "serve most of them."});
  table.add("key", FieldType::text, {"Sleutel", "Key"},
            [&results](std::size_t g) { return text(gap_key(results, g)); });
  table.add("mode", FieldType::text, {"Vervoerswijze", "Mode"},
            [&gaps](std::size_t g) { return text(model::name_of(gaps[g].mode)); });
  table.add("norm_min", FieldType::integer, {"Norm (min)", "Norm (min)"},
            [&gaps](std::size_t g) { return whole(gaps[g].norm.count() / 600); });
  table.add("municipality_code", FieldType::text, {"Gemeentecode", "Municipality code"},
            [&results](std::size_t g) { return text(municipality_code(results, results.gaps[g].municipality)); },
            {"De gemeente waarin de meesten wonen.", "The municipality in which most of them live."});
  table.add("municipality", FieldType::text, {"Gemeente", "Municipality"},
            [&results](std::size_t g) { return text(municipality_name(results, results.gaps[g].municipality)); });
  add_people_of(table, gaps);
  add_places(table, results);
  table.set_rows(gaps.size(), [&gaps](std::size_t g) -> Geometry { return gaps[g].area; });
  const auto classes = column_classes(table, {"people", "people", ColorUse::people}, head.style);
  auto views = views_of(results, words);
  auto parts = parts_of(gaps, views, words);
  return {.order = 45,
          .table = std::move(table),
          .style = style_of(classes, words),
          .views = std::move(views),
          .parts = std::move(parts),
          .classes = {classes}};
}

}  // namespace trek::publish::detail::layers::coverage_gaps
