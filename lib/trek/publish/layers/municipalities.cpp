#include <fmt/format.h>

#include <algorithm>

#include "trek/publish/detail/area_columns.hpp"
#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"
#include "trek/publish/detail/qgis_text.hpp"

namespace trek::publish::detail::layers::municipalities {
namespace {

/// Coverage of each municipality; null where there is none.
std::vector<const coverage::AreaCoverage*> rows_of(const Results& results) {
  std::vector<const coverage::AreaCoverage*> rows(results.municipalities.size(), nullptr);
  for (const auto& row : results.coverage) {
    if (row.municipality.valid() && row.municipality.value() < rows.size()) rows[row.municipality.value()] = &row;
  }
  return rows;
}

/// Need, not supply, is what stands out: how many are without a place within the norm of a mode.
LayerStyle style_of(const AreaColumns& columns, std::optional<std::size_t> mode, const Words& words) {
  auto style = columns.style({"Gemeente", "Municipality"}, mode);
  if (mode)
    style.map_tip +=
        fmt::format("<br/>{}: [% coalesce(\"best_site_name\", '–') %]", words("Beste locatie", "Best site"));
  style.labels = {municipality_label()};
  return style;
}

/// A view a mode, of which one shows at a time; one without classes where no mode is known.
std::vector<LayerView> views_of(const AreaColumns& columns, const Words& words) {
  const auto leading = columns.leading_mode();
  if (!leading)
    return {{.group = Group::context,
             .draw_rank = DrawRank::coverage,
             .visible = true,
             .title = words("Gemeenten", "Municipalities"),
             .themes = {Theme::overview, Theme::coverage, Theme::need, Theme::advice, Theme::one_site}}};
  std::vector<LayerView> views;
  for (std::size_t mode = 0; mode < columns.modes().size(); ++mode) {
    LayerView view{
        .group = Group::reach,
        .draw_rank = DrawRank::coverage,
        .visible = mode == *leading,
        .title = words("Inwoners met een plek binnen ", "Inhabitants with a place within ") + columns.norm_of(mode),
        .style = style_of(columns, mode, words),
        .subgroup = std::string{columns.label(mode)}};
    if (mode == *leading) view.themes = {Theme::overview, Theme::coverage, Theme::need, Theme::advice};
    views.push_back(std::move(view));
  }
  return views;
}

/// Whom a municipality has without a place, those that have most of them first.
LayerPart need_part(const Results& results, const AreaColumns& columns, std::size_t mode, const Words& words) {
  const auto* const language = words.language() == model::Language::nl ? "nl" : "en";
  const auto served = fmt::format("\"served_share_{}\"", model::name_of(columns.modes()[mode]));
  const auto gap = fmt::format("\"gap_{}\"", model::name_of(columns.modes()[mode]));
  SheetList list;
  list.order_by = fmt::format("-coalesce({}, 0)", gap);
  list.rows = static_cast<int>(std::min<std::size_t>(results.municipalities.size(), 14));
  list.name = one_line_expression("\"name\"");
  list.value = fmt::format("coalesce(format_number({}, 0, '{}'), '–')", gap, language);
  list.bar_sure = fmt::format("1 - {}", served);  // need, not supply
  list.beside_bar = fmt::format("coalesce(to_string(round(100 * (1 - {}))), '–') || ' % {} {}'", served,
                                words("niet binnen", "not within"), columns.norm_of(mode));
  return {.sheet = SheetKind::coverage,
          .place = 10,
          .part = {.heading = words("Inwoners zonder plek, per gemeente", "Inhabitants without a place"),
                   .list = std::move(list)}};
}

/// What there is to say of the municipality of a page: a line a mode, and its sites.
LayerPart figures_part(const Results& results, const AreaColumns& columns, const Words& words) {
  const auto* const language = words.language() == model::Language::nl ? "nl" : "en";
  const auto number = [&](const std::string& field) {
    return fmt::format("coalesce(format_number(\"{}\", 0, '{}'), '–')", field, language);
  };
  std::string lines =
      fmt::format("'{}: ' || {} || '\\n{}: ' || {} || '\\n{}: ' || coalesce(to_string(\"existing_place_count\"), '–')",
                  words("Inwoners", "Inhabitants"), number("inhabitants"), words("20-40-jarigen", "People of 20-40"),
                  number("target"), words("Bestaande plekken", "Existing places"));
  for (std::size_t mode = 0; mode < columns.modes().size(); ++mode) {
    const auto name = model::name_of(columns.modes()[mode]);
    lines += fmt::format(
        " || '\\n\\n{}: ' || coalesce(to_string(round(100 * \"served_share_{}\")), '–') || ' % {}; ' || {} || ' {}'",
        columns.norm_of(mode), name, words("heeft een plek", "have a place"), number(fmt::format("gap_{}", name)),
        words("niet", "have not"));
    if (results.sites.size() > 0)
      lines +=
          fmt::format(" || coalesce('\\n   {}: ' || {}, '')", words("beste pand voor hen", "best building for them"),
                      one_line_expression(said_name_expression(fmt::format("\"gap_site_name_{}\"", name), Town::told)));
  }
  return {.sheet = SheetKind::municipality,
          .place = 10,
          .part = {.heading = words("Wie heeft een plek, en wie niet", "Who has a place, and who has not"),
                   .expression = std::move(lines),
                   .height_mm = 13.0 + 11.5 * static_cast<double>(columns.modes().size())}};
}

std::vector<LayerPart> parts_of(const Results& results, const AreaColumns& columns, const Words& words) {
  const auto leading = columns.leading_mode();
  if (!leading) return {};
  return {need_part(results, columns, *leading, words), figures_part(results, columns, words)};
}

/// By the other modes.
std::vector<LayerStyle> other_styles(const AreaColumns& columns, const Words& words) {
  std::vector<LayerStyle> styles;
  for (std::size_t mode = 0; mode < columns.modes().size(); ++mode) {
    if (mode == columns.leading_mode()) continue;
    styles.push_back(style_of(columns, mode, words));
    styles.back().name += fmt::format(", {}", columns.label(mode));
  }
  return styles;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& municipalities = results.municipalities;
  LayerTable table(words, "municipalities", GeometryType::multipolygon,
                   {"Gemeenten en hun dekking", "Municipalities and their coverage"},
                   {"Per gemeente: inwoners, 20-40-jarigen en het deel dat een bestaande plek binnen de norm bereikt.",
                    "By municipality: inhabitants, people of 20-40, and the share that reaches an existing place "
                    "within the norm."});
  table.begin_tab({"Inwoners en plekken", "Inhabitants and places"});
  table.add_text("code", {"Gemeentecode", "Municipality code"}, municipalities.code);
  table.add_text("name", {"Gemeente", "Municipality"}, municipalities.name);
  table.add_real("official_inhabitants", {"Inwoners volgens de bron (personen)", "Inhabitants by the source (people)"},
                 municipalities.inhabitants, 0);
  AreaColumns columns{rows_of(results), results, words, Areas::municipalities};
  columns.add_people(table);
  table.begin_tab({"Beste locatie", "Best site"});
  columns.add_best_site(table);
  for (std::size_t mode = 0; mode < columns.modes().size(); ++mode) {
    table.begin_tab(columns.tab(mode));
    columns.add_figures(table, mode);
    columns.add_gap_sites(table, mode);
  }
  table.set_rows(municipalities.size(), [&](std::size_t m) { return shape_of(municipalities.area, m); });
  columns.classify(table, head.style);
  return {.order = 50,
          .table = std::move(table),
          .style = style_of(columns, columns.leading_mode(), words),
          .views = views_of(columns, words),
          .styles = other_styles(columns, words),
          .frame_rank = 1,
          .referred_by = {"code", "municipality_code"},
          .parts = parts_of(results, columns, words),
          .pages = LayerPages{.sheet = SheetKind::municipality, .title = one_line_expression("\"name\"")},
          .of_findings = true,
          .classes = columns.classes()};
}

}  // namespace trek::publish::detail::layers::municipalities
