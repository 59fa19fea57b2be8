#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "trek/publish/detail/coverage_figures.hpp"
#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"
#include "trek/publish/detail/qgis_text.hpp"

namespace trek::publish::detail::layers::municipalities {
namespace {

using coverage::ModeCoverage;
using coverage::MunicipalityCoverage;

/// Coverage of each municipality; null where there is none.
using Rows = std::shared_ptr<const std::vector<const MunicipalityCoverage*>>;

Rows rows_of(const Results& results) {
  std::vector<const MunicipalityCoverage*> rows(results.municipalities.size(), nullptr);
  for (const auto& row : results.coverage) {
    if (row.municipality.valid() && row.municipality.value() < rows.size()) rows[row.municipality.value()] = &row;
  }
  return std::make_shared<const std::vector<const MunicipalityCoverage*>>(std::move(rows));
}

void add_people(LayerTable& table, const Results& results, const Rows& rows) {
  const auto number = [&](const char* name, const core::Phrase& title, double MunicipalityCoverage::*part,
                          int decimals) {
    table.add(name, FieldType::real, title, [rows, part, decimals](std::size_t m) {
      return (*rows)[m] != nullptr ? real((*rows)[m]->*part, decimals) : Value{};
    });
  };
  const auto count = [&](const char* name, const core::Phrase& title, auto part, const core::Phrase& description = {}) {
    table.add(
        name, FieldType::integer, title,
        [rows, part](std::size_t m) { return (*rows)[m] != nullptr ? whole((*rows)[m]->*part) : Value{}; },
        description);
  };
  table.add_real("official_inhabitants", {"Inwoners volgens de bron (personen)", "Inhabitants by the source (people)"},
                 results.municipalities.inhabitants, 0);
  number("inhabitants", {"Inwoners op de kaart (personen)", "Inhabitants on the map (people)"},
         &MunicipalityCoverage::inhabitants, 2);
  number("target", {"20-40-jarigen (personen)", "People of 20-40 (people)"}, &MunicipalityCoverage::target, 2);
  number("target_low", {"20-40-jarigen, minstens (personen)", "People of 20-40, at least (people)"},
         &MunicipalityCoverage::target_low, 2);
  number("target_high", {"20-40-jarigen, hoogstens (personen)", "People of 20-40, at most (people)"},
         &MunicipalityCoverage::target_high, 2);
  number("target_unknown_inhabitants",
         {"Inwoners zonder bekende leeftijd (personen)", "Inhabitants of unknown age (people)"},
         &MunicipalityCoverage::target_unknown_inhabitants, 2);
  number("target_estimated_share", {"20-40-jarigen geschat (aandeel 0-1)", "People of 20-40 estimated (share 0-1)"},
         &MunicipalityCoverage::target_estimated_share, 4);
  count("existing_place_count",
        {"Bestaande plekken die voor de norm tellen (aantal)", "Existing places that count for the norm (count)"},
        &MunicipalityCoverage::existing_place_count,
        {"Third places; leeg zonder bron van bestaande plekken.",
         "Third places; empty without a source of existing places."});
  table.add("places_per_10000", FieldType::real, kPlacesPer10000, [rows](std::size_t m) {
    return (*rows)[m] != nullptr ? real((*rows)[m]->places_per_10000(), 2) : Value{};
  });
  count("site_count", {"Kandidaat-locaties (aantal)", "Candidate sites (count)"}, &MunicipalityCoverage::site_count);
}

void add_best_site(LayerTable& table, const Results& results, const Rows& rows) {
  const auto add = [&](const char* name, FieldType type, const core::Phrase& title, auto of) {
    table.add(name, type, title, [rows, of](std::size_t m) -> Value {
      if ((*rows)[m] == nullptr || !(*rows)[m]->best_site) return {};
      return of((*rows)[m]->best_site->value());
    });
  };
  add("best_site_key", FieldType::text, {"Beste locatie, sleutel", "Best site, key"},
      [&results](std::size_t site) { return text(results.sites.key[site]); });
  add("best_site_name", FieldType::text, {"Beste locatie", "Best site"},
      [&results](std::size_t site) { return text(results.sites.name[site]); });
  add("best_site_rank", FieldType::integer, {"Beste locatie, rang", "Best site, rank"},
      [&results](std::size_t site) { return rank_of(results, site); });
}

std::vector<model::Mode> covered_modes(const Results& results) {
  std::vector<model::Mode> modes;
  if (results.coverage.empty()) return modes;
  for (const auto& mode : results.coverage.front().modes) modes.push_back(mode.mode);
  return modes;
}

/// The norm of a mode in words: "15 min per fiets".
std::string norm_of(const Results& results, model::Mode mode, const Words& words) {
  const auto& modes = results.coverage.front().modes;
  const auto found = std::ranges::find(modes, mode, &ModeCoverage::mode);
  return fmt::format("{} min {}", found->norm.count() / 600, model::label_of(mode, words.language()));
}

/// The mode by which municipalities are coloured: bicycle if it was measured, else the first; empty without coverage.
std::optional<model::Mode> leading_mode(const Results& results) {
  const auto modes = covered_modes(results);
  if (modes.empty()) return std::nullopt;
  return std::ranges::find(modes, model::Mode::bicycle) != modes.end() ? model::Mode::bicycle : modes.front();
}

/// The columns of one mode.
class ModeColumns {
 public:
  ModeColumns(LayerTable& table, const Results& results, const Rows& rows, model::Mode mode, const Words& words)
      : table_{table}, results_{results}, mode_{mode}, words_{words} {
    const auto modes = covered_modes(results);
    position_ = static_cast<std::size_t>(std::ranges::find(modes, mode) - modes.begin());
    of_ = [rows, position = position_](std::size_t m) -> const ModeCoverage* {
      return (*rows)[m] != nullptr && position < (*rows)[m]->modes.size() ? &(*rows)[m]->modes[position] : nullptr;
    };
  }

