#include <fmt/format.h>

#include <algorithm>

#include "trek/publish/detail/delivered_layer.hpp"

namespace trek::publish::detail {
namespace {

constexpr double kDecisecondsPerMinute = 600.0;
constexpr int kPeopleDecimals = 6;  // of expectations a cell: so that sums over all cells come out as elsewhere

Symbol cell_symbol(Color color) {
  FillSymbol fill;
  fill.fill = color;
  fill.stroke_mm = 0.0;
  return fill;
}
Symbol point_symbol(Color color) {
  MarkerSymbol marker;
  marker.size_mm = 1.2;
  marker.fill = color;
  marker.stroke_mm = 0.0;
  return marker;
}
Symbol municipality_symbol(Color color) {
  FillSymbol fill;
  fill.fill = color;
  fill.stroke = {140, 155, 172};
  fill.stroke_mm = 0.35;
  return fill;
}

// --- Isochrones: the bands of all modes as one table

struct BandRow {
  const ModeIsochrones* mode;
  const access::IsochroneBand* band;
};

std::vector<BandRow> band_rows(const Delivery& delivery) {
  std::vector<BandRow> rows;
  for (const auto& mode : delivery.isochrones) {
    for (const auto& band : mode.bands) rows.push_back({&mode, &band});
  }
  return rows;
}

double minutes(core::Deciseconds time) { return time.count() / kDecisecondsPerMinute; }

void add_isochrone_fields(LayerTable& table, const Delivery& delivery, const std::vector<BandRow>& rows,
                          const Words& words) {
  const auto& sites = *delivery.sites;
  table.add("site_key", FieldType::text, words("Locatie, sleutel", "Site key"),
            [&](std::size_t r) { return text(sites.key[rows[r].band->site]); });
  table.add("site_name", FieldType::text, words("Locatie", "Site"),
            [&](std::size_t r) { return text(sites.name[rows[r].band->site]); });
  table.add("site_rank", FieldType::integer, words("Rang van de locatie", "Rank of the site"), [&](std::size_t r) {
    const auto site = rows[r].band->site;
    return site < delivery.scores.size() && delivery.scores[site].rank
               ? Value{std::int64_t{*delivery.scores[site].rank}}
               : Value{};
  });
  table.add("mode", FieldType::text, words("Vervoer", "Mode"),
            [&](std::size_t r) { return text(model::name_of(rows[r].mode->mode)); });
  table.add("from_min", FieldType::real, words("Vanaf (min)", "From (min)"),
            [&](std::size_t r) { return real(minutes(rows[r].band->from), 1); });
  table.add("to_min", FieldType::real, words("Tot en met (min)", "Up to (min)"),
            [&](std::size_t r) { return real(minutes(rows[r].band->to), 1); });
  table.add("area_ha", FieldType::real, words("Oppervlak (ha)", "Area (ha)"),
            [&](std::size_t r) { return real(geo::area_m2(rows[r].band->area) / 10'000.0, 1); });
  table.add("straight_line", FieldType::boolean, words("Hemelsbreed geschat", "Straight-line estimate"),
            [&](std::size_t r) { return Value{rows[r].mode->straight_line}; });
}

ValueMap mode_words(const Words& words, const char* field) {
  ValueMap map{field, {}};
  for (const auto mode : {model::Mode::foot, model::Mode::bicycle, model::Mode::e_bike, model::Mode::car}) {
    map.words.emplace_back(model::name_of(mode), model::label_of(mode, words.language()));
  }
  return map;
}

Symbol isochrone_symbol(Color color) {
  FillSymbol fill;
  fill.fill = {color.red, color.green, color.blue, 110};
  fill.stroke = color;
  fill.stroke_mm = 0.25;
  return fill;
}

}  // namespace

LayerStyle isochrone_style(const Words& words, std::span<const double> breaks_min, std::string_view name_field) {
  LayerStyle style;
  style.name = words("Reistijd", "Travel time");
  const auto colors = ramp(Ramp::viridis, breaks_min.size() + 1);
  double from = 0.0;
  for (std::size_t i = 0; i < breaks_min.size(); ++i) {  // a band belongs to the class of its outer edge
    style.rules.push_back({fmt::format("{} – {} min", from, breaks_min[i]),
                           fmt::format("\"to_min\" > {} AND \"to_min\" <= {}", from, breaks_min[i]),
                           isochrone_symbol(colors[colors.size() - 1 - i])});
    from = breaks_min[i];
  }
  style.rules.push_back({fmt::format("> {} min", from), std::string{kElse}, isochrone_symbol(colors.front())});
  style.draw_order = "\"to_min\"";
  style.value_maps = {mode_words(words, "mode")};
  style.display = fmt::format("\"{}\"", name_field);
  style.map_tip = fmt::format("<b>[% \"{}\" %]</b><br/>[% \"from_min\" %] – [% \"to_min\" %] min", name_field);
  return style;
}

namespace {

// --- Demand

/// The measure that colours demand: the first in minutes; else inhabitants.
const Measure* time_measure(const Delivery& delivery) {
  const auto found = std::ranges::find(delivery.demand_measures, std::string{"min"}, &Measure::unit);
  return found == delivery.demand_measures.end() ? nullptr : &*found;
}

LayerStyle demand_style(const Delivery& delivery, const Words& words, bool squares) {
  LayerStyle style;
  const auto* const time = time_measure(delivery);
  const std::string unit = time != nullptr ? "min" : "people_in_cell";
  auto colors = ramp(time != nullptr ? Ramp::viridis : Ramp::fire, class_breaks(unit).size() + 1);
  if (time != nullptr) std::ranges::reverse(colors);  // dark is near
  style.name = time != nullptr ? words("Reistijd", "Travel time") : words("Inwoners", "Inhabitants");
  style.rules =
      class_rules(time != nullptr ? time->id : "inhabitants", unit, colors, squares ? cell_symbol : point_symbol,
                  words("onbekend of onbereikbaar", "unknown or unreachable"));
  style.display = "\"key\"";
  style.map_tip = "[% round(\"inhabitants\", 1) %] " + words("inwoners", "inhabitants");
  return style;
}

/// Whether a place is near enough, and which is the nearest: by the exact time, so that sums over cells are those of
/// the municipalities.
void add_access_fields(LayerTable& table, const Delivery& delivery, const access::ModeAccess& access,
                       const Words& words) {
  const auto mode = model::name_of(access.mode);
  const auto by = fmt::format(", {}", model::label_of(access.mode, words.language()));
  table.add(
      fmt::format("served_{}", mode), FieldType::boolean, words("Plek binnen de norm", "A place within the norm") + by,
      [&access](std::size_t d) { return access.connected[d] != 0 ? Value{access.served(d)} : Value{}; },
      words("Leeg: niet op het wegennet, dus onbekend.", "Empty: off the network, so unknown."));
  if (delivery.existing_places == nullptr || delivery.serving == nullptr) return;
  const auto add = [&](const char* stem, const std::string& title, auto text_of) {
    table.add(fmt::format("nearest_place_{}_{}", mode, stem), FieldType::text, title,
              [&access, text_of](std::size_t d) {
                const auto& nearest = access.nearest[d];
                return nearest.time_ds == access::kUnreachable_ds ? Value{} : text(text_of(nearest.site));
              });
  };
  const auto& places = *delivery.existing_places;
  add("key", words("Dichtstbijzijnde plek, sleutel", "Nearest place, key") + by,
      [&places](std::uint32_t p) { return places.key[p]; });
  add("name", words("Dichtstbijzijnde plek", "Nearest place") + by,
      [&places](std::uint32_t p) { return places.name[p]; });
  add("municipality_code", words("Gemeentecode van die plek", "Municipality code of that place") + by,
      [&delivery](std::uint32_t p) { return municipality_code(delivery, delivery.serving->municipality[p]); });
}

void add_demand_fields(LayerTable& table, const Delivery& delivery, const Words& words) {
  const auto& demand = *delivery.demand;
  table.add("key", FieldType::text, words("Sleutel", "Key"), [&](std::size_t d) { return text(demand.key[d]); });
  table.add("inhabitants", FieldType::real, words("Inwoners (personen)", "Inhabitants (people)"),
            [&](std::size_t d) { return real(demand.inhabitants[d], kPeopleDecimals); });
  table.add(
      "target", FieldType::real, words("20-40-jarigen (personen)", "People of 20-40 (people)"),
      [&](std::size_t d) { return real(demand.target[d], kPeopleDecimals); },
      words("Leeg: onbekend.", "Empty: unknown."));
  const auto bound = [&](const char* name, std::string title, const std::vector<double>& values) {
    table.add(name, FieldType::real, std::move(title),
              [&values](std::size_t d) { return d < values.size() ? real(values[d], 2) : Value{}; });
  };
  bound("target_low", words("20-40-jarigen, minstens (personen)", "People of 20-40, at least (people)"),
        demand.target_low);
  bound("target_high", words("20-40-jarigen, hoogstens (personen)", "People of 20-40, at most (people)"),
        demand.target_high);
  table.add("target_estimated", FieldType::boolean, words("20-40-jarigen geschat", "People of 20-40 estimated"),
            [&](std::size_t d) { return Value{demand.target_estimated[d] != 0}; });
  table.add("municipality_code", FieldType::text, words("Gemeentecode", "Municipality code"),
            [&](std::size_t d) { return text(municipality_code(delivery, demand.municipality[d])); });
  table.add_measures(delivery.demand_measures, demand.size(), delivery.language);
  if (delivery.access == nullptr) return;
  for (const access::ModeAccess& access : *delivery.access) add_access_fields(table, delivery, access, words);
}

// --- Municipalities

std::vector<const coverage::MunicipalityCoverage*> coverage_by_row(const Delivery& delivery, std::size_t count) {
  std::vector<const coverage::MunicipalityCoverage*> result(count, nullptr);
  for (const auto& row : delivery.coverage) {
    if (row.municipality.valid() && row.municipality.value() < count) result[row.municipality.value()] = &row;
  }
  return result;
}

using CoverageRows = std::vector<const coverage::MunicipalityCoverage*>;

void add_people(LayerTable& table, const Delivery& delivery, const CoverageRows& rows, const Words& words) {
  const auto& table_of = *delivery.municipalities;
  const auto number = [&](const char* name, std::string title, double coverage::MunicipalityCoverage::*part,
                          int decimals, std::string description = {}) {
    table.add(
        name, FieldType::real, std::move(title),
        [&rows, part, decimals](std::size_t m) {
          return rows[m] != nullptr ? real(rows[m]->*part, decimals) : Value{};
        },
        std::move(description));
  };
  const auto count = [&](const char* name, std::string title, std::uint32_t coverage::MunicipalityCoverage::*part) {
    table.add(name, FieldType::integer, std::move(title), [&rows, part](std::size_t m) {
      return rows[m] != nullptr ? Value{std::int64_t{rows[m]->*part}} : Value{};
    });
  };
  table.add("official_inhabitants", FieldType::real,
            words("Inwoners volgens de bron (personen)", "Inhabitants by the source (people)"),
            [&](std::size_t m) { return real(table_of.inhabitants[m], 0); });
  number("inhabitants", words("Inwoners op de kaart (personen)", "Inhabitants on the map (people)"),
         &coverage::MunicipalityCoverage::inhabitants, 2);
  number("target", words("20-40-jarigen (personen)", "People of 20-40 (people)"),
         &coverage::MunicipalityCoverage::target, 2);
  number("target_low", words("20-40-jarigen, minstens (personen)", "People of 20-40, at least (people)"),
         &coverage::MunicipalityCoverage::target_low, 2);
  number("target_high", words("20-40-jarigen, hoogstens (personen)", "People of 20-40, at most (people)"),
         &coverage::MunicipalityCoverage::target_high, 2);
  number("target_unknown_inhabitants",
         words("Inwoners zonder bekende leeftijd (personen)", "Inhabitants of unknown age (people)"),
         &coverage::MunicipalityCoverage::target_unknown_inhabitants, 2);
  number("target_estimated_share",
         words("20-40-jarigen geschat (aandeel 0-1)", "People of 20-40 estimated (share 0-1)"),
         &coverage::MunicipalityCoverage::target_estimated_share, 4);
  table.add(
      "existing_place_count", FieldType::integer,
      words("Bestaande plekken die voor de norm tellen (aantal)", "Existing places that count for the norm (count)"),
      [&rows](std::size_t m) { return rows[m] != nullptr ? whole(rows[m]->existing_place_count) : Value{}; },
      words("Third places; leeg zonder bron van bestaande plekken.",
            "Third places; empty without a source of existing places."));
  count("site_count", words("Kandidaat-locaties (aantal)", "Candidate sites (count)"),
        &coverage::MunicipalityCoverage::site_count);
}

void add_best_site(LayerTable& table, const Delivery& delivery, const CoverageRows& rows, const Words& words) {
  const auto best = [&](std::size_t m) -> std::optional<std::uint32_t> {
    if (rows[m] == nullptr || !rows[m]->best_site || delivery.sites == nullptr) return std::nullopt;
    return rows[m]->best_site->value();
  };
  table.add("best_site_key", FieldType::text, words("Beste locatie, sleutel", "Best site, key"),
            [=, &delivery](std::size_t m) { return best(m) ? text(delivery.sites->key[*best(m)]) : Value{}; });
  table.add("best_site_name", FieldType::text, words("Beste locatie", "Best site"),
            [=, &delivery](std::size_t m) { return best(m) ? text(delivery.sites->name[*best(m)]) : Value{}; });
  table.add("best_site_rank", FieldType::integer, words("Beste locatie, rang", "Best site, rank"),
            [=, &delivery](std::size_t m) {
              const auto site = best(m);
              return site && *site < delivery.scores.size() && delivery.scores[*site].rank
                         ? Value{std::int64_t{*delivery.scores[*site].rank}}
                         : Value{};
            });
}

std::vector<model::Mode> covered_modes(const Delivery& delivery) {
  std::vector<model::Mode> modes;
  if (delivery.coverage.empty()) return modes;
  for (const auto& mode : delivery.coverage.front().modes) modes.push_back(mode.mode);
  return modes;
}

void add_mode_coverage(LayerTable& table, const CoverageRows& rows, const Words& words, model::Mode mode,
                       std::size_t position, const std::string& norm) {
  const auto by = std::string{", "} + std::string{model::label_of(mode, words.language())};
  const auto field = [&](const char* stem) { return fmt::format("{}_{}", stem, model::name_of(mode)); };
  const auto add = [&](const char* stem, const std::string& title, int decimals, auto part) {
    table.add(field(stem), FieldType::real, title, [&rows, position, decimals, part](std::size_t m) -> Value {
      if (rows[m] == nullptr || position >= rows[m]->modes.size()) return {};
      return real(rows[m]->modes[position].*part, decimals);
    });
  };
  add("served_share",
      words("Inwoners met een plek binnen ", "Inhabitants with a place within ") + norm +
          words(" (aandeel 0-1)", " (share 0-1)"),
      4, &coverage::ModeCoverage::served_share);
  add("target_served_share",
      words("20-40-jarigen met een plek binnen ", "People of 20-40 with a place within ") + norm +
          words(" (aandeel 0-1)", " (share 0-1)"),
      4, &coverage::ModeCoverage::target_served_share);
  add("served_share_high",
      words("Hoogstens, met plekken voorbij de gegevens", "At most, with places beyond the data") + by +
          words(" (aandeel 0-1)", " (share 0-1)"),
      4, &coverage::ModeCoverage::served_share_high);
  add("target_served_share_high",
      words("20-40-jarigen hoogstens, met plekken voorbij de gegevens",
            "People of 20-40 at most, with places beyond the data") +
          by + words(" (aandeel 0-1)", " (share 0-1)"),
      4, &coverage::ModeCoverage::target_served_share_high);
  add("mean_time_min", words("Gemiddelde reistijd tot een plek", "Mean travel time to a place") + by + " (min)", 1,
      &coverage::ModeCoverage::mean_time_min);
  add("p90_time_min",
      words("Reistijd waarbinnen 90 % van de inwoners een plek bereikt",
            "Travel time within which 90 % reach a place") +
          by + " (min)",
      1, &coverage::ModeCoverage::p90_time_min);
  add("unknown_share",
      words("Inwoners met onbekende reistijd", "Inhabitants with unknown travel time") + by +
          words(" (aandeel 0-1)", " (share 0-1)"),
      4, &coverage::ModeCoverage::unknown_share);
}

/// The fewer are served, the darker: what stands out is where a place is needed.
std::vector<Color> need_colors() {
  auto colors = ramp(Ramp::blues, class_breaks("share").size() + 1);
  std::ranges::reverse(colors);
  return colors;
}

/// Whose places serve them, whom none serves, and which site would serve most of those.
void add_gap(LayerTable& table, const Delivery& delivery, const CoverageRows& rows, const Words& words,
             model::Mode mode, std::size_t position) {
  const auto by = fmt::format(", {}", model::label_of(mode, words.language()));
  const auto of = [&rows, position](std::size_t m) -> const coverage::ModeCoverage* {
    return rows[m] != nullptr && position < rows[m]->modes.size() ? &rows[m]->modes[position] : nullptr;
  };
  const auto add = [&](std::string_view stem, const std::string& title, int decimals, auto part) {
    table.add(
        fmt::format("{}_{}", stem, model::name_of(mode)), FieldType::real, title,
        [of, decimals, part](std::size_t m) { return of(m) != nullptr ? real(of(m)->*part, decimals) : Value{}; });
  };
  const auto add_site = [&](std::string_view stem, const std::string& title,
                            std::optional<coverage::GapSite> coverage::ModeCoverage::*part) {
    const auto site = [of, part](std::size_t m) { return of(m) != nullptr ? of(m)->*part : std::nullopt; };
    const auto name = [&](const char* what) { return fmt::format("{}_{}_{}", stem, what, model::name_of(mode)); };
    table.add(name("key"), FieldType::text, title + words(", sleutel", ", key") + by, [=, &delivery](std::size_t m) {
      return site(m) ? text(delivery.sites->key[site(m)->site.value()]) : Value{};
    });
    table.add(name("name"), FieldType::text, title + by, [=, &delivery](std::size_t m) {
      return site(m) ? text(delivery.sites->name[site(m)->site.value()]) : Value{};
    });
    table.add(name("people"), FieldType::real, title + words(", bedient (personen)", ", serves (people)") + by,
              [=](std::size_t m) { return site(m) ? real(site(m)->people, 1) : Value{}; });
  };
  add("served_by_own_share",
      words("Inwoners binnen de norm van een plek in de gemeente zelf",
            "Inhabitants within the norm of a place in the municipality itself") +
          by + words(" (aandeel 0-1)", " (share 0-1)"),
      4, &coverage::ModeCoverage::served_by_own_share);
  add("served_by_others_share",
      words("Inwoners binnen de norm van een plek elders", "Inhabitants within the norm of a place elsewhere") + by +
          words(" (aandeel 0-1)", " (share 0-1)"),
      4, &coverage::ModeCoverage::served_by_others_share);
  add("gap",
      words("Inwoners zonder plek binnen de norm (personen)", "Inhabitants without a place within the norm (people)") +
          by,
      1, &coverage::ModeCoverage::gap);
  add("gap_target",
      words("20-40-jarigen zonder plek binnen de norm (personen)",
            "People of 20-40 without a place within the norm (people)") +
          by,
      1, &coverage::ModeCoverage::gap_target);
  if (delivery.sites == nullptr) return;
  add_site("gap_site", words("Beste locatie voor wie nu geen plek heeft", "Best site for those without a place"),
           &coverage::ModeCoverage::gap_site);
  add_site("gap_target_site",
           words("Beste locatie voor 20-40-jarigen zonder plek", "Best site for people of 20-40 without a place"),
           &coverage::ModeCoverage::gap_target_site);
}

LayerStyle municipality_style(const Delivery& delivery, const Words& words) {
  LayerStyle style;
  style.name = words("Dekking", "Coverage");
  if (const auto mode = leading_mode(delivery)) {
    const auto field = fmt::format("served_share_{}", model::name_of(*mode));
    style.rules = class_rules(field, "share", need_colors(), municipality_symbol, words("onbekend", "unknown"));
    for (auto& rule : style.rules) {
      if (rule.filter != kElse) continue;
      auto& fill = std::get<FillSymbol>(rule.symbol);
      fill.pattern = FillPattern::hatched;  // grey alone is close to the palest class
      fill.stroke = {170, 170, 170};
    }
    style.map_tip = fmt::format("<b>[% \"name\" %]</b><br/>[% round(100 * \"{}\") %] % {} {}", field,
                                words("binnen", "within"), norm_of(delivery, *mode, words));
  } else {
    style.rules = {{words("Gemeente", "Municipality"), "", municipality_symbol({236, 240, 244})}};
    style.map_tip = "<b>[% \"name\" %]</b>";
  }
  LabelRule name;
  name.expression = "\"name\"";
  name.placement = LabelPlacement::inside_polygon;
  name.size_pt = 9.0;
  name.color = {78, 96, 116};
  name.halo_mm = 0.6;
  name.priority = 3;
  style.labels = {name};
  style.display = "\"name\"";
  return style;
}

}  // namespace

std::string norm_of(const Delivery& delivery, model::Mode mode, const Words& words) {
  const auto& modes = delivery.coverage.front().modes;
  const auto found = std::ranges::find(modes, mode, &coverage::ModeCoverage::mode);
  return fmt::format("{} min {}", found->norm.count() / 600, model::label_of(mode, words.language()));
}

std::optional<model::Mode> leading_mode(const Delivery& delivery) {
  const auto modes = covered_modes(delivery);
  if (modes.empty()) return std::nullopt;
  return std::ranges::find(modes, model::Mode::bicycle) != modes.end() ? model::Mode::bicycle : modes.front();
}

DeliveredLayer write_isochrones(const Delivery& delivery, GeoPackage& out) {
  const Words words{delivery.language};
  LayerTable table{"isochrones", GeometryType::multipolygon, words("Bereik (isochronen)", "Reach (isochrones)"),
                   abstract_of(delivery, "Gebied dat vanaf een locatie binnen een reistijd wordt bereikt, in ringen.",
                               "Area reached from a site within a travel time, in rings.")};
  const auto rows = delivery.sites != nullptr ? band_rows(delivery) : std::vector<BandRow>{};
  if (!rows.empty()) add_isochrone_fields(table, delivery, rows, words);
  table.write(out, rows.size(),
              [&](std::size_t r) { return rows[r].band->area.empty() ? Geometry{} : Geometry{rows[r].band->area}; });
  return {table.schema(), isochrone_style(words, class_breaks("min"), "site_name")};
}

DeliveredLayer write_demand(const Delivery& delivery, GeoPackage& out) {
  const Words words{delivery.language};
  const bool squares = delivery.demand != nullptr && delivery.demand->cell_size_m > 0.0;
  LayerTable table{"demand", squares ? GeometryType::multipolygon : GeometryType::point,
                   words("Inwoners en hun bereik", "Inhabitants and their access"),
                   abstract_of(delivery, "Waar mensen wonen, en hoe ver het naar een bestaande plek is.",
                               "Where people live, and how far an existing place is.")};
  const auto count = delivery.demand == nullptr ? 0 : delivery.demand->size();
  if (count > 0) add_demand_fields(table, delivery, words);
  table.write(out, count, [&](std::size_t d) -> Geometry {
    const auto place = delivery.demand->place[d];
    if (!squares) return place;
    return geo::MultiPolygon{
        geo::rectangle(geo::Box{place.x_m, place.y_m, place.x_m, place.y_m}.grown(delivery.demand->cell_size_m / 2.0))};
  });
  return {table.schema(), demand_style(delivery, words, squares)};
}

DeliveredLayer write_municipalities(const Delivery& delivery, GeoPackage& out) {
  const Words words{delivery.language};
  LayerTable table{
      "municipalities", GeometryType::multipolygon,
      words("Gemeenten en hun dekking", "Municipalities and their coverage"),
      abstract_of(delivery,
                  "Per gemeente: inwoners, 20-40-jarigen en het deel dat een bestaande plek binnen de norm bereikt.",
                  "By municipality: inhabitants, people of 20-40, and the share that reaches an existing place within "
                  "the norm.")};
  const auto count = delivery.municipalities == nullptr ? 0 : delivery.municipalities->size();
  const auto rows = coverage_by_row(delivery, count);
  if (count > 0) {
    const auto& municipalities = *delivery.municipalities;
    table.add("code", FieldType::text, words("Gemeentecode", "Municipality code"),
              [&](std::size_t m) { return text(municipalities.code[m]); });
    table.add("name", FieldType::text, words("Gemeente", "Municipality"),
              [&](std::size_t m) { return text(municipalities.name[m]); });
    add_people(table, delivery, rows, words);
    add_best_site(table, delivery, rows, words);
    const auto modes = covered_modes(delivery);
    for (std::size_t i = 0; i < modes.size(); ++i) {
      add_mode_coverage(table, rows, words, modes[i], i, norm_of(delivery, modes[i], words));
      add_gap(table, delivery, rows, words, modes[i], i);
    }
  }
  table.write(out, count, [&](std::size_t m) {
    auto area = delivery.municipalities->area.feature(m);
    return area.empty() ? Geometry{} : Geometry{std::move(area)};
  });
  return {table.schema(), municipality_style(delivery, words)};
}

DeliveredLayer write_townscapes(const Delivery& delivery, GeoPackage& out) {
  const Words words{delivery.language};
  LayerTable table{
      "townscapes", GeometryType::multipolygon, words("Beschermde gezichten", "Protected townscapes"),
      abstract_of(delivery, "Beschermde stads- en dorpsgezichten.", "Protected townscapes and village views.")};
  const auto* const areas = delivery.townscapes;
  if (areas != nullptr) {
    table.add("key", FieldType::text, words("Sleutel", "Key"), [areas](std::size_t a) { return text(areas->key[a]); });
    table.add("name", FieldType::text, words("Naam", "Name"), [areas](std::size_t a) { return text(areas->name[a]); });
    table.add("kind", FieldType::text, words("Status", "Status"),
              [areas](std::size_t a) { return text(areas->kind[a]); });
  }
  table.write(out, areas == nullptr ? 0 : areas->size(), [areas](std::size_t a) {
    auto area = areas->area.feature(a);
    return area.empty() ? Geometry{} : Geometry{std::move(area)};
  });
  FillSymbol fill;
  fill.fill = {140, 81, 10, 120};
  fill.pattern = FillPattern::hatched;
  fill.stroke = {140, 81, 10};
  fill.stroke_mm = 0.4;
  LayerStyle style;
  style.name = words("Beschermd gezicht", "Townscape");
  style.rules = {{words("Beschermd gezicht", "Protected townscape"), "", fill}};
  style.display = "\"name\"";
  style.map_tip = "<b>[% \"name\" %]</b>";
  return {table.schema(), style};
}

}  // namespace trek::publish::detail
