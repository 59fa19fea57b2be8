#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"
#include "trek/publish/detail/qgis_text.hpp"

namespace trek::publish::detail::layers::people_without_place {
namespace {

/// People without a place within the norm of a mode, all of a municipality or those who live near each other.
struct Circle {
  bool of_gap = false;
  std::string key;
  model::MunicipalityIdx municipality;
  model::Mode mode = model::Mode::bicycle;
  core::Deciseconds norm{};
  double people = 0.0;
  std::optional<double> target;
  geo::Point place;
};
using Circles = std::shared_ptr<const std::vector<Circle>>;

void add_municipalities(const Results& results, std::vector<Circle>& circles) {
  for (const coverage::MunicipalityCoverage& row : results.coverage) {
    if (!row.municipality.valid()) continue;
    const auto area = results.municipalities.area.feature(row.municipality.value());
    if (area.empty()) continue;
    for (const coverage::ModeCoverage& mode : row.modes)
      circles.push_back({false, results.municipalities.code[row.municipality.value()], row.municipality, mode.mode,
                         mode.norm, mode.gap, mode.gap_target, geo::centroid(area)});
  }
}

void add_gaps(const Results& results, std::vector<Circle>& circles) {
  for (std::size_t g = 0; g < results.gaps.size(); ++g) {
    const coverage::Gap& gap = results.gaps[g];
    if (gap.scattered || gap.area.empty()) continue;
    circles.push_back({true, gap_key(results, g), gap.municipality, gap.mode, gap.norm, gap.people, gap.target,
                       geo::centroid(gap.area)});
  }
}

/// Those of nobody have no circle. The largest first, so that small ones lie on top.
Circles circles_of(const Results& results) {
  std::vector<Circle> circles;
  add_municipalities(results, circles);
  add_gaps(results, circles);
  std::erase_if(circles, [](const Circle& circle) { return rounded(circle.people, 1) <= 0.0; });
  return std::make_shared<const std::vector<Circle>>(std::move(circles));
}

/// The area of a circle is the people in it; the greatest of a mode has the widest circle, in all its views.
LayerStyle style_of(double greatest, const Words& words) {
  constexpr double kWidest_mm = 14.0;
  constexpr Color kFill{213, 94, 0, 150};
  auto circle = marker(MarkerShape::circle, kWidest_mm / 2.0, kFill, {110, 45, 0}, 0.3);
  circle.proportional = {"people", greatest, kWidest_mm};
  auto style =
      named_style(words("Cirkels naar aantal mensen", "Circles by number of people"),
                  {{words("oppervlak van de cirkel = mensen", "area of the circle = people"), "", circle}}, "name");
  for (const double number : size_examples(greatest)) style.size_legend.emplace_back(number, words.grouped(number));
  style.draw_order = "\"people\"";
  style.labels = {{.expression = fmt::format("format_number(\"people\", 0, '{}')", words("nl", "en")),
                   .filter = fmt::format("\"people\" >= {}", greatest / 20.0),
                   .placement = LabelPlacement::on_point,
                   .size_pt = 7.0,
                   .bold = true,
                   .color = {60, 25, 0},
                   .halo_mm = 0.5,
                   .priority = 8}};
  style.map_tip =
      fmt::format("<b>[% \"name\" %]</b><br/><b>[% format_number(\"people\", 0, '{}') %]</b> {}", words("nl", "en"),
                  words("mensen zonder plek binnen de norm", "people without a place within the norm"));
  return style;
}

struct ShownCircles {
  std::vector<LayerView> views;
  std::size_t themed = 0;  // the view that the map of need shows
  double greatest = 1.0;   // of its mode
};

/// Circles of one mode: of gaps, or of municipalities.
LayerView view_of(const Circle& of_mode, bool of_gap, double greatest, const Words& words) {
  const auto label = model::label_of(of_mode.mode, words.language());
  const auto kind = of_gap ? words("per lacune", "by gap") : words("per gemeente", "by municipality");
  return {.group = Group::reach,
          .draw_rank = DrawRank::stations,
          .title = fmt::format("{} {} min {}, {}", words("Mensen zonder plek binnen", "People without a place within"),
                               of_mode.norm.count() / 600, label, kind),
          .filter = fmt::format("{} AND {}", equals("mode", model::name_of(of_mode.mode)),
                                equals("kind", of_gap ? "gap" : "municipality")),
          .style = style_of(greatest, words),
          .subgroup = std::string{label}};
}

/// Two a mode: by municipality, and by gap. The map of need shows the gaps of the mode by which areas are coloured.
ShownCircles shown_circles(const std::vector<Circle>& circles, const Words& words) {
  ShownCircles shown;
  std::vector<Circle> modes;  // the first of each
  for (const Circle& circle : circles) {
    if (std::ranges::find(modes, circle.mode, &Circle::mode) == modes.end()) modes.push_back(circle);
  }
  for (const Circle& first : modes) {
    double greatest = 1.0;
    for (const Circle& circle : circles) greatest = std::max(greatest, circle.mode == first.mode ? circle.people : 0.0);
    for (const bool of_gap : {false, true}) shown.views.push_back(view_of(first, of_gap, greatest, words));
    if (first.mode != model::Mode::bicycle && first.mode != modes.front().mode) continue;
    shown.themed = shown.views.size() - 1;
    shown.greatest = greatest;
  }
  if (!shown.views.empty()) shown.views[shown.themed].themes = {Theme::need};
  return shown;
}

/// The gaps of the mode that the map shows, with the most people first.
LayerPart list_part(const ShownCircles& shown, const std::vector<Circle>& circles, const Words& words) {
  const std::string& filter = shown.views[shown.themed].filter;
  SheetList list;
  list.order_by = "-\"people\"";
  list.rows = static_cast<int>(std::min<std::ptrdiff_t>(
      std::ranges::count_if(circles,
                            [&](const Circle& circle) {
                              return circle.of_gap && filter.starts_with(equals("mode", model::name_of(circle.mode)));
                            }),
      12));
  list.name = one_line_expression("coalesce(\"name\", \"key\")");
  list.value = fmt::format("format_number(\"people\", 0, '{}')", words("nl", "en"));
  list.bar_sure = fmt::format("\"people\" / {}", shown.greatest);
  list.beside_bar = fmt::format("coalesce(format_number(\"target\", 0, '{}') || ' {}', '')", words("nl", "en"),
                                words("van 20-40 jaar", "of 20-40"));
  return {
      .sheet = SheetKind::need,
      .place = 10,
      .part = {.heading = words("Waar de meeste mensen zonder plek wonen", "Where most people without a place live"),
               .list = std::move(list)},
      .view = shown.themed};
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const Circles circles = circles_of(results);
  LayerTable table(
      words, "people_without_place", GeometryType::point,
      {"Mensen zonder plek, als cirkels", "People without a place, as circles"},
      {"Hoeveel mensen geen bestaande plek binnen de norm hebben, per gemeente en per lacune: het oppervlak "
       "van een cirkel volgt hun aantal. De cirkel staat in het midden van het gebied.",
       "How many people have no existing place within the norm, by municipality and by gap: the area of a "
       "circle follows their number. The circle stands in the middle of the area."});
  const auto add = [&](const char* name, FieldType type, const core::Phrase& title, auto of) {
    table.add(name, type, title, [circles, of](std::size_t row) { return of((*circles)[row]); });
  };
  using At = const Circle&;
  add("kind", FieldType::text, {"Per wat", "Of what"},
      [](At circle) { return text(circle.of_gap ? "gap" : "municipality"); });
  add("key", FieldType::text, {"Sleutel van het gebied", "Key of the area"},
      [](At circle) { return text(circle.key); });
  add("name", FieldType::text, {"Gemeente", "Municipality"},
      [&results](At circle) { return text(municipality_name(results, circle.municipality)); });
  add("municipality_code", FieldType::text, {"Gemeentecode", "Municipality code"},
      [&results](At circle) { return text(municipality_code(results, circle.municipality)); });
  add("mode", FieldType::text, {"Vervoerswijze", "Mode"}, [](At circle) { return text(model::name_of(circle.mode)); });
  add("norm_min", FieldType::integer, {"Norm (min)", "Norm (min)"},
      [](At circle) { return whole(circle.norm.count() / 600); });
  add("people", FieldType::real,
      {"Inwoners zonder plek binnen de norm (personen)", "Inhabitants without a place within the norm (people)"},
      [](At circle) { return real(circle.people, 1); });
  add("target", FieldType::real,
      {"20-40-jarigen zonder plek binnen de norm (personen)",
       "People of 20-40 without a place within the norm (people)"},
      [](At circle) { return real(circle.target, 1); });
  table.set_rows(circles->size(), [circles, &head](std::size_t row) -> Geometry {
    const geo::Point place = (*circles)[row].place;
    return is_drawable(head, place) ? Geometry{place} : Geometry{};
  });
  auto shown = shown_circles(*circles, words);
  std::vector<LayerPart> parts;
  const auto style = shown.views.empty() ? style_of(1.0, words) : *shown.views[shown.themed].style;
  if (!shown.views.empty()) parts.push_back(list_part(shown, *circles, words));
  return {.order = 44,
          .table = std::move(table),
          .style = style,
          .views = std::move(shown.views),
          .parts = std::move(parts)};
}

}  // namespace trek::publish::detail::layers::people_without_place