  void add_figures() {
    const auto by = fmt::format(", {}", label());
    for (const CoverageFigure* const told : told_figures(results_.coverage, position_)) {
      const CoverageFigure& figure = *told;
      const auto behind = figure.within_norm ? norm_of(results_, mode_, words_) : by;
      table_.add(fmt::format("{}_{}", figure.name, model::name_of(mode_)), FieldType::real,
                 with_unit(words_(figure.title) + behind, words_(figure.unit)), [of = of_, &figure](std::size_t m) {
                   const auto* const mode = of(m);
                   return mode != nullptr ? real(figure.value(*mode), figure.decimals) : Value{};
                 });
    }
  }

  /// Which site would serve most of those whom no place serves.
  void add_gap_sites() {
    if (results_.sites.size() == 0) return;
    add_site("gap_site", {"Beste locatie voor wie nu geen plek heeft", "Best site for those without a place"},
             &ModeCoverage::gap_site);
    add_site("gap_target_site",
             {"Beste locatie voor 20-40-jarigen zonder plek", "Best site for people of 20-40 without a place"},
             &ModeCoverage::gap_target_site);
  }

 private:
  [[nodiscard]] std::string_view label() const { return model::label_of(mode_, words_.language()); }

  void add_site(std::string_view stem, const core::Phrase& title,
                std::optional<coverage::GapSite> ModeCoverage::*part) {
    const auto add_part = [&](const char* what, FieldType type, const std::string& meaning, auto value) {
      table_.add(fmt::format("{}_{}_{}", stem, what, model::name_of(mode_)), type,
                 fmt::format("{}{}, {}", words_(title), meaning, label()), [of = of_, part, value](std::size_t m) {
                   const auto* const mode = of(m);
                   return mode != nullptr && mode->*part ? value(*(mode->*part)) : Value{};
                 });
    };
    using Site = const coverage::GapSite&;
    const auto& sites = results_.sites;
    add_part("key", FieldType::text, words_(", sleutel", ", key"),
             [&sites](Site gap) { return text(sites.key[gap.site.value()]); });
    add_part("name", FieldType::text, "", [&sites](Site gap) { return text(sites.name[gap.site.value()]); });
    add_part("people", FieldType::real, words_(", bedient (personen)", ", serves (people)"),
             [](Site gap) { return real(gap.people, 1); });
  }

  LayerTable& table_;
  const Results& results_;
  model::Mode mode_;
  std::size_t position_ = 0;  // of the mode
  Words words_;
  std::function<const ModeCoverage*(std::size_t)> of_;
};

Symbol area_symbol(Color color) { return FillSymbol{color, FillPattern::solid, {140, 155, 172}, 0.35}; }

/// The fewer are served, the darker: what stands out is where a place is needed.
std::vector<Color> need_colors() {
  auto colors = ramp(Ramp::blues, class_breaks("share").size() + 1);
  std::ranges::reverse(colors);
  return colors;
}

/// Need, not supply, is what stands out: how many are without a place within the norm of a mode.
LayerStyle style_of(const Results& results, const std::optional<model::Mode>& mode, const Words& words) {
  auto style = named_style(words("Dekking", "Coverage"),
                           {{words("Gemeente", "Municipality"), "", area_symbol({236, 240, 244})}});
  if (mode) {
    const auto field = fmt::format("served_share_{}", model::name_of(*mode));
    style.rules = class_rules(field, "share", need_colors(), area_symbol, words("onbekend", "unknown"));
    for (auto& rule : style.rules) {
      if (rule.filter != kElse) continue;
      auto& fill = std::get<FillSymbol>(rule.symbol);
      fill.pattern = FillPattern::hatched;  // grey alone is close to the palest class
      fill.stroke = {170, 170, 170};
    }
    style.map_tip = fmt::format(
        "<b>[% \"name\" %]</b><br/><b>[% coalesce(to_string(round(100 * \"{}\")), '–') %] %</b> {} {}<br/>[% "
        "coalesce(format_number(\"gap_{}\", 0, '{}'), '–') %] {}<br/>{}: [% coalesce(\"best_site_name\", '–') %]",
        field, words("binnen", "within"), norm_of(results, *mode, words), model::name_of(*mode), words("nl", "en"),
        words("mensen zonder plek", "people without a place"), words("Beste locatie", "Best site"));
  }
  style.labels = {{.expression = "\"name\"",
                   .filter = {},
                   .placement = LabelPlacement::inside_polygon,
                   .size_pt = 9.0,
                   .color = {78, 96, 116},
                   .halo_mm = 0.6,
                   .priority = 3}};
  return style;
}

/// A view a mode, of which one shows at a time; one without classes where no mode is known.
std::vector<LayerView> views_of(const Results& results, const Words& words) {
  const auto leading = leading_mode(results);
  if (!leading)
    return {{.group = Group::context,
             .draw_rank = DrawRank::coverage,
             .visible = true,
             .title = words("Gemeenten", "Municipalities"),
             .themes = {Theme::overview, Theme::coverage, Theme::advice, Theme::one_site}}};
  std::vector<LayerView> views;
  for (const model::Mode mode : covered_modes(results)) {
    LayerView view{.group = Group::reach,
                   .draw_rank = DrawRank::coverage,
                   .visible = mode == *leading,
                   .title = words("Inwoners met een plek binnen ", "Inhabitants with a place within ") +
                            norm_of(results, mode, words),
                   .style = style_of(results, mode, words),
                   .subgroup = std::string{model::label_of(mode, words.language())}};
    if (mode == *leading) view.themes = {Theme::overview, Theme::coverage, Theme::advice};
    views.push_back(std::move(view));
  }
  return views;
}

/// Whom a municipality has without a place, those that have most of them first.
LayerPart need_part(const Results& results, model::Mode mode, const Words& words) {
  const auto* const language = words.language() == model::Language::nl ? "nl" : "en";
  const auto served = fmt::format("\"served_share_{}\"", model::name_of(mode));
  const auto gap = fmt::format("\"gap_{}\"", model::name_of(mode));
  SheetList list;
  list.order_by = fmt::format("-coalesce({}, 0)", gap);
  list.rows = static_cast<int>(std::min<std::size_t>(results.municipalities.size(), 14));
  list.name = one_line_expression("\"name\"");
  list.value = fmt::format("coalesce(format_number({}, 0, '{}'), '–')", gap, language);
  list.bar_sure = fmt::format("1 - {}", served);  // need, not supply
  list.beside_bar = fmt::format("coalesce(to_string(round(100 * (1 - {}))), '–') || ' % {} {}'", served,
                                words("niet binnen", "not within"), norm_of(results, mode, words));
  return {.sheet = SheetKind::coverage,
          .place = 10,
          .part = {.heading = words("Inwoners zonder plek, per gemeente", "Inhabitants without a place"),
                   .list = std::move(list)}};
}

/// What there is to say of the municipality of a page: a line a mode, and its sites.
LayerPart figures_part(const Results& results, const Words& words) {
  const auto* const language = words.language() == model::Language::nl ? "nl" : "en";
  const auto number = [&](const std::string& field) {
    return fmt::format("coalesce(format_number(\"{}\", 0, '{}'), '–')", field, language);
  };
  std::string lines =
      fmt::format("'{}: ' || {} || '\\n{}: ' || {} || '\\n{}: ' || coalesce(to_string(\"existing_place_count\"), '–')",
                  words("Inwoners", "Inhabitants"), number("inhabitants"), words("20-40-jarigen", "People of 20-40"),
                  number("target"), words("Bestaande plekken", "Existing places"));
  for (const model::Mode mode : covered_modes(results)) {
    const auto name = model::name_of(mode);
    lines += fmt::format(
        " || '\\n\\n{}: ' || coalesce(to_string(round(100 * \"served_share_{}\")), '–') || ' % {}; ' || {} || ' {}'",
        norm_of(results, mode, words), name, words("heeft een plek", "have a place"),
        number(fmt::format("gap_{}", name)), words("niet", "have not"));
    if (results.sites.size() > 0)
      lines +=
          fmt::format(" || coalesce('\\n   {}: ' || {}, '')", words("beste pand voor hen", "best building for them"),
                      one_line_expression(fmt::format("\"gap_site_name_{}\"", name)));
  }
  return {.sheet = SheetKind::municipality,
          .place = 10,
          .part = {.heading = words("Wie heeft een plek, en wie niet", "Who has a place, and who has not"),
                   .expression = std::move(lines),
                   .height_mm = 13.0 + 11.5 * static_cast<double>(covered_modes(results).size())}};
}

std::vector<LayerPart> parts_of(const Results& results, const Words& words) {
  const auto leading = leading_mode(results);
  if (!leading) return {};
  return {need_part(results, *leading, words), figures_part(results, words)};
}

/// By the other modes.
std::vector<LayerStyle> other_styles(const Results& results, const Words& words) {
  std::vector<LayerStyle> styles;
  for (const model::Mode mode : covered_modes(results)) {
    if (mode == leading_mode(results)) continue;
    styles.push_back(style_of(results, mode, words));
    styles.back().name += fmt::format(", {}", model::label_of(mode, words.language()));
  }
  return styles;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& municipalities = results.municipalities;
  const auto rows = rows_of(results);
  LayerTable table(words, "municipalities", GeometryType::multipolygon,
                   {"Gemeenten en hun dekking", "Municipalities and their coverage"},
                   {"Per gemeente: inwoners, 20-40-jarigen en het deel dat een bestaande plek binnen de norm bereikt.",
                    "By municipality: inhabitants, people of 20-40, and the share that reaches an existing place "
                    "within the norm."});
  table.begin_tab({"Inwoners en plekken", "Inhabitants and places"});
  table.add_text("code", {"Gemeentecode", "Municipality code"}, municipalities.code);
  table.add_text("name", {"Gemeente", "Municipality"}, municipalities.name);
  add_people(table, results, rows);
  table.begin_tab({"Beste locatie", "Best site"});
  add_best_site(table, results, rows);
  for (const model::Mode mode : covered_modes(results)) {
    table.begin_tab({std::string{model::label_of(mode, model::Language::nl)},
                     std::string{model::label_of(mode, model::Language::en)}});
    ModeColumns columns{table, results, rows, mode, words};
    columns.add_figures();
    columns.add_gap_sites();
  }
  table.set_rows(municipalities.size(), [&](std::size_t m) { return shape_of(municipalities.area, m); });
  return {.order = 50,
          .table = std::move(table),
          .style = style_of(results, leading_mode(results), words),
          .views = views_of(results, words),
          .styles = other_styles(results, words),
          .frame_rank = 1,
          .referred_by = {"code", "municipality_code"},
          .parts = parts_of(results, words),
          .pages = LayerPages{.sheet = SheetKind::municipality, .title = one_line_expression("\"name\"")},
          .of_findings = true};
}

}  // namespace trek::publish::detail::layers::municipalities
